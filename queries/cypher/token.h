#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/span.h"
#include "queries/errors.h"

/// The words of a query. Keywords are names: which of them are keywords depends on where they stand, so that
/// `MATCH (match) RETURN match` is a query.
namespace entente::queries {

enum class TokenKind : std::uint8_t {
  Name,     ///< `abc` or a quoted name; `text` without the quotes
  Integer,  ///< `text` as written, with base prefix
  Float,
  String,     ///< `text` with escapes resolved
  Parameter,  ///< `$name`; `text` is the name
  Symbol,     ///< `text` is one of `( ) [ ] { } , . .. : ; | + - * / % ^ = <> < > <= >= =~ += || ! &`
  BadNumber,  ///< digits run into letters
  BadText,    ///< a string or character that cannot be read; `text` is the TCK's detail
  End
};

struct Token {
  TokenKind kind = TokenKind::End;
  bool quoted = false;  ///< a name in backquotes: never a keyword
  base::ByteSpan span;
  std::string text;
  std::uint32_t partner = 0;  ///< for an opening bracket: index of the one that closes it, or 0
};

/// Splits a query into tokens; the last is End. Never fails: what is no token becomes BadNumber or BadText, for the
/// parser to report where it meets it. O(n).
std::vector<Token> tokenize(std::string_view query);

}  // namespace entente::queries
