#include <charconv>

#include "queries/cypher/parser_impl.h"

namespace entente::queries {
namespace {

/// Collects the names of `A`, or of names joined by one kind of operator; false for anything else.
bool all_names(const ast::LabelExpression& expression, ast::LabelExpression::Kind join,
               std::vector<std::string>& names) {
  if (expression.kind == ast::LabelExpression::Kind::Name) {
    names = {expression.name};
    return true;
  }
  if (expression.kind != join) return false;
  std::vector<std::string> found;
  for (const auto& part : expression.parts) {
    if (part.kind != ast::LabelExpression::Kind::Name) return false;
    found.push_back(part.name);
  }
  names = std::move(found);
  return true;
}

/// A chain of one operator stays one flat node.
ast::LabelExpression joined(ast::LabelExpression::Kind kind, ast::LabelExpression left, ast::LabelExpression right) {
  if (left.kind != kind) {
    ast::LabelExpression result;
    result.kind = kind;
    result.parts.push_back(std::move(left));
    left = std::move(result);
  }
  left.parts.push_back(std::move(right));
  return left;
}

}  // namespace

std::vector<ast::PathPattern> Parser::patterns() {
  std::vector<ast::PathPattern> result;
  do {
    result.push_back(pattern());
  } while (accept(","));
  return result;
}

void Parser::fail_unsupported(std::string_view what) {
  if (error_) return;
  fail("NotSupported", std::string(what) + " is not supported yet", peek().span);
  error_->type = ErrorType::NotSupported;
}

/// `ALL SHORTEST`, `ANY SHORTEST`, `SHORTEST 1`, `SHORTEST 1 GROUPS`, `ANY`, `ALL`; other counts and path modes are
/// refused by name.
ast::Shortest Parser::search_prefix() {
  for (const auto mode : {"WALK", "TRAIL", "ACYCLIC", "SIMPLE"}) {
    if (at_keyword(mode) && !at("=", 1)) fail_unsupported("the path mode " + std::string(mode));
  }
  const bool any = at_keyword("ANY") && !at("=", 1);
  const bool all = at_keyword("ALL") && !at("=", 1);
  if (any || all) take();
  const bool shortest = at_keyword("SHORTEST") && !at("=", 1);
  if (!any && !all && !shortest) return ast::Shortest::No;
  if (shortest) take();
  const bool counted = peek().kind == TokenKind::Integer;
  if (counted && (all || take().text != "1")) fail_unsupported("a number of paths other than 1");
  if (at_keyword("PATH") || at_keyword("PATHS")) take();
  if (shortest && !any && !all && (accept_keyword("GROUPS") || accept_keyword("GROUP"))) return ast::Shortest::All;
  if (all) return shortest ? ast::Shortest::All : ast::Shortest::No;
  return ast::Shortest::Single;
}

ast::PathPattern Parser::pattern() {
  ast::PathPattern result;
  const auto begin = peek().span.begin;
  if (at_name() && at("=", 1)) {
    result.variable = name("a variable");
    take();
  }
  result.shortest = search_prefix();
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
    if (at("{") || at("+") || at("*") || at("(") || at_relationship(0)) fail_unsupported("a quantified path pattern");
    inner.variable = result.variable;
    inner.shortest = result.shortest;
    result = std::move(inner);
  } else {
    pattern_elements(result);
  }
  result.span = span_from(begin);
  if (result.shortest != ast::Shortest::No && result.relationships.size() != 1) {
    fail_unsupported("a search for shortest paths over more than one relationship pattern");
  }
  return result;
}

void Parser::pattern_elements(ast::PathPattern& pattern) {
  pattern.nodes.push_back(node_pattern());
  while (at_relationship(0)) {
    pattern.relationships.push_back(relationship_pattern());
    pattern.nodes.push_back(node_pattern());
  }
  if (at("(")) fail_unsupported("a quantified path pattern");
}

ast::NodePattern Parser::node_pattern() {
  ast::NodePattern result;
  const auto begin = peek().span.begin;
  expect("(");
  if (at_name()) result.variable = name("a variable");
  if (accept(":")) {
    auto expression = label_expression(true);
    if (!all_names(expression, ast::LabelExpression::Kind::And, result.labels))
      result.label_expression = std::move(expression);
  }
  result.properties = pattern_properties();
  if (accept_keyword("WHERE")) result.where = expression();
  expect(")");
  result.span = span_from(begin);
  return result;
}

ast::LabelExpression Parser::label_expression(bool allow_or) {
  const Nesting nesting(*this);
  auto result = label_conjunction();
  while (allow_or && accept("|")) {
    accept(":");
    result = joined(ast::LabelExpression::Kind::Or, std::move(result), label_conjunction());
  }
  return result;
}

ast::LabelExpression Parser::label_conjunction() {
  auto result = label_factor();
  while (accept("&") || accept(":"))
    result = joined(ast::LabelExpression::Kind::And, std::move(result), label_factor());
  return result;
}

ast::LabelExpression Parser::label_factor() {
  const Nesting nesting(*this);
  ast::LabelExpression result;
  if (accept("!")) {
    result.kind = ast::LabelExpression::Kind::Not;
    result.parts.push_back(label_factor());
  } else if (accept("%")) {
    result.kind = ast::LabelExpression::Kind::Any;
  } else if (accept("(")) {
    result = label_expression(true);
    expect(")");
  } else {
    result.name = name("a label").text;
  }
  return result;
}

ast::ExpressionPtr Parser::label_test(ast::ExpressionPtr object) {
  const auto begin = object->span.begin;
  const auto depth = object->depth;
  take();
  ast::LabelTest test;
  auto expression = label_expression(false);
  if (!all_names(expression, ast::LabelExpression::Kind::And, test.labels)) test.expression = std::move(expression);
  test.object = std::move(object);
  return make(std::move(test), begin, depth);
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
  if (!at(":", inside) && !at("{", inside) && !at(")", inside) && !at_keyword("WHERE", inside)) return false;
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
  if (auto repeated = quantifier()) {
    if (result.range) fail("InvalidRelationshipPattern", "the length stands twice", span_from(begin));
    result.range = repeated;
  }
  if (left != right) result.direction = left ? ast::Direction::Incoming : ast::Direction::Outgoing;
  result.span = span_from(begin);
  return result;
}

void Parser::relationship_detail(ast::RelationshipPattern& pattern) {
  if (at_name()) pattern.variable = name("a variable");
  if (accept(":")) {
    auto expression = label_expression(true);
    if (!all_names(expression, ast::LabelExpression::Kind::Or, pattern.types))
      pattern.label_expression = std::move(expression);
  }
  if (at("..")) fail("InvalidRelationshipPattern", "a length needs a star: [*1..3]", peek().span);
  pattern.range = range();
  pattern.properties = pattern_properties();
  if (accept_keyword("WHERE")) pattern.where = expression();
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

/// Behind the arrow: `+`, `*`, `{2}`, `{1,}`, `{,3}`, `{1,3}`.
std::optional<ast::Range> Parser::quantifier() {
  if (accept("+")) return ast::Range{};
  if (accept("*")) return ast::Range{0, ast::unbounded};
  if (!accept("{")) return std::nullopt;
  ast::Range result{0, ast::unbounded};
  const auto first = range_bound();
  if (first) result.minimum = *first;
  if (accept(",")) {
    if (const auto last = range_bound()) result.maximum = *last;
  } else if (first) {
    result.maximum = *first;
  } else {
    unexpected("a number of repetitions");
  }
  expect("}");
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
