#include "exporters/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/merge/merge.h"
#include "tests/support/records.h"

namespace entente::exporters {
namespace {

using test::date;
using test::RecordBuilder;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class FilterTest : public testing::Test {
 protected:
  FilterTest() {
    RecordBuilder a("a.txt");
    const auto p = a.person("Ann Alpha");
    const auto q = a.person("Ben Beta");
    const auto r = a.person("Cid Gamma");
    const auto s = a.person("Dan Delta");
    a.person("Eve Lonely");
    auto& met = a.statement(p, "MET_WITH", q);
    met.date = date("2023-08");
    met.place = a.entity(schema::EntityType::Place, "Geneva");
    met.confidence = 0.9;
    a.statement(q, "PRAISED", r).date = date("2024-05-02/2024-05-04");
    a.statement(r, "CRITICIZED", s).status = schema::Status::Denied;
    RecordBuilder b("b.txt");
    const auto x = b.person("Ann Alpha");
    const auto us = b.country("United States", "US");
    b.statement(x, "CRITICIZED", us).confidence = 0.2;
    graph = merge::consolidate({*a, *b}, ontology);
  }

  std::vector<std::string> names(const graph::KnowledgeGraph& g) {
    std::vector<std::string> out;
    for (const auto& e : g.entities()) out.push_back(e.name);
    return out;
  }
  std::vector<std::string> edges(const Filter& f) {
    const auto g = apply(f, graph);
    EXPECT_TRUE(g.has_value());
    std::vector<std::string> out;
    for (const auto& s : g->statements()) {
      out.push_back(g->entity(s.subject).name + " " + s.type + " " + g->entity(s.object).name);
    }
    return out;
  }
  model::EntityIndex named(const std::string& name) {
    for (std::uint32_t i = 0; i < graph.entities().size(); ++i) {
      if (graph.entities()[i].name == name) return model::EntityIndex{i};
    }
    return model::no_entity;
  }

  const schema::Ontology ontology = schema::Ontology::load_default().value();
  graph::KnowledgeGraph graph;
};

TEST_F(FilterTest, NothingChosenKeepsAll) {
  EXPECT_EQ(test::dump(*apply({}, graph)), test::dump(graph));
}

TEST_F(FilterTest, AboutAndDepth) {
  Filter f;
  f.about = {named("Cid Gamma")};
  EXPECT_THAT(edges(f), ElementsAre("Ben Beta PRAISED Cid Gamma", "Cid Gamma CRITICIZED Dan Delta"));
  f.depth = 2;
  EXPECT_THAT(edges(f), UnorderedElementsAre("Ann Alpha MET_WITH Ben Beta", "Ben Beta PRAISED Cid Gamma",
                                             "Cid Gamma CRITICIZED Dan Delta"));
  EXPECT_THAT(names(*apply(f, graph)),
              UnorderedElementsAre("Ann Alpha", "Ben Beta", "Cid Gamma", "Dan Delta", "Geneva"));
  f.depth = 0;
  EXPECT_THAT(edges(f), ElementsAre());
  EXPECT_THAT(names(*apply(f, graph)), ElementsAre("Cid Gamma"));
  f.about = {named("Eve Lonely")};
  f.depth = 3;
  EXPECT_THAT(names(*apply(f, graph)), ElementsAre("Eve Lonely"));
}

TEST_F(FilterTest, Dates) {
  Filter f;
  f.since = base::Date::parse_iso("2023-08-15");
  EXPECT_THAT(edges(f), UnorderedElementsAre("Ann Alpha MET_WITH Ben Beta", "Ben Beta PRAISED Cid Gamma"));
  f.since = base::Date::parse_iso("2024-05-04");
  EXPECT_THAT(edges(f), ElementsAre("Ben Beta PRAISED Cid Gamma"));
  f.since = base::Date::parse_iso("2024-05-05");
  EXPECT_THAT(edges(f), ElementsAre());
  f.since.reset();
  f.until = base::Date::parse_iso("2024-05-01");
  EXPECT_THAT(edges(f), ElementsAre("Ann Alpha MET_WITH Ben Beta"));
  f.until = base::Date::parse_iso("2024");
  EXPECT_EQ(edges(f).size(), 2U);
}

TEST_F(FilterTest, StatusTypeConfidenceNodes) {
  Filter f;
  f.statuses = {schema::Status::Denied};
  EXPECT_THAT(edges(f), ElementsAre("Cid Gamma CRITICIZED Dan Delta"));
  f = {};
  f.types = {"CRITICIZED"};
  EXPECT_EQ(edges(f).size(), 2U);
  f.min_confidence = 0.4;
  EXPECT_THAT(edges(f), ElementsAre("Cid Gamma CRITICIZED Dan Delta"));
  f = {};
  f.node_types = {schema::EntityType::Country, schema::EntityType::Person};
  EXPECT_EQ(edges(f).size(), 4U);
  f.node_types = {schema::EntityType::Country};
  EXPECT_EQ(edges(f).size(), 0U);
}

TEST_F(FilterTest, DocumentsKeepWhatIsMentionedThere) {
  Filter f;
  f.documents = {"b.txt"};
  const auto g = *apply(f, graph);
  EXPECT_THAT(names(g), UnorderedElementsAre("Ann Alpha", "United States"));
  EXPECT_EQ(g.documents().size(), 1U);
  for (const auto& e : g.entities()) EXPECT_EQ(e.mentions.size(), 1U);
  f.documents = {graph.documents()[0].id(), graph.documents()[1].id()};
  EXPECT_EQ(test::dump(*apply(f, graph)), test::dump(graph));
}

TEST_F(FilterTest, WrongUse) {
  Filter f;
  f.since = base::Date::parse_iso("2024");
  f.until = base::Date::parse_iso("2023");
  EXPECT_EQ(apply(f, graph).error().code, base::ErrorCode::Usage);
  EXPECT_EQ(apply(f, graph).error().message, "the time from 2024 to 2023 is empty");
  f = {};
  f.min_confidence = 1.5;
  EXPECT_EQ(apply(f, graph).error().message, "a confidence of 1.5 is not between 0 and 1");
  f = {};
  f.documents = {"c.txt"};
  EXPECT_EQ(apply(f, graph).error().message, "there is no document 'c.txt'");
  EXPECT_EQ(apply(f, graph).error().hint, "did you mean a.txt?");
}

}  // namespace
}  // namespace entente::exporters
