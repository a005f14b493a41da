#include <algorithm>
#include <set>
#include <utility>

#include "queries/plan/logical_plan.h"
#include "queries/plan/pattern_planner.h"

namespace entente::queries::plan {
namespace {

OperatorPtr clauses(OperatorPtr input, const std::vector<bound::Clause>& list, bool& writes);

OperatorPtr projection(OperatorPtr input, const bound::Projection& clause, bool writes) {
  if (clause.aggregating) {
    input = over(std::move(input), Aggregate{clause.keys, clause.aggregates});
    input = over(std::move(input), Assign{clause.results});
  } else {
    input = over(std::move(input), Assign{clause.keys});
  }
  if (clause.distinct) input = over(std::move(input), Distinct{clause.columns});
  if (!clause.order.empty()) input = over(std::move(input), Sort{clause.order});
  if (clause.skip) input = over(std::move(input), Skip{clause.skip});
  if (clause.limit) input = over(std::move(input), Limit{clause.limit, writes});
  if (clause.where) input = over(std::move(input), Filter{{clause.where}});
  return input;
}

struct ClausePlanner {
  OperatorPtr input;
  bool& writes;

  OperatorPtr operator()(const bound::Match& c) {
    if (!c.optional) return match(std::move(input), c);
    return over(std::move(input), Optional{match(over(nullptr, Argument{}), c), c.introduced});
  }
  OperatorPtr operator()(const bound::Unwind& c) { return over(std::move(input), Unwind{c.list, c.variable}); }
  OperatorPtr operator()(const bound::Projection& c) { return projection(std::move(input), c, writes); }
  OperatorPtr operator()(const bound::ProcedureCall& c) {
    auto result = over(std::move(input), CallProcedure{c});
    return c.where ? over(std::move(result), Filter{{c.where}}) : std::move(result);
  }
  OperatorPtr operator()(const bound::Create& c) { return write(Create{c}); }
  OperatorPtr operator()(const bound::Set& c) { return write(SetProperties{c}); }
  OperatorPtr operator()(const bound::Remove& c) { return write(Remove{c}); }
  OperatorPtr operator()(const bound::Delete& c) { return write(Delete{c}); }
  OperatorPtr operator()(const bound::Merge& c) { return write(Merge{c, merge_match(c)}); }
  OperatorPtr operator()(const bound::Foreach& c) {
    bool inner = false;
    return write(Foreach{c.list, c.variable, clauses(over(nullptr, Argument{}), c.body, inner)});
  }
  OperatorPtr operator()(const bound::CallSubquery& c) {
    Apply apply{plan::plan(*c.query), !c.query->columns.empty(), c.query->writes};
    writes = writes || apply.writes;
    return over(std::move(input), std::move(apply));
  }
  OperatorPtr write(Operator::Node node) {
    writes = true;
    return over(std::move(input), std::move(node));
  }
};

OperatorPtr clauses(OperatorPtr input, const std::vector<bound::Clause>& list, bool& writes) {
  for (const auto& clause : list) {
    ClausePlanner planner{std::move(input), writes};
    input = std::visit(planner, clause.node);
  }
  return input;
}

}  // namespace

OperatorPtr over(OperatorPtr input, Operator::Node node) {
  auto result = std::make_unique<Operator>();
  result->node = std::move(node);
  result->input = std::move(input);
  return result;
}

OperatorPtr plan(const bound::Query& query) {
  Union all;
  for (const auto& part : query.parts) {
    bool writes = false;
    all.parts.push_back(clauses(over(nullptr, Argument{}), part.clauses, writes));
    all.columns.push_back(part.columns);
  }
  if (all.parts.size() == 1) return std::move(all.parts.front());
  all.result = query.columns;
  all.all = query.union_all;
  return over(nullptr, std::move(all));
}

}  // namespace entente::queries::plan
