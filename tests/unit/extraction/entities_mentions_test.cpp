#include "tests/unit/extraction/entities_support.h"

namespace {

using namespace entities_test;

TEST(Mentions, TitlesAreCutOffAndSurnamesFollow) {
  const Read r = read(R"(
U.S. PROPN 3 compound B-GPE
Commerce PROPN 3 compound
Secretary PROPN 4 nmod:desc
Gina PROPN 6 nsubj B-PER
Raimondo PROPN 4 flat I-PER
arrived VERB 0 root
in ADP 8 case
Beijing PROPN 6 obl B-GPE
. PUNCT 6 punct

Raimondo PROPN 2 nsubj B-PER
met VERB 0 root
Li PROPN 2 obj B-PER
Qiang PROPN 3 flat I-PER
, PUNCT 7 punct
the DET 7 det
premier NOUN 3 appos
of ADP 9 case
China PROPN 7 nmod B-GPE
. PUNCT 2 punct

Secretary PROPN 2 nmod:desc
Raimondo PROPN 3 nsubj B-PER
thanked VERB 0 root
Li PROPN 3 obj B-PER
. PUNCT 3 punct
)");
  EXPECT_EQ(entities(r), (std::set<std::string>{"Person Gina Raimondo", "Person Li Qiang", "Country United States",
                                                "Country China", "Place Beijing"}));
  EXPECT_EQ(at(r, 0, 4), "Gina Raimondo");
  EXPECT_EQ(at(r, 1, 1), "Gina Raimondo");
  EXPECT_EQ(at(r, 1, 7), "Li Qiang") << "the apposition stands for him too";
  EXPECT_EQ(at(r, 2, 4), "Li Qiang") << "his surname stands first";
  EXPECT_TRUE(locative(r, 0, 8));
  EXPECT_TRUE(statements(r).count("Gina Raimondo HOLDS_POSITION United States (Commerce Secretary)"));
  EXPECT_TRUE(statements(r).count("Li Qiang HOLDS_POSITION China (premier)"));
  const auto* raimondo = entity(r, "Gina Raimondo");
  ASSERT_NE(raimondo, nullptr);
  EXPECT_TRUE(std::any_of(raimondo->reasons.begin(), raimondo->reasons.end(),
                          [](const auto& x) { return x.find("surname of Gina Raimondo") != std::string::npos; }));
}

TEST(Mentions, MentionsQuoteTheText) {
  const Read r = read(R"(
Türkiye PROPN 2 nsubj B-GPE
warned VERB 0 root
Čedomir PROPN 2 obj B-PER
Šolak PROPN 3 flat I-PER
. PUNCT 2 punct
)");
  const base::OffsetMap map(r.document.text);
  for (const auto& e : r.mentions.entities) {
    for (const auto& m : e.mentions) {
      const auto bytes = map.to_bytes(m.span);
      EXPECT_EQ(r.document.text.substr(bytes.begin, bytes.size()), m.surface);
    }
  }
  EXPECT_TRUE(entities(r).count("Person Čedomir Šolak"));
  EXPECT_TRUE(entities(r).count("Country Turkey"));
}

TEST(Mentions, ACapitalActsOrLocates) {
  const Read r = read(R"(
Ottawa PROPN 2 nsubj B-GPE
protested VERB 0 root
after ADP 4 case
talks NOUN 2 obl
in ADP 6 case
Ottawa PROPN 4 nmod B-GPE
with ADP 8 case
Paris PROPN 4 nmod B-GPE
. PUNCT 2 punct
)");
  EXPECT_EQ(at(r, 0, 1), "Canada");
  EXPECT_FALSE(locative(r, 0, 1));
  EXPECT_EQ(at(r, 0, 6), "Ottawa");
  EXPECT_TRUE(locative(r, 0, 6));
  EXPECT_EQ(at(r, 0, 8), "France");
  const auto* canada = entity(r, "Canada");
  ASSERT_NE(canada, nullptr);
  EXPECT_EQ(canada->reference, "country:CA");
  EXPECT_EQ(canada->reasons, (std::vector<std::string>{"'Ottawa': capital used as actor"}));
}

TEST(Mentions, CountriesAsPlacesStayCountriesButAreMarked) {
  const Read r = read(R"(
Kenya PROPN 2 nsubj B-GPE
trained VERB 0 root
soldiers NOUN 2 obj
in ADP 5 case
Uganda PROPN 2 obl B-GPE
. PUNCT 2 punct
)");
  EXPECT_FALSE(locative(r, 0, 1));
  EXPECT_TRUE(locative(r, 0, 5));
  EXPECT_EQ(at(r, 0, 5), "Uganda");
}

TEST(Mentions, OfficialsAndGovernmentsAreTheirStates) {
  const Read r = read(R"(
Senior ADJ 3 amod
Kenyan ADJ 3 amod B-NORP
officials NOUN 4 nsubj
met VERB 0 root
the DET 8 det
Tanzanian ADJ 8 amod B-NORP
trade NOUN 8 compound
delegation NOUN 4 obj
. PUNCT 4 punct

Analysts NOUN 2 nsubj
praised VERB 0 root
the DET 4 det
government NOUN 2 obj
of ADP 6 case
Rwanda PROPN 4 nmod B-GPE
. PUNCT 2 punct
)");
  EXPECT_EQ(at(r, 0, 3), "Kenya");
  EXPECT_EQ(at(r, 0, 8), "Tanzania");
  EXPECT_EQ(at(r, 1, 4), "Rwanda");
  EXPECT_EQ(at(r, 1, 1), "") << "unnamed people are nobody";
  const auto* kenya = entity(r, "Kenya");
  ASSERT_NE(kenya, nullptr);
  EXPECT_TRUE(std::count(kenya->aliases.begin(), kenya->aliases.end(), "Kenyan"));
}

TEST(Mentions, TwoStatesBeforeOneNoun) {
  const Read r = read(R"(
Greek ADJ 4 amod B-NORP
and CCONJ 3 cc
Turkish ADJ 1 conj B-NORP
officials NOUN 5 nsubj
spoke VERB 0 root
. PUNCT 5 punct

They PRON 2 nsubj
quarrelled VERB 0 root
. PUNCT 2 punct
)");
  EXPECT_EQ(at(r, 0, 4), "Greece+Turkey");
  EXPECT_EQ(at(r, 1, 1), "Greece+Turkey");
}

TEST(Mentions, CounterpartsGroupsAndPronouns) {
  const Read r = read(R"(
Foreign PROPN 2 compound
Minister PROPN 3 nmod:desc
Penny PROPN 8 nsubj B-PER
Wong PROPN 3 flat I-PER
of ADP 6 case
Australia PROPN 3 nmod B-GPE
has AUX 8 aux
met VERB 0 root
her PRON 11 nmod:poss
Indian ADJ 11 amod B-NORP
counterpart NOUN 8 obj
, PUNCT 13 punct
Subrahmanyam PROPN 11 appos B-PER
Jaishankar PROPN 13 flat I-PER
. PUNCT 8 punct

The DET 3 det
two NUM 3 nummod
ministers NOUN 4 nsubj
praised VERB 0 root
each DET 6 det
other ADJ 4 obj
. PUNCT 4 punct

She PRON 2 nsubj
thanked VERB 0 root
him PRON 2 obj
. PUNCT 2 punct
)");
  EXPECT_EQ(at(r, 0, 9), "Penny Wong");
  EXPECT_EQ(at(r, 0, 11), "Subrahmanyam Jaishankar");
  EXPECT_EQ(at(r, 1, 3), "Penny Wong+Subrahmanyam Jaishankar");
  EXPECT_EQ(at(r, 2, 1), "Penny Wong");
  EXPECT_EQ(at(r, 2, 3), "Subrahmanyam Jaishankar");
  EXPECT_TRUE(statements(r).count("Subrahmanyam Jaishankar HOLDS_POSITION India (Foreign Minister)"))
      << "the same post as hers";
}

TEST(Mentions, TwoSidesAreThoseNamedTogether) {
  const Read r = read(R"(
Iraq PROPN 4 nsubj B-GPE
and CCONJ 3 cc
Kuwait PROPN 1 conj B-GPE
accused VERB 0 root
Iran PROPN 4 obj B-GPE
. PUNCT 4 punct

Iran PROPN 2 nsubj B-GPE
denied VERB 0 root
that PRON 2 obj
. PUNCT 2 punct

The DET 3 det
two NUM 3 nummod
sides NOUN 4 nsubj
met VERB 0 root
. PUNCT 4 punct
)");
  EXPECT_EQ(at(r, 2, 3), "Iraq+Kuwait");
}

TEST(Mentions, SeatsAndBodiesOfUnions) {
  const Read r = read(R"(
Brussels PROPN 2 nsubj B-GPE
urged VERB 0 root
the DET 4 det
Kremlin PROPN 2 obj B-PER
to PART 6 mark
stop VERB 2 xcomp
. PUNCT 2 punct

The DET 2 det
Pentagon PROPN 3 nsubj B-ORG
agreed VERB 0 root
. PUNCT 3 punct
)");
  EXPECT_EQ(at(r, 0, 1), "European Union");
  EXPECT_EQ(at(r, 0, 4), "Russia") << "the gazetteer repairs the tagger";
  EXPECT_EQ(at(r, 1, 2), "U.S. Department of Defense");
  EXPECT_TRUE(entities(r).count("Organization European Union"));
}

TEST(Mentions, MinistriesArePartOfTheirState) {
  const Read r = read(R"(
Peru PROPN 4 nmod:poss B-GPE
's PART 1 case
Foreign PROPN 4 compound B-ORG
Ministry PROPN 5 nsubj I-ORG
protested VERB 0 root
. PUNCT 5 punct

The DET 2 det
ministry NOUN 3 nsubj
summoned VERB 0 root
the DET 6 det
Chilean ADJ 6 amod B-NORP
ambassador NOUN 3 obj
. PUNCT 3 punct
)");
  EXPECT_TRUE(statements(r).count("Foreign Ministry PART_OF Peru"));
  EXPECT_EQ(at(r, 1, 2), "Foreign Ministry");
  const auto* ministry = entity(r, "Foreign Ministry");
  ASSERT_NE(ministry, nullptr);
  EXPECT_EQ(ministry->reference, "org:pe-foreign-ministry");
}

TEST(Mentions, AnAcronymInBracketsNamesTheBody) {
  const Read r = read(R"(
The DET 5 det
Northern PROPN 5 compound B-ORG
Farmers PROPN 5 compound I-ORG
' PART 3 case
League PROPN 9 nsubj
( PUNCT 7 punct
NFL PROPN 5 appos
) PUNCT 7 punct
protested VERB 0 root
. PUNCT 9 punct

The DET 2 det
NFL PROPN 3 nsubj B-ORG
marched VERB 0 root
. PUNCT 3 punct
)");
  EXPECT_EQ(at(r, 0, 5), at(r, 1, 2));
  EXPECT_NE(at(r, 1, 2), "");
}

TEST(Mentions, TwoPeopleOfOneSurnameStayTwo) {
  const Read r = read(R"(
Hans PROPN 3 nsubj B-PER
Meyer PROPN 1 flat I-PER
met VERB 0 root
Eva PROPN 3 obj B-PER
Meyer PROPN 4 flat I-PER
. PUNCT 3 punct

Ms. PROPN 2 nmod:desc
Meyer PROPN 3 nsubj B-PER
left VERB 0 root
. PUNCT 3 punct
)");
  EXPECT_TRUE(entities(r).count("Person Hans Meyer"));
  EXPECT_TRUE(entities(r).count("Person Eva Meyer"));
  EXPECT_EQ(at(r, 1, 2), "Eva Meyer") << "the form of address tells";
}

TEST(Mentions, OneBodysNameInAnotherStateIsAnother) {
  const Read r = read(R"(
Libyan ADJ 2 amod B-NORP
politicians NOUN 3 nsubj
left VERB 0 root
Libya PROPN 3 obj B-GPE
. PUNCT 3 punct

Libya PROPN 3 nmod:poss B-GPE
's PART 1 case
Congress PROPN 4 nsubj B-ORG
met VERB 0 root
. PUNCT 4 punct
)");
  EXPECT_FALSE(entities(r).count("Organization U.S. Congress"));
  EXPECT_TRUE(statements(r).count("Congress PART_OF Libya"));
}

TEST(Mentions, NobodyFromNothing) {
  const Read r = read(R"(
On ADP 2 case
Monday PROPN 4 obl B-DATE
it PRON 4 nsubj
rained VERB 0 root
. PUNCT 4 punct
)");
  EXPECT_TRUE(r.mentions.entities.empty());
  EXPECT_TRUE(r.mentions.mentions.empty());
  EXPECT_TRUE(r.statements.empty());
  const model::Document empty;
  EXPECT_TRUE(extraction::resolve_mentions(empty, {}, gazetteer()).mentions.empty());
}

TEST(Mentions, TheSameEveryTime) {
  const char* text = R"(
Presidents NOUN 2 nmod:desc
Ruto PROPN 5 nsubj B-PER
and CCONJ 4 cc
Hassan PROPN 2 conj B-PER
met VERB 0 root
. PUNCT 5 punct
)";
  const Read a = read(text);
  const Read b = read(text);
  ASSERT_EQ(a.mentions.mentions.size(), b.mentions.mentions.size());
  EXPECT_EQ(entities(a), entities(b));
  EXPECT_TRUE(std::is_sorted(a.mentions.mentions.begin(), a.mentions.mentions.end(), [](const auto& x, const auto& y) {
    return std::tuple(x.sentence, x.begin, x.end) < std::tuple(y.sentence, y.begin, y.end);
  }));
}

TEST(Mentions, WhoIsKnownToBeAWomanIsShe) {
  const Read r = read(R"(
Margaret PROPN 3 nsubj B-PER
Holm PROPN 1 flat I-PER
met VERB 0 root
Lifeng PROPN 3 obj B-PER
Qu PROPN 4 flat I-PER
. PUNCT 3 punct

Lifeng PROPN 3 nsubj B-PER
Qu PROPN 1 flat I-PER
smiled VERB 0 root
and CCONJ 6 cc
she PRON 6 nsubj
left VERB 3 conj
. PUNCT 3 punct
)");
  EXPECT_EQ(at(r, 1, 5), "Margaret Holm");
}

TEST(Mentions, PlacesKeepTheirNamesAndASlipOfThePenIsNoPlace) {
  const Read r = read(R"(
Iceland PROPN 2 nsubj B-GPE
left VERB 0 root
Elk PROPN 5 compound B-LOC
Lodge PROPN 5 compound I-LOC
resort NOUN 2 obj I-LOC
. PUNCT 2 punct

Helsinki PROPN 2 nsubj B-GPE
protested VERB 0 root
. PUNCT 2 punct

Helsiki PROPN 2 nsubj B-GPE
protested VERB 0 root
. PUNCT 2 punct
)");
  EXPECT_TRUE(entities(r).count("Place Elk Lodge"));
  EXPECT_EQ(at(r, 2, 1), "Finland");
}

TEST(Mentions, BothDelegationsAreTheTwoNamed) {
  const Read r = read(R"(
Iceland PROPN 2 nsubj B-GPE
hosted VERB 0 root
a DET 5 det
Norwegian ADJ 5 amod B-NORP
delegation NOUN 2 obj
and CCONJ 9 cc
a DET 9 det
Danish ADJ 9 amod B-NORP
delegation NOUN 5 conj
. PUNCT 2 punct

Iceland PROPN 2 nsubj B-GPE
smiled VERB 0 root
. PUNCT 2 punct

Both DET 2 det
delegations NOUN 3 nsubj
left VERB 0 root
. PUNCT 3 punct
)");
  EXPECT_EQ(at(r, 2, 2), "Denmark+Norway");
}

TEST(Mentions, NobodyPunishesItsOwn) {
  const Read r = read(R"(
Iceland PROPN 2 nsubj B-GPE
protested VERB 0 root
after SCONJ 5 mark
Norway PROPN 5 nsubj B-GPE
imposed VERB 2 advcl
sanctions NOUN 5 obj
on ADP 9 case
its PRON 9 nmod:poss
fleet NOUN 6 nmod
. PUNCT 2 punct

Norway PROPN 2 nsubj B-GPE
sent VERB 0 root
its PRON 4 nmod:poss
fleet NOUN 2 obj
. PUNCT 2 punct
)");
  EXPECT_EQ(at(r, 0, 8), "Iceland");
  EXPECT_EQ(at(r, 1, 3), "Norway");
}

}  // namespace
