#pragma once

#include <algorithm>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "graph/property_graph.h"

/// The knowledge graph as the Boost Graph Library knows graphs, without a copy: entities are vertices, statements are
/// edges. Any algorithm of the library that asks for VertexListGraph, EdgeListGraph, IncidenceGraph, AdjacencyGraph or
/// BidirectionalGraph runs on it:
///
///     UndirectedView view(graph);
///     std::vector<double> centrality(num_vertices(view));
///     boost::brandes_betweenness_centrality(view, boost::make_iterator_property_map(
///         centrality.begin(), get(boost::vertex_index, view)));
///
/// A file that includes the library's algorithms compiles slowly; keep them out of headers.
namespace entente::graph {

/// Statements as edges from subject to object, or as edges without direction. Symmetric statements are stored once, so
/// a directed view shows them in one direction: take the undirected view where they matter.
enum class Direction : std::uint8_t { Directed, Undirected };

/// A statement as an edge, seen from one end.
struct ViewEdge {
  StatementIndex statement{};
  EntityIndex source{};
  EntityIndex target{};
  /// The same statement is the same edge, from whichever end it is seen.
  friend bool operator==(const ViewEdge& a, const ViewEdge& b) { return a.statement == b.statement; }
  friend bool operator!=(const ViewEdge& a, const ViewEdge& b) { return a.statement != b.statement; }
  friend bool operator<(const ViewEdge& a, const ViewEdge& b) { return a.statement < b.statement; }
};

namespace detail {

using Mask = std::vector<bool>;  ///< by statement; null means all

inline bool shown(const Mask* mask, StatementIndex s) {
  return mask == nullptr || (*mask)[model::value(s)];
}

class VertexIterator : public boost::iterator_facade<VertexIterator, EntityIndex, boost::random_access_traversal_tag,
                                                     EntityIndex, std::ptrdiff_t> {
 public:
  VertexIterator() = default;
  explicit VertexIterator(std::uint32_t at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  EntityIndex dereference() const { return EntityIndex{at_}; }
  bool equal(const VertexIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ = static_cast<std::uint32_t>(static_cast<std::ptrdiff_t>(at_) + n); }
  std::ptrdiff_t distance_to(const VertexIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  std::uint32_t at_ = 0;
};

class EdgeIterator
    : public boost::iterator_facade<EdgeIterator, ViewEdge, boost::forward_traversal_tag, ViewEdge, std::ptrdiff_t> {
 public:
  EdgeIterator() = default;
  EdgeIterator(const KnowledgeGraph* graph, const Mask* mask, std::uint32_t at) : graph_(graph), mask_(mask), at_(at) {
    skip();
  }

 private:
  friend class boost::iterator_core_access;
  ViewEdge dereference() const {
    const auto& s = graph_->statements()[at_];
    return {StatementIndex{at_}, s.subject, s.object};
  }
  bool equal(const EdgeIterator& other) const { return at_ == other.at_; }
  void increment() {
    ++at_;
    skip();
  }
  void skip() {
    while (at_ < graph_->statements().size() && !shown(mask_, StatementIndex{at_})) ++at_;
  }
  const KnowledgeGraph* graph_ = nullptr;
  const Mask* mask_ = nullptr;
  std::uint32_t at_ = 0;
};

/// Which statements of an entity: those that leave it, those that come in, or all, seen as leaving or as coming in.
enum class Ends : std::uint8_t { Out, In, All, AllIn };

/// Steps of one entity as edges. For Out and All the entity is the source, for In and AllIn the target.
class IncidentIterator : public boost::iterator_facade<IncidentIterator, ViewEdge, boost::forward_traversal_tag,
                                                       ViewEdge, std::ptrdiff_t> {
 public:
  IncidentIterator() = default;
  IncidentIterator(const Incidence* at, const Incidence* end, EntityIndex entity, const Mask* mask, Ends ends)
      : at_(at), end_(end), entity_(entity), mask_(mask), ends_(ends) {
    skip();
  }

 private:
  friend class boost::iterator_core_access;
  ViewEdge dereference() const {
    return ends_ == Ends::In || ends_ == Ends::AllIn ? ViewEdge{at_->statement, at_->other, entity_}
                                                     : ViewEdge{at_->statement, entity_, at_->other};
  }
  bool equal(const IncidentIterator& other) const { return at_ == other.at_; }
  void increment() {
    ++at_;
    skip();
  }
  bool wanted() const {
    if (!shown(mask_, at_->statement)) return false;
    const bool loop = at_->other == entity_;
    return ends_ == Ends::All || ends_ == Ends::AllIn || loop || at_->forward == (ends_ == Ends::Out);
  }
  void skip() {
    while (at_ != end_ && !wanted()) ++at_;
  }
  const Incidence* at_ = nullptr;
  const Incidence* end_ = nullptr;
  EntityIndex entity_{};
  const Mask* mask_ = nullptr;
  Ends ends_ = Ends::All;
};

class NeighbourIterator : public boost::iterator_facade<NeighbourIterator, EntityIndex, boost::forward_traversal_tag,
                                                        EntityIndex, std::ptrdiff_t> {
 public:
  NeighbourIterator() = default;
  explicit NeighbourIterator(IncidentIterator at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  EntityIndex dereference() const { return (*at_).target; }
  bool equal(const NeighbourIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  IncidentIterator at_;
};

struct ViewTraversal : boost::vertex_list_graph_tag,
                       boost::edge_list_graph_tag,
                       boost::bidirectional_graph_tag,
                       boost::adjacency_graph_tag {};

}  // namespace detail

/// A view refers to the graph, which must outlive it; copies share the choice of statements. Thread-safe like the
/// graph.
template <Direction direction>
class BglView {
 public:
  using vertex_descriptor = EntityIndex;
  using edge_descriptor = ViewEdge;
  using directed_category =
      std::conditional_t<direction == Direction::Directed, boost::bidirectional_tag, boost::undirected_tag>;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = detail::ViewTraversal;
  using vertex_iterator = detail::VertexIterator;
  using edge_iterator = detail::EdgeIterator;
  using out_edge_iterator = detail::IncidentIterator;
  using in_edge_iterator = detail::IncidentIterator;
  using adjacency_iterator = detail::NeighbourIterator;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static constexpr vertex_descriptor null_vertex() { return model::no_entity; }

  explicit BglView(const KnowledgeGraph& graph) : graph_(&graph), edges_(graph.statements().size()) {}
  /// Shows the statements for which `keep` is true; it is asked once for each, now. O(E).
  BglView(const KnowledgeGraph& graph, const std::function<bool(const model::Statement&)>& keep) : graph_(&graph) {
    auto mask = std::make_shared<detail::Mask>();
    mask->reserve(graph.statements().size());
    for (const auto& s : graph.statements()) {
      mask->push_back(keep(s));
      if (mask->back()) ++edges_;
    }
    mask_ = std::move(mask);
  }

  const KnowledgeGraph& graph() const { return *graph_; }

  // What the library asks for, found by argument-dependent lookup.
  friend std::pair<vertex_iterator, vertex_iterator> vertices(const BglView& g) {
    return {vertex_iterator(0), vertex_iterator(static_cast<std::uint32_t>(g.graph_->entities().size()))};
  }
  friend std::size_t num_vertices(const BglView& g) { return g.graph_->entities().size(); }
  friend std::pair<edge_iterator, edge_iterator> edges(const BglView& g) {
    const auto end = static_cast<std::uint32_t>(g.graph_->statements().size());
    return {edge_iterator(g.graph_, g.mask_.get(), 0), edge_iterator(g.graph_, g.mask_.get(), end)};
  }
  friend std::size_t num_edges(const BglView& g) { return g.edges_; }
  friend EntityIndex source(const ViewEdge& e, const BglView&) { return e.source; }
  friend EntityIndex target(const ViewEdge& e, const BglView&) { return e.target; }
  friend std::pair<out_edge_iterator, out_edge_iterator> out_edges(EntityIndex v, const BglView& g) {
    return g.incident(v, direction == Direction::Directed ? detail::Ends::Out : detail::Ends::All);
  }
  friend std::pair<in_edge_iterator, in_edge_iterator> in_edges(EntityIndex v, const BglView& g) {
    return g.incident(v, direction == Direction::Directed ? detail::Ends::In : detail::Ends::AllIn);
  }
  /// O(degree). A self-loop counts once.
  friend std::size_t out_degree(EntityIndex v, const BglView& g) { return count(out_edges(v, g)); }
  friend std::size_t in_degree(EntityIndex v, const BglView& g) { return count(in_edges(v, g)); }
  friend std::size_t degree(EntityIndex v, const BglView& g) { return count(g.incident(v, detail::Ends::All)); }
  friend std::pair<adjacency_iterator, adjacency_iterator> adjacent_vertices(EntityIndex v, const BglView& g) {
    const auto range = out_edges(v, g);
    return {adjacency_iterator(range.first), adjacency_iterator(range.second)};
  }

 private:
  std::pair<out_edge_iterator, out_edge_iterator> incident(EntityIndex v, detail::Ends ends) const {
    const auto steps = graph_->incidences(v);
    const Incidence* begin = steps.data();
    const Incidence* end = begin + steps.size();
    return {{begin, end, v, mask_.get(), ends}, {end, end, v, mask_.get(), ends}};
  }
  template <typename Range>
  static std::size_t count(const Range& range) {
    return static_cast<std::size_t>(std::distance(range.first, range.second));
  }

  const KnowledgeGraph* graph_;
  std::shared_ptr<const detail::Mask> mask_;
  std::size_t edges_ = 0;
};

using DirectedView = BglView<Direction::Directed>;
using UndirectedView = BglView<Direction::Undirected>;

/// A read-only property map made of a function.
template <typename Key, typename Value, typename Reference>
class ViewProperty {
 public:
  using key_type = Key;
  using value_type = Value;
  using reference = Reference;
  using category = boost::readable_property_map_tag;
  using Read = Reference (*)(const KnowledgeGraph&, const Key&);
  ViewProperty() = default;
  ViewProperty(const KnowledgeGraph& graph, Read read) : graph_(&graph), read_(read) {}
  friend Reference get(const ViewProperty& map, const Key& key) { return map.read_(*map.graph_, key); }
  Reference operator[](const Key& key) const { return read_(*graph_, key); }

 private:
  const KnowledgeGraph* graph_ = nullptr;
  Read read_ = nullptr;
};

using VertexIndexMap = ViewProperty<EntityIndex, std::size_t, std::size_t>;
using VertexNameMap = ViewProperty<EntityIndex, std::string, const std::string&>;
using EdgeIndexMap = ViewProperty<ViewEdge, std::size_t, std::size_t>;
using EdgeNameMap = ViewProperty<ViewEdge, std::string, const std::string&>;
using EdgeWeightMap = ViewProperty<ViewEdge, double, double>;

template <Direction d>
VertexIndexMap get(boost::vertex_index_t, const BglView<d>& g) {
  return {g.graph(), [](const KnowledgeGraph&, const EntityIndex& v) { return model::value(v); }};
}
/// The entity's name.
template <Direction d>
VertexNameMap get(boost::vertex_name_t, const BglView<d>& g) {
  return {g.graph(),
          [](const KnowledgeGraph& graph, const EntityIndex& v) -> const std::string& { return graph.entity(v).name; }};
}
/// Position in KnowledgeGraph::statements(): below statements().size(), with gaps where the view hides some.
template <Direction d>
EdgeIndexMap get(boost::edge_index_t, const BglView<d>& g) {
  return {g.graph(), [](const KnowledgeGraph&, const ViewEdge& e) { return model::value(e.statement); }};
}
/// The relation type.
template <Direction d>
EdgeNameMap get(boost::edge_name_t, const BglView<d>& g) {
  return {g.graph(), [](const KnowledgeGraph& graph, const ViewEdge& e) -> const std::string& {
            return graph.statement(e.statement).type;
          }};
}
/// -ln(confidence), so that the shortest path is the one most likely to be true in all its steps. Never negative; a
/// confidence below 1e-9 counts as that.
template <Direction d>
EdgeWeightMap get(boost::edge_weight_t, const BglView<d>& g) {
  return {g.graph(), [](const KnowledgeGraph& graph, const ViewEdge& e) {
            const double c = graph.statement(e.statement).confidence;
            return c >= 1.0 ? 0.0 : -std::log(std::max(c, 1e-9));
          }};
}
template <typename Tag, Direction d, typename Key>
decltype(auto) get(Tag tag, const BglView<d>& g, const Key& key) {
  return get(get(tag, g), key);
}

}  // namespace entente::graph

namespace boost {
template <entente::graph::Direction d>
struct property_map<entente::graph::BglView<d>, vertex_index_t> {
  using type = entente::graph::VertexIndexMap;
  using const_type = type;
};
template <entente::graph::Direction d>
struct property_map<entente::graph::BglView<d>, vertex_name_t> {
  using type = entente::graph::VertexNameMap;
  using const_type = type;
};
template <entente::graph::Direction d>
struct property_map<entente::graph::BglView<d>, edge_index_t> {
  using type = entente::graph::EdgeIndexMap;
  using const_type = type;
};
template <entente::graph::Direction d>
struct property_map<entente::graph::BglView<d>, edge_name_t> {
  using type = entente::graph::EdgeNameMap;
  using const_type = type;
};
template <entente::graph::Direction d>
struct property_map<entente::graph::BglView<d>, edge_weight_t> {
  using type = entente::graph::EdgeWeightMap;
  using const_type = type;
};
}  // namespace boost
