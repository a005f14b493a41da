#include "graph/base/date.h"

#include <gtest/gtest.h>

namespace entente::base {
namespace {

Date date(std::string_view iso) { return Date::parse_iso(iso).value(); }

TEST(Date, ReadsAndWritesEveryPrecision) {
  for (const char* iso : {"2025", "2025-05", "2025-05-12", "0001-01-01", "9999-12-31"}) EXPECT_EQ(date(iso).iso(), iso);
  EXPECT_EQ(date("2025-05-12T10:00:00Z").iso(), "2025-05-12");
  for (const char* wrong : {"", "25", "2025-13", "2025-02-29", "2025-05-1", "2025/05/12", "2025-05-12x", "-025"}) {
    EXPECT_FALSE(Date::parse_iso(wrong)) << wrong;
  }
  EXPECT_TRUE(Date::parse_iso("2024-02-29"));
}

TEST(Date, DaysAndBackAgreeOverCenturies) {
  for (std::int64_t d = -719162; d < 2900000; d += 37) {
    const Date at = Date::from_days(d);
    ASSERT_TRUE(at.known());
    EXPECT_EQ(at.days(), d);
  }
  EXPECT_EQ(date("1970-01-01").days(), 0);
  EXPECT_EQ(date("2023-08-28").weekday(), 1);
  EXPECT_EQ(date("2026-11-24").weekday(), 2);
}

TEST(Date, Arithmetic) {
  EXPECT_EQ(date("2024-02-28").plus_days(2).iso(), "2024-03-01");
  EXPECT_EQ(date("2025-01-31").plus_months(1).iso(), "2025-02-28");
  EXPECT_EQ(date("2025-01").plus_months(-1).iso(), "2024-12");
  EXPECT_EQ(date("2025-05-12").truncated(Precision::Month).iso(), "2025-05");
}

TEST(Date, CompatibleWhereOneContainsTheOther) {
  EXPECT_TRUE(date("2025-05").compatible(date("2025-05-12")));
  EXPECT_FALSE(date("2025-05-11").compatible(date("2025-05-12")));
  EXPECT_TRUE(Date().compatible(date("2025")));
}

TEST(DateRange, ReadsAndWritesIntervals) {
  EXPECT_EQ(DateRange::parse_iso("2025-05-12/2025-05-14")->iso(), "2025-05-12/2025-05-14");
  EXPECT_EQ(DateRange::parse_iso("2025")->iso(), "2025");
  EXPECT_FALSE(DateRange::parse_iso("2025-05-12/x"));
}

}  // namespace
}  // namespace entente::base
