#pragma once

#include "graph/base/error.h"
#include "src/cli/loading.h"

namespace entente::cli {

/// The graph as node-link JSON to standard output; the exit status, Nothing for a graph without entities.
base::Expected<int> print_graph_json(const LoadedGraph& graph);

}  // namespace entente::cli
