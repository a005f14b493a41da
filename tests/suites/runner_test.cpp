#include <gtest/gtest.h>

#include "tests/suites/tck_runner.h"
#include "tests/suites/tck_value.h"

/// The measuring instrument is measured: the runner must read what the kit says, and notice every kind of wrong answer.
namespace entente::suites {
namespace {

std::vector<Scenario> read(const std::string& text) {
  return read_feature(text, "clauses/x", "X1");
}

const char* const background = R"(#comment
Feature: X1 - something

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})
      """

  # comment
  @tag
  Scenario: [1] First
    When executing query:
      """
      MATCH (a)

        RETURN a.n
      """
    Then the result should be, in any order:
      | a.n |
      | 1   |
    And no side effects

  Scenario Outline: [2] Second
    When executing query:
      """
      RETURN <value> AS v
      """
    Then the result should be, in any order:
      | v        |
      | <result> |

    Examples:
      | value | result |
      | 1     | 1      |
      | 'a|b' | 'x'    |

    Examples:
      | value | result |
      | 2 + 1 | 3      |
)";

TEST(Gherkin, ReadsBackgroundsAndExpandsOutlines) {
  const auto all = read(background);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].id(), "clauses/x/X1 [1]");
  EXPECT_EQ(all[0].steps.size(), 5U);
  EXPECT_EQ(all[0].steps[1].doc, "CREATE (:A {n: 1})");
  EXPECT_EQ(all[0].steps[2].doc, "MATCH (a)\n\n  RETURN a.n");
  EXPECT_EQ(all[1].id(), "clauses/x/X1 [2] #1");
  EXPECT_EQ(all[3].id(), "clauses/x/X1 [2] #3");
  EXPECT_EQ(all[3].steps[2].doc, "RETURN 2 + 1 AS v");
  EXPECT_EQ(all[3].steps[3].table[1][0], "3");
}

TEST(Gherkin, ResolvesTheEscapesOfCells) {
  const auto all =
      read("Feature: X\n Scenario: [1] a\n  Then the result should be, in any order:\n   | a\\|b | c\\\\n | d\\ne |\n");
  EXPECT_EQ(all[0].steps[0].table[0], (std::vector<std::string>{"a|b", "c\\n", "d\ne"}));
}

TEST(Gherkin, RefusesWhatItCannotRead) {
  EXPECT_THROW(read("Feature: X\n Scenario: [1] a\n  Perhaps something\n"), std::runtime_error);
  EXPECT_THROW(read("Feature: X\n Scenario: [1] a\n  Given any graph\n  \"\"\"\n never ends\n"), std::runtime_error);
}

TEST(Canonical, TellsValuesApart) {
  EXPECT_EQ(canonical("(:B:A {y: 1, x: [1.0, 'a']})", false), canonical("(:A:B {x: [1.0, 'a'], y: 1})", false));
  EXPECT_NE(canonical("1", false), canonical("1.0", false));
  EXPECT_NE(canonical("'1'", false), canonical("1", false));
  EXPECT_NE(canonical("[1, 2]", false), canonical("[2, 1]", false));
  EXPECT_EQ(canonical("[1, 2]", true), canonical("[2, 1]", true));
  EXPECT_NE(canonical("<(:A)-[:T]->(:B)>", false), canonical("<(:A)<-[:T]-(:B)>", false));
  EXPECT_THROW(canonical("(:A", false), std::runtime_error);
}

/// Runs a scenario of the given steps behind `Given an empty graph`.
std::optional<std::string> run(const std::string& steps) {
  const auto all = read("Feature: X\n  Scenario: [1] a\n    Given an empty graph\n" + steps);
  return run_scenario(all.at(0), "");
}

std::string query(const std::string& text) {
  return "    When executing query:\n      \"\"\"\n      " + text + "\n      \"\"\"\n";
}

TEST(Runner, NoticesWrongRows) {
  const auto rows = query("UNWIND [2, 1] AS x RETURN x");
  EXPECT_FALSE(run(rows + "    Then the result should be, in any order:\n | x |\n | 1 |\n | 2 |\n"));
  EXPECT_FALSE(run(rows + "    Then the result should be, in order:\n | x |\n | 2 |\n | 1 |\n"));
  EXPECT_TRUE(run(rows + "    Then the result should be, in order:\n | x |\n | 1 |\n | 2 |\n"));
  EXPECT_TRUE(run(rows + "    Then the result should be, in any order:\n | x |\n | 1 |\n | 1 |\n"));
  EXPECT_TRUE(run(rows + "    Then the result should be, in any order:\n | x |\n | 1 |\n | 2 |\n | 2 |\n"));
  EXPECT_TRUE(run(rows + "    Then the result should be, in any order:\n | X |\n | 1 |\n | 2 |\n"));
  EXPECT_TRUE(run(rows + "    Then the result should be empty\n"));
  EXPECT_TRUE(run(rows + "    Then a SyntaxError should be raised at runtime: Something\n"));
}

TEST(Runner, NoticesWrongSideEffects) {
  const auto create = query("CREATE (:A {n: 1})");
  EXPECT_FALSE(run(create + "    Then the result should be empty\n    And the side effects should be:\n | +nodes | 1 "
                            "|\n | +labels | 1 |\n | +properties | 1 |\n"));
  EXPECT_TRUE(run(
      create +
      "    Then the result should be empty\n    And the side effects should be:\n | +nodes | 1 |\n | +labels | 1 |\n"));
  EXPECT_TRUE(run(create + "    Then the result should be empty\n    And no side effects\n"));
}

TEST(Runner, NoticesWrongErrors) {
  const auto wrong = query("RETURN foo");
  EXPECT_FALSE(run(wrong + "    Then a SyntaxError should be raised at compile time: UndefinedVariable\n"));
  EXPECT_FALSE(run(wrong + "    Then a SyntaxError should be raised at any time: *\n"));
  EXPECT_TRUE(run(wrong + "    Then a TypeError should be raised at compile time: UndefinedVariable\n"));
  EXPECT_TRUE(run(wrong + "    Then a SyntaxError should be raised at runtime: UndefinedVariable\n"));
  EXPECT_TRUE(run(wrong + "    Then a SyntaxError should be raised at compile time: VariableAlreadyBound\n"));
  EXPECT_TRUE(run(wrong + "    Then the result should be, in any order:\n | foo |\n"));
  EXPECT_TRUE(run(wrong));
}

TEST(Runner, RunsControlQueriesAgainstTheSameGraph) {
  const auto control = "    When executing control query:\n      \"\"\"\n      MATCH (n) RETURN n.x\n      \"\"\"\n";
  const auto both = query("CREATE ({x: 1})") + "    Then the result should be empty\n" + control;
  EXPECT_FALSE(run(both + "    Then the result should be, in any order:\n | n.x |\n | 1 |\n"));
  EXPECT_TRUE(run(both + "    Then the result should be, in any order:\n | n.x |\n | 2 |\n"));
}

TEST(Runner, RefusesStepsItDoesNotKnow) {
  EXPECT_TRUE(run("    Given something else\n"));
}

}  // namespace
}  // namespace entente::suites
