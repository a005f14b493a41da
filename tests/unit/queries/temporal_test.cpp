#include <gtest/gtest.h>

#include <ctime>

#include "queries/functions/temporal_between.h"
#include "queries/functions/temporal_parse.h"
#include "queries/value/time_zone.h"
#include "tests/unit/queries/support.h"

namespace entente::queries {
namespace {

TEST(Calendar, RoundTripsOverFourHundredYears) {
  // timegm of the C library is the oracle.
  for (std::int64_t days = -150'000; days <= 150'000; days += 37) {
    const auto c = civil_from_days(days);
    EXPECT_EQ(days_from_civil(c.year, c.month, c.day), days);
    std::tm tm{};
    const auto seconds = static_cast<std::time_t>(days * seconds_per_day);
    gmtime_r(&seconds, &tm);
    EXPECT_EQ(c.year, tm.tm_year + 1900);
    EXPECT_EQ(c.month, tm.tm_mon + 1);
    EXPECT_EQ(c.day, tm.tm_mday);
    char week[16];
    std::strftime(week, sizeof week, "%G-%V-%u", &tm);
    const auto iso = iso_week(days);
    char ours[48];
    std::snprintf(ours, sizeof ours, "%lld-%02d-%d", static_cast<long long>(iso.year), iso.week, iso.day);
    EXPECT_STREQ(ours, week);
    EXPECT_EQ(days_from_iso_week(iso.year, iso.week, iso.day), days);
  }
}

TEST(Calendar, ReachesToTheLimits) {
  for (const auto year : {-max_year, max_year}) {
    const auto days = days_from_civil(year, 12, 31);
    EXPECT_EQ(civil_from_days(days).year, year);
  }
}

TEST(Parse, RefusesWhatIsNoDate) {
  for (const auto* text : {"", "2015-13-01", "2015-02-29", "2015-W54", "2015-366", "20150", "2015-1-1", "2015-07-21T",
                           "abc", "2015-07-21 ", "+99999999999-01-01", "2015-W30-8"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  for (const auto* text : {"25", "24:00", "12:60", "12:00:60", "12:0", "12:00:00.", "12:00:00.1234567890"}) {
    EXPECT_FALSE(parse_local_time(text)) << text;
  }
  for (const auto* text : {"P", "PT", "1D", "P1", "P1H", "PT1D", "P1D1", "PX"})
    EXPECT_FALSE(parse_duration(text)) << text;
  EXPECT_FALSE(parse_date_time("2015-07-21T10:00[Mars/Olympus]"));
  EXPECT_FALSE(parse_zone("+19:00"));
}

TEST(Zone, MovesWithTheClocks) {
  // Stockholm: 2025-03-30 02:30 does not exist, 2025-10-26 02:30 exists twice.
  const auto local = parse_local_date_time("2025-03-30T02:30");
  ASSERT_TRUE(local);
  EXPECT_EQ(to_string(at_zone(*local, "Europe/Stockholm")), "2025-03-30T03:30+02:00[Europe/Stockholm]");
  const auto twice = parse_local_date_time("2025-10-26T02:30");
  ASSERT_TRUE(twice);
  EXPECT_EQ(to_string(at_zone(*twice, "Europe/Stockholm")), "2025-10-26T02:30+02:00[Europe/Stockholm]");
  EXPECT_EQ(to_string(*parse_date_time("2025-10-26T02:30+01:00[Europe/Stockholm]")),
            "2025-10-26T02:30+01:00[Europe/Stockholm]");
}

TEST(Between, AddsUpAgain) {
  // from + between(from, to) = to, for dates all over the calendar.
  for (std::int64_t a = -400; a < 400; a += 7) {
    for (std::int64_t b = -500; b < 500; b += 11) {
      const auto d = between(Date{a}, Date{b}, Between::Mixed);
      const auto back = plus_months(Date{a}, d.months).days + d.days;
      EXPECT_EQ(back, b) << to_string(Date{a}) << " to " << to_string(Date{b}) << ": " << to_string(d);
    }
  }
}

TEST(Functions, RefuseWrongComponents) {
  EXPECT_EQ(test::error("RETURN date({year: 2025, month: 13})").detail, "InvalidArgumentValue");
  EXPECT_EQ(test::error("RETURN date({month: 1})").detail, "InvalidArgumentValue");
  EXPECT_EQ(test::error("RETURN date({year: 2025, colour: 1})").detail, "InvalidArgumentValue");
  EXPECT_EQ(test::error("RETURN date('yesterday')").detail, "InvalidArgumentValue");
  EXPECT_EQ(test::error("RETURN date.truncate('hour', date('2025-01-01'))").detail, "InvalidArgumentValue");
}

}  // namespace
}  // namespace entente::queries
