#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "graph/base/utf8.h"
#include "src/extraction/entities/name_spans.h"
#include "src/extraction/entities/titles.h"
#include "src/extraction/mentions.h"
#include "src/extraction/names.h"

namespace entente::extraction::entities {

inline constexpr model::LocalIndex no_entity = 0xFFFFFFFFU;

/// The entities found so far. An entity has one key; names gather as aliases.
class EntityTable {
 public:
  /// The entity with that key; made with `name` and `reference` if it is new.
  model::LocalIndex get(const std::string& key, schema::EntityType type, std::string_view name,
                        std::string_view reference = {});
  model::LocalIndex find(const std::string& key) const;
  void also_key(const std::string& key, model::LocalIndex entity) { keys_.emplace(key, entity); }
  void add_alias(model::LocalIndex entity, std::string alias);
  void add_reason(model::LocalIndex entity, std::string reason);
  void rename(model::LocalIndex entity, std::string name);
  model::EntityRecord& record(model::LocalIndex entity) { return records_[entity]; }
  const model::EntityRecord& record(model::LocalIndex entity) const { return records_[entity]; }
  std::size_t size() const { return records_.size(); }
  /// The records with sorted aliases and reasons; the table is empty afterwards.
  std::vector<model::EntityRecord> take();

 private:
  std::vector<model::EntityRecord> records_;
  std::vector<std::set<std::string>> aliases_;
  std::vector<std::set<std::string>> reasons_;
  std::map<std::string, model::LocalIndex> keys_;
};

/// What resolution has found out about a person.
struct PersonFacts {
  PersonName name;
  Gender gender = Gender::Unknown;
  std::string state;  ///< reference of the country or body that the person stands for, as far as known
};

/// One document under resolution: every stage reads and adds to it.
struct State {
  State(const model::Document& document, const language::Analysis& analysis, const Gazetteer& gazetteer)
      : r{document, analysis, gazetteer}, offsets(document.text), mentions_in(analysis.sentences.size()) {}

  Reading r;
  base::OffsetMap offsets;
  std::vector<std::vector<NameSpan>> names;               ///< by sentence
  std::vector<std::vector<model::LocalIndex>> entity_of;  ///< beside names: no_entity for none
  EntityTable table;
  std::map<model::LocalIndex, PersonFacts> people;
  std::map<std::string, std::vector<model::LocalIndex>> people_by_part;  ///< by each part of a name, as it was added
  std::vector<Mention> mentions;
  std::vector<std::vector<std::uint32_t>> mentions_in;  ///< by sentence: indices into `mentions`, in the order found
  std::vector<Post> posts;
  std::vector<Link> links;
  /// Posts whose holder a pronoun tells ("its ambassador"): post, sentence and word of the pronoun.
  struct OwnedPost {
    std::size_t post = 0;
    std::uint32_t sentence = 0;
    std::uint32_t word = 0;
  };
  std::vector<OwnedPost> owned_posts;

  /// Calls visit(mention) for the mentions of sentences [from, to].
  template <typename Visit>
  void visit_mentions(std::uint32_t from, std::uint32_t to, Visit visit) const {
    for (std::uint32_t s = from; s <= to && s < mentions_in.size(); ++s) {
      for (const std::uint32_t i : mentions_in[s]) visit(mentions[i]);
    }
  }
  const NameSpan* span_at(std::uint32_t s, std::uint32_t w) const;
  std::optional<std::size_t> index_at(std::uint32_t s, std::uint32_t w) const;
  /// The country or organisation that acts under that name, made if need be; no_entity for a place or person.
  model::LocalIndex actor(const NameSpan& name);
  model::LocalIndex country(std::uint32_t index);
  model::LocalIndex referenced(std::string_view reference);  ///< "country:US", "org:eu"; no_entity if unknown
  /// Records a mention and, but for pronouns, its surface form as alias and mention of the entities' records.
  void mention(std::uint32_t s, std::uint32_t begin, std::uint32_t end, MentionKind kind,
               std::vector<model::LocalIndex> entities, bool locative = false,
               std::optional<std::uint32_t> head = std::nullopt);
};

// The stages, in order. Each is deterministic and O(words · entities).
void resolve_names(State& state);        ///< names to entities, titles to posts
void mention_names(State& state);        ///< a part of it: mentions of the names, posts by the words beside them
void resolve_posts(State& state);        ///< whose each post is
void resolve_nominals(State& state);     ///< "Chinese officials", "the US President", "both sides"
void resolve_owned_posts(State& state);  ///< after the pronouns: "its ambassador to Chile, Rosa Quintana"
void resolve_pronouns(State& state);     ///< "she", "it", "they", "each other"
void find_links(State& state);           ///< PART_OF, MEMBER_OF, LOCATED_IN

/// Leader of `holder` in office at `date` or before it, whose name fits the person; nullptr if none.
const Leader* known_leader(const Gazetteer& gazetteer, const PersonName& person, const base::Date& date,
                           bool title_given);

}  // namespace entente::extraction::entities
