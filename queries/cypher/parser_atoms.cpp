#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "queries/cypher/parser_impl.h"

namespace entente::queries {

ast::ExpressionPtr Parser::atom() {
  const Nesting nesting(*this);
  const auto& token = peek();
  const auto begin = token.span.begin;
  switch (token.kind) {
    case TokenKind::Integer:
      return integer(false);
    case TokenKind::Float:
      return floating();
    case TokenKind::String:
      return make(ast::Literal{Value(take().text)}, begin);
    case TokenKind::Parameter:
      return make(ast::Parameter{take().text}, begin);
    case TokenKind::BadNumber:
      fail("InvalidNumberLiteral", "'" + token.text + "' is no number", token.span);
      return nullptr;
    case TokenKind::Name:
      return named_atom();
    case TokenKind::Symbol:
      break;
    case TokenKind::BadText:
    case TokenKind::End:
      unexpected("an expression");
      return nullptr;
  }
  if (at("[")) return list_or_comprehension();
  if (at("{")) return map_literal();
  if (!at("(")) {
    unexpected("an expression");
    return nullptr;
  }
  if (looks_like_pattern()) {
    auto predicate = std::make_unique<ast::PathPattern>(pattern());
    count_steps(predicate->nodes.size());
    return make(ast::PatternPredicate{std::move(predicate)}, begin);
  }
  take();
  auto inner = expression();
  expect(")");
  // The parentheses belong to the column's name.
  if (inner) inner->span = span_from(begin);
  return inner;
}

ast::ExpressionPtr Parser::integer(bool negative) {
  const auto& token = take();
  const auto* first = token.text.data();
  const auto* last = first + token.text.size();
  int base = 10;
  if (token.text.size() > 2 && token.text[0] == '0' && (token.text[1] == 'x' || token.text[1] == 'o')) {
    base = token.text[1] == 'x' ? 16 : 8;
    first += 2;
  }
  std::uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(first, last, magnitude, base);
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (error != std::errc{} || end != last || magnitude > largest + (negative ? 1 : 0)) {
    fail("IntegerOverflow", "integers reach from -9223372036854775808 to 9223372036854775807", token.span);
    return nullptr;
  }
  const auto value = static_cast<std::int64_t>(negative ? std::uint64_t{0} - magnitude : magnitude);
  return make(ast::Literal{Value(value)}, token.span.begin);
}

ast::ExpressionPtr Parser::floating() {
  const auto& token = take();
  double value = 0;
  const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error == std::errc::result_out_of_range) value = std::strtod(token.text.c_str(), nullptr);
  if (std::isinf(value)) {
    fail("FloatingPointOverflow", "this number is too large for a float", token.span);
    return nullptr;
  }
  return make(ast::Literal{Value(value)}, token.span.begin);
}

std::vector<ast::ExpressionPtr> Parser::expression_list(std::string_view closer) {
  std::vector<ast::ExpressionPtr> items;
  if (accept(closer)) return items;
  do {
    items.push_back(expression());
  } while (accept(","));
  expect(closer);
  return items;
}

ast::ExpressionPtr Parser::list_or_comprehension() {
  const auto begin = take().span.begin;
  if (at_name() && at("=", 1) && at("(", 2)) return pattern_comprehension(begin);
  if (looks_like_pattern()) return pattern_comprehension(begin);
  if (at_name() && at_keyword("IN", 1)) {
    ast::ListComprehension node;
    node.variable = name("a variable");
    take();
    node.list = expression();
    if (accept_keyword("WHERE")) node.where = expression();
    if (accept("|")) node.projection = expression();
    expect("]");
    const auto depth = std::max({depth_of(node.list), depth_of(node.where), depth_of(node.projection)});
    return make(std::move(node), begin, depth);
  }
  auto items = expression_list("]");
  std::uint32_t depth = 0;
  for (const auto& item : items) depth = std::max(depth, depth_of(item));
  return make(ast::ListLiteral{std::move(items)}, begin, depth);
}

ast::ExpressionPtr Parser::pattern_comprehension(std::uint32_t begin) {
  ast::PatternComprehension node;
  node.pattern = std::make_unique<ast::PathPattern>(pattern());
  count_steps(node.pattern->nodes.size());
  if (accept_keyword("WHERE")) node.where = expression();
  expect("|");
  node.projection = expression();
  expect("]");
  const auto depth = std::max(depth_of(node.where), depth_of(node.projection));
  return make(std::move(node), begin, depth);
}

ast::ExpressionPtr Parser::map_literal() {
  const auto begin = take().span.begin;
  ast::MapLiteral node;
  std::uint32_t depth = 0;
  if (!accept("}")) {
    do {
      auto key = name("a key").text;
      expect(":");
      auto value = expression();
      depth = std::max(depth, depth_of(value));
      node.entries.emplace_back(std::move(key), std::move(value));
    } while (accept(","));
    expect("}");
  }
  return make(std::move(node), begin, depth);
}

ast::ExpressionPtr Parser::case_expression() {
  const auto begin = take().span.begin;
  ast::Case node;
  std::uint32_t depth = 0;
  const auto part = [&] {
    auto result = expression();
    depth = std::max(depth, depth_of(result));
    return result;
  };
  if (!at_keyword("WHEN")) node.subject = part();
  while (accept_keyword("WHEN")) {
    auto condition = part();
    expect_keyword("THEN");
    auto value = part();
    node.branches.emplace_back(std::move(condition), std::move(value));
  }
  if (node.branches.empty()) unexpected("WHEN");
  if (accept_keyword("ELSE")) node.otherwise = part();
  expect_keyword("END");
  return make(std::move(node), begin, depth);
}

ast::ExpressionPtr Parser::quantifier(ast::QuantifierKind kind) {
  const auto begin = take().span.begin;
  take();
  ast::Quantifier node{kind, name("a variable"), nullptr, nullptr};
  expect_keyword("IN");
  node.list = expression();
  if (accept_keyword("WHERE")) node.where = expression();
  expect(")");
  const auto depth = std::max(depth_of(node.list), depth_of(node.where));
  return make(std::move(node), begin, depth);
}

ast::ExpressionPtr Parser::reduce() {
  const auto begin = take().span.begin;
  take();
  ast::Reduce node;
  node.accumulator = name("a variable");
  expect("=");
  node.start = expression();
  expect(",");
  node.variable = name("a variable");
  expect_keyword("IN");
  node.list = expression();
  expect("|");
  node.step = expression();
  expect(")");
  const auto depth = std::max({depth_of(node.start), depth_of(node.list), depth_of(node.step)});
  return make(std::move(node), begin, depth);
}

ast::ExpressionPtr Parser::subquery(ast::SubqueryKind kind) {
  const auto begin = take().span.begin;
  take();
  auto inner = std::make_unique<ast::Query>();
  if (at("(") || (at_name() && at("=", 1))) {
    ast::SingleQuery single;
    const auto from = peek().span.begin;
    single.clauses.push_back({match(false), {}});
    single.span = span_from(from);
    single.clauses.back().span = single.span;
    inner->parts.push_back(std::move(single));
    inner->span = span_from(from);
  } else {
    *inner = query();
  }
  expect("}");
  return make(ast::Subquery{kind, std::move(inner)}, begin);
}

/// An atom that begins with a name: a literal word, a special form, a function call or a variable.
ast::ExpressionPtr Parser::named_atom() {
  const auto begin = peek().span.begin;
  if (at_keyword("TRUE") || at_keyword("FALSE")) {
    const bool value = at_keyword("TRUE");
    take();
    return make(ast::Literal{Value(value)}, begin);
  }
  if (at_keyword("NULL")) {
    take();
    return make(ast::Literal{Value()}, begin);
  }
  if (at_keyword("CASE")) return case_expression();
  if (at("{", 1)) {
    if (at_keyword("EXISTS")) return subquery(ast::SubqueryKind::Exists);
    if (at_keyword("COUNT")) return subquery(ast::SubqueryKind::Count);
    if (at_keyword("COLLECT")) return subquery(ast::SubqueryKind::Collect);
  }
  if (at("(", 1) && peek(2).kind == TokenKind::Name && at_keyword("IN", 3)) {
    if (at_keyword("ALL")) return quantifier(ast::QuantifierKind::All);
    if (at_keyword("ANY")) return quantifier(ast::QuantifierKind::Any);
    if (at_keyword("NONE")) return quantifier(ast::QuantifierKind::None);
    if (at_keyword("SINGLE")) return quantifier(ast::QuantifierKind::Single);
  }
  if (at_keyword("REDUCE") && at("(", 1) && at("=", 3)) return reduce();
  if (at_keyword("COUNT") && at("(", 1) && at("*", 2) && at(")", 3)) {
    for (int i = 0; i < 4; ++i) take();
    return make(ast::CountStar{}, begin);
  }
  std::size_t tokens = 1;
  while (at(".", tokens) && peek(tokens + 1).kind == TokenKind::Name) tokens += 2;
  if (at("(", tokens)) return function_call(tokens);
  return make(ast::Variable{take().text}, begin);
}

ast::ExpressionPtr Parser::function_call(std::size_t name_tokens) {
  const auto begin = peek().span.begin;
  ast::Call node;
  for (std::size_t i = 0; i < name_tokens; ++i) node.name += take().text;
  take();
  node.distinct = accept_keyword("DISTINCT");
  node.arguments = expression_list(")");
  std::uint32_t depth = 0;
  for (const auto& argument : node.arguments) depth = std::max(depth, depth_of(argument));
  return make(std::move(node), begin, depth);
}

}  // namespace entente::queries
