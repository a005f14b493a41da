#include "queries/exec/writers.h"

/// CREATE, MERGE, DELETE, FOREACH.
namespace entente::queries::exec {
namespace {

void create_node(const bound::NodePattern& pattern, Row& row, Context& context) {
  const auto id = context.writable().create_node(pattern.labels);
  Setter(context).initialise(id, pattern.properties, pattern.property_map, row);
  row[pattern.slot] = id;
}

void create_relationship(const bound::RelationshipPattern& pattern, const Value& left, const Value& right, Row& row,
                         Context& context) {
  if (!left.is(Kind::Node) || !right.is(Kind::Node)) {
    context.fail(ErrorType::TypeError, "InvalidArgumentType",
                 "a relationship needs a node at both ends, one is null or no node");
    return;
  }
  const auto exists = [&](const Value& node) {
    context.take(context.functions().check_exists(node).map([] { return Value(); }), {});
    return !context.failed();
  };
  if (!exists(left) || !exists(right)) return;
  const bool backwards = pattern.direction == ast::Direction::Incoming;
  const auto id = context.writable().create_relationship(pattern.types.front(), backwards ? right.node() : left.node(),
                                                         backwards ? left.node() : right.node());
  Setter(context).initialise(id, pattern.properties, pattern.property_map, row);
  row[pattern.slot] = id;
}

}  // namespace

void create_pattern(const bound::PathPattern& pattern, Row& row, Context& context) {
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    if (context.failed()) return;
    if (!pattern.nodes[i].bound) create_node(pattern.nodes[i], row, context);
  }
  for (std::size_t i = 0; i < pattern.relationships.size(); ++i) {
    if (context.failed()) return;
    create_relationship(pattern.relationships[i], row[pattern.nodes[i].slot], row[pattern.nodes[i + 1].slot], row,
                        context);
  }
  if (context.failed() || pattern.slot == bound::no_slot) return;
  Path path;
  for (const auto& node : pattern.nodes) path.nodes.push_back(row[node.slot].node());
  for (const auto& r : pattern.relationships) path.relationships.push_back(row[r.slot].relationship());
  row[pattern.slot] = std::move(path);
}

void CreateOperator::consume(Row& row) {
  read_all(row);
  for (auto& kept : rows_) {
    for (const auto& pattern : plan_.clause.patterns) create_pattern(pattern, kept, context_);
  }
}

/// A null property can match nothing, so what was created could never be found again.
bool MergeOperator::refuse_nulls(Row& row) {
  const auto check = [&](const auto& properties) {
    for (const auto& [key, value] : properties) {
      if (context_.failed()) return;
      if (evaluate(*value, row, context_).is_null() && !context_.failed()) {
        context_.fail(ErrorType::SemanticError, "MergeReadOwnWrites", "MERGE cannot work with a property that is null",
                      value->span);
      }
    }
  };
  for (const auto& node : plan_.clause.pattern.nodes) check(node.properties);
  for (const auto& r : plan_.clause.pattern.relationships) check(r.properties);
  return context_.failed();
}

void MergeOperator::consume(Row& row) {
  read_all(row);
  Setter setter(context_);
  std::vector<Row> result;
  for (auto& kept : rows_) {
    if (refuse_nulls(kept)) return;
    const auto before = result.size();
    auto working = kept;
    match_->open();
    while (match_->next(working) && budget_.keep(1)) result.push_back(working);
    if (context_.failed()) return;
    if (result.size() == before) {
      create_pattern(plan_.clause.pattern, kept, context_);
      setter.apply(plan_.clause.on_create, kept);
      result.push_back(std::move(kept));
    } else {
      for (auto i = before; i < result.size(); ++i) setter.apply(plan_.clause.on_match, result[i]);
    }
    if (context_.failed()) return;
  }
  rows_ = std::move(result);
}

void DeleteOperator::delete_node(NodeId id) {
  auto& graph = context_.writable();
  if (!graph.exists(id)) return;
  if (plan_.clause.detach) {
    std::vector<Step> steps;
    graph.expand(id, Direction::Both, steps);
    for (const auto& step : steps) graph.delete_relationship(step.relationship);
  }
  graph.delete_node(id);
}

void DeleteOperator::delete_value(const Value& value, base::ByteSpan span) {
  switch (value.kind()) {
    case Kind::Null:
      return;
    case Kind::Node:
      delete_node(value.node());
      return;
    case Kind::Relationship:
      context_.writable().delete_relationship(value.relationship());
      return;
    case Kind::Path:
      for (const auto id : value.path().relationships) context_.writable().delete_relationship(id);
      for (const auto id : value.path().nodes) delete_node(id);
      return;
    default:
      context_.fail(ErrorType::TypeError, "InvalidArgumentType", "DELETE works on nodes, relationships and paths",
                    span);
  }
}

void DeleteOperator::consume(Row& row) {
  read_all(row);
  // All targets first: they may be read out of what is about to go.
  std::vector<std::pair<Value, base::ByteSpan>> targets;
  for (auto& kept : rows_) {
    for (const auto& target : plan_.clause.targets)
      targets.emplace_back(evaluate(*target, kept, context_), target->span);
  }
  for (const auto& [value, span] : targets) {
    if (context_.failed()) return;
    delete_value(value, span);
  }
}

void ForeachOperator::consume(Row& row) {
  read_all(row);
  for (auto& kept : rows_) {
    const auto list = evaluate(*plan_.list, kept, context_);
    if (list.is_null()) continue;
    if (!list.is(Kind::List)) {
      context_.fail(ErrorType::TypeError, "InvalidArgumentType", "FOREACH goes over a list", plan_.list->span);
      return;
    }
    for (const auto& item : list.list()) {
      auto working = kept;
      working[plan_.variable] = item;
      body_->open();
      while (body_->next(working)) continue;
      if (context_.failed()) return;
    }
  }
}

}  // namespace entente::queries::exec
