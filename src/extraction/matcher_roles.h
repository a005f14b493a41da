#pragma once

#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "src/extraction/matcher_actors.h"
#include "src/extraction/measures.h"

namespace entente::extraction {

/// Confidence of a filler taken from the clause around a noun, and of one that a word only hints at.
inline constexpr double from_clause = 0.75;
inline constexpr double hinted_weight = 0.7;

/// What fills a role: the words, and the entities that they stand for.
struct Filled {
  WordList words;
  Fillers fillers;
  bool pair = false;       ///< the fillers are each other's objects
  bool by_clause = false;  ///< taken from the clause around
};

/// Adds what is not there yet, by entity.
void append_fillers(Fillers& out, const Fillers& more);

/// From the roles of a frame (frames.h) to words and entities of one sentence. Views its arguments.
class Roles {
 public:
  Roles(const Tree& tree, const Actors& actors, const FrameSet& frames, const schema::Ontology& ontology)
      : tree_(tree), actors_(actors), frames_(frames), ontology_(ontology) {}

  /// Who acted before the word that is looked at, for the step `before`.
  void set_before(std::optional<model::LocalIndex> before) { before_ = before; }
  /// All conditions of the frame hold around its trigger `w`.
  bool holds(WordIndex w, const Frame& frame) const;
  /// The word, one coordinated with it, a modifier of it or what it is "of" is in the list.
  bool matches_list(WordIndex x, const std::unordered_set<std::string>& list, int depth) const;
  /// What the preposition introduces at the trigger, at its object, or at the verb that carries the noun.
  WordList preposition(WordIndex w, const Frame& frame, std::string_view p) const;
  /// The words that the role leads to; empty for roles whose last step names entities (actor, pair …).
  WordList words_of(WordIndex w, const Frame& frame, const Role& role) const;
  /// The entities that fill the role. `as_object`: belongings count for their country (matcher_actors.h).
  Filled fill(WordIndex w, const Frame& frame, const Role& role, bool as_object) const;

 private:
  /// The noun that stands for `noun` in its clause: "two days of talks" for talks, the first of a list for the second.
  WordIndex carrier(WordIndex noun) const;
  /// The verb that carries the noun as its object (or passive subject), or no_word.
  std::int32_t governing_verb(WordIndex noun) const;
  bool light(WordIndex noun, WordIndex verb) const;
  /// Who does what the complement says.
  WordList complement(WordIndex w) const;
  WordList infinitive(WordIndex w) const;
  WordList below(WordIndex w) const;
  /// The verbs of the infinitives that say what is (to be) done.
  WordList to_do(WordIndex w) const;
  WordList obliged(WordIndex w) const;
  /// The objects and goals of what the complement says is (to be) done.
  WordList involved(WordIndex w) const;
  void goals(WordIndex w, int depth, WordList& out) const;
  /// The first actor in a clause of purpose or manner: "rallied to demand reforms by X", "marched calling for X to …".
  WordList purpose(WordIndex w) const;
  WordList step_words(WordIndex w, const Frame& frame, const Step& step) const;
  /// Who acts along: "Along with Lutnick, Bessent will meet …".
  Fillers company(WordIndex verb) const;
  /// The heads of a list: the word and what is coordinated with it.
  WordList with_conjuncts(const WordList& heads) const;
  static bool object_of(const Frame& frame);
  WordList with_conjuncts_if(bool wanted, WordList heads) const;
  /// The members of a mutual noun, from its own phrase or from the light verb that carries it.
  Fillers noun_members(WordIndex noun, const Frame& frame) const;
  bool mutual(const Frame& frame) const;

  const Tree& tree_;
  const Actors& actors_;
  const FrameSet& frames_;
  const schema::Ontology& ontology_;
  std::optional<model::LocalIndex> before_;
};

}  // namespace entente::extraction
