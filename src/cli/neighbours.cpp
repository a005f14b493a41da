#include <fmt/format.h>

#include <map>
#include <memory>

#include "graph/algorithms/algorithms.h"
#include "src/cli/command.h"
#include "src/cli/graph_json.h"
#include "src/cli/phrases.h"
#include "src/cli/selection.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct NeighbourOptions {
  std::string file;
  std::string name;
  unsigned depth = 1;
  bool json = false;
  Selection selection;
};

/// "met with ×2, imposed measure [planned]": what connects the entity with those one step nearer.
std::string ties(const graph::KnowledgeGraph& graph, model::EntityIndex entity,
                 const std::vector<std::uint32_t>& steps) {
  std::map<std::string, std::size_t> counts;
  const std::uint32_t here = steps[model::value(entity)];
  for (const auto& i : graph.incidences(entity)) {
    if (steps[model::value(i.other)] + 1 != here) continue;
    const model::Statement& s = graph.statement(i.statement);
    std::string words = relation_words(s.type);
    if (!i.forward) words = "← " + words;
    if (here > 1) words += " " + shown(graph.entity(i.other).name);
    if (s.status != schema::Status::Happened) words += fmt::format(" [{}]", schema::to_string(s.status));
    ++counts[words];
  }
  std::string out;
  for (const auto& [words, n] : counts) {
    out += fmt::format("{}{}{}", out.empty() ? "" : ", ", words, n > 1 ? fmt::format(" ×{}", n) : "");
  }
  return out;
}

base::Expected<int> neighbours(const NeighbourOptions& o) {
  auto loaded = load_graph(o.file);
  if (!loaded) return tl::make_unexpected(loaded.error());
  const auto whole = loaded->names->find(o.name);
  if (!whole) return tl::make_unexpected(whole.error());
  const std::string id = loaded->graph->entity(*whole).id;
  Selection selection = o.selection;
  selection.about = {o.name};
  selection.depth = o.depth;
  auto graph = selected(selection, std::move(*loaded));
  if (!graph) return tl::make_unexpected(graph.error());
  if (o.json) return print_graph_json(*graph);
  const auto start = graph->names->find(id);
  if (!start) return tl::make_unexpected(start.error());
  const auto reached = algorithms::neighbourhood(*graph->graph, *start, o.depth);
  std::vector<std::uint32_t> steps(graph->graph->entities().size(), 0xFFFFFFF0U);
  for (const auto& r : reached) steps[model::value(r.entity)] = r.steps;
  std::string out;
  std::uint32_t level = 0;
  for (const auto& r : reached) {
    if (r.steps == 0) continue;
    if (r.steps != level) {
      level = r.steps;
      out += fmt::format("{}{}{} step{}{}\n", level == 1 ? "" : "\n", colours().bold, level, level == 1 ? "" : "s",
                         colours().reset);
    }
    const model::Entity& e = graph->graph->entity(r.entity);
    out += fmt::format("  {}, {}: {}\n", shown(e.name), type_of(e), ties(*graph->graph, r.entity, steps));
  }
  if (!out.empty()) return print(out);
  say(fmt::format("entente: no statement connects {} with another entity", shown(graph->graph->entity(*start).name)));
  return int{Nothing};
}

}  // namespace

Run declare_neighbours(CLI::App& app) {
  auto o = std::make_shared<NeighbourOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("NAME", o->name, "Name, alias or id of an entity")->required();
  app.add_option("--depth", o->depth, "How many steps to go")->capture_default_str()->check(CLI::Range(1, 30));
  app.add_flag("--json", o->json, "Node-link JSON of the neighbourhood");
  declare_selection(app, o->selection, false);
  return [o] {
    const auto status = neighbours(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
