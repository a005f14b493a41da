#pragma once

#include <vector>

#include "graph/property_graph.h"
#include "queries/store/graph_view.h"

namespace entente::queries {

/// A knowledge graph as Cypher sees it; it can only be read.
///
/// A node is an entity, its label the entity's type (Person, Country, …). Properties: `id`, `name`, `aliases` (if any),
/// `reference` (if known), `kind` (of a Measure), `mentions` (how many).
///
/// A relationship is a statement, its type the relation's name (MET_WITH, …), from subject to object. Properties: `id`,
/// `status` ("happened", "planned", "possible", "denied", "demanded"), `date` (a date where the day is known),
/// `date_text` (ISO 8601 at its own precision, intervals included), `place` (name), `title`, `former` (only if true),
/// `claimed_by` (name), `confidence`, `documents` (keys), `evidence` (sentences). What is not known is absent.
///
/// The graph must outlive the view. Thread-safe.
class KnowledgeView final : public GraphView {
 public:
  explicit KnowledgeView(const graph::KnowledgeGraph& graph);

  std::uint64_t node_limit() const override { return graph_.entities().size(); }
  std::uint64_t relationship_limit() const override { return graph_.statements().size(); }
  bool exists(NodeId id) const override { return index_of(id) < node_limit(); }
  bool exists(RelationshipId id) const override { return index_of(id) < relationship_limit(); }
  std::vector<Symbol> labels(NodeId id) const override { return {labels_[index_of(id)]}; }
  bool has_label(NodeId id, Symbol label) const override { return labels_[index_of(id)] == label; }
  Symbol type(RelationshipId id) const override { return types_[index_of(id)]; }
  NodeId start(RelationshipId id) const override;
  NodeId end(RelationshipId id) const override;
  Value property(NodeId id, Symbol key) const override;
  Value property(RelationshipId id, Symbol key) const override;
  Properties properties(NodeId id) const override;
  Properties properties(RelationshipId id) const override;
  void expand(NodeId id, Direction direction, std::vector<Step>& out) const override;

 private:
  const graph::KnowledgeGraph& graph_;
  std::vector<Symbol> labels_;  // of each entity
  std::vector<Symbol> types_;   // of each statement
};

}  // namespace entente::queries
