#include <algorithm>

#include "queries/semantics/binder_impl.h"

namespace entente::queries {

namespace {

std::string item_name(const ast::ProjectionItem& item) {
  if (!item.alias.empty()) return item.alias.text;
  if (const auto* variable = std::get_if<ast::Variable>(&item.expression->node)) return variable->name;
  return item.text;
}

}  // namespace

/// WITH takes no expression without a name.
void Binder::check_names(const ast::Projection& ast) {
  if (ast.is_return) return;
  for (const auto& item : ast.items) {
    if (!item.alias.empty() || std::holds_alternative<ast::Variable>(item.expression->node)) continue;
    fail("NoExpressionAlias", "an expression in WITH needs a name", item.expression->span,
         "write " + item.text + " AS name");
  }
}

/// RETURN *: every variable, by name.
void Binder::star(const ast::Projection& ast, bound::Projection& result, Scope& visible) {
  if (!ast.star) return;
  if (scope_->names.empty() && ast.is_return) {
    fail("NoVariablesInScope", "there is no variable that * could stand for", {});
  }
  for (const auto& [name, binding] : scope_->names) {
    visible.names[name] = binding;
    result.keys.push_back({use(binding, {}), binding.slot});
    result.columns.push_back(binding.slot);
    result.names.push_back(name);
  }
}

void Binder::items(const ast::Projection& ast, bound::Projection& result, Grouping& grouping, Scope& visible) {
  std::vector<bound::Slot> slots(ast.items.size(), bound::no_slot);
  const auto define = [&](std::size_t i, Binding binding) {
    const auto name = item_name(ast.items[i]);
    if (visible.names.contains(name)) {
      fail("ColumnNameConflict", "two columns are named '" + name + "'", ast.items[i].expression->span);
    }
    visible.names[name] = binding;
    slots[i] = binding.slot;
  };
  // Keys first: the aggregating items may name them.
  for (std::size_t i = 0; i < ast.items.size(); ++i) {
    const auto& item = *ast.items[i].expression;
    if (has_aggregate(item)) continue;
    auto value = expression(item);
    const auto* same = std::get_if<bound::Variable>(&value->node);
    const bool keeps_name = same != nullptr && ast.items[i].alias.empty();
    const Binding binding{keeps_name ? same->slot : new_slot(), value->type};
    grouping.keys.push_back({normalised(item.span), binding});
    collect_variables(item, grouping.key_variables);
    define(i, binding);
    result.keys.push_back({std::move(value), binding.slot});
  }
  if (ast.star) {
    for (const auto& [name, binding] : scope_->names) grouping.keys.push_back({name + ' ', binding});
  }
  const Restore guard(grouping_, &grouping);
  for (std::size_t i = 0; i < ast.items.size(); ++i) {
    const auto& item = *ast.items[i].expression;
    if (!has_aggregate(item)) continue;
    result.aggregating = true;
    auto value = expression(item);
    const Binding binding{new_slot(), value->type};
    grouping.calls.push_back({normalised(item.span), binding});
    define(i, binding);
    result.results.push_back({std::move(value), binding.slot});
  }
  for (std::size_t i = 0; i < ast.items.size(); ++i) {
    result.columns.push_back(slots[i]);
    result.names.push_back(item_name(ast.items[i]));
  }
}

void Binder::order(const ast::Projection& ast, bound::Projection& result, Grouping& grouping, const Scope& visible) {
  const bool narrow = result.aggregating || result.distinct;
  Scope scope = visible;
  scope.parent = narrow ? outer_ : scope_;
  const Restore scope_guard(scope_, &scope);
  grouping.sorting = true;
  if (!result.aggregating) grouping.aggregates = nullptr;
  for (const auto& item : ast.order) {
    const auto* whole = narrow ? known(grouping.keys, item.expression->span) : nullptr;
    if (whole == nullptr && narrow) whole = known(grouping.calls, item.expression->span);
    if (whole != nullptr) {
      result.order.push_back({use(whole->binding, item.expression->span), item.descending});
      continue;
    }
    const bool ambiguous = result.aggregating && has_aggregate(*item.expression);
    Grouping local = grouping;
    if (!ambiguous) local.key_variables.clear();
    const Restore grouping_guard(grouping_, narrow ? &local : nullptr);
    result.order.push_back({expression(item.expression), item.descending});
  }
  if (!ast.where) return;
  // After DISTINCT or grouping only the columns are there, by name or as they were written.
  Grouping keys_only = grouping;
  keys_only.aggregates = nullptr;
  keys_only.key_variables.clear();
  const Restore grouping_guard(grouping_, narrow ? &keys_only : nullptr);
  result.where = predicate(ast.where);
}

/// The value of SKIP or LIMIT: no variables; what can be judged now is.
bound::ExpressionPtr Binder::row_count(const ast::ExpressionPtr& ast) {
  if (!ast) return nullptr;
  const Restore guard(constant_only_, true);
  auto result = expression(ast);
  if (const auto* constant = std::get_if<bound::Constant>(&result->node)) {
    if (!constant->value.is(Kind::Integer)) {
      fail("InvalidArgumentType", "SKIP and LIMIT take an integer", ast->span);
    } else if (constant->value.integer() < 0) {
      fail("NegativeIntegerArgument", "SKIP and LIMIT cannot be negative", ast->span);
    }
  }
  return result;
}

bound::Projection Binder::projection(const ast::Projection& ast) {
  bound::Projection result;
  result.is_return = ast.is_return;
  result.distinct = ast.distinct;
  Scope visible;
  Grouping grouping;
  grouping.aggregates = &result.aggregates;
  star(ast, result, visible);
  items(ast, result, grouping, visible);
  order(ast, result, grouping, visible);
  check_names(ast);
  result.skip = row_count(ast.skip);
  result.limit = row_count(ast.limit);
  visible.parent = outer_;
  *scope_ = std::move(visible);
  return result;
}

}  // namespace entente::queries
