#include <charconv>

#include "queries/cypher/parser_impl.h"

namespace entente::queries {

std::vector<ast::PathPattern> Parser::patterns() {
  std::vector<ast::PathPattern> result;
  do {
    result.push_back(pattern());
  } while (accept(","));
  return result;
}

ast::PathPattern Parser::pattern() {
  ast::PathPattern result;
  const auto begin = peek().span.begin;
  if (at_name() && at("=", 1)) {
    result.variable = name("a variable");
    take();
  }
  const bool single = at_keyword("SHORTESTPATH") && at("(", 1);
  if (single || (at_keyword("ALLSHORTESTPATHS") && at("(", 1))) {
    take();
    take();
    result.shortest = single ? ast::Shortest::Single : ast::Shortest::All;
    pattern_elements(result);
    expect(")");
  } else if (at("(") && at("(", 1)) {
    const Nesting nesting(*this);
    take();
    auto inner = pattern();
    expect(")");
    inner.variable = result.variable;
    result = std::move(inner);
  } else {
    pattern_elements(result);
  }
  result.span = span_from(begin);
  return result;
}

void Parser::pattern_elements(ast::PathPattern& pattern) {
  pattern.nodes.push_back(node_pattern());
  while (at_relationship(0)) {
    pattern.relationships.push_back(relationship_pattern());
    pattern.nodes.push_back(node_pattern());
  }
}

ast::NodePattern Parser::node_pattern() {
  ast::NodePattern result;
  const auto begin = peek().span.begin;
  expect("(");
  if (at_name()) result.variable = name("a variable");
  result.labels = labels();
  result.properties = pattern_properties();
  expect(")");
  result.span = span_from(begin);
  return result;
}

std::vector<std::string> Parser::labels() {
  std::vector<std::string> result;
  while (accept(":")) result.push_back(name("a label").text);
  return result;
}

ast::ExpressionPtr Parser::pattern_properties() {
  if (at("{")) return map_literal();
  if (peek().kind != TokenKind::Parameter) return nullptr;
  const auto& token = take();
  return make(ast::Parameter{token.text}, token.span.begin);
}

/// `-[`, `--`, `<-` begin a relationship.
bool Parser::at_relationship(std::size_t ahead) const {
  if (at("<", ahead)) return at("-", ahead + 1) && (at("[", ahead + 2) || at("-", ahead + 2));
  return at("-", ahead) && (at("[", ahead + 1) || at("-", ahead + 1));
}

/// At `(`: is this a pattern rather than an expression in parentheses? Decided by what stands inside and behind, in
/// constant time: trying both would be exponential on nested input.
bool Parser::looks_like_pattern() const {
  if (!at("(") || peek().partner == 0) return false;
  std::size_t inside = 1;
  if (peek(inside).kind == TokenKind::Name) ++inside;
  if (!at(":", inside) && !at("{", inside) && !at(")", inside)) return false;
  const auto behind = peek().partner + 1 - at_;
  if (!at_relationship(behind)) return false;
  const auto dash = behind + (at("<", behind) ? 2 : 1);
  if (!at("[", dash)) return true;
  const auto closing = peek(dash).partner;
  return closing != 0 && at("-", closing + 1 - at_);
}

ast::RelationshipPattern Parser::relationship_pattern() {
  ast::RelationshipPattern result;
  const auto begin = peek().span.begin;
  const bool left = accept("<");
  expect("-");
  if (accept("[")) {
    relationship_detail(result);
    expect("]");
  }
  expect("-");
  const bool right = accept(">");
  result.both_arrows = left && right;
  if (left != right) result.direction = left ? ast::Direction::Incoming : ast::Direction::Outgoing;
  result.span = span_from(begin);
  return result;
}

void Parser::relationship_detail(ast::RelationshipPattern& pattern) {
  if (at_name()) pattern.variable = name("a variable");
  if (accept(":")) {
    do {
      accept(":");
      pattern.types.push_back(name("a relationship type").text);
    } while (accept("|"));
  }
  if (at("..")) fail("InvalidRelationshipPattern", "a length needs a star: [*1..3]", peek().span);
  pattern.range = range();
  pattern.properties = pattern_properties();
}

std::optional<ast::Range> Parser::range() {
  if (!accept("*")) return std::nullopt;
  ast::Range result;
  if (at("-")) fail("InvalidRelationshipPattern", "the length of a path cannot be negative", peek().span);
  const auto first = range_bound();
  if (first) result.minimum = *first;
  if (accept("..")) {
    if (const auto last = range_bound()) result.maximum = *last;
  } else if (first) {
    result.maximum = *first;
  }
  return result;
}

std::optional<std::int64_t> Parser::range_bound() {
  if (peek().kind != TokenKind::Integer) return std::nullopt;
  const auto& token = take();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  if (error != std::errc{} || end != token.text.data() + token.text.size()) {
    fail("InvalidRelationshipPattern", "this is no length of a path", token.span);
    return std::nullopt;
  }
  return value;
}

}  // namespace entente::queries
