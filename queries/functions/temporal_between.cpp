#include "queries/functions/temporal_between.h"

#include <algorithm>

#include "queries/functions/temporal_build.h"
#include "queries/value/time_zone.h"

namespace entente::queries {
namespace {

/// Whole months from one day to another, towards zero.
std::int64_t months_between(std::int64_t from, std::int64_t to) {
  const auto a = civil_from_days(from);
  const auto b = civil_from_days(to);
  const auto packed = [](const Civil& c) { return (c.year * 12 + c.month - 1) * 32 + c.day; };
  return (packed(b) - packed(a)) / 32;
}

/// The day that is reached in full: a day less if the time of day is not yet there.
std::int64_t full_days_end(const LocalDateTime& from, const LocalDateTime& to) {
  if (to.days > from.days && to.nanos < from.nanos) return to.days - 1;
  if (to.days < from.days && to.nanos > from.nanos) return to.days + 1;
  return to.days;
}

Duration seconds_between(std::int64_t from, std::int32_t from_nanos, std::int64_t to, std::int32_t to_nanos) {
  Duration result;
  result.seconds = to - from;
  result.nanos = to_nanos - from_nanos;
  if (result.nanos < 0) {
    result.nanos += static_cast<std::int32_t>(nanos_per_second);
    --result.seconds;
  }
  return result;
}

Duration between_points(const DateTime& from, const DateTime& to, bool dated, Between unit) {
  Duration result;
  auto reached = from;
  if (dated && unit != Between::Seconds) {
    auto end = full_days_end(from.local, to.local);
    if (unit != Between::Days) {
      result.months = months_between(from.local.days, end);
      reached.local.days = plus_months(Date{from.local.days}, result.months).days;
      end = full_days_end(reached.local, to.local);
    }
    if (unit != Between::Months) result.days = end - reached.local.days;
    reached.local.days = unit == Between::Months ? reached.local.days : end;
    if (!from.zone.empty()) reached = at_zone(reached.local, from.zone);
  }
  if (unit == Between::Months || unit == Between::Days) return result;
  const auto rest = seconds_between(reached.epoch_seconds(), reached.local.nano_of_second(), to.epoch_seconds(),
                                    to.local.nano_of_second());
  result.seconds = rest.seconds;
  result.nanos = rest.nanos;
  return result;
}

}  // namespace

Date plus_months(Date date, std::int64_t months) {
  const auto c = civil_from_days(date.days);
  const auto total = c.year * 12 + c.month - 1 + months;
  const auto year = total / 12 - (total % 12 < 0 ? 1 : 0);
  const auto month = static_cast<int>(total - year * 12) + 1;
  return {days_from_civil(year, month, std::min(c.day, days_in_month(year, month)))};
}

Duration between(const Value& from, const Value& to, Between unit) {
  auto a = parts_of(from);
  auto b = parts_of(to);
  const bool dated = a.date && b.date;
  const auto date = a.date ? a.date : b.date;
  const auto zone = a.zone ? a.zone : b.zone;
  const auto point = [&](const TemporalParts& parts) {
    const LocalDateTime local{parts.date.value_or(date.value_or(Date{})).days, parts.time.value_or(LocalTime{}).nanos};
    return at_zone(local, parts.zone.value_or(zone.value_or(Zone{})));
  };
  const auto start = point(a);
  auto end = point(b);
  // Days are counted on the clock of the start.
  end = start.zone.empty() ? to_offset(end, start.offset) : to_zone(end, start.zone);
  return between_points(start, end, dated, unit);
}

}  // namespace entente::queries
