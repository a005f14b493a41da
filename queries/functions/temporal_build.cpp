#include "queries/functions/temporal_build.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "queries/value/time_zone.h"

namespace entente::queries {

tl::unexpected<QueryError> temporal_error(std::string message) {
  return runtime_error(ErrorType::ArgumentError, "InvalidArgumentValue", std::move(message));
}

TemporalParts parts_of(const Value& value) {
  switch (value.kind()) {
    case Kind::Date:
      return {value.date(), {}, {}};
    case Kind::LocalTime:
      return {{}, value.local_time(), {}};
    case Kind::Time:
      return {{}, LocalTime{value.time().nanos}, Zone{value.time().offset, {}}};
    case Kind::LocalDateTime:
      return {Date{value.local_date_time().days}, LocalTime{value.local_date_time().nanos}, {}};
    case Kind::DateTime: {
      const auto& v = value.date_time();
      return {Date{v.local.days}, LocalTime{v.local.nanos}, Zone{v.offset, v.zone}};
    }
    default:
      return {};
  }
}

namespace {

/// The integer components of a map, each checked against its range when it is taken.
class Components {
 public:
  explicit Components(const Map& map) : map_(map) {}

  bool has(std::string_view name) const { return map_.find(name) != map_.end(); }

  std::int64_t get(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t fallback) {
    const auto found = map_.find(name);
    if (found == map_.end()) return fallback;
    if (!found->second.is(Kind::Integer)) {
      fail(std::string(name) + " must be an integer");
      return fallback;
    }
    const auto value = found->second.integer();
    if (value < least || value > most) {
      fail(std::string(name) + " must be from " + std::to_string(least) + " to " + std::to_string(most));
      return fallback;
    }
    return value;
  }

  void fail(std::string message) {
    if (!error_) error_ = std::move(message);
  }
  const std::optional<std::string>& error() const { return error_; }

 private:
  const Map& map_;
  std::optional<std::string> error_;
};

std::int64_t day_of_quarter(const Civil& c, std::int64_t days) {
  return days - days_from_civil(c.year, (c.month - 1) / 3 * 3 + 1, 1) + 1;
}

Date week_date(Components& in, const std::optional<Date>& base) {
  const auto from = base ? iso_week(base->days) : IsoWeek{1970, 1, 1};
  const auto year = in.get("year", -max_year, max_year, from.year);
  const auto week = in.get("week", 1, weeks_in_iso_year(year), from.week);
  const auto day = in.get("dayOfWeek", 1, 7, base ? from.day : 1);
  return {days_from_iso_week(year, static_cast<int>(week), static_cast<int>(day))};
}

Date quarter_date(Components& in, const std::optional<Date>& base) {
  const auto from = base ? civil_from_days(base->days) : Civil{1970, 1, 1};
  const auto year = in.get("year", -max_year, max_year, from.year);
  const auto quarter = in.get("quarter", 1, 4, (from.month - 1) / 3 + 1);
  const auto first = days_from_civil(year, static_cast<int>(quarter) * 3 - 2, 1);
  const auto length =
      days_from_civil(year, static_cast<int>(quarter) * 3, days_in_month(year, static_cast<int>(quarter) * 3)) - first +
      1;
  const auto day = in.get("dayOfQuarter", 1, length, base ? day_of_quarter(from, base->days) : 1);
  return {first + day - 1};
}

Date date_from(Components& in, const std::optional<Date>& base) {
  if (in.has("week") || in.has("dayOfWeek")) return week_date(in, base);
  if (in.has("quarter") || in.has("dayOfQuarter")) return quarter_date(in, base);
  const auto from = base ? civil_from_days(base->days) : Civil{1970, 1, 1};
  const auto year = in.get("year", -max_year, max_year, from.year);
  if (in.has("ordinalDay")) {
    return {days_from_civil(year, 1, 1) + in.get("ordinalDay", 1, is_leap_year(year) ? 366 : 365, 1) - 1};
  }
  const auto month = in.get("month", 1, 12, base ? from.month : 1);
  const auto length = days_in_month(year, static_cast<int>(month));
  auto day = in.get("day", 1, length, base ? from.day : 1);
  if (day > length) {
    in.fail("there is no such day in that month");
    day = length;
  }
  return {days_from_civil(year, static_cast<int>(month), static_cast<int>(day))};
}

/// The nanoseconds of the second: milliseconds, microseconds and nanoseconds add up where several are given.
std::int64_t fraction_from(Components& in, std::int64_t base, bool truncated) {
  const bool milli = in.has("millisecond");
  const bool micro = in.has("microsecond");
  const bool nano = in.has("nanosecond");
  if (!milli && !micro && !nano) return base;
  const auto millis = in.get("millisecond", 0, 999, 0);
  const auto micros = in.get("microsecond", 0, milli ? 999 : 999'999, 0);
  const auto nanos = in.get("nanosecond", 0, micro ? 999 : milli ? 999'999 : 999'999'999, 0);
  return (truncated ? base : 0) + millis * 1'000'000 + micros * 1'000 + nanos;
}

LocalTime time_from(Components& in, const std::optional<LocalTime>& base, bool truncated) {
  const auto nanos = base ? base->nanos : 0;
  const auto seconds = nanos / nanos_per_second;
  const auto hour = in.get("hour", 0, 23, seconds / 3600);
  const auto minute = in.get("minute", 0, 59, seconds / 60 % 60);
  const auto second = in.get("second", 0, 59, seconds % 60);
  const auto fraction = fraction_from(in, nanos % nanos_per_second, truncated);
  return {(hour * 3600 + minute * 60 + second) * nanos_per_second + std::min(fraction, nanos_per_second - 1)};
}

/// The same instant in another zone; without a date, of the day 1970-01-01.
void convert(TemporalParts& parts, const Zone& zone) {
  const LocalDateTime local{parts.date ? parts.date->days : 0, parts.time ? parts.time->nanos : 0};
  const auto from = at_zone(local, *parts.zone);
  const auto to = zone.name.empty() ? to_offset(from, zone.offset) : to_zone(from, zone.name);
  if (parts.date) parts.date = Date{to.local.days};
  parts.time = LocalTime{to.local.nanos};
  parts.zone = zone;
}

const std::set<std::string, std::less<>> known_keys{
    "year",       "month", "day",    "week",     "dayOfWeek",    "quarter",     "dayOfQuarter",
    "ordinalDay", "hour",  "minute", "second",   "millisecond",  "microsecond", "nanosecond",
    "timezone",   "date",  "time",   "datetime", "epochSeconds", "epochMillis"};

/// Takes over the date, time and zone of the values under `date`, `time` and `datetime`.
Checked<TemporalParts> selected(const Map& map, TemporalParts base) {
  const auto part = [&map](std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? std::optional<TemporalParts>() : parts_of(found->second);
  };
  if (const auto both = part("datetime")) {
    if (!both->date || !both->time) return temporal_error("datetime: needs a value with a date and a time");
    base = *both;
  }
  if (const auto date = part("date")) {
    if (!date->date) return temporal_error("date: needs a value with a date");
    base.date = date->date;
  }
  if (const auto time = part("time")) {
    if (!time->time) return temporal_error("time: needs a value with a time");
    base.time = time->time;
    base.zone = time->zone;
  }
  return base;
}

}  // namespace

Checked<TemporalParts> parts_from_map(const Map& map, const TemporalParts& base, bool truncated) {
  for (const auto& [key, value] : map) {
    if (!known_keys.contains(key)) return temporal_error("'" + key + "' is no component of a date or time");
  }
  auto chosen = selected(map, base);
  if (!chosen) return chosen;
  auto parts = std::move(*chosen);
  Components in(map);
  const bool dated =
      parts.date || in.has("year") || in.has("month") || in.has("week") || in.has("quarter") || in.has("ordinalDay");
  if (dated && !parts.date && !in.has("year")) return temporal_error("the year is missing");
  if (in.has("epochSeconds") || in.has("epochMillis")) {
    const auto seconds = in.get("epochSeconds", -31'556'889'864'403'199, 31'556'889'864'403'199, 0);
    const auto millis = in.get("epochMillis", INT64_MIN, INT64_MAX, 0);
    const auto whole = millis / 1000 - (millis % 1000 < 0 ? 1 : 0);
    const auto local =
        local_from_seconds(seconds + whole, static_cast<std::int32_t>((millis - whole * 1000) * 1'000'000));
    parts = {Date{local.days}, LocalTime{local.nanos}, Zone{}};
  } else if (dated) {
    parts.date = date_from(in, parts.date);
  }
  if (const auto zone = map.find("timezone"); zone != map.end()) {
    const auto parsed = zone->second.is(Kind::String) ? parse_zone(zone->second.string()) : std::nullopt;
    if (!parsed)
      return temporal_error("timezone: needs an offset such as '+01:00' or a name such as 'Europe/Stockholm'");
    if (parts.zone && parts.time && !truncated) {
      // Whatever the day turns into, the date that was asked for stays.
      const auto date = parts.date;
      convert(parts, *parsed);
      if (date && !in.has("datetime")) parts.date = date;
    } else {
      parts.zone = parsed;
    }
  }
  parts.time = time_from(in, parts.time, truncated);
  if (in.error()) return temporal_error(*in.error());
  return parts;
}

Value assemble(Kind kind, const TemporalParts& parts, const DateTime& now) {
  const auto date = parts.date.value_or(Date{});
  const auto time = parts.time.value_or(LocalTime{});
  const auto zone = parts.zone.value_or(Zone{});
  switch (kind) {
    case Kind::Date:
      return date;
    case Kind::LocalTime:
      return time;
    case Kind::Time: {
      // A named zone's offset on the date at hand, or today's.
      const LocalDateTime local{parts.date ? date.days : now.local.days, time.nanos};
      return Time{time.nanos, zone.name.empty() ? zone.offset : at_zone(local, zone.name).offset};
    }
    case Kind::LocalDateTime:
      return LocalDateTime{date.days, time.nanos};
    default:
      return at_zone(LocalDateTime{date.days, time.nanos}, zone);
  }
}

Checked<Value> duration_from_map(const Map& map) {
  DurationParts parts;
  for (const auto& [key, value] : map) {
    if (!value.is_number()) return temporal_error(key + " must be a number");
    const auto amount = value.is(Kind::Integer) ? static_cast<long double>(value.integer())
                                                : static_cast<long double>(value.floating());
    if (key == "years") {
      parts.months += amount * 12;
    } else if (key == "quarters") {
      parts.months += amount * 3;
    } else if (key == "months") {
      parts.months += amount;
    } else if (key == "weeks") {
      parts.days += amount * 7;
    } else if (key == "days") {
      parts.days += amount;
    } else if (key == "hours") {
      parts.seconds += amount * 3600;
    } else if (key == "minutes") {
      parts.seconds += amount * 60;
    } else if (key == "seconds") {
      parts.seconds += amount;
    } else if (key == "milliseconds") {
      parts.nanos += amount * 1e6L;
    } else if (key == "microseconds") {
      parts.nanos += amount * 1e3L;
    } else if (key == "nanoseconds") {
      parts.nanos += amount;
    } else {
      return temporal_error("'" + key + "' is no component of a duration");
    }
  }
  const auto result = make_duration(parts);
  if (!result) return temporal_error("the duration is too long");
  return Value(*result);
}

}  // namespace entente::queries
