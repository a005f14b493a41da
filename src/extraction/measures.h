#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/extraction/matcher_actors.h"

namespace entente::extraction {

/// A policy measure named by a noun: "US tariffs on Chinese steel".
struct MeasureMention {
  WordIndex word = 0;
  std::string kind;
  Fillers imposers;  ///< whom the noun phrase itself makes responsible ("US tariffs", "tariffs imposed by Canada")
  Fillers targets;   ///< against whom ("on China", "on Chinese goods", "against imports from China")
  WordList topics;   ///< heads of what else stands behind "on" ("steel")
};

/// The measure that the noun names, by the frames' `measure` lines; nullopt if it names none.
std::optional<MeasureMention> find_measure(const Tree& tree, const Actors& actors, const FrameSet& frames,
                                           WordIndex noun);

/// The heads of the phrases that say against whom or on what: behind on, against, for, targeting, to … of the word.
WordList affected(const Tree& tree, WordIndex word);

/// The entities that such a phrase stands for: itself if it is one, else whose it is ("Chinese goods", "imports from
/// China", "China's access").
Fillers affected_actors(const Tree& tree, const Actors& actors, WordIndex phrase);

}  // namespace entente::extraction
