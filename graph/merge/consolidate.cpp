#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "graph/base/hash.h"
#include "graph/base/utf8.h"
#include "graph/merge/identity.h"
#include "graph/merge/merge.h"
#include "graph/merge/name_keys.h"
#include "graph/merge/statements.h"

namespace entente::merge {
namespace {

using model::EntityIndex;
using schema::EntityType;

/// Which of two names is the better one to show: no leading article, more words, longer, fewer capitals (not
/// "REUTERS"), then the smaller text. A total order.
auto name_rank(const std::string& name) {
  const auto words = split_words(name);
  const bool article = words.size() > 1 && (words[0] == "the" || words[0] == "The");
  const auto capitals = std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return std::tuple(article, -static_cast<std::ptrdiff_t>(words.size()),
                    -static_cast<std::ptrdiff_t>(base::count_code_points(name)), capitals, name);
}

/// Everything that records say of one node.
struct Gathered {
  std::set<std::string> names;            ///< candidates for the name
  std::set<std::string> canonical_names;  ///< of records with a reference
  std::set<std::string> aliases;
  std::set<std::string> reasons;
  std::vector<model::EntityMention> mentions;
};

void gather(Gathered& into, const model::EntityRecord& e, std::size_t document) {
  (e.reference.empty() ? into.names : into.canonical_names).insert(e.name);
  into.aliases.insert(e.name);
  into.aliases.insert(e.aliases.begin(), e.aliases.end());
  into.reasons.insert(e.reasons.begin(), e.reasons.end());
  for (const auto& m : e.mentions) {
    into.mentions.push_back({model::DocumentIndex{static_cast<std::uint32_t>(document)}, m.span});
  }
}

void fill(model::Entity& entity, Gathered& from) {
  if (entity.name.empty()) {
    const auto& candidates = from.canonical_names.empty() ? from.names : from.canonical_names;
    entity.name = *std::min_element(candidates.begin(), candidates.end(),
                                    [](const auto& a, const auto& b) { return name_rank(a) < name_rank(b); });
  }
  from.aliases.erase(entity.name);
  from.aliases.erase("");
  entity.aliases.assign(from.aliases.begin(), from.aliases.end());
  entity.reasons.assign(from.reasons.begin(), from.reasons.end());
  std::sort(from.mentions.begin(), from.mentions.end());
  from.mentions.erase(std::unique(from.mentions.begin(), from.mentions.end()), from.mentions.end());
  entity.mentions = std::move(from.mentions);
}

/// The record's content as one identifier, including what the document's id leaves out: of two different records of one
/// document the smaller one counts, whatever order they came in.
std::string fingerprint(const model::DocumentRecord& r) {
  base::ContentId id;
  const auto optional = [&](const std::optional<model::LocalIndex>& i) { id.add(i ? std::uint64_t{*i} + 1 : 0); };
  id.add(r.document.path).add(r.document.language).add(model::to_string(r.document.date_origin));
  for (const auto& e : r.entities) {
    id.add(schema::to_string(e.type)).add(e.name).add(e.reference).add(e.kind);
    optional(e.imposer);
    optional(e.target);
    id.add(e.aliases.size()).add(e.mentions.size()).add(e.reasons.size());
    for (const auto& a : e.aliases) id.add(a);
    for (const auto& m : e.mentions) id.add(m.span.begin).add(m.span.end).add(m.surface);
    for (const auto& reason : e.reasons) id.add(reason);
  }
  for (const auto& s : r.statements) {
    id.add(s.subject).add(s.type).add(s.object).add(schema::to_string(s.status)).add(s.date.iso());
    optional(s.place);
    id.add(s.title).add(s.former ? 1U : 0U);
    optional(s.measure);
    optional(s.claimed_by);
    id.add(static_cast<std::uint64_t>(s.confidence * 1e9));
    id.add(s.topics.size()).add(s.evidence.size());
    for (const auto t : s.topics) id.add(t);
    for (const auto& e : s.evidence) id.add(e.sentence.begin).add(e.sentence.end).add(e.subject).add(e.object);
  }
  return id.finish('r');
}

/// Sorted by document id, each document once.
std::vector<model::DocumentRecord> distinct(std::vector<model::DocumentRecord> records) {
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < records.size(); ++i) order.emplace_back(records[i].document.id(), i);
  std::sort(order.begin(), order.end());
  std::vector<model::DocumentRecord> out;
  for (std::size_t i = 0; i < order.size();) {
    std::size_t best = order[i].second;
    std::size_t next = i + 1;
    if (next < order.size() && order[next].first == order[i].first) {
      std::string smallest = fingerprint(records[best]);
      for (; next < order.size() && order[next].first == order[i].first; ++next) {
        std::string candidate = fingerprint(records[order[next].second]);
        if (candidate < smallest) {
          smallest = std::move(candidate);
          best = order[next].second;
        }
      }
    }
    out.push_back(std::move(records[best]));
    i = next;
  }
  return out;
}

class Consolidator {
 public:
  Consolidator(std::vector<model::DocumentRecord> records, const schema::Ontology& ontology)
      : records_(distinct(std::move(records))), ontology_(ontology) {}

  graph::KnowledgeGraph run() {
    named_entities();
    measures();
    auto statements = unite_statements(records_, entity_of_, entities_, ontology_);
    std::vector<model::Document> documents;
    documents.reserve(records_.size());
    for (auto& r : records_) documents.push_back(std::move(r.document));
    return {std::move(documents), std::move(entities_), std::move(statements)};
  }

 private:
  void named_entities();
  void measures();

  std::vector<model::DocumentRecord> records_;
  const schema::Ontology& ontology_;
  std::vector<model::Entity> entities_;
  std::vector<std::vector<EntityIndex>> entity_of_;
};

void Consolidator::named_entities() {
  const Clusters clusters = identify(records_);
  std::vector<Gathered> gathered(clusters.clusters.size());
  for (std::size_t d = 0; d < records_.size(); ++d) {
    for (std::size_t i = 0; i < records_[d].entities.size(); ++i) {
      if (clusters.of[d][i] != no_cluster) gather(gathered[clusters.of[d][i]], records_[d].entities[i], d);
    }
  }
  std::vector<EntityIndex> node(clusters.clusters.size(), model::no_entity);
  for (std::size_t c = 0; c < gathered.size(); ++c) {
    if (gathered[c].names.empty() && gathered[c].canonical_names.empty()) continue;
    const Cluster& cluster = clusters.clusters[c];
    gathered[c].reasons.insert(cluster.reasons.begin(), cluster.reasons.end());
    model::Entity entity;
    entity.type = cluster.type;
    entity.reference = cluster.reference;
    entity.id = base::ContentId().add(schema::to_string(cluster.type)).add(cluster.identity).finish('e');
    fill(entity, gathered[c]);
    node[c] = EntityIndex{static_cast<std::uint32_t>(entities_.size())};
    entities_.push_back(std::move(entity));
  }
  entity_of_.resize(records_.size());
  for (std::size_t d = 0; d < records_.size(); ++d) {
    for (const auto c : clusters.of[d]) entity_of_[d].push_back(c == no_cluster ? model::no_entity : node[c]);
  }
}

/// One node for each kind, imposer and target.
void Consolidator::measures() {
  std::map<std::tuple<std::string, EntityIndex, EntityIndex>, Gathered> found;
  std::vector<std::tuple<std::size_t, std::size_t, decltype(found)::iterator>> members;
  for (std::size_t d = 0; d < records_.size(); ++d) {
    const auto node = [&](const std::optional<model::LocalIndex>& i) {
      return i && *i < entity_of_[d].size() ? entity_of_[d][*i] : model::no_entity;
    };
    for (std::size_t i = 0; i < records_[d].entities.size(); ++i) {
      const auto& e = records_[d].entities[i];
      if (e.type != EntityType::Measure) continue;
      const auto at =
          found.try_emplace({e.kind.empty() ? "restriction" : e.kind, node(e.imposer), node(e.target)}).first;
      gather(at->second, e, d);
      members.emplace_back(d, i, at);
    }
  }
  std::map<const Gathered*, EntityIndex> index;
  for (auto& [key, gathered] : found) {
    const auto& [kind, imposer, target] = key;
    model::Entity entity;
    entity.type = EntityType::Measure;
    entity.kind = kind;
    entity.imposer = imposer;
    entity.target = target;
    base::ContentId id;
    id.add(schema::to_string(entity.type)).add(kind);
    std::string words = kind;
    std::replace(words.begin(), words.end(), '-', ' ');
    if (imposer != model::no_entity) {
      entity.name = entities_[model::value(imposer)].name + ' ';
      id.add(entities_[model::value(imposer)].id);
    } else {
      id.add("");
    }
    entity.name += words;
    if (target != model::no_entity) {
      entity.name += " on " + entities_[model::value(target)].name;
      id.add(entities_[model::value(target)].id);
    } else {
      id.add("");
    }
    entity.id = id.finish('e');
    fill(entity, gathered);
    index.emplace(&gathered, EntityIndex{static_cast<std::uint32_t>(entities_.size())});
    entities_.push_back(std::move(entity));
  }
  for (const auto& [d, i, at] : members) entity_of_[d][i] = index.at(&at->second);
}

}  // namespace

graph::KnowledgeGraph consolidate(std::vector<model::DocumentRecord> records, const schema::Ontology& ontology) {
  return Consolidator(std::move(records), ontology).run();
}

}  // namespace entente::merge
