#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "graph/base/span.h"
#include "queries/value/value.h"

/// The syntax tree of a query: what is written, before names mean anything. Spans count bytes of the query's text.
namespace entente::queries::ast {

struct Expression;
struct PathPattern;
struct Query;
using ExpressionPtr = std::unique_ptr<Expression>;
using QueryPtr = std::unique_ptr<Query>;

/// A name and where it stands.
struct Name {
  std::string text;
  base::ByteSpan span;
  bool empty() const { return text.empty(); }
};

// ---- expressions

struct Literal {
  Value value;
};
struct Parameter {
  std::string name;
};
struct Variable {
  std::string name;
};
struct PropertyAccess {
  ExpressionPtr object;
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
};  ///< either end may be null
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapLiteral {
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
};

enum class UnaryOperator : std::uint8_t { Not, Minus, Plus, IsNull, IsNotNull };
struct Unary {
  UnaryOperator op;
  ExpressionPtr operand;
};

enum class BinaryOperator : std::uint8_t {
  Or,
  Xor,
  And,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  In,
  StartsWith,
  EndsWith,
  Contains,
  Matches
};
struct Binary {
  BinaryOperator op;
  ExpressionPtr left;
  ExpressionPtr right;
};

enum class ComparisonOperator : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
/// `a < b <= c`: operands[i] op[i] operands[i+1], all of them.
struct Comparison {
  std::vector<ExpressionPtr> operands;
  std::vector<ComparisonOperator> operators;
};

/// What stands behind the colon of a node or relationship: `A`, `%` (any), `!A`, `A&B`, `A|B`, parentheses.
struct LabelExpression {
  enum class Kind : std::uint8_t { Name, Any, Not, And, Or };
  Kind kind = Kind::Name;
  std::string name;
  std::vector<LabelExpression> parts;  ///< Not has one
};

/// All of `labels`, or where they do not say it, the expression.
struct LabelTest {
  ExpressionPtr object;
  std::vector<std::string> labels;
  std::optional<LabelExpression> expression;
};
struct Case {
  ExpressionPtr subject;  ///< null in the general form
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> branches;
  ExpressionPtr otherwise;  ///< may be null
};
struct Call {
  std::string name;
  bool distinct = false;
  std::vector<ExpressionPtr> arguments;
};
struct CountStar {};
struct ListComprehension {
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
  ExpressionPtr projection;
};
enum class QuantifierKind : std::uint8_t { All, Any, None, Single };
struct Quantifier {
  QuantifierKind kind;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr where;
};
struct Reduce {
  Name accumulator;
  ExpressionPtr start;
  Name variable;
  ExpressionPtr list;
  ExpressionPtr step;
};
struct PatternComprehension {
  std::unique_ptr<PathPattern> pattern;
  ExpressionPtr where;
  ExpressionPtr projection;
};
struct PatternPredicate {
  std::unique_ptr<PathPattern> pattern;
};
/// `EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`; the short form is a query of one MATCH.
enum class SubqueryKind : std::uint8_t { Exists, Count, Collect };
struct Subquery {
  SubqueryKind kind = SubqueryKind::Exists;
  QueryPtr query;
};

struct Expression {
  using Node = std::variant<Literal, Parameter, Variable, PropertyAccess, Subscript, Slice, ListLiteral, MapLiteral,
                            Unary, Binary, Comparison, LabelTest, Case, Call, CountStar, ListComprehension, Quantifier,
                            Reduce, PatternComprehension, PatternPredicate, Subquery>;
  Node node;
  base::ByteSpan span;
  std::uint32_t depth = 1;  ///< height of the tree; the parser bounds it
};

// ---- patterns

struct NodePattern {
  Name variable;
  std::vector<std::string> labels;                  ///< all of them
  std::optional<LabelExpression> label_expression;  ///< where `labels` do not say it
  ExpressionPtr properties;                         ///< a map literal or a parameter; may be null
  ExpressionPtr where;
  base::ByteSpan span;
};

enum class Direction : std::uint8_t { Outgoing, Incoming, Both };
inline constexpr std::int64_t unbounded = -1;
struct Range {
  std::int64_t minimum = 1;
  std::int64_t maximum = unbounded;
};

struct RelationshipPattern {
  Name variable;
  std::vector<std::string> types;                   ///< any of them; empty: all
  std::optional<LabelExpression> label_expression;  ///< where `types` do not say it
  Direction direction = Direction::Both;
  bool both_arrows = false;    ///< written `<-->`
  std::optional<Range> range;  ///< `*`, `*2`, `*1..3`; `+`, `*`, `{2}`, `{1,3}` behind the arrow
  ExpressionPtr properties;
  ExpressionPtr where;  ///< of each relationship
  base::ByteSpan span;
};

enum class Shortest : std::uint8_t { No, Single, All };
/// nodes.size() == relationships.size() + 1
struct PathPattern {
  Name variable;
  Shortest shortest = Shortest::No;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  base::ByteSpan span;
};

// ---- clauses

struct Match {
  bool optional = false;
  std::vector<PathPattern> patterns;
  ExpressionPtr where;
};
struct Unwind {
  ExpressionPtr list;
  Name variable;
};
struct Create {
  std::vector<PathPattern> patterns;
};
struct SetItem {
  enum class Kind : std::uint8_t { Property, Replace, Merge, Labels };
  Kind kind = Kind::Property;
  ExpressionPtr target;  ///< Property: a PropertyAccess; otherwise the entity
  ExpressionPtr value;
  std::vector<std::string> labels;
};
struct Set {
  std::vector<SetItem> items;
};
struct RemoveItem {
  ExpressionPtr target;
  std::vector<std::string> labels;
};  ///< no labels: target is a PropertyAccess
struct Remove {
  std::vector<RemoveItem> items;
};
struct Delete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};
struct Merge {
  PathPattern pattern;
  std::vector<SetItem> on_create;
  std::vector<SetItem> on_match;
};
struct YieldItem {
  Name column;
  Name alias;
};
struct ProcedureCall {
  std::string name;
  std::optional<std::vector<ExpressionPtr>> arguments;  ///< none written: taken from the parameters of those names
  bool yield_all = false;
  bool has_yield = false;
  std::vector<YieldItem> yields;
  ExpressionPtr where;
};
struct ProjectionItem {
  ExpressionPtr expression;
  Name alias;
  std::string text;
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
struct Projection {
  bool is_return = false;
  bool distinct = false;
  bool star = false;
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
  ExpressionPtr where;  ///< WITH only
};
struct Clause;
struct Foreach {
  Name variable;
  ExpressionPtr list;
  std::vector<Clause> body;
};

/// `CALL { … }` and `CALL (a, b) { … }`.
struct CallSubquery {
  bool has_imports = false;
  bool import_all = false;
  std::vector<Name> imports;
  QueryPtr query;
};

struct Clause {
  std::variant<Match, Unwind, Create, Set, Remove, Delete, Merge, ProcedureCall, Projection, Foreach, CallSubquery>
      node;
  base::ByteSpan span;
};

struct SingleQuery {
  std::vector<Clause> clauses;
  base::ByteSpan span;
};
/// One or more queries joined by UNION; union_all[i] tells how part i+1 is joined.
struct Query {
  std::vector<SingleQuery> parts;
  std::vector<bool> union_all;
  base::ByteSpan span;
};

}  // namespace entente::queries::ast
