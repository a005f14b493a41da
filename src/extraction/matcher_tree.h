#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/extraction/frames.h"
#include "src/language/analysis.h"

/// A sentence's dependency tree with the questions that frames ask: who is the deep subject, the deep object, what does
/// a preposition introduce. Universal Dependencies v2; https://universaldependencies.org/u/dep/.
namespace entente::extraction {

using WordIndex = std::uint32_t;
using WordList = std::vector<WordIndex>;
inline constexpr std::int32_t no_word = -1;

/// Views one sentence; the sentence and the text must outlive it. Building is O(words); the lookups are O(children),
/// the deep roles O(depth * children), cut at `max_climb` steps, so that no input makes them long.
class Tree {
 public:
  static constexpr int max_climb = 16;

  Tree(const language::Sentence& sentence, std::string_view text, const FrameSet& frames);

  std::size_t size() const { return sentence_->words.size(); }
  const language::Sentence& sentence() const { return *sentence_; }
  const language::Word& word(WordIndex w) const { return sentence_->words[w]; }
  std::string_view form(WordIndex w) const { return language::form(text_, word(w)); }
  /// As FrameSet::lemma gives it.
  std::string_view lemma(WordIndex w) const { return lemmas_[w]; }
  const WordList& children(WordIndex w) const { return children_[w]; }
  std::int32_t head(WordIndex w) const { return heads_[w]; }
  /// The dependency relation, with what the parser plainly got wrong put right: of two subjects around an active verb
  /// the one behind it is its object.
  std::string_view relation(WordIndex w) const { return relations_[w]; }
  /// The relation without subtype is `wanted` ("obl" for obl:tmod), or the whole is ("nsubj:pass").
  bool is(WordIndex w, std::string_view wanted) const;
  /// The first child with that relation, or no_word.
  std::int32_t child(WordIndex w, std::string_view wanted) const;
  bool has_feature(WordIndex w, std::string_view feature) const;

  /// Verbs, and adjectives and nouns with a copula: words that make a clause.
  bool clausal(WordIndex w) const;
  bool passive(WordIndex w) const;
  /// "to meet": has the mark `to`.
  bool infinitive(WordIndex w) const;
  /// The preposition of a nominal, lower-case; fixed expressions in full ("because of"), "" for none.
  std::string preposition(WordIndex w) const;
  /// The mark of a clause ("if", "to", "that"), "" for none.
  std::string_view mark(WordIndex w) const;
  bool negated(WordIndex w) const;
  /// The nearest clausal word above (not `w` itself), or no_word.
  std::int32_t clause_above(WordIndex w) const;
  /// `w` itself if it is clausal, else clause_above.
  std::int32_t clause_of(WordIndex w) const { return clausal(w) ? static_cast<std::int32_t>(w) : clause_above(w); }
  bool below(WordIndex w, WordIndex ancestor) const;

  /// Who does it: the word that heads the deep subject of a verb (coordinated ones hang below it); empty if unknown.
  WordList subjects(WordIndex verb) const { return subjects(verb, 0); }
  /// To whom it is done; empty if unknown.
  WordList objects(WordIndex verb) const { return objects(verb, 0); }
  /// Nominals with that preposition that depend on the word, or on the object of a verb that is no name.
  WordList with_preposition(WordIndex w, std::string_view preposition) const;
  /// The antecedent of a relative pronoun, else the word itself.
  WordIndex antecedent(WordIndex w) const;

 private:
  WordList subjects(WordIndex verb, int depth) const;
  WordList objects(WordIndex verb, int depth) const;
  void repair_relatives();
  void repair_cut_off_subjects();
  void repair_objects();
  void repair_lost_subjects();
  /// An object of the verb beside that one which is no relative pronoun, or no_word.
  std::int32_t other_object(WordIndex verb, WordIndex object) const;
  WordList extracted_object(WordIndex verb) const;
  WordList raised_subject(WordIndex verb, int depth) const;
  WordList controlled_by_noun(WordIndex noun, int depth) const;

  const language::Sentence* sentence_;
  std::string_view text_;
  std::vector<std::string> lemmas_;
  std::vector<std::string_view> relations_;
  std::vector<std::int32_t> heads_;
  std::vector<WordList> children_;
};

}  // namespace entente::extraction
