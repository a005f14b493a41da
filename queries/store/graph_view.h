#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "queries/cypher/ast.h"
#include "queries/store/symbols.h"
#include "queries/value/value.h"

namespace entente::queries {

using ast::Direction;

/// Keys with their values in the order they were set; no nulls.
using Properties = std::vector<std::pair<Symbol, Value>>;

/// One relationship seen from one of its nodes.
struct Step {
  RelationshipId relationship{};
  NodeId other{};
  Symbol type{};
  bool outgoing = true;
};

/// What the engine reads a graph through. Ids are below the limits, with gaps where something was deleted. Unless it
/// says otherwise a function needs an id that exists; those of something deleted by the running query still answer with
/// what was there. Reading is thread-safe as long as nobody writes.
class GraphView {
 public:
  GraphView() = default;
  GraphView(const GraphView&) = delete;
  GraphView& operator=(const GraphView&) = delete;
  virtual ~GraphView() = default;

  /// Interning a name is no change of the graph.
  SymbolTable& symbols() const { return symbols_; }

  virtual std::uint64_t node_limit() const = 0;
  virtual std::uint64_t relationship_limit() const = 0;
  virtual bool exists(NodeId id) const = 0;  ///< any id
  virtual bool exists(RelationshipId id) const = 0;

  virtual std::vector<Symbol> labels(NodeId id) const = 0;
  virtual bool has_label(NodeId id, Symbol label) const = 0;
  virtual Symbol type(RelationshipId id) const = 0;
  virtual NodeId start(RelationshipId id) const = 0;
  virtual NodeId end(RelationshipId id) const = 0;

  virtual Value property(NodeId id, Symbol key) const = 0;  ///< null if absent
  virtual Value property(RelationshipId id, Symbol key) const = 0;
  virtual Properties properties(NodeId id) const = 0;
  virtual Properties properties(RelationshipId id) const = 0;

  /// Appends the relationships of a node in that direction, those it leaves first, in order of their ids; a self-loop
  /// comes once. O(degree).
  virtual void expand(NodeId id, Direction direction, std::vector<Step>& out) const = 0;

 private:
  mutable SymbolTable symbols_;
};

}  // namespace entente::queries
