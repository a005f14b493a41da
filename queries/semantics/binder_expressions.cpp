#include <algorithm>

#include "queries/semantics/binder_impl.h"

namespace entente::queries {
namespace {

bool keeps_pattern_context(const ast::Expression& e) {
  if (const auto* unary = std::get_if<ast::Unary>(&e.node)) return unary->op == ast::UnaryOperator::Not;
  if (const auto* binary = std::get_if<ast::Binary>(&e.node)) {
    return binary->op == ast::BinaryOperator::And || binary->op == ast::BinaryOperator::Or ||
           binary->op == ast::BinaryOperator::Xor;
  }
  return std::holds_alternative<ast::PatternPredicate>(e.node);
}

Type literal_type(const Value& value) {
  return value.is_null() ? Type() : Type(value.kind());
}

}  // namespace

bound::ExpressionPtr Binder::expression(const ast::ExpressionPtr& e) {
  return expression(*e);
}

bound::ExpressionPtr Binder::predicate(const ast::ExpressionPtr& e) {
  const Restore guard(pattern_allowed_, true);
  auto result = expression(*e);
  if (result->type.excludes(Kind::Boolean)) {
    fail("InvalidArgumentType", "a condition must be true, false or null, this is a " + result->type.name(), e->span);
  }
  return result;
}

bound::ExpressionPtr Binder::expression(const ast::Expression& e) {
  if (error_) return null(e.span);
  const Restore guard(pattern_allowed_, pattern_allowed_ && keeps_pattern_context(e));
  return std::visit([&](const auto& node) { return bind(node, e); }, e.node);
}

bound::ExpressionPtr Binder::optional(const ast::ExpressionPtr& e) {
  return e ? expression(*e) : nullptr;
}

/// Binds something with names of its own. What is local to an expression is no concern of grouping.
template <typename BindInside>
void Binder::with_local(std::initializer_list<std::pair<const ast::Name*, Binding>> names,
                        const BindInside& bind_inside) {
  Scope scope;
  scope.parent = scope_;
  for (const auto& [name, binding] : names) scope.names[name->text] = binding;
  const Restore scope_guard(scope_, &scope);
  const Restore base_guard(local_base_, local_base_ != nullptr ? local_base_ : scope.parent);
  Grouping inner = grouping_ != nullptr ? *grouping_ : Grouping{};
  inner.aggregates = nullptr;
  const Restore grouping_guard(grouping_, grouping_ != nullptr ? &inner : nullptr);
  bind_inside();
}

bound::ExpressionPtr Binder::bind(const ast::Literal& n, const ast::Expression& e) {
  return make(bound::Constant{n.value}, literal_type(n.value), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Parameter& n, const ast::Expression& e) {
  if (context_.parameters.find(n.name) == context_.parameters.end()) {
    fail("MissingParameter", "parameter $" + n.name + " has no value", e.span, {}, ErrorType::ParameterMissing);
  }
  return make(bound::Parameter{n.name}, {}, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Variable& n, const ast::Expression& e) {
  return variable(n.name, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Subscript& n, const ast::Expression& e) {
  auto object = expression(n.object);
  const auto& type = object->type;
  const bool possible =
      !type.known() || type.is(Kind::List) || type.is(Kind::Map) || type.is(Kind::Node) || type.is(Kind::Relationship);
  if (!possible) {
    fail("InvalidArgumentType", "[ ] works on lists, maps, nodes and relationships, this is a " + type.name(), e.span,
         {}, ErrorType::TypeError);
  }
  auto element = type.element();
  return make(bound::Subscript{std::move(object), expression(n.index)}, std::move(element), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Slice& n, const ast::Expression& e) {
  auto object = expression(n.object);
  auto type = object->type;
  return make(bound::Slice{std::move(object), optional(n.from), optional(n.to)}, std::move(type), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::ListLiteral& n, const ast::Expression& e) {
  bound::ListLiteral result;
  Type element;
  for (const auto& item : n.items) {
    result.items.push_back(expression(item));
    const auto& type = result.items.back()->type;
    element = result.items.size() == 1 ? type : common(element, type);
  }
  return make(std::move(result), Type::list_of(element), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::MapLiteral& n, const ast::Expression& e) {
  bound::MapLiteral result;
  for (const auto& [key, value] : n.entries) result.entries.emplace_back(key, expression(value));
  return make(std::move(result), Kind::Map, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Comparison& n, const ast::Expression& e) {
  bound::Comparison result{{}, n.operators};
  for (const auto& operand : n.operands) result.operands.push_back(expression(operand));
  return make(std::move(result), Kind::Boolean, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::LabelTest& n, const ast::Expression& e) {
  auto object = expression(n.object);
  if (object->type.excludes(Kind::Node) && object->type.excludes(Kind::Relationship)) {
    fail("InvalidArgumentType", "only nodes have labels, this is a " + object->type.name(), e.span);
  }
  if (n.expression) return label_condition(*n.expression, object, e.span);
  return make(bound::LabelTest{std::move(object), symbols(n.labels)}, Kind::Boolean, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Case& n, const ast::Expression& e) {
  bound::Case result{optional(n.subject), {}, optional(n.otherwise)};
  Type type = result.otherwise ? result.otherwise->type : Type();
  for (const auto& [when, then] : n.branches) {
    auto condition = n.subject ? expression(when) : predicate(when);
    result.branches.emplace_back(std::move(condition), expression(then));
    type = common(type, result.branches.back().second->type);
  }
  return make(std::move(result), std::move(type), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::CountStar&, const ast::Expression& e) {
  return aggregate(bound::AggregateKind::CountStar, nullptr, e);
}

bound::ExpressionPtr Binder::bind(const ast::ListComprehension& n, const ast::Expression& e) {
  bound::ListComprehension result{new_slot(), expression(n.list), nullptr, nullptr};
  auto element = result.list->type.element();
  with_local({{&n.variable, {result.variable, element}}}, [&] {
    if (n.where) result.where = predicate(n.where);
    result.projection = optional(n.projection);
  });
  if (result.projection) element = result.projection->type;
  return make(std::move(result), Type::list_of(element), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Quantifier& n, const ast::Expression& e) {
  bound::Quantifier result{n.kind, new_slot(), expression(n.list), nullptr};
  with_local({{&n.variable, {result.variable, result.list->type.element()}}},
             [&] { result.where = n.where ? predicate(n.where) : variable(n.variable.text, n.variable.span); });
  return make(std::move(result), Kind::Boolean, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Reduce& n, const ast::Expression& e) {
  bound::Reduce result{new_slot(), expression(n.start), new_slot(), expression(n.list), nullptr};
  with_local(
      {{&n.accumulator, {result.accumulator, {}}}, {&n.variable, {result.variable, result.list->type.element()}}},
      [&] { result.step = expression(n.step); });
  return make(std::move(result), {}, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::PatternComprehension& n, const ast::Expression& e) {
  return pattern_query(*n.pattern, PatternUse::Match, n.where, n.projection, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::PatternPredicate& n, const ast::Expression& e) {
  if (!pattern_allowed_) {
    fail("UnexpectedSyntax", "a pattern can stand only where a condition does", e.span,
         "in other places use a pattern comprehension [(a)-->(b) | b] or exists { }");
  }
  return pattern_query(*n.pattern, PatternUse::Predicate, nullptr, nullptr, e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Subquery& node, const ast::Expression& e) {
  const auto span = e.span;
  const Restore grouping_guard(grouping_, static_cast<Grouping*>(nullptr));
  auto saved = std::move(match_relationships_);
  auto inner = std::make_shared<bound::Query>(query(*node.query, Place::Expression, scope_));
  match_relationships_ = std::move(saved);
  bound::Subquery result{node.kind, nullptr, nullptr};
  Type type = node.kind == ast::SubqueryKind::Exists ? Kind::Boolean : Kind::Integer;
  if (node.kind == ast::SubqueryKind::Collect) {
    if (inner->columns.size() != 1) {
      fail("UnexpectedSyntax", "COLLECT { } needs a query that returns one column", span);
      return null(span);
    }
    result.projection = make(bound::Variable{inner->columns.front()}, {}, span);
    type = Kind::List;
  }
  result.query = std::move(inner);
  return make(std::move(result), std::move(type), span);
}

bound::ExpressionPtr Binder::use(const Binding& binding, base::ByteSpan span) const {
  return make(bound::Variable{binding.slot}, binding.type, span);
}

const Grouping::Known* Binder::known(const std::vector<Grouping::Known>& list, base::ByteSpan span) const {
  if (list.empty()) return nullptr;
  const auto text = normalised(span);
  const auto at = std::find_if(list.begin(), list.end(), [&](const Grouping::Known& k) { return k.text == text; });
  return at == list.end() ? nullptr : &*at;
}

bound::ExpressionPtr Binder::variable(const std::string& name, base::ByteSpan span) {
  if (constant_only_) {
    fail("NonConstantExpression", "SKIP and LIMIT cannot depend on variables", span);
    return null(span);
  }
  const auto* found = scope_->find(name);
  if (grouping_ != nullptr && !grouping_->inside_aggregate) {
    bool local = false;
    for (const auto* scope = static_cast<const Scope*>(scope_); local_base_ != nullptr && scope != local_base_;
         scope = scope->parent) {
      local = local || scope->names.contains(name);
    }
    if (!local) {
      if (const auto* key = known(grouping_->keys, span)) return use(key->binding, span);
      if (grouping_->sorting ? found == nullptr && grouping_->key_variables.contains(name) : found != nullptr) {
        fail("AmbiguousAggregationExpression", "'" + name + "' is neither aggregated nor a grouping key", span,
             "return it as a column of its own");
        return null(span);
      }
    }
  }
  if (found == nullptr) {
    undefined(name, span);
    return null(span);
  }
  return use(*found, span);
}

bound::ExpressionPtr Binder::bind(const ast::PropertyAccess& node, const ast::Expression& e) {
  if (grouping_ != nullptr && !grouping_->inside_aggregate) {
    if (const auto* key = known(grouping_->keys, e.span)) return use(key->binding, e.span);
  }
  auto object = expression(node.object);
  const auto& type = object->type;
  const bool possible =
      !type.known() || type.is(Kind::Node) || type.is(Kind::Relationship) || type.is(Kind::Map) || type.is_temporal();
  if (!possible) {
    fail("InvalidArgumentType", "a " + type.name() + " has no properties", e.span, {},
         type.is(Kind::Path) ? ErrorType::SyntaxError : ErrorType::TypeError);
  }
  return make(bound::Property{std::move(object), symbol(node.key), node.key}, {}, e.span);
}

}  // namespace entente::queries
