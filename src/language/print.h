#pragma once

#include <string>
#include <string_view>

#include "src/language/analysis.h"

/// Analyses for a person to read. (For programs: write_conllu in conllu.h.)
namespace entente::language {

struct PrintOptions {
  bool features = false;       ///< lemma and features behind every word, not only a lemma that differs
  std::size_t first_id = 1;    ///< number of the first sentence
  std::string_view bold = {};  ///< escape sequences, "" for none
  std::string_view dim = {};
  std::string_view reset = {};
};

/// Every sentence: its number and text on one line, its tree (dependents below their head in text order, each with
/// relation, form, tag, and the lemma where it differs), its names. Control characters and bidirectional overrides
/// of the text come out as U+FFFD. O(length).
///
///     1  Xi met Raimondo in Beijing.
///        met  VERB  (meet)
///        ├─ nsubj  Xi  PROPN
///        ├─ obj  Raimondo  PROPN
///        ├─ obl  Beijing  PROPN
///        │  └─ case  in  ADP
///        └─ punct  .  PUNCT
///        names: Xi (PER), Raimondo (PER), Beijing (GPE)
std::string print_analysis(std::string_view text, const Analysis& analysis, const PrintOptions& options = {});

}  // namespace entente::language
