#include <array>

#include "queries/functions/function.h"

/// Functions on nodes, relationships, paths and maps.
namespace entente::queries {
namespace {

constexpr auto node_only = kinds(Kind::Node);
constexpr auto relationship_only = kinds(Kind::Relationship);
constexpr auto entities = kinds(Kind::Node, Kind::Relationship);
constexpr auto path_only = kinds(Kind::Path);

Value to_map(const Properties& properties, const SymbolTable& symbols) {
  Map result;
  for (const auto& [key, value] : properties) result.emplace(symbols.name(key), value);
  return result;
}

Checked<Value> id(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Node)) return Value(static_cast<std::int64_t>(index_of(a[0].node())));
  if (a[0].is(Kind::Relationship)) return Value(static_cast<std::int64_t>(index_of(a[0].relationship())));
  return invalid_argument("id", a[0]);
}

Checked<Value> element_id(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Node)) return Value("n" + std::to_string(index_of(a[0].node())));
  if (a[0].is(Kind::Relationship)) return Value("r" + std::to_string(index_of(a[0].relationship())));
  return invalid_argument("elementId", a[0]);
}

Checked<Value> labels(const FunctionContext& context, Arguments a) {
  if (!a[0].is(Kind::Node)) return invalid_argument("labels", a[0]);
  if (auto alive = context.check_exists(a[0]); !alive) return tl::make_unexpected(alive.error());
  List result;
  for (const auto label : context.graph.labels(a[0].node())) result.emplace_back(context.graph.symbols().name(label));
  return Value(std::move(result));
}

Checked<Value> type(const FunctionContext& context, Arguments a) {
  if (!a[0].is(Kind::Relationship)) return invalid_argument("type", a[0]);
  return Value(context.graph.symbols().name(context.graph.type(a[0].relationship())));
}

Checked<Value> start_node(const FunctionContext& context, Arguments a) {
  if (!a[0].is(Kind::Relationship)) return invalid_argument("startNode", a[0]);
  return Value(context.graph.start(a[0].relationship()));
}

Checked<Value> end_node(const FunctionContext& context, Arguments a) {
  if (!a[0].is(Kind::Relationship)) return invalid_argument("endNode", a[0]);
  return Value(context.graph.end(a[0].relationship()));
}

Checked<Value> properties(const FunctionContext& context, Arguments a) {
  if (auto alive = context.check_exists(a[0]); !alive) return tl::make_unexpected(alive.error());
  if (a[0].is(Kind::Node)) return to_map(context.graph.properties(a[0].node()), context.graph.symbols());
  if (a[0].is(Kind::Relationship))
    return to_map(context.graph.properties(a[0].relationship()), context.graph.symbols());
  if (a[0].is(Kind::Map)) return a[0];
  return invalid_argument("properties", a[0]);
}

Checked<Value> keys(const FunctionContext& context, Arguments a) {
  if (auto alive = context.check_exists(a[0]); !alive) return tl::make_unexpected(alive.error());
  List result;
  const auto add = [&](const Properties& list) {
    for (const auto& [key, value] : list) result.emplace_back(context.graph.symbols().name(key));
  };
  if (a[0].is(Kind::Node)) {
    add(context.graph.properties(a[0].node()));
  } else if (a[0].is(Kind::Relationship)) {
    add(context.graph.properties(a[0].relationship()));
  } else if (a[0].is(Kind::Map)) {
    for (const auto& [key, value] : a[0].map()) result.emplace_back(key);
  } else {
    return invalid_argument("keys", a[0]);
  }
  return Value(std::move(result));
}

Checked<Value> nodes(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::Path)) return invalid_argument("nodes", a[0]);
  const auto& ids = a[0].path().nodes;
  return Value(List(ids.begin(), ids.end()));
}

Checked<Value> relationships(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::Path)) return invalid_argument("relationships", a[0]);
  const auto& ids = a[0].path().relationships;
  return Value(List(ids.begin(), ids.end()));
}

Checked<Value> length(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::Path)) return invalid_argument("length", a[0]);
  return Value(static_cast<std::int64_t>(a[0].path().relationships.size()));
}

/// A pattern comes as true or false, anything else as a value that may be null.
Checked<Value> exists(const FunctionContext&, Arguments a) {
  return Value(a[0].is(Kind::Boolean) ? a[0].boolean() : !a[0].is_null());
}

Type strings(std::span<const Type>) {
  return Type::list_of(Kind::String);
}
Type nodes_type(std::span<const Type>) {
  return Type::list_of(Kind::Node);
}
Type relationships_type(std::span<const Type>) {
  return Type::list_of(Kind::Relationship);
}

constexpr auto keyed = kinds(Kind::Node, Kind::Relationship, Kind::Map);

const std::array table{
    Function{"id", 1, 1, id, returns<Kind::Integer>, entities},
    Function{"elementId", 1, 1, element_id, returns<Kind::String>, entities},
    Function{"labels", 1, 1, labels, strings, node_only},
    Function{"type", 1, 1, type, returns<Kind::String>, relationship_only},
    Function{"startNode", 1, 1, start_node, returns<Kind::Node>, relationship_only},
    Function{"endNode", 1, 1, end_node, returns<Kind::Node>, relationship_only},
    Function{"properties", 1, 1, properties, returns<Kind::Map>, keyed},
    Function{"keys", 1, 1, keys, strings, keyed},
    Function{"nodes", 1, 1, nodes, nodes_type, path_only},
    Function{"relationships", 1, 1, relationships, relationships_type, path_only},
    Function{"rels", 1, 1, relationships, relationships_type, path_only},
    Function{"length", 1, 1, length, returns<Kind::Integer>, path_only},
    Function{"exists", 1, 1, exists, returns<Kind::Boolean>, 0, false},
};

}  // namespace

std::span<const Function> graph_functions() {
  return table;
}

}  // namespace entente::queries
