#pragma once

#include "graph/base/json.h"
#include "queries/results/result.h"

namespace entente::queries {

void write_json(base::JsonWriter& out, const Value& value, const Result& result);
void write_json(base::JsonWriter& out, const SideEffects& effects);
/// One row as an object, columns in order.
void write_json_row(base::JsonWriter& out, const Result& result, const List& row);

}  // namespace entente::queries
