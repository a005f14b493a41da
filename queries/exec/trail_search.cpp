#include "queries/exec/trail_search.h"

#include <algorithm>

#include "queries/value/compare.h"

namespace entente::queries::exec {

void StepFilter::begin(Row& row) {
  properties_.clear();
  if (range_ == nullptr) return;
  for (const auto& [key, value] : range_->properties) properties_.emplace_back(key, evaluate(*value, row, context_));
}

bool StepFilter::fits(const Step& step, Row& row) const {
  if (!plan_.types.empty() && std::find(plan_.types.begin(), plan_.types.end(), step.type) == plan_.types.end()) {
    return false;
  }
  for (const auto slot : plan_.distinct_from) {
    const auto& used = row[slot];
    if (used.is(Kind::Relationship) && used.relationship() == step.relationship) return false;
    if (!used.is(Kind::List)) continue;
    for (const auto& one : used.list()) {
      if (one.is(Kind::Relationship) && one.relationship() == step.relationship) return false;
    }
  }
  return range_ == nullptr || fits_each(step, row);
}

bool StepFilter::fits_each(const Step& step, Row& row) const {
  for (const auto& [key, value] : properties_) {
    if (equals(context_.graph().property(step.relationship, key), value) != Ternary(true)) return false;
  }
  if (range_->each_where.empty()) return true;
  row[range_->each] = step.relationship;
  return std::all_of(range_->each_where.begin(), range_->each_where.end(),
                     [&](const auto& condition) { return holds(*condition, row, context_); });
}

std::optional<NodeId> StepFilter::node_at(const Row& row, bound::Slot slot) const {
  const auto& value = row[slot];
  if (value.is(Kind::Node)) return context_.graph().exists(value.node()) ? std::optional(value.node()) : std::nullopt;
  if (!value.is_null()) context_.fail(ErrorType::TypeError, "InvalidArgumentType", "a pattern needs a node here");
  return std::nullopt;
}

void TrailSearch::clear() {
  frames_.clear();
  trail_.clear();
  start_pending_ = false;
}

void TrailSearch::begin(NodeId from, ast::Range range, const List* along, bool along_reversed) {
  clear();
  range_ = range;
  along_ = along;
  along_reversed_ = along_reversed;
  if (along_ != nullptr) {
    const auto length = static_cast<std::int64_t>(along_->size());
    if (length < range.minimum || (range.maximum != ast::unbounded && length > range.maximum)) return;
    range_ = {length, length};
  }
  push(from);
  start_pending_ = range_.minimum == 0;
}

void TrailSearch::push(NodeId node) {
  frames_.emplace_back();
  frames_.back().node = node;
  const auto depth = static_cast<std::int64_t>(trail_.size());
  if (range_.maximum == ast::unbounded || depth < range_.maximum) {
    context_.graph().expand(node, direction_, frames_.back().steps);
  }
}

bool TrailSearch::fits(const Step& step, Row& row) const {
  if (std::find(trail_.begin(), trail_.end(), step.relationship) != trail_.end()) return false;
  if (along_ != nullptr) {
    if (trail_.size() >= along_->size()) return false;
    const auto& here = (*along_)[along_reversed_ ? along_->size() - 1 - trail_.size() : trail_.size()];
    if (!here.is(Kind::Relationship) || here.relationship() != step.relationship) return false;
  }
  return filter_.fits(step, row);
}

bool TrailSearch::next(Row& row) {
  if (std::exchange(start_pending_, false)) return true;
  while (!frames_.empty() && context_.tick()) {
    auto& frame = frames_.back();
    if (frame.position == frame.steps.size()) {
      frames_.pop_back();
      if (!trail_.empty()) trail_.pop_back();
      continue;
    }
    const auto step = frame.steps[frame.position++];
    if (!fits(step, row)) continue;
    trail_.push_back(step.relationship);
    push(step.other);
    if (static_cast<std::int64_t>(trail_.size()) >= range_.minimum) return !context_.failed();
  }
  return false;
}

List TrailSearch::to_list(bool reversed) const {
  List result(trail_.begin(), trail_.end());
  if (reversed) std::reverse(result.begin(), result.end());
  return result;
}

}  // namespace entente::queries::exec
