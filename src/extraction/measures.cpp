#include "src/extraction/measures.h"

#include <algorithm>
#include <array>

namespace entente::extraction {

using language::Upos;

namespace {

constexpr std::array<std::string_view, 10> target_prepositions{"on",     "against", "upon", "targeting", "for",
                                                               "toward", "towards", "to",   "at",        "over"};

/// A modifier of the noun with that lemma, by the tree or right before it.
bool has_modifier(const Tree& tree, WordIndex noun, std::string_view lemma) {
  for (const WordIndex c : tree.children(noun)) {
    if (!tree.is(c, "compound") && !tree.is(c, "amod") && !tree.is(c, "nmod") && !tree.is(c, "obl")) continue;
    if (tree.lemma(c) == lemma) return true;
    for (const WordIndex d : tree.children(c)) {
      if (tree.is(d, "conj") && tree.lemma(d) == lemma) return true;
    }
  }
  return noun > 0 && tree.lemma(noun - 1) == lemma;
}

/// The kind of the measure with this head, "" for none: an entry with a modifier needs that modifier beside the noun.
std::string kind_of(const Tree& tree, const FrameSet& frames, WordIndex noun) {
  const auto& entries = frames.measures(tree.lemma(noun));
  for (const MeasureWord& entry : entries) {
    if (!entry.modifier.empty() && has_modifier(tree, noun, entry.modifier)) return entry.kind;
  }
  // "export controls and restrictions": the modifier of the first counts for the second.
  const std::int32_t h = tree.head(noun);
  if (tree.is(noun, "conj") && h >= 0 && tree.child(noun, "compound") == no_word) {
    for (const MeasureWord& entry : entries) {
      if (!entry.modifier.empty() && has_modifier(tree, static_cast<WordIndex>(h), entry.modifier)) return entry.kind;
    }
  }
  return !entries.empty() && entries.back().modifier.empty() ? entries.back().kind : std::string{};
}

void append(Fillers& out, const Fillers& more) {
  for (const Filler& f : more) {
    if (std::none_of(out.begin(), out.end(), [&](const Filler& x) { return x.entity == f.entity; })) out.push_back(f);
  }
}

/// What stands behind "on" and is specific enough to say what the measure concerns.
bool is_topic(const Tree& tree, const Actors& actors, const FrameSet& frames, WordIndex phrase, std::string_view kind) {
  const std::string p = tree.preposition(phrase);
  const std::string_view lemma = tree.lemma(phrase);
  return p != "for" && p != "to" && kind.find(lemma) == std::string_view::npos &&
         actors.mention_at(phrase) == nullptr && !frames.in_set("generic", lemma) &&
         !frames.in_set("representatives", lemma);
}

}  // namespace

WordList affected(const Tree& tree, WordIndex word) {
  WordList found;
  for (const WordIndex c : tree.children(word)) {
    if (!tree.is(c, "nmod") && !tree.is(c, "obl")) continue;
    const std::string p = tree.preposition(c);
    // "sanctions for their part in …" gives the reason.
    if (p == "for" && tree.child(c, "nmod:poss") != no_word) continue;
    if (std::find(target_prepositions.begin(), target_prepositions.end(), p) != target_prepositions.end())
      found.push_back(c);
  }
  return found;
}

Fillers affected_actors(const Tree& tree, const Actors& actors, WordIndex phrase) {
  Fillers found = actors.of(phrase, true);
  if (found.empty()) found = actors.modifying(phrase);
  if (found.empty()) {
    // "goods made in China", "goods from many nations": one step further down.
    for (const WordIndex c : tree.children(phrase)) {
      if (tree.is(c, "nmod") && tree.preposition(c) == "of") append(found, actors.modifying(c));
      if (tree.is(c, "conj")) append(found, actors.modifying(c));
    }
  }
  return found;
}

std::optional<MeasureMention> find_measure(const Tree& tree, const Actors& actors, const FrameSet& frames,
                                           WordIndex noun) {
  const Upos tag = tree.word(noun).upos;
  if (tag != Upos::Noun && tag != Upos::Propn) return std::nullopt;
  MeasureMention measure;
  measure.kind = kind_of(tree, frames, noun);
  if (measure.kind.empty()) return std::nullopt;
  measure.word = noun;
  WordList phrases = affected(tree, noun);
  for (const WordIndex c : tree.children(noun)) {
    if (!tree.is(c, "acl")) continue;
    // "tariffs imposed by Canada on Mexico", "a ban targeting Huawei"
    if (tree.passive(c)) append(measure.imposers, actors.of(tree.subjects(c), false));
    for (const WordIndex w : affected(tree, c)) phrases.push_back(w);
    const std::string_view l = tree.lemma(c);
    if (l == "target" || l == "affect" || l == "hit" || l == "limit" || l == "restrict") {
      for (const WordIndex o : tree.objects(c)) {
        if (o == noun) continue;
        phrases.push_back(o);
        // "limiting access to US technology": who owns what is kept back does the keeping.
        for (const WordIndex a : tree.children(o)) {
          if (tree.lemma(o) == "access" && tree.is(a, "nmod") && tree.preposition(a) == "to") {
            append(measure.imposers, actors.modifying(a));
          }
        }
      }
    }
    if (tree.relation(c) == "acl:relcl" && !tree.passive(c))
      append(measure.imposers, actors.of(tree.subjects(c), false));
  }
  for (const WordIndex phrase : phrases) {
    const Fillers found = affected_actors(tree, actors, phrase);
    if (actors.of(phrase, false).empty() && is_topic(tree, actors, frames, phrase, measure.kind)) {
      measure.topics.push_back(phrase);
    }
    append(measure.targets, found);
  }
  Fillers before = actors.possessors(noun);
  if (before.empty()) {
    for (const WordIndex c : tree.children(noun)) {
      if (tree.is(c, "nmod") && tree.preposition(c) == "by") append(before, actors.of(c, false));
    }
  }
  if (before.empty()) before = actors.adjectives(noun);
  if (!before.empty() && !measure.imposers.empty() && measure.targets.empty()) {
    measure.targets = before;  // "the Russia sanctions imposed by Canada"
  } else {
    append(measure.imposers, before);
  }
  return measure;
}

}  // namespace entente::extraction
