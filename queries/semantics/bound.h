#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "queries/cypher/ast.h"
#include "queries/functions/function.h"
#include "queries/procedures/procedure.h"
#include "queries/semantics/types.h"
#include "queries/store/symbols.h"

/// A query whose names are resolved: variables are slots of one row, labels and keys are symbols, functions are known,
/// and everything that can be found wrong before running has been. Immutable once built.
namespace entente::queries::bound {

struct Expression;
struct Query;
using ExpressionPtr = std::shared_ptr<const Expression>;
using QueryPtr = std::shared_ptr<const Query>;

/// Index into the row that flows through the plan. Every variable of a query, anonymous ones included, has its own.
using Slot = std::uint32_t;
inline constexpr Slot no_slot = 0xFFFFFFFFU;

// ---- expressions

struct Constant {
  Value value;
};
struct Parameter {
  std::string name;
};
struct Variable {
  Slot slot;
};
struct Property {
  ExpressionPtr object;
  Symbol symbol;
  std::string key;
};
struct Subscript {
  ExpressionPtr object;
  ExpressionPtr index;
};
struct Slice {
  ExpressionPtr object;
  ExpressionPtr from;
  ExpressionPtr to;
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapLiteral {
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
};
struct Unary {
  ast::UnaryOperator op;
  ExpressionPtr operand;
};
struct Binary {
  ast::BinaryOperator op;
  ExpressionPtr left;
  ExpressionPtr right;
};
struct Comparison {
  std::vector<ExpressionPtr> operands;
  std::vector<ast::ComparisonOperator> operators;
};
/// All of the labels; `any`: at least one, whichever.
struct LabelTest {
  ExpressionPtr object;
  std::vector<Symbol> labels;
  bool any = false;
};
struct Case {
  ExpressionPtr subject;
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> branches;
  ExpressionPtr otherwise;
};
struct Call {
  const Function* function;
  std::vector<ExpressionPtr> arguments;
};
struct ListComprehension {
  Slot variable;
  ExpressionPtr list;
  ExpressionPtr where;
  ExpressionPtr projection;
};
struct Quantifier {
  ast::QuantifierKind kind;
  Slot variable;
  ExpressionPtr list;
  ExpressionPtr where;
};
struct Reduce {
  Slot accumulator;
  ExpressionPtr start;
  Slot variable;
  ExpressionPtr list;
  ExpressionPtr step;
};
/// A path put together from what a pattern bound: nodes and relationships (or lists of them) in turn.
struct PathOf {
  std::vector<Slot> nodes;
  std::vector<Slot> relationships;
};
/// Runs a query with the current row as its first: does it have rows, how many, or the list of the projection's values.
struct Subquery {
  ast::SubqueryKind kind = ast::SubqueryKind::Exists;
  QueryPtr query;
  ExpressionPtr projection;  ///< Collect
};

struct Expression {
  using Node =
      std::variant<Constant, Parameter, Variable, Property, Subscript, Slice, ListLiteral, MapLiteral, Unary, Binary,
                   Comparison, LabelTest, Case, Call, ListComprehension, Quantifier, Reduce, PathOf, Subquery>;
  Node node;
  Type type;
  base::ByteSpan span;
};

// ---- patterns

struct NodePattern {
  Slot slot = no_slot;
  bool bound = false;  ///< the slot has a value before the pattern
  std::vector<Symbol> labels;
  /// For CREATE and MERGE; MATCH has them in `where`.
  std::vector<std::pair<Symbol, ExpressionPtr>> properties;
  ExpressionPtr property_map;  ///< properties given as one expression (a parameter)
};

struct RelationshipPattern {
  Slot slot = no_slot;
  bool bound = false;
  std::vector<Symbol> types;
  ast::Direction direction = ast::Direction::Both;
  std::optional<ast::Range> range;
  std::vector<std::pair<Symbol, ExpressionPtr>> properties;  ///< in MATCH of a range too: of each relationship
  ExpressionPtr property_map;
  /// Conditions on each relationship of a range, which stands in the slot `each` while they are asked.
  std::vector<ExpressionPtr> each_where;
  Slot each = no_slot;
};

struct PathPattern {
  Slot slot = no_slot;  ///< of the path, if it has a name
  ast::Shortest shortest = ast::Shortest::No;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
};

// ---- clauses

struct Match {
  bool optional = false;
  std::vector<PathPattern> patterns;
  std::vector<ExpressionPtr> where;  ///< all must hold; properties written inside the pattern included
  std::vector<Slot> introduced;      ///< what an OPTIONAL MATCH without a match sets to null
};
struct Unwind {
  ExpressionPtr list;
  Slot variable;
};
struct Create {
  std::vector<PathPattern> patterns;
};
struct SetItem {
  ast::SetItem::Kind kind = ast::SetItem::Kind::Property;
  ExpressionPtr target;
  Symbol key{};
  ExpressionPtr value;
  std::vector<Symbol> labels;
};
struct Set {
  std::vector<SetItem> items;
};
struct RemoveItem {
  ExpressionPtr target;
  std::optional<Symbol> key;
  std::vector<Symbol> labels;
};
struct Remove {
  std::vector<RemoveItem> items;
};
struct Delete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};
struct Merge {
  PathPattern pattern;
  std::vector<ExpressionPtr> where;  ///< the pattern's properties as conditions
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
struct ProcedureCall {
  const Procedure* procedure = nullptr;
  std::vector<ExpressionPtr> arguments;
  std::vector<std::pair<std::size_t, Slot>> yields;  ///< column of the procedure, slot
  std::vector<std::string> names;                    ///< of the yields
  ExpressionPtr where;
};

enum class AggregateKind : std::uint8_t {
  CountStar,
  Count,
  Sum,
  Average,
  Minimum,
  Maximum,
  Collect,
  PercentileCont,
  PercentileDisc,
  StDev,
  StDevP
};
struct Aggregate {
  AggregateKind kind = AggregateKind::CountStar;
  bool distinct = false;
  ExpressionPtr argument;
  ExpressionPtr percentile;
  Slot slot = no_slot;
};
struct Assignment {
  ExpressionPtr expression;
  Slot slot;
};
struct SortKey {
  ExpressionPtr expression;
  bool descending = false;
};

/// WITH and RETURN. First `keys` (grouping keys, or everything if nothing aggregates), then the aggregates, then
/// `results` computed from them.
struct Projection {
  bool is_return = false;
  bool distinct = false;
  bool aggregating = false;
  std::vector<Assignment> keys;
  std::vector<Aggregate> aggregates;
  std::vector<Assignment> results;
  std::vector<Slot> columns;  ///< the slots visible afterwards, in the order written
  std::vector<std::string> names;
  std::vector<SortKey> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
  ExpressionPtr where;
};
struct Clause;
struct Foreach {
  ExpressionPtr list;
  Slot variable;
  std::vector<Clause> body;
};

/// The rows of a query for each row; the row itself, once, if it returns nothing.
struct CallSubquery {
  QueryPtr query;
};

struct Clause {
  std::variant<Match, Unwind, Create, Set, Remove, Delete, Merge, ProcedureCall, Projection, Foreach, CallSubquery>
      node;
};

struct SingleQuery {
  std::vector<Clause> clauses;
  std::vector<Slot> columns;  ///< empty where nothing is returned
  bool writes = false;
};

struct Query {
  std::vector<SingleQuery> parts;
  bool union_all = false;
  std::vector<std::string> names;  ///< of the columns
  std::vector<Slot> columns;       ///< of a union: own slots; otherwise the part's
  Slot slots = 0;                  ///< width of a row (of the whole query, subqueries included)
  bool writes = false;
};

}  // namespace entente::queries::bound
