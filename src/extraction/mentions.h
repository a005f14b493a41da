#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/model/records.h"
#include "src/extraction/gazetteer.h"
#include "src/language/analysis.h"

/// Who and what a text talks about: the bridge between names in sentences and entities of the document.
namespace entente::extraction {

enum class MentionKind : std::uint8_t {
  Name,       ///< "Gina Raimondo", "Beijing"
  Adjective,  ///< "Chinese" in "Chinese officials": stands for its country
  Nominal,    ///< "the US President", "both sides", "American officials"
  Pronoun     ///< "she", "they", "each other"
};

/// A run of words that stands for one entity or, for a group ("the two leaders", "they", "both sides"), several. A
/// person's title belongs to the run: "Commerce Secretary Gina Raimondo".
struct Mention {
  std::uint32_t sentence = 0;
  std::uint32_t begin = 0;  ///< words [begin, end) of the sentence
  std::uint32_t end = 0;
  std::uint32_t head = 0;  ///< the word that the tree attaches the phrase by
  MentionKind kind = MentionKind::Name;
  std::vector<model::LocalIndex> entities;  ///< never empty, sorted but for groups that name an order
  bool locative = false;  ///< it only says where ("met in Beijing"): its entity is a Place, or a Country as a place
};

/// A post that the text gives to a person.
struct Post {
  model::LocalIndex person = 0;
  std::optional<model::LocalIndex> holder;  ///< the country or organisation; unknown where neither text nor data tell
  std::string title;                        ///< "Commerce Secretary", without the holder
  std::string noun;                         ///< its noun, lower-case singular: "secretary"
  Rank rank = Rank::Staff;
  bool former = false;
  bool inferred = false;  ///< the holder is no word of the text there, but follows from it or from data
  std::uint32_t sentence = 0;
  std::string person_surface;  ///< evidence
  std::string holder_surface;
};

/// That one entity belongs to another by the text's words or by what is known of it: PART_OF, MEMBER_OF, LOCATED_IN.
struct Link {
  model::LocalIndex subject = 0;
  std::string type;
  model::LocalIndex object = 0;
  bool inferred = false;  ///< known of the names, not said in the sentence
  std::uint32_t sentence = 0;
  std::string subject_surface;
  std::string object_surface;
};

/// The entities of one document and where each is mentioned. Mentions are sorted by (sentence, begin, end); shorter
/// ones may lie inside longer ones ("Chinese" in "Chinese officials"), and one run may come with two heads where the
/// tree attaches title and name apart.
struct Mentions {
  std::vector<model::EntityRecord> entities;
  std::vector<Mention> mentions;
  std::vector<Post> posts;  ///< in text order
  std::vector<Link> links;  ///< in text order

  /// The longest mention whose head is this word, or nullptr.
  const Mention* headed_by(std::uint32_t sentence, std::uint32_t word) const;
  /// The shortest mention that covers this word, or nullptr.
  const Mention* covering(std::uint32_t sentence, std::uint32_t word) const;
};

/// Who is who in one document: names from the tagger repaired by the gazetteer, titles cut off, surnames, acronyms,
/// descriptions, groups and pronouns resolved; capitals and seats told apart as actors and places. Every merge of names
/// has its reason in the entity's record. `analysis` is of document.text. Deterministic, thread-safe, O(words ·
/// entities).
Mentions resolve_mentions(const model::Document& document, const language::Analysis& analysis,
                          const Gazetteer& gazetteer);

}  // namespace entente::extraction
