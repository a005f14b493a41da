#pragma once

#include <optional>
#include <vector>

#include "queries/exec/context.h"
#include "queries/plan/logical_plan.h"

namespace entente::queries::exec {

/// What one relationship must fulfil to stand in a pattern: its type, that the pattern has not used it elsewhere, and
/// in a range also the properties and conditions that hold for each.
class StepFilter {
 public:
  StepFilter(const plan::Expand& plan, Context& context) : plan_(plan), context_(context) {}
  StepFilter(const plan::ExpandRange& plan, Context& context) : plan_(plan.step), range_(&plan), context_(context) {}
  /// Evaluates what the properties are compared with; to be called for each input row.
  void begin(Row& row);
  bool fits(const Step& step, Row& row) const;
  /// The node at the slot, if there is one; another value than a node or null is a failure.
  std::optional<NodeId> node_at(const Row& row, bound::Slot slot) const;

 private:
  bool fits_each(const Step& step, Row& row) const;
  const plan::Expand& plan_;
  const plan::ExpandRange* range_ = nullptr;
  Context& context_;
  std::vector<std::pair<Symbol, Value>> properties_;
};

/// Depth-first search for trails (walks that use no relationship twice) from a node, one at a time, with a stack of its
/// own. Memory is the degree of the nodes on the current trail.
class TrailSearch {
 public:
  TrailSearch(const StepFilter& filter, Direction direction, Context& context)
      : filter_(filter), direction_(direction), context_(context) {}
  /// `along`: if not null, the trail must be exactly these relationships.
  void begin(NodeId from, ast::Range range, const List* along, bool along_reversed);
  void clear();
  /// Goes to the next trail whose length is in the range; false at the end.
  bool next(Row& row);
  NodeId end() const { return frames_.back().node; }
  const std::vector<RelationshipId>& trail() const { return trail_; }
  List to_list(bool reversed) const;

 private:
  struct Frame {
    NodeId node{};
    std::vector<Step> steps;
    std::size_t position = 0;
  };
  void push(NodeId node);
  bool fits(const Step& step, Row& row) const;
  const StepFilter& filter_;
  Direction direction_;
  Context& context_;
  ast::Range range_;
  const List* along_ = nullptr;
  bool along_reversed_ = false;
  std::vector<Frame> frames_;
  std::vector<RelationshipId> trail_;
  bool start_pending_ = false;
};

}  // namespace entente::queries::exec
