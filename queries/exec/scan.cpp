#include <algorithm>

#include "queries/exec/readers.h"

namespace entente::queries::exec {

void NodeScanOperator::open() {
  UnaryOperator::open();
  active_ = false;
}

bool NodeScanOperator::fits(NodeId id) const {
  const auto& graph = context_.graph();
  return graph.exists(id) && std::all_of(plan_.labels.begin(), plan_.labels.end(),
                                         [&](Symbol label) { return graph.has_label(id, label); });
}

bool NodeScanOperator::next(Row& row) {
  while (context_.tick()) {
    if (!active_) {
      if (!input_->next(row)) return false;
      active_ = true;
      position_ = 0;
    }
    while (position_ < context_.graph().node_limit()) {
      const auto id = static_cast<NodeId>(position_++);
      if (!fits(id)) continue;
      row[plan_.node] = id;
      return context_.tick();
    }
    active_ = false;
  }
  return false;
}

void ExpandOperator::open() {
  UnaryOperator::open();
  steps_.clear();
  position_ = 0;
}

bool ExpandOperator::next(Row& row) {
  while (context_.tick()) {
    while (position_ < steps_.size()) {
      const auto& step = steps_[position_++];
      if (plan_.relationship_bound && !(wanted_.is(Kind::Relationship) && wanted_.relationship() == step.relationship))
        continue;
      if (!filter_.fits(step, row)) continue;
      if (plan_.into && !(row[plan_.to].is(Kind::Node) && row[plan_.to].node() == step.other)) continue;
      if (!plan_.into) row[plan_.to] = step.other;
      row[plan_.relationship] = step.relationship;
      return true;
    }
    if (!input_->next(row)) return false;
    steps_.clear();
    position_ = 0;
    if (plan_.relationship_bound) wanted_ = row[plan_.relationship];
    if (const auto from = filter_.node_at(row, plan_.from)) context_.graph().expand(*from, plan_.direction, steps_);
  }
  return false;
}

}  // namespace entente::queries::exec
