#include <gmock/gmock.h>

#include "graph/base/utf8.h"
#include "tests/unit/extraction/relations_support.h"

namespace {

using namespace relations_test;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Matcher, ActiveVerb) {
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nmet meet VERB 0 root\nXi Xi PROPN 2 obj\nin in ADP 5 case\n"
                  "London London PROPN 2 obl\nyesterday yesterday NOUN 2 obl:tmod\n",
                  people()),
              ElementsAre("Trump MET_WITH Xi happened 2025-06-08 @London"));
}

TEST(Matcher, PassiveWithAgent) {
  EXPECT_THAT(run("Canada Canada PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nattacked attack VERB 0 root\n"
                  "by by ADP 5 case\nMexico Mexico PROPN 3 obl:agent\n",
                  people()),
              ElementsAre("Mexico ATTACKED Canada happened"));
}

TEST(Matcher, PassiveWithoutAgentSaysNothingOfWho) {
  EXPECT_THAT(run("Canada Canada PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nattacked attack VERB 0 root\n", people()),
              IsEmpty());
}

TEST(Matcher, WhoseTheMeasureIsEasesItInAnAgentlessPassive) {
  EXPECT_THAT(run("US US PROPN 2 compound\ntariffs tariff NOUN 6 nsubj:pass\non on ADP 4 case\n"
                  "China China PROPN 2 nmod\nwere be AUX 6 aux:pass\ndropped drop VERB 0 root\n",
                  people()),
              ElementsAre("<tariff> TARGETS China happened", "United States EASED <tariff> happened"));
}

TEST(Matcher, ListsGiveAllPairs) {
  EXPECT_THAT(run("Lutnick Lutnick PROPN 7 nsubj\n, , PUNCT 3 punct\nBessent Bessent PROPN 1 conj\nand and CCONJ 5 cc\n"
                  "Greer Greer PROPN 1 conj\nwill will AUX 7 aux\nmeet meet VERB 0 root\nXi Xi PROPN 7 obj\n",
                  people()),
              ElementsAre("Bessent MET_WITH Xi planned", "Greer MET_WITH Xi planned", "Lutnick MET_WITH Xi planned"));
}

TEST(Matcher, PluralSubjectsAreEachOthersObjects) {
  EXPECT_THAT(
      run("Putin Putin PROPN 4 nsubj\nand and CCONJ 3 cc\nXi Xi PROPN 1 conj\nmet meet VERB 0 root\n", people()),
      ElementsAre("Putin MET_WITH Xi happened"));
  EXPECT_THAT(run("They they PRON 2 nsubj\nmet meet VERB 0 root\n", people()),
              ElementsAre("Trump MET_WITH Xi happened"));
}

TEST(Matcher, NounsWithBetweenAndWithAndPossessives) {
  EXPECT_THAT(run("Talks talk NOUN 0 root\nbetween between ADP 3 case\nWashington Washington PROPN 1 nmod\n"
                  "and and CCONJ 5 cc\nBeijing Beijing PROPN 3 conj\n",
                  people()),
              ElementsAre("United States NEGOTIATED_WITH China happened"));
  EXPECT_THAT(run("Trump Trump PROPN 3 nmod:poss\n's 's PART 1 case\ncall call NOUN 0 root\nwith with ADP 5 case\n"
                  "Xi Xi PROPN 3 nmod\n",
                  people()),
              ElementsAre("Trump SPOKE_WITH Xi happened"));
}

TEST(Matcher, LightVerbs) {
  EXPECT_THAT(run("Canada Canada PROPN 2 nsubj\nheld hold VERB 0 root\ntalks talk NOUN 2 obj\nwith with ADP 5 case\n"
                  "Mexico Mexico PROPN 3 nmod\n",
                  people()),
              ElementsAre("Canada NEGOTIATED_WITH Mexico happened"));
  EXPECT_THAT(run("Canada Canada PROPN 2 nsubj\nlaunched launch VERB 0 root\nan a DET 4 det\nattack attack NOUN 2 obj\n"
                  "on on ADP 6 case\nMexico Mexico PROPN 4 nmod\n",
                  people()),
              ElementsAre("Canada ATTACKED Mexico happened"));
}

TEST(Matcher, ControlAndRaising) {
  EXPECT_THAT(run("France France PROPN 2 nsubj\nvowed vow VERB 0 root\nto to PART 4 mark\nattack attack VERB 2 xcomp\n"
                  "Mali Mali PROPN 4 obj\n",
                  people()),
              ElementsAre("France ATTACKED Mali planned"));
  EXPECT_THAT(run("Canada Canada PROPN 2 nsubj\nurged urge VERB 0 root\nFrance France PROPN 2 obj\nto to PART 5 mark\n"
                  "leave leave VERB 2 xcomp\nMali Mali PROPN 5 obj\n",
                  people()),
              ElementsAre("Canada DEMANDED France happened", "France WITHDREW_FROM Mali demanded"));
}

TEST(Matcher, RelativeClausesAndParticiplesShareTheirSubject) {
  EXPECT_THAT(
      run("Canada Canada PROPN 6 nsubj\n, , PUNCT 4 punct\nwhich which PRON 4 nsubj\nattacked attack VERB 1 acl:relcl\n"
          "Mexico Mexico PROPN 4 obj\nslept sleep VERB 0 root\n",
          people()),
      ElementsAre("Canada ATTACKED Mexico happened"));
  EXPECT_THAT(run("Canada Canada PROPN 2 nsubj\nslept sleep VERB 0 root\nattacking attack VERB 2 advcl "
                  "VerbForm=Part|Tense=Pres\n"
                  "Mexico Mexico PROPN 3 obj\n",
                  people()),
              ElementsAre("Canada ATTACKED Mexico happened"));
}

TEST(Matcher, CoordinatedVerbsShareTheirSubject) {
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\npraised praise VERB 0 root\nMexico Mexico PROPN 2 obj\nand and CCONJ 5 cc\n"
          "attacked attack VERB 2 conj\nMali Mali PROPN 5 obj\n",
          people()),
      ElementsAre("Canada ATTACKED Mali happened", "Canada PRAISED Mexico happened"));
}

TEST(Matcher, MeasuresWithKindImposerAndTarget) {
  const auto record = extract(
      "Beijing Beijing PROPN 2 nsubj\nimposed impose VERB 0 root\ntariffs tariff NOUN 2 obj\non on ADP 6 case\n"
      "US US PROPN 6 compound\ngoods good NOUN 3 nmod\n",
      people());
  EXPECT_THAT(shown(record), ElementsAre("<tariff> TARGETS United States happened", "China IMPOSED <tariff> happened"));
  const auto& measure = record.entities.back();
  ASSERT_EQ(measure.type, schema::EntityType::Measure);
  EXPECT_EQ(record.entities[measure.imposer.value()].name, "China");
  EXPECT_EQ(record.entities[measure.target.value()].name, "United States");
}

TEST(Matcher, TypesOfTheEndsAreKept) {
  // A place is no one whom one meets.
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nmet meet VERB 0 root\nLondon London PROPN 2 obj\n", people()), IsEmpty());
}

TEST(Status, ModalsNegationConditionsAndAttitudes) {
  const auto with = [](const std::string& auxiliary, const std::string& relation) {
    return run("Canada Canada PROPN 3 nsubj\n" + auxiliary + " " + auxiliary + " AUX 3 " + relation +
                   "\nattack attack VERB 0 root\nMexico Mexico PROPN 3 obj\n",
               people());
  };
  EXPECT_THAT(with("will", "aux"), ElementsAre("Canada ATTACKED Mexico planned"));
  EXPECT_THAT(with("may", "aux"), ElementsAre("Canada ATTACKED Mexico possible"));
  EXPECT_THAT(with("must", "aux"), ElementsAre("Canada ATTACKED Mexico demanded"));
  EXPECT_THAT(with("never", "advmod"), ElementsAre("Canada ATTACKED Mexico denied"));
  const auto under = [](const std::string& verb) {
    return run("Canada Canada PROPN 2 nsubj\n" + verb + " " + verb + " VERB 0 root\nto to PART 4 mark\n" +
                   "attack attack VERB 2 xcomp\nMexico Mexico PROPN 4 obj\n",
               people());
  };
  EXPECT_THAT(under("plan"), ElementsAre("Canada ATTACKED Mexico planned"));
  EXPECT_THAT(under("want"), ElementsAre("Canada ATTACKED Mexico possible"));
  EXPECT_THAT(under("refuse"), Contains("Canada ATTACKED Mexico denied"));
  EXPECT_THAT(under("fail"), ElementsAre("Canada ATTACKED Mexico denied"));
}

TEST(Status, SubjectsThatDeny) {
  EXPECT_THAT(run("Neither neither CCONJ 2 cc:preconj\nCanada Canada PROPN 5 nsubj\nnor nor CCONJ 4 cc\nFrance France "
                  "PROPN 2 conj\n"
                  "attacked attack VERB 0 root\nMexico Mexico PROPN 5 obj\n",
                  people()),
              ElementsAre("Canada ATTACKED Mexico denied", "France ATTACKED Mexico denied"));
}

TEST(Status, NounsTakeThatOfTheirClause) {
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nwants want VERB 0 root\na a DET 4 det\nmeeting meeting NOUN 2 obj\n"
                  "with with ADP 6 case\nXi Xi PROPN 4 nmod\n",
                  people()),
              ElementsAre("Trump MET_WITH Xi possible"));
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nslept sleep VERB 0 root\nbefore before ADP 5 case\na a DET 5 det\n"
                  "meeting meeting NOUN 2 obl\nwith with ADP 7 case\nXi Xi PROPN 5 nmod\n",
                  people()),
              ElementsAre("Trump MET_WITH Xi planned"));
}

TEST(Claims, StandInTheSpeakersWords) {
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nsaid say VERB 0 root\nCanada Canada PROPN 4 nsubj\n"
                  "attacked attack VERB 2 ccomp\nMexico Mexico PROPN 4 obj\n",
                  people()),
              ElementsAre("Canada ATTACKED Mexico happened says Trump"));
}

TEST(Dates, OfTheSayingAreNotOfTheDeed) {
  EXPECT_THAT(
      run("Trump Trump PROPN 2 nsubj\nsaid say VERB 0 root\ntoday today NOUN 2 obl:tmod\nCanada Canada PROPN 5 nsubj\n"
          "attacked attack VERB 2 ccomp\nMexico Mexico PROPN 5 obj\nyesterday yesterday NOUN 5 obl:tmod\n",
          people()),
      ElementsAre("Canada ATTACKED Mexico happened 2025-06-08 says Trump"));
}

TEST(Evidence, QuotesTheTextAndJoinsRepeats) {
  const auto record = extract(
      "Canada Canada PROPN 2 nsubj\nattacked attack VERB 0 root\nMexico Mexico PROPN 2 obj\n\n"
      "Canada Canada PROPN 2 nsubj\nbombed bomb VERB 0 root\nMexico Mexico PROPN 2 obj\nyesterday yesterday NOUN 2 "
      "obl:tmod\n",
      people());
  ASSERT_EQ(record.statements.size(), 1U);
  const auto& s = record.statements[0];
  EXPECT_EQ(s.date.iso(), "2025-06-08");
  ASSERT_EQ(s.evidence.size(), 2U);
  EXPECT_GT(s.confidence, 0.95);
  EXPECT_LE(s.confidence, 0.99);
  const base::OffsetMap offsets(record.document.text);
  const auto bytes = offsets.to_bytes(s.evidence[1].sentence);
  EXPECT_EQ(record.document.text.substr(bytes.begin, bytes.size()), "Canada bombed Mexico yesterday");
  EXPECT_EQ(s.evidence[0].subject, "Canada");
  EXPECT_EQ(s.evidence[0].object, "Mexico");
}

TEST(Unite, KeepsWhatDiffersApart) {
  const auto record = extract(
      "Trump Trump PROPN 2 nsubj\nmet meet VERB 0 root\nXi Xi PROPN 2 obj\ntoday today NOUN 2 obl:tmod\n\n"
      "Xi Xi PROPN 2 nsubj\nmet meet VERB 0 root\nTrump Trump PROPN 2 obj\nyesterday yesterday NOUN 2 obl:tmod\n",
      people());
  EXPECT_THAT(shown(record),
              ElementsAre("Trump MET_WITH Xi happened 2025-06-09", "Xi MET_WITH Trump happened 2025-06-08"));
}

}  // namespace
