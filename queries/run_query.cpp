#include "queries/run_query.h"

#include <map>

#include "graph/base/utf8.h"
#include "queries/cypher/token.h"
#include "queries/knowledge_view.h"
#include "queries/results/json.h"

namespace entente::queries {

base::Expected<void> add_parameter(Map& parameters, std::string_view assignment) {
  const auto equals = assignment.find('=');
  const auto name = base::trim(assignment.substr(0, equals));
  if (equals == std::string_view::npos || name.empty()) {
    return base::fail(base::ErrorCode::Usage,
                      "a parameter is written NAME=VALUE, not '" + std::string(assignment) + "'");
  }
  const auto query = "RETURN " + std::string(assignment.substr(equals + 1)) + " AS value";
  const PropertyGraph nothing;
  const auto result = Engine().run(query, static_cast<const GraphView&>(nothing));
  if (!result) {
    auto error = to_base_error(result.error(), query);
    error.hint = "VALUE is a Cypher literal: strings stand in quotes, " + std::string(name) + "='text'";
    if (error.location) error.location->source = "parameter " + std::string(name);
    return tl::make_unexpected(std::move(error));
  }
  if (result->columns.size() != 1 || result->rows.size() != 1) {
    return base::fail(base::ErrorCode::Usage,
                      "the value of parameter '" + std::string(name) + "' is not one expression");
  }
  parameters.insert_or_assign(std::string(name), result->rows.front().front());
  return {};
}

Checked<QueryOutput> run_query(std::string_view query, const graph::KnowledgeGraph& graph, const RunOptions& options,
                               Format format) {
  const KnowledgeView view(graph);
  const auto result = Engine().run(query, static_cast<const GraphView&>(view), options);
  if (!result) return tl::make_unexpected(result.error());
  return QueryOutput{queries::format(*result, format), describe(result->side_effects)};
}

std::string error_to_json(const QueryError& error, std::string_view query) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter out(buffer);
  out.StartObject();
  out.key("error");
  out.StartObject();
  out.field("type", to_string(error.type));
  out.field("phase", to_string(error.phase));
  out.field("detail", error.detail);
  out.field("message", error.message);
  if (!error.hint.empty()) out.field("hint", error.hint);
  if (!error.span.empty()) {
    const auto position = position_of(query, error.span.begin);
    out.key("line");
    out.Uint64(position.line);
    out.key("column");
    out.Uint64(position.column);
  }
  out.EndObject();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

std::vector<std::string> split_queries(std::string_view text, std::string& rest) {
  std::vector<std::string> queries;
  std::size_t begin = 0;
  for (const auto& token : tokenize(text)) {
    if (token.kind != TokenKind::Symbol || token.text != ";") continue;
    const auto query = base::trim(text.substr(begin, token.span.begin - begin));
    if (!query.empty()) queries.emplace_back(query);
    begin = token.span.end;
  }
  rest = std::string(base::trim(text.substr(begin)));
  return queries;
}

Result schema_of(const GraphView& graph) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  const auto keys = [&](const std::string& owner, const Properties& properties) {
    for (const auto& [key, value] : properties) ++counts[{"property", owner + '.' + graph.symbols().name(key)}];
  };
  for (std::uint64_t i = 0; i < graph.node_limit(); ++i) {
    const auto id = static_cast<NodeId>(i);
    if (!graph.exists(id)) continue;
    for (const auto label : graph.labels(id)) {
      const auto& name = graph.symbols().name(label);
      ++counts[{"label", name}];
      keys(name, graph.properties(id));
    }
  }
  for (std::uint64_t i = 0; i < graph.relationship_limit(); ++i) {
    const auto id = static_cast<RelationshipId>(i);
    if (!graph.exists(id)) continue;
    const auto& name = graph.symbols().name(graph.type(id));
    ++counts[{"relationship type", name}];
    keys(name, graph.properties(id));
  }
  Result result;
  result.columns = {"kind", "name", "count"};
  for (const auto& [entry, count] : counts)
    result.rows.push_back({Value(entry.first), Value(entry.second), Value(count)});
  return result;
}

}  // namespace entente::queries
