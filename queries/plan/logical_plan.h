#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "queries/semantics/bound.h"

/// What is to be done, operator by operator, without a word on how. Rewrites change this tree; exec turns it into
/// operators that run.
namespace entente::queries::plan {

using bound::ExpressionPtr;
using bound::Slot;
struct Operator;
using OperatorPtr = std::unique_ptr<Operator>;

/// The one row that a query or subquery begins with.
struct Argument {};
struct NodeScan {
  Slot node;
  std::vector<Symbol> labels;
};
/// From a bound node along one relationship. `into`: the other end is bound too and must be the one found;
/// `relationship_bound` likewise. No relationship of `distinct_from` is used again.
struct Expand {
  Slot from;
  Slot relationship;
  Slot to;
  ast::Direction direction = ast::Direction::Both;
  std::vector<Symbol> types;
  bool into = false;
  bool relationship_bound = false;
  std::vector<Slot> distinct_from;
};
/// The same along `range` relationships; the slot holds their list, in the pattern's order (`reversed`: from `to`).
struct ExpandRange {
  Expand step;
  ast::Range range;
  bool reversed = false;
  std::vector<std::pair<Symbol, ExpressionPtr>> properties;  ///< of each relationship
  std::vector<ExpressionPtr> each_where;                     ///< asked with each relationship in the slot `each`
  Slot each = bound::no_slot;
};
/// The shortest paths between two bound nodes; fills the list of relationships.
struct ShortestPath {
  ExpandRange expand;
  bool all = false;
};
struct Filter {
  std::vector<ExpressionPtr> conditions;
};
/// The rows of `inner` for each row; one row with nulls where there are none.
struct Optional {
  OperatorPtr inner;
  std::vector<Slot> nulls;
};
/// The rows of `inner` for each row, or the row itself once if `inner` returns nothing. If it writes, the whole input
/// is taken first.
struct Apply {
  OperatorPtr inner;
  bool returns = true;
  bool writes = false;
};
struct Unwind {
  ExpressionPtr list;
  Slot variable;
};
struct Assign {
  std::vector<bound::Assignment> assignments;
};
struct Aggregate {
  std::vector<bound::Assignment> keys;
  std::vector<bound::Aggregate> aggregates;
};
struct Distinct {
  std::vector<Slot> slots;
};
struct Sort {
  std::vector<bound::SortKey> keys;
};
struct Skip {
  ExpressionPtr count;
};
/// `drain`: the input changes the graph and must run to its end.
struct Limit {
  ExpressionPtr count;
  bool drain = false;
};
struct CallProcedure {
  bound::ProcedureCall call;
};
struct Union {
  std::vector<OperatorPtr> parts;
  std::vector<std::vector<Slot>> columns;
  std::vector<Slot> result;
  bool all = false;
};
struct Create {
  bound::Create clause;
};
struct Merge {
  bound::Merge clause;
  OperatorPtr match;
};
struct SetProperties {
  bound::Set clause;
};
struct Remove {
  bound::Remove clause;
};
struct Delete {
  bound::Delete clause;
};
struct Foreach {
  ExpressionPtr list;
  Slot variable;
  OperatorPtr body;
};

struct Operator {
  using Node = std::variant<Argument, NodeScan, Expand, ExpandRange, ShortestPath, Filter, Optional, Apply, Unwind,
                            Assign, Aggregate, Distinct, Sort, Skip, Limit, CallProcedure, Union, Create, Merge,
                            SetProperties, Remove, Delete, Foreach>;
  Node node;
  OperatorPtr input;  ///< null for Argument and Union
};

/// The plan of a bound query, without rewrites.
OperatorPtr plan(const bound::Query& query);

/// One operator a line, inputs below and indented, for EXPLAIN and for tests.
std::string to_text(const Operator& root, const SymbolTable& symbols);

}  // namespace entente::queries::plan
