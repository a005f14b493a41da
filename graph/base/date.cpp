#include "graph/base/date.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <charconv>

namespace entente::base {
namespace {

bool is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int days_in_month(int y, int m) {
  constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && is_leap(y) ? 29 : lengths[static_cast<std::size_t>(m - 1)];
}

std::optional<int> number(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits || text[0] == '-' || text[0] == '+') return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> Date::make(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || (month == 0 && day != 0)) return std::nullopt;
  if (day != 0 && day > days_in_month(year, month)) return std::nullopt;
  Date d;
  d.year_ = static_cast<std::int16_t>(year);
  d.month_ = static_cast<std::int8_t>(month);
  d.day_ = static_cast<std::int8_t>(day);
  return d;
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  const auto year = number(text, 4);
  if (!year) return std::nullopt;
  if (text.size() == 4) return make(*year);
  if (text[4] != '-' || text.size() < 7) return std::nullopt;
  const auto month = number(text.substr(5), 2);
  if (!month || *month == 0) return std::nullopt;
  if (text.size() == 7) return make(*year, *month);
  if (text[7] != '-' || text.size() < 10) return std::nullopt;
  const auto day = number(text.substr(8), 2);
  if (!day || *day == 0) return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  return make(*year, *month, *day);
}

// Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t Date::days() const {
  assert(known());
  const int m = month_ == 0 ? 1 : month_;
  const int d = day_ == 0 ? 1 : day_;
  const int y = year_ - (m <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return std::int64_t{era} * 146097 + day_of_era - 719468;
}

Date Date::from_days(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto day_of_era = static_cast<int>(z - era * 146097);
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int mp = (5 * day_of_year + 2) / 153;
  const int d = day_of_year - (153 * mp + 2) / 5 + 1;
  const int m = mp < 10 ? mp + 3 : mp - 9;
  const auto y = static_cast<int>(year_of_era + era * 400) + (m <= 2 ? 1 : 0);
  return make(y, m, d).value_or(Date{});
}

Precision Date::precision() const {
  if (day_ != 0) return Precision::Day;
  if (month_ != 0) return Precision::Month;
  return year_ != 0 ? Precision::Year : Precision::Unknown;
}

int Date::weekday() const {
  const std::int64_t d = days() + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(((d % 7) + 7) % 7) + 1;
}

Date Date::truncated(Precision p) const {
  Date d = *this;
  if (p < Precision::Day) d.day_ = 0;
  if (p < Precision::Month) d.month_ = 0;
  if (p < Precision::Year) d.year_ = 0;
  return d;
}

Date Date::plus_days(std::int64_t n) const { return known() ? from_days(days() + n) : Date{}; }

Date Date::plus_months(int n) const {
  if (!known()) return {};
  const int index = year_ * 12 + (month_ == 0 ? 0 : month_ - 1) + n;
  const int y = index / 12;
  const int m = index % 12 + 1;
  if (y < 1 || y > 9999) return {};
  if (month_ == 0) return make(y).value_or(Date{});
  const int d = day_ == 0 ? 0 : std::min<int>(day_, days_in_month(y, m));
  return make(y, m, d).value_or(Date{});
}

bool Date::compatible(const Date& other) const {
  if (!known() || !other.known()) return true;
  const Precision p = std::min(precision(), other.precision());
  return truncated(p) == other.truncated(p);
}

std::string Date::iso() const {
  switch (precision()) {
    case Precision::Unknown: return {};
    case Precision::Year: return fmt::format("{:04}", year_);
    case Precision::Month: return fmt::format("{:04}-{:02}", year_, month_);
    case Precision::Day: return fmt::format("{:04}-{:02}-{:02}", year_, month_, day_);
  }
  return {};
}

std::string DateRange::iso() const { return end.known() ? begin.iso() + "/" + end.iso() : begin.iso(); }

std::optional<DateRange> DateRange::parse_iso(std::string_view text) {
  if (text.empty()) return DateRange{};
  const auto slash = text.find('/');
  const auto begin = Date::parse_iso(text.substr(0, slash));
  if (!begin) return std::nullopt;
  DateRange range{*begin, {}};
  if (slash != std::string_view::npos) {
    const auto end = Date::parse_iso(text.substr(slash + 1));
    if (!end) return std::nullopt;
    range.end = *end;
  }
  return range;
}

}  // namespace entente::base
