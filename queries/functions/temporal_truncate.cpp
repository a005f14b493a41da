#include "queries/functions/temporal_truncate.h"

#include <map>

namespace entente::queries {
namespace {

enum class Unit : std::uint8_t {
  Millennium,
  Century,
  Decade,
  Year,
  WeekYear,
  Quarter,
  Month,
  Week,
  Day,
  Hour,
  Minute,
  Second,
  Millisecond,
  Microsecond
};

std::optional<Unit> unit_of(std::string_view name) {
  static const std::map<std::string_view, Unit> units{{"millennium", Unit::Millennium},
                                                      {"century", Unit::Century},
                                                      {"decade", Unit::Decade},
                                                      {"year", Unit::Year},
                                                      {"weekYear", Unit::WeekYear},
                                                      {"quarter", Unit::Quarter},
                                                      {"month", Unit::Month},
                                                      {"week", Unit::Week},
                                                      {"day", Unit::Day},
                                                      {"hour", Unit::Hour},
                                                      {"minute", Unit::Minute},
                                                      {"second", Unit::Second},
                                                      {"millisecond", Unit::Millisecond},
                                                      {"microsecond", Unit::Microsecond}};
  const auto found = units.find(name);
  return found == units.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t floor_to(std::int64_t year, std::int64_t step) {
  return (year / step - (year % step < 0 ? 1 : 0)) * step;
}

Date truncate_date(Date date, Unit unit) {
  const auto c = civil_from_days(date.days);
  const auto first = [](std::int64_t year) { return Date{days_from_civil(year, 1, 1)}; };
  switch (unit) {
    case Unit::Millennium:
      return first(floor_to(c.year, 1000));
    case Unit::Century:
      return first(floor_to(c.year, 100));
    case Unit::Decade:
      return first(floor_to(c.year, 10));
    case Unit::Year:
      return first(c.year);
    case Unit::WeekYear:
      return {days_from_iso_week(iso_week(date.days).year, 1, 1)};
    case Unit::Quarter:
      return {days_from_civil(c.year, (c.month - 1) / 3 * 3 + 1, 1)};
    case Unit::Month:
      return {days_from_civil(c.year, c.month, 1)};
    case Unit::Week:
      return {date.days - iso_week(date.days).day + 1};
    case Unit::Day:
    case Unit::Hour:
    case Unit::Minute:
    case Unit::Second:
    case Unit::Millisecond:
    case Unit::Microsecond:
      return date;
  }
  return date;
}

LocalTime truncate_time(LocalTime time, Unit unit) {
  const auto cut = [time](std::int64_t step) { return LocalTime{time.nanos / step * step}; };
  switch (unit) {
    case Unit::Hour:
      return cut(3600 * nanos_per_second);
    case Unit::Minute:
      return cut(60 * nanos_per_second);
    case Unit::Second:
      return cut(nanos_per_second);
    case Unit::Millisecond:
      return cut(1'000'000);
    case Unit::Microsecond:
      return cut(1'000);
    default:
      return {};
  }
}

}  // namespace

Checked<Value> truncate(Kind kind, std::string_view unit_name, const Value& value, const Map& fields,
                        const DateTime& now) {
  const auto unit = unit_of(unit_name);
  if (!unit) return temporal_error("'" + std::string(unit_name) + "' is no unit to truncate to");
  const bool wants_date = kind == Kind::Date || kind == Kind::LocalDateTime || kind == Kind::DateTime;
  auto parts = parts_of(value);
  if ((wants_date && !parts.date) || (!wants_date && !parts.time)) {
    return temporal_error("a " + std::string(to_string(value.kind())) + " cannot be truncated to a " +
                          std::string(to_string(kind)));
  }
  if (kind == Kind::Date && *unit > Unit::Day) return temporal_error("a date cannot be truncated to less than a day");
  if (!wants_date && *unit < Unit::Day) return temporal_error("a time cannot be truncated to more than a day");
  if (parts.date) parts.date = truncate_date(*parts.date, *unit);
  parts.time = truncate_time(parts.time.value_or(LocalTime{}), *unit);
  const auto result = parts_from_map(fields, parts, true);
  if (!result) return tl::make_unexpected(result.error());
  return assemble(kind, *result, now);
}

}  // namespace entente::queries
