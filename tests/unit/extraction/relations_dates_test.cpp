#include "src/extraction/dates.h"
#include "tests/unit/extraction/relations_support.h"

namespace {

using namespace relations_test;
using schema::Status;

/// What the first date of the words means on a document of that day; "" for none.
std::string date(const std::string& words, const std::string& document, Status status = Status::Happened) {
  std::ostringstream lines;
  std::istringstream in(words);
  std::string word;
  int i = 0;
  while (in >> word) {
    const bool number = word.find_first_not_of("0123456789") == std::string::npos;
    const std::string tag = number ? "NUM" : word[0] >= 'A' && word[0] <= 'Z' ? "PROPN" : "NOUN";
    lines << word << " _ " << tag << (i == 0 ? " 0 root\n" : " 1 obl\n");
    ++i;
  }
  const Parsed parsed = parse(lines.str());
  const extraction::Tree tree(parsed.analysis.sentences[0], parsed.text, frames());
  const auto day = base::Date::parse_iso(document);
  const auto found = extraction::find_dates(tree, day ? *day : base::Date{});
  return found.empty() ? "" : extraction::resolve_date(found[0], *day, status).iso();
}

TEST(Dates, Explicit) {
  EXPECT_EQ(date("met 12 May 2025", "2025-06-09"), "2025-05-12");
  EXPECT_EQ(date("met May 12 , 2025", "2025-06-09"), "2025-05-12");
  EXPECT_EQ(date("met 2025-05-12", "2025-06-09"), "2025-05-12");
  EXPECT_EQ(date("met November 2023", "2025-06-09"), "2023-11");
  EXPECT_EQ(date("met in 2022", "2025-06-09"), "2022");
  EXPECT_EQ(date("met March 11th", "2025-03-19"), "2025-03-11");
}

TEST(Dates, MonthAndDayTakeTheYearThatFits) {
  EXPECT_EQ(date("met May 12", "2025-06-09"), "2025-05-12");
  EXPECT_EQ(date("met December 12", "2025-06-09"), "2024-12-12");
  EXPECT_EQ(date("meet December 12", "2025-06-09", Status::Planned), "2025-12-12");
  EXPECT_EQ(date("met May", "2025-06-09"), "2025-05");
  EXPECT_EQ(date("meet May", "2025-06-09", Status::Planned), "2026-05");
  EXPECT_EQ(date("met last November", "2025-06-09"), "2024-11");
}

TEST(Dates, Weekdays) {
  // 2025-06-09 is a Monday, 2025-04-17 a Thursday.
  EXPECT_EQ(date("met Monday", "2025-06-09"), "2025-06-09");
  EXPECT_EQ(date("met Friday", "2025-06-09"), "2025-06-06");
  EXPECT_EQ(date("meet Friday", "2025-06-09", Status::Planned), "2025-06-13");
  EXPECT_EQ(date("met last Friday", "2025-04-17"), "2025-04-11");
  EXPECT_EQ(date("met last Thursday", "2025-04-17"), "2025-04-10");
  EXPECT_EQ(date("meet next Thursday", "2025-04-17"), "2025-04-24");
  EXPECT_EQ(date("met Tuesday last week", "2025-06-09"), "2025-06-03");
}

TEST(Dates, Relative) {
  EXPECT_EQ(date("met today", "2025-06-09"), "2025-06-09");
  EXPECT_EQ(date("met yesterday", "2025-03-01"), "2025-02-28");
  EXPECT_EQ(date("met last week", "2025-06-09"), "2025-06-02/2025-06-08");
  EXPECT_EQ(date("met last month", "2025-01-09"), "2024-12");
  EXPECT_EQ(date("met this year", "2025-06-09"), "2025");
  EXPECT_EQ(date("met two weeks ago", "2025-06-16"), "2025-06-02");
  EXPECT_EQ(date("met a year ago", "2025-06-16"), "2024");
}

TEST(Dates, NoDateIsMadeUp) {
  EXPECT_EQ(date("met twelve times", "2025-06-09"), "");
  EXPECT_EQ(date("met in passing", "2025-06-09"), "");
  EXPECT_EQ(date("met 35 May", "2025-06-09"), "2025-05");
}

TEST(Dates, TheSameDayIsTheOneNamedBefore) {
  const std::string first =
      "Trump Trump PROPN 2 nsubj\nspoke speak VERB 0 root\non on ADP 4 case\nFriday Friday PROPN 2 obl\n\n";
  EXPECT_EQ(
      run(first + "France France PROPN 2 nsubj\nattacked attack VERB 0 root\nMali Mali PROPN 2 obj\nthe the DET 6 "
                  "det\nsame same ADJ 6 amod\nday day NOUN 2 obl\n",
          people()),
      std::vector<std::string>{"France ATTACKED Mali happened 2025-06-06"});
  EXPECT_EQ(run(first + "France France PROPN 2 nsubj\nattacked attack VERB 0 root\nMali Mali PROPN 2 obj\na a DET 5 "
                        "det\nday day NOUN 6 obl\nearlier earlier ADV 2 advmod\n",
                people()),
            std::vector<std::string>{"France ATTACKED Mali happened 2025-06-05"});
}

TEST(Dates, WhatWentBeforeHasNotTheDayOfWhatFollowed) {
  const auto after = [](const std::string& mark) {
    return run(
        "Canada Canada PROPN 2 nsubj\nresponded respond VERB 0 root\non on ADP 4 case\nFriday Friday PROPN 2 "
        "obl\n" +
            mark + "France France PROPN 7 nsubj\nattacked attack VERB 2 advcl\nMali Mali PROPN 7 obj\n",
        people());
  };
  EXPECT_EQ(after("after after SCONJ 7 mark\n").size(), 1U);
  EXPECT_EQ(after("after after SCONJ 7 mark\n")[0], "France ATTACKED Mali happened");
  EXPECT_EQ(after("when when SCONJ 7 mark\n")[0], "France ATTACKED Mali happened 2025-06-06");
}

TEST(Dates, NoMonthInAName) {
  const Parsed parsed = parse("Mar Mar PROPN 0 root\n- - PUNCT 1 punct\na a DET 1 flat\n");
  const auto& words = parsed.analysis.sentences[0].words;
  ASSERT_EQ(words.size(), 3U);
  auto analysis = parsed.analysis;
  analysis.sentences[0].words[0].space_after = false;
  const extraction::Tree tree(analysis.sentences[0], parsed.text, frames());
  EXPECT_TRUE(extraction::find_dates(tree, base::Date::parse_iso("2025-06-09").value()).empty());
}

}  // namespace
