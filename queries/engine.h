#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "queries/errors.h"
#include "queries/exec/context.h"
#include "queries/procedures/procedure.h"
#include "queries/results/result.h"
#include "queries/store/property_graph.h"

namespace entente::queries {

struct RunOptions {
  Map parameters;
  Limits limits;
};

/// openCypher 9 on a graph in memory. An engine holds procedures and nothing else; after they are registered it may be
/// used from any number of threads, each with a graph of its own or all reading one.
class Engine {
 public:
  ProcedureRegistry& procedures() { return procedures_; }

  /// Runs one query. A query that fails leaves the graph as it was; the error says type, phase, detail and span.
  Checked<Result> run(std::string_view query, PropertyGraph& graph, const RunOptions& options = {}) const;

  /// The same on a graph that can only be read: a query that writes is refused with ReadOnly before it runs.
  Checked<Result> run(std::string_view query, const GraphView& graph, const RunOptions& options = {}) const;

  /// The logical plan as text, one operator a line.
  Checked<std::string> explain(std::string_view query, const GraphView& graph, const RunOptions& options = {}) const;

 private:
  Checked<Result> run(std::string_view query, const GraphView& graph, PropertyGraph* writable,
                      const RunOptions& options) const;
  ProcedureRegistry procedures_;
};

}  // namespace entente::queries
