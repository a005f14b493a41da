#include "src/extraction/positions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "graph/base/utf8.h"
#include "src/extraction/names.h"

namespace entente::extraction {
namespace {

using model::LocalIndex;
using schema::EntityType;

// How sure a statement is that the words themselves make, and one that follows from data or from elsewhere in the text.
constexpr double said = 0.95;
constexpr double inferred = 0.8;

class Collector {
 public:
  Collector(const model::Document& document, const language::Analysis& analysis)
      : analysis_(analysis), offsets_(document.text) {}

  void add(model::StatementRecord statement, std::uint32_t sentence, const std::string& subject,
           const std::string& object) {
    const auto key =
        std::tuple(statement.subject, statement.type, statement.object, name_key(statement.title), statement.former);
    const auto [found, fresh] = index_.emplace(key, out_.size());
    if (fresh) out_.push_back(std::move(statement));
    auto& target = out_[found->second];
    if (!fresh) target.confidence = std::max(target.confidence, statement.confidence);
    model::EvidenceRecord evidence;
    evidence.sentence = offsets_.to_code_points(analysis_.sentences[sentence].span);
    evidence.subject = subject;
    evidence.object = object;
    if (borne_out_.emplace(found->second, sentence).second) target.evidence.push_back(std::move(evidence));
  }

  std::vector<model::StatementRecord> take() { return std::move(out_); }

 private:
  const language::Analysis& analysis_;
  base::OffsetMap offsets_;
  std::map<std::tuple<LocalIndex, std::string, LocalIndex, std::string, bool>, std::size_t> index_;
  std::set<std::pair<std::size_t, std::uint32_t>> borne_out_;
  std::vector<model::StatementRecord> out_;
};

}  // namespace

std::vector<model::StatementRecord> find_positions(const model::Document& document, const language::Analysis& analysis,
                                                   const Mentions& mentions) {
  Collector all(document, analysis);
  for (const Post& p : mentions.posts) {
    if (!p.holder || p.rank == Rank::Address) continue;
    const EntityType type = mentions.entities[*p.holder].type;
    if (type != EntityType::Country && type != EntityType::Organization) continue;
    model::StatementRecord s;
    s.subject = p.person;
    s.object = *p.holder;
    const bool belongs = p.rank == Rank::Member && p.noun == "member";
    s.type = belongs && type == EntityType::Organization ? "MEMBER_OF" : "HOLDS_POSITION";
    if (s.type == "HOLDS_POSITION") s.title = p.title, s.former = p.former;
    s.confidence = p.inferred ? inferred : said;
    all.add(std::move(s), p.sentence, p.person_surface, p.holder_surface);
  }
  for (const Link& l : mentions.links) {
    model::StatementRecord s;
    s.subject = l.subject;
    s.type = l.type;
    s.object = l.object;
    s.confidence = l.inferred ? inferred : said;
    all.add(std::move(s), l.sentence, l.subject_surface, l.object_surface);
  }
  return all.take();
}

}  // namespace entente::extraction
