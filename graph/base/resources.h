#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"

/// The data files that come with the program: ontology, frames, gazetteers, language model.
namespace entente::base {

/// The path of the data file of that name. Looked for in the folder that the environment variable ENTENTE_DATA names, in
/// ../share/entente beside the program, and where the build put it; the first that exists wins.
/// Error: NotFound, naming the folders tried.
Expected<std::string> find_resource(std::string_view name);

/// The folders that find_resource looks in, in order.
std::vector<std::string> resource_folders();

/// A whole file as bytes. Errors: Unreadable with the system's reason; Limit if larger than `limit` bytes.
Expected<std::string> read_file(const std::string& path, std::uint64_t limit = std::uint64_t{4} << 30U);

}  // namespace entente::base
