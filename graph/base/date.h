#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::base {

/// How much of a date is known. A value of lower precision has the finer fields 0.
enum class Precision : std::uint8_t { Unknown, Year, Month, Day };

/// A calendar date (proleptic Gregorian) of any precision: `2025`, `2025-05`, `2025-05-12`, or unknown.
/// Ordered by year, month, day with unknown fields first. Years 1 to 9999.
class Date {
 public:
  Date() = default;
  /// A checked date; month and day 0 mean "not known". nullopt if there is no such day.
  static std::optional<Date> make(int year, int month = 0, int day = 0);
  /// ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, optionally followed by `T…` (the time is dropped). nullopt on anything else.
  static std::optional<Date> parse_iso(std::string_view text);
  /// Days since 1970-01-01; an unknown month or day counts as the first. Must not be unknown.
  std::int64_t days() const;
  static Date from_days(std::int64_t days);

  Precision precision() const;
  bool known() const { return year_ != 0; }
  int year() const { return year_; }
  int month() const { return month_; }
  int day() const { return day_; }
  /// 1 Monday … 7 Sunday. Only for day precision.
  int weekday() const;
  /// The same date cut to at most this precision.
  Date truncated(Precision p) const;
  /// The date `n` days (months, years) later, at its own precision or finer where `n` counts days.
  Date plus_days(std::int64_t n) const;
  Date plus_months(int n) const;
  /// True if one contains the other: 2025-05 and 2025-05-12 are compatible, as is anything with an unknown date.
  bool compatible(const Date& other) const;
  /// The ISO form, or "" if unknown.
  std::string iso() const;
  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  std::int16_t year_ = 0;
  std::int8_t month_ = 0;
  std::int8_t day_ = 0;
};

/// A day, month or year, or an interval with an open or closed end (`begin` alone: a single date).
struct DateRange {
  Date begin;
  Date end;  ///< unknown for a single date
  bool known() const { return begin.known(); }
  /// `2025-05-12`, `2025-05-12/2025-05-14` (ISO 8601-1 interval), or "".
  std::string iso() const;
  static std::optional<DateRange> parse_iso(std::string_view text);
  friend auto operator<=>(const DateRange&, const DateRange&) = default;
};

}  // namespace entente::base
