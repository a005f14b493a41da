#include "graph/find.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::graph {
namespace {

using schema::EntityType;
using testing::HasSubstr;

class Find : public testing::Test {
 protected:
  Find() {
    const auto add = [&](EntityType type, const char* name, std::vector<std::string> aliases = {},
                         const char* reference = "") {
      model::Entity e;
      e.type = type;
      e.name = name;
      e.id = "e-" + std::to_string(entities.size());
      e.aliases = std::move(aliases);
      e.reference = reference;
      entities.push_back(e);
    };
    add(EntityType::Person, "Gina Raimondo", {"Secretary Raimondo"});
    add(EntityType::Person, "Wang Wentao");
    add(EntityType::Person, "Wang Yi");
    add(EntityType::Person, "Ursula von der Leyen");
    add(EntityType::Person, "Recep Tayyip Erdoğan");
    add(EntityType::Country, "China", {"Beijing", "Chinese"}, "country:CN");
    add(EntityType::Place, "Beijing");
    add(EntityType::Country, "Georgia");
    add(EntityType::Place, "Georgia");
    add(EntityType::Organization, "World Trade Organization", {"WTO"});
    add(EntityType::Organization, "the Group (Person)");
    graph = KnowledgeGraph({}, entities, {});
    index.emplace(graph);
  }
  std::string found(std::string_view name) {
    const auto i = index->find(name);
    return i ? graph.entity(*i).name + "/" + std::string(schema::to_string(graph.entity(*i).type))
             : "! " + i.error().message;
  }
  std::string hint(std::string_view name) {
    const auto i = index->find(name);
    return i ? "" : i.error().hint;
  }
  std::vector<model::Entity> entities;
  KnowledgeGraph graph;
  std::optional<NameIndex> index;
};

TEST_F(Find, ByNameInAnyForm) {
  EXPECT_EQ(found("Gina Raimondo"), "Gina Raimondo/Person");
  EXPECT_EQ(found("gina  raimondo "), "Gina Raimondo/Person");
  EXPECT_EQ(found("erdogan"), "Recep Tayyip Erdoğan/Person");
  EXPECT_EQ(found("Raimondo"), "Gina Raimondo/Person");
  EXPECT_EQ(found("von der leyen"), "Ursula von der Leyen/Person");
  EXPECT_EQ(found("wto"), "World Trade Organization/Organization");
  EXPECT_EQ(found("the World Trade Organization"), "World Trade Organization/Organization");
  EXPECT_EQ(found("e-1"), "Wang Wentao/Person");
  EXPECT_EQ(found("country:CN"), "China/Country");
}

TEST_F(Find, NamesComeBeforeAliases) {
  EXPECT_EQ(found("Beijing"), "Beijing/Place");
  EXPECT_EQ(found("Beijing (Country)"), "China/Country");
  EXPECT_EQ(found("Georgia (place)"), "Georgia/Place");
  EXPECT_EQ(found("the Group (Person)"), "the Group (Person)/Organization");
}

TEST_F(Find, SeveralAreListed) {
  EXPECT_EQ(found("Wang"), "! 'Wang' can be Wang Wentao (Person), Wang Yi (Person)");
  EXPECT_EQ(hint("Wang"), "give the full name");
  EXPECT_EQ(index->find("Wang").error().code, base::ErrorCode::Usage);
  EXPECT_EQ(found("Georgia"), "! 'Georgia' can be Georgia (Country), Georgia (Place)");
  EXPECT_THAT(hint("Georgia"), HasSubstr("'Georgia (Country)'"));
}

TEST_F(Find, UnknownNamesGetSuggestions) {
  EXPECT_EQ(found("Gina Raimundo"), "! there is nothing named 'Gina Raimundo' in the graph");
  EXPECT_EQ(hint("Gina Raimundo"), "did you mean Gina Raimondo?");
  EXPECT_EQ(hint("Chinese people of all times"), "");
  EXPECT_EQ(hint("WTU"), "did you mean World Trade Organization?");
  EXPECT_EQ(index->find("").error().code, base::ErrorCode::NotFound);
  EXPECT_EQ(index->find("Raimond").error().code, base::ErrorCode::NotFound);  // half a word is no word
}

}  // namespace
}  // namespace entente::graph
