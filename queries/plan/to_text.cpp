#include <fmt/format.h>

#include "queries/plan/logical_plan.h"

namespace entente::queries::plan {
namespace {

std::string joined(const std::vector<Symbol>& list, const SymbolTable& symbols, std::string_view separator) {
  std::string result;
  for (const auto symbol : list) {
    if (!result.empty()) result += separator;
    result += symbols.name(symbol);
  }
  return result;
}

std::string arrow(const Expand& e, const SymbolTable& symbols, std::string_view range) {
  return fmt::format("${} {}-[${}{}{}{}]-{} ${}", e.from, e.direction == ast::Direction::Incoming ? "<" : "",
                     e.relationship, e.types.empty() ? "" : ":", joined(e.types, symbols, "|"), range,
                     e.direction == ast::Direction::Outgoing ? ">" : "", e.to);
}

std::string range_text(const ast::Range& r) {
  return r.maximum == ast::unbounded ? fmt::format("*{}..", r.minimum) : fmt::format("*{}..{}", r.minimum, r.maximum);
}

/// The line of one operator, and the plans inside it that are no inputs.
struct Describer {
  const SymbolTable& symbols;
  std::vector<const Operator*>& inner;

  std::string operator()(const Argument&) const { return "Argument"; }
  std::string operator()(const NodeScan& p) const {
    return fmt::format("NodeScan ${}{}{}", p.node, p.labels.empty() ? "" : ":", joined(p.labels, symbols, ":"));
  }
  std::string operator()(const Expand& p) const { return (p.into ? "ExpandInto " : "Expand ") + arrow(p, symbols, ""); }
  std::string operator()(const ExpandRange& p) const {
    return "ExpandRange " + arrow(p.step, symbols, range_text(p.range));
  }
  std::string operator()(const ShortestPath& p) const {
    return (p.all ? "AllShortestPaths " : "ShortestPath ") + arrow(p.expand.step, symbols, range_text(p.expand.range));
  }
  std::string operator()(const Filter& p) const { return fmt::format("Filter {} conditions", p.conditions.size()); }
  std::string operator()(const Optional& p) const {
    inner.push_back(p.inner.get());
    return "Optional";
  }
  std::string operator()(const Apply& p) const {
    inner.push_back(p.inner.get());
    return "Apply";
  }
  std::string operator()(const Unwind& p) const { return fmt::format("Unwind ${}", p.variable); }
  std::string operator()(const Assign& p) const {
    std::string slots;
    for (const auto& a : p.assignments) slots += fmt::format(" ${}", a.slot);
    return "Assign" + slots;
  }
  std::string operator()(const Aggregate& p) const {
    return fmt::format("Aggregate {} keys, {} aggregates", p.keys.size(), p.aggregates.size());
  }
  std::string operator()(const Distinct& p) const { return fmt::format("Distinct {} columns", p.slots.size()); }
  std::string operator()(const Sort& p) const { return fmt::format("Sort {} keys", p.keys.size()); }
  std::string operator()(const Skip&) const { return "Skip"; }
  std::string operator()(const Limit&) const { return "Limit"; }
  std::string operator()(const CallProcedure& p) const { return "CallProcedure " + p.call.procedure->name; }
  std::string operator()(const Union& p) const {
    for (const auto& part : p.parts) inner.push_back(part.get());
    return p.all ? "UnionAll" : "Union";
  }
  std::string operator()(const Create& p) const { return fmt::format("Create {} patterns", p.clause.patterns.size()); }
  std::string operator()(const Merge& p) const {
    inner.push_back(p.match.get());
    return "Merge";
  }
  std::string operator()(const SetProperties& p) const { return fmt::format("Set {} items", p.clause.items.size()); }
  std::string operator()(const Remove& p) const { return fmt::format("Remove {} items", p.clause.items.size()); }
  std::string operator()(const Delete& p) const { return p.clause.detach ? "DetachDelete" : "Delete"; }
  std::string operator()(const Foreach& p) const {
    inner.push_back(p.body.get());
    return "Foreach";
  }
};

void write(const Operator& root, const SymbolTable& symbols, std::size_t indent, std::string& out) {
  for (const auto* at = &root; at != nullptr; at = at->input.get()) {
    std::vector<const Operator*> inner;
    out += std::string(indent, ' ') + std::visit(Describer{symbols, inner}, at->node) + '\n';
    for (const auto* plan : inner) write(*plan, symbols, indent + 4, out);
  }
}

}  // namespace

std::string to_text(const Operator& root, const SymbolTable& symbols) {
  std::string out;
  write(root, symbols, 0, out);
  return out;
}

}  // namespace entente::queries::plan
