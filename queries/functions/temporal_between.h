#pragma once

#include "queries/value/value.h"

namespace entente::queries {

/// What duration.between(), inMonths(), inDays() and inSeconds() count in.
enum class Between : std::uint8_t { Mixed, Months, Days, Seconds };

/// From one point in time to another. If only one has a date or a zone, it holds for both; a missing time is midnight.
/// Without any date there are no months and days between them.
Duration between(const Value& from, const Value& to, Between unit);

/// Months later (the day cut to the month's length).
Date plus_months(Date date, std::int64_t months);

}  // namespace entente::queries
