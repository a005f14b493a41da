#include <algorithm>
#include <map>

#include "queries/exec/readers.h"

namespace entente::queries::exec {

void ShortestPathOperator::open() {
  UnaryOperator::open();
  found_.clear();
  budget_.release();
  position_ = 0;
}

void ShortestPathOperator::search(Row& row) {
  found_.clear();
  budget_.release();
  position_ = 0;
  filter_.begin(row);
  const auto from = filter_.node_at(row, plan_.expand.step.from);
  const auto to = filter_.node_at(row, plan_.expand.step.to);
  if (!from || !to) return;
  // A shortest walk repeats no relationship unless it has to come back to where it began or be longer than it needs to.
  if (*from == *to || plan_.expand.range.minimum > 1) {
    search_by_length(*from, *to, row);
  } else {
    search_breadth_first(*from, *to, row);
  }
}

/// Tries every length in turn. No trail of one length means none of any greater.
void ShortestPathOperator::search_by_length(NodeId from, NodeId to, Row& row) {
  const auto range = plan_.expand.range;
  TrailSearch trails(filter_, plan_.expand.step.direction, context_);
  for (auto length = range.minimum; range.maximum == ast::unbounded || length <= range.maximum; ++length) {
    bool any = false;
    trails.begin(from, {length, length}, nullptr, false);
    while (trails.next(row)) {
      any = true;
      if (trails.end() != to) continue;
      found_.push_back(trails.to_list(false));
      if (!plan_.all || !budget_.keep(1)) return;
    }
    if (!any || !found_.empty() || context_.failed()) return;
  }
}

/// Breadth first from the start, remembering every step by which a node was first reached, until the level of the
/// target is complete; then the paths are read backwards.
void ShortestPathOperator::search_breadth_first(NodeId from, NodeId to, Row& row) {
  Reached reached{{from, {}}};
  std::vector<NodeId> level{from};
  std::vector<Step> steps;
  const auto maximum = plan_.expand.range.maximum;
  for (std::int64_t depth = 1; !level.empty() && !reached.contains(to); ++depth) {
    if (maximum != ast::unbounded && depth > maximum) return;
    std::vector<NodeId> following;
    for (const auto node : level) {
      steps.clear();
      context_.graph().expand(node, plan_.expand.step.direction, steps);
      for (const auto& step : steps) {
        if (!context_.tick()) return;
        if (!filter_.fits(step, row)) continue;
        const auto [entry, fresh] = reached.try_emplace(step.other, Arrival{depth, {}});
        if (fresh) following.push_back(step.other);
        if (entry->second.depth == depth && (fresh || plan_.all))
          entry->second.by.emplace_back(node, step.relationship);
      }
    }
    level = std::move(following);
  }
  if (reached.contains(to)) read_back(reached, from, to);
}

/// Every way back, depth first with an explicit stack of (node, path so far).
void ShortestPathOperator::read_back(const Reached& reached, NodeId from, NodeId to) {
  std::vector<std::pair<NodeId, std::vector<RelationshipId>>> stack{{to, {}}};
  while (!stack.empty() && context_.tick()) {
    auto [node, trail] = std::move(stack.back());
    stack.pop_back();
    if (node == from) {
      found_.emplace_back(trail.rbegin(), trail.rend());
      if (!plan_.all || !budget_.keep(1)) return;
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
