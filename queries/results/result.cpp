#include "queries/results/result.h"

namespace entente::queries {
namespace {

class Snapshots {
 public:
  Snapshots(Result& result, const GraphView& graph) : result_(result), graph_(graph) {}

  void add(const Value& value) {
    switch (value.kind()) {
      case Kind::Node:
        add(value.node());
        return;
      case Kind::Relationship:
        add(value.relationship());
        return;
      case Kind::Path:
        for (const auto id : value.path().nodes) add(id);
        for (const auto id : value.path().relationships) add(id);
        return;
      case Kind::List:
        for (const auto& item : value.list()) add(item);
        return;
      case Kind::Map:
        for (const auto& [key, item] : value.map()) add(item);
        return;
      default:
        return;
    }
  }

 private:
  std::vector<std::pair<std::string, Value>> named(const Properties& properties) const {
    std::vector<std::pair<std::string, Value>> result;
    for (const auto& [key, value] : properties) result.emplace_back(graph_.symbols().name(key), value);
    return result;
  }
  void add(NodeId id) {
    const auto [entry, fresh] = result_.nodes.try_emplace(id);
    if (!fresh) return;
    for (const auto label : graph_.labels(id)) entry->second.labels.push_back(graph_.symbols().name(label));
    entry->second.properties = named(graph_.properties(id));
  }
  void add(RelationshipId id) {
    const auto [entry, fresh] = result_.relationships.try_emplace(id);
    if (!fresh) return;
    entry->second = {graph_.symbols().name(graph_.type(id)), graph_.start(id), graph_.end(id),
                     named(graph_.properties(id))};
  }

  Result& result_;
  const GraphView& graph_;
};

}  // namespace

void take_snapshots(Result& result, const GraphView& graph) {
  Snapshots snapshots(result, graph);
  for (const auto& row : result.rows) {
    for (const auto& value : row) snapshots.add(value);
  }
}

}  // namespace entente::queries
