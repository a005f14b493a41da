#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "queries/functions/function.h"
#include "queries/semantics/bound.h"
#include "queries/store/property_graph.h"

namespace entente::queries {

/// What a query may use; reaching a limit is an error that says so, never a shorter answer.
struct Limits {
  std::uint64_t rows = std::uint64_t{1} << 26U;  ///< held at once by sorting, grouping and writing, and in the result
  std::chrono::milliseconds time{0};             ///< 0: no limit
  const std::atomic<bool>* interrupt = nullptr;  ///< set by someone else (Ctrl-C) to end the query
};

}  // namespace entente::queries

namespace entente::queries::exec {

/// One value for each slot of the query.
using Row = std::vector<Value>;

class Operator;

/// The state of one run: graph, parameters, limits, and the first failure. After a failure every operator's next()
/// answers false and every evaluation may answer anything: callers ask failed() once, at the end.
class Context {
 public:
  Context(const GraphView& graph, PropertyGraph* writable, const Map& parameters, Clock clock, const Limits& limits);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  const GraphView& graph() const { return graph_; }
  /// The graph to change. Compiled plans that write are only run with one.
  PropertyGraph& writable() { return *writable_; }
  const Map& parameters() const { return parameters_; }
  FunctionContext functions() const { return {graph_, clock_}; }

  bool failed() const { return error_.has_value(); }
  const QueryError& error() const { return *error_; }
  void fail(QueryError error);
  void fail(ErrorType type, std::string_view detail, std::string message, base::ByteSpan span = {});
  /// The value, or null after remembering the failure with its place.
  Value take(Checked<Value> value, base::ByteSpan span);

  /// To be called for every row that is looked at; false once time is up or the query was interrupted.
  bool tick();
  /// Counts rows that are held at this moment; false once there are too many. See RowBudget.
  bool keep_rows(std::uint64_t count);
  void release_rows(std::uint64_t count) { kept_ -= count; }

  /// The running form of a subquery, built when first asked for.
  Operator& subplan(const bound::Subquery& subquery);

 private:
  const GraphView& graph_;
  PropertyGraph* writable_;
  const Map& parameters_;
  Clock clock_;
  Limits limits_;
  std::chrono::steady_clock::time_point deadline_;
  std::uint64_t ticks_ = 0;
  std::uint64_t kept_ = 0;
  std::optional<QueryError> error_;
  std::map<const bound::Subquery*, std::unique_ptr<Operator>> subplans_;
};

/// The rows that one operator holds, counted against the limit of the run until it lets go of them.
class RowBudget {
 public:
  explicit RowBudget(Context& context) : context_(context) {}
  ~RowBudget() { release(); }
  RowBudget(const RowBudget&) = delete;
  RowBudget& operator=(const RowBudget&) = delete;
  /// False once there are too many; the run has then failed.
  bool keep(std::uint64_t count) {
    held_ += count;
    return context_.keep_rows(count);
  }
  void release() {
    context_.release_rows(held_);
    held_ = 0;
  }

 private:
  Context& context_;
  std::uint64_t held_ = 0;
};

/// Evaluates an expression on a row. The row's slots for local variables of the expression are written.
Value evaluate(const bound::Expression& e, Row& row, Context& context);

/// True exactly if the condition is true (neither false nor null); anything but a truth value is a failure.
bool holds(const bound::Expression& condition, Row& row, Context& context);

}  // namespace entente::queries::exec
