#pragma once

#include <optional>
#include <string_view>

#include "queries/value/temporal.h"

/// IANA time zones, from ICU's data. Thread-safe.
namespace entente::queries {

bool is_time_zone(std::string_view name);

/// The offset in seconds east of UTC that holds in a zone at an instant (seconds since 1970 UTC).
std::int32_t zone_offset_at(std::string_view zone, std::int64_t epoch_seconds);

/// A local time in a zone. A time that occurs twice is the first; one that the clocks jump over moves on by the jump.
DateTime at_zone(const LocalDateTime& local, std::string_view zone);
/// The same instant in a zone.
DateTime to_zone(const DateTime& value, std::string_view zone);
/// The same instant at a fixed offset.
DateTime to_offset(const DateTime& value, std::int32_t offset);

/// The local date and time so many seconds after 1970.
LocalDateTime local_from_seconds(std::int64_t seconds, std::int32_t nanos);

}  // namespace entente::queries
