#pragma once

#include <unordered_set>

#include "queries/exec/context.h"
#include "queries/value/compare.h"

namespace entente::queries::exec {

/// One aggregate of one group. Nulls are left out, except by count(*).
class Accumulator {
 public:
  explicit Accumulator(const bound::Aggregate& aggregate) : aggregate_(&aggregate) {}
  void add(Row& row, Context& context, RowBudget& budget);
  Value finish(Context& context);

 private:
  void add_value(const Value& value, Context& context, RowBudget& budget);
  Value percentile(Context& context);
  Value deviation() const;

  const bound::Aggregate* aggregate_;
  std::int64_t count_ = 0;
  Value value_;                                                   // the sum, minimum or maximum so far
  Value percentile_;                                              // of the group's first row
  List values_;                                                   // collect, percentiles, deviations
  std::unordered_set<Value, EquivalenceHash, Equivalence> seen_;  // DISTINCT; never iterated
};

}  // namespace entente::queries::exec
