#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "queries/semantics/binder.h"

/// Inner header of the binder; its functions are spread over binder_*.cpp by what they bind.
namespace entente::queries {

struct Binding {
  bound::Slot slot = bound::no_slot;
  Type type;
};

/// The variables that can be named at one place; those of the parent too, unless hidden.
struct Scope {
  std::map<std::string, Binding, std::less<>> names;
  const Scope* parent = nullptr;
  const Binding* find(std::string_view name) const {
    for (const auto* scope = this; scope != nullptr; scope = scope->parent) {
      if (const auto found = scope->names.find(name); found != scope->names.end()) return &found->second;
    }
    return nullptr;
  }
};

/// Whether aggregates may stand here, and what is known of the projection around them.
struct Grouping {
  struct Known {
    std::string text;  ///< of the expression, blanks normalised
    Binding binding;
  };
  std::vector<bound::Aggregate>* aggregates = nullptr;  ///< null: no aggregates here
  bool sorting = false;                                 ///< in ORDER BY: only what the projection has
  bool inside_aggregate = false;
  std::vector<Known> keys;
  std::vector<Known> calls;             ///< the aggregates so far
  std::set<std::string> key_variables;  ///< named in the keys
};

/// Like the parser, the binder remembers the first failure and goes on with a null constant in its place.
class Binder {
 public:
  Binder(std::string_view text, const BindContext& context) : text_(text), context_(context) {}
  Checked<bound::Query> run(const ast::Query& query);

 private:
  // ---- queries and clauses (binder_clauses.cpp)
  /// Where a query stands: alone, inside an expression, or in CALL { }.
  enum class Place : std::uint8_t { Top, Expression, Call };
  /// `outer`: visible throughout. `importable`: what a WITH that comes first may take over.
  bound::Query query(const ast::Query& query, Place place, const Scope* outer, const Scope* importable = nullptr);
  bound::SingleQuery single_query(const ast::SingleQuery& query, Place place, const Scope* importable,
                                  std::vector<std::string>& names);
  void check_composition(const ast::SingleQuery& query, Place place);
  bound::CallSubquery call_subquery(const ast::CallSubquery& call, base::ByteSpan span);
  std::optional<bound::Clause> clause(const ast::Clause& clause, bool standalone);
  bound::Match match(const ast::Match& match);
  bound::Unwind unwind(const ast::Unwind& unwind);
  bound::Create create(const ast::Create& create);
  bound::Merge merge(const ast::Merge& merge);
  std::vector<bound::SetItem> set_items(const std::vector<ast::SetItem>& items);
  bound::Remove remove(const ast::Remove& remove);
  bound::Delete delete_clause(const ast::Delete& clause);
  bound::ProcedureCall call(const ast::ProcedureCall& call, base::ByteSpan span, bool standalone);
  void call_arguments(const ast::ProcedureCall& call, base::ByteSpan span, bool standalone,
                      bound::ProcedureCall& result);
  void call_yields(const ast::ProcedureCall& call, bool standalone, bound::ProcedureCall& result);
  bound::Foreach foreach_clause(const ast::Foreach& clause);

  // ---- projections (binder_projection.cpp)
  bound::Projection projection(const ast::Projection& projection);
  void star(const ast::Projection& projection, bound::Projection& result, Scope& visible);
  void items(const ast::Projection& projection, bound::Projection& result, Grouping& grouping, Scope& visible);
  void order(const ast::Projection& projection, bound::Projection& result, Grouping& grouping, const Scope& visible);
  bound::ExpressionPtr row_count(const ast::ExpressionPtr& expression);
  void check_names(const ast::Projection& projection);

  // ---- patterns (binder_patterns.cpp)
  enum class PatternUse : std::uint8_t { Match, Predicate, Create, Merge };
  bound::PathPattern pattern(const ast::PathPattern& pattern, PatternUse use, std::vector<bound::Slot>& introduced);
  void check_creatable(const ast::RelationshipPattern& pattern, PatternUse use);
  bound::NodePattern node(const ast::NodePattern& pattern, PatternUse use, bool alone,
                          std::vector<bound::Slot>& introduced);
  bound::RelationshipPattern relationship(const ast::RelationshipPattern& pattern, PatternUse use,
                                          std::vector<bound::Slot>& introduced);
  Binding pattern_variable(const ast::Name& name, const Type& type, PatternUse use,
                           std::vector<bound::Slot>& introduced, bool& was_bound);
  void properties(const ast::ExpressionPtr& properties, PatternUse use,
                  std::vector<std::pair<Symbol, bound::ExpressionPtr>>& result, bound::ExpressionPtr& whole);
  /// Everything that a searched pattern says besides its shape, as conditions.
  void conditions(const ast::PathPattern& ast, PatternUse use, bound::PathPattern& pattern,
                  std::vector<bound::ExpressionPtr>& where);
  void node_conditions(const ast::NodePattern& ast, PatternUse use, bound::NodePattern& node,
                       std::vector<bound::ExpressionPtr>& where);
  void relationship_conditions(const ast::RelationshipPattern& ast, PatternUse use,
                               bound::RelationshipPattern& relationship, std::vector<bound::ExpressionPtr>& where);
  void property_conditions(bound::Slot slot, Kind kind,
                           const std::vector<std::pair<Symbol, bound::ExpressionPtr>>& properties,
                           std::vector<bound::ExpressionPtr>& where);
  bound::ExpressionPtr label_condition(const ast::LabelExpression& labels, const bound::ExpressionPtr& object,
                                       base::ByteSpan span);
  bound::ExpressionPtr pattern_query(const ast::PathPattern& pattern, PatternUse use, const ast::ExpressionPtr& where,
                                     const ast::ExpressionPtr& projection, base::ByteSpan span);

  // ---- expressions (binder_expressions.cpp, binder_operators.cpp)
  bound::ExpressionPtr expression(const ast::ExpressionPtr& e);
  bound::ExpressionPtr expression(const ast::Expression& e);
  bound::ExpressionPtr predicate(const ast::ExpressionPtr& e);
  bound::ExpressionPtr optional(const ast::ExpressionPtr& e);
  bound::ExpressionPtr bind(const ast::Literal& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Parameter& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Variable& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::PropertyAccess& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Subscript& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Slice& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::ListLiteral& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::MapLiteral& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Unary& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Binary& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Comparison& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::LabelTest& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Case& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Call& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::CountStar& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::ListComprehension& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Quantifier& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Reduce& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::PatternComprehension& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::PatternPredicate& node, const ast::Expression& e);
  bound::ExpressionPtr bind(const ast::Subquery& node, const ast::Expression& e);
  template <typename BindInside>
  void with_local(std::initializer_list<std::pair<const ast::Name*, Binding>> names, const BindInside& bind_inside);
  bound::ExpressionPtr variable(const std::string& name, base::ByteSpan span);
  bound::ExpressionPtr plain_call(const ast::Call& node, const ast::Expression& e);
  bound::ExpressionPtr aggregate(bound::AggregateKind kind, const ast::Call* node, const ast::Expression& e);
  void check_arithmetic(const bound::ExpressionPtr& operand);
  void check_boolean(const bound::ExpressionPtr& operand);
  const Grouping::Known* known(const std::vector<Grouping::Known>& list, base::ByteSpan span) const;
  bound::ExpressionPtr use(const Binding& binding, base::ByteSpan span) const;

  // ---- helpers (binder.cpp)
  bound::ExpressionPtr make(bound::Expression::Node node, Type type, base::ByteSpan span) const;
  bound::ExpressionPtr null(base::ByteSpan span) const;
  bound::Slot new_slot() { return next_slot_++; }
  Symbol symbol(std::string_view name) { return context_.symbols.intern(name); }
  std::vector<Symbol> symbols(const std::vector<std::string>& names);
  std::string normalised(base::ByteSpan span) const;
  void fail(std::string_view detail, std::string message, base::ByteSpan span, std::string hint = {},
            ErrorType type = ErrorType::SyntaxError);
  void undefined(const std::string& name, base::ByteSpan span);

  /// Sets a member for the lifetime of the guard.
  template <typename T>
  class Restore {
   public:
    Restore(T& target, T value) : target_(target), before_(target) { target_ = value; }
    ~Restore() { target_ = before_; }
    Restore(const Restore&) = delete;
    Restore& operator=(const Restore&) = delete;

   private:
    T& target_;
    T before_;
  };

  std::string_view text_;
  BindContext context_;
  Scope* scope_ = nullptr;
  const Scope* outer_ = nullptr;       // of a subquery: visible throughout
  const Scope* local_base_ = nullptr;  // scopes above it are local to an expression
  Grouping* grouping_ = nullptr;
  bool pattern_allowed_ = false;
  bool constant_only_ = false;
  bound::Slot next_slot_ = 0;
  std::set<bound::Slot> match_relationships_;  // relationship variables of the current MATCH
  std::optional<QueryError> error_;
};

/// The variables that an expression names.
void collect_variables(const ast::Expression& e, std::set<std::string>& names);
/// Does it call an aggregate, outside of subqueries?
bool has_aggregate(const ast::Expression& e);
std::optional<bound::AggregateKind> aggregate_kind(std::string_view name);

}  // namespace entente::queries
