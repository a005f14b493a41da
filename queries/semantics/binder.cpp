#include "queries/semantics/binder.h"

#include "graph/schema/ontology.h"
#include "queries/cypher/token.h"
#include "queries/semantics/binder_impl.h"

namespace entente::queries {

bound::ExpressionPtr Binder::make(bound::Expression::Node node, Type type, base::ByteSpan span) const {
  return std::make_shared<const bound::Expression>(bound::Expression{std::move(node), std::move(type), span});
}

bound::ExpressionPtr Binder::null(base::ByteSpan span) const {
  return make(bound::Constant{}, {}, span);
}

std::vector<Symbol> Binder::symbols(const std::vector<std::string>& names) {
  std::vector<Symbol> result;
  for (const auto& name : names) result.push_back(symbol(name));
  return result;
}

std::string Binder::normalised(base::ByteSpan span) const {
  std::string result;
  for (const auto& token : tokenize(text_.substr(span.begin, span.size()))) {
    if (token.kind == TokenKind::String) result += '\'';
    result += token.text;
    result += ' ';
  }
  return result;
}

void Binder::fail(std::string_view detail, std::string message, base::ByteSpan span, std::string hint, ErrorType type) {
  if (error_) return;
  error_ = QueryError{type, Phase::CompileTime, std::string(detail), std::move(message), std::move(hint), span};
}

void Binder::undefined(const std::string& name, base::ByteSpan span) {
  std::vector<std::string> candidates;
  for (const auto* scope = static_cast<const Scope*>(scope_); scope != nullptr; scope = scope->parent) {
    for (const auto& [known, binding] : scope->names) candidates.push_back(known);
  }
  const auto close = schema::suggest(name, candidates, 1);
  fail("UndefinedVariable", "variable '" + name + "' is not defined", span,
       close.empty() ? std::string() : "did you mean '" + close.front() + "'?");
}

Checked<bound::Query> Binder::run(const ast::Query& ast) {
  auto result = query(ast, Place::Top, nullptr);
  result.slots = next_slot_;
  if (error_) return tl::make_unexpected(*error_);
  return result;
}

Checked<bound::Query> bind(const ast::Query& query, std::string_view text, const BindContext& context) {
  return Binder(text, context).run(query);
}

}  // namespace entente::queries
