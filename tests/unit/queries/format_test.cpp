#include "queries/results/format.h"

#include "graph/base/json.h"
#include "queries/run_query.h"
#include "tests/unit/queries/support.h"

namespace entente::queries {
namespace {

Result sample() {
  PropertyGraph graph;
  auto result = Engine().run(
      "CREATE p = (a:Person {name: 'Ann \"A\", O\\'Neil|x\\n'})-[r:MET {on: date('2025-05-12')}]->(b) "
      "RETURN a.name AS name, 1.0 AS f, null AS `no, thing`, [1, 'x'] AS list, p, 0.0 / 0.0 AS nan",
      graph);
  EXPECT_TRUE(result);
  return *result;
}

TEST(Format, Cypher) {
  EXPECT_EQ(format(sample(), Format::Cypher),
            "name\tf\tno, thing\tlist\tp\tnan\n"
            "'Ann \"A\", O\\'Neil|x\\n'\t1.0\tnull\t[1, 'x']\t"
            "<(:Person {name: 'Ann \"A\", O\\'Neil|x\\n'})-[:MET {on: '2025-05-12'}]->()>\tNaN\n");
}

TEST(Format, Csv) {
  EXPECT_EQ(format(sample(), Format::Csv),
            "name,f,\"no, thing\",list,p,nan\n"
            "\"Ann \"\"A\"\", O'Neil|x\n\",1.0,,\"[1, 'x']\","
            "\"<(:Person {name: 'Ann \"\"A\"\", O\\'Neil|x\\n'})-[:MET {on: '2025-05-12'}]->()>\",NaN\n");
}

TEST(Format, JsonIsReadBack) {
  const auto document = base::parse_json(format(sample(), Format::Json), "test");
  ASSERT_TRUE(document);
  const auto& row = (*document)["rows"][0];
  EXPECT_STREQ(row["name"].GetString(), "Ann \"A\", O'Neil|x\n");
  EXPECT_TRUE(row["nan"].IsNull());
  EXPECT_STREQ(row["p"]["relationships"][0]["type"].GetString(), "MET");
  EXPECT_STREQ(row["p"]["relationships"][0]["properties"]["on"].GetString(), "2025-05-12");
  EXPECT_EQ((*document)["side_effects"]["nodes_added"].GetInt(), 2);
  const auto line = base::parse_json(format(sample(), Format::JsonLines), "test");
  ASSERT_TRUE(line);
  EXPECT_EQ((*line)["list"][0].GetInt(), 1);
}

TEST(Format, MarkdownKeepsItsCells) {
  const auto text = format(sample(), Format::Markdown);
  EXPECT_NE(text.find("O'Neil\\|x\\\\n"), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(Format, TableAlignsCodePoints) {
  PropertyGraph graph;
  const auto result = Engine().run("UNWIND ['é', 'abc'] AS x RETURN x", graph);
  EXPECT_EQ(format(*result, Format::Table), "+-----+\n| x   |\n+-----+\n| é   |\n| abc |\n+-----+\n2 rows\n");
}

TEST(Format, NamesRoundTrip) {
  for (const auto* name : {"table", "csv", "json", "jsonl", "markdown", "cypher"})
    EXPECT_EQ(to_string(*format_from(name)), name);
  EXPECT_FALSE(format_from("xml"));
}

TEST(Format, DescribesChanges) {
  EXPECT_EQ(describe(sample().side_effects), "+2 nodes, +1 relationship, +1 label, +2 properties");
  EXPECT_EQ(describe({}), "");
}

TEST(RunQuery, ReadsParameters) {
  Map parameters;
  EXPECT_TRUE(add_parameter(parameters, "a=[1, 'x', date('2025-01-01')]"));
  EXPECT_TRUE(add_parameter(parameters, "b='a=b'"));
  PropertyGraph graph;
  EXPECT_EQ(test::rows("RETURN $a, $b", graph, parameters), std::vector<std::string>{"[1, 'x', '2025-01-01'] | 'a=b'"});
  for (const auto* wrong :
       {"", "a", "=1", "a=", "a=text", "a=1 AS x RETURN 2", "a=1, 2", "a=(b)-->()", "a=1 UNION RETURN 2"}) {
    EXPECT_FALSE(add_parameter(parameters, wrong)) << wrong;
  }
}

TEST(RunQuery, WritesErrorsAsJson) {
  const std::string query = "RETURN 1\n+ foo";
  const auto document = base::parse_json(error_to_json(test::error(query), query), "test");
  ASSERT_TRUE(document);
  const auto& error = (*document)["error"];
  EXPECT_STREQ(error["type"].GetString(), "SyntaxError");
  EXPECT_STREQ(error["phase"].GetString(), "compile time");
  EXPECT_STREQ(error["detail"].GetString(), "UndefinedVariable");
  EXPECT_EQ(error["line"].GetInt(), 2);
  EXPECT_EQ(error["column"].GetInt(), 3);
}

TEST(RunQuery, SplitsAtSemicolons) {
  std::string rest;
  EXPECT_EQ(split_queries("RETURN ';' ; // a;b\n RETURN `;` AS x;;  RETURN 1 ", rest),
            (std::vector<std::string>{"RETURN ';'", "// a;b\n RETURN `;` AS x"}));
  EXPECT_EQ(rest, "RETURN 1");
}

}  // namespace
}  // namespace entente::queries
