#include <array>

#include "queries/cypher/parser_impl.h"

namespace entente::queries {
namespace {

// Precedences, weakest first. NOT stands between And and Comparison, unary signs above Power.
constexpr int or_level = 1;
constexpr int xor_level = 2;
constexpr int and_level = 3;
constexpr int not_level = 4;
constexpr int comparison_level = 5;
constexpr int predicate_level = 6;  // IN, STARTS WITH, IS NULL …
constexpr int add_level = 7;
constexpr int multiply_level = 8;
constexpr int power_level = 9;

struct Operator {
  std::string_view text;
  ast::BinaryOperator op;
  int level;
};

constexpr std::array symbols{Operator{"+", ast::BinaryOperator::Add, add_level},
                             Operator{"-", ast::BinaryOperator::Subtract, add_level},
                             Operator{"||", ast::BinaryOperator::Add, add_level},
                             Operator{"*", ast::BinaryOperator::Multiply, multiply_level},
                             Operator{"/", ast::BinaryOperator::Divide, multiply_level},
                             Operator{"%", ast::BinaryOperator::Modulo, multiply_level},
                             Operator{"^", ast::BinaryOperator::Power, power_level},
                             Operator{"=~", ast::BinaryOperator::Matches, predicate_level}};

constexpr std::array words{
    Operator{"OR", ast::BinaryOperator::Or, or_level}, Operator{"XOR", ast::BinaryOperator::Xor, xor_level},
    Operator{"AND", ast::BinaryOperator::And, and_level}, Operator{"IN", ast::BinaryOperator::In, predicate_level},
    Operator{"CONTAINS", ast::BinaryOperator::Contains, predicate_level}};

constexpr std::array<std::pair<std::string_view, ast::ComparisonOperator>, 6> comparisons{
    {{"=", ast::ComparisonOperator::Equal},
     {"<>", ast::ComparisonOperator::NotEqual},
     {"<=", ast::ComparisonOperator::LessEqual},
     {">=", ast::ComparisonOperator::GreaterEqual},
     {"<", ast::ComparisonOperator::Less},
     {">", ast::ComparisonOperator::Greater}}};

}  // namespace

ast::ExpressionPtr Parser::make(ast::Expression::Node node, std::uint32_t begin, std::uint32_t child_depth) {
  auto result = std::make_unique<ast::Expression>();
  result->node = std::move(node);
  result->span = span_from(begin);
  result->depth = child_depth + 1;
  if (result->depth > limits_.depth) fail_depth();
  return result;
}

std::optional<ast::BinaryOperator> Parser::binary_operator(int minimum, int& precedence, std::size_t& length) const {
  const auto found = [&](const Operator& candidate, std::size_t tokens) -> std::optional<ast::BinaryOperator> {
    if (candidate.level < minimum) return std::nullopt;
    precedence = candidate.level;
    length = tokens;
    return candidate.op;
  };
  for (const auto& candidate : symbols) {
    if (at(candidate.text)) return found(candidate, 1);
  }
  for (const auto& candidate : words) {
    if (at_keyword(candidate.text)) return found(candidate, 1);
  }
  if (at_keyword("STARTS") && at_keyword("WITH", 1))
    return found({"", ast::BinaryOperator::StartsWith, predicate_level}, 2);
  if (at_keyword("ENDS") && at_keyword("WITH", 1))
    return found({"", ast::BinaryOperator::EndsWith, predicate_level}, 2);
  return std::nullopt;
}

ast::ExpressionPtr Parser::binary(int minimum) {
  const Nesting nesting(*this);
  const auto begin = peek().span.begin;
  ast::ExpressionPtr left;
  if (minimum <= not_level && accept_keyword("NOT")) {
    auto operand = binary(not_level);
    const auto depth = depth_of(operand);
    left = make(ast::Unary{ast::UnaryOperator::Not, std::move(operand)}, begin, depth);
  } else {
    left = unary();
  }
  while (!error_) {
    int level = 0;
    std::size_t length = 0;
    if (const auto op = binary_operator(minimum, level, length)) {
      for (std::size_t i = 0; i < length; ++i) take();
      auto right = binary(level + 1);
      const auto depth = std::max(depth_of(left), depth_of(right));
      left = make(ast::Binary{*op, std::move(left), std::move(right)}, begin, depth);
    } else if (minimum <= predicate_level && at_keyword("IS")) {
      take();
      const auto is = accept_keyword("NOT") ? ast::UnaryOperator::IsNotNull : ast::UnaryOperator::IsNull;
      expect_keyword("NULL");
      const auto depth = depth_of(left);
      left = make(ast::Unary{is, std::move(left)}, begin, depth);
    } else if (minimum <= comparison_level && peek().kind == TokenKind::Symbol) {
      const auto before = at_;
      left = comparison(std::move(left));
      if (at_ == before) break;
    } else {
      break;
    }
  }
  return left;
}

ast::ExpressionPtr Parser::comparison(ast::ExpressionPtr left) {
  const auto begin = left ? left->span.begin : 0;
  ast::Comparison chain;
  auto depth = depth_of(left);
  while (true) {
    const ast::ComparisonOperator* op = nullptr;
    for (const auto& [text, candidate] : comparisons) {
      if (at(text)) op = &candidate;
    }
    if (op == nullptr) break;
    take();
    chain.operators.push_back(*op);
    chain.operands.push_back(binary(predicate_level));
    depth = std::max(depth, depth_of(chain.operands.back()));
  }
  if (chain.operators.empty()) return left;
  chain.operands.insert(chain.operands.begin(), std::move(left));
  return make(std::move(chain), begin, depth);
}

ast::ExpressionPtr Parser::unary() {
  const auto begin = peek().span.begin;
  if (!at("-") && !at("+")) return postfix();
  const Nesting nesting(*this);
  const bool minus = at("-");
  take();
  // The smallest integer can only be written together with its sign.
  if (minus && peek().kind == TokenKind::Integer && !at(".", 1) && !at("[", 1)) {
    auto literal = integer(true);
    if (literal) literal->span.begin = begin;
    return literal;
  }
  auto operand = unary();
  const auto depth = depth_of(operand);
  return make(ast::Unary{minus ? ast::UnaryOperator::Minus : ast::UnaryOperator::Plus, std::move(operand)}, begin,
              depth);
}

ast::ExpressionPtr Parser::postfix() {
  const auto begin = peek().span.begin;
  auto result = atom();
  while (result && !error_) {
    const auto depth = result->depth;
    if (at(".") && peek(1).kind == TokenKind::Name) {
      take();
      auto key = take().text;
      result = make(ast::PropertyAccess{std::move(result), std::move(key)}, begin, depth);
    } else if (at("[")) {
      result = subscript(std::move(result));
    } else if (at(":") && (peek(1).kind == TokenKind::Name || at("!", 1) || at("%", 1) || at("(", 1))) {
      result = label_test(std::move(result));
    } else {
      break;
    }
  }
  return result;
}

ast::ExpressionPtr Parser::subscript(ast::ExpressionPtr object) {
  const auto begin = object->span.begin;
  const auto depth = object->depth;
  take();
  ast::ExpressionPtr first;
  if (!at("..")) first = expression();
  if (!accept("..")) {
    expect("]");
    const auto deepest = std::max(depth, depth_of(first));
    return make(ast::Subscript{std::move(object), std::move(first)}, begin, deepest);
  }
  ast::ExpressionPtr last;
  if (!at("]")) last = expression();
  expect("]");
  const auto deepest = std::max({depth, depth_of(first), depth_of(last)});
  return make(ast::Slice{std::move(object), std::move(first), std::move(last)}, begin, deepest);
}

}  // namespace entente::queries
