#include "graph/schema/ontology.h"

#include <gtest/gtest.h>

namespace entente::schema {
namespace {

TEST(Ontology, TheOneThatComesWithTheProgramIsComplete) {
  const auto ontology = Ontology::load_default();
  ASSERT_TRUE(ontology) << base::format(ontology.error());
  EXPECT_EQ(ontology->relations().size(), 39U);
  EXPECT_EQ(ontology->measure_kinds().size(), 14U);
  for (const auto& r : ontology->relations()) {
    EXPECT_FALSE(r.description.empty()) << r.name;
    EXPECT_FALSE(r.example.empty()) << r.name;
    EXPECT_FALSE(r.expected_subject.empty()) << r.name;
    EXPECT_FALSE(r.expected_object.empty()) << r.name;
  }
}

TEST(Ontology, ResolvesWhatAUserTypesAndSuggests) {
  const auto ontology = Ontology::load_default().value();
  EXPECT_EQ((*ontology.resolve("met-with"))->name, "MET_WITH");
  EXPECT_EQ((*ontology.resolve("Met with"))->name, "MET_WITH");
  const auto wrong = ontology.resolve("MET_WIHT");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().hint, "did you mean MET_WITH?");
}

TEST(Ontology, ReplacesAndAddsRelations) {
  auto ontology = Ontology::load_default().value();
  ASSERT_TRUE(ontology.extend(R"({"measure_kinds": ["toll"], "relations": [
    {"type": "ACQUIRED", "subject": ["Organization"], "object": ["Organization"], "plover": "COOPERATE"}]})", "own.json"));
  EXPECT_EQ(ontology.relations().size(), 40U);
  EXPECT_EQ(ontology.measure_kinds().back(), "toll");
}

TEST(Ontology, SaysWhatIsWrong) {
  const auto unknown = Ontology::parse(R"({"relations": [{"type": "X", "subject": ["Alien"], "object": ["Person"]}]})", "o.json");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("relation X"), std::string::npos);
  EXPECT_FALSE(Ontology::parse(R"({"relations": [{"type": "met with"}]})", "o.json"));
  EXPECT_FALSE(Ontology::parse("[]", "o.json"));
}

TEST(Suggest, OffersTheClosestFirst) {
  const std::vector<std::string> names{"Gina Raimondo", "Xi Jinping", "Raimond"};
  EXPECT_EQ(suggest("Raimondi", names), (std::vector<std::string>{"Raimond"}));
  EXPECT_EQ(suggest("gina raimnodo", names), (std::vector<std::string>{"Gina Raimondo"}));
  EXPECT_TRUE(suggest("Putin", names).empty());
}

}  // namespace
}  // namespace entente::schema
