#include "queries/plan/pattern_planner.h"

#include <algorithm>
#include <set>

namespace entente::queries::plan {
namespace {

ast::Direction reverse(ast::Direction direction) {
  switch (direction) {
    case ast::Direction::Outgoing:
      return ast::Direction::Incoming;
    case ast::Direction::Incoming:
      return ast::Direction::Outgoing;
    case ast::Direction::Both:
      return ast::Direction::Both;
  }
  return direction;
}

class MatchPlanner {
 public:
  MatchPlanner(OperatorPtr input, const bound::Match& clause) : plan_(std::move(input)), waiting_(clause.where) {
    for (const auto& pattern : clause.patterns) note_bound(pattern);
    for (const auto& pattern : clause.patterns) add_pattern(pattern);
  }

  OperatorPtr finish() {
    if (!waiting_.empty()) plan_ = over(std::move(plan_), Filter{std::move(waiting_)});
    return std::move(plan_);
  }

 private:
  /// A slot is there before the clause if its first place in the clause says so.
  void note_bound(const bound::PathPattern& pattern) {
    const auto note = [this](Slot slot, bool bound) {
      if (seen_.insert(slot).second && bound) available_.insert(slot);
    };
    for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
      note(pattern.nodes[i].slot, pattern.nodes[i].bound);
      if (i < pattern.relationships.size()) note(pattern.relationships[i].slot, pattern.relationships[i].bound);
    }
    seen_.insert(pattern.slot);
  }

  /// Where to begin: at a bound node, else at one with labels, else at the first.
  std::size_t start_of(const bound::PathPattern& pattern) const {
    const auto& nodes = pattern.nodes;
    const auto bound =
        std::find_if(nodes.begin(), nodes.end(), [this](const auto& n) { return available_.contains(n.slot); });
    if (bound != nodes.end()) return static_cast<std::size_t>(bound - nodes.begin());
    const auto labelled = std::find_if(nodes.begin(), nodes.end(), [](const auto& n) { return !n.labels.empty(); });
    return labelled != nodes.end() ? static_cast<std::size_t>(labelled - nodes.begin()) : 0;
  }

  void add_pattern(const bound::PathPattern& pattern) {
    if (pattern.shortest != ast::Shortest::No) {
      add_shortest(pattern);
    } else {
      const auto start = start_of(pattern);
      add_node(pattern.nodes[start]);
      for (auto i = start; i < pattern.relationships.size(); ++i) step(pattern, i, false);
      for (auto i = start; i > 0; --i) step(pattern, i - 1, true);
    }
    if (pattern.slot == bound::no_slot) return;
    bound::PathOf path;
    for (const auto& node : pattern.nodes) path.nodes.push_back(node.slot);
    for (const auto& r : pattern.relationships) path.relationships.push_back(r.slot);
    auto value = std::make_shared<const bound::Expression>(bound::Expression{std::move(path), Kind::Path, {}});
    plan_ = over(std::move(plan_), Assign{{{std::move(value), pattern.slot}}});
    available_.insert(pattern.slot);
    filter_ready();
  }

  void add_node(const bound::NodePattern& node) {
    if (available_.insert(node.slot).second) {
      plan_ = over(std::move(plan_), NodeScan{node.slot, node.labels});
    } else {
      check_node(node);
    }
    filter_ready();
  }

  /// The labels of a node that is there; a value that is no node matches nothing.
  void check_node(const bound::NodePattern& node) {
    auto object =
        std::make_shared<const bound::Expression>(bound::Expression{bound::Variable{node.slot}, Kind::Node, {}});
    auto test = bound::Expression{bound::LabelTest{std::move(object), node.labels}, Kind::Boolean, {}};
    plan_ = over(std::move(plan_), Filter{{std::make_shared<const bound::Expression>(std::move(test))}});
  }

  Expand expand(const bound::PathPattern& pattern, std::size_t index, bool backwards) {
    const auto& relationship = pattern.relationships[index];
    const auto& to = pattern.nodes[backwards ? index : index + 1];
    Expand result;
    result.from = pattern.nodes[backwards ? index + 1 : index].slot;
    result.relationship = relationship.slot;
    result.to = to.slot;
    result.direction = backwards ? reverse(relationship.direction) : relationship.direction;
    result.types = relationship.types;
    result.into = available_.contains(to.slot);
    result.relationship_bound = available_.contains(relationship.slot);
    result.distinct_from = used_;
    return result;
  }

  void step(const bound::PathPattern& pattern, std::size_t index, bool backwards) {
    const auto& relationship = pattern.relationships[index];
    const auto& to = pattern.nodes[backwards ? index : index + 1];
    auto single = expand(pattern, index, backwards);
    used_.push_back(relationship.slot);
    if (relationship.range) {
      plan_ = over(std::move(plan_), ExpandRange{std::move(single), *relationship.range, backwards,
                                                 relationship.properties, relationship.each_where, relationship.each});
    } else {
      plan_ = over(std::move(plan_), std::move(single));
    }
    available_.insert(relationship.slot);
    available_.insert(to.slot);
    if (!to.labels.empty()) check_node(to);
    filter_ready();
  }

  void add_shortest(const bound::PathPattern& pattern) {
    add_node(pattern.nodes.front());
    add_node(pattern.nodes.back());
    const auto& relationship = pattern.relationships.front();
    ExpandRange range{expand(pattern, 0, false),
                      relationship.range.value_or(ast::Range{1, 1}),
                      false,
                      relationship.properties,
                      relationship.each_where,
                      relationship.each};
    plan_ = over(std::move(plan_), ShortestPath{std::move(range), pattern.shortest == ast::Shortest::All});
    used_.push_back(relationship.slot);
    available_.insert(relationship.slot);
    filter_ready();
  }

  /// Puts every waiting condition whose variables are all there on top of the plan.
  void filter_ready() {
    Filter filter;
    const auto ready = [this](const ExpressionPtr& condition) {
      const auto needed = reads(*condition);
      return needed.closed && std::all_of(needed.slots.begin(), needed.slots.end(), [this](Slot slot) {
               return available_.contains(slot) || !seen_.contains(slot);
             });
    };
    std::vector<ExpressionPtr> later;
    for (auto& condition : waiting_) (ready(condition) ? filter.conditions : later).push_back(condition);
    waiting_ = std::move(later);
    if (!filter.conditions.empty()) plan_ = over(std::move(plan_), std::move(filter));
  }

  OperatorPtr plan_;
  std::vector<ExpressionPtr> waiting_;
  std::set<Slot> seen_;       // variables of this clause
  std::set<Slot> available_;  // those with a value at this point of the plan
  std::vector<Slot> used_;    // relationships so far: the next must differ
};

}  // namespace

OperatorPtr match(OperatorPtr input, const bound::Match& clause) {
  return MatchPlanner(std::move(input), clause).finish();
}

OperatorPtr merge_match(const bound::Merge& clause) {
  bound::Match search;
  search.patterns.push_back(clause.pattern);
  search.where = clause.where;
  return match(over(nullptr, Argument{}), search);
}

}  // namespace entente::queries::plan
