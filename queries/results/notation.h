#pragma once

#include <string>
#include <string_view>

#include "queries/results/result.h"

namespace entente::queries {

/// A value as the openCypher TCK writes it: `null`, `1`, `1.5`, `'text'`, `[1, 2]`, `{a: 1}`, `(:A {num: 1})`, `[:T]`,
/// `<(:A)-[:T]->(:B)>`; points in time and durations as strings, `'1984-10-11'`. Quotes and backslashes in strings
/// stand behind a backslash, line feeds as `\n`.
std::string to_notation(const Value& value, const Result& result);

/// A string in single quotes, escaped.
std::string quoted(std::string_view text);

}  // namespace entente::queries
