#include <gmock/gmock.h>

#include "src/extraction/occasions.h"
#include "tests/unit/extraction/relations_support.h"

namespace {

using namespace relations_test;
using extraction::Occasion;
using extraction::OpenEvent;
using extraction::Utterance;
using schema::Status;
using ::testing::Contains;
using ::testing::ElementsAre;

const std::string met_in_london =
    "Trump Trump PROPN 2 nsubj\nmet meet VERB 0 root\nXi Xi PROPN 2 obj\nin in ADP 5 case\nLondon London PROPN 2 obl\n"
    "on on ADP 7 case\nFriday Friday PROPN 2 obl\n. . PUNCT 2 punct\n\n";

TEST(Occasions, AnAccordHasTimeAndPlaceOfTheMeetingBefore) {
  EXPECT_THAT(run(met_in_london + "They they PRON 2 nsubj\nagreed agree VERB 0 root\nto to PART 4 mark\nmeet meet VERB "
                                  "2 xcomp\n",
                  people()),
              Contains("Trump AGREED_WITH Xi happened 2025-06-06 @London"));
}

TEST(Occasions, AnotherTimeIsSaidByTheSentence) {
  EXPECT_THAT(run(met_in_london + "They they PRON 3 nsubj\npreviously previously ADV 3 advmod\nagreed agree VERB 0 "
                                  "root\nto to PART 5 mark\nmeet meet VERB 3 xcomp\n",
                  people()),
              Contains("Trump AGREED_WITH Xi happened"));
}

TEST(Occasions, OthersWereNotThere) {
  EXPECT_THAT(run(met_in_london + "Putin Putin PROPN 2 nsubj\nmet meet VERB 0 root\nXi Xi PROPN 2 obj\n", people()),
              Contains("Putin MET_WITH Xi happened"));
}

TEST(Occasions, WhoSpokeOnADayAccusedOnIt) {
  const std::string said =
      "Canada Canada PROPN 2 nsubj\nsaid say VERB 0 root\nin in ADP 4 case\nLondon London PROPN 2 obl\non on ADP 6 "
      "case\nFriday Friday PROPN 2 obl\n";
  const std::string accused = "Canada Canada PROPN 2 nsubj\naccused accuse VERB 0 root\nMali Mali PROPN 2 obj\n\n";
  EXPECT_THAT(run(accused + said, people()), ElementsAre("Canada ACCUSED Mali happened 2025-06-06 @London"));
  EXPECT_THAT(
      run("France France PROPN 2 nsubj\naccused accuse VERB 0 root\nMali Mali PROPN 2 obj\n\n" + said, people()),
      ElementsAre("France ACCUSED Mali happened"))
      << "the day of another's words";
}

model::StatementRecord statement(const char* type, Status status = Status::Happened) {
  model::StatementRecord s;
  s.subject = 1;
  s.object = 2;
  s.type = type;
  s.status = status;
  s.confidence = 0.9;
  return s;
}
base::DateRange day(const char* iso) {
  return {base::Date::parse_iso(iso).value(), {}};
}
const OpenEvent event{5, {1}, {2}, false};

TEST(Occasions, TheNearestOneCountsAndLowersConfidence) {
  const std::vector<Occasion> all{{0, "MET_WITH", {1, 2}, Status::Happened, day("2025-05-01"), 7},
                                  {4, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-02"), std::nullopt}};
  auto s = statement("MET_WITH");
  EXPECT_TRUE(complete_from_text(all, {}, event, s));
  EXPECT_EQ(s.date.iso(), "2025-06-02");
  EXPECT_FALSE(s.place) << "the place of the other one";
  EXPECT_LT(s.confidence, 0.9);
}

TEST(Occasions, NothingIsTakenWhereTheTextIsOfTwoMinds) {
  const std::vector<Occasion> two{{4, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-01"), std::nullopt},
                                  {4, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-02"), std::nullopt}};
  auto s = statement("MET_WITH");
  EXPECT_FALSE(complete_from_text(two, {}, event, s));
  // A plan is not what has happened; a date of its own that differs is another occasion.
  auto planned = statement("MET_WITH", Status::Planned);
  EXPECT_FALSE(complete_from_text({two[0]}, {}, event, planned));
  auto other = statement("MET_WITH");
  other.date = day("2025-03-01");
  EXPECT_FALSE(complete_from_text({{4, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-01"), 7}}, {}, event, other));
  EXPECT_FALSE(other.place);
  // Far from it and not in the lead.
  auto far = statement("MET_WITH");
  EXPECT_FALSE(complete_from_text({{9, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-01"), 7}}, {}, event, far));
}

TEST(Occasions, OtherEventsTakeNoTimeFromMeetings) {
  auto s = statement("ATTACKED");
  EXPECT_FALSE(complete_from_text({{4, "MET_WITH", {1, 2}, Status::Happened, day("2025-06-01"), 7}},
                                  {{5, 1, day("2025-06-01"), std::nullopt}}, event, s));
  EXPECT_FALSE(s.date.known());
}

TEST(Occasions, TheLeadsWordsHaveTheOnlyDayThatTheTextTells) {
  const OpenEvent first{0, {1}, {2}, false};
  auto s = statement("ACCUSED");
  EXPECT_TRUE(complete_from_text({}, {{8, 1, day("2025-06-05"), std::nullopt}}, first, s));
  EXPECT_EQ(s.date.iso(), "2025-06-05");
  auto open = statement("ACCUSED");
  EXPECT_FALSE(complete_from_text(
      {}, {{8, 1, day("2025-06-05"), std::nullopt}, {9, 1, day("2025-06-07"), std::nullopt}}, first, open));
  auto later = statement("ACCUSED");
  EXPECT_FALSE(complete_from_text({}, {{20, 1, day("2025-06-05"), std::nullopt}}, event, later));
}

}  // namespace
