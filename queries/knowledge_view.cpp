#include "queries/knowledge_view.h"

#include <algorithm>

namespace entente::queries {
namespace {

using graph::KnowledgeGraph;

List strings(const std::vector<std::string>& texts) {
  return List(texts.begin(), texts.end());
}

/// Lists the properties of an entity or statement by name, those that are there.
template <typename Add>
void entity_properties(const model::Entity& entity, const Add& add) {
  add("id", Value(entity.id));
  add("name", Value(entity.name));
  if (!entity.aliases.empty()) add("aliases", Value(strings(entity.aliases)));
  if (!entity.reference.empty()) add("reference", Value(entity.reference));
  if (!entity.kind.empty()) add("kind", Value(entity.kind));
  add("mentions", Value(static_cast<std::int64_t>(entity.mentions.size())));
}

std::vector<std::string> documents_of(const model::Statement& statement, const KnowledgeGraph& graph) {
  std::vector<std::string> keys;
  for (const auto& evidence : statement.evidence) {
    const auto& label = graph.document_label(evidence.document);
    if (std::find(keys.begin(), keys.end(), label) == keys.end()) keys.push_back(label);
  }
  return keys;
}

template <typename Add>
void statement_properties(const model::Statement& statement, const KnowledgeGraph& graph, const Add& add) {
  add("id", Value(statement.id));
  add("status", Value(schema::to_string(statement.status)));
  const auto& begin = statement.date.begin;
  if (begin.precision() == base::Precision::Day) {
    add("date", Value(Date{days_from_civil(begin.year(), begin.month(), begin.day())}));
  }
  if (statement.date.known()) add("date_text", Value(statement.date.iso()));
  if (statement.place != model::no_entity) add("place", Value(graph.entity(statement.place).name));
  if (!statement.title.empty()) add("title", Value(statement.title));
  if (statement.former) add("former", Value(true));
  if (statement.claimed_by != model::no_entity) add("claimed_by", Value(graph.entity(statement.claimed_by).name));
  add("confidence", Value(statement.confidence));
  add("documents", Value(strings(documents_of(statement, graph))));
  List sentences;
  for (const auto& evidence : statement.evidence) sentences.emplace_back(evidence.text);
  add("evidence", Value(std::move(sentences)));
}

}  // namespace

KnowledgeView::KnowledgeView(const KnowledgeGraph& graph) : graph_(graph) {
  labels_.reserve(graph.entities().size());
  types_.reserve(graph.statements().size());
  for (const auto& entity : graph.entities()) labels_.push_back(symbols().intern(schema::to_string(entity.type)));
  for (const auto& statement : graph.statements()) types_.push_back(symbols().intern(statement.type));
}

NodeId KnowledgeView::start(RelationshipId id) const {
  return static_cast<NodeId>(model::value(graph_.statements()[index_of(id)].subject));
}

NodeId KnowledgeView::end(RelationshipId id) const {
  return static_cast<NodeId>(model::value(graph_.statements()[index_of(id)].object));
}

Value KnowledgeView::property(NodeId id, Symbol key) const {
  Value result;
  const auto& wanted = symbols().name(key);
  entity_properties(graph_.entities()[index_of(id)], [&](std::string_view name, Value value) {
    if (name == wanted) result = std::move(value);
  });
  return result;
}

Value KnowledgeView::property(RelationshipId id, Symbol key) const {
  Value result;
  const auto& wanted = symbols().name(key);
  statement_properties(graph_.statements()[index_of(id)], graph_, [&](std::string_view name, Value value) {
    if (name == wanted) result = std::move(value);
  });
  return result;
}

Properties KnowledgeView::properties(NodeId id) const {
  Properties result;
  entity_properties(graph_.entities()[index_of(id)], [&](std::string_view name, Value value) {
    result.emplace_back(symbols().intern(name), std::move(value));
  });
  return result;
}

Properties KnowledgeView::properties(RelationshipId id) const {
  Properties result;
  statement_properties(graph_.statements()[index_of(id)], graph_, [&](std::string_view name, Value value) {
    result.emplace_back(symbols().intern(name), std::move(value));
  });
  return result;
}

void KnowledgeView::expand(NodeId id, Direction direction, std::vector<Step>& out) const {
  const auto append = [&](bool forward) {
    for (const auto& incidence : graph_.incidences(static_cast<model::EntityIndex>(index_of(id)))) {
      const auto statement = model::value(incidence.statement);
      const bool loop = model::value(incidence.other) == index_of(id);
      if (incidence.forward != forward && !(loop && direction == Direction::Incoming)) continue;
      out.push_back({static_cast<RelationshipId>(statement), static_cast<NodeId>(model::value(incidence.other)),
                     types_[statement], forward});
    }
  };
  if (direction != Direction::Incoming) append(true);
  if (direction != Direction::Outgoing) append(false);
}

}  // namespace entente::queries
