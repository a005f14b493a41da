#pragma once

#include <map>
#include <string>
#include <vector>

#include "queries/store/property_graph.h"
#include "queries/value/value.h"

namespace entente::queries {

/// A node or relationship of a result as it was when the query ended, or where it was deleted, before.
struct NodeSnapshot {
  std::vector<std::string> labels;
  std::vector<std::pair<std::string, Value>> properties;
};
struct RelationshipSnapshot {
  std::string type;
  NodeId start{};
  NodeId end{};
  std::vector<std::pair<std::string, Value>> properties;
};

/// What a query gave: a table, and what it changed. Independent of the graph: every node and relationship that a value
/// names has a snapshot.
struct Result {
  std::vector<std::string> columns;
  std::vector<List> rows;  ///< each as long as columns
  SideEffects side_effects;
  std::map<NodeId, NodeSnapshot> nodes;
  std::map<RelationshipId, RelationshipSnapshot> relationships;
};

/// Fills in the snapshots of everything that the rows name.
void take_snapshots(Result& result, const GraphView& graph);

}  // namespace entente::queries
