#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "queries/results/result.h"

namespace entente::queries {

/// How a result is written. Each format keeps the order of rows and columns, ends with a line feed, and is a function
/// of the result alone.
enum class Format : std::uint8_t {
  Table,      ///< aligned columns with a frame, for people; counts rows below
  Csv,        ///< RFC 4180 with a header line, LF; null is an empty field, an empty string is ""
  Json,       ///< {"columns": […], "rows": [{…}], "side_effects": {…}}
  JsonLines,  ///< one object a row
  Markdown,   ///< a table in GitHub's dialect
  Cypher      ///< a header line of column names, then one line a row, separated by tabs, values as the TCK writes them
};

/// "table", "csv", "json", "jsonl", "markdown", "cypher".
std::optional<Format> format_from(std::string_view name);
std::string_view to_string(Format format);

/// The whole result as text. A result without columns (a query that only writes) gives an empty text, except as JSON.
/// In JSON a node is {"id", "labels", "properties"}, a relationship {"id", "type", "start", "end", "properties"}, a
/// path
/// {"nodes", "relationships"}; points in time and durations are ISO 8601 strings, a float that is no number is null.
std::string format(const Result& result, Format format);

/// `+2 nodes, -1 relationship`, or "" if nothing changed.
std::string describe(const SideEffects& effects);

}  // namespace entente::queries
