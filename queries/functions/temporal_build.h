#pragma once

#include <optional>

#include "queries/errors.h"
#include "queries/functions/temporal_parse.h"
#include "queries/value/value.h"

/// Temporal values from maps of components: `{year: 1984, week: 10}`, `{date: other, day: 28, timezone: '+01:00'}`.
namespace entente::queries {

/// What a value contributes to another: its date, its time of day, its zone.
struct TemporalParts {
  std::optional<Date> date;
  std::optional<LocalTime> time;
  std::optional<Zone> zone;
};
/// Nothing for values that are no point in time.
TemporalParts parts_of(const Value& value);

/// The parts that the map gives, on top of `base`. A zone in the map moves a time that has a zone to the same instant
/// there, and is attached to one that has none. `truncated`: base is the rest of a truncation, so that smaller units
/// add to it and the zone is attached, not converted.
Checked<TemporalParts> parts_from_map(const Map& map, const TemporalParts& base, bool truncated);

/// The value of a kind (Date to DateTime) from parts; what is missing is the epoch's midnight in UTC.
Value assemble(Kind kind, const TemporalParts& parts, const DateTime& now);

Checked<Value> duration_from_map(const Map& map);

tl::unexpected<QueryError> temporal_error(std::string message);

}  // namespace entente::queries
