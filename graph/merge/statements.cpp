#include "graph/merge/statements.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "graph/base/hash.h"
#include "graph/base/utf8.h"
#include "graph/merge/name_keys.h"

namespace entente::merge {
namespace {

using model::EntityIndex;

/// What must agree for two statements to be one, but for the date.
struct Fact {
  EntityIndex subject{};
  std::string type;
  EntityIndex object{};
  schema::Status status = schema::Status::Happened;
  std::string title;  ///< folded
  bool former = false;
  EntityIndex measure = model::no_entity;
  EntityIndex claimed_by = model::no_entity;
  friend auto operator<=>(const Fact&, const Fact&) = default;
};

/// A statement of one document, with nodes instead of local entities.
struct Said {
  Fact fact;
  base::DateRange date;
  std::size_t record = 0;
  const model::StatementRecord* statement = nullptr;
  bool swapped = false;
};

bool finer(const base::DateRange& a, const base::DateRange& b) {
  // An interval says more than its first day alone; otherwise precision decides.
  if (!a.known()) return false;
  if (!b.known()) return true;
  if (!a.begin.compatible(b.begin)) return false;
  if (a.begin.precision() != b.begin.precision()) return a.begin.precision() > b.begin.precision() && !b.end.known();
  return a.end.known() && !b.end.known();
}

/// Within one document: coarse dates become the only finer date there is for the same fact.
void refine_dates(std::vector<Said>& said) {
  std::map<Fact, std::set<base::DateRange>> dates;
  for (const auto& s : said) dates[s.fact].insert(s.date);
  for (auto& s : said) {
    const auto& all = dates.at(s.fact);
    std::vector<base::DateRange> better;
    for (const auto& d : all) {
      if (finer(d, s.date)) better.push_back(d);
    }
    // Only the finest count: 2025 is both 2025-05 and 2025-05-12 where these are one.
    std::erase_if(better, [&](const base::DateRange& d) {
      return std::any_of(better.begin(), better.end(), [&](const base::DateRange& other) { return finer(other, d); });
    });
    if (better.size() == 1) s.date = better.front();
  }
}

class Uniter {
 public:
  Uniter(const std::vector<model::DocumentRecord>& records, const std::vector<std::vector<EntityIndex>>& entity_of,
         const std::vector<model::Entity>& entities, const schema::Ontology& ontology)
      : records_(records), entity_of_(entity_of), entities_(entities), ontology_(ontology), offsets_(records.size()) {}

  std::vector<model::Statement> run() {
    for (std::size_t d = 0; d < records_.size(); ++d) {
      std::vector<Said> said;
      for (const auto& s : records_[d].statements) {
        if (auto one = resolve(d, s)) said.push_back(std::move(*one));
      }
      refine_dates(said);
      for (auto& s : said) {
        auto& group = groups_[{s.fact, s.date}];
        group.push_back(std::move(s));
      }
    }
    std::vector<model::Statement> out;
    out.reserve(groups_.size());
    for (const auto& [key, group] : groups_) out.push_back(unite(key.first, key.second, group));
    return out;
  }

 private:
  std::optional<Said> resolve(std::size_t d, const model::StatementRecord& s) const;
  model::Statement unite(const Fact& fact, const base::DateRange& date, const std::vector<Said>& group) const;
  std::vector<model::Evidence> evidence(const std::vector<Said>& group) const;
  /// Made once for each text, when it is first asked for.
  const base::OffsetMap& offsets_of(std::size_t record) const {
    auto& map = offsets_[record];
    if (!map) map.emplace(records_[record].document.text);
    return *map;
  }

  const model::Entity& entity(EntityIndex i) const { return entities_[model::value(i)]; }
  const std::string& id(EntityIndex i) const {
    static const std::string none;
    return i == model::no_entity ? none : entity(i).id;
  }
  auto rank(EntityIndex i) const { return std::tie(entity(i).type, entity(i).name, entity(i).id); }

  const std::vector<model::DocumentRecord>& records_;
  const std::vector<std::vector<EntityIndex>>& entity_of_;
  const std::vector<model::Entity>& entities_;
  const schema::Ontology& ontology_;
  mutable std::vector<std::optional<base::OffsetMap>> offsets_;  // by record
  std::map<std::pair<Fact, base::DateRange>, std::vector<Said>> groups_;
};

std::optional<Said> Uniter::resolve(std::size_t d, const model::StatementRecord& s) const {
  const auto& nodes = entity_of_[d];
  const auto in_range = [&](const std::optional<model::LocalIndex>& i) { return !i || *i < nodes.size(); };
  if (s.subject >= nodes.size() || s.object >= nodes.size() || !in_range(s.place) || !in_range(s.measure) ||
      !in_range(s.claimed_by)) {
    return std::nullopt;
  }
  const auto node = [&](const std::optional<model::LocalIndex>& i) { return i ? nodes[*i] : model::no_entity; };
  Said out;
  out.fact.subject = nodes[s.subject];
  out.fact.object = nodes[s.object];
  out.fact.type = s.type;
  out.fact.status = s.status;
  out.fact.title = s.title.empty() ? std::string() : folded_name(s.title);
  out.fact.former = s.former;
  out.fact.measure = node(s.measure);
  out.fact.claimed_by = node(s.claimed_by);
  out.date = s.date;
  out.record = d;
  out.statement = &s;
  const auto* relation = ontology_.find(s.type);
  if (relation != nullptr && relation->symmetric) {
    if (out.fact.subject == out.fact.object) return std::nullopt;
    if (rank(out.fact.object) < rank(out.fact.subject)) {
      std::swap(out.fact.subject, out.fact.object);
      out.swapped = true;
    }
  }
  return out;
}

std::vector<model::Evidence> Uniter::evidence(const std::vector<Said>& group) const {
  std::vector<model::Evidence> out;
  for (const auto& s : group) {
    const std::string& text = records_[s.record].document.text;
    for (const auto& e : s.statement->evidence) {
      const auto bytes = offsets_of(s.record).to_bytes(e.sentence);
      model::Evidence piece;
      piece.document = model::DocumentIndex{static_cast<std::uint32_t>(s.record)};
      piece.sentence = e.sentence;
      if (bytes.begin <= bytes.end && bytes.end <= text.size()) piece.text = text.substr(bytes.begin, bytes.size());
      piece.subject = s.swapped ? e.object : e.subject;
      piece.object = s.swapped ? e.subject : e.object;
      out.push_back(std::move(piece));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

model::Statement Uniter::unite(const Fact& fact, const base::DateRange& date, const std::vector<Said>& group) const {
  model::Statement out;
  out.subject = fact.subject;
  out.type = fact.type;
  out.object = fact.object;
  out.status = fact.status;
  out.date = date;
  out.former = fact.former;
  out.measure = fact.measure;
  out.claimed_by = fact.claimed_by;

  std::map<EntityIndex, std::size_t> places;
  std::map<std::string, std::size_t> titles;
  std::set<EntityIndex> topics;
  std::map<std::size_t, double> best;  // by record, which are in the order of their ids
  for (const auto& s : group) {
    const auto& nodes = entity_of_[s.record];
    if (s.statement->place) ++places[nodes[*s.statement->place]];
    if (!s.statement->title.empty()) ++titles[s.statement->title];
    for (const auto t : s.statement->topics) {
      if (t < nodes.size()) topics.insert(nodes[t]);
    }
    double& c = best[s.record];
    c = std::max(c, std::clamp(s.statement->confidence, 0.0, 1.0));
  }
  for (const auto& [place, count] : places) {
    const std::size_t held = out.place == model::no_entity ? 0 : places.at(out.place);
    if (count > held || (count == held && rank(place) < rank(out.place))) out.place = place;
  }
  std::size_t most = 0;
  for (const auto& [title, count] : titles) {
    if (count > most) {
      out.title = title;
      most = count;
    }
  }
  out.topics.assign(topics.begin(), topics.end());
  double doubt = 1.0;
  double highest = 0.0;
  for (const auto& [record, c] : best) {
    doubt *= 1.0 - c;
    highest = std::max(highest, c);
  }
  out.confidence = std::max(highest, std::min(0.99, 1.0 - doubt));
  out.evidence = evidence(group);

  // The ends of a symmetric relation enter the id in the order of their ids, so that a longer name does not change it.
  std::string first = id(fact.subject);
  std::string second = id(fact.object);
  const auto* relation = ontology_.find(fact.type);
  if (relation != nullptr && relation->symmetric && second < first) std::swap(first, second);
  out.id = base::ContentId()
               .add(fact.type)
               .add(first)
               .add(second)
               .add(schema::to_string(fact.status))
               .add(date.iso())
               .add(fact.title)
               .add(fact.former ? "former" : "")
               .add(id(fact.measure))
               .add(id(fact.claimed_by))
               .finish('s');
  return out;
}

}  // namespace

std::vector<model::Statement> unite_statements(const std::vector<model::DocumentRecord>& records,
                                               const std::vector<std::vector<EntityIndex>>& entity_of,
                                               const std::vector<model::Entity>& entities,
                                               const schema::Ontology& ontology) {
  return Uniter(records, entity_of, entities, ontology).run();
}

}  // namespace entente::merge
