#include "graph/algorithms/algorithms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

#include "tests/support/random_graph.h"

namespace entente::algorithms {
namespace {

using Entities = std::vector<EntityIndex>;

/// Every loopless path, by trying everything.
std::vector<Entities> all_paths(const KnowledgeGraph& g, EntityIndex from, EntityIndex to, const Restriction& r,
                                std::size_t max_steps) {
  std::vector<Entities> out;
  Entities path{from};
  const std::function<void()> go = [&] {
    if (path.back() == to) {
      out.push_back(path);
      return;
    }
    if (path.size() > max_steps) return;
    if (path.size() > 1 && !r.through.empty() && !r.through[model::value(path.back())]) return;
    std::set<EntityIndex> next;
    for (std::size_t i = 0; i < g.statements().size(); ++i) {
      if (!r.statements.empty() && !r.statements[i]) continue;
      const auto& s = g.statements()[i];
      if (s.subject == path.back()) next.insert(s.object);
      if (s.object == path.back()) next.insert(s.subject);
    }
    for (const EntityIndex n : next) {
      if (std::find(path.begin(), path.end(), n) != path.end()) continue;
      path.push_back(n);
      go();
      path.pop_back();
    }
  };
  go();
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return out;
}

Restriction restriction(const KnowledgeGraph& g, unsigned seed) {
  Restriction r;
  std::mt19937 chance(seed);
  if (seed % 3 == 1) {
    for (std::size_t i = 0; i < g.statements().size(); ++i) r.statements.push_back(chance() % 4 != 0);
  }
  if (seed % 4 == 1) {
    for (std::size_t i = 0; i < g.entities().size(); ++i) r.through.push_back(chance() % 3 != 0);
  }
  return r;
}

void check_path(const KnowledgeGraph& g, const Path& p) {
  ASSERT_EQ(p.entities.size(), p.statements.size() + 1);
  for (std::size_t i = 0; i < p.statements.size(); ++i) {
    const auto& s = g.statement(p.statements[i]);
    const std::set<EntityIndex> ends{s.subject, s.object};
    EXPECT_EQ(ends, (std::set<EntityIndex>{p.entities[i], p.entities[i + 1]}));
  }
}

TEST(Paths, AgreeWithTryingEverything) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 6, seed % 17);
    const Restriction r = restriction(g, seed);
    const auto n = static_cast<std::uint32_t>(g.entities().size());
    const std::size_t max_steps = seed % 5 == 0 ? 2 : 30;
    for (std::uint32_t a = 0; a < n; ++a) {
      for (std::uint32_t b = 0; b < n; ++b) {
        const auto expected = all_paths(g, EntityIndex{a}, EntityIndex{b}, r, max_steps);
        const auto shortest = shortest_path(g, EntityIndex{a}, EntityIndex{b}, r, max_steps);
        ASSERT_EQ(shortest.has_value(), !expected.empty()) << seed << ' ' << a << ' ' << b;
        if (shortest) {
          EXPECT_EQ(shortest->entities, expected.front());
          check_path(g, *shortest);
        }
        for (const std::size_t count : {1U, 3U, 1000U}) {
          const auto paths = shortest_paths(g, EntityIndex{a}, EntityIndex{b}, {count, max_steps}, r);
          ASSERT_TRUE(paths);
          ASSERT_EQ(paths->size(), std::min(count, expected.size())) << seed;
          for (std::size_t i = 0; i < paths->size(); ++i) {
            EXPECT_EQ((*paths)[i].entities, expected[i]) << seed;
            check_path(g, (*paths)[i]);
          }
        }
      }
    }
  }
}

TEST(Paths, TakeTheMostConfidentStatement) {
  model::Entity a;
  a.id = "a";
  a.name = "A";
  model::Entity b;
  b.id = "b";
  b.name = "B";
  std::vector<model::Statement> list(3);
  for (std::size_t i = 0; i < 3; ++i) {
    list[i].id = "s" + std::to_string(i);
    list[i].type = "PRAISED";
    list[i].subject = EntityIndex{static_cast<std::uint32_t>(i % 2)};
    list[i].object = EntityIndex{static_cast<std::uint32_t>(1 - i % 2)};
    list[i].confidence = i == 1 ? 0.9 : 0.5;
  }
  const KnowledgeGraph g({}, {a, b}, list);
  const auto path = shortest_path(g, EntityIndex{0}, EntityIndex{1}).value();
  EXPECT_EQ(g.statement(path.statements.at(0)).confidence, 0.9);
  EXPECT_EQ(statements_between(g, EntityIndex{0}, EntityIndex{1}).size(), 3U);
}

TEST(Paths, WrongUse) {
  const auto g = test::random_graph(1, 3, 0);
  const auto none = shortest_path(g, EntityIndex{0}, EntityIndex{1});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::ErrorCode::NotFound);
  EXPECT_EQ(none.error().message, "no path leads from N0000 to N0001 in 30 steps or fewer");
  EXPECT_EQ(shortest_path(g, EntityIndex{0}, EntityIndex{3}).error().code, base::ErrorCode::Usage);
  EXPECT_EQ(shortest_paths(g, EntityIndex{0}, EntityIndex{1}, {10001, 3}).error().code, base::ErrorCode::Limit);
  EXPECT_TRUE(shortest_path(g, EntityIndex{2}, EntityIndex{2}).value().statements.empty());
}

TEST(Shape, NeighbourhoodAndComponentsAgreeWithPaths) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 7, seed % 12);
    Restriction r = restriction(g, seed);
    r.through.clear();
    const auto n = static_cast<std::uint32_t>(g.entities().size());
    const auto c = components(g, r);
    EXPECT_EQ(std::accumulate(c.sizes.begin(), c.sizes.end(), 0U), n);
    for (std::uint32_t a = 0; a < n; ++a) {
      std::vector<Reached> expected;
      for (std::uint32_t b = 0; b < n; ++b) {
        const auto path = shortest_path(g, EntityIndex{a}, EntityIndex{b}, r);
        EXPECT_EQ(path.has_value(), c.of[a] == c.of[b]);
        if (path && path->statements.size() <= 2)
          expected.push_back({EntityIndex{b}, static_cast<std::uint32_t>(path->statements.size())});
      }
      std::stable_sort(expected.begin(), expected.end(),
                       [](const auto& x, const auto& y) { return x.steps < y.steps; });
      EXPECT_EQ(neighbourhood(g, EntityIndex{a}, 2, r), expected) << seed;
      EXPECT_EQ(neighbourhood(g, EntityIndex{a}, 0, r).size(), 1U);
    }
  }
  EXPECT_TRUE(neighbourhood(KnowledgeGraph(), EntityIndex{0}, 2).empty());
}

TEST(Shape, DegreesAgreeWithCounting) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 7, seed % 20);
    const Restriction r = restriction(g, seed);
    std::map<EntityIndex, std::set<EntityIndex>> neighbours;
    std::map<EntityIndex, std::uint32_t> count;
    for (std::size_t i = 0; i < g.statements().size(); ++i) {
      if (!r.statements.empty() && !r.statements[i]) continue;
      const auto& s = g.statements()[i];
      ++count[s.subject];
      if (s.subject == s.object) continue;
      ++count[s.object];
      neighbours[s.subject].insert(s.object);
      neighbours[s.object].insert(s.subject);
    }
    const auto found = degrees(g, r);
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i],
                (Degree{count[EntityIndex{i}], static_cast<std::uint32_t>(neighbours[EntityIndex{i}].size())}));
    }
  }
}

TEST(Shape, BetweennessAgreesWithCountingAllPaths) {
  for (unsigned seed = 0; seed < 80; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 6, seed % 15);
    Restriction r = restriction(g, seed);
    r.through.clear();
    const auto n = static_cast<std::uint32_t>(g.entities().size());
    std::vector<double> expected(n, 0);
    for (std::uint32_t a = 0; a < n; ++a) {
      for (std::uint32_t b = a + 1; b < n; ++b) {
        auto paths = all_paths(g, EntityIndex{a}, EntityIndex{b}, r, 30);
        std::erase_if(paths, [&](const auto& p) { return p.size() != paths.front().size(); });
        for (const auto& p : paths) {
          for (std::size_t i = 1; i + 1 < p.size(); ++i)
            expected[model::value(p[i])] += 1.0 / static_cast<double>(paths.size());
        }
      }
    }
    const auto found = betweenness(g, false, r);
    const auto shares = betweenness(g, true, r);
    for (std::uint32_t i = 0; i < n; ++i) {
      EXPECT_NEAR(found[i], expected[i], 1e-9) << seed;
      EXPECT_NEAR(shares[i], n > 2 ? expected[i] / ((n - 1) * (n - 2) / 2.0) : 0.0, 1e-9);
    }
  }
}

}  // namespace
}  // namespace entente::algorithms
