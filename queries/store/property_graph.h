#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "queries/store/graph_view.h"

namespace entente::queries {

/// What a transaction changed, as a later query could observe it: a node created and deleted again counts nothing, a
/// property changed counts as one removed and one added, labels count as distinct names in the graph.
struct SideEffects {
  std::int64_t nodes_added = 0;
  std::int64_t nodes_removed = 0;
  std::int64_t relationships_added = 0;
  std::int64_t relationships_removed = 0;
  std::int64_t labels_added = 0;
  std::int64_t labels_removed = 0;
  std::int64_t properties_added = 0;
  std::int64_t properties_removed = 0;
  friend bool operator==(const SideEffects&, const SideEffects&) = default;
};

/// A graph in memory that queries can change. Changes are made in a transaction, which keeps the state that each
/// touched node and relationship had before: rolling back restores it, and the side effects are the difference. One
/// thread writes while nobody reads.
class PropertyGraph final : public GraphView {
 public:
  // ---- reading
  std::uint64_t node_limit() const override { return nodes_.size(); }
  std::uint64_t relationship_limit() const override { return relationships_.size(); }
  bool exists(NodeId id) const override { return index_of(id) < nodes_.size() && node(id).alive; }
  bool exists(RelationshipId id) const override {
    return index_of(id) < relationships_.size() && relationship(id).alive;
  }
  std::vector<Symbol> labels(NodeId id) const override { return node(id).labels; }
  bool has_label(NodeId id, Symbol label) const override;
  Symbol type(RelationshipId id) const override { return relationship(id).type; }
  NodeId start(RelationshipId id) const override { return relationship(id).start; }
  NodeId end(RelationshipId id) const override { return relationship(id).end; }
  Value property(NodeId id, Symbol key) const override;
  Value property(RelationshipId id, Symbol key) const override;
  Properties properties(NodeId id) const override { return node(id).properties; }
  Properties properties(RelationshipId id) const override { return relationship(id).properties; }
  void expand(NodeId id, Direction direction, std::vector<Step>& out) const override;

  // ---- writing, within a transaction
  void begin();
  void commit();
  void rollback();
  SideEffects side_effects() const;  ///< of the open transaction

  NodeId create_node(const std::vector<Symbol>& labels);
  RelationshipId create_relationship(Symbol type, NodeId start, NodeId end);
  void add_label(NodeId id, Symbol label);
  void remove_label(NodeId id, Symbol label);
  /// A null removes the property.
  void set_property(NodeId id, Symbol key, Value value);
  void set_property(RelationshipId id, Symbol key, Value value);
  void delete_relationship(RelationshipId id);
  /// The relationships of the node stay; deleted_with_relationships() tells of nodes that still have some.
  void delete_node(NodeId id);
  /// A node deleted in this transaction that relationships are still attached to.
  std::optional<NodeId> deleted_with_relationships() const;

 private:
  struct Node {
    bool alive = true;
    std::vector<Symbol> labels;
    Properties properties;
    std::vector<RelationshipId> outgoing;  // ascending
    std::vector<RelationshipId> incoming;
  };
  struct Relationship {
    bool alive = true;
    Symbol type{};
    NodeId start{};
    NodeId end{};
    Properties properties;
  };
  /// A node or relationship as it was before the transaction.
  struct Image {
    bool alive = false;
    std::vector<Symbol> labels;
    Properties properties;
  };

  Node& node(NodeId id) { return nodes_[index_of(id)]; }
  const Node& node(NodeId id) const { return nodes_[index_of(id)]; }
  Relationship& relationship(RelationshipId id) { return relationships_[index_of(id)]; }
  const Relationship& relationship(RelationshipId id) const { return relationships_[index_of(id)]; }
  void touch(NodeId id);
  void touch(RelationshipId id);
  void count_label(Symbol label, std::int64_t change);
  void link(RelationshipId id);
  void unlink(RelationshipId id);

  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
  std::map<Symbol, std::int64_t> label_counts_;
  // The open transaction.
  std::map<NodeId, Image> touched_nodes_;
  std::map<RelationshipId, Image> touched_relationships_;
  std::map<Symbol, std::int64_t> label_counts_before_;  // of the labels whose count changed
};

}  // namespace entente::queries
