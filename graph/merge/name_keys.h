#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/schema/types.h"

/// What names are compared by. Pure functions, thread-safe.
namespace entente::merge {

/// Splits at white space, commas and hyphens of all kinds.
std::vector<std::string> split_words(std::string_view text);

/// One word folded for comparison: case and accents, letters such as ø, ł, ı, and every punctuation mark gone.
std::string folded_word(std::string_view word);

/// The words of a name, folded, joined by single blanks; "&" is "and", a leading article is dropped. If nothing is left
/// (a name of signs only), the folded text itself.
std::string folded_name(std::string_view name);

/// The key of an organisation: folded_name without legal forms ("Ltd", "Inc."), with "Ministry of X" as "x ministry".
std::string organization_key(std::string_view name);

/// True for names that many states or towns have a body of: ministry, parliament, central bank, police …
bool generic_body(std::string_view organization_key);

/// True if `alias` looks like an acronym: 2 to 8 letters or digits, at least two capitals, no blank ("OECD", "MofCom").
bool acronym(std::string_view alias);

}  // namespace entente::merge
