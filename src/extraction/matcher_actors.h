#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "src/extraction/frames.h"
#include "src/extraction/matcher_tree.h"
#include "src/extraction/mentions.h"

namespace entente::extraction {

/// An entity that fills a role, by the word that stands for it.
struct Filler {
  model::LocalIndex entity = 0;
  WordIndex word = 0;
  const Mention* mention = nullptr;  ///< never null
  double weight = 1.0;               ///< below 1 where it is inferred ("Cuban diplomats" for Cuba)
  bool via_group = false;            ///< named as a leader or member of the group that fills the role
};
using Fillers = std::vector<Filler>;

/// From words of one sentence to the entities that they stand for. Views the tree, the mentions and the frames' sets
/// (`transparent`: "group of X"; `representatives`: "X's delegation"; `belongings`: "Chinese companies").
class Actors {
 public:
  /// `holders`: for an entity whom it acts for, if known (RelationFinder::add_statements).
  Actors(const Mentions& mentions, const Tree& tree, std::uint32_t sentence, const FrameSet& frames,
         const std::vector<std::optional<model::LocalIndex>>* holders = nullptr);

  /// The entities that the phrase with this head stands for: names, lists, appositions, groups with whom they include.
  /// `as_object`: belongings count for their country.
  Fillers of(WordIndex head, bool as_object) const;
  Fillers of(const WordList& heads, bool as_object) const;
  /// Whom a noun belongs to or comes from: possessive, else by, else adjective or compound, else of, else from.
  Fillers modifying(WordIndex noun, bool with_of = true) const;
  Fillers possessors(WordIndex noun) const;
  Fillers adjectives(WordIndex noun) const;
  /// The members of a plural: "talks between X and Y", "US-China talks", "their meeting", "the meeting of X and Y".
  Fillers members(WordIndex noun) const;
  /// The mention that this word heads, else the one that it lies in; nullptr if none.
  const Mention* mention_at(WordIndex word) const;
  const Mentions& mentions() const { return *mentions_; }
  /// A filler for an entity that the word only hints at ("the move" for who made it). Lives as long as the Actors.
  Filler hinted(WordIndex word, std::uint32_t sentence, model::LocalIndex entity, double weight) const;
  std::optional<model::LocalIndex> holder(model::LocalIndex entity) const {
    return holders_ != nullptr && entity < holders_->size() ? (*holders_)[entity] : std::nullopt;
  }

 private:
  void collect(WordIndex word, bool as_object, int depth, double weight, bool via_group, Fillers& out) const;
  void collect_group(WordIndex word, int depth, double weight, Fillers& out) const;
  void add(const Mention& mention, WordIndex word, double weight, bool via_group, Fillers& out) const;

  const Mentions* mentions_;
  const Tree* tree_;
  const FrameSet* frames_;
  const std::vector<std::optional<model::LocalIndex>>* holders_;
  mutable std::deque<Mention> made_;      // what hinted() made; addresses stay
  std::vector<const Mention*> headed_;    // longest mention with this head
  std::vector<const Mention*> covering_;  // shortest mention around the word
};

}  // namespace entente::extraction
