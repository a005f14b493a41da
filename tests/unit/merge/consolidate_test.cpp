#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "graph/merge/merge.h"
#include "tests/support/records.h"

namespace entente::merge {
namespace {

using test::date;
using test::dump;
using test::RecordBuilder;
using testing::Contains;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Consolidate : public testing::Test {
 protected:
  const schema::Ontology ontology = schema::Ontology::load_default().value();

  std::vector<std::string> names(const graph::KnowledgeGraph& g, schema::EntityType type) {
    std::vector<std::string> out;
    for (const auto& e : g.entities()) {
      if (e.type == type) out.push_back(e.name);
    }
    return out;
  }
  /// Names of the nodes that documents which name one person each come to.
  std::vector<std::string> people(const std::vector<std::string>& one_per_document) {
    std::vector<model::DocumentRecord> records;
    for (const auto& name : one_per_document) {
      RecordBuilder b("d" + std::to_string(records.size()));
      b.person(name);
      records.push_back(*b);
    }
    return names(consolidate(records, ontology), schema::EntityType::Person);
  }
  std::vector<std::string> bodies(
      const std::vector<std::pair<std::string, std::vector<std::string>>>& one_per_document) {
    std::vector<model::DocumentRecord> records;
    for (const auto& [name, aliases] : one_per_document) {
      RecordBuilder b("d" + std::to_string(records.size()));
      b.entity(schema::EntityType::Organization, name, aliases);
      records.push_back(*b);
    }
    return names(consolidate(records, ontology), schema::EntityType::Organization);
  }
};

TEST_F(Consolidate, NothingGivesAnEmptyGraph) {
  const auto g = consolidate({}, ontology);
  EXPECT_TRUE(g.entities().empty());
  EXPECT_TRUE(g.statements().empty());
}

TEST_F(Consolidate, BareSurnameJoinsTheOnlyFullName) {
  EXPECT_THAT(people({"Raimondo", "Gina Raimondo"}), ElementsAre("Gina Raimondo"));
  EXPECT_THAT(people({"von der Leyen", "Ursula von der Leyen"}), ElementsAre("Ursula von der Leyen"));
  EXPECT_THAT(people({"Zelensky", "Volodymyr Zelenskyy"}), ElementsAre("Volodymyr Zelenskyy"));
  EXPECT_THAT(people({"Xi", "Xi Jinping"}), ElementsAre("Xi Jinping"));
}

TEST_F(Consolidate, BareSurnameOfTwoStaysAlone) {
  EXPECT_THAT(people({"Biden", "Joe Biden", "Hunter Biden"}),
              UnorderedElementsAre("Biden", "Hunter Biden", "Joe Biden"));
  EXPECT_THAT(people({"Wang", "Wang Yi", "Wang Wentao"}), UnorderedElementsAre("Wang", "Wang Yi", "Wang Wentao"));
}

TEST_F(Consolidate, ShortFormsJoinTheOnlyFullestName) {
  EXPECT_THAT(people({"Joe Biden", "Joseph R. Biden, Jr.", "Biden"}), ElementsAre("Joseph R. Biden, Jr."));
  EXPECT_THAT(people({"George Bush", "George W. Bush"}), ElementsAre("George W. Bush"));
  EXPECT_THAT(people({"George Bush", "Jeb Bush", "G. Bush"}), UnorderedElementsAre("George Bush", "Jeb Bush"));
  EXPECT_THAT(people({"Chris Smith", "Christopher Smith", "Christine Smith"}),
              UnorderedElementsAre("Chris Smith", "Christine Smith", "Christopher Smith"));
}

TEST_F(Consolidate, OneTextTellsFatherAndSonApart) {
  RecordBuilder both("both");
  both.person("Donald Trump");
  both.person("Donald Trump Jr.");
  RecordBuilder one("one");
  one.person("Donald Trump");
  EXPECT_THAT(names(consolidate({*both, *one}, ontology), schema::EntityType::Person),
              UnorderedElementsAre("Donald Trump", "Donald Trump Jr."));
}

TEST_F(Consolidate, AliasTellsTheNameSomeoneGoesBy) {
  RecordBuilder a("a");
  a.person("Luiz Inácio Lula da Silva", {"Lula"});
  RecordBuilder b("b");
  b.person("Lula");
  EXPECT_THAT(names(consolidate({*a, *b}, ontology), schema::EntityType::Person),
              ElementsAre("Luiz Inácio Lula da Silva"));
}

TEST_F(Consolidate, Organizations) {
  EXPECT_THAT(bodies({{"World Trade Organization", {"WTO"}}, {"WTO", {}}}), ElementsAre("World Trade Organization"));
  EXPECT_THAT(bodies({{"World Trade Organization", {}}, {"WTO", {}}}), ElementsAre("WTO", "World Trade Organization"));
  EXPECT_THAT(bodies({{"the Reuters", {}}, {"REUTERS", {}}, {"Reuters", {}}}), ElementsAre("Reuters"));
  EXPECT_THAT(bodies({{"Huawei Technologies", {"Huawei"}}, {"Huawei", {}}, {"Huawei Technologies Ltd.", {}}}),
              ElementsAre("Huawei Technologies Ltd."));
  // An acronym of two bodies belongs to neither.
  EXPECT_THAT(bodies({{"Asian Development Bank", {"ADB"}}, {"African Development Bank", {"ADB"}}, {"ADB", {}}}).size(),
              3U);
  // What a text calls "Commission" for short is no other text's.
  EXPECT_THAT(bodies({{"Commission of Inquiry", {"Commission"}}, {"Commission", {}}}).size(), 2U);
}

TEST_F(Consolidate, BodiesThatManyStatesHave) {
  const auto ministry = [](const char* key, const char* country, const char* code) {
    RecordBuilder b(key);
    const auto m = b.entity(schema::EntityType::Organization, "Ministry of Commerce");
    if (country != nullptr) b.statement(m, "PART_OF", b.country(country, code));
    return *b;
  };
  const auto china = ministry("a", "China", "CN");
  const auto india = ministry("b", "India", "IN");
  const auto unknown = ministry("c", nullptr, nullptr);
  const auto count = [&](std::vector<model::DocumentRecord> r) {
    return names(consolidate(std::move(r), ontology), schema::EntityType::Organization).size();
  };
  EXPECT_EQ(count({china, unknown}), 1U);
  EXPECT_EQ(count({china, india}), 2U);
  EXPECT_EQ(count({china, india, unknown}), 3U);
}

TEST_F(Consolidate, ReferencesDecide) {
  RecordBuilder a("a");
  a.entity(schema::EntityType::Country, "US", {"Washington"}, "country:US");
  RecordBuilder b("b");
  b.entity(schema::EntityType::Country, "United States", {"American"}, "country:US");
  RecordBuilder c("c");
  c.entity(schema::EntityType::Country, "Washington");
  const auto g = consolidate({*a, *b, *c}, ontology);
  ASSERT_EQ(g.entities().size(), 1U);
  EXPECT_EQ(g.entities()[0].name, "United States");
  EXPECT_EQ(g.entities()[0].reference, "country:US");
  EXPECT_THAT(g.entities()[0].aliases, ElementsAre("American", "US", "Washington"));
  EXPECT_EQ(g.entities()[0].mentions.size(), 3U);

  // Two of one name that references tell apart, and one that nothing decides about.
  RecordBuilder d("d");
  d.entity(schema::EntityType::Person, "John Smith", {}, "wikidata:Q1");
  RecordBuilder e("e");
  e.entity(schema::EntityType::Person, "John Smith", {}, "wikidata:Q2");
  RecordBuilder f("f");
  f.person("John Smith");
  RecordBuilder h("h");
  h.person("Smith");
  EXPECT_EQ(consolidate({*d, *e}, ontology).entities().size(), 2U);
  EXPECT_EQ(consolidate({*d, *f}, ontology).entities().size(), 1U);
  EXPECT_EQ(consolidate({*d, *e, *f}, ontology).entities().size(), 3U);
  EXPECT_EQ(consolidate({*d, *e, *h}, ontology).entities().size(), 3U);
  // A chain of names never joins two references.
  RecordBuilder i("i");
  i.entity(schema::EntityType::Person, "Joe Biden", {}, "wikidata:Q1");
  RecordBuilder k("k");
  k.entity(schema::EntityType::Person, "Joseph Biden", {}, "wikidata:Q2");
  EXPECT_EQ(consolidate({*i, *k}, ontology).entities().size(), 2U);
}

TEST_F(Consolidate, TypesStayApart) {
  RecordBuilder a("a");
  a.entity(schema::EntityType::Place, "Beijing");
  a.entity(schema::EntityType::Organization, "Beijing");
  EXPECT_EQ(consolidate({*a}, ontology).entities().size(), 2U);
}

TEST_F(Consolidate, MeasuresAreOneForKindAndEnds) {
  const auto document = [](const char* key, const char* us) {
    RecordBuilder b(key);
    const auto imposer = b.country(us, "US");
    const auto target = b.country("China", "CN");
    const auto m = b.measure("export-control", imposer, target);
    b.statement(imposer, "IMPOSED", m);
    return *b;
  };
  const auto g = consolidate({document("a", "US"), document("b", "United States")}, ontology);
  EXPECT_THAT(names(g, schema::EntityType::Measure), ElementsAre("United States export control on China"));
  ASSERT_EQ(g.statements().size(), 1U);
  EXPECT_EQ(g.statements()[0].evidence.size(), 2U);
  EXPECT_DOUBLE_EQ(g.statements()[0].confidence, 0.75);
  RecordBuilder c("c");
  c.measure("tariff", std::nullopt, std::nullopt);
  EXPECT_THAT(names(consolidate({*c}, ontology), schema::EntityType::Measure), ElementsAre("tariff"));
}

TEST_F(Consolidate, SymmetricStatementsHaveOneDirection) {
  RecordBuilder a("a");
  {
    const auto x = a.person("Gina Raimondo");
    const auto y = a.person("Wang Wentao");
    a.statement(x, "MET_WITH", y).date = date("2023-08-28");
  }
  RecordBuilder b("b");
  {
    const auto x = b.person("Raimondo");
    const auto y = b.person("Wang Wentao");
    b.statement(y, "MET_WITH", x).date = date("2023-08-28");
  }
  const auto g = consolidate({*a, *b}, ontology);
  ASSERT_EQ(g.statements().size(), 1U);
  const auto& s = g.statements()[0];
  EXPECT_EQ(g.entity(s.subject).name, "Gina Raimondo");
  ASSERT_EQ(s.evidence.size(), 2U);
  std::vector<std::string> subjects{s.evidence[0].subject, s.evidence[1].subject};
  EXPECT_THAT(subjects, UnorderedElementsAre("Gina Raimondo", "Raimondo"));
  for (const auto& e : s.evidence) EXPECT_EQ(e.object, "Wang Wentao");
  EXPECT_THAT(g.entity(s.subject).reasons, Contains(testing::HasSubstr("Raimondo")));
}

TEST_F(Consolidate, NobodyMeetsHimself) {
  RecordBuilder a("a");
  const auto full = a.person("Gina Raimondo");
  const auto bare = a.person("Raimondo");
  a.statement(full, "MET_WITH", bare);
  a.statement(full, "PRAISED", bare);
  const auto g = consolidate({*a}, ontology);
  ASSERT_EQ(g.statements().size(), 1U);
  EXPECT_EQ(g.statements()[0].type, "PRAISED");
}

TEST_F(Consolidate, DatesAgreeWithinADocumentOnly) {
  const auto document = [](const char* key, std::vector<const char*> dates) {
    RecordBuilder b(key);
    const auto x = b.country("United States", "US");
    const auto y = b.country("China", "CN");
    for (const char* d : dates) {
      auto& s = b.statement(x, "CRITICIZED", y);
      if (*d != 0) s.date = date(d);
    }
    return *b;
  };
  const auto dates = [&](std::vector<model::DocumentRecord> r) {
    const auto g = consolidate(std::move(r), ontology);
    std::vector<std::string> out;
    for (const auto& s : g.statements()) out.push_back(s.date.iso());
    return out;
  };
  EXPECT_THAT(dates({document("a", {"", "2025-05-12"})}), ElementsAre("2025-05-12"));
  EXPECT_THAT(dates({document("a", {"2025", "", "2025-05", "2025-05-12"})}), ElementsAre("2025-05-12"));
  EXPECT_THAT(dates({document("a", {"", "2025-05-12", "2025-05-13"})}), ElementsAre("", "2025-05-12", "2025-05-13"));
  EXPECT_THAT(dates({document("a", {"2024", "2025-05-12"})}), ElementsAre("2024", "2025-05-12"));
  EXPECT_THAT(dates({document("a", {""}), document("b", {"2025-05-12"})}), ElementsAre("", "2025-05-12"));
}

TEST_F(Consolidate, StatusClaimAndMeasureKeepStatementsApart) {
  RecordBuilder a("a");
  const auto x = a.country("United States", "US");
  const auto y = a.country("China", "CN");
  a.statement(x, "RETALIATED", y);
  a.statement(x, "RETALIATED", y).status = schema::Status::Denied;
  a.statement(x, "RETALIATED", y).claimed_by = y;
  a.statement(x, "RETALIATED", y).measure = a.measure("tariff", x, y);
  EXPECT_EQ(consolidate({*a}, ontology).statements().size(), 4U);
}

TEST_F(Consolidate, PlaceAndTitleByMajority) {
  const auto document = [](const char* key, const char* place, const char* title) {
    RecordBuilder b(key);
    const auto x = b.person("He Lifeng");
    auto& s = b.statement(x, "HOLDS_POSITION", b.country("China", "CN"));
    s.title = title;
    s.place = b.entity(schema::EntityType::Place, place);
    return *b;
  };
  const auto g = consolidate({document("a", "Geneva", "Vice Premier"), document("b", "London", "vice premier"),
                              document("c", "London", "Vice Premier")},
                             ontology);
  ASSERT_EQ(g.statements().size(), 1U);
  EXPECT_EQ(g.entity(g.statements()[0].place).name, "London");
  EXPECT_EQ(g.statements()[0].title, "Vice Premier");
}

TEST_F(Consolidate, ConfidenceCountsDocumentsNotSentences) {
  const auto document = [](const char* key, std::vector<double> c) {
    RecordBuilder b(key);
    const auto x = b.country("United States", "US");
    const auto y = b.country("China", "CN");
    for (const double value : c) b.statement(x, "CRITICIZED", y).confidence = value;
    return *b;
  };
  const auto confidence = [&](std::vector<model::DocumentRecord> r) {
    return consolidate(std::move(r), ontology).statements().at(0).confidence;
  };
  EXPECT_DOUBLE_EQ(confidence({document("a", {0.5, 0.4})}), 0.5);
  EXPECT_DOUBLE_EQ(confidence({document("a", {0.5}), document("b", {0.5})}), 0.75);
  EXPECT_DOUBLE_EQ(confidence({document("a", {0.95}), document("b", {0.95})}), 0.99);
  EXPECT_DOUBLE_EQ(confidence({document("a", {1.0}), document("b", {0.5})}), 1.0);
}

TEST_F(Consolidate, IndicesOutOfRangeDoNotCrash) {
  RecordBuilder a("a");
  const auto x = a.country("United States", "US");
  a.statement(x, "CRITICIZED", x).object = 77;
  a.statement(x, "CRITICIZED", x).place = 77;
  a.statement(x, "CRITICIZED", x).topics = {77};
  a.statement(x, "PRAISED", x).evidence[0].sentence = {5, 4000000000U};
  a->entities[0].imposer = 99;
  EXPECT_EQ(consolidate({*a}, ontology).statements().size(), 2U);
}

TEST_F(Consolidate, EvidenceQuotesTheTextByCodePoints) {
  RecordBuilder a("a");
  a.person("Erdoğan Ünal 😀");
  const auto x = a.country("Türkiye", "TR");
  a.statement(x, "CRITICIZED", x, "Türkiye — “ça” 😀 said");
  const auto g = consolidate({*a}, ontology);
  EXPECT_EQ(g.statements().at(0).evidence.at(0).text, "Türkiye — “ça” 😀 said");
}

/// The promise of the whole house: the same set of records gives the same bytes.
TEST_F(Consolidate, AnyOrderAndAnyRepetitionGiveTheSameGraph) {
  std::mt19937 chance(7);
  for (unsigned seed = 0; seed < 150; ++seed) {
    auto records = test::random_records(seed, 1 + seed % 12);
    const std::string expected = dump(consolidate(records, ontology));
    for (int round = 0; round < 4; ++round) {
      auto changed = records;
      for (std::size_t i = 0; i < records.size(); ++i) {
        if (chance() % 3 == 0) changed.push_back(records[i]);
      }
      std::shuffle(changed.begin(), changed.end(), chance);
      ASSERT_EQ(dump(consolidate(changed, ontology)), expected) << "seed " << seed;
    }
  }
}

TEST_F(Consolidate, IdentifiersAreUnique) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    const auto g = consolidate(test::random_records(seed, 20), ontology);
    std::set<std::string> ids;
    for (const auto& e : g.entities()) EXPECT_TRUE(ids.insert(e.id).second) << e.name;
    for (const auto& s : g.statements()) EXPECT_TRUE(ids.insert(s.id).second);
  }
}

/// Two records of one document (another version of the extraction): one of them counts, whichever comes first.
TEST_F(Consolidate, OneRecordPerDocument) {
  RecordBuilder a("same");
  a.person("Gina Raimondo");
  RecordBuilder b("same");
  b.person("Gina Raimondo");
  b->entities[0].reasons.push_back("another");
  ASSERT_EQ(a->document.id(), b->document.id());
  EXPECT_EQ(dump(consolidate({*a, *b}, ontology)), dump(consolidate({*b, *a}, ontology)));
  EXPECT_EQ(consolidate({*a, *b}, ontology).documents().size(), 1U);
}

}  // namespace
}  // namespace entente::merge
