#pragma once

#include <optional>

#include "src/extraction/matcher_actors.h"

namespace entente::extraction {

/// In whose words the event with this trigger stands: the speaker of a verb of speech above it ("X said that …", "…, X
/// told reporters") or of "according to X"; nullopt where the text asserts it itself or the speaker is no entity.
std::optional<Filler> find_claimant(const Tree& tree, const Actors& actors, const FrameSet& frames, WordIndex trigger);

}  // namespace entente::extraction
