#include "queries/semantics/binder_impl.h"

namespace entente::queries {
namespace {

/// Calls `visit` on every direct part of an expression; patterns and subqueries are left out.
template <typename Visit>
void for_each_part(const ast::Expression& e, const Visit& visit) {
  const auto part = [&visit](const ast::ExpressionPtr& p) {
    if (p) visit(*p);
  };
  struct Parts {
    const decltype(part)& go;
    void operator()(const ast::Literal&) const {}
    void operator()(const ast::Parameter&) const {}
    void operator()(const ast::Variable&) const {}
    void operator()(const ast::PropertyAccess& n) const { go(n.object); }
    void operator()(const ast::Subscript& n) const { go(n.object), go(n.index); }
    void operator()(const ast::Slice& n) const { go(n.object), go(n.from), go(n.to); }
    void operator()(const ast::ListLiteral& n) const {
      for (const auto& item : n.items) go(item);
    }
    void operator()(const ast::MapLiteral& n) const {
      for (const auto& entry : n.entries) go(entry.second);
    }
    void operator()(const ast::Unary& n) const { go(n.operand); }
    void operator()(const ast::Binary& n) const { go(n.left), go(n.right); }
    void operator()(const ast::Comparison& n) const {
      for (const auto& operand : n.operands) go(operand);
    }
    void operator()(const ast::LabelTest& n) const { go(n.object); }
    void operator()(const ast::Case& n) const {
      go(n.subject);
      for (const auto& [when, then] : n.branches) go(when), go(then);
      go(n.otherwise);
    }
    void operator()(const ast::Call& n) const {
      for (const auto& argument : n.arguments) go(argument);
    }
    void operator()(const ast::CountStar&) const {}
    void operator()(const ast::ListComprehension& n) const { go(n.list), go(n.where), go(n.projection); }
    void operator()(const ast::Quantifier& n) const { go(n.list), go(n.where); }
    void operator()(const ast::Reduce& n) const { go(n.start), go(n.list), go(n.step); }
    void operator()(const ast::PatternComprehension& n) const { go(n.where), go(n.projection); }
    void operator()(const ast::PatternPredicate&) const {}
    void operator()(const ast::Subquery&) const {}
  };
  std::visit(Parts{part}, e.node);
}

}  // namespace

void collect_variables(const ast::Expression& e, std::set<std::string>& names) {
  if (const auto* variable = std::get_if<ast::Variable>(&e.node)) names.insert(variable->name);
  for_each_part(e, [&names](const ast::Expression& part) { collect_variables(part, names); });
}

bool has_aggregate(const ast::Expression& e) {
  if (std::holds_alternative<ast::CountStar>(e.node)) return true;
  if (const auto* call = std::get_if<ast::Call>(&e.node); call != nullptr && aggregate_kind(call->name)) return true;
  bool found = false;
  for_each_part(e, [&found](const ast::Expression& part) { found = found || has_aggregate(part); });
  return found;
}

}  // namespace entente::queries
