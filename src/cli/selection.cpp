#include "src/cli/selection.h"

#include <fmt/format.h>

#include "graph/base/utf8.h"
#include "src/cli/terminal.h"

namespace entente::cli {

using base::ErrorCode;

void declare_selection(CLI::App& app, Selection& s, bool with_about) {
  if (with_about) {
    app.add_option("--about", s.about, "Only what is near this entity; may be given several times")
        ->allow_extra_args(false);
    app.add_option("--depth", s.depth, "How many steps count as near")->capture_default_str()->check(CLI::Range(0, 30));
  }
  app.add_option("--type", s.types, "Only this relation type (entente ontology lists them); may be given several times")
      ->allow_extra_args(false);
  app.add_option("--node-type", s.node_types,
                 "Only statements between entities of this type; may be given several times")
      ->allow_extra_args(false);
  app.add_option("--status", s.statuses,
                 "Only statements of this status: happened, planned, possible, denied, demanded")
      ->allow_extra_args(false);
  app.add_option("--since", s.since, "Only statements dated on or after this date");
  app.add_option("--until", s.until, "Only statements dated on or before this date");
  app.add_option("--min-confidence", s.min_confidence, "Only statements of at least this confidence")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--document", s.documents, "Only what this document says; may be given several times")
      ->allow_extra_args(false);
}

namespace {

template <typename Value, typename All>
base::Expected<Value> choose(std::string_view what, const std::string& word, const All& all) {
  std::vector<std::string> names;
  for (const Value v : all) {
    if (base::fold_case(word) == base::fold_case(schema::to_string(v))) return v;
    names.emplace_back(schema::to_string(v));
  }
  const auto near = schema::suggest(word, names, 1);
  return base::fail(ErrorCode::Usage, fmt::format("there is no {} '{}'", what, shown(word)),
                    near.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", near.front()));
}

base::Expected<std::optional<base::Date>> date_of(std::string_view option, const std::string& text) {
  if (text.empty()) return std::optional<base::Date>{};
  const auto date = base::Date::parse_iso(text);
  if (!date) {
    return base::fail(ErrorCode::Usage, fmt::format("{}: '{}' is no date", option, shown(text)),
                      "write it as 2025-05-12, 2025-05 or 2025");
  }
  return date;
}

}  // namespace

base::Expected<exporters::Filter> filter_of(const Selection& s, const LoadedGraph& graph) {
  exporters::Filter out;
  out.depth = s.depth;
  out.min_confidence = s.min_confidence;
  out.documents = s.documents;
  for (const auto& name : s.about) {
    const auto entity = graph.names->find(name);
    if (!entity) return tl::make_unexpected(entity.error());
    out.about.push_back(*entity);
  }
  for (const auto& name : s.types) {
    auto type = graph.ontology->resolve(name);
    if (!type) {
      base::Error error = std::move(type.error());
      error.code = ErrorCode::Usage;
      return tl::make_unexpected(std::move(error));
    }
    out.types.push_back((*type)->name);
  }
  for (const auto& name : s.node_types) {
    const auto type = choose<schema::EntityType>("entity type", name, schema::all_entity_types);
    if (!type) return tl::make_unexpected(type.error());
    out.node_types.push_back(*type);
  }
  for (const auto& name : s.statuses) {
    const auto status = choose<schema::Status>("status", name, schema::all_statuses);
    if (!status) return tl::make_unexpected(status.error());
    out.statuses.push_back(*status);
  }
  const auto since = date_of("--since", s.since);
  if (!since) return tl::make_unexpected(since.error());
  const auto until = date_of("--until", s.until);
  if (!until) return tl::make_unexpected(until.error());
  out.since = *since;
  out.until = *until;
  return out;
}

base::Expected<LoadedGraph> selected(const Selection& selection, LoadedGraph graph) {
  const auto filter = filter_of(selection, graph);
  if (!filter) return tl::make_unexpected(filter.error());
  if (filter->empty()) return graph;
  auto part = exporters::apply(*filter, *graph.graph);
  if (!part) return tl::make_unexpected(part.error());
  graph.names.reset();
  graph.graph = std::make_unique<graph::KnowledgeGraph>(std::move(*part));
  graph.names = std::make_unique<graph::NameIndex>(*graph.graph);
  return graph;
}

}  // namespace entente::cli
