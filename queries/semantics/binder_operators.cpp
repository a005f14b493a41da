#include <algorithm>
#include <cctype>

#include "graph/schema/ontology.h"
#include "queries/semantics/binder_impl.h"

namespace entente::queries {
namespace {

/// The kind of a numeric result, if both operands are known.
Type arithmetic_type(const Type& a, const Type& b, bool always_float) {
  const auto number = [](const Type& t) { return t.is(Kind::Integer) || t.is(Kind::Float); };
  if (!number(a) || !number(b)) return {};
  return always_float || a.is(Kind::Float) || b.is(Kind::Float) ? Kind::Float : Kind::Integer;
}

Type sum_type(const Type& a, const Type& b) {
  if (a.is(Kind::List) || b.is(Kind::List)) return Kind::List;
  if (a.is(Kind::String) && b.is(Kind::String)) return Kind::String;
  return arithmetic_type(a, b, false);
}

}  // namespace

std::optional<bound::AggregateKind> aggregate_kind(std::string_view name) {
  static const std::map<std::string, bound::AggregateKind, std::less<>> kinds{
      {"count", bound::AggregateKind::Count},
      {"sum", bound::AggregateKind::Sum},
      {"avg", bound::AggregateKind::Average},
      {"min", bound::AggregateKind::Minimum},
      {"max", bound::AggregateKind::Maximum},
      {"collect", bound::AggregateKind::Collect},
      {"stdev", bound::AggregateKind::StDev},
      {"stdevp", bound::AggregateKind::StDevP},
      {"percentilecont", bound::AggregateKind::PercentileCont},
      {"percentiledisc", bound::AggregateKind::PercentileDisc}};
  std::string lower(name);
  for (auto& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto found = kinds.find(lower);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

void Binder::check_boolean(const bound::ExpressionPtr& operand) {
  if (operand->type.excludes(Kind::Boolean)) {
    fail("InvalidArgumentType", "this must be true, false or null, not a " + operand->type.name(), operand->span);
  }
}

void Binder::check_arithmetic(const bound::ExpressionPtr& operand) {
  const auto& type = operand->type;
  if (type.excludes_number() && !type.is_temporal()) {
    fail("InvalidArgumentType", "this must be a number, not a " + type.name(), operand->span);
  }
}

bound::ExpressionPtr Binder::bind(const ast::Unary& node, const ast::Expression& e) {
  auto operand = expression(node.operand);
  switch (node.op) {
    case ast::UnaryOperator::Not:
      check_boolean(operand);
      return make(bound::Unary{node.op, operand}, Kind::Boolean, e.span);
    case ast::UnaryOperator::IsNull:
    case ast::UnaryOperator::IsNotNull:
      return make(bound::Unary{node.op, operand}, Kind::Boolean, e.span);
    case ast::UnaryOperator::Minus:
    case ast::UnaryOperator::Plus:
      check_arithmetic(operand);
      return make(bound::Unary{node.op, operand}, operand->type, e.span);
  }
  return operand;
}

bound::ExpressionPtr Binder::bind(const ast::Binary& node, const ast::Expression& e) {
  auto left = expression(node.left);
  auto right = expression(node.right);
  Type type = Kind::Boolean;
  switch (node.op) {
    case ast::BinaryOperator::Or:
    case ast::BinaryOperator::Xor:
    case ast::BinaryOperator::And:
      check_boolean(left);
      check_boolean(right);
      break;
    case ast::BinaryOperator::Add:
      type = sum_type(left->type, right->type);
      break;
    case ast::BinaryOperator::Subtract:
    case ast::BinaryOperator::Multiply:
    case ast::BinaryOperator::Divide:
    case ast::BinaryOperator::Modulo:
    case ast::BinaryOperator::Power:
      check_arithmetic(left);
      check_arithmetic(right);
      type = arithmetic_type(left->type, right->type, node.op == ast::BinaryOperator::Power);
      break;
    case ast::BinaryOperator::In:
      if (right->type.excludes(Kind::List)) {
        fail("InvalidArgumentType", "IN looks into a list, this is a " + right->type.name(), right->span);
      }
      break;
    case ast::BinaryOperator::StartsWith:
    case ast::BinaryOperator::EndsWith:
    case ast::BinaryOperator::Contains:
    case ast::BinaryOperator::Matches:
      break;
  }
  return make(bound::Binary{node.op, std::move(left), std::move(right)}, std::move(type), e.span);
}

bound::ExpressionPtr Binder::bind(const ast::Call& node, const ast::Expression& e) {
  if (const auto kind = aggregate_kind(node.name)) return aggregate(*kind, &node, e);
  return plain_call(node, e);
}

bound::ExpressionPtr Binder::plain_call(const ast::Call& node, const ast::Expression& e) {
  const auto* function = find_function(node.name);
  if (function == nullptr && (schema::suggest(node.name, {"shortestPath", "allShortestPaths"}, 1).size() == 1)) {
    fail("NotSupported", "shortest paths as an expression are not supported yet", e.span,
         "write MATCH p = shortestPath((a)-[*]-(b))", ErrorType::NotSupported);
    return null(e.span);
  }
  if (function == nullptr) {
    const auto close = schema::suggest(node.name, function_names(), 1);
    fail("UnknownFunction", "there is no function '" + node.name + "'", e.span,
         close.empty() ? std::string() : "did you mean '" + close.front() + "'?");
    return null(e.span);
  }
  if (node.arguments.size() < function->least || node.arguments.size() > function->most || node.distinct) {
    fail("InvalidNumberOfArguments",
         std::string(function->name) + "() does not take " + std::to_string(node.arguments.size()) + " arguments",
         e.span);
    return null(e.span);
  }
  if (!function->deterministic && grouping_ != nullptr && grouping_->inside_aggregate) {
    fail("NonConstantExpression", std::string(function->name) + "() cannot stand inside an aggregate", e.span);
  }
  // exists((a)-->(b)) takes a pattern.
  const Restore guard(pattern_allowed_, function->name == "exists");
  bound::Call result{function, {}};
  std::vector<Type> types;
  for (const auto& argument : node.arguments) {
    const auto* pattern = std::get_if<ast::PatternPredicate>(&argument->node);
    result.arguments.push_back(pattern != nullptr && function->name == "exists"
                                   ? pattern_query(*pattern->pattern, PatternUse::Predicate, nullptr, nullptr, e.span)
                                   : expression(argument));
    types.push_back(result.arguments.back()->type);
  }
  if (function->accepts != 0 && !types.empty() && types.front().known() &&
      (function->accepts & kinds(*types.front().kind())) == 0) {
    fail("InvalidArgumentType", std::string(function->name) + "() cannot take a " + types.front().name(), e.span);
  }
  auto type = function->type != nullptr ? function->type(types) : Type();
  return make(std::move(result), std::move(type), e.span);
}

bound::ExpressionPtr Binder::aggregate(bound::AggregateKind kind, const ast::Call* node, const ast::Expression& e) {
  if (grouping_ != nullptr && grouping_->inside_aggregate) {
    fail("NestedAggregation", "aggregates cannot contain aggregates", e.span, "use WITH to aggregate twice");
    return null(e.span);
  }
  if (grouping_ == nullptr || grouping_->aggregates == nullptr) {
    fail("InvalidAggregation", "aggregates can stand only in the columns of WITH and RETURN", e.span);
    return null(e.span);
  }
  if (const auto* same = known(grouping_->calls, e.span)) return use(same->binding, e.span);
  bound::Aggregate result;
  result.kind = kind;
  if (node != nullptr) {
    const bool percentile =
        kind == bound::AggregateKind::PercentileCont || kind == bound::AggregateKind::PercentileDisc;
    if (node->arguments.size() != (percentile ? 2U : 1U)) {
      fail("InvalidNumberOfArguments",
           node->name + "() does not take " + std::to_string(node->arguments.size()) + " arguments", e.span);
      return null(e.span);
    }
    const Restore guard(grouping_->inside_aggregate, true);
    result.distinct = node->distinct;
    result.argument = expression(node->arguments.front());
    if (percentile) result.percentile = expression(node->arguments.back());
  }
  if (grouping_->sorting) {
    fail("InvalidAggregation", "ORDER BY can name only aggregates that are columns", e.span);
    return null(e.span);
  }
  result.slot = new_slot();
  Type type;
  if (kind == bound::AggregateKind::CountStar || kind == bound::AggregateKind::Count) type = Kind::Integer;
  if (kind == bound::AggregateKind::Collect) type = Type::list_of(result.argument->type);
  if (kind == bound::AggregateKind::Minimum || kind == bound::AggregateKind::Maximum) type = result.argument->type;
  const Binding binding{result.slot, type};
  grouping_->calls.push_back({normalised(e.span), binding});
  grouping_->aggregates->push_back(std::move(result));
  return use(binding, e.span);
}

}  // namespace entente::queries
