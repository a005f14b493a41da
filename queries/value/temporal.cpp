#include "queries/value/temporal.h"

#include <fmt/format.h>

#include <cstdlib>
#include <iterator>

namespace entente::queries {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  return a - floor_div(a, b) * b;
}

void append_fraction(std::string& out, std::int64_t nanos) {
  if (nanos == 0) return;
  auto digits = fmt::format("{:09}", nanos);
  while (digits.back() == '0') digits.pop_back();
  out += '.';
  out += digits;
}

void append_time(std::string& out, std::int64_t nanos) {
  const auto second_of_day = nanos / nanos_per_second;
  const auto fraction = nanos % nanos_per_second;
  fmt::format_to(std::back_inserter(out), "{:02}:{:02}", second_of_day / 3600, second_of_day / 60 % 60);
  if (second_of_day % 60 == 0 && fraction == 0) return;
  fmt::format_to(std::back_inserter(out), ":{:02}", second_of_day % 60);
  append_fraction(out, fraction);
}

}  // namespace

// Both directions follow H. Hinnant's description of the civil calendar in eras of 400 years ("chrono-compatible
// low-level date algorithms"): years begin in March so that the leap day is the last.
Civil civil_from_days(std::int64_t days) {
  const auto shifted = days + 719'468;
  const auto era = floor_div(shifted, 146'097);
  const auto day_of_era = shifted - era * 146'097;
  const auto year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const auto shifted_month = (5 * day_of_year + 2) / 153;
  const auto day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const auto month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), static_cast<int>(month), static_cast<int>(day)};
}

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  const auto y = month <= 2 ? year - 1 : year;
  const auto era = floor_div(y, 400);
  const auto year_of_era = y - era * 400;
  const auto day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

IsoWeek iso_week(std::int64_t days) {
  const auto weekday = static_cast<int>(floor_mod(days + 3, 7)) + 1;  // 1970-01-01 was a Thursday
  const auto thursday = days - weekday + 4;
  const auto year = civil_from_days(thursday).year;
  const auto week = static_cast<int>((thursday - days_from_civil(year, 1, 1)) / 7) + 1;
  return {year, week, weekday};
}

std::int64_t days_from_iso_week(std::int64_t year, int week, int day) {
  const auto fourth = days_from_civil(year, 1, 4);
  const auto monday = fourth - floor_mod(fourth + 3, 7);
  return monday + (week - 1) * 7 + day - 1;
}

int weeks_in_iso_year(std::int64_t year) {
  return static_cast<int>((days_from_iso_week(year + 1, 1, 1) - days_from_iso_week(year, 1, 1)) / 7);
}

// 128 bits: months alone can exceed 64 bits of seconds.
__extension__ typedef __int128 Wide;

std::strong_ordering compare_length(const Duration& a, const Duration& b) {
  const auto seconds = [](const Duration& d) {
    return static_cast<Wide>(d.months) * 2'629'746 + static_cast<Wide>(d.days) * seconds_per_day + d.seconds;
  };
  const auto left = seconds(a);
  const auto right = seconds(b);
  if (left != right) return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  return a.nanos <=> b.nanos;
}

std::string to_string(const Date& value) {
  const auto c = civil_from_days(value.days);
  const auto year = std::llabs(c.year);
  const auto* sign = c.year < 0 ? "-" : c.year > 9999 ? "+" : "";
  return fmt::format("{}{:04}-{:02}-{:02}", sign, year, c.month, c.day);
}

std::string to_string(const LocalTime& value) {
  std::string out;
  append_time(out, value.nanos);
  return out;
}

std::string offset_to_string(std::int32_t offset) {
  if (offset == 0) return "Z";
  const auto total = std::abs(offset);
  auto out = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', total / 3600, total / 60 % 60);
  if (total % 60 != 0) out += fmt::format(":{:02}", total % 60);
  return out;
}

std::string to_string(const Time& value) {
  return to_string(LocalTime{value.nanos}) + offset_to_string(value.offset);
}

std::string to_string(const LocalDateTime& value) {
  return to_string(Date{value.days}) + 'T' + to_string(LocalTime{value.nanos});
}

std::string to_string(const DateTime& value) {
  auto out = to_string(value.local) + offset_to_string(value.offset);
  if (!value.zone.empty()) out += '[' + value.zone + ']';
  return out;
}

std::string to_string(const Duration& value) {
  std::string out = "P";
  const auto add = [&out](std::int64_t amount, char unit) {
    if (amount != 0) out += fmt::format("{}{}", amount, unit);
  };
  add(value.months / 12, 'Y');
  add(value.months % 12, 'M');
  add(value.days, 'D');
  // seconds + nanos have one sign in the text, as in "PT-0.5S".
  auto seconds = value.seconds;
  std::int64_t nanos = value.nanos;
  const bool negative = seconds < 0;
  if (negative && nanos > 0) {
    ++seconds;
    nanos = nanos_per_second - nanos;
  }
  if (seconds != 0 || nanos != 0) {
    out += 'T';
    add(seconds / 3600, 'H');
    add(seconds / 60 % 60, 'M');
    if (seconds % 60 != 0 || nanos != 0) {
      if (negative) out += '-';
      out += fmt::format("{}", std::llabs(seconds % 60));
      append_fraction(out, nanos);
      out += 'S';
    }
  }
  return out == "P" ? "PT0S" : out;
}

}  // namespace entente::queries
