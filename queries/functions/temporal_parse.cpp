#include "queries/functions/temporal_parse.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "queries/value/time_zone.h"

namespace entente::queries {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads a text from the left.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool done() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }
  std::string_view rest() const { return text_; }
  bool accept(char c) {
    if (peek() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::size_t digits() const {
    std::size_t n = 0;
    while (n < text_.size() && is_digit(text_[n])) ++n;
    return n;
  }
  /// Exactly `count` digits.
  std::optional<std::int64_t> number(std::size_t count) {
    if (count == 0 || digits() < count || count > 18) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text_.data(), text_.data() + count, value);
    text_.remove_prefix(count);
    return value;
  }
  void skip(std::size_t count) { text_.remove_prefix(count); }

 private:
  std::string_view text_;
};

std::optional<Date> civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (std::abs(year) > max_year || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, static_cast<int>(month))) {
    return std::nullopt;
  }
  return Date{days_from_civil(year, static_cast<int>(month), static_cast<int>(day))};
}

std::optional<Date> week_date(std::int64_t year, std::int64_t week, std::int64_t day) {
  if (week < 1 || week > weeks_in_iso_year(year) || day < 1 || day > 7) return std::nullopt;
  return Date{days_from_iso_week(year, static_cast<int>(week), static_cast<int>(day))};
}

std::optional<Date> ordinal_date(std::int64_t year, std::int64_t day) {
  if (day < 1 || day > (is_leap_year(year) ? 366 : 365)) return std::nullopt;
  return Date{days_from_civil(year, 1, 1) + day - 1};
}

std::optional<Date> quarter_date(std::int64_t year, std::int64_t quarter, std::int64_t day) {
  if (quarter < 1 || quarter > 4 || day < 1 || day > 92) return std::nullopt;
  return Date{days_from_civil(year, static_cast<int>(quarter) * 3 - 2, 1) + day - 1};
}

/// The year: four digits, or a sign and four to nine.
std::optional<std::int64_t> read_year(Reader& in) {
  const bool negative = in.peek() == '-';
  if (!negative && in.peek() != '+') return in.number(4);
  in.skip(1);
  const auto digits = in.digits();
  if (digits < 4 || digits > 9) return std::nullopt;
  const auto year = in.number(digits);
  return year && negative ? std::optional(-*year) : year;
}

std::optional<Date> after_year(Reader& in, std::int64_t year) {
  if (in.done()) return civil(year, 1, 1);
  const bool dashed = in.accept('-');
  const auto more = [&](std::size_t digits, std::int64_t fallback) -> std::optional<std::int64_t> {
    if (in.done()) return fallback;
    if (dashed && !in.accept('-')) return std::nullopt;
    return in.number(digits);
  };
  if (in.accept('W')) {
    const auto week = in.number(2);
    const auto day = more(1, 1);
    return week && day ? week_date(year, *week, *day) : std::nullopt;
  }
  if (in.accept('Q')) {
    const auto quarter = in.number(1);
    const auto day = more(2, 1);
    return quarter && day ? quarter_date(year, *quarter, *day) : std::nullopt;
  }
  if (in.digits() == 3) return ordinal_date(year, *in.number(3));
  const auto month = in.number(2);
  const auto day = more(2, 1);
  return month && day ? civil(year, *month, *day) : std::nullopt;
}

std::optional<LocalTime> read_time(Reader& in) {
  const auto hour = in.number(2);
  if (!hour || *hour > 23) return std::nullopt;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t nanos = 0;
  const bool colon = in.peek() == ':';
  const auto two = [&](std::int64_t& field) {
    if (colon ? !in.accept(':') : !is_digit(in.peek())) return true;
    const auto value = in.number(2);
    if (!value || *value > 59) return false;
    field = *value;
    return true;
  };
  if (!two(minute) || !two(second)) return std::nullopt;
  if (in.accept('.') || in.accept(',')) {
    const auto digits = in.digits();
    if (digits == 0 || digits > 9) return std::nullopt;
    nanos = *in.number(digits);
    for (auto i = digits; i < 9; ++i) nanos *= 10;
  }
  return LocalTime{(*hour * 3600 + minute * 60 + second) * nanos_per_second + nanos};
}

std::optional<std::int32_t> read_offset(Reader& in) {
  if (in.accept('Z') || in.accept('z')) return 0;
  const bool negative = in.peek() == '-';
  if (!negative && in.peek() != '+') return std::nullopt;
  in.skip(1);
  const auto hours = in.number(2);
  std::int64_t minutes = 0;
  std::int64_t seconds = 0;
  const auto two = [&](std::int64_t& field) {
    in.accept(':');
    if (!is_digit(in.peek())) return true;
    const auto value = in.number(2);
    if (!value || *value > 59) return false;
    field = *value;
    return true;
  };
  if (!hours || !two(minutes) || !two(seconds)) return std::nullopt;
  const auto total = *hours * 3600 + minutes * 60 + seconds;
  if (total > 18 * 3600) return std::nullopt;
  return static_cast<std::int32_t>(negative ? -total : total);
}

template <typename T>
std::optional<T> if_done(const Reader& in, std::optional<T> value) {
  return in.done() ? std::move(value) : std::nullopt;
}

/// A number with sign and fraction before a unit letter.
std::optional<long double> read_amount(Reader& in) {
  bool negative = false;
  if (in.accept('-')) {
    negative = true;
  } else {
    in.accept('+');
  }
  const auto whole_digits = in.digits();
  const auto whole = in.number(whole_digits);
  if (!whole) return std::nullopt;
  auto value = static_cast<long double>(*whole);
  if (in.accept('.') || in.accept(',')) {
    const auto digits = in.digits();
    const auto fraction = in.number(digits);
    if (!fraction) return std::nullopt;
    value += static_cast<long double>(*fraction) / std::pow(10.0L, static_cast<long double>(digits));
  }
  return negative ? -value : value;
}

/// `P2012-02-02T14:37:21.545`: the fields of a date and time as amounts.
std::optional<Duration> date_time_form(std::string_view text) {
  const auto t = text.find('T');
  Reader date(text.substr(0, t));
  const auto year = read_year(date);
  if (!year || !date.accept('-')) return std::nullopt;
  const auto month = date.number(2);
  if (!month || !date.accept('-')) return std::nullopt;
  const auto day = date.number(2);
  if (!day || !date.done()) return std::nullopt;
  DurationParts parts{static_cast<long double>(*year * 12 + *month), static_cast<long double>(*day), 0, 0};
  if (t != std::string_view::npos) {
    Reader time(text.substr(t + 1));
    const auto clock = read_time(time);
    if (!clock || !time.done()) return std::nullopt;
    parts.seconds = static_cast<long double>(clock->nanos / nanos_per_second);
    parts.nanos = static_cast<long double>(clock->nanos % nanos_per_second);
  }
  return make_duration(parts);
}

/// Adds one unit of the text; false for a letter that is none or out of place.
bool add_unit(DurationParts& parts, long double amount, char unit, bool time) {
  switch (unit) {
    case 'Y':
      parts.months += amount * 12;
      return !time;
    case 'M':
      (time ? parts.seconds : parts.months) += time ? amount * 60 : amount;
      return true;
    case 'W':
      parts.days += amount * 7;
      return !time;
    case 'D':
      parts.days += amount;
      return !time;
    case 'H':
      parts.seconds += amount * 3600;
      return time;
    case 'S': {
      const auto whole = std::trunc(amount);
      parts.seconds += whole;
      parts.nanos += std::round((amount - whole) * 1e9L);
      return time;
    }
    default:
      return false;
  }
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Reader in(text);
  const auto year = read_year(in);
  if (!year) return std::nullopt;
  const auto date = after_year(in, *year);
  return if_done(in, date);
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
  Reader in(text);
  const auto time = read_time(in);
  return if_done(in, time);
}

std::optional<Time> parse_time(std::string_view text) {
  Reader in(text);
  const auto time = read_time(in);
  if (!time) return std::nullopt;
  if (in.done()) return Time{time->nanos, 0};
  const auto offset = read_offset(in);
  if (!offset || !in.done()) return std::nullopt;
  return Time{time->nanos, *offset};
}

std::optional<LocalDateTime> parse_local_date_time(std::string_view text) {
  const auto t = text.find('T');
  const auto date = parse_date(text.substr(0, t));
  if (!date) return std::nullopt;
  if (t == std::string_view::npos) return LocalDateTime{date->days, 0};
  const auto time = parse_local_time(text.substr(t + 1));
  if (!time) return std::nullopt;
  return LocalDateTime{date->days, time->nanos};
}

std::optional<Zone> parse_zone(std::string_view text) {
  Reader in(text);
  const auto offset = read_offset(in);
  if (offset && in.done()) return Zone{*offset, {}};
  if (!is_time_zone(text)) return std::nullopt;
  return Zone{0, std::string(text)};
}

DateTime at_zone(const LocalDateTime& local, const Zone& zone) {
  return zone.name.empty() ? DateTime{local, zone.offset, {}} : at_zone(local, zone.name);
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  std::string_view zone;
  if (!text.empty() && text.back() == ']') {
    const auto open = text.find('[');
    if (open == std::string_view::npos) return std::nullopt;
    zone = text.substr(open + 1, text.size() - open - 2);
    if (!is_time_zone(zone)) return std::nullopt;
    text = text.substr(0, open);
  }
  const auto t = text.find('T');
  const auto date = parse_date(text.substr(0, t));
  if (!date) return std::nullopt;
  LocalDateTime local{date->days, 0};
  std::optional<std::int32_t> offset;
  if (t != std::string_view::npos) {
    Reader in(text.substr(t + 1));
    const auto time = read_time(in);
    if (!time) return std::nullopt;
    local.nanos = time->nanos;
    if (!in.done()) {
      offset = read_offset(in);
      if (!offset || !in.done()) return std::nullopt;
    }
  }
  if (zone.empty()) return DateTime{local, offset.value_or(0), {}};
  return offset ? to_zone(DateTime{local, *offset, {}}, zone) : at_zone(local, zone);
}

std::optional<Duration> parse_duration(std::string_view text) {
  Reader in(text);
  const bool negative = in.accept('-');
  if (!in.accept('P') || in.done()) return std::nullopt;
  if (auto form = date_time_form(in.rest())) return form;
  DurationParts parts;
  bool time = false;
  while (!in.done()) {
    if (!time && in.accept('T')) {
      time = true;
      if (in.done()) return std::nullopt;
    }
    auto amount = read_amount(in);
    if (!amount || in.done()) return std::nullopt;
    const auto unit = in.peek();
    in.skip(1);
    if (!add_unit(parts, negative ? -*amount : *amount, unit, time)) return std::nullopt;
  }
  return make_duration(parts);
}

std::optional<Duration> make_duration(const DurationParts& parts) {
  constexpr long double days_a_month = 30.436875L;  // 400 years have 146,097 days
  constexpr long double limit = 9.2e18L;
  const auto months = std::trunc(parts.months);
  const auto all_days = parts.days + (parts.months - months) * days_a_month;
  const auto days = std::trunc(all_days);
  // Fractions of a day and of a second, in nanoseconds, rounded away from binary noise before they are cut.
  const auto whole_seconds = std::trunc(parts.seconds);
  const auto fraction = ((all_days - days) * seconds_per_day + (parts.seconds - whole_seconds)) * 1e9L + parts.nanos;
  const auto rounded = std::round(fraction * 1e3L) / 1e3L;
  const auto nanos = std::trunc(rounded);
  if (std::abs(months) > limit || std::abs(days) > limit || std::abs(whole_seconds) > limit || std::abs(nanos) > limit)
    return std::nullopt;
  auto total_nanos = static_cast<std::int64_t>(nanos);
  auto carry = total_nanos / nanos_per_second;
  total_nanos %= nanos_per_second;
  if (total_nanos < 0) {
    total_nanos += nanos_per_second;
    --carry;
  }
  return Duration{static_cast<std::int64_t>(months), static_cast<std::int64_t>(days),
                  static_cast<std::int64_t>(whole_seconds) + carry, static_cast<std::int32_t>(total_nanos)};
}

}  // namespace entente::queries
