#pragma once

#include <vector>

#include "graph/algorithms/algorithms.h"

namespace entente::algorithms {

/// A connection to another entity, whichever statements make it.
struct Link {
  EntityIndex to{};
  StatementIndex statement{};  ///< highest confidence, then the first
};

/// The graph without directions, parallel statements and self-loops: for each entity its neighbours in order. O(V + E
/// log E).
class Links {
 public:
  Links(const KnowledgeGraph& graph, const Restriction& restriction);
  const std::vector<Link>& of(EntityIndex i) const { return links_[model::value(i)]; }
  std::size_t size() const { return links_.size(); }

 private:
  std::vector<std::vector<Link>> links_;
};

inline bool allowed(const std::vector<bool>& mask, std::size_t i) {
  return mask.empty() || (i < mask.size() && mask[i]);
}

}  // namespace entente::algorithms
