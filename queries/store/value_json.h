#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "queries/value/value.h"

namespace entente::queries {

/// A storable value (anything but nodes, relationships and paths) as JSON that reads back to the very same value: null,
/// booleans, integers and strings as themselves, lists as arrays, everything else as an object with one member that
/// names the kind, such as {"date": 19000} or {"float": "0.1"}.
std::string encode_value(const Value& value);

/// Errors: Malformed for anything that encode_value does not write.
base::Expected<Value> decode_value(std::string_view json);

}  // namespace entente::queries
