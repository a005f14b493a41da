#include "queries/cypher/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "graph/base/utf8.h"
#include "queries/cypher/parser_impl.h"

namespace entente::queries {
namespace {

bool same_word(std::string_view text, std::string_view upper) {
  return text.size() == upper.size() && std::equal(text.begin(), text.end(), upper.begin(), [](char a, char b) {
           return std::toupper(static_cast<unsigned char>(a)) == b;
         });
}

}  // namespace

bool Parser::at(std::string_view symbol, std::size_t ahead) const {
  const auto& token = peek(ahead);
  return token.kind == TokenKind::Symbol && token.text == symbol;
}

bool Parser::at_keyword(std::string_view word, std::size_t ahead) const {
  const auto& token = peek(ahead);
  return token.kind == TokenKind::Name && !token.quoted && same_word(token.text, word);
}

bool Parser::accept(std::string_view symbol) {
  if (!at(symbol)) return false;
  take();
  return true;
}

bool Parser::accept_keyword(std::string_view word) {
  if (!at_keyword(word)) return false;
  take();
  return true;
}

void Parser::expect(std::string_view symbol) {
  if (!accept(symbol)) unexpected(fmt::format("'{}'", symbol));
}

void Parser::expect_keyword(std::string_view word) {
  if (!accept_keyword(word)) unexpected(word);
}

ast::Name Parser::name(std::string_view what) {
  if (!at_name()) {
    unexpected(what);
    return {};
  }
  const auto& token = take();
  return {token.text, token.span};
}

ast::Name Parser::dotted_name(std::string_view what) {
  auto result = name(what);
  while (at(".") && peek(1).kind == TokenKind::Name) {
    take();
    const auto& token = take();
    result.text += '.' + token.text;
    result.span.end = token.span.end;
  }
  return result;
}

base::ByteSpan Parser::span_from(std::uint32_t begin) const {
  const auto end = at_ > 0 ? tokens_[at_ - 1].span.end : begin;
  return {begin, std::max(begin, end)};
}

void Parser::fail(std::string_view detail, std::string message, base::ByteSpan span) {
  if (!error_) {
    error_ = QueryError{ErrorType::SyntaxError, Phase::CompileTime, std::string(detail), std::move(message), {}, span};
  }
  at_ = tokens_.size() - 1;
}

void Parser::fail_limit(std::string_view detail, std::string message, std::string hint) {
  if (!error_) {
    error_ = QueryError{ErrorType::LimitExceeded, Phase::CompileTime, std::string(detail),
                        std::move(message),       std::move(hint),    peek().span};
  }
  at_ = tokens_.size() - 1;
}

void Parser::fail_depth() {
  fail_limit("NestingDepth", fmt::format("the query nests more than {} levels deep", limits_.depth),
             "split it with WITH, or use a parameter for a long list");
}

void Parser::count_steps(std::size_t count) {
  steps_ += count;
  if (steps_ > limits_.steps) {
    fail_limit("QueryLength", fmt::format("the query has more than {} clauses and pattern nodes", limits_.steps),
               "make several queries of it");
  }
}

void Parser::unexpected(std::string_view wanted) {
  const auto& token = peek();
  switch (token.kind) {
    case TokenKind::BadText:
      if (token.text == "InvalidUnicodeLiteral") {
        return fail(token.text, "\\u needs four hexadecimal digits, \\U eight, and a character that exists",
                    token.span);
      }
      if (token.text == "InvalidUnicodeCharacter") {
        return fail(token.text, "this character has no meaning in Cypher outside of strings", token.span);
      }
      return fail(token.text, "this text has no end, or an escape that does not exist", token.span);
    case TokenKind::End:
      return fail("UnexpectedSyntax", fmt::format("the query ends where {} should stand", wanted), token.span);
    default:
      const auto written = text_.substr(token.span.begin, token.span.size());
      return fail("UnexpectedSyntax", fmt::format("'{}' stands where {} should", written, wanted), token.span);
  }
}

Checked<ast::Query> Parser::query_text() {
  auto result = query();
  accept(";");
  if (!error_ && !at_end()) unexpected("the next clause or the end");
  if (error_) return tl::make_unexpected(*error_);
  return result;
}

Checked<ast::ExpressionPtr> Parser::expression_text() {
  auto result = expression();
  if (!error_ && !at_end()) unexpected("the end");
  if (error_) return tl::make_unexpected(*error_);
  return result;
}

namespace {

std::optional<QueryError> unreadable(std::string_view text, const ParseLimits& limits) {
  if (text.size() > limits.length) {
    return QueryError{ErrorType::LimitExceeded,
                      Phase::CompileTime,
                      "QueryLength",
                      fmt::format("the query has {} bytes, {} are allowed", text.size(), limits.length),
                      {},
                      {}};
  }
  if (const auto at = base::find_invalid_utf8(text); at != std::string_view::npos) {
    return QueryError{ErrorType::SyntaxError,
                      Phase::CompileTime,
                      "InvalidUnicodeCharacter",
                      fmt::format("the query is no UTF-8 text, at byte {}", at),
                      {},
                      {}};
  }
  return std::nullopt;
}

}  // namespace

Checked<ast::Query> parse(std::string_view query, const ParseLimits& limits) {
  if (auto error = unreadable(query, limits)) return tl::make_unexpected(*error);
  return Parser(query, limits).query_text();
}

Checked<ast::ExpressionPtr> parse_expression(std::string_view text, const ParseLimits& limits) {
  if (auto error = unreadable(text, limits)) return tl::make_unexpected(*error);
  return Parser(text, limits).expression_text();
}

}  // namespace entente::queries
