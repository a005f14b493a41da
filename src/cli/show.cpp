#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "exporters/json/node_link.h"
#include "graph/algorithms/algorithms.h"
#include "src/cli/command.h"
#include "src/cli/graph_json.h"
#include "src/cli/phrases.h"
#include "src/cli/selection.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct ShowOptions {
  std::string file;
  std::string name;
  Selection selection;
  std::size_t sentences = 3;
  bool why = false;
  bool json = false;
};

std::string heading(std::string_view text) {
  return fmt::format("\n{}{}{}\n", colours().bold, text, colours().reset);
}

std::vector<model::StatementIndex> statements_of(const graph::KnowledgeGraph& graph, model::EntityIndex entity) {
  std::vector<model::StatementIndex> out;
  for (const auto& i : graph.incidences(entity)) out.push_back(i.statement);
  return out;
}

/// Posts, membership, places: what holds rather than happens. The ontology says which.
bool is_structural(const LoadedGraph& g, model::StatementIndex i) {
  const auto* type = g.ontology->find(g.graph->statement(i).type);
  return type != nullptr && type->structural();
}

std::string page(const LoadedGraph& g, model::EntityIndex entity, const ShowOptions& o) {
  const graph::KnowledgeGraph& graph = *g.graph;
  const model::Entity& e = graph.entity(entity);
  const std::size_t width = terminal_width();
  std::string out = fmt::format("{}{}{}, {}\n", colours().bold, shown(e.name), colours().reset, type_of(e));
  if (!e.aliases.empty())
    out += wrapped(fmt::format("also: {}", shown(fmt::format("{}", fmt::join(e.aliases, "; ")))), 2, width);
  if (!e.reference.empty()) out += fmt::format("  reference: {}\n", shown(e.reference));
  if (e.imposer != model::no_entity) out += fmt::format("  imposed by: {}\n", shown(graph.entity(e.imposer).name));
  if (e.target != model::no_entity) out += fmt::format("  against: {}\n", shown(graph.entity(e.target).name));
  std::vector<model::DocumentIndex> documents;
  for (const auto& m : e.mentions) documents.push_back(m.document);
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  out +=
      fmt::format("  mentioned {} in {}\n", counted(e.mentions.size(), "time"), counted(documents.size(), "document"));
  if (o.why) {
    out += heading("Why these names are one");
    if (e.reasons.empty()) out += "  it goes by one name only\n";
    for (const auto& reason : e.reasons) out += wrapped(shown(reason), 2, width);
  }
  auto statements = statements_of(graph, entity);
  const auto middle = std::stable_partition(statements.begin(), statements.end(),
                                            [&](model::StatementIndex i) { return is_structural(g, i); });
  std::vector<model::StatementIndex> positions(statements.begin(), middle);
  std::vector<model::StatementIndex> events(middle, statements.end());
  sort_by_date(graph, positions);
  sort_by_date(graph, events);
  if (!positions.empty()) {
    out += heading("Positions and ties");
    for (const auto i : positions) out += statement_block(graph, i, std::min<std::size_t>(o.sentences, 1), width);
  }
  if (!events.empty()) {
    out += heading("What happened");
    for (const auto i : events) out += statement_block(graph, i, o.sentences, width);
  }
  if (statements.empty()) out += "\n  no statement is about it\n";
  return out;
}

std::string overview(const LoadedGraph& g, const ShowOptions& o) {
  constexpr std::size_t most_entities = 15;
  constexpr std::size_t most_statements = 10;
  const graph::KnowledgeGraph& graph = *g.graph;
  std::string out = fmt::format("{}, {}, {}\n", counted(graph.documents().size(), "document"),
                                counted(graph.entities().size(), "entity", "entities"),
                                counted(graph.statements().size(), "statement"));
  const auto degrees = algorithms::degrees(graph);
  std::vector<std::uint32_t> order(graph.entities().size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return degrees[a].statements > degrees[b].statements; });
  if (!order.empty()) out += heading("Most connected");
  for (std::size_t i = 0; i < std::min(order.size(), most_entities); ++i) {
    const model::Entity& e = graph.entity(model::EntityIndex{order[i]});
    out += fmt::format("  {:>17}, {:>14}  {}, {}\n", counted(degrees[order[i]].statements, "statement"),
                       counted(degrees[order[i]].neighbours, "neighbour"), shown(e.name), type_of(e));
  }
  std::vector<model::StatementIndex> events;
  for (std::uint32_t i = 0; i < graph.statements().size(); ++i) {
    const model::StatementIndex s{i};
    if (graph.statement(s).date.known() && !is_structural(g, s)) events.push_back(s);
  }
  sort_by_date(graph, events);
  std::reverse(events.begin(), events.end());
  events.resize(std::min(events.size(), most_statements));
  if (!events.empty()) out += heading("Latest");
  for (const auto i : events) out += statement_block(graph, i, std::min<std::size_t>(o.sentences, 1), terminal_width());
  return out;
}

base::Expected<int> show(const ShowOptions& o) {
  auto loaded = load_graph(o.file);
  if (!loaded) return tl::make_unexpected(loaded.error());
  if (o.name.empty()) {
    auto graph = selected(o.selection, std::move(*loaded));
    if (!graph) return tl::make_unexpected(graph.error());
    if (o.json) return print_graph_json(*graph);
    const int printed = print(overview(*graph, o));
    return printed != Ok || !graph->graph->entities().empty() ? printed : Nothing;
  }
  Selection selection = o.selection;
  selection.about = {o.name};
  selection.depth = 1;
  const auto whole = loaded->names->find(o.name);
  if (!whole) return tl::make_unexpected(whole.error());
  const std::string id = loaded->graph->entity(*whole).id;
  const std::size_t before = loaded->graph->incidences(*whole).size();
  auto graph = selected(selection, std::move(*loaded));
  if (!graph) return tl::make_unexpected(graph.error());
  if (o.json) return print_graph_json(*graph);
  const auto entity = graph->names->find(id);
  if (!entity) return tl::make_unexpected(entity.error());
  const int printed = print(page(*graph, *entity, o));
  const bool found = before == 0 || !graph->graph->incidences(*entity).empty();
  return printed != Ok || found ? printed : int{Nothing};
}

}  // namespace

Run declare_show(CLI::App& app) {
  auto o = std::make_shared<ShowOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("NAME", o->name, "Name, alias or id of an entity; \"Georgia (Place)\" tells types apart");
  app.add_flag("--why", o->why, "Show why names were put together");
  app.add_option("--sentences", o->sentences, "Sentences shown for a statement")->capture_default_str();
  app.add_flag("--json", o->json, "Node-link JSON of the entity and what it touches");
  declare_selection(app, o->selection, false);
  return [o] {
    const auto status = show(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
