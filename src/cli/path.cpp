#include <fmt/format.h>

#include <memory>

#include "graph/algorithms/algorithms.h"
#include "graph/base/json.h"
#include "src/cli/command.h"
#include "src/cli/phrases.h"
#include "src/cli/selection.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct PathOptions {
  std::string file;
  std::string from;
  std::string to;
  std::size_t count = 1;
  bool json = false;
  Selection selection;
};

std::string lines(const graph::KnowledgeGraph& graph, const algorithms::Path& path) {
  const Colours& c = colours();
  std::string out;
  for (std::size_t i = 0; i < path.entities.size(); ++i) {
    const model::Entity& e = graph.entity(path.entities[i]);
    out += fmt::format("{}{}{}, {}\n", c.bold, shown(e.name), c.reset, type_of(e));
    if (i < path.statements.size()) out += statement_block(graph, path.statements[i], 1, terminal_width());
  }
  return out;
}

std::string json_of(const graph::KnowledgeGraph& graph, const std::vector<algorithms::Path>& paths) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter json(buffer);
  json.StartObject();
  json.key("paths");
  json.StartArray();
  for (const auto& path : paths) {
    json.StartObject();
    json.key("nodes");
    json.StartArray();
    for (const auto i : path.entities) {
      const model::Entity& e = graph.entity(i);
      json.StartObject();
      json.field("id", e.id);
      json.field("type", schema::to_string(e.type));
      json.field("name", e.name);
      json.EndObject();
    }
    json.EndArray();
    json.key("edges");
    json.StartArray();
    for (const auto i : path.statements) {
      const model::Statement& s = graph.statement(i);
      json.StartObject();
      json.field("id", s.id);
      json.field("source", graph.entity(s.subject).id);
      json.field("target", graph.entity(s.object).id);
      json.field("type", s.type);
      json.field("status", schema::to_string(s.status));
      json.field("date", s.date.iso());
      json.key("evidence");
      json.StartArray();
      for (const auto& e : s.evidence) {
        json.StartObject();
        json.field("document", graph.document_label(e.document));
        json.key("begin");
        json.Uint(e.sentence.begin);
        json.key("end");
        json.Uint(e.sentence.end);
        json.field("text", e.text);
        json.EndObject();
      }
      json.EndArray();
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

base::Expected<int> find_path(const PathOptions& o) {
  auto loaded = load_graph(o.file);
  if (!loaded) return tl::make_unexpected(loaded.error());
  const auto from = loaded->names->find(o.from);
  if (!from) return tl::make_unexpected(from.error());
  const auto to = loaded->names->find(o.to);
  if (!to) return tl::make_unexpected(to.error());
  const std::string from_id = loaded->graph->entity(*from).id;
  const std::string to_id = loaded->graph->entity(*to).id;
  const std::string nothing = fmt::format("no path connects {} and {}", shown(loaded->graph->entity(*from).name),
                                          shown(loaded->graph->entity(*to).name));
  auto graph = selected(o.selection, std::move(*loaded));
  if (!graph) return tl::make_unexpected(graph.error());
  const auto a = graph->names->find(from_id);
  const auto b = graph->names->find(to_id);
  std::vector<algorithms::Path> paths;
  if (a && b) {
    auto found = algorithms::shortest_paths(*graph->graph, *a, *b, {o.count, 30});
    if (!found) return tl::make_unexpected(found.error());
    paths = std::move(*found);
  }
  if (o.json) {
    const int printed = print(json_of(*graph->graph, paths));
    return printed != Ok || !paths.empty() ? printed : int{Nothing};
  }
  if (paths.empty()) return base::fail(base::ErrorCode::NotFound, nothing, "statements are walked in both directions");
  std::string out;
  for (const auto& path : paths) out += (out.empty() ? "" : "\n") + lines(*graph->graph, path);
  return print(out);
}

}  // namespace

Run declare_path(CLI::App& app) {
  auto o = std::make_shared<PathOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("FROM", o->from, "Name, alias or id of an entity")->required();
  app.add_option("TO", o->to, "Name, alias or id of another")->required();
  app.add_option("--count", o->count, "How many paths, the shortest first")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  app.add_flag("--json", o->json, "The paths as JSON");
  declare_selection(app, o->selection, false);
  return [o] {
    const auto status = find_path(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
