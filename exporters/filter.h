#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/base/date.h"
#include "graph/base/error.h"
#include "graph/property_graph.h"
#include "graph/schema/types.h"

/// Choosing the part of a graph that an export or a picture shows; the same for every format.
namespace entente::exporters {

struct Filter {
  std::vector<model::EntityIndex> about;       ///< keep what is within `depth` steps of these; empty: no such limit
  unsigned depth = 1;                          ///< 0: these entities alone and what is between them
  std::vector<std::string> types;              ///< names of relation types; empty: all
  std::vector<schema::EntityType> node_types;  ///< both ends must be of these; empty: all
  std::optional<base::Date> since;             ///< statements dated on or after; undated ones are left out
  std::optional<base::Date> until;             ///< statements dated on or before; undated ones are left out
  std::vector<schema::Status> statuses;        ///< empty: all
  double min_confidence = 0;
  std::vector<std::string> documents;  ///< ids, keys or labels; evidence and mentions elsewhere are left out too
  bool empty() const;
};

/// The statements that pass, their ends, and every entity that they name (place, measure, topics, claimed_by; imposer
/// and target of a measure). Entities without such a statement stay only if nothing but `documents` is chosen and they
/// are mentioned there, or if they are among `about`. A date of lower precision passes if some day of it does. Steps
/// are counted over the statements that pass, in either direction; a statement is kept if one of its ends is less than
/// `depth` steps away, or both are among `about`. Documents stay where evidence or mentions point into them or share
/// their key, so that labels do not change. Errors: Usage if since is after until, or min_confidence is not in [0, 1];
/// NotFound for an unknown document.
base::Expected<graph::KnowledgeGraph> apply(const Filter& filter, const graph::KnowledgeGraph& graph);

}  // namespace entente::exporters
