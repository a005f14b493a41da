#include "queries/functions/function.h"
#include "queries/functions/temporal_build.h"

namespace entente::queries {
namespace {

Value date_component(Date date, std::string_view name) {
  const auto c = civil_from_days(date.days);
  const auto week = iso_week(date.days);
  const auto quarter = (c.month - 1) / 3 + 1;
  if (name == "year") return c.year;
  if (name == "quarter") return quarter;
  if (name == "month") return c.month;
  if (name == "week") return week.week;
  if (name == "weekYear") return week.year;
  if (name == "day") return c.day;
  if (name == "ordinalDay") return date.days - days_from_civil(c.year, 1, 1) + 1;
  if (name == "weekDay" || name == "dayOfWeek") return week.day;
  if (name == "dayOfQuarter") return date.days - days_from_civil(c.year, quarter * 3 - 2, 1) + 1;
  return {};
}

Value time_component(LocalTime time, std::string_view name) {
  const auto seconds = time.nanos / nanos_per_second;
  const auto nanos = time.nanos % nanos_per_second;
  if (name == "hour") return seconds / 3600;
  if (name == "minute") return seconds / 60 % 60;
  if (name == "second") return seconds % 60;
  if (name == "millisecond") return nanos / 1'000'000;
  if (name == "microsecond") return nanos / 1'000;
  if (name == "nanosecond") return nanos;
  return {};
}

Value zone_component(const Zone& zone, std::string_view name) {
  if (name == "timezone") return zone.name.empty() ? offset_to_string(zone.offset) : zone.name;
  if (name == "offset") return offset_to_string(zone.offset);
  if (name == "offsetMinutes") return std::int64_t{zone.offset / 60};
  if (name == "offsetSeconds") return std::int64_t{zone.offset};
  return {};
}

Value duration_component(const Duration& d, std::string_view name) {
  const auto nanos = std::int64_t{d.nanos};
  if (name == "years") return d.months / 12;
  if (name == "quarters") return d.months / 3;
  if (name == "months") return d.months;
  if (name == "weeks") return d.days / 7;
  if (name == "days") return d.days;
  if (name == "hours") return d.seconds / 3600;
  if (name == "minutes") return d.seconds / 60;
  if (name == "seconds") return d.seconds;
  if (name == "milliseconds") return d.seconds * 1'000 + nanos / 1'000'000;
  if (name == "microseconds") return d.seconds * 1'000'000 + nanos / 1'000;
  if (name == "nanoseconds") return d.seconds * nanos_per_second + nanos;
  if (name == "quartersOfYear") return d.months / 3 % 4;
  if (name == "monthsOfQuarter") return d.months % 3;
  if (name == "monthsOfYear") return d.months % 12;
  if (name == "daysOfWeek") return d.days % 7;
  if (name == "minutesOfHour") return d.seconds / 60 % 60;
  if (name == "secondsOfMinute") return d.seconds % 60;
  if (name == "millisecondsOfSecond") return nanos / 1'000'000;
  if (name == "microsecondsOfSecond") return nanos / 1'000;
  if (name == "nanosecondsOfSecond") return nanos;
  return {};
}

}  // namespace

Value temporal_component(const Value& value, std::string_view name) {
  if (value.is(Kind::Duration)) return duration_component(value.duration(), name);
  const auto parts = parts_of(value);
  if (parts.date) {
    if (auto found = date_component(*parts.date, name); !found.is_null()) return found;
  }
  if (parts.time) {
    if (auto found = time_component(*parts.time, name); !found.is_null()) return found;
  }
  if (parts.zone) {
    if (auto found = zone_component(*parts.zone, name); !found.is_null()) return found;
  }
  if (!value.is(Kind::DateTime)) return {};
  const auto& moment = value.date_time();
  if (name == "epochSeconds") return moment.epoch_seconds();
  if (name == "epochMillis") return moment.epoch_seconds() * 1000 + moment.local.nano_of_second() / 1'000'000;
  return {};
}

}  // namespace entente::queries
