#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/property_graph.h"

namespace entente::graph {

/// Finds entities as a user names them. Built once for a graph, which must outlive it: O(names log names); a lookup is
/// O(log names) where the name is known, O(names) where it is not. Thread-safe after construction.
class NameIndex {
 public:
  explicit NameIndex(const KnowledgeGraph& graph);

  /// The entity of that name, in this order of preference; the first rule that gives any candidate decides:
  ///  1. its id ("e-…") or reference ("country:US");
  ///  2. its name as written;
  ///  3. its name, whatever case, accents and leading "the";
  ///  4. one of its aliases likewise;
  ///  5. a word or some words of its name or of an alias, in order ("raimondo", "von der leyen").
  /// A type in parentheses behind the name ("Georgia (Place)") leaves only entities of that type.
  /// Errors: NotFound with a hint "did you mean …?" that names the closest; Usage if several entities fit, naming up to
  /// ten of them.
  base::Expected<EntityIndex> find(std::string_view name) const;

  /// All entities that the deciding rule gives, in the graph's order; empty if none.
  std::vector<EntityIndex> candidates(std::string_view name) const;

 private:
  using Index = std::map<std::string, std::vector<EntityIndex>, std::less<>>;
  std::vector<EntityIndex> lookup(std::string_view name, std::optional<schema::EntityType> type) const;
  std::string describe(EntityIndex i) const;

  const KnowledgeGraph* graph_;
  Index ids_;
  Index names_;
  Index folded_names_;
  Index folded_aliases_;
};

}  // namespace entente::graph
