#include "queries/engine.h"

#include <atomic>

#include "tests/unit/queries/support.h"

namespace entente::queries {
namespace {

using test::rows;
using Rows = std::vector<std::string>;

TEST(Engine, AFailedQueryLeavesNothing) {
  PropertyGraph graph;
  rows("CREATE (a:A {n: 1})-[:T {m: 1}]->(b:B), (b)-[:T]->(a)", graph);
  const auto before = rows("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY id(n), id(r)", graph);
  for (const auto* query : {"MATCH (a:A) SET a.n = 2, a:C REMOVE a:A WITH a RETURN 1 / 0",
                            "MATCH (n) DETACH DELETE n WITH n RETURN [1, 2]['x']", "MATCH (a:A) DELETE a",
                            "MATCH ()-[r]->() SET r.m = 5 DELETE r WITH r UNWIND [1, 0] AS x CREATE (:N {v: 1 / x})",
                            "UNWIND range(1, 100) AS i CREATE (:New {i: 100 / (100 - i)})"}) {
    Engine engine;
    EXPECT_FALSE(engine.run(query, graph)) << query;
    EXPECT_EQ(rows("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY id(n), id(r)", graph), before)
        << query;
  }
}

TEST(Engine, CountsWhatCanBeObserved) {
  PropertyGraph graph;
  const auto run = [&](const char* query) { return Engine().run(query, graph)->side_effects; };
  const SideEffects created{1, 0, 0, 0, 1, 0, 2, 0};
  EXPECT_EQ(run("CREATE (:A {x: 1, y: 2})"), created);
  EXPECT_EQ(run("CREATE (a:B {x: 1}) DELETE a"), SideEffects{});
  const SideEffects changed{0, 0, 0, 0, 0, 0, 1, 1};
  EXPECT_EQ(run("MATCH (a:A) SET a.x = 2, a.y = 3, a.y = 2"), changed);
  const SideEffects relabelled{0, 0, 0, 0, 1, 1, 0, 0};
  EXPECT_EQ(run("MATCH (a:A) SET a:C REMOVE a:A"), relabelled);
}

TEST(Engine, LimitsAreErrors) {
  PropertyGraph graph;
  RunOptions options;
  options.limits.rows = 1000;
  auto result = Engine().run("UNWIND range(1, 2000) AS i RETURN i", graph, options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().type, ErrorType::LimitExceeded);
  options.limits = {};
  options.limits.time = std::chrono::milliseconds(30);
  result = Engine().run("UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j WITH i WHERE i < 0 RETURN i", graph,
                        options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail, "Time");
  std::atomic<bool> stop{true};
  options.limits = {};
  options.limits.interrupt = &stop;
  result = Engine().run("UNWIND range(1, 100000) AS i UNWIND range(1, 100000) AS j WITH i WHERE i < 0 RETURN i", graph,
                        options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail, "Interrupted");
}

TEST(Engine, ValuesCannotGrowForEver) {
  EXPECT_EQ(test::error("RETURN reduce(l = [0], x IN range(1, 60) | l + l)").detail, "ListLength");
  EXPECT_EQ(test::error("RETURN reduce(s = 'ab', x IN range(1, 60) | s + s)").detail, "StringLength");
  EXPECT_EQ(test::error("RETURN reduce(s = 'aa', x IN range(1, 60) | replace(s, 'a', 'aaaa'))").detail, "StringLength");
  EXPECT_EQ(test::error("RETURN range(0, 9223372036854775807)").detail, "ListLength");
}

TEST(Engine, LimitsCountWhatIsHeldNow) {
  // Each of 300 subqueries sorts and groups 50 rows and lets them go.
  PropertyGraph graph;
  RunOptions options;
  options.limits.rows = 1000;
  const auto result = Engine().run(
      "UNWIND range(1, 300) AS i CALL (i) { UNWIND range(1, 50) AS j WITH DISTINCT j ORDER BY j RETURN collect(j) AS "
      "all } "
      "RETURN sum(size(all)) AS n",
      graph, options);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->rows.front().front().integer(), 15'000);
}

TEST(Engine, RefusesToWriteWhatIsReadOnly) {
  const PropertyGraph graph;
  const auto result = Engine().run("CREATE ()", static_cast<const GraphView&>(graph));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().type, ErrorType::ReadOnly);
  EXPECT_TRUE(Engine().run("MATCH (n) RETURN n", static_cast<const GraphView&>(graph)));
}

TEST(Engine, ArithmeticIsChecked) {
  EXPECT_EQ(test::error("RETURN 9223372036854775807 + 1").detail, "IntegerOverflow");
  EXPECT_EQ(test::error("RETURN -9223372036854775808 - 1").detail, "IntegerOverflow");
  EXPECT_EQ(test::error("RETURN 4611686018427387904 * 2").detail, "IntegerOverflow");
  EXPECT_EQ(test::error("RETURN -(-9223372036854775808)").detail, "IntegerOverflow");
  EXPECT_EQ(test::error("RETURN -9223372036854775808 / -1").detail, "IntegerOverflow");
  EXPECT_EQ(test::value("-9223372036854775808 % -1"), "0");
  EXPECT_EQ(test::error("RETURN 1 / 0").detail, "DivisionByZero");
  EXPECT_EQ(test::value("1 / 0.0 > 1"), "true");
  EXPECT_EQ(test::value("range(9223372036854775806, 9223372036854775807)"),
            "[9223372036854775806, 9223372036854775807]");
  EXPECT_EQ(test::value("range(-9223372036854775808, 9223372036854775807, 9223372036854775807)"),
            "[-9223372036854775808, -1, 9223372036854775806]");
}

TEST(Engine, SuggestsNames) {
  EXPECT_EQ(test::error("MATCH (person) RETURN persom").hint, "did you mean 'person'?");
  EXPECT_EQ(test::error("RETURN toUper('a')").hint, "did you mean 'toUpper'?");
  EXPECT_EQ(test::error("MATCH (a) WITH a.name RETURN 1").hint, "write a.name AS name");
}

TEST(Engine, RegularExpressionsMatchWholeTexts) {
  EXPECT_EQ(test::value("'abc' =~ 'a.*'"), "true");
  EXPECT_EQ(test::value("'abc' =~ 'b'"), "false");
  EXPECT_EQ(test::value("null =~ 'b'"), "null");
  EXPECT_EQ(test::error("RETURN 'a' =~ '('").type, ErrorType::ArgumentError);
  EXPECT_EQ(test::error("RETURN '" + std::string(200, 'a') + "!' =~ '(a|a)*b'").type, ErrorType::LimitExceeded);
}

TEST(Engine, ForeachWritesForEveryElement) {
  PropertyGraph graph;
  rows("FOREACH (x IN [1, 2] | CREATE (:A {x: x}) FOREACH (y IN [x] | CREATE (:B {y: y})))", graph);
  EXPECT_EQ(rows("MATCH (n) RETURN n ORDER BY id(n)", graph),
            (Rows{"(:A {x: 1})", "(:B {y: 1})", "(:A {x: 2})", "(:B {y: 2})"}));
}

TEST(Engine, ExplainsItsPlan) {
  PropertyGraph graph;
  const auto plan = Engine().explain("MATCH (a:A)-[:T]->(b) WHERE a.x = 1 RETURN b ORDER BY b.y LIMIT 1", graph);
  ASSERT_TRUE(plan);
  EXPECT_EQ(*plan,
            "Limit\nSort 1 keys\nAssign $2\nExpand $0 -[$1:T]-> $2\nFilter 1 conditions\nNodeScan $0:A\nArgument\n");
}

}  // namespace
}  // namespace entente::queries
