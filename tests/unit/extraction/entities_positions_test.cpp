#include "tests/unit/extraction/entities_support.h"

namespace {

using namespace entities_test;

TEST(Positions, FormerHoldersAndBodies) {
  const Read r = read(R"(
Former ADJ 4 amod
Swedish ADJ 4 amod B-NORP
prime ADJ 4 amod
minister NOUN 5 nmod:desc
Carl PROPN 7 nsubj B-PER
Bildt PROPN 5 flat I-PER
criticised VERB 0 root
Christine PROPN 7 obj B-PER
Lagarde PROPN 8 flat I-PER
, PUNCT 11 punct
president NOUN 8 appos
of ADP 16 case
the DET 16 det
European PROPN 16 compound B-ORG
Central PROPN 16 compound I-ORG
Bank PROPN 11 nmod I-ORG
. PUNCT 7 punct
)");
  EXPECT_EQ(statements(r),
            (std::set<std::string>{"Carl Bildt HOLDS_POSITION Sweden (prime minister) former",
                                   "Christine Lagarde HOLDS_POSITION European Central Bank (president)"}));
}

TEST(Positions, WhereFromIsNotWhose) {
  const Read r = read(R"(
Iranian ADJ 2 amod B-NORP
journalist NOUN 3 nmod:desc
Sara PROPN 5 nsubj B-PER
Amini PROPN 3 flat I-PER
wept VERB 0 root
. PUNCT 5 punct
)");
  EXPECT_TRUE(r.statements.empty());
}

TEST(Positions, PostsThatOneStateHas) {
  const Read r = read(R"(
Treasury PROPN 2 compound B-ORG
Secretary PROPN 3 nmod:desc
Ada PROPN 5 nsubj B-PER
Quill PROPN 3 flat I-PER
resigned VERB 0 root
. PUNCT 5 punct
)");
  EXPECT_EQ(statements(r), (std::set<std::string>{"Ada Quill HOLDS_POSITION United States (Treasury Secretary)"}));
  ASSERT_EQ(r.statements.size(), 1U);
  EXPECT_LT(r.statements[0].confidence, 0.9) << "the text does not name the state";
  EXPECT_FALSE(entities(r).count("Organization U.S. Department of the Treasury"));
}

TEST(Positions, WhoHeldAPostOnThatDay) {
  const char* text = R"(
Emmanuel PROPN 3 nsubj B-PER
Macron PROPN 1 flat I-PER
called VERB 0 root
Berlin PROPN 3 obj B-GPE
. PUNCT 3 punct

The DET 3 det
French ADJ 3 amod B-NORP
president NOUN 4 nsubj
apologised VERB 0 root
. PUNCT 4 punct
)";
  const Read then = read(text, "2023-05-05");
  EXPECT_EQ(at(then, 1, 3), "Emmanuel Macron");
  EXPECT_TRUE(statements(then).count("Emmanuel Macron HOLDS_POSITION France (president)"));
  const Read before = read(text, "2009-05-05");
  EXPECT_EQ(at(before, 1, 3), "") << "in 2009 it was someone else, whom the text does not name";
  EXPECT_TRUE(before.statements.empty());
}

TEST(Positions, EvidenceIsTheSentence) {
  const Read r = read(R"(
Norway PROPN 3 nmod:poss B-GPE
's PART 1 case
minister NOUN 4 nmod:desc
Ola PROPN 6 nsubj B-PER
Dahl PROPN 4 flat I-PER
spoke VERB 0 root
. PUNCT 6 punct
)");
  ASSERT_EQ(r.statements.size(), 1U);
  ASSERT_EQ(r.statements[0].evidence.size(), 1U);
  const auto& e = r.statements[0].evidence[0];
  EXPECT_EQ(e.sentence.begin, 0U);
  EXPECT_EQ(e.sentence.end, base::count_code_points("Norway 's minister Ola Dahl spoke ."));
  EXPECT_EQ(e.subject, "Ola Dahl");
  EXPECT_EQ(e.object, "Norway");
}

TEST(Positions, PartsOfBodies) {
  const Read r = read(R"(
The DET 3 det
Finance PROPN 3 compound B-ORG
Ministry PROPN 7 nmod:poss I-ORG
's PART 3 case
Customs PROPN 7 compound B-ORG
Revenue PROPN 7 compound I-ORG
Department PROPN 8 nsubj I-ORG
struck VERB 0 root
. PUNCT 8 punct
)");
  EXPECT_EQ(statements(r), (std::set<std::string>{"Customs Revenue Department PART_OF Finance Ministry"}));
}

TEST(Positions, MembersOfUnions) {
  const Read r = read(R"(
NATO PROPN 2 compound B-ORG
member NOUN 3 compound
Turkey PROPN 4 nsubj B-GPE
met VERB 0 root
Australia PROPN 4 obj B-GPE
and CCONJ 7 cc
Japan PROPN 5 conj B-GPE
, PUNCT 10 punct
which PRON 10 nsubj
belong VERB 5 acl:relcl
to ADP 13 case
the DET 13 det
Quad PROPN 10 obl B-ORG
. PUNCT 4 punct
)");
  EXPECT_EQ(statements(r),
            (std::set<std::string>{"Turkey MEMBER_OF NATO", "Australia MEMBER_OF Quad", "Japan MEMBER_OF Quad"}));
}

TEST(Positions, ADelegationsLeaderAndItsBodysHead) {
  const Read r = read(R"(
A DET 3 det
Ghanaian ADJ 3 amod B-NORP
delegation NOUN 8 nsubj
led VERB 3 acl
by ADP 6 case
Minister PROPN 4 obl
Ama PROPN 6 flat B-PER
met VERB 0 root
the DET 10 det
OAS PROPN 8 obj B-ORG
, PUNCT 15 punct
whose PRON 13 nmod:poss
president NOUN 15 nsubj
is AUX 15 cop
Juan PROPN 10 acl:relcl B-PER
Paz PROPN 15 flat I-PER
. PUNCT 8 punct
)");
  EXPECT_EQ(statements(r),
            (std::set<std::string>{"Ama HOLDS_POSITION Ghana (Minister)",
                                   "Juan Paz HOLDS_POSITION Organization of American States (president)"}));
}

TEST(Positions, NoPostWhereTheTextDeniesIt) {
  const Read r = read(R"(
Ola PROPN 6 nsubj B-PER
Dahl PROPN 1 flat I-PER
is AUX 6 cop
not PART 6 advmod
the DET 6 det
president NOUN 0 root
of ADP 8 case
Norway PROPN 6 nmod B-GPE
. PUNCT 6 punct
)");
  EXPECT_TRUE(r.statements.empty());
}

TEST(Positions, ThePostToldOfBefore) {
  const Read r = read(R"(
Norway PROPN 2 nsubj B-GPE
expelled VERB 0 root
Iceland PROPN 5 nmod:poss B-GPE
's PART 3 case
ambassador NOUN 2 obj
to PART 7 mark
protest VERB 2 advcl
. PUNCT 2 punct

Ambassador PROPN 2 nmod:desc
Jon PROPN 4 nsubj B-PER
Vik PROPN 2 flat I-PER
left VERB 0 root
. PUNCT 4 punct
)");
  EXPECT_EQ(statements(r), (std::set<std::string>{"Jon Vik HOLDS_POSITION Iceland (Ambassador)"}));
}

TEST(Positions, TheCounterpartsStateIsNotOnesOwn) {
  const Read r = read(R"(
Peru PROPN 2 nsubj B-GPE
rebuked VERB 0 root
Chile PROPN 2 obj B-GPE
and CCONJ 5 cc
Chile PROPN 3 conj B-GPE
. PUNCT 2 punct

Foreign PROPN 2 compound
Minister PROPN 3 nmod:desc
Ulla PROPN 5 nsubj B-PER
Brandt PROPN 3 flat I-PER
spoke VERB 0 root
. PUNCT 5 punct

Her PRON 3 nmod:poss
Chilean ADJ 3 amod B-NORP
counterpart NOUN 7 nsubj
, PUNCT 5 punct
Nora PROPN 3 appos B-PER
Lind PROPN 5 flat I-PER
replied VERB 0 root
. PUNCT 7 punct
)");
  EXPECT_TRUE(statements(r).count("Ulla Brandt HOLDS_POSITION Peru (Foreign Minister)"));
  EXPECT_FALSE(statements(r).count("Ulla Brandt HOLDS_POSITION Chile (Foreign Minister)"));
}

TEST(Positions, TheHolderStandsBehindTheName) {
  const Read r = read(R"(
Foreign PROPN 2 compound
Minister PROPN 3 nmod:desc
Ola PROPN 7 nsubj B-PER
Hauge PROPN 3 flat I-PER
of ADP 6 case
Norway PROPN 3 nmod B-GPE
spoke VERB 0 root
. PUNCT 7 punct
)");
  EXPECT_EQ(statements(r), (std::set<std::string>{"Ola Hauge HOLDS_POSITION Norway (Foreign Minister)"}));
}

TEST(Positions, BeforeAMilitaryRank) {
  const Read r = read(R"(
Norway PROPN 4 nmod:poss B-GPE
's PART 1 case
army NOUN 4 compound
chief NOUN 9 nsubj
, PUNCT 7 punct
General PROPN 7 nmod:desc
Ola PROPN 4 appos B-PER
Hauge PROPN 7 flat I-PER
resigned VERB 0 root
. PUNCT 9 punct
)");
  EXPECT_TRUE(statements(r).count("Ola Hauge HOLDS_POSITION Norway (army chief)"));
}

TEST(Positions, ANameOfElsewhereGetsNoStateByGuess) {
  const Read r = read(R"(
Foreign PROPN 2 compound
Minister PROPN 3 nmod:desc
Pavel PROPN 5 nsubj B-PER
Antonov PROPN 3 flat I-PER
rebuked VERB 0 root
Britain PROPN 5 obj B-GPE
. PUNCT 5 punct
)");
  EXPECT_TRUE(r.statements.empty());
}

TEST(Positions, PresidentsNamedByTheirOffice) {
  const char* text = R"(
The DET 2 det
presidents NOUN 7 nsubj
of ADP 4 case
Kenya PROPN 2 nmod B-GPE
and CCONJ 6 cc
Rwanda PROPN 4 conj B-GPE
met VERB 0 root
. PUNCT 7 punct

William PROPN 3 nsubj B-PER
Ruto PROPN 1 flat I-PER
smiled VERB 0 root
. PUNCT 3 punct
)";
  EXPECT_EQ(statements(read(text)), (std::set<std::string>{"William Ruto HOLDS_POSITION Kenya (President)"}));
  EXPECT_TRUE(read(text, "2015-03-15").statements.empty()) << "not yet in office";
}

}  // namespace
