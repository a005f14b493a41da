#include <algorithm>

#include "queries/exec/operator.h"
#include "queries/functions/regex.h"
#include "queries/value/compare.h"

namespace entente::queries::exec {
namespace {

Value text_predicate(ast::BinaryOperator op, const Value& left, const Value& right) {
  if (!left.is(Kind::String) || !right.is(Kind::String)) return {};
  const auto& text = left.string();
  const auto& part = right.string();
  if (op == ast::BinaryOperator::StartsWith) return text.starts_with(part);
  if (op == ast::BinaryOperator::EndsWith) return text.ends_with(part);
  return text.find(part) != std::string::npos;
}

Ternary contains(const List& list, const Value& item) {
  Ternary result = false;
  for (const auto& candidate : list) {
    const auto same = equals(candidate, item);
    if (same == Ternary(true)) return true;
    if (!same) result = std::nullopt;
  }
  return result;
}

Ternary compare_with(ast::ComparisonOperator op, const Value& left, const Value& right) {
  if (op == ast::ComparisonOperator::Equal) return equals(left, right);
  if (op == ast::ComparisonOperator::NotEqual) {
    const auto same = equals(left, right);
    return same ? Ternary(!*same) : std::nullopt;
  }
  const auto order = compare(left, right);
  if (!order) return std::nullopt;
  switch (op) {
    case ast::ComparisonOperator::Less:
      return *order < 0;
    case ast::ComparisonOperator::LessEqual:
      return *order <= 0;
    case ast::ComparisonOperator::Greater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

class Evaluator {
 public:
  Evaluator(const bound::Expression& e, Row& row, Context& context) : e_(e), row_(row), context_(context) {}

  Value operator()(const bound::Constant& n) const { return n.value; }
  Value operator()(const bound::Variable& n) const { return row_[n.slot]; }

  Value operator()(const bound::Parameter& n) const {
    const auto found = context_.parameters().find(n.name);
    return found == context_.parameters().end() ? Value() : found->second;
  }

  Value operator()(const bound::Property& n) const { return property_of(go(n.object), n.symbol, n.key); }

  Value operator()(const bound::Subscript& n) const {
    const auto object = go(n.object);
    const auto index = go(n.index);
    if (object.is_null() || index.is_null()) return {};
    switch (object.kind()) {
      case Kind::List:
        return element(object.list(), index);
      case Kind::Map:
      case Kind::Node:
      case Kind::Relationship:
        if (index.is(Kind::String))
          return property_of(object, context_.graph().symbols().intern(index.string()), index.string());
        return failed(ErrorType::TypeError, "MapElementAccessByNonString", "a key must be a string");
      default:
        return failed(ErrorType::TypeError, "InvalidArgumentType", "[ ] works on lists, maps, nodes and relationships");
    }
  }

  Value operator()(const bound::Slice& n) const {
    const auto object = go(n.object);
    const auto from = n.from ? go(n.from) : Value(0);
    const auto to = n.to ? go(n.to) : Value();
    if (object.is_null() || from.is_null() || (n.to && to.is_null())) return {};
    if (!object.is(Kind::List) || !from.is(Kind::Integer) || (n.to && !to.is(Kind::Integer))) {
      return failed(ErrorType::TypeError, "InvalidArgumentType", "[a..b] takes a list and two integers");
    }
    const auto& list = object.list();
    const auto size = static_cast<std::int64_t>(list.size());
    const auto place = [size](std::int64_t i) { return std::clamp<std::int64_t>(i < 0 ? i + size : i, 0, size); };
    const auto begin = place(from.integer());
    const auto end = n.to ? place(to.integer()) : size;
    if (begin >= end) return List{};
    return List(list.begin() + begin, list.begin() + end);
  }

  Value operator()(const bound::ListLiteral& n) const {
    List result;
    result.reserve(n.items.size());
    for (const auto& item : n.items) result.push_back(go(item));
    return result;
  }

  Value operator()(const bound::MapLiteral& n) const {
    Map result;
    for (const auto& [key, value] : n.entries) result.insert_or_assign(key, go(value));
    return result;
  }

  Value operator()(const bound::Unary& n) const {
    const auto operand = go(n.operand);
    switch (n.op) {
      case ast::UnaryOperator::IsNull:
        return operand.is_null();
      case ast::UnaryOperator::IsNotNull:
        return !operand.is_null();
      case ast::UnaryOperator::Plus:
        return operand;
      case ast::UnaryOperator::Minus:
        return context_.take(negate(operand), e_.span);
      case ast::UnaryOperator::Not: {
        const auto value = truth(operand);
        return value ? Value(!*value) : Value();
      }
    }
    return {};
  }

  Value operator()(const bound::Binary& n) const {
    if (n.op == ast::BinaryOperator::And || n.op == ast::BinaryOperator::Or) return connect(n);
    const auto left = go(n.left);
    const auto right = go(n.right);
    switch (n.op) {
      case ast::BinaryOperator::Add:
        return context_.take(add(left, right), e_.span);
      case ast::BinaryOperator::Subtract:
        return context_.take(subtract(left, right), e_.span);
      case ast::BinaryOperator::Multiply:
        return context_.take(multiply(left, right), e_.span);
      case ast::BinaryOperator::Divide:
        return context_.take(divide(left, right), e_.span);
      case ast::BinaryOperator::Modulo:
        return context_.take(modulo(left, right), e_.span);
      case ast::BinaryOperator::Power:
        return context_.take(power(left, right), e_.span);
      case ast::BinaryOperator::Matches:
        return context_.take(matches(left, right), e_.span);
      case ast::BinaryOperator::StartsWith:
      case ast::BinaryOperator::EndsWith:
      case ast::BinaryOperator::Contains:
        return text_predicate(n.op, left, right);
      case ast::BinaryOperator::In:
        if (right.is_null()) return {};
        if (!right.is(Kind::List)) return failed(ErrorType::TypeError, "InvalidArgumentType", "IN looks into a list");
        return to_value(contains(right.list(), left));
      case ast::BinaryOperator::Xor: {
        const auto a = truth(left);
        const auto b = truth(right);
        return a && b ? Value(*a != *b) : Value();
      }
      case ast::BinaryOperator::And:
      case ast::BinaryOperator::Or:
        break;
    }
    return {};
  }

  Value operator()(const bound::Comparison& n) const {
    Ternary result = true;
    auto left = go(n.operands.front());
    for (std::size_t i = 0; i < n.operators.size(); ++i) {
      auto right = go(n.operands[i + 1]);
      const auto one = compare_with(n.operators[i], left, right);
      if (one == Ternary(false)) return false;
      if (!one) result = std::nullopt;
      left = std::move(right);
    }
    return to_value(result);
  }

  Value operator()(const bound::LabelTest& n) const {
    const auto object = go(n.object);
    const auto& graph = context_.graph();
    if (object.is_null()) return {};
    if (object.is(Kind::Node)) {
      if (n.any && graph.labels(object.node()).empty()) return false;
      return std::all_of(n.labels.begin(), n.labels.end(),
                         [&](Symbol label) { return graph.has_label(object.node(), label); });
    }
    if (object.is(Kind::Relationship)) {
      return std::all_of(n.labels.begin(), n.labels.end(),
                         [&](Symbol label) { return graph.type(object.relationship()) == label; });
    }
    return failed(ErrorType::TypeError, "InvalidArgumentType", "only nodes have labels");
  }

  Value operator()(const bound::Case& n) const {
    const auto subject = n.subject ? go(n.subject) : Value();
    for (const auto& [when, then] : n.branches) {
      const bool chosen = n.subject ? equals(subject, go(when)) == Ternary(true) : holds(*when, row_, context_);
      if (chosen) return go(then);
    }
    return n.otherwise ? go(n.otherwise) : Value();
  }

  Value operator()(const bound::Call& n) const {
    List arguments;
    arguments.reserve(n.arguments.size());
    for (const auto& argument : n.arguments) arguments.push_back(go(argument));
    if (context_.failed()) return {};
    const bool some_null = std::any_of(arguments.begin(), arguments.end(), [](const Value& v) { return v.is_null(); });
    if (n.function->null_in_null_out && some_null) return {};
    return context_.take(n.function->evaluate(context_.functions(), arguments), e_.span);
  }

  Value operator()(const bound::ListComprehension& n) const {
    const auto list = go(n.list);
    if (list.is_null()) return {};
    if (!list.is(Kind::List))
      return failed(ErrorType::TypeError, "InvalidArgumentType", "a list comprehension needs a list");
    List result;
    for (const auto& item : list.list()) {
      if (!context_.tick()) return {};
      row_[n.variable] = item;
      if (n.where && !holds(*n.where, row_, context_)) continue;
      result.push_back(n.projection ? go(n.projection) : item);
    }
    return result;
  }

  Value operator()(const bound::Quantifier& n) const {
    const auto list = go(n.list);
    if (list.is_null()) return {};
    if (!list.is(Kind::List)) return failed(ErrorType::TypeError, "InvalidArgumentType", "a quantifier needs a list");
    std::size_t yes = 0;
    std::size_t unknown = 0;
    for (const auto& item : list.list()) {
      if (!context_.tick()) return {};
      row_[n.variable] = item;
      const auto value = truth(go(n.where));
      if (!value) ++unknown;
      if (value == Ternary(true)) ++yes;
    }
    const auto size = list.list().size();
    const auto no = size - yes - unknown;
    const auto decide = [unknown](bool settled, bool settled_value) {
      return settled || unknown == 0 ? Value(settled == settled_value) : Value();
    };
    switch (n.kind) {
      case ast::QuantifierKind::All:
        return decide(no > 0, false);
      case ast::QuantifierKind::Any:
        return decide(yes > 0, true);
      case ast::QuantifierKind::None:
        return decide(yes > 0, false);
      case ast::QuantifierKind::Single:
        if (yes > 1) return false;
        return unknown > 0 ? Value() : Value(yes == 1);
    }
    return {};
  }

  Value operator()(const bound::Reduce& n) const {
    const auto list = go(n.list);
    if (list.is_null()) return {};
    if (!list.is(Kind::List)) return failed(ErrorType::TypeError, "InvalidArgumentType", "reduce() needs a list");
    auto result = go(n.start);
    for (const auto& item : list.list()) {
      if (!context_.tick()) return {};
      row_[n.accumulator] = std::move(result);
      row_[n.variable] = item;
      result = go(n.step);
    }
    return result;
  }

  Value operator()(const bound::PathOf& n) const {
    Path path;
    for (std::size_t i = 0; i < n.nodes.size(); ++i) {
      const auto& node = row_[n.nodes[i]];
      if (!node.is(Kind::Node)) return {};
      if (i == 0) {
        path.nodes.push_back(node.node());
        continue;
      }
      const auto& between = row_[n.relationships[i - 1]];
      if (between.is(Kind::Relationship)) {
        extend(path, between.relationship());
      } else if (between.is(Kind::List)) {
        for (const auto& one : between.list()) extend(path, one.relationship());
      } else {
        return {};
      }
    }
    return path;
  }

  Value operator()(const bound::Subquery& n) const {
    auto& operators = context_.subplan(n);
    operators.open();
    if (n.kind == ast::SubqueryKind::Exists) return operators.next(row_);
    std::int64_t count = 0;
    List result;
    for (; operators.next(row_); ++count) {
      if (n.projection) result.push_back(go(n.projection));
    }
    return n.kind == ast::SubqueryKind::Count ? Value(count) : Value(std::move(result));
  }

 private:
  Value go(const bound::ExpressionPtr& e) const { return evaluate(*e, row_, context_); }

  Value failed(ErrorType type, std::string_view detail, std::string message) const {
    context_.fail(type, detail, std::move(message), e_.span);
    return {};
  }

  Ternary truth(const Value& value) const {
    if (value.is(Kind::Boolean)) return value.boolean();
    if (!value.is_null()) {
      failed(ErrorType::TypeError, "InvalidArgumentType",
             "this must be true, false or null, not a " + std::string(to_string(value.kind())));
    }
    return std::nullopt;
  }

  /// AND and OR: one value settles it.
  Value connect(const bound::Binary& n) const {
    const bool settling = n.op == ast::BinaryOperator::Or;
    const auto left = truth(go(n.left));
    if (left == Ternary(settling)) return settling;
    const auto right = truth(go(n.right));
    if (right == Ternary(settling)) return settling;
    return left && right ? Value(!settling) : Value();
  }

  Value element(const List& list, const Value& index) const {
    if (!index.is(Kind::Integer)) {
      return failed(ErrorType::TypeError, "ListElementAccessByNonInteger", "the index of a list must be an integer");
    }
    const auto size = static_cast<std::int64_t>(list.size());
    const auto at = index.integer() < 0 ? index.integer() + size : index.integer();
    return at >= 0 && at < size ? list[static_cast<std::size_t>(at)] : Value();
  }

  Value property_of(const Value& object, Symbol symbol, const std::string& key) const {
    switch (object.kind()) {
      case Kind::Null:
        return {};
      case Kind::Map: {
        const auto found = object.map().find(key);
        return found == object.map().end() ? Value() : found->second;
      }
      case Kind::Node:
        if (const auto alive = context_.functions().check_exists(object); !alive)
          return context_.take(tl::make_unexpected(alive.error()), e_.span);
        return context_.graph().property(object.node(), symbol);
      case Kind::Relationship:
        if (const auto alive = context_.functions().check_exists(object); !alive)
          return context_.take(tl::make_unexpected(alive.error()), e_.span);
        return context_.graph().property(object.relationship(), symbol);
      case Kind::Date:
      case Kind::LocalTime:
      case Kind::Time:
      case Kind::LocalDateTime:
      case Kind::DateTime:
      case Kind::Duration:
        return temporal_component(object, key);
      default:
        return failed(ErrorType::TypeError, "InvalidArgumentType",
                      "a " + std::string(to_string(object.kind())) + " has no properties");
    }
  }

  /// The relationship continues the path from its last node, whichever way it points.
  void extend(Path& path, RelationshipId id) const {
    const auto start = context_.graph().start(id);
    path.relationships.push_back(id);
    path.nodes.push_back(start == path.nodes.back() ? context_.graph().end(id) : start);
  }

  const bound::Expression& e_;
  Row& row_;
  Context& context_;
};

}  // namespace

Value evaluate(const bound::Expression& e, Row& row, Context& context) {
  if (context.failed()) return {};
  return std::visit(Evaluator(e, row, context), e.node);
}

bool holds(const bound::Expression& condition, Row& row, Context& context) {
  const auto value = evaluate(condition, row, context);
  if (!value.is(Kind::Boolean) && !value.is_null()) {
    context.fail(ErrorType::TypeError, "InvalidArgumentType", "a condition must be true, false or null",
                 condition.span);
  }
  return value.is_true();
}

}  // namespace entente::queries::exec
