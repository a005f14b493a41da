#pragma once

#include "src/extraction/matcher_tree.h"

namespace entente::extraction {

/// How sure the text is that what the trigger word stands for is so: tense and modals, negation, conditions, and the
/// verbs and nouns that govern it ("vowed to", "refused to", "urged X to", "plans for"), all the way up the tree.
/// Nouns take the status of the clause that carries them ("will hold talks"); one behind "before" or "ahead of" is
/// planned, one behind "after" has happened. O(depth * children).
schema::Status find_status(const Tree& tree, const FrameSet& frames, WordIndex trigger);

}  // namespace entente::extraction
