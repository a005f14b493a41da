#include "graph/property_graph.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/random_graph.h"
#include "tests/support/records.h"

namespace entente::graph {
namespace {

TEST(KnowledgeGraph, PartsMayComeInAnyOrder) {
  std::mt19937 chance(9);
  for (unsigned seed = 0; seed < 40; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 8, seed % 15);
    const std::string expected = test::dump(g);
    // The same parts under other numbers.
    std::vector<std::uint32_t> order(g.entities().size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), chance);
    std::vector<model::Entity> entities(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) entities[order[i]] = g.entities()[i];
    auto statements = g.statements();
    for (auto& s : statements) {
      s.subject = EntityIndex{order[model::value(s.subject)]};
      s.object = EntityIndex{order[model::value(s.object)]};
    }
    std::shuffle(statements.begin(), statements.end(), chance);
    EXPECT_EQ(test::dump(KnowledgeGraph({}, entities, statements)), expected);
  }
}

TEST(KnowledgeGraph, IncidencesAreTheStatementsOfAnEntity) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const auto g = test::random_graph(seed, 2 + seed % 8, seed % 15);
    for (std::uint32_t i = 0; i < g.entities().size(); ++i) {
      std::vector<std::tuple<StatementIndex, EntityIndex, bool>> expected;
      for (std::uint32_t n = 0; n < g.statements().size(); ++n) {
        const auto& s = g.statements()[n];
        if (s.subject == EntityIndex{i}) {
          expected.emplace_back(StatementIndex{n}, s.object, true);
        } else if (s.object == EntityIndex{i}) {
          expected.emplace_back(StatementIndex{n}, s.subject, false);
        }
      }
      std::vector<std::tuple<StatementIndex, EntityIndex, bool>> found;
      for (const auto& step : g.incidences(EntityIndex{i}))
        found.emplace_back(step.statement, step.other, step.forward);
      EXPECT_EQ(found, expected);
    }
  }
}

TEST(KnowledgeGraph, LabelsTellDocumentsOfOneKeyApart) {
  std::vector<model::Document> documents(3);
  for (std::size_t i = 0; i < 3; ++i) {
    documents[i].key = i < 2 ? "a.txt" : "b.txt";
    documents[i].text = std::to_string(i);
  }
  const KnowledgeGraph g(documents, {}, {});
  std::vector<std::string> labels;
  for (std::uint32_t i = 0; i < 3; ++i) labels.push_back(g.document_label(DocumentIndex{i}));
  std::sort(labels.begin(), labels.end());
  EXPECT_EQ(labels, (std::vector<std::string>{"a.txt", "a.txt~2", "b.txt"}));
  documents[2].key = "a.txt~2";
  const KnowledgeGraph tricky(documents, {}, {});
  labels.clear();
  for (std::uint32_t i = 0; i < 3; ++i) labels.push_back(tricky.document_label(DocumentIndex{i}));
  std::sort(labels.begin(), labels.end());
  EXPECT_EQ(labels, (std::vector<std::string>{"a.txt", "a.txt~2", "a.txt~3"}));
}

TEST(KnowledgeGraph, Empty) {
  const KnowledgeGraph g;
  EXPECT_TRUE(g.entities().empty());
  EXPECT_TRUE(KnowledgeGraph({}, {}, {}).statements().empty());
}

}  // namespace
}  // namespace entente::graph
