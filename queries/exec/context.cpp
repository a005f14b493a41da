#include "queries/exec/context.h"

#include "queries/exec/operator.h"
#include "queries/plan/logical_plan.h"

namespace entente::queries::exec {

namespace {

/// A plan together with the operators that run it.
class OwnedPlan final : public Operator {
 public:
  OwnedPlan(plan::OperatorPtr plan, Context& context) : plan_(std::move(plan)), root_(build(*plan_, context)) {}
  void open() override { root_->open(); }
  bool next(Row& row) override { return root_->next(row); }

 private:
  plan::OperatorPtr plan_;
  OperatorPtr root_;
};

}  // namespace

Context::Context(const GraphView& graph, PropertyGraph* writable, const Map& parameters, Clock clock,
                 const Limits& limits)
    : graph_(graph),
      writable_(writable),
      parameters_(parameters),
      clock_(std::move(clock)),
      limits_(limits),
      deadline_(std::chrono::steady_clock::now() + limits.time) {}

Context::~Context() = default;

void Context::fail(QueryError error) {
  if (!error_) error_ = std::move(error);
}

void Context::fail(ErrorType type, std::string_view detail, std::string message, base::ByteSpan span) {
  fail(QueryError{type, Phase::Runtime, std::string(detail), std::move(message), {}, span});
}

Value Context::take(Checked<Value> value, base::ByteSpan span) {
  if (value) return std::move(*value);
  auto error = std::move(value.error());
  if (error.span.empty()) error.span = span;
  fail(std::move(error));
  return {};
}

bool Context::tick() {
  if (failed()) return false;
  constexpr std::uint64_t interval = 1024;  // looking at the clock costs more than a row
  if (++ticks_ % interval != 0) return true;
  if (limits_.interrupt != nullptr && limits_.interrupt->load(std::memory_order_relaxed)) {
    fail(ErrorType::LimitExceeded, "Interrupted", "the query was interrupted");
  } else if (limits_.time.count() > 0 && std::chrono::steady_clock::now() > deadline_) {
    fail(ErrorType::LimitExceeded, "Time", "the query ran longer than " + std::to_string(limits_.time.count()) + " ms");
  }
  return !failed();
}

bool Context::keep_rows(std::uint64_t count) {
  kept_ += count;
  if (kept_ > limits_.rows) {
    fail(ErrorType::LimitExceeded, "Rows",
         "the query would hold more than " + std::to_string(limits_.rows) + " rows at once");
  }
  return !failed();
}

Operator& Context::subplan(const bound::Subquery& subquery) {
  auto& entry = subplans_[&subquery];
  if (!entry) entry = std::make_unique<OwnedPlan>(plan::plan(*subquery.query), *this);
  return *entry;
}

}  // namespace entente::queries::exec
