#pragma once

#include "queries/plan/logical_plan.h"

namespace entente::queries::plan {

/// An operator on top of another.
OperatorPtr over(OperatorPtr input, Operator::Node node);

/// The operators that find a MATCH's patterns, each condition as early as its variables are there.
OperatorPtr match(OperatorPtr input, const bound::Match& clause);

/// The operators that look for a MERGE's pattern, over an Argument.
OperatorPtr merge_match(const bound::Merge& clause);

/// The slots that an expression reads; `closed` is false if it holds a subquery, whose own slots cannot be told apart.
struct Reads {
  std::vector<Slot> slots;
  bool closed = true;
};
Reads reads(const bound::Expression& e);

}  // namespace entente::queries::plan
