#include "src/extraction/claims.h"

namespace entente::extraction {

std::optional<Filler> find_claimant(const Tree& tree, const Actors& actors, const FrameSet& frames, WordIndex trigger) {
  const auto speaker = [&](WordIndex verb) -> std::optional<Filler> {
    const Fillers found = actors.of(tree.subjects(verb), false);
    if (found.size() != 1) return std::nullopt;
    return found.front();
  };
  std::int32_t at = static_cast<std::int32_t>(trigger);
  for (int steps = 0; at >= 0 && steps < Tree::max_climb; ++steps) {
    const auto w = static_cast<WordIndex>(at);
    for (const WordIndex c : tree.children(w)) {
      if (c == trigger) continue;
      const bool speech = frames.verb_operator(tree.lemma(c)) == Operator::Speech;
      if (tree.is(c, "parataxis") && speech && tree.child(c, "nsubj") != no_word) {
        if (const auto found = speaker(c)) return found;
      }
      if ((tree.is(c, "obl") || tree.is(c, "nmod")) && tree.preposition(c) == "according to") {
        const Fillers found = actors.of(c, false);
        if (!found.empty()) return found.front();
      }
    }
    const std::int32_t h = tree.head(w);
    if (h >= 0 && (tree.is(w, "ccomp") || tree.is(w, "parataxis")) &&
        frames.verb_operator(tree.lemma(static_cast<WordIndex>(h))) == Operator::Speech) {
      return speaker(static_cast<WordIndex>(h));
    }
    at = h;
  }
  return std::nullopt;
}

}  // namespace entente::extraction
