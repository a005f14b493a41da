#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "tests/unit/queries/support.h"

/// Paths against an enumerator that knows nothing of the engine: every trail of a small random multigraph, found by
/// trying everything.
namespace entente::queries {
namespace {

struct Edge {
  int from = 0;
  int to = 0;
  int type = 0;
};

struct Small {
  int nodes = 0;
  std::vector<Edge> edges;
};

Small random_graph(std::mt19937& random) {
  Small g;
  g.nodes = 2 + static_cast<int>(random() % 4);
  const auto edges = random() % 8;
  for (std::size_t i = 0; i < edges; ++i) {
    const auto node = [&] { return static_cast<int>(random() % static_cast<unsigned>(g.nodes)); };
    g.edges.push_back({node(), node(), static_cast<int>(random() % 2)});
  }
  return g;
}

void load(const Small& g, PropertyGraph& graph) {
  std::string query = "CREATE ";
  for (int i = 0; i < g.nodes; ++i)
    query += (i > 0 ? ", (n" : "(n") + std::to_string(i) + " {i: " + std::to_string(i) + "})";
  for (std::size_t e = 0; e < g.edges.size(); ++e) {
    query += ", (n" + std::to_string(g.edges[e].from) + ")-[:T" + std::to_string(g.edges[e].type) +
             " {e: " + std::to_string(e) + "}]->(n" + std::to_string(g.edges[e].to) + ")";
  }
  test::rows(query, graph);
}

/// A walk: the nodes and the edges between them.
struct Walk {
  std::vector<int> nodes;
  std::vector<int> edges;
};

std::string text(const Walk& w) {
  std::string result;
  for (const auto n : w.nodes) result += std::to_string(n) + ' ';
  for (const auto e : w.edges) result += 'e' + std::to_string(e) + ' ';
  return result;
}

/// Every trail (no edge twice), of any length from 0. `direction` 1 along, -1 against, 0 both; `type` -1 any.
std::vector<Walk> all_trails(const Small& g, int direction, int type) {
  std::vector<Walk> found;
  const std::function<void(Walk)> grow = [&](Walk w) {
    found.push_back(w);
    for (int e = 0; e < static_cast<int>(g.edges.size()); ++e) {
      const auto& edge = g.edges[static_cast<std::size_t>(e)];
      if (type >= 0 && edge.type != type) continue;
      if (std::find(w.edges.begin(), w.edges.end(), e) != w.edges.end()) continue;
      std::set<int> ends;
      if (direction >= 0 && edge.from == w.nodes.back()) ends.insert(edge.to);
      if (direction <= 0 && edge.to == w.nodes.back()) ends.insert(edge.from);
      for (const auto end : ends) {
        auto longer = w;
        longer.nodes.push_back(end);
        longer.edges.push_back(e);
        grow(std::move(longer));
      }
    }
  };
  for (int n = 0; n < g.nodes; ++n) grow({{n}, {}});
  return found;
}

std::vector<std::string> sorted(std::vector<std::string> rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// The engine's paths in the same form.
std::vector<std::string> engine_paths(const std::string& match, PropertyGraph& graph) {
  const auto result =
      Engine().run("MATCH " + match + " RETURN [n IN nodes(p) | n.i] AS n, [r IN relationships(p) | r.e] AS e", graph);
  if (!result) {
    ADD_FAILURE() << match << ": " << result.error().message;
    return {};
  }
  std::vector<std::string> rows;
  for (const auto& row : result->rows) {
    Walk w;
    for (const auto& n : row[0].list()) w.nodes.push_back(static_cast<int>(n.integer()));
    for (const auto& e : row[1].list()) w.edges.push_back(static_cast<int>(e.integer()));
    rows.push_back(text(w));
  }
  return sorted(std::move(rows));
}

std::string arrow(int direction, const std::string& inside) {
  return (direction < 0 ? "<-[" : "-[") + inside + (direction > 0 ? "]->" : "]-");
}

std::vector<std::string> expected(
    const std::vector<Walk>& walks, std::size_t least, std::size_t most,
    const std::function<bool(const Walk&)>& keep = [](const Walk&) { return true; }) {
  std::vector<std::string> rows;
  for (const auto& w : walks) {
    if (w.edges.size() >= least && w.edges.size() <= most && keep(w)) rows.push_back(text(w));
  }
  return sorted(std::move(rows));
}

class Paths : public testing::TestWithParam<unsigned> {};

TEST_P(Paths, VariableLengthIsEveryTrail) {
  std::mt19937 random(GetParam());
  const auto g = random_graph(random);
  PropertyGraph graph;
  load(g, graph);
  for (const int direction : {-1, 0, 1}) {
    for (const int type : {-1, 0}) {
      const auto trails = all_trails(g, direction, type);
      const std::string t = type < 0 ? "" : ":T0";
      EXPECT_EQ(engine_paths("p = ()" + arrow(direction, t + "*") + "()", graph), expected(trails, 1, 99));
      EXPECT_EQ(engine_paths("p = ()" + arrow(direction, t + "*0..2") + "()", graph), expected(trails, 0, 2));
      EXPECT_EQ(engine_paths("p = ()" + arrow(direction, t + "*2") + "()", graph), expected(trails, 2, 2));
      const auto from_0_to_1 = [](const Walk& w) { return w.nodes.front() == 0 && w.nodes.back() == 1; };
      EXPECT_EQ(engine_paths("(a {i: 0}), (b {i: 1}), p = (a)" + arrow(direction, t + "*") + "(b)", graph),
                expected(trails, 1, 99, from_0_to_1));
      // Begun at the far end, so that the path is found backwards.
      const auto to_1 = [](const Walk& w) { return w.nodes.back() == 1; };
      EXPECT_EQ(engine_paths("(b {i: 1}), p = ()" + arrow(direction, t + "*1..3") + "(b)", graph),
                expected(trails, 1, 3, to_1));
    }
  }
}

TEST_P(Paths, FixedLengthIsEveryTrailOfThatLength) {
  std::mt19937 random(GetParam());
  const auto g = random_graph(random);
  PropertyGraph graph;
  load(g, graph);
  const auto trails = all_trails(g, 0, -1);
  EXPECT_EQ(engine_paths("p = ()--()--()", graph), expected(trails, 2, 2));
  EXPECT_EQ(engine_paths("p = ()--()-[*1..2]-()", graph), [&] {
    auto two = expected(trails, 2, 3);
    return two;
  }());
  const auto triangle = [](const Walk& w) { return w.nodes.front() == w.nodes.back(); };
  EXPECT_EQ(engine_paths("p = (a)-->()-->()-->(a)", graph), expected(all_trails(g, 1, -1), 3, 3, triangle));
}

TEST_P(Paths, ShortestPathsAreShortest) {
  std::mt19937 random(GetParam());
  const auto g = random_graph(random);
  PropertyGraph graph;
  load(g, graph);
  for (const int direction : {-1, 0, 1}) {
    const auto trails = all_trails(g, direction, -1);
    std::vector<Walk> best;
    for (int a = 0; a < g.nodes; ++a) {
      for (int b = 0; b < g.nodes; ++b) {
        if (a == b) continue;
        std::size_t length = 99;
        for (const auto& w : trails) {
          if (w.nodes.front() == a && w.nodes.back() == b) length = std::min(length, w.edges.size());
        }
        for (const auto& w : trails) {
          if (w.nodes.front() == a && w.nodes.back() == b && w.edges.size() == length) best.push_back(w);
        }
      }
    }
    const auto all =
        engine_paths("(a), (b) WHERE a <> b MATCH p = allShortestPaths((a)" + arrow(direction, "*") + "(b))", graph);
    EXPECT_EQ(all, expected(best, 1, 99));
    const auto single =
        engine_paths("(a), (b) WHERE a <> b MATCH p = shortestPath((a)" + arrow(direction, "*") + "(b))", graph);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), single.begin(), single.end()));
    std::set<std::pair<int, int>> pairs;
    for (const auto& w : best) pairs.insert({w.nodes.front(), w.nodes.back()});
    EXPECT_EQ(single.size(), pairs.size());
  }
}

/// Closed walks and least lengths, where the shortest path is no walk of breadth-first search.
TEST_P(Paths, ShortestPathsThatComeBackOrMustBeLong) {
  std::mt19937 random(GetParam());
  const auto g = random_graph(random);
  PropertyGraph graph;
  load(g, graph);
  for (const std::size_t least : {1U, 2U, 3U}) {
    const auto trails = all_trails(g, 1, -1);
    std::vector<Walk> best;
    for (int a = 0; a < g.nodes; ++a) {
      for (int b = 0; b < g.nodes; ++b) {
        std::size_t length = 99;
        const auto fits = [&](const Walk& w) {
          return w.nodes.front() == a && w.nodes.back() == b && w.edges.size() >= least;
        };
        for (const auto& w : trails) length = fits(w) ? std::min(length, w.edges.size()) : length;
        for (const auto& w : trails) {
          if (fits(w) && w.edges.size() == length) best.push_back(w);
        }
      }
    }
    EXPECT_EQ(engine_paths("p = ALL SHORTEST ()-->{" + std::to_string(least) + ",}()", graph), expected(best, 1, 99));
  }
}

/// Conditions on every relationship of a range.
TEST_P(Paths, ConditionsHoldForEveryRelationship) {
  std::mt19937 random(GetParam());
  const auto g = random_graph(random);
  PropertyGraph graph;
  load(g, graph);
  const auto even = [](const Walk& w) {
    return std::all_of(w.edges.begin(), w.edges.end(), [](int e) { return e % 2 == 0; });
  };
  EXPECT_EQ(engine_paths("p = ()-[r*1..4 WHERE r.e % 2 = 0]-()", graph), expected(all_trails(g, 0, -1), 1, 4, even));
  EXPECT_EQ(engine_paths("p = ()-[:!T1]-{1,4}()", graph), expected(all_trails(g, 0, 0), 1, 4));
}

INSTANTIATE_TEST_SUITE_P(Random, Paths, testing::Range(1U, 61U));

}  // namespace
}  // namespace entente::queries
