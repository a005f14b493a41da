#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "src/articles/reader.h"

namespace entente::articles {

/// By the file's ending, in any case; nullopt for an ending that says nothing (`.xml` does not: pages have it too).
std::optional<Format> format_of_name(std::string_view name);

/// By the first bytes: a page, a feed, JSON, or text. UTF-16 with a mark is looked through.
Format guess_format(std::string_view head);

/// True if the first character that is no blank opens a JSON array, or an object that does not end on its line: then
/// the file is one JSON text.
bool is_whole_json(std::string_view head, std::string_view name);

}  // namespace entente::articles
