#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "src/language/analysis.h"

/// Corrects lemmas that the network gets wrong: it picks an edit of the word's end and cannot see whether the result is
/// a word. Irregular verbs, plurals and comparisons come from a list; regular endings are undone by the rules of
/// English spelling, and where spelling leaves a choice (chang or change) the more frequent word wins.
namespace entente::language {

/// How frequent a lower-case word is: its rank (0: most frequent), or unknown_rank.
using WordRank = std::function<std::uint32_t(std::string_view)>;
inline constexpr std::uint32_t unknown_rank = 0xFFFFFFFF;

/// The lemma of a word, given what the network says about it. Verbs, auxiliaries, nouns, adjectives and adverbs are
/// checked; everything else but names loses its capitals only. O(length of the word).
std::string corrected_lemma(std::string_view form, Upos upos, std::string_view feats, std::string_view lemma,
                            const WordRank& rank);

}  // namespace entente::language
