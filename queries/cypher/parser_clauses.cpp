#include "queries/cypher/parser_impl.h"

namespace entente::queries {

ast::Query Parser::query() {
  const Nesting nesting(*this);
  const auto begin = peek().span.begin;
  ast::Query result;
  result.parts.push_back(single_query());
  while (accept_keyword("UNION")) {
    result.union_all.push_back(accept_keyword("ALL"));
    if (!result.union_all.back()) accept_keyword("DISTINCT");
    result.parts.push_back(single_query());
  }
  result.span = span_from(begin);
  return result;
}

ast::SingleQuery Parser::single_query() {
  const auto begin = peek().span.begin;
  ast::SingleQuery result;
  while (auto next = clause()) result.clauses.push_back(std::move(*next));
  if (result.clauses.empty() && !error_) unexpected("a clause such as MATCH, CREATE or RETURN");
  result.span = span_from(begin);
  return result;
}

std::optional<ast::Clause> Parser::clause() {
  const auto begin = peek().span.begin;
  ast::Clause result;
  if (accept_keyword("OPTIONAL")) {
    expect_keyword("MATCH");
    result.node = match(true);
  } else if (accept_keyword("MATCH")) {
    result.node = match(false);
  } else if (accept_keyword("UNWIND")) {
    result.node = unwind();
  } else if (accept_keyword("WITH")) {
    result.node = projection(false);
  } else if (accept_keyword("RETURN")) {
    result.node = projection(true);
  } else if (accept_keyword("CREATE")) {
    result.node = ast::Create{patterns()};
  } else if (accept_keyword("MERGE")) {
    result.node = merge();
  } else if (accept_keyword("SET")) {
    result.node = ast::Set{set_items()};
  } else if (accept_keyword("REMOVE")) {
    result.node = remove();
  } else if (accept_keyword("DETACH")) {
    expect_keyword("DELETE");
    result.node = delete_clause(true);
  } else if (accept_keyword("DELETE")) {
    result.node = delete_clause(false);
  } else if (accept_keyword("CALL")) {
    std::visit([&result](auto&& node) { result.node = std::move(node); }, call());
  } else if (accept_keyword("FOREACH")) {
    result.node = foreach_clause();
  } else {
    return std::nullopt;
  }
  count_steps(1);
  result.span = span_from(begin);
  return result;
}

ast::Match Parser::match(bool optional) {
  ast::Match result;
  result.optional = optional;
  result.patterns = patterns();
  for (const auto& part : result.patterns) count_steps(part.nodes.size());
  if (accept_keyword("WHERE")) result.where = expression();
  return result;
}

ast::Unwind Parser::unwind() {
  ast::Unwind result;
  result.list = expression();
  expect_keyword("AS");
  result.variable = name("a variable");
  return result;
}

ast::Merge Parser::merge() {
  ast::Merge result;
  result.pattern = pattern();
  count_steps(result.pattern.nodes.size());
  while (accept_keyword("ON")) {
    const bool create = at_keyword("CREATE");
    if (create || at_keyword("MATCH")) {
      take();
    } else {
      unexpected("CREATE or MATCH");
    }
    expect_keyword("SET");
    auto& target = create ? result.on_create : result.on_match;
    for (auto& item : set_items()) target.push_back(std::move(item));
  }
  return result;
}

std::vector<ast::SetItem> Parser::set_items() {
  std::vector<ast::SetItem> items;
  do {
    items.push_back(set_item());
  } while (accept(","));
  return items;
}

ast::SetItem Parser::set_item() {
  ast::SetItem item;
  item.target = postfix();
  if (!item.target) return item;
  if (auto* test = std::get_if<ast::LabelTest>(&item.target->node)) {
    item.kind = ast::SetItem::Kind::Labels;
    item.labels = std::move(test->labels);
    auto object = std::move(test->object);
    item.target = std::move(object);
    return item;
  }
  if (accept("+=")) {
    item.kind = ast::SetItem::Kind::Merge;
  } else {
    expect("=");
    const bool property = std::holds_alternative<ast::PropertyAccess>(item.target->node);
    item.kind = property ? ast::SetItem::Kind::Property : ast::SetItem::Kind::Replace;
  }
  item.value = expression();
  return item;
}

ast::Remove Parser::remove() {
  ast::Remove result;
  do {
    ast::RemoveItem item;
    item.target = postfix();
    if (!item.target) return result;
    if (auto* test = std::get_if<ast::LabelTest>(&item.target->node)) {
      item.labels = std::move(test->labels);
      auto object = std::move(test->object);
      item.target = std::move(object);
    } else if (!std::holds_alternative<ast::PropertyAccess>(item.target->node)) {
      fail("UnexpectedSyntax", "REMOVE takes a property (n.name) or labels (n:Person)", item.target->span);
    }
    result.items.push_back(std::move(item));
  } while (accept(","));
  return result;
}

ast::Delete Parser::delete_clause(bool detach) {
  ast::Delete result;
  result.detach = detach;
  do {
    result.targets.push_back(expression());
  } while (accept(","));
  return result;
}

std::variant<ast::ProcedureCall, ast::CallSubquery> Parser::call() {
  if (at("{") || at("(")) return call_subquery();
  ast::ProcedureCall result;
  result.name = dotted_name("the name of a procedure").text;
  if (accept("(")) result.arguments = expression_list(")");
  if (accept_keyword("YIELD")) yield(result);
  return result;
}

ast::CallSubquery Parser::call_subquery() {
  ast::CallSubquery result;
  if (accept("(")) {
    result.has_imports = true;
    result.import_all = accept("*");
    if (!result.import_all && !at(")")) {
      do {
        result.imports.push_back(name("a variable"));
      } while (accept(","));
    }
    expect(")");
  }
  expect("{");
  result.query = std::make_unique<ast::Query>(query());
  expect("}");
  if (at_keyword("IN") && at_keyword("TRANSACTIONS", 1)) fail_unsupported("CALL { } IN TRANSACTIONS");
  return result;
}

void Parser::yield(ast::ProcedureCall& call) {
  call.has_yield = true;
  if (accept("*")) {
    call.yield_all = true;
    return;
  }
  do {
    ast::YieldItem item;
    item.column = name("a column of the procedure");
    item.alias = accept_keyword("AS") ? name("a variable") : item.column;
    call.yields.push_back(std::move(item));
  } while (accept(","));
  if (accept_keyword("WHERE")) call.where = expression();
}

ast::Projection Parser::projection(bool is_return) {
  ast::Projection result;
  result.is_return = is_return;
  result.distinct = accept_keyword("DISTINCT");
  if (accept("*")) {
    result.star = true;
    if (!accept(",")) {
      projection_tail(result);
      return result;
    }
  }
  do {
    ast::ProjectionItem item;
    item.expression = expression();
    if (!item.expression) return result;
    item.text = std::string(text_.substr(item.expression->span.begin, item.expression->span.size()));
    if (accept_keyword("AS")) item.alias = name("a name for the column");
    result.items.push_back(std::move(item));
  } while (accept(","));
  projection_tail(result);
  return result;
}

void Parser::projection_tail(ast::Projection& projection) {
  if (accept_keyword("ORDER")) {
    expect_keyword("BY");
    do {
      ast::SortItem item;
      item.expression = expression();
      item.descending = accept_keyword("DESC") || accept_keyword("DESCENDING");
      if (!item.descending && !accept_keyword("ASC")) accept_keyword("ASCENDING");
      projection.order.push_back(std::move(item));
    } while (accept(","));
  }
  if (accept_keyword("SKIP") || accept_keyword("OFFSET")) projection.skip = expression();
  if (accept_keyword("LIMIT")) projection.limit = expression();
  if (!projection.is_return && accept_keyword("WHERE")) projection.where = expression();
}

ast::Foreach Parser::foreach_clause() {
  const Nesting nesting(*this);
  ast::Foreach result;
  expect("(");
  result.variable = name("a variable");
  expect_keyword("IN");
  result.list = expression();
  expect("|");
  while (auto next = clause()) result.body.push_back(std::move(*next));
  if (result.body.empty() && !error_) unexpected("a clause that writes");
  expect(")");
  return result;
}

}  // namespace entente::queries
