#include <gmock/gmock.h>

#include "tests/unit/extraction/relations_support.h"

namespace {

using namespace relations_test;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Groups, LeadersOfDelegationsMeetAndSoDoTheirStates) {
  EXPECT_THAT(run("A a DET 3 det\nChinese Chinese ADJ 3 amod\ndelegation delegation NOUN 7 nsubj\nled lead VERB 3 acl "
                  "VerbForm=Part|Tense=Past\n"
                  "by by ADP 6 case\nXi Xi PROPN 4 obl:agent\nmet meet VERB 0 root\nofficials official NOUN 7 obj\n"
                  "from from ADP 10 case\nCanada Canada PROPN 8 nmod\n",
                  people()),
              ElementsAre("China MET_WITH Canada happened", "Xi MET_WITH Canada happened"));
}

TEST(Groups, LongListsGiveNoPairs) {
  Names names;
  std::string lines = "A1 A1 PROPN 14 nsubj\n";
  names["A1"] = {schema::EntityType::Country, "A1"};
  for (int i = 2; i <= 13; ++i) {
    const std::string name = "A" + std::to_string(i);
    names[name] = {schema::EntityType::Country, name};
    lines += name + " " + name + " PROPN 1 conj\n";
  }
  lines += "met meet VERB 0 root\n";
  EXPECT_THAT(run(lines, names), IsEmpty());
}

TEST(Promises, AreOnlyWhatNoOtherRelationSays) {
  // "pledged to attack" is a planned attack; "promised Mexico a school" a promise.
  EXPECT_THAT(run("France France PROPN 2 nsubj\npledged pledge VERB 0 root\nto to PART 4 mark\nattack attack VERB 2 "
                  "xcomp\nMali Mali PROPN 4 obj\n",
                  people()),
              ElementsAre("France ATTACKED Mali planned"));
  EXPECT_THAT(run("France France PROPN 2 nsubj\npromised promise VERB 0 root\nMexico Mexico PROPN 2 iobj\na a DET 5 "
                  "det\nschool school NOUN 2 obj\n",
                  people()),
              ElementsAre("France PROMISED Mexico happened"));
}

TEST(Threats, AreAgainstWhomTheThreatenedActIs) {
  EXPECT_THAT(run("France France PROPN 2 nsubj\nthreatened threaten VERB 0 root\nto to PART 4 mark\nattack attack VERB "
                  "2 xcomp\nMali Mali PROPN 4 obj\n",
                  people()),
              ElementsAre("France ATTACKED Mali possible", "France THREATENED Mali happened"));
}

TEST(Demands, MustIsADemandOfTheSpeaker) {
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\nsaid say VERB 0 root\nFrance France PROPN 5 nsubj\nmust must AUX 5 aux\n"
          "leave leave VERB 2 ccomp\nMali Mali PROPN 5 obj\n",
          people()),
      ElementsAre("Canada DEMANDED France happened", "France WITHDREW_FROM Mali demanded says Canada"));
  // What is only told is no demand.
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\nsaid say VERB 0 root\nFrance France PROPN 4 nsubj\nleft leave VERB 2 ccomp\n"
          "Mali Mali PROPN 4 obj\n",
          people()),
      ElementsAre("France WITHDREW_FROM Mali happened says Canada"));
}

TEST(Measures, AreWhatAPronounStandsFor) {
  EXPECT_THAT(
      run("US US PROPN 2 compound\ntariffs tariff NOUN 3 nsubj Number=Plur\nrose rise VERB 0 root\nbut but CCONJ 7 cc\n"
          "China China PROPN 7 nsubj\nhas have AUX 7 aux\ncondemned condemn VERB 3 conj\nthem they PRON 7 obj "
          "Number=Plur\n",
          people()),
      Contains("China CRITICIZED <tariff> happened"));
}

TEST(Measures, OfTheSubjectsOwn) {
  const auto record = extract(
      "Canada Canada PROPN 2 nsubj\nlifted lift VERB 0 root\nits its PRON 4 nmod:poss\ntariffs tariff NOUN 2 obj\non "
      "on ADP 6 case\n"
      "Mexico Mexico PROPN 4 nmod\n",
      people());
  EXPECT_THAT(shown(record), ElementsAre("<tariff> TARGETS Mexico happened", "Canada EASED <tariff> happened"));
  EXPECT_EQ(record.entities[record.entities.back().imposer.value()].name, "Canada");
}

TEST(Measures, TheSameOneInOtherWordsIsOneNode) {
  const auto record = extract(
      "Canada Canada PROPN 2 nsubj\nimposed impose VERB 0 root\ntariffs tariff NOUN 2 obj\non on ADP 5 case\nMexico "
      "Mexico PROPN 3 nmod\n\n"
      "Mexico Mexico PROPN 2 nsubj\ncondemned condemn VERB 0 root\nthe the DET 5 det\nCanada Canada PROPN 5 "
      "compound\nlevies levy NOUN 2 obj\n",
      people());
  const auto measures = std::count_if(record.entities.begin(), record.entities.end(),
                                      [](const auto& e) { return e.type == schema::EntityType::Measure; });
  EXPECT_EQ(measures, 1);
}

TEST(Measures, RetaliationNamesItsMeans) {
  const auto record = extract(
      "Beijing Beijing PROPN 2 nsubj\nreplied reply VERB 0 root\nwith with ADP 4 case\ntariffs tariff NOUN 2 obl\non "
      "on ADP 7 case\n"
      "US US PROPN 7 compound\ngoods good NOUN 4 nmod\n",
      people());
  EXPECT_THAT(shown(record), ElementsAre("<tariff> TARGETS United States happened", "China IMPOSED <tariff> happened",
                                         "China RETALIATED United States happened"));
  const auto retaliation = std::find_if(record.statements.begin(), record.statements.end(),
                                        [](const auto& s) { return s.type == "RETALIATED"; });
  ASSERT_TRUE(retaliation->measure);
  EXPECT_EQ(record.entities[*retaliation->measure].kind, "tariff");
}

TEST(Hints, TheMoveIsThatOfWhoActedBefore) {
  const std::string imposed =
      "Canada Canada PROPN 2 nsubj\nimposed impose VERB 0 root\ntariffs tariff NOUN 2 obj\non on ADP 5 case\nMexico "
      "Mexico PROPN 3 nmod\n\n";
  const auto found = run(
      imposed + "France France PROPN 2 nsubj\ncondemned condemn VERB 0 root\nthe the DET 4 det\nmove move NOUN 2 obj\n",
      people());
  EXPECT_THAT(found, Contains("France CRITICIZED Canada happened"));
  // Nobody criticises oneself by that rule, and nothing before means nobody.
  EXPECT_THAT(
      run("France France PROPN 2 nsubj\ncondemned condemn VERB 0 root\nthe the DET 4 det\nmove move NOUN 2 obj\n",
          people()),
      IsEmpty());
}

TEST(Agreements, BecomeNodesWhereTheyAreObjects) {
  const auto record = extract(
      "France France PROPN 2 nsubj\nrejected reject VERB 0 root\nthe the DET 5 det\nclimate climate NOUN 5 "
      "compound\nagreement agreement NOUN 2 obj\n",
      people());
  ASSERT_EQ(record.statements.size(), 1U);
  const auto& object = record.entities[record.statements[0].object];
  EXPECT_EQ(record.statements[0].type, "REJECTED");
  EXPECT_EQ(object.type, schema::EntityType::Agreement);
  EXPECT_EQ(object.name, "climate agreement");
  ASSERT_EQ(object.mentions.size(), 1U);
  EXPECT_EQ(object.mentions[0].surface, "climate agreement");
}

TEST(Topics, OfTalks) {
  const auto record = extract(
      "Canada Canada PROPN 2 nsubj\nheld hold VERB 0 root\ntalks talk NOUN 2 obj\nwith with ADP 5 case\nMexico Mexico "
      "PROPN 3 nmod\n"
      "on on ADP 7 case\nmigration migration NOUN 3 nmod\n",
      people());
  ASSERT_EQ(record.statements.size(), 1U);
  ASSERT_EQ(record.statements[0].topics.size(), 1U);
  EXPECT_EQ(record.entities[record.statements[0].topics[0]].name, "migration");
}

TEST(Claims, AccordingTo) {
  EXPECT_THAT(run("According accord ADP 3 case\nto to ADP 1 fixed\nCanada Canada PROPN 6 obl\n, , PUNCT 3 punct\n"
                  "France France PROPN 6 nsubj\nattacked attack VERB 0 root\nMali Mali PROPN 6 obj\n",
                  people()),
              ElementsAre("France ATTACKED Mali happened says Canada"));
}

TEST(Status, OfWhatIsPresupposed) {
  // A decision to do it is the doing; what someone is thanked for has happened.
  EXPECT_THAT(
      run("The the DET 3 det\nCanada Canada PROPN 3 compound\ndecision decision NOUN 7 nsubj\nto to PART 5 mark\n"
          "attack attack VERB 3 acl\nMexico Mexico PROPN 5 obj\nshocked shock VERB 0 root\nMali Mali PROPN 7 obj\n",
          people()),
      Contains("Canada ATTACKED Mexico happened"));
}

TEST(Repairs, ASubjectThatHangsOnTheObjectBefore) {
  // "Canada condemned France, and Mexico thanked Mali", parsed as if Mexico were condemned, too.
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\ncondemned condemn VERB 0 root\nFrance France PROPN 2 obj\n, , PUNCT 6 punct\n"
          "and and CCONJ 6 cc\nMexico Mexico PROPN 3 conj\nthanked thank VERB 2 conj\nMali Mali PROPN 7 obj\n",
          people()),
      ElementsAre("Canada CRITICIZED France happened", "Mexico PRAISED Mali happened"));
  // With a conjunction of its own the second verb shares the subject, and the list stays a list.
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\ncondemned condemn VERB 0 root\nFrance France PROPN 2 obj\nand and CCONJ 5 cc\n"
          "Mexico Mexico PROPN 3 conj\nand and CCONJ 7 cc\nthanked thank VERB 2 conj\nMali Mali PROPN 7 obj\n",
          people()),
      ElementsAre("Canada CRITICIZED France happened", "Canada CRITICIZED Mexico happened",
                  "Canada PRAISED Mali happened"));
}

TEST(Repairs, ASecondSubjectBehindTheVerbIsItsObject) {
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\ncondemned condemn VERB 0 root\nFrance France PROPN 2 nsubj\n", people()),
      ElementsAre("Canada CRITICIZED France happened"));
}

TEST(Hostile, CyclesAndDeepTreesEnd) {
  // A chain of a thousand words, each the complement of the one before.
  std::string lines = "Canada Canada PROPN 2 nsubj\nsaid say VERB 0 root\n";
  for (int i = 3; i < 1000; ++i) lines += "said say VERB " + std::to_string(i - 1) + " ccomp\n";
  EXPECT_THAT(run(lines, people()), IsEmpty());
}

}  // namespace
