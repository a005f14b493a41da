#include "queries/cypher/parser.h"

#include <gtest/gtest.h>

#include "tests/unit/queries/support.h"

namespace entente::queries {
namespace {

std::string repeat(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(Parser, BoundsNestingOfEveryKind) {
  const int deep = 100'000;
  for (const auto& query :
       {"RETURN " + repeat("(", deep), "RETURN " + repeat("[", deep), "RETURN " + repeat("{a:", deep),
        "RETURN " + repeat("-", deep) + "x", "RETURN " + repeat("NOT ", deep) + "true",
        "RETURN " + repeat("[x IN ", deep), "RETURN 1" + repeat(" + 1", deep), "RETURN a" + repeat(".b", deep),
        "RETURN " + repeat("CASE WHEN ", deep), "RETURN " + repeat("abs(", deep), "MATCH " + repeat("(", deep),
        "RETURN " + repeat("exists { MATCH (a) WHERE ", deep), repeat("FOREACH (x IN [1] | ", deep),
        "RETURN 1 " + repeat("= 1 ", deep) + repeat("(", deep), "RETURN " + repeat("({a: ", deep),
        "RETURN a" + repeat("[0]", deep)}) {
    const auto result = parse(query);
    EXPECT_FALSE(result) << query.substr(0, 40);
  }
}

TEST(Parser, TakesLongFlatQueries) {
  PropertyGraph graph;
  EXPECT_EQ(test::rows("RETURN size([0" + repeat(", 1", 50'000) + "]) AS n", graph), std::vector<std::string>{"50001"});
  EXPECT_TRUE(parse("CREATE (a)" + repeat(", (:X {a: 1})-[:T]->(a)", 20'000)));
  EXPECT_TRUE(parse("RETURN 1 AS a" + repeat(" UNION ALL RETURN 1 AS a", 2'000)));
}

TEST(Parser, BoundsClauses) {
  const auto result = parse(repeat("MATCH (a) ", 100'000) + "RETURN a");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().type, ErrorType::LimitExceeded);
}

TEST(Parser, TellsPatternsFromParentheses) {
  EXPECT_EQ(test::value("(1) - (2)"), "-1");
  EXPECT_EQ(test::value("(3)-[1][0]"), "2");
  PropertyGraph graph;
  EXPECT_EQ(test::rows("WITH 5 AS a RETURN (a)<-1 AS v", graph), std::vector<std::string>{"false"});
  EXPECT_EQ(
      test::rows("CREATE (a)-[:T]->(b) WITH a, b WHERE (a)-->(b) AND NOT (b)-->(a) RETURN 1 AS one", graph).size(), 1U);
}

TEST(Parser, KeywordsAreNames) {
  PropertyGraph graph;
  EXPECT_EQ(test::rows("CREATE (match:Return {where: 1})-[set:DELETE]->(limit) RETURN match.where AS `order by`, "
                       "type(set) AS `null`",
                       graph),
            std::vector<std::string>{"1 | 'DELETE'"});
}

TEST(Parser, ReadsCommentsAndEscapes) {
  EXPECT_EQ(test::value("/* a */ 'x\\u00e9\\n\\'' // end\n"), "'xé\\n\\''");
  EXPECT_EQ(test::value("'\\uD83D\\uDE00'"), "'😀'");
  EXPECT_EQ(test::error("RETURN '\\uD83D'").detail, "InvalidUnicodeLiteral");
  EXPECT_EQ(test::error("RETURN 'abc").detail, "UnexpectedSyntax");
  EXPECT_EQ(test::error("RETURN 1 /* never").detail, "UnexpectedSyntax");
}

TEST(Parser, PointsAtThePlace) {
  const std::string query = "MATCH (ä:A)\nRETURN ä.name, foo";
  const auto error = test::error(query);
  EXPECT_EQ(error.detail, "UndefinedVariable");
  const auto position = position_of(query, error.span.begin);
  EXPECT_EQ(position.line, 2U);
  EXPECT_EQ(position.column, 16U);
  const auto shown = base::format(to_base_error(error, query));
  EXPECT_NE(shown.find("RETURN ä.name, foo"), std::string::npos);
  EXPECT_NE(shown.find("^^^"), std::string::npos);
}

}  // namespace
}  // namespace entente::queries
