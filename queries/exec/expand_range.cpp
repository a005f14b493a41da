#include "queries/exec/readers.h"

namespace entente::queries::exec {

void ExpandRangeOperator::open() {
  UnaryOperator::open();
  search_.clear();
}

/// Takes the next input row and stands at its start node; false at the end.
bool ExpandRangeOperator::begin(Row& row) {
  if (!input_->next(row)) return false;
  const auto& step = plan_.step;
  filter_.begin(row);
  wanted_ = step.relationship_bound ? row[step.relationship] : Value();
  target_ = step.into ? filter_.node_at(row, step.to) : std::nullopt;
  const auto from = filter_.node_at(row, step.from);
  const bool possible = from && (!step.into || target_) && (!step.relationship_bound || wanted_.is(Kind::List));
  if (possible) search_.begin(*from, plan_.range, step.relationship_bound ? &wanted_.list() : nullptr, plan_.reversed);
  return true;
}

bool ExpandRangeOperator::next(Row& row) {
  while (context_.tick()) {
    if (!search_.next(row)) {
      search_.clear();
      if (context_.failed() || !begin(row)) return false;
      continue;
    }
    if (plan_.step.into && search_.end() != *target_) continue;
    if (!plan_.step.into) row[plan_.step.to] = search_.end();
    if (!plan_.step.relationship_bound) row[plan_.step.relationship] = search_.to_list(plan_.reversed);
    return true;
  }
  return false;
}

}  // namespace entente::queries::exec
