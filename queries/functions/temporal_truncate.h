#pragma once

#include "queries/functions/temporal_build.h"

namespace entente::queries {

/// `date.truncate(unit, value, fields)` and its like: the beginning of the unit that the value lies in, as a value of
/// `kind`, with the fields set on top of it.
Checked<Value> truncate(Kind kind, std::string_view unit, const Value& value, const Map& fields, const DateTime& now);

}  // namespace entente::queries
