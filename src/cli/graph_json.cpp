#include "src/cli/graph_json.h"

#include "exporters/json/node_link.h"
#include "src/cli/terminal.h"

namespace entente::cli {

base::Expected<int> print_graph_json(const LoadedGraph& graph) {
  exporters::StringSink sink;
  const auto written = exporters::write_node_link(*graph.graph, *graph.ontology, {}, sink);
  if (!written) return tl::make_unexpected(written.error());
  const int printed = print(sink.text());
  return printed != Ok || !graph.graph->entities().empty() ? printed : int{Nothing};
}

}  // namespace entente::cli
