#pragma once

#include <compare>
#include <cstdint>
#include <string>

/// The temporal values of Cypher: plain data. All calendars are proleptic Gregorian; years reach from -999999999 to
/// 999999999 as in ISO 8601's expanded representation; a day has 86,400 seconds (no leap seconds); the finest unit is
/// the nanosecond. Building, parsing, truncating and arithmetic stand in the files beside this one.
namespace entente::queries {

inline constexpr std::int64_t nanos_per_second = 1'000'000'000;
inline constexpr std::int64_t seconds_per_day = 86'400;
inline constexpr std::int64_t nanos_per_day = seconds_per_day * nanos_per_second;
inline constexpr std::int64_t max_year = 999'999'999;

struct Date {
  std::int64_t days = 0;  ///< since 1970-01-01
  friend auto operator<=>(const Date&, const Date&) = default;
};

struct LocalTime {
  std::int64_t nanos = 0;  ///< since midnight, below nanos_per_day
  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// A time of day with an offset from UTC. Ordered by the instant on one day, then by the offset.
struct Time {
  std::int64_t nanos = 0;   ///< local, since midnight
  std::int32_t offset = 0;  ///< seconds east of UTC
  std::int64_t utc_nanos() const { return nanos - offset * nanos_per_second; }
  friend bool operator==(const Time&, const Time&) = default;
  friend std::strong_ordering operator<=>(const Time& a, const Time& b) {
    if (const auto order = a.utc_nanos() <=> b.utc_nanos(); order != 0) return order;
    return a.offset <=> b.offset;
  }
};

struct LocalDateTime {
  std::int64_t days = 0;
  std::int64_t nanos = 0;
  std::int64_t seconds() const { return days * seconds_per_day + nanos / nanos_per_second; }  ///< since 1970
  std::int32_t nano_of_second() const { return static_cast<std::int32_t>(nanos % nanos_per_second); }
  friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

/// A date and time with an offset, and the IANA zone it was given in, if any. Ordered by the instant, then by local
/// time and zone.
struct DateTime {
  LocalDateTime local;
  std::int32_t offset = 0;
  std::string zone;  ///< "Europe/Stockholm", or empty
  std::int64_t epoch_seconds() const { return local.seconds() - offset; }
  friend bool operator==(const DateTime&, const DateTime&) = default;
  friend std::strong_ordering operator<=>(const DateTime& a, const DateTime& b) {
    if (const auto order = a.epoch_seconds() <=> b.epoch_seconds(); order != 0) return order;
    if (const auto order = a.local.nano_of_second() <=> b.local.nano_of_second(); order != 0) return order;
    if (const auto order = a.local <=> b.local; order != 0) return order;
    return a.zone.compare(b.zone) <=> 0;
  }
};

/// Months, days and seconds do not convert into each other. `nanos` is in [0, 10^9): the value is seconds + nanos.
/// Equality is by component; the order is by an average length (a month has 2,629,746 seconds).
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};
std::strong_ordering compare_length(const Duration& a, const Duration& b);

/// Year, month and day of a day number, and back. Any month and day in their ranges.
struct Civil {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};
Civil civil_from_days(std::int64_t days);
std::int64_t days_from_civil(std::int64_t year, int month, int day);
bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);

/// ISO 8601 weeks: week 1 holds the year's first Thursday; day 1 is Monday.
struct IsoWeek {
  std::int64_t year = 1970;
  int week = 1;
  int day = 1;
};
IsoWeek iso_week(std::int64_t days);
int weeks_in_iso_year(std::int64_t year);
std::int64_t days_from_iso_week(std::int64_t year, int week, int day);

/// ISO 8601, as the TCK writes them: `1984-10-11`, `12:31:14.645`, `12:31Z`,
/// `1984-10-11T12:31+01:00[Europe/Stockholm]`, `P1Y2M10DT2H30M`.
std::string to_string(const Date& value);
std::string to_string(const LocalTime& value);
std::string to_string(const Time& value);
std::string to_string(const LocalDateTime& value);
std::string to_string(const DateTime& value);
std::string to_string(const Duration& value);
std::string offset_to_string(std::int32_t offset);  ///< `Z`, `+01:00`, `+00:53:28`

}  // namespace entente::queries
