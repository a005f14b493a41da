#include <gmock/gmock.h>

#include "tests/unit/extraction/relations_support.h"

/// Constructions of newswire, each as one small tree.
namespace {

using namespace relations_test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Constructions, EachOthersDiplomatsGoBothWays) {
  EXPECT_THAT(
      run("Canada Canada PROPN 4 nsubj\nand and CCONJ 3 cc\nMexico Mexico PROPN 1 conj\nexpelled expel VERB 0 "
          "root VerbForm=Fin\neach each DET 6 nmod:poss\nother other ADJ 7 nmod:poss\ndiplomats diplomat NOUN 4 "
          "obj Number=Plur\n",
          people()),
      ElementsAre("Canada EXPELLED Mexico happened", "Mexico EXPELLED Canada happened"));
}

TEST(Constructions, PersonaNonGrataHangsAnywhereBelow) {
  EXPECT_THAT(
      run("Canada Canada PROPN 2 nsubj\ndeclared declare VERB 0 root\nXi Xi PROPN 2 obj\npersona persona NOUN 3 "
          "appos\nnon non X 4 flat\ngrata grata X 4 flat\n",
          people()),
      ElementsAre("Canada EXPELLED Xi happened"));
}

TEST(Constructions, HoursToLeaveAreAnExpulsion) {
  const std::string gave = "Mali Mali PROPN 2 nsubj\ngave give VERB 0 root\n";
  EXPECT_THAT(
      run(gave + "Chinese Chinese ADJ 4 amod\ndiplomats diplomat NOUN 2 iobj\nhours hour NOUN 2 obj\nto to PART "
                 "7 mark\nleave leave VERB 2 advcl VerbForm=Inf\n",
          people()),
      ElementsAre("Mali EXPELLED China happened"));
}

TEST(Constructions, RelativePronounBesideASubjectIsTheObject) {
  EXPECT_THAT(run("China China PROPN 7 nsubj\n, , PUNCT 5 punct\nwhich which PRON 5 nsubj\nFrance France PROPN 5 "
                  "nsubj\ncondemned condemn VERB 1 acl:relcl VerbForm=Fin\nagain again ADV 5 advmod\nwaited "
                  "wait VERB 0 root\n",
                  people()),
              ElementsAre("France CRITICIZED China happened"));
}

TEST(Constructions, TheAccusedIsNotWhatTheyAreAccusedOfSupporting) {
  EXPECT_THAT(run("Mali Mali PROPN 9 nsubj\nwhich which PRON 4 obj\nCanada Canada PROPN 4 nsubj\naccuses accuse VERB 1 "
                  "acl:relcl VerbForm=Fin\nFrance France PROPN 4 obj\nof of SCONJ 7 mark\nsupporting support VERB 4 "
                  "advcl VerbForm=Ger\n, , PUNCT 4 punct\nwaited wait VERB 0 root\n",
                  people()),
              testing::Contains("Canada ACCUSED France happened"));
}

TEST(Constructions, NameBehindAPrepositionIsTheCutOffSubject) {
  EXPECT_THAT(
      run("waited wait VERB 0 root\nafter after ADP 3 case\nXi Xi PROPN 1 obl\n, , PUNCT 3 punct\nvisited visit "
          "VERB 1 dep VerbForm=Fin\nMali Mali PROPN 5 obj\n",
          people()),
      ElementsAre("Xi VISITED Mali happened"));
}

TEST(Constructions, FollowingSuitDoesTheSame) {
  EXPECT_THAT(run("France France PROPN 2 nsubj\ncondemned condemn VERB 0 root\nMali Mali PROPN 2 obj\nand and CCONJ 6 "
                  "cc\nCanada Canada PROPN 6 nsubj\nfollowed follow VERB 2 conj\nsuit suit NOUN 6 obj\n",
                  people()),
              ElementsAre("Canada CRITICIZED Mali happened", "France CRITICIZED Mali happened"));
}

TEST(Constructions, FollowingSuitNeedsSomethingToFollow) {
  EXPECT_THAT(run("Canada Canada PROPN 2 nsubj\nfollowed follow VERB 0 root\nsuit suit NOUN 2 obj\n", people()),
              IsEmpty());
}

TEST(Constructions, TradeWarsAreNoAttacks) {
  const auto war = [](const std::string& modifier) {
    return "Canada Canada PROPN 2 nsubj\nwages wage VERB 0 root\na a DET 5 det\n" + modifier + " " + modifier +
           " NOUN 5 compound\nwar war NOUN 2 obj\nagainst against ADP 7 case\nMexico Mexico PROPN 5 nmod\n";
  };
  EXPECT_THAT(run(war("trade"), people()), IsEmpty());
  EXPECT_THAT(run(war("border"), people()), ElementsAre("Canada ATTACKED Mexico happened"));
}

TEST(Constructions, TwoWhoMeetAThirdDoNotMeetEachOther) {
  EXPECT_THAT(
      run("Trump Trump PROPN 4 nsubj\nand and CCONJ 3 cc\nPutin Putin PROPN 1 conj\nmet meet VERB 0 root\nXi Xi "
          "PROPN 4 obj\n",
          people()),
      ElementsAre("Putin MET_WITH Xi happened", "Trump MET_WITH Xi happened"));
  EXPECT_THAT(run("Trump Trump PROPN 4 nsubj\nand and CCONJ 3 cc\nPutin Putin PROPN 1 conj\nmet meet VERB 0 "
                  "root\nexperts expert NOUN 4 obj\n",
                  people()),
              IsEmpty());
}

TEST(Constructions, DescriptionsWithAClauseStandForTheirName) {
  EXPECT_THAT(run("Mali Mali PROPN 8 nsubj\n, , PUNCT 4 punct\na a DET 4 det\nland land NOUN 1 appos\nthat that PRON 6 "
                  "nsubj\nattacked attack VERB 4 acl:relcl VerbForm=Fin\nFrance France PROPN 6 obj\nwaited wait VERB 0 "
                  "root\n",
                  people()),
              ElementsAre("Mali ATTACKED France happened"));
}

TEST(Constructions, AfterMeetingSpeaksOfWhoUrged) {
  EXPECT_THAT(run("Trump Trump PROPN 2 nsubj\nurged urge VERB 0 root\nCanada Canada PROPN 2 obj\nto to PART 5 "
                  "mark\nwait wait VERB 2 xcomp VerbForm=Inf\nafter after SCONJ 7 mark\nmeeting meet VERB 5 advcl "
                  "VerbForm=Ger\nXi Xi PROPN 7 obj\n",
                  people()),
              ElementsAre("Trump DEMANDED Canada happened", "Trump MET_WITH Xi happened"));
}

TEST(Constructions, TheSettingOfADemandHasHappened) {
  EXPECT_THAT(run("In in ADP 2 case\ntalks talk NOUN 6 obl\nwith with ADP 4 case\nMexico Mexico PROPN 2 nmod\nCanada "
                  "Canada PROPN 6 nsubj\ndemanded demand VERB 0 root\nreform reform NOUN 6 obj\n",
                  people()),
              ElementsAre("Canada NEGOTIATED_WITH Mexico happened"));
}

TEST(Constructions, TanksSentAsAidAreNoMobilisation) {
  EXPECT_THAT(run("France France PROPN 2 nsubj\nsent send VERB 0 root\ntanks tank NOUN 2 obj\nto to ADP 5 case\nMali "
                  "Mali PROPN 2 obl\n",
                  people()),
              ElementsAre("France AIDED Mali happened"));
}

TEST(Constructions, TradedAccusationsGoBothWays) {
  EXPECT_THAT(run("Canada Canada PROPN 4 nsubj\nand and CCONJ 3 cc\nMali Mali PROPN 1 conj\ntraded trade VERB 0 "
                  "root\naccusations accusation NOUN 4 obj\n",
                  people()),
              ElementsAre("Canada ACCUSED Mali happened", "Mali ACCUSED Canada happened"));
}

TEST(Constructions, UnderInvestigationByAnother) {
  EXPECT_THAT(run("Xi Xi PROPN 4 nsubj\nwas be AUX 4 cop\nunder under ADP 4 case\ninvestigation investigation NOUN 0 "
                  "root\nby by ADP 6 case\nFrance France PROPN 4 nmod\n",
                  people()),
              ElementsAre("France INVESTIGATED Xi happened"));
}

}  // namespace
