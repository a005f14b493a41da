#include "exporters/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <set>

#include "graph/schema/ontology.h"

namespace entente::exporters {
namespace {

using base::Date;
using base::ErrorCode;
using base::Expected;
using base::fail;
using graph::KnowledgeGraph;
using model::EntityIndex;
using model::value;

template <typename List, typename Item>
bool in(const List& list, const Item& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// The last day that a date of any precision can mean.
std::int64_t last_day(const Date& d) {
  switch (d.precision()) {
    case base::Precision::Year:
      return d.plus_months(12).days() - 1;
    case base::Precision::Month:
      return d.plus_months(1).days() - 1;
    case base::Precision::Day:
    case base::Precision::Unknown:
      break;
  }
  return d.days();
}

class Selector {
 public:
  Selector(const Filter& filter, const KnowledgeGraph& graph) : filter_(filter), graph_(graph) {}

  Expected<KnowledgeGraph> run() {
    if (auto valid = check(); !valid) return tl::make_unexpected(valid.error());
    if (filter_.empty()) return graph_;
    select_statements();
    if (!filter_.about.empty()) keep_near();
    select_entities();
    return build();
  }

 private:
  Expected<void> check();
  bool passes(const model::Statement& s) const;
  bool in_document(model::DocumentIndex d) const { return filter_.documents.empty() || documents_[value(d)]; }
  void select_statements();
  void keep_near();
  void select_entities();
  KnowledgeGraph build() const;

  const Filter& filter_;
  const KnowledgeGraph& graph_;
  std::vector<bool> documents_;
  std::vector<bool> statements_;
  std::vector<bool> entities_;
};

Expected<void> Selector::check() {
  if (filter_.since && filter_.until && filter_.since->days() > last_day(*filter_.until)) {
    return fail(ErrorCode::Usage,
                fmt::format("the time from {} to {} is empty", filter_.since->iso(), filter_.until->iso()),
                "exchange the two dates");
  }
  if (!(filter_.min_confidence >= 0 && filter_.min_confidence <= 1)) {
    return fail(ErrorCode::Usage, fmt::format("a confidence of {} is not between 0 and 1", filter_.min_confidence));
  }
  documents_.assign(graph_.documents().size(), false);
  std::vector<std::string> ids;
  for (const auto& wanted : filter_.documents) {
    if (ids.empty()) {
      for (const auto& d : graph_.documents()) ids.push_back(d.id());
    }
    bool found = false;
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const model::DocumentIndex d{i};
      if (wanted == ids[i] || wanted == graph_.document(d).key || wanted == graph_.document_label(d)) {
        documents_[i] = true;
        found = true;
      }
    }
    if (!found) {
      std::vector<std::string> labels;
      for (std::uint32_t i = 0; i < documents_.size(); ++i)
        labels.push_back(graph_.document_label(model::DocumentIndex{i}));
      const auto near = schema::suggest(wanted, labels, 1);
      return fail(ErrorCode::NotFound, fmt::format("there is no document '{}'", wanted),
                  near.empty() ? std::string() : fmt::format("did you mean {}?", near.front()));
    }
  }
  return {};
}

bool Selector::passes(const model::Statement& s) const {
  if (!filter_.types.empty() && !in(filter_.types, s.type)) return false;
  if (!filter_.statuses.empty() && !in(filter_.statuses, s.status)) return false;
  if (s.confidence < filter_.min_confidence) return false;
  if (!filter_.node_types.empty() && (!in(filter_.node_types, graph_.entity(s.subject).type) ||
                                      !in(filter_.node_types, graph_.entity(s.object).type))) {
    return false;
  }
  if (filter_.since || filter_.until) {
    if (!s.date.known()) return false;
    const std::int64_t first = s.date.begin.days();
    const std::int64_t last = std::max(first, last_day(s.date.end.known() ? s.date.end : s.date.begin));
    if (filter_.since && last < filter_.since->days()) return false;
    if (filter_.until && first > last_day(*filter_.until)) return false;
  }
  return filter_.documents.empty() || std::any_of(s.evidence.begin(), s.evidence.end(),
                                                  [&](const model::Evidence& e) { return in_document(e.document); });
}

void Selector::select_statements() {
  statements_.reserve(graph_.statements().size());
  for (const auto& s : graph_.statements()) statements_.push_back(passes(s));
}

void Selector::keep_near() {
  constexpr unsigned far = std::numeric_limits<unsigned>::max();
  std::vector<unsigned> steps(graph_.entities().size(), far);
  std::deque<EntityIndex> queue;
  for (const auto a : filter_.about) {
    if (value(a) < steps.size() && steps[value(a)] == far) {
      steps[value(a)] = 0;
      queue.push_back(a);
    }
  }
  while (!queue.empty()) {
    const EntityIndex at = queue.front();
    queue.pop_front();
    if (steps[value(at)] >= filter_.depth) continue;
    for (const auto& step : graph_.incidences(at)) {
      if (!statements_[value(step.statement)] || steps[value(step.other)] != far) continue;
      steps[value(step.other)] = steps[value(at)] + 1;
      queue.push_back(step.other);
    }
  }
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const auto& s = graph_.statements()[i];
    const unsigned a = steps[value(s.subject)];
    const unsigned b = steps[value(s.object)];
    statements_[i] = statements_[i] && (std::min(a, b) < filter_.depth || (a == 0 && b == 0));
  }
}

void Selector::select_entities() {
  entities_.assign(graph_.entities().size(), false);
  const auto keep = [&](EntityIndex i) {
    if (i != model::no_entity) entities_[value(i)] = true;
  };
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (!statements_[i]) continue;
    const auto& s = graph_.statements()[i];
    for (const EntityIndex e : {s.subject, s.object, s.place, s.measure, s.claimed_by}) keep(e);
    for (const EntityIndex t : s.topics) keep(t);
  }
  for (const EntityIndex a : filter_.about) {
    if (value(a) < entities_.size()) keep(a);
  }
  Filter others = filter_;
  others.documents.clear();
  if (others.empty()) {
    for (std::size_t i = 0; i < entities_.size(); ++i) {
      const auto& mentions = graph_.entities()[i].mentions;
      if (std::any_of(mentions.begin(), mentions.end(), [&](const auto& m) { return in_document(m.document); })) {
        entities_[i] = true;
      }
    }
  }
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    if (!entities_[i]) continue;
    keep(graph_.entities()[i].imposer);
    keep(graph_.entities()[i].target);
  }
}

KnowledgeGraph Selector::build() const {
  std::vector<std::uint32_t> new_entity(entities_.size(), value(model::no_entity));
  std::vector<model::Entity> entities;
  std::set<std::string> keys;
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    if (!entities_[i]) continue;
    new_entity[i] = static_cast<std::uint32_t>(entities.size());
    entities.push_back(graph_.entities()[i]);
    std::erase_if(entities.back().mentions, [&](const auto& m) { return !in_document(m.document); });
    for (const auto& m : entities.back().mentions) keys.insert(graph_.document(m.document).key);
  }
  const auto moved = [&](EntityIndex& i) {
    if (i != model::no_entity) i = EntityIndex{new_entity[value(i)]};
  };
  for (auto& e : entities) {
    moved(e.imposer);
    moved(e.target);
  }
  std::vector<model::Statement> statements;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (!statements_[i]) continue;
    statements.push_back(graph_.statements()[i]);
    auto& s = statements.back();
    for (EntityIndex* e : {&s.subject, &s.object, &s.place, &s.measure, &s.claimed_by}) moved(*e);
    for (EntityIndex& t : s.topics) moved(t);
    std::erase_if(s.evidence, [&](const auto& e) { return !in_document(e.document); });
    for (const auto& e : s.evidence) keys.insert(graph_.document(e.document).key);
  }
  std::vector<std::uint32_t> new_document(graph_.documents().size(), 0);
  std::vector<model::Document> documents;
  for (std::size_t i = 0; i < new_document.size(); ++i) {
    if (keys.count(graph_.documents()[i].key) == 0 && !documents_[i]) continue;
    new_document[i] = static_cast<std::uint32_t>(documents.size());
    documents.push_back(graph_.documents()[i]);
  }
  for (auto& e : entities) {
    for (auto& m : e.mentions) m.document = model::DocumentIndex{new_document[value(m.document)]};
  }
  for (auto& s : statements) {
    for (auto& e : s.evidence) e.document = model::DocumentIndex{new_document[value(e.document)]};
  }
  return {std::move(documents), std::move(entities), std::move(statements)};
}

}  // namespace

bool Filter::empty() const {
  return about.empty() && types.empty() && node_types.empty() && !since && !until && statuses.empty() &&
         min_confidence <= 0 && documents.empty();
}

Expected<KnowledgeGraph> apply(const Filter& filter, const KnowledgeGraph& graph) {
  return Selector(filter, graph).run();
}

}  // namespace entente::exporters
