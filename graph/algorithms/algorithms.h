#pragma once

#include <cstdint>
#include <vector>

#include "graph/base/error.h"
#include "graph/property_graph.h"

/// Questions about the shape of the graph. Statements are walked in both directions. Every result is the same for the
/// same graph: ties are broken by position, which is the order of (type, name, id). Pure functions, thread-safe.
namespace entente::algorithms {

using graph::KnowledgeGraph;
using model::EntityIndex;
using model::StatementIndex;

/// What may be walked. Empty masks mean everything.
struct Restriction {
  std::vector<bool> statements;  ///< by statement: those that may be used
  std::vector<bool> through;     ///< by entity: those that a path may pass through (its ends need not be among them)
};

/// A walk without repeated entities: entities.size() == statements.size() + 1. Between two entities that several
/// statements connect it names the one with the highest confidence, the first of equal ones.
struct Path {
  std::vector<EntityIndex> entities;
  std::vector<StatementIndex> statements;
  friend bool operator==(const Path&, const Path&) = default;
};

struct PathLimits {
  std::size_t count = 1;       ///< how many paths at most; at most 10,000
  std::size_t max_steps = 30;  ///< longer ones are not looked for
};

/// The path with the fewest steps from one entity to another; of several the first in the order of their entities. A
/// path from an entity to itself has no step. O(V + E). Errors: NotFound if there is none within max_steps; Usage for
/// an entity that is not in the graph.
base::Expected<Path> shortest_path(const KnowledgeGraph& graph, EntityIndex from, EntityIndex to,
                                   const Restriction& restriction = {}, std::size_t max_steps = 30);

/// The `count` shortest paths, ordered by the number of steps, then by their entities. Yen's algorithm (J. Y. Yen,
/// Management Science 17, 1971) with the order made total. O(count · steps · (V + E)). Empty if there is none.
/// Errors: Usage for an entity that is not in the graph; Limit if count is above 10,000.
base::Expected<std::vector<Path>> shortest_paths(const KnowledgeGraph& graph, EntityIndex from, EntityIndex to,
                                                 const PathLimits& limits, const Restriction& restriction = {});

/// An entity and how many steps away it is.
struct Reached {
  EntityIndex entity{};
  std::uint32_t steps = 0;
  friend bool operator==(const Reached&, const Reached&) = default;
};

/// Everything within `depth` steps, nearest first, then in the graph's order; the start itself comes first. O(V + E).
std::vector<Reached> neighbourhood(const KnowledgeGraph& graph, EntityIndex start, std::uint32_t depth,
                                   const Restriction& restriction = {});

/// The statements between two entities, in either direction.
std::vector<StatementIndex> statements_between(const KnowledgeGraph& graph, EntityIndex a, EntityIndex b,
                                               const Restriction& restriction = {});

struct Degree {
  std::uint32_t statements = 0;  ///< that touch the entity; a self-loop counts once
  std::uint32_t neighbours = 0;  ///< distinct other entities
  friend bool operator==(const Degree&, const Degree&) = default;
};

/// By entity. O(V + E log E).
std::vector<Degree> degrees(const KnowledgeGraph& graph, const Restriction& restriction = {});

struct Components {
  std::vector<std::uint32_t> of;     ///< by entity: the number of its component
  std::vector<std::uint32_t> sizes;  ///< by component; components are numbered by their first entity
};

/// Weakly connected components. O(V + E).
Components components(const KnowledgeGraph& graph, const Restriction& restriction = {});

/// Betweenness by entity: over all pairs of other entities, the share of shortest paths that pass through it. Entities
/// that several statements connect count as connected once. Brandes' algorithm (U. Brandes, Journal of Mathematical
/// Sociology 25, 2001), O(V·E); each pair counts once. `normalised` divides by the number of pairs, (V-1)(V-2)/2.
std::vector<double> betweenness(const KnowledgeGraph& graph, bool normalised, const Restriction& restriction = {});

}  // namespace entente::algorithms
