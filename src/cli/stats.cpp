#include <fmt/format.h>

#include <map>
#include <memory>

#include "graph/algorithms/algorithms.h"
#include "graph/base/json.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/phrases.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct Counts {
  std::uint64_t bytes = 0;
  std::uint64_t documents = 0, entities = 0, statements = 0, evidence = 0, components = 0, largest_component = 0;
  std::string first_date, last_date;
  std::vector<std::pair<std::string, std::uint64_t>> entity_types, relations, statuses;
};

Counts count(const LoadedGraph& g, std::uint64_t bytes) {
  const graph::KnowledgeGraph& graph = *g.graph;
  Counts out;
  out.bytes = bytes;
  out.documents = graph.documents().size();
  out.entities = graph.entities().size();
  out.statements = graph.statements().size();
  std::map<schema::EntityType, std::uint64_t> types;
  for (const auto& e : graph.entities()) ++types[e.type];
  for (const auto& [type, n] : types) out.entity_types.emplace_back(schema::to_string(type), n);
  std::map<std::string, std::uint64_t> relations;
  std::map<schema::Status, std::uint64_t> statuses;
  base::Date first;
  base::Date last;
  for (const auto& s : graph.statements()) {
    ++relations[s.type];
    ++statuses[s.status];
    out.evidence += s.evidence.size();
    if (!s.date.known()) continue;
    if (!first.known() || s.date.begin < first) first = s.date.begin;
    if (last < s.date.begin) last = s.date.begin;
  }
  out.first_date = first.iso();
  out.last_date = last.iso();
  for (const auto& r : g.ontology->relations()) {
    if (const auto n = relations.find(r.name); n != relations.end()) out.relations.emplace_back(*n);
  }
  for (const auto& [status, n] : statuses) out.statuses.emplace_back(schema::to_string(status), n);
  const auto components = algorithms::components(graph);
  out.components = components.sizes.size();
  for (const std::uint64_t size : components.sizes) out.largest_component = std::max(out.largest_component, size);
  return out;
}

std::string table(std::string_view title, const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
  std::string out = rows.empty() ? std::string{} : fmt::format("\n{}{}{}\n", colours().bold, title, colours().reset);
  for (const auto& [name, n] : rows) out += fmt::format("  {:>9}  {}\n", grouped(n), name);
  return out;
}

std::string text_of(const Counts& c) {
  std::string out = fmt::format("{}, {}, {} with {}, {}\n", counted(c.documents, "document"),
                                counted(c.entities, "entity", "entities"), counted(c.statements, "statement"),
                                counted(c.evidence, "sentence"), counted(c.bytes, "byte"));
  if (!c.first_date.empty()) out += fmt::format("dated {} to {}\n", c.first_date, c.last_date);
  if (c.components > 0) {
    out += fmt::format("{}, the largest of {}\n", counted(c.components, "connected part"),
                       counted(c.largest_component, "entity", "entities"));
  }
  return out + table("Entities", c.entity_types) + table("Statements", c.relations) + table("Status", c.statuses);
}

std::string json_of(const Counts& c) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter json(buffer);
  const auto number = [&](std::string_view key, std::uint64_t n) {
    json.key(key);
    json.Uint64(n);
  };
  const auto group = [&](std::string_view key, const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
    json.key(key);
    json.StartObject();
    for (const auto& [name, n] : rows) number(name, n);
    json.EndObject();
  };
  json.StartObject();
  number("documents", c.documents);
  number("entities", c.entities);
  number("statements", c.statements);
  number("evidence", c.evidence);
  number("bytes", c.bytes);
  json.field("first_date", c.first_date);
  json.field("last_date", c.last_date);
  number("components", c.components);
  number("largest_component", c.largest_component);
  group("entity_types", c.entity_types);
  group("relations", c.relations);
  group("statuses", c.statuses);
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::string documents_of(const graph::KnowledgeGraph& graph) {
  std::string out;
  for (std::uint32_t i = 0; i < graph.documents().size(); ++i) {
    const auto& d = graph.document(model::DocumentIndex{i});
    out +=
        fmt::format("{:<10}  {:<9}  {}{}\n", d.date.iso(), model::to_string(d.date_origin),
                    shown(graph.document_label(model::DocumentIndex{i})), d.title.empty() ? "" : "  " + shown(d.title));
  }
  return out;
}

}  // namespace

Run declare_stats(CLI::App& app) {
  struct Options {
    std::string file;
    bool json = false;
    bool documents = false;
  };
  auto o = std::make_shared<Options>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_flag("--documents", o->documents, "List the documents: date, where it comes from, key, title");
  app.add_flag("--json", o->json, "As JSON");
  return [o]() -> int {
    const auto graph = load_graph(o->file);
    if (!graph) return report(graph.error());
    const auto store = store::Store::open(o->file, store::OpenMode::Read);
    if (!store) return report(store.error());
    const auto stats = store->stats();
    if (!stats) return report(stats.error());
    if (o->documents) return print(documents_of(*graph->graph));
    const Counts counts = count(*graph, stats->bytes);
    return print(o->json ? json_of(counts) : text_of(counts));
  };
}

}  // namespace entente::cli
