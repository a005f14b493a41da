#include "src/articles/dates.h"

#include <gtest/gtest.h>

namespace entente::articles {
namespace {

struct Case {
  const char* text;
  const char* iso;  ///< "" for no date
};

class ParseDate : public ::testing::TestWithParam<Case> {};

TEST_P(ParseDate, ReadsTheForm) {
  const auto date = parse_date(GetParam().text);
  EXPECT_EQ(date ? date->iso() : "", GetParam().iso) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Forms, ParseDate,
    ::testing::Values(Case{"2023-08-29", "2023-08-29"}, Case{" 2023-08-29T23:59:00+09:00 ", "2023-08-29"},
                      Case{"2023-08", "2023-08"}, Case{"2023", "2023"}, Case{"2023-08-29 10:00:00", "2023-08-29"},
                      Case{"2023/8/9", "2023-08-09"}, Case{"2023.08.29", "2023-08-29"}, Case{"20230829", "2023-08-29"},
                      Case{"20230829T101112Z", "2023-08-29"}, Case{"20230829101112", "2023-08-29"},
                      Case{"Tue, 29 Aug 2023 10:00:00 GMT", "2023-08-29"}, Case{"29 Aug 95 10:00 EST", "1995-08-29"},
                      Case{"29-Aug-95", "1995-08-29"}, Case{"29-Aug-2023", "2023-08-29"},
                      Case{"29 August 2023", "2023-08-29"}, Case{"Tuesday 29 August 2023 14.10 BST", "2023-08-29"},
                      Case{"August 29, 2023", "2023-08-29"}, Case{"Aug. 29, 2023, 10:11 a.m. ET", "2023-08-29"},
                      Case{"Sept. 5th, 2021", "2021-09-05"}, Case{"the 3rd of March, 1999", "1999-03-03"},
                      Case{"August 2023", "2023-08"}, Case{"Published: 5 May 2025", "2025-05-05"},
                      Case{"May 5, 2025 | Updated May 5, 2025", "2025-05-05"},
                      Case{"Tue Aug 29 10:11:12 2023", "2023-08-29"}, Case{"2023年8月29日", "2023-08-29"},
                      Case{"29.8.2023", "2023-08-29"}, Case{"8/29/2023", "2023-08-29"}, Case{"29/8/2023", "2023-08-29"},
                      Case{"5/5/2023", "2023-05-05"}, Case{"3/4/2023", "2023"}, Case{"1693303872", "2023-08-29"},
                      Case{"1693303872000", "2023-08-29"}));

INSTANTIATE_TEST_SUITE_P(NoDates, ParseDate,
                         ::testing::Values(Case{"", ""}, Case{"soon", ""}, Case{"2023-02-30", ""},
                                           Case{"32 August 2023", ""}, Case{"May 5, 2025, updated June 1, 2025", ""},
                                           Case{"Marching 12 men", ""}, Case{"12:30", ""}, Case{"99999999", ""},
                                           Case{"20231345", ""}, Case{"169330387", ""}, Case{"August", ""},
                                           Case{"1 May", ""}));

TEST(Dateline, IsFoundWithPlaceDateAndDash) {
  const auto reuters =
      find_dateline("EC WARNS CONGRESS\n    By Robert Trautman\n    WASHINGTON, March 18 - The European Community");
  ASSERT_TRUE(reuters);
  EXPECT_EQ(reuters->month, 3);
  EXPECT_EQ(reuters->day, 18);
  EXPECT_EQ(reuters->year, 0);
  const auto modern = find_dateline("Title\n\nBEIJING, Aug 29, 2023 (Reuters) — China said");
  ASSERT_TRUE(modern);
  EXPECT_EQ(modern->year, 2023);
  const auto european = find_dateline("ST. PETERSBURG, 5 June (Xinhua) -- Russia");
  ASSERT_TRUE(european);
  EXPECT_EQ(european->day, 5);
  EXPECT_EQ(european->month, 6);
}

TEST(Dateline, IsNotMadeUp) {
  EXPECT_FALSE(find_dateline("BEIJING (Reuters) - China said on Aug 29 that"));
  EXPECT_FALSE(find_dateline("The meeting in BEIJING, March 3 - or so - was short"));
  EXPECT_FALSE(find_dateline("WASHINGTON, March 18"));
  EXPECT_FALSE(find_dateline("WASHINGTON, February 31 - A"));
  EXPECT_FALSE(find_dateline(""));
  EXPECT_FALSE(find_dateline(std::string(5000, '\xE4')));
}

TEST(Dateline, TakesTheYearThatFits) {
  EXPECT_EQ(resolve({0, 12, 30}, *base::Date::make(2024, 1, 2)).iso(), "2023-12-30");
  EXPECT_EQ(resolve({0, 1, 2}, *base::Date::make(2023, 12, 30)).iso(), "2024-01-02");
  EXPECT_EQ(resolve({0, 3, 18}, *base::Date::make(1987)).iso(), "1987-03-18");
  EXPECT_EQ(resolve({2020, 3, 18}, *base::Date::make(1987)).iso(), "2020-03-18");
  EXPECT_FALSE(resolve({0, 3, 18}, {}).known());
  EXPECT_EQ(resolve({0, 2, 29}, *base::Date::make(2024, 3, 1)).iso(), "2024-02-29");
}

TEST(DateInUrl, NeedsAFramedDate) {
  EXPECT_EQ(date_in_url("https://example.org/2023/08/29/a-title")->iso(), "2023-08-29");
  EXPECT_EQ(date_in_url("https://example.org/world/2023-08-29-title")->iso(), "2023-08-29");
  EXPECT_FALSE(date_in_url("https://example.org/a/20230829"));
  EXPECT_FALSE(date_in_url("https://example.org/2023/13/29/"));
}

}  // namespace
}  // namespace entente::articles
