#include <algorithm>

#include "queries/exec/writers.h"

namespace entente::queries::exec {
namespace {

/// What a property can hold: a scalar, or a list of scalars.
bool storable(const Value& value, bool in_list = false) {
  switch (value.kind()) {
    case Kind::Map:
    case Kind::Node:
    case Kind::Relationship:
    case Kind::Path:
      return false;
    case Kind::Null:
      return !in_list;
    case Kind::List:
      return !in_list &&
             std::all_of(value.list().begin(), value.list().end(), [](const Value& v) { return storable(v, true); });
    default:
      return true;
  }
}

}  // namespace

template <typename Id>
void Setter::set(Id id, Symbol key, Value value, base::ByteSpan span) {
  if (!storable(value)) {
    context_.fail(ErrorType::TypeError, "InvalidPropertyType",
                  "a property holds a single value or a list of single values", span);
    return;
  }
  context_.writable().set_property(id, key, std::move(value));
}

template <typename Id>
void Setter::initialise(Id id, const std::vector<std::pair<Symbol, bound::ExpressionPtr>>& properties,
                        const bound::ExpressionPtr& map, Row& row) {
  for (const auto& [key, value] : properties) {
    auto result = evaluate(*value, row, context_);
    if (context_.failed()) return;
    if (!result.is_null()) set(id, key, std::move(result), value->span);
  }
  if (map) replace(id, evaluate(*map, row, context_), true, map->span);
}
template void Setter::initialise(NodeId, const std::vector<std::pair<Symbol, bound::ExpressionPtr>>&,
                                 const bound::ExpressionPtr&, Row&);
template void Setter::initialise(RelationshipId, const std::vector<std::pair<Symbol, bound::ExpressionPtr>>&,
                                 const bound::ExpressionPtr&, Row&);

/// `n = map` and `n += map`; a node or relationship stands for its properties.
template <typename Id>
void Setter::replace(Id id, const Value& value, bool keep_others, base::ByteSpan span) {
  Properties wanted;
  const auto& graph = context_.graph();
  if (value.is(Kind::Node)) {
    wanted = graph.properties(value.node());
  } else if (value.is(Kind::Relationship)) {
    wanted = graph.properties(value.relationship());
  } else if (value.is(Kind::Map)) {
    for (const auto& [key, item] : value.map()) wanted.emplace_back(graph.symbols().intern(key), item);
  } else if (!value.is_null()) {
    context_.fail(ErrorType::TypeError, "InvalidArgumentType", "properties come from a map, a node or a relationship",
                  span);
    return;
  }
  if (!keep_others) {
    for (const auto& [key, old] : graph.properties(id)) context_.writable().set_property(id, key, Value());
  }
  for (auto& [key, item] : wanted) set(id, key, std::move(item), span);
}

template <typename Id>
void Setter::apply(const bound::SetItem& item, Id id, const Value& value) {
  switch (item.kind) {
    case ast::SetItem::Kind::Property:
      set(id, item.key, value, item.value->span);
      return;
    case ast::SetItem::Kind::Replace:
      replace(id, value, false, item.value->span);
      return;
    case ast::SetItem::Kind::Merge:
      replace(id, value, true, item.value->span);
      return;
    case ast::SetItem::Kind::Labels:
      return;
  }
}

void Setter::apply(const bound::SetItem& item, Row& row) {
  const auto target = evaluate(*item.target, row, context_);
  const auto value = item.value ? evaluate(*item.value, row, context_) : Value();
  if (context_.failed() || target.is_null()) return;
  context_.take(context_.functions().check_exists(target).map([] { return Value(); }), item.target->span);
  if (context_.failed()) return;
  if (target.is(Kind::Node)) {
    for (const auto label : item.labels) context_.writable().add_label(target.node(), label);
    apply(item, target.node(), value);
  } else if (target.is(Kind::Relationship) && item.labels.empty()) {
    apply(item, target.relationship(), value);
  } else {
    context_.fail(ErrorType::TypeError, "InvalidArgumentType", "SET works on nodes and relationships",
                  item.target->span);
  }
}

void Setter::apply(const std::vector<bound::SetItem>& items, Row& row) {
  for (const auto& item : items) {
    if (context_.failed()) return;
    apply(item, row);
  }
}

void SetOperator::consume(Row& row) {
  read_all(row);
  Setter setter(context_);
  for (auto& kept : rows_) setter.apply(plan_.clause.items, kept);
}

void RemoveOperator::remove(const bound::RemoveItem& item, Row& row) {
  const auto target = evaluate(*item.target, row, context_);
  if (context_.failed() || target.is_null()) return;
  context_.take(context_.functions().check_exists(target).map([] { return Value(); }), item.target->span);
  if (context_.failed()) return;
  auto& graph = context_.writable();
  if (target.is(Kind::Node)) {
    for (const auto label : item.labels) graph.remove_label(target.node(), label);
    if (item.key) graph.set_property(target.node(), *item.key, Value());
  } else if (target.is(Kind::Relationship) && item.key) {
    graph.set_property(target.relationship(), *item.key, Value());
  } else {
    context_.fail(ErrorType::TypeError, "InvalidArgumentType", "REMOVE works on nodes and relationships",
                  item.target->span);
  }
}

void RemoveOperator::consume(Row& row) {
  read_all(row);
  for (auto& kept : rows_) {
    for (const auto& item : plan_.clause.items) remove(item, kept);
  }
}

}  // namespace entente::queries::exec
