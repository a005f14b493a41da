#pragma once

#include <cstdint>
#include <vector>

#include "graph/model/records.h"
#include "src/language/analysis.h"

/// Who and what a text talks about: the bridge between names in sentences and entities of the document.
namespace entente::extraction {

enum class MentionKind : std::uint8_t {
  Name,       ///< "Gina Raimondo", "Beijing"
  Adjective,  ///< "Chinese" in "Chinese officials": stands for its country
  Nominal,    ///< "the US President", "both sides", "American officials"
  Pronoun     ///< "she", "they", "each other"
};

/// A run of words that stands for one entity or, for a group ("the two leaders", "they", "both sides"), several.
struct Mention {
  std::uint32_t sentence = 0;
  std::uint32_t begin = 0;  ///< words [begin, end) of the sentence
  std::uint32_t end = 0;
  std::uint32_t head = 0;   ///< the word that the tree attaches the phrase by
  MentionKind kind = MentionKind::Name;
  std::vector<model::LocalIndex> entities;  ///< never empty
  bool locative = false;  ///< it only says where ("met in Beijing"): its entity is a Place, or a Country as a place
};

/// The entities of one document and where each is mentioned. Mentions are sorted by (sentence, begin, end); shorter
/// ones may lie inside longer ones ("Chinese" in "Chinese officials").
struct Mentions {
  std::vector<model::EntityRecord> entities;
  std::vector<Mention> mentions;

  /// The longest mention whose head is this word, or nullptr.
  const Mention* headed_by(std::uint32_t sentence, std::uint32_t word) const;
  /// The shortest mention that covers this word, or nullptr.
  const Mention* covering(std::uint32_t sentence, std::uint32_t word) const;
};

}  // namespace entente::extraction
