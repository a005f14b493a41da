#include <gtest/gtest.h>

#include "src/extraction/gazetteer.h"
#include "src/extraction/names.h"

namespace {

using namespace entente::extraction;

unsigned no_variants(const void*, const std::string&) {
  return 0;
}
unsigned with_variants(const void* g, const std::string& given) {
  return static_cast<const Gazetteer*>(g)->given_variant(given);
}

NameFit fit(const char* form, const char* full) {
  return person_fit(parse_person(form), parse_person(full), no_variants, nullptr);
}

TEST(Names, CleanDropsWhatSurroundsAName) {
  EXPECT_EQ(clean_name("the Kremlin’s"), "Kremlin");
  EXPECT_EQ(clean_name("“Huawei”,"), "Huawei");
  EXPECT_EQ(clean_name("Roy\n  Denman"), "Roy Denman");
  EXPECT_EQ(clean_name("Joseph R. Biden, Jr."), "Joseph R. Biden, Jr.");
  EXPECT_EQ(clean_name("U.S."), "U.S.");
  EXPECT_EQ(clean_name("Lagos."), "Lagos");
  EXPECT_EQ(clean_name("Armed Forces (UAF)"), "Armed Forces (UAF)");
  EXPECT_EQ(clean_name("'"), "") << "nothing is left of it";
}

TEST(Names, KeyIgnoresCaseMarksAndStops) {
  EXPECT_EQ(name_key("U.S."), name_key("us"));
  EXPECT_EQ(name_key("Erdoğan"), name_key("ERDOGAN"));
  EXPECT_EQ(name_key("Kurdistan Workers’ Party"), name_key("Kurdistan Workers' party"));
  EXPECT_NE(name_key("Niger"), name_key("Nigeria"));
}

TEST(Names, SurnamesAndSurnamesThatStandFirst) {
  EXPECT_EQ(fit("Raimondo", "Gina Raimondo"), NameFit::Surname);
  EXPECT_EQ(fit("Xi", "Xi Jinping"), NameFit::Given);
  EXPECT_EQ(fit("von der Leyen", "Ursula von der Leyen"), NameFit::Surname);
  EXPECT_EQ(fit("Biden", "Joseph R. Biden, Jr."), NameFit::Surname);
  EXPECT_EQ(fit("Joseph Biden", "Joseph R. Biden, Jr."), NameFit::Same);
  EXPECT_EQ(fit("J. Biden", "Joseph R. Biden, Jr."), NameFit::Same);
  EXPECT_EQ(fit("Zelensky", "Volodymyr Zelenskyy"), NameFit::Spelling);
}

TEST(Names, DifferentPeopleStayApart) {
  EXPECT_EQ(fit("Hillary Clinton", "Bill Clinton"), NameFit::None);
  EXPECT_EQ(fit("Hansen", "Nils Larsen"), NameFit::None);
  EXPECT_EQ(fit("George Bush, Sr.", "George Bush, Jr."), NameFit::None);
  EXPECT_EQ(fit("Maria Lund", "Lund"), NameFit::None) << "a full name is no form of a surname";
}

TEST(Names, ShortGivenNamesAreData) {
  const auto gazetteer = Gazetteer::load_default();
  ASSERT_TRUE(gazetteer);
  const auto known = [&](const char* a, const char* b) {
    return person_fit(parse_person(a), parse_person(b), with_variants, &*gazetteer);
  };
  EXPECT_EQ(known("Joe Biden", "Joseph R. Biden"), NameFit::Same);
  EXPECT_EQ(known("Vladimir Zelensky", "Volodymyr Zelenskyy"), NameFit::Spelling);
  EXPECT_EQ(known("Jill Biden", "Joseph R. Biden"), NameFit::None);
}

TEST(Names, Acronyms) {
  EXPECT_TRUE(is_acronym_of("OECD", "Organization for Economic Co-operation and Development"));
  EXPECT_TRUE(is_acronym_of("IAEA", "International Atomic Energy Agency"));
  EXPECT_TRUE(is_acronym_of("DMZ", "De-Militarized Zone"));
  EXPECT_FALSE(is_acronym_of("OECD", "Organization of American States"));
  EXPECT_FALSE(is_acronym_of("A", "Artemis"));
  EXPECT_TRUE(looks_like_acronym("U.S."));
  EXPECT_FALSE(looks_like_acronym("Nato"));
  EXPECT_FALSE(looks_like_acronym("BEIJING"));
}

TEST(Names, Slug) {
  EXPECT_EQ(slug("People's Bank of São Tomé"), "peoples-bank-of-sao-tome");
}

TEST(GazetteerData, KnowsStatesUnderTheirNames) {
  const auto g = Gazetteer::load_default();
  ASSERT_TRUE(g) << entente::base::format(g.error());
  const auto code = [&](const char* form) {
    const auto senses = g->find(form);
    return senses.empty()           ? std::string("none")
           : senses[0].organization ? g->organizations()[senses[0].index].id
                                    : g->countries()[senses[0].index].code;
  };
  EXPECT_EQ(code("United States"), "US");
  EXPECT_EQ(code("U.S."), "US");
  EXPECT_EQ(code("US"), "US");
  EXPECT_EQ(code("us"), "none") << "the pronoun";
  EXPECT_EQ(code("Us"), "none");
  EXPECT_EQ(code("Britain"), "GB");
  EXPECT_EQ(code("South Korean"), "KR");
  EXPECT_EQ(code("Kyiv"), "UA");
  EXPECT_EQ(code("Kiev"), "UA");
  EXPECT_EQ(code("Kremlin"), "RU");
  EXPECT_EQ(code("Pentagon"), "org:us-department-of-defense");
  EXPECT_EQ(code("OECD"), "org:oecd");
  EXPECT_EQ(code("Brussels"), "BE");
  EXPECT_EQ(code("Erehwon"), "none");
}

TEST(GazetteerData, KnowsPostsAndLeaders) {
  const auto g = Gazetteer::load_default();
  ASSERT_TRUE(g);
  EXPECT_EQ(g->role("president"), Rank::Head);
  EXPECT_EQ(g->role("banana"), std::nullopt);
  EXPECT_EQ(g->post_holder("commerce secretary"), "country:US");
  EXPECT_EQ(g->given_name("gina"), Gender::Female);
  const auto of_france = g->leaders_of("country:FR");
  EXPECT_TRUE(
      std::any_of(of_france.begin(), of_france.end(), [](const Leader* l) { return l->name == "Emmanuel Macron"; }));
}

TEST(GazetteerData, AWrongLineIsNamed) {
  const auto unknown = Gazetteer::parse("# fine\ncountry\tXX\tNowhere\t\t\t\t\tstate\ncontry\tYY\n", "mine.tsv");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, entente::base::ErrorCode::Malformed);
  ASSERT_TRUE(unknown.error().location);
  EXPECT_EQ(unknown.error().location->source, "mine.tsv");
  EXPECT_EQ(unknown.error().location->line, 3U);
  EXPECT_FALSE(Gazetteer::parse("country\tXX\n", "x")) << "too few fields";
  EXPECT_FALSE(Gazetteer::parse("role\tvizier\tmighty\n", "x")) << "no such rank";
  EXPECT_FALSE(Gazetteer::parse("city\tX\tXX\tmany\n", "x")) << "population is no number";
  EXPECT_TRUE(Gazetteer::parse("", "x"));
}

TEST(GazetteerData, LaterFilesAddAndOverrule) {
  auto g = Gazetteer::parse("country\tXX\tOldland\t\tOlden\t\tOldtown\tstate\n", "a");
  ASSERT_TRUE(g);
  ASSERT_TRUE(g->extend("country\tXX\tOldland\tNewland\t\t\t\tstate\n", "b"));
  ASSERT_EQ(g->find("Newland").size(), 1U);
  EXPECT_EQ(g->countries()[g->find("Newland")[0].index].name, "Oldland");
}

}  // namespace
