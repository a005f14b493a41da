#pragma once

#include "src/extraction/matcher_tree.h"

namespace entente::extraction {

/// Words [begin, end) of the sentence.
struct PhraseSpan {
  WordIndex begin = 0;
  WordIndex end = 0;
};

/// The name of a topic or an accord with this head: the head with the adjectives, compounds and numbers right before
/// it, without article, at most six words.
PhraseSpan topic_phrase(const Tree& tree, WordIndex head);

}  // namespace entente::extraction
