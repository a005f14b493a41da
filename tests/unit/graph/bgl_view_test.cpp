#include "graph/bgl_view.h"

#include <gtest/gtest.h>

#include <boost/concept/assert.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/range/iterator_range.hpp>
#include <limits>

#include "tests/support/random_graph.h"

namespace entente::graph {
namespace {

// The library's own checks, at compile time.
template <typename View>
struct Concepts {
  BOOST_CONCEPT_ASSERT((boost::GraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, EntityIndex, boost::vertex_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, EntityIndex, boost::vertex_name_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, ViewEdge, boost::edge_index_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, ViewEdge, boost::edge_name_t>));
  BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, ViewEdge, boost::edge_weight_t>));
};
template struct Concepts<DirectedView>;
template struct Concepts<UndirectedView>;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Floyd and Warshall's way, with the number of shortest paths found by multiplying: an oracle without any queue.
struct Matrix {
  std::vector<std::vector<double>> distance;
  std::vector<std::vector<double>> ways;
};

template <typename Weight>
Matrix floyd_warshall(const KnowledgeGraph& g, bool directed, const std::vector<bool>& mask, Weight weight) {
  const std::size_t n = g.entities().size();
  Matrix m;
  m.distance.assign(n, std::vector<double>(n, infinite));
  for (std::size_t i = 0; i < n; ++i) m.distance[i][i] = 0;
  for (std::size_t i = 0; i < g.statements().size(); ++i) {
    if (!mask[i]) continue;
    const auto& s = g.statements()[i];
    const auto a = model::value(s.subject);
    const auto b = model::value(s.object);
    m.distance[a][b] = std::min(m.distance[a][b], weight(s));
    if (!directed) m.distance[b][a] = std::min(m.distance[b][a], weight(s));
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j)
        m.distance[i][j] = std::min(m.distance[i][j], m.distance[i][k] + m.distance[k][j]);
    }
  }
  return m;
}

struct Chosen {
  KnowledgeGraph graph;
  std::vector<bool> mask;
};

Chosen choose(unsigned seed) {
  Chosen c{test::random_graph(seed, 3 + seed % 9, seed % 30), {}};
  for (const auto& s : c.graph.statements()) c.mask.push_back(seed % 2 == 0 || s.type == "PRAISED");
  return c;
}

template <typename View>
View view_of(const Chosen& c, unsigned seed) {
  if (seed % 2 == 0) return View(c.graph);
  return View(c.graph, [](const model::Statement& s) { return s.type == "PRAISED"; });
}

template <typename View>
void compare_distances(bool directed) {
  for (unsigned seed = 0; seed < 120; ++seed) {
    const Chosen c = choose(seed);
    const View view = view_of<View>(c, seed);
    const auto steps = floyd_warshall(c.graph, directed, c.mask, [](const auto&) { return 1.0; });
    const auto weights = floyd_warshall(
        c.graph, directed, c.mask, [](const auto& s) { return s.confidence >= 1 ? 0.0 : -std::log(s.confidence); });
    for (const auto start : boost::make_iterator_range(vertices(view))) {
      const std::size_t n = num_vertices(view);
      std::vector<double> found(n, infinite);
      found[model::value(start)] = 0;
      std::vector<boost::default_color_type> colours(n, boost::white_color);
      const auto index = get(boost::vertex_index, view);
      boost::breadth_first_search(
          view, start,
          boost::visitor(boost::make_bfs_visitor(boost::record_distances(
                             boost::make_iterator_property_map(found.begin(), index), boost::on_tree_edge())))
              .color_map(boost::make_iterator_property_map(colours.begin(), index)));
      EXPECT_EQ(found, steps.distance[model::value(start)]) << seed;

      std::vector<double> far(n);
      boost::dijkstra_shortest_paths(view, start,
                                     boost::distance_map(boost::make_iterator_property_map(far.begin(), index))
                                         .weight_map(get(boost::edge_weight, view))
                                         .vertex_index_map(index)
                                         .distance_inf(infinite));
      for (std::size_t i = 0; i < n; ++i) {
        const double expected = weights.distance[model::value(start)][i];
        if (expected == infinite) {
          EXPECT_EQ(far[i], infinite);
        } else {
          EXPECT_NEAR(far[i], expected, 1e-9) << seed;
        }
      }
    }
  }
}

TEST(BglView, SearchAndDijkstraAgreeWithFloydWarshall) {
  compare_distances<DirectedView>(true);
  compare_distances<UndirectedView>(false);
}

/// Counts shortest paths by walking all of them.
void walk(const Chosen& c, bool directed, const Matrix& m, std::size_t at, std::size_t to,
          std::vector<std::size_t>& path, std::vector<double>& through, double& total) {
  if (at == to) {
    ++total;
    for (std::size_t i = 1; i + 1 < path.size(); ++i) ++through[path[i]];
    return;
  }
  for (std::size_t i = 0; i < c.graph.statements().size(); ++i) {
    if (!c.mask[i]) continue;
    const auto& s = c.graph.statements()[i];
    const auto a = model::value(s.subject);
    const auto b = model::value(s.object);
    for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
      if (directed && x == b && y == a && a != b) continue;
      if (x != at || a == b || m.distance[y][to] + 1 != m.distance[at][to]) continue;
      path.push_back(y);
      walk(c, directed, m, y, to, path, through, total);
      path.pop_back();
    }
  }
}

template <typename View>
void compare_betweenness(bool directed) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Chosen c = choose(seed);
    const View view = view_of<View>(c, seed);
    const std::size_t n = num_vertices(view);
    std::vector<double> found(n);
    const auto index = get(boost::vertex_index, view);
    boost::brandes_betweenness_centrality(
        view, boost::centrality_map(boost::make_iterator_property_map(found.begin(), index)).vertex_index_map(index));
    const auto m = floyd_warshall(c.graph, directed, c.mask, [](const auto&) { return 1.0; });
    std::vector<double> expected(n, 0);
    for (std::size_t s = 0; s < n; ++s) {
      for (std::size_t t = 0; t < n; ++t) {
        if (s == t || m.distance[s][t] == infinite) continue;
        std::vector<double> through(n, 0);
        double total = 0;
        std::vector<std::size_t> path{s};
        walk(c, directed, m, s, t, path, through, total);
        for (std::size_t v = 0; v < n; ++v) expected[v] += through[v] / total / (directed ? 1.0 : 2.0);
      }
    }
    for (std::size_t v = 0; v < n; ++v) EXPECT_NEAR(found[v], expected[v], 1e-9) << seed;
  }
}

TEST(BglView, BetweennessAgreesWithCountingAllPaths) {
  compare_betweenness<DirectedView>(true);
  compare_betweenness<UndirectedView>(false);
}

TEST(BglView, DegreesAndEdges) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Chosen c = choose(seed);
    const DirectedView directed = view_of<DirectedView>(c, seed);
    const UndirectedView undirected = view_of<UndirectedView>(c, seed);
    std::size_t kept = 0;
    std::vector<std::size_t> out(c.graph.entities().size(), 0);
    auto in = out;
    auto both = out;
    for (std::size_t i = 0; i < c.mask.size(); ++i) {
      if (!c.mask[i]) continue;
      ++kept;
      const auto a = model::value(c.graph.statements()[i].subject);
      const auto b = model::value(c.graph.statements()[i].object);
      ++out[a];
      ++in[b];
      ++both[a];
      if (a != b) ++both[b];
    }
    EXPECT_EQ(num_edges(directed), kept);
    EXPECT_EQ(static_cast<std::size_t>(std::distance(edges(directed).first, edges(directed).second)), kept);
    for (const auto v : boost::make_iterator_range(vertices(directed))) {
      EXPECT_EQ(out_degree(v, directed), out[model::value(v)]);
      EXPECT_EQ(in_degree(v, directed), in[model::value(v)]);
      EXPECT_EQ(degree(v, directed), both[model::value(v)]);
      EXPECT_EQ(out_degree(v, undirected), both[model::value(v)]);
      for (const auto e : boost::make_iterator_range(in_edges(v, directed))) EXPECT_EQ(target(e, directed), v);
      for (const auto e : boost::make_iterator_range(out_edges(v, undirected))) EXPECT_EQ(source(e, undirected), v);
      for (const auto e : boost::make_iterator_range(in_edges(v, undirected))) EXPECT_EQ(target(e, undirected), v);
    }
  }
}

TEST(BglView, EmptyGraph) {
  const KnowledgeGraph g;
  const DirectedView view(g);
  EXPECT_EQ(num_vertices(view), 0U);
  EXPECT_EQ(edges(view).first, edges(view).second);
}

}  // namespace
}  // namespace entente::graph
