#pragma once

#include <memory>
#include <string>

#include "graph/base/error.h"
#include "queries/store/property_graph.h"

/// A property graph on disk: one SQLite file, for graphs that queries make (`CREATE …`). Files of articles' graphs are
/// of another kind (graph/store/store.h).
namespace entente::queries {

/// "EntC": told from other SQLite files, and from the files of articles' graphs, by it.
inline constexpr std::int64_t graph_file_application_id = 0x456E7443;
inline constexpr std::int64_t graph_file_version = 1;

/// True if the file exists and carries graph_file_application_id. A missing or other file is no error here.
bool is_graph_file(const std::string& path);

/// Reads the whole graph. Ids are dense afterwards: gaps that deletions left are closed, the order is kept.
/// Errors: Unreadable, Malformed (damaged, another kind of file), Unsupported (a newer version).
base::Expected<std::unique_ptr<PropertyGraph>> load_graph_file(const std::string& path);

/// Replaces the file's graph by this one, in one transaction: a killed program leaves the old graph or the new one.
/// Makes the file if there is none. O(graph). Errors: Io, Unreadable, Malformed.
base::Expected<void> save_graph_file(const PropertyGraph& graph, const std::string& path);

}  // namespace entente::queries
