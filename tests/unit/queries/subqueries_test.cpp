#include "tests/unit/queries/support.h"

/// What stands beyond the TCK: subqueries, label expressions, conditions inside patterns.
namespace entente::queries {
namespace {

using test::rows;
using Rows = std::vector<std::string>;

class Beyond : public testing::Test {
 protected:
  void SetUp() override {
    rows(
        "CREATE (a:A {n: 1}), (b:A:B {n: 2}), (c:B {n: 3}), (d {n: 4}), "
        "(a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:S {w: 3}]->(d), (a)-[:S {w: 4}]->(d)",
        graph_);
  }
  Rows ask(const std::string& query) { return rows(query, graph_); }
  PropertyGraph graph_;
};

TEST_F(Beyond, LabelExpressions) {
  const auto n_of = [&](const std::string& labels) { return ask("MATCH (x:" + labels + ") RETURN x.n ORDER BY x.n"); };
  EXPECT_EQ(n_of("A|B"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(n_of("A&B"), (Rows{"2"}));
  EXPECT_EQ(n_of("A:B"), (Rows{"2"}));
  EXPECT_EQ(n_of("!A"), (Rows{"3", "4"}));
  EXPECT_EQ(n_of("%"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(n_of("!%"), (Rows{"4"}));
  EXPECT_EQ(n_of("(A|B)&!(A&B)"), (Rows{"1", "3"}));
  EXPECT_EQ(n_of("A|B&!A"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(ask("MATCH (x) WHERE x:!A&!B RETURN x.n"), (Rows{"4"}));
  EXPECT_EQ(ask("MATCH (x) WITH collect(x) AS all RETURN [x IN all WHERE x:A | x.n] AS n"), (Rows{"[1, 2]"}));
  EXPECT_EQ(ask("MATCH ()-[r:!R]->() RETURN r.w ORDER BY r.w"), (Rows{"3", "4"}));
  EXPECT_EQ(ask("MATCH (:A {n: 1})-[r:!S*]->(x) RETURN x.n ORDER BY x.n"), (Rows{"2", "3"}));
  EXPECT_EQ(test::error("CREATE (:A|B)").detail, "UnexpectedSyntax");
}

TEST_F(Beyond, ConditionsInsidePatterns) {
  EXPECT_EQ(ask("MATCH (x WHERE x.n > 2)<-[r WHERE r.w = 3]-(y) RETURN x.n, y.n"), (Rows{"4 | 3"}));
  EXPECT_EQ(ask("MATCH (x:A WHERE x.n = 1)-[r*1..3 WHERE r.w < 3]->(y) RETURN y.n, size(r) ORDER BY y.n"),
            (Rows{"2 | 1", "3 | 2"}));
  EXPECT_EQ(ask("MATCH (x) WHERE (x WHERE x.n = 1)-->(:B) RETURN x.n"), (Rows{"1"}));
  EXPECT_EQ(ask("MATCH (x {n: 1}) RETURN [(x)-[r WHERE r.w > 1]->(y) | y.n] AS ys"), (Rows{"[4]"}));
}

TEST_F(Beyond, QuantifiedRelationships) {
  EXPECT_EQ(ask("MATCH ({n: 1})-[r:R]->{2}(y) RETURN y.n, [x IN r | x.w]"), (Rows{"3 | [1, 2]"}));
  EXPECT_EQ(ask("MATCH ({n: 1})-[:R]->*(y) RETURN y.n ORDER BY y.n"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(ask("MATCH ({n: 1})-->+(y) RETURN y.n ORDER BY y.n"), (Rows{"2", "3", "4", "4"}));
  EXPECT_EQ(ask("MATCH ({n: 1})-->{,1}(y) RETURN y.n ORDER BY y.n"), (Rows{"1", "2", "4"}));
}

TEST_F(Beyond, ShortestSelectors) {
  EXPECT_EQ(ask("MATCH p = ANY SHORTEST ({n: 1})-->+({n: 4}) RETURN length(p)"), (Rows{"1"}));
  EXPECT_EQ(ask("MATCH p = ALL SHORTEST ({n: 1})-[:R|S]-+({n: 3}) RETURN length(p)"), (Rows{"2", "2"}));
  EXPECT_EQ(ask("MATCH p = SHORTEST 1 ({n: 1})-->{2,}({n: 4}) RETURN length(p)"), (Rows{"3"}));
  EXPECT_EQ(ask("MATCH (a {n: 1}) MATCH p = shortestPath((a)-[*]-(a)) RETURN length(p)"), (Rows{"4"}));
  EXPECT_EQ(ask("MATCH (a {n: 1}) MATCH p = allShortestPaths((a)-[*0..]-(a)) RETURN length(p)"), (Rows{"0"}));
  for (const auto* query :
       {"MATCH p = SHORTEST 2 (a)-[*]->(b) RETURN p", "MATCH p = ACYCLIC (a)-[*]->(b) RETURN p",
        "MATCH p = (a) ((x)-->(y)){1,2} (b) RETURN p", "MATCH ((x)-->(y))+ RETURN 1",
        "MATCH p = ANY SHORTEST (a)-->()-->(b) RETURN p", "MATCH (a), (b) RETURN shortestPath((a)-[*]-(b))"}) {
    const auto error = test::error(query);
    EXPECT_EQ(error.type, ErrorType::NotSupported) << query;
  }
}

TEST_F(Beyond, CountAndCollect) {
  EXPECT_EQ(ask("MATCH (x) RETURN x.n, COUNT { (x)-->() } AS c ORDER BY x.n"),
            (Rows{"1 | 2", "2 | 1", "3 | 1", "4 | 0"}));
  EXPECT_EQ(ask("MATCH (x {n: 1}) RETURN COLLECT { MATCH (x)-->(y) RETURN y.n ORDER BY y.n DESC } AS ys"),
            (Rows{"[4, 2]"}));
  EXPECT_EQ(ask("MATCH (x) WHERE COUNT { MATCH (x)-[r]-() WHERE r.w > 1 RETURN r } = 2 RETURN x.n ORDER BY x.n"),
            (Rows{"3", "4"}));
  EXPECT_EQ(ask("RETURN COUNT { RETURN 1 AS a UNION ALL RETURN 1 AS a } AS c"), (Rows{"2"}));
  EXPECT_EQ(test::error("RETURN COLLECT { RETURN 1 AS a, 2 AS b } AS c").detail, "UnexpectedSyntax");
  EXPECT_EQ(test::error("RETURN COUNT { CREATE (a) RETURN a } AS c").detail, "InvalidClauseComposition");
}

TEST_F(Beyond, CallSubqueries) {
  EXPECT_EQ(ask("MATCH (x) CALL { WITH x MATCH (x)-->(y) RETURN count(y) AS c } RETURN x.n, c ORDER BY x.n"),
            (Rows{"1 | 2", "2 | 1", "3 | 1", "4 | 0"}));
  EXPECT_EQ(ask("MATCH (x) CALL (x) { MATCH (x)-->(y) RETURN y.n AS m LIMIT 1 } RETURN x.n, m ORDER BY x.n"),
            (Rows{"1 | 2", "2 | 3", "3 | 4"}));
  EXPECT_EQ(ask("CALL { RETURN 1 AS v UNION RETURN 2 AS v } RETURN sum(v) AS s"), (Rows{"3"}));
  EXPECT_EQ(ask("UNWIND [1, 2] AS i CALL { WITH i CREATE (:New {i: i}) } RETURN i"), (Rows{"1", "2"}));
  EXPECT_EQ(ask("MATCH (n:New) RETURN n.i ORDER BY n.i"), (Rows{"1", "2"}));
}

TEST_F(Beyond, CallSubqueriesKeepTheirScope) {
  // Without an import x is another variable inside.
  EXPECT_EQ(ask("MATCH (x {n: 1}) CALL { MATCH (x) RETURN count(x) AS c } RETURN c"), (Rows{"4"}));
  EXPECT_EQ(test::error("WITH 1 AS a CALL { RETURN 2 AS a } RETURN a").detail, "VariableAlreadyBound");
  EXPECT_EQ(test::error("WITH 1 AS a CALL { RETURN a AS b } RETURN b").detail, "UndefinedVariable");
  EXPECT_EQ(test::error("CALL (z) { RETURN 1 AS b } RETURN b").detail, "UndefinedVariable");
}

}  // namespace
}  // namespace entente::queries
