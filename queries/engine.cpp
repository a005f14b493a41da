#include "queries/engine.h"

#include <chrono>

#include "queries/cypher/parser.h"
#include "queries/exec/operator.h"
#include "queries/plan/logical_plan.h"
#include "queries/semantics/binder.h"
#include "queries/value/time_zone.h"

namespace entente::queries {
namespace {

Clock clock_now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
  return {{local_from_seconds(nanos / nanos_per_second, static_cast<std::int32_t>(nanos % nanos_per_second)), 0, {}}};
}

/// Undoes the transaction unless it was committed.
class Transaction {
 public:
  explicit Transaction(PropertyGraph* graph) : graph_(graph) {
    if (graph_ != nullptr) graph_->begin();
  }
  ~Transaction() {
    if (graph_ != nullptr) graph_->rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    if (graph_ != nullptr) graph_->commit();
    graph_ = nullptr;
  }

 private:
  PropertyGraph* graph_;
};

Checked<bound::Query> compile(std::string_view query, const GraphView& graph, const ProcedureRegistry& procedures,
                              const Map& parameters) {
  const auto tree = parse(query);
  if (!tree) return tl::make_unexpected(tree.error());
  return bind(*tree, query, {graph.symbols(), procedures, parameters});
}

void collect(exec::Operator& root, const bound::Query& query, exec::Context& context, Result& result) {
  exec::Row row(query.slots);
  root.open();
  while (root.next(row)) {
    if (query.columns.empty()) continue;
    List values;
    values.reserve(query.columns.size());
    for (const auto slot : query.columns) values.push_back(row[slot]);
    result.rows.push_back(std::move(values));
    if (!context.keep_rows(1)) return;
  }
}

}  // namespace

Checked<Result> Engine::run(std::string_view query, const GraphView& graph, PropertyGraph* writable,
                            const RunOptions& options) const {
  const auto bound = compile(query, graph, procedures_, options.parameters);
  if (!bound) return tl::make_unexpected(bound.error());
  if (bound->writes && writable == nullptr) {
    return tl::make_unexpected(QueryError{ErrorType::ReadOnly,
                                          Phase::CompileTime,
                                          "ReadOnlyGraph",
                                          "this graph can be read, but not changed by a query",
                                          {},
                                          {}});
  }
  const auto plan = plan::plan(*bound);
  exec::Context context(graph, writable, options.parameters, clock_now(), options.limits);
  Transaction transaction(bound->writes ? writable : nullptr);
  Result result;
  result.columns = bound->names;
  const auto root = exec::build(*plan, context);
  collect(*root, *bound, context, result);
  if (bound->writes && !context.failed() && writable->deleted_with_relationships()) {
    context.fail(ErrorType::ConstraintVerificationFailed, "DeleteConnectedNode",
                 "a node that still has relationships cannot be deleted; use DETACH DELETE");
  }
  if (context.failed()) return tl::make_unexpected(context.error());
  take_snapshots(result, graph);
  if (bound->writes) result.side_effects = writable->side_effects();
  transaction.commit();
  return result;
}

Checked<Result> Engine::run(std::string_view query, PropertyGraph& graph, const RunOptions& options) const {
  return run(query, graph, &graph, options);
}

Checked<Result> Engine::run(std::string_view query, const GraphView& graph, const RunOptions& options) const {
  return run(query, graph, nullptr, options);
}

Checked<std::string> Engine::explain(std::string_view query, const GraphView& graph, const RunOptions& options) const {
  const auto bound = compile(query, graph, procedures_, options.parameters);
  if (!bound) return tl::make_unexpected(bound.error());
  return plan::to_text(*plan::plan(*bound), graph.symbols());
}

}  // namespace entente::queries
