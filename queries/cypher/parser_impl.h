#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "queries/cypher/ast.h"
#include "queries/cypher/parser.h"
#include "queries/cypher/token.h"

/// Inner header of the parser; its functions are spread over parser*.cpp by what they parse.
namespace entente::queries {

/// Recursive descent for clauses and patterns, precedence climbing for expressions. After the first failure the parser
/// stands on the End token, so every loop and every recursion ends by itself: no function needs to pass errors on.
class Parser {
 public:
  Parser(std::string_view text, const ParseLimits& limits) : text_(text), limits_(limits), tokens_(tokenize(text)) {}

  Checked<ast::Query> query_text();
  Checked<ast::ExpressionPtr> expression_text();

 private:
  // ---- tokens (parser.cpp)
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool at_end() const { return peek().kind == TokenKind::End; }
  bool at(std::string_view symbol, std::size_t ahead = 0) const;
  bool at_keyword(std::string_view word, std::size_t ahead = 0) const;
  bool at_name() const { return peek().kind == TokenKind::Name; }
  bool accept(std::string_view symbol);
  bool accept_keyword(std::string_view word);
  void expect(std::string_view symbol);
  void expect_keyword(std::string_view word);
  ast::Name name(std::string_view what);
  ast::Name dotted_name(std::string_view what);
  base::ByteSpan span_from(std::uint32_t begin) const;
  void fail(std::string_view detail, std::string message, base::ByteSpan span);
  void unexpected(std::string_view wanted);
  void fail_depth();
  void fail_limit(std::string_view detail, std::string message, std::string hint);
  /// Counts what becomes an operator of the plan.
  void count_steps(std::size_t count);

  // ---- clauses (parser_clauses.cpp)
  ast::Query query();
  ast::SingleQuery single_query();
  std::optional<ast::Clause> clause();
  ast::Match match(bool optional);
  ast::Unwind unwind();
  ast::Merge merge();
  std::vector<ast::SetItem> set_items();
  ast::SetItem set_item();
  ast::Remove remove();
  ast::Delete delete_clause(bool detach);
  std::variant<ast::ProcedureCall, ast::CallSubquery> call();
  ast::CallSubquery call_subquery();
  void yield(ast::ProcedureCall& call);
  ast::Projection projection(bool is_return);
  void projection_tail(ast::Projection& projection);
  ast::Foreach foreach_clause();

  // ---- patterns (parser_patterns.cpp)
  std::vector<ast::PathPattern> patterns();
  ast::PathPattern pattern();
  void pattern_elements(ast::PathPattern& pattern);
  ast::NodePattern node_pattern();
  ast::RelationshipPattern relationship_pattern();
  void relationship_detail(ast::RelationshipPattern& pattern);
  std::optional<ast::Range> range();
  std::optional<ast::Range> quantifier();
  ast::Shortest search_prefix();
  void fail_unsupported(std::string_view what);
  std::optional<std::int64_t> range_bound();
  /// Behind a colon. In expressions `|` stands only in parentheses: [x IN list WHERE x:A | x.name].
  ast::LabelExpression label_expression(bool allow_or);
  ast::LabelExpression label_conjunction();
  ast::LabelExpression label_factor();
  ast::ExpressionPtr label_test(ast::ExpressionPtr object);
  ast::ExpressionPtr pattern_properties();
  bool at_relationship(std::size_t ahead) const;
  bool looks_like_pattern() const;

  // ---- expressions (parser_expressions.cpp, parser_atoms.cpp)
  ast::ExpressionPtr expression() { return binary(0); }
  ast::ExpressionPtr binary(int minimum);
  ast::ExpressionPtr comparison(ast::ExpressionPtr left);
  std::optional<ast::BinaryOperator> binary_operator(int minimum, int& precedence, std::size_t& length) const;
  ast::ExpressionPtr unary();
  ast::ExpressionPtr postfix();
  ast::ExpressionPtr subscript(ast::ExpressionPtr object);
  ast::ExpressionPtr atom();
  ast::ExpressionPtr integer(bool negative);
  ast::ExpressionPtr floating();
  ast::ExpressionPtr list_or_comprehension();
  ast::ExpressionPtr pattern_comprehension(std::uint32_t begin);
  ast::ExpressionPtr map_literal();
  ast::ExpressionPtr case_expression();
  ast::ExpressionPtr quantifier(ast::QuantifierKind kind);
  ast::ExpressionPtr reduce();
  ast::ExpressionPtr subquery(ast::SubqueryKind kind);
  ast::ExpressionPtr named_atom();
  ast::ExpressionPtr function_call(std::size_t name_tokens);
  std::vector<ast::ExpressionPtr> expression_list(std::string_view closer);
  /// A node over the given children's depth, checked against the limit; `begin` is the span's first byte.
  ast::ExpressionPtr make(ast::Expression::Node node, std::uint32_t begin, std::uint32_t child_depth = 0);

  /// Counts nested calls; a failure when there are too many.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > parser_.limits_.depth) parser_.fail_depth();
    }
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  std::string_view text_;
  ParseLimits limits_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::size_t steps_ = 0;
  std::optional<QueryError> error_;
};

inline std::uint32_t depth_of(const ast::ExpressionPtr& e) {
  return e ? e->depth : 0;
}

}  // namespace entente::queries
