#include <algorithm>
#include <map>

#include "queries/exec/readers.h"

namespace entente::queries::exec {
namespace {

List to_list(const std::vector<RelationshipId>& trail, bool reversed) {
  List result(trail.begin(), trail.end());
  if (reversed) std::reverse(result.begin(), result.end());
  return result;
}

}  // namespace

void ExpandRangeOperator::open() {
  UnaryOperator::open();
  frames_.clear();
  trail_.clear();
  zero_pending_ = false;
}

/// Takes the next input row and stands at its start node; false at the end.
bool ExpandRangeOperator::begin(Row& row) {
  if (!input_->next(row)) return false;
  properties_.clear();
  for (const auto& [key, value] : plan_.properties) properties_.emplace_back(key, evaluate(*value, row, context_));
  wanted_ = plan_.step.relationship_bound ? row[plan_.step.relationship] : Value();
  target_ = plan_.step.into ? filter_.node_at(row, plan_.step.to) : std::nullopt;
  const auto from = filter_.node_at(row, plan_.step.from);
  if (!from || (plan_.step.into && !target_)) return true;
  if (plan_.step.relationship_bound && !wanted_.is(Kind::List)) return true;
  push(*from);
  zero_pending_ = plan_.range.minimum == 0;
  return true;
}

void ExpandRangeOperator::push(NodeId node) {
  frames_.emplace_back();
  frames_.back().node = node;
  const auto depth = static_cast<std::int64_t>(trail_.size());
  if (plan_.range.maximum == ast::unbounded || depth < plan_.range.maximum) {
    context_.graph().expand(node, plan_.step.direction, frames_.back().steps);
  }
}

bool ExpandRangeOperator::fits(const Step& step, const Row& row) const {
  if (!filter_.fits(step, row)) return false;
  if (std::find(trail_.begin(), trail_.end(), step.relationship) != trail_.end()) return false;
  if (plan_.step.relationship_bound) {
    const auto& list = wanted_.list();
    if (trail_.size() >= list.size()) return false;
    const auto& here = list[plan_.reversed ? list.size() - 1 - trail_.size() : trail_.size()];
    if (!here.is(Kind::Relationship) || here.relationship() != step.relationship) return false;
  }
  return std::all_of(properties_.begin(), properties_.end(), [&](const auto& p) {
    return equals(context_.graph().property(step.relationship, p.first), p.second) == Ternary(true);
  });
}

/// Goes one step deeper or back; true where a path of sufficient length ends.
bool ExpandRangeOperator::advance(Row& row) {
  auto& frame = frames_.back();
  while (frame.position < frame.steps.size()) {
    const auto step = frame.steps[frame.position++];
    if (!context_.tick()) return false;
    if (!fits(step, row)) continue;
    trail_.push_back(step.relationship);
    push(step.other);
    return static_cast<std::int64_t>(trail_.size()) >= plan_.range.minimum;
  }
  frames_.pop_back();
  if (!trail_.empty()) trail_.pop_back();
  return false;
}

bool ExpandRangeOperator::emit(Row& row) {
  const auto node = frames_.back().node;
  if (plan_.step.into && node != *target_) return false;
  if (plan_.step.relationship_bound && trail_.size() != wanted_.list().size()) return false;
  if (!plan_.step.into) row[plan_.step.to] = node;
  if (!plan_.step.relationship_bound) row[plan_.step.relationship] = to_list(trail_, plan_.reversed);
  return true;
}

bool ExpandRangeOperator::next(Row& row) {
  while (context_.tick()) {
    if (frames_.empty()) {
      if (!begin(row)) return false;
      continue;
    }
    const bool complete = std::exchange(zero_pending_, false) || advance(row);
    if (complete && emit(row)) return true;
  }
  return false;
}

void ShortestPathOperator::open() {
  UnaryOperator::open();
  found_.clear();
  position_ = 0;
}

/// Breadth first from the start, remembering every step by which a node was first reached, until the level of the
/// target is complete; then the paths are read backwards.
void ShortestPathOperator::search(Row& row) {
  found_.clear();
  position_ = 0;
  const auto& step_plan = plan_.expand.step;
  const auto from = filter_.node_at(row, step_plan.from);
  const auto to = filter_.node_at(row, step_plan.to);
  if (!from || !to) return;
  if (*from == *to) {
    if (plan_.expand.range.minimum == 0) found_.emplace_back();
    return;
  }
  std::vector<std::pair<Symbol, Value>> wanted;
  for (const auto& [key, value] : plan_.expand.properties) wanted.emplace_back(key, evaluate(*value, row, context_));
  struct Reached {
    std::int64_t depth = 0;
    std::vector<std::pair<NodeId, RelationshipId>> by;
  };
  std::map<NodeId, Reached> reached{{*from, {}}};
  std::vector<NodeId> level{*from};
  std::vector<Step> steps;
  const auto maximum = plan_.expand.range.maximum;
  for (std::int64_t depth = 1;
       !level.empty() && !reached.contains(*to) && (maximum == ast::unbounded || depth <= maximum); ++depth) {
    std::vector<NodeId> following;
    for (const auto node : level) {
      steps.clear();
      context_.graph().expand(node, step_plan.direction, steps);
      for (const auto& step : steps) {
        if (!context_.tick()) return;
        const bool fitting = std::all_of(wanted.begin(), wanted.end(), [&](const auto& p) {
          return equals(context_.graph().property(step.relationship, p.first), p.second) == Ternary(true);
        });
        if (!fitting || !filter_.fits(step, row)) continue;
        const auto [entry, fresh] = reached.try_emplace(step.other, Reached{depth, {}});
        if (fresh) following.push_back(step.other);
        if (entry->second.depth == depth && (fresh || plan_.all))
          entry->second.by.emplace_back(node, step.relationship);
      }
    }
    level = std::move(following);
  }
  if (!reached.contains(*to)) return;
  // Every way back, depth first with an explicit stack of (node, path so far).
  std::vector<std::pair<NodeId, std::vector<RelationshipId>>> stack{{*to, {}}};
  while (!stack.empty() && context_.tick()) {
    auto [node, trail] = std::move(stack.back());
    stack.pop_back();
    if (node == *from) {
      found_.push_back(to_list(trail, true));
      if (!plan_.all) return;
      continue;
    }
    for (const auto& [previous, relationship] : reached.at(node).by) {
      auto longer = trail;
      longer.push_back(relationship);
      stack.emplace_back(previous, std::move(longer));
    }
  }
}

bool ShortestPathOperator::next(Row& row) {
  while (context_.tick()) {
    if (position_ < found_.size()) {
      row[plan_.expand.step.relationship] = found_[position_++];
      return true;
    }
    if (!input_->next(row)) return false;
    search(row);
  }
  return false;
}

}  // namespace entente::queries::exec
