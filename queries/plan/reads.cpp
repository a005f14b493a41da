#include "queries/plan/pattern_planner.h"

namespace entente::queries::plan {
namespace {

struct Collector {
  Reads& result;

  void go(const ExpressionPtr& e) const {
    if (e) std::visit(*this, e->node);
  }
  void operator()(const bound::Constant&) const {}
  void operator()(const bound::Parameter&) const {}
  void operator()(const bound::Variable& n) const { result.slots.push_back(n.slot); }
  void operator()(const bound::Property& n) const { go(n.object); }
  void operator()(const bound::Subscript& n) const { go(n.object), go(n.index); }
  void operator()(const bound::Slice& n) const { go(n.object), go(n.from), go(n.to); }
  void operator()(const bound::ListLiteral& n) const {
    for (const auto& item : n.items) go(item);
  }
  void operator()(const bound::MapLiteral& n) const {
    for (const auto& entry : n.entries) go(entry.second);
  }
  void operator()(const bound::Unary& n) const { go(n.operand); }
  void operator()(const bound::Binary& n) const { go(n.left), go(n.right); }
  void operator()(const bound::Comparison& n) const {
    for (const auto& operand : n.operands) go(operand);
  }
  void operator()(const bound::LabelTest& n) const { go(n.object); }
  void operator()(const bound::Case& n) const {
    go(n.subject);
    for (const auto& [when, then] : n.branches) go(when), go(then);
    go(n.otherwise);
  }
  void operator()(const bound::Call& n) const {
    for (const auto& argument : n.arguments) go(argument);
  }
  // The local variables are no variables of a pattern, so naming them does no harm.
  void operator()(const bound::ListComprehension& n) const { go(n.list), go(n.where), go(n.projection); }
  void operator()(const bound::Quantifier& n) const { go(n.list), go(n.where); }
  void operator()(const bound::Reduce& n) const { go(n.start), go(n.list), go(n.step); }
  void operator()(const bound::PathOf& n) const {
    result.slots.insert(result.slots.end(), n.nodes.begin(), n.nodes.end());
    result.slots.insert(result.slots.end(), n.relationships.begin(), n.relationships.end());
  }
  void operator()(const bound::Subquery&) const { result.closed = false; }
};

}  // namespace

Reads reads(const bound::Expression& e) {
  Reads result;
  std::visit(Collector{result}, e.node);
  return result;
}

}  // namespace entente::queries::plan
