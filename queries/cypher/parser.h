#pragma once

#include <string_view>

#include "queries/cypher/ast.h"
#include "queries/errors.h"

namespace entente::queries {

struct ParseLimits {
  std::size_t length = std::size_t{1} << 24U;  ///< bytes of a query
  std::uint32_t depth = 500;                   ///< nesting of expressions and subqueries
  std::uint32_t steps = 4000;                  ///< clauses, and nodes in patterns that are searched for
};

/// Parses one openCypher query, with or without a semicolon at its end. Errors: SyntaxError with the TCK's detail and
/// the span, also for text that is no UTF-8; LimitExceeded on what ParseLimits bounds. O(n); no input overflows the
/// stack.
Checked<ast::Query> parse(std::string_view query, const ParseLimits& limits = {});

/// Parses a text that is one expression without variables, such as the value of a parameter.
Checked<ast::ExpressionPtr> parse_expression(std::string_view text, const ParseLimits& limits = {});

}  // namespace entente::queries
