#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "graph/model/records.h"

/// The entities and statements of one document as compact JSON, as the file keeps them (docs/file_format.md). Pure
/// functions, thread-safe.
namespace entente::store {

/// Members with their default value are left out. Equal records give equal bytes.
std::string encode(const model::DocumentRecord& record);

/// Fills `record.entities` and `record.statements`. Errors: Malformed, naming `source`, where the text is no such JSON,
/// an index is out of range or a name of a type or status is unknown.
base::Expected<void> decode(std::string_view json, std::string_view source, model::DocumentRecord& record);

}  // namespace entente::store
