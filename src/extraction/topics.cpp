#include "src/extraction/topics.h"

namespace entente::extraction {

namespace {
constexpr WordIndex longest = 6;
}

PhraseSpan topic_phrase(const Tree& tree, WordIndex head) {
  PhraseSpan phrase{head, head + 1};
  while (phrase.begin > 0 && phrase.end - phrase.begin < longest) {
    const WordIndex before = phrase.begin - 1;
    const bool modifier = tree.is(before, "amod") || tree.is(before, "compound") || tree.is(before, "nummod") ||
                          tree.is(before, "flat") || (tree.is(before, "punct") && tree.form(before) == "-");
    if (!modifier || !tree.below(before, head)) break;
    phrase.begin = before;
  }
  while (phrase.begin < head && tree.is(phrase.begin, "punct")) ++phrase.begin;
  return phrase;
}

}  // namespace entente::extraction
