#pragma once

#include <optional>
#include <string_view>

#include "queries/value/temporal.h"

/// ISO 8601 texts, in the basic and the extended form, as the TCK has them. Nothing for what is none.
namespace entente::queries {

/// A zone: a fixed offset, or a name (whose offset depends on the instant).
struct Zone {
  std::int32_t offset = 0;
  std::string name;
};

std::optional<Date> parse_date(std::string_view text);
std::optional<LocalTime> parse_local_time(std::string_view text);
std::optional<Time> parse_time(std::string_view text);
std::optional<LocalDateTime> parse_local_date_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<Duration> parse_duration(std::string_view text);
/// `Z`, `+01:00`, `+0100`, `+01`, `+02:05:59`, `Europe/Stockholm`.
std::optional<Zone> parse_zone(std::string_view text);
DateTime at_zone(const LocalDateTime& local, const Zone& zone);

/// Amounts of each unit, with fractions, as one duration: a fraction of a month counts 30.436875 days a month, one of a
/// day 24 hours. Nothing if a unit overflows.
struct DurationParts {
  long double months = 0;
  long double days = 0;
  long double seconds = 0;
  long double nanos = 0;
};
std::optional<Duration> make_duration(const DurationParts& parts);

}  // namespace entente::queries
