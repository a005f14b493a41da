#include <algorithm>

#include "queries/semantics/binder_impl.h"

namespace entente::queries {
namespace {

template <typename... Clauses>
bool is_one_of(const ast::Clause& clause) {
  return (std::holds_alternative<Clauses>(clause.node) || ...);
}

bool writes(const ast::Clause& clause) {
  if (const auto* call = std::get_if<ast::CallSubquery>(&clause.node)) {
    return std::any_of(call->query->parts.begin(), call->query->parts.end(), [](const ast::SingleQuery& part) {
      return std::any_of(part.clauses.begin(), part.clauses.end(), writes);
    });
  }
  return is_one_of<ast::Create, ast::Merge, ast::Set, ast::Remove, ast::Delete, ast::Foreach>(clause);
}

bool is_return(const ast::Clause& clause) {
  const auto* projection = std::get_if<ast::Projection>(&clause.node);
  return projection != nullptr && projection->is_return;
}

}  // namespace

bound::Query Binder::query(const ast::Query& ast, Place place, const Scope* outer, const Scope* importable) {
  const Restore outer_guard(outer_, outer);
  const Restore base_guard(local_base_, static_cast<const Scope*>(nullptr));
  bound::Query result;
  for (std::size_t i = 0; i < ast.parts.size(); ++i) {
    std::vector<std::string> names;
    result.parts.push_back(single_query(ast.parts[i], place, importable, names));
    result.writes = result.writes || result.parts.back().writes;
    if (i == 0) {
      result.names = names;
    } else if (names != result.names) {
      fail("DifferentColumnsInUnion", "all parts of a UNION need the same column names in the same order",
           ast.parts[i].span);
    }
  }
  const bool mixed =
      std::adjacent_find(ast.union_all.begin(), ast.union_all.end(), std::not_equal_to<>()) != ast.union_all.end();
  if (mixed) fail("InvalidClauseComposition", "UNION and UNION ALL cannot be mixed in one query", ast.span);
  result.union_all = !ast.union_all.empty() && ast.union_all.front();
  if (result.parts.size() == 1) {
    result.columns = result.parts.front().columns;
  } else {
    for (std::size_t i = 0; i < result.names.size(); ++i) result.columns.push_back(new_slot());
  }
  return result;
}

bound::SingleQuery Binder::single_query(const ast::SingleQuery& ast, Place place, const Scope* importable,
                                        std::vector<std::string>& names) {
  check_composition(ast, place);
  Scope scope;
  scope.parent = outer_;
  const auto* first = ast.clauses.empty() ? nullptr : std::get_if<ast::Projection>(&ast.clauses.front().node);
  if (importable != nullptr && first != nullptr && !first->is_return) {
    for (const auto* at = importable; at != nullptr; at = at->parent)
      scope.names.insert(at->names.begin(), at->names.end());
  }
  const Restore scope_guard(scope_, &scope);
  bound::SingleQuery result;
  const bool standalone = ast.clauses.size() == 1 && place == Place::Top;
  for (const auto& part : ast.clauses) {
    result.writes = result.writes || writes(part);
    auto bound = clause(part, standalone);
    if (!bound) continue;
    if (const auto* projection = std::get_if<bound::Projection>(&bound->node);
        projection != nullptr && projection->is_return) {
      names = projection->names;
      result.columns = projection->columns;
    }
    if (const auto* call = std::get_if<bound::ProcedureCall>(&bound->node); call != nullptr && standalone) {
      for (const auto& [column, slot] : call->yields) result.columns.push_back(slot);
      names = call->names;
    }
    result.clauses.push_back(std::move(*bound));
  }
  return result;
}

void Binder::check_composition(const ast::SingleQuery& ast, Place place) {
  for (std::size_t i = 0; i < ast.clauses.size(); ++i) {
    if (is_return(ast.clauses[i]) && i + 1 < ast.clauses.size()) {
      fail("InvalidClauseComposition", "RETURN must be the last clause", ast.clauses[i].span);
    }
    if (place == Place::Expression && writes(ast.clauses[i])) {
      fail("InvalidClauseComposition", "a subquery in an expression cannot change the graph", ast.clauses[i].span);
    }
  }
  if (place == Place::Expression || ast.clauses.empty()) return;
  const auto& last = ast.clauses.back();
  const bool complete = is_return(last) || writes(last) || is_one_of<ast::ProcedureCall>(last);
  if (!complete) {
    fail("InvalidClauseComposition", "a query must end with RETURN or with a clause that changes the graph", last.span,
         "add RETURN *");
  }
}

std::optional<bound::Clause> Binder::clause(const ast::Clause& ast, bool standalone) {
  struct Visitor {
    Binder& binder;
    base::ByteSpan span;
    bool standalone;
    bound::Clause operator()(const ast::Match& c) const { return {binder.match(c)}; }
    bound::Clause operator()(const ast::Unwind& c) const { return {binder.unwind(c)}; }
    bound::Clause operator()(const ast::Create& c) const { return {binder.create(c)}; }
    bound::Clause operator()(const ast::Set& c) const { return {bound::Set{binder.set_items(c.items)}}; }
    bound::Clause operator()(const ast::Remove& c) const { return {binder.remove(c)}; }
    bound::Clause operator()(const ast::Delete& c) const { return {binder.delete_clause(c)}; }
    bound::Clause operator()(const ast::Merge& c) const { return {binder.merge(c)}; }
    bound::Clause operator()(const ast::ProcedureCall& c) const { return {binder.call(c, span, standalone)}; }
    bound::Clause operator()(const ast::Projection& c) const { return {binder.projection(c)}; }
    bound::Clause operator()(const ast::Foreach& c) const { return {binder.foreach_clause(c)}; }
    bound::Clause operator()(const ast::CallSubquery& c) const { return {binder.call_subquery(c, span)}; }
  };
  if (error_) return std::nullopt;
  return std::visit(Visitor{*this, ast.span, standalone}, ast.node);
}

bound::Match Binder::match(const ast::Match& ast) {
  bound::Match result;
  result.optional = ast.optional;
  match_relationships_.clear();
  for (const auto& part : ast.patterns) result.patterns.push_back(pattern(part, PatternUse::Match, result.introduced));
  // What stands inside the patterns may name variables of the whole clause.
  for (std::size_t i = 0; i < ast.patterns.size(); ++i)
    conditions(ast.patterns[i], PatternUse::Match, result.patterns[i], result.where);
  if (ast.where) result.where.push_back(predicate(ast.where));
  return result;
}

bound::Unwind Binder::unwind(const ast::Unwind& ast) {
  bound::Unwind result;
  result.list = expression(ast.list);
  if (scope_->find(ast.variable.text) != nullptr) {
    fail("VariableAlreadyBound", "variable '" + ast.variable.text + "' is already defined", ast.variable.span);
  }
  result.variable = new_slot();
  scope_->names[ast.variable.text] = {result.variable, result.list->type.element()};
  return result;
}

bound::Create Binder::create(const ast::Create& ast) {
  bound::Create result;
  std::vector<bound::Slot> introduced;
  for (const auto& part : ast.patterns) result.patterns.push_back(pattern(part, PatternUse::Create, introduced));
  return result;
}

bound::Merge Binder::merge(const ast::Merge& ast) {
  bound::Merge result;
  std::vector<bound::Slot> introduced;
  result.pattern = pattern(ast.pattern, PatternUse::Merge, introduced);
  for (const auto& node : result.pattern.nodes)
    property_conditions(node.slot, Kind::Node, node.properties, result.where);
  for (const auto& r : result.pattern.relationships)
    property_conditions(r.slot, Kind::Relationship, r.properties, result.where);
  result.on_create = set_items(ast.on_create);
  result.on_match = set_items(ast.on_match);
  return result;
}

std::vector<bound::SetItem> Binder::set_items(const std::vector<ast::SetItem>& items) {
  std::vector<bound::SetItem> result;
  for (const auto& item : items) {
    bound::SetItem bound;
    bound.kind = item.kind;
    bound.labels = symbols(item.labels);
    if (item.kind == ast::SetItem::Kind::Property) {
      const auto& access = std::get<ast::PropertyAccess>(item.target->node);
      bound.target = expression(access.object);
      bound.key = symbol(access.key);
    } else {
      bound.target = expression(item.target);
    }
    if (item.value) bound.value = expression(item.value);
    const auto& type = bound.target->type;
    if (type.excludes(Kind::Node) && type.excludes(Kind::Relationship)) {
      fail("InvalidArgumentType", "SET works on nodes and relationships, this is a " + type.name(), item.target->span);
    }
    result.push_back(std::move(bound));
  }
  return result;
}

bound::Remove Binder::remove(const ast::Remove& ast) {
  bound::Remove result;
  for (const auto& item : ast.items) {
    bound::RemoveItem bound;
    bound.labels = symbols(item.labels);
    if (const auto* access = std::get_if<ast::PropertyAccess>(&item.target->node);
        access != nullptr && item.labels.empty()) {
      bound.target = expression(access->object);
      bound.key = symbol(access->key);
    } else {
      bound.target = expression(item.target);
    }
    result.items.push_back(std::move(bound));
  }
  return result;
}

bound::Delete Binder::delete_clause(const ast::Delete& ast) {
  bound::Delete result;
  result.detach = ast.detach;
  for (const auto& target : ast.targets) {
    if (std::holds_alternative<ast::LabelTest>(target->node)) {
      fail("InvalidDelete", "DELETE deletes nodes and relationships, not labels", target->span, "use REMOVE n:Label");
    }
    auto bound = expression(target);
    const auto& type = bound->type;
    if (type.excludes(Kind::Node) && type.excludes(Kind::Relationship) && type.excludes(Kind::Path)) {
      fail("InvalidArgumentType", "DELETE works on nodes, relationships and paths, this is a " + type.name(),
           target->span);
    }
    result.targets.push_back(std::move(bound));
  }
  return result;
}

bound::ProcedureCall Binder::call(const ast::ProcedureCall& ast, base::ByteSpan span, bool standalone) {
  bound::ProcedureCall result;
  result.procedure = context_.procedures.find(ast.name);
  if (result.procedure == nullptr) {
    fail("ProcedureNotFound", "there is no procedure '" + ast.name + "'", span, {}, ErrorType::ProcedureError);
    return result;
  }
  call_arguments(ast, span, standalone, result);
  if (ast.yield_all && !standalone) {
    fail("UnexpectedSyntax", "YIELD * stands only in a query that is nothing but the call", span);
  }
  call_yields(ast, standalone, result);
  if (ast.where) result.where = predicate(ast.where);
  return result;
}

void Binder::call_arguments(const ast::ProcedureCall& ast, base::ByteSpan span, bool standalone,
                            bound::ProcedureCall& result) {
  const auto& inputs = result.procedure->inputs;
  if (!ast.arguments) {
    if (!standalone) {
      fail("InvalidArgumentPassingMode", "within a query a procedure needs its arguments in parentheses", span);
    }
    for (const auto& input : inputs) {
      if (context_.parameters.find(input.name) == context_.parameters.end()) {
        fail("MissingParameter", "the procedure's argument '" + input.name + "' is no parameter", span, {},
             ErrorType::ParameterMissing);
      }
      result.arguments.push_back(make(bound::Parameter{input.name}, {}, span));
    }
    return;
  }
  if (ast.arguments->size() != inputs.size()) {
    fail("InvalidNumberOfArguments",
         "the procedure takes " + std::to_string(inputs.size()) + " arguments, not " +
             std::to_string(ast.arguments->size()),
         span);
    return;
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto argument = expression((*ast.arguments)[i]);
    const auto kind = argument->type.kind();
    if (kind && !inputs[i].accepts(*kind)) {
      fail("InvalidArgumentType", "the procedure's argument '" + inputs[i].name + "' is no " + argument->type.name(),
           (*ast.arguments)[i]->span);
    }
    result.arguments.push_back(std::move(argument));
  }
}

void Binder::call_yields(const ast::ProcedureCall& ast, bool standalone, bound::ProcedureCall& result) {
  const auto& outputs = result.procedure->outputs;
  const auto add = [&](std::size_t column, const ast::Name& alias) {
    if (scope_->find(alias.text) != nullptr) {
      fail("VariableAlreadyBound", "variable '" + alias.text + "' is already defined", alias.span);
    }
    const auto slot = new_slot();
    scope_->names[alias.text] = {slot, {}};
    result.yields.emplace_back(column, slot);
    result.names.push_back(alias.text);
  };
  if (ast.yield_all || (standalone && !ast.has_yield)) {
    for (std::size_t i = 0; i < outputs.size(); ++i) add(i, {outputs[i].name, {}});
    return;
  }
  for (const auto& item : ast.yields) {
    const auto at =
        std::find_if(outputs.begin(), outputs.end(), [&](const Field& f) { return f.name == item.column.text; });
    if (at == outputs.end()) {
      fail("UndefinedVariable", "the procedure has no column '" + item.column.text + "'", item.column.span);
      continue;
    }
    add(static_cast<std::size_t>(at - outputs.begin()), item.alias);
  }
}

bound::Foreach Binder::foreach_clause(const ast::Foreach& ast) {
  bound::Foreach result;
  result.list = expression(ast.list);
  result.variable = new_slot();
  Scope local;
  local.parent = scope_;
  local.names[ast.variable.text] = {result.variable, result.list->type.element()};
  const Restore guard(scope_, &local);
  for (const auto& part : ast.body) {
    if (!writes(part)) fail("InvalidClauseComposition", "FOREACH holds only clauses that change the graph", part.span);
    if (auto bound = clause(part, false)) result.body.push_back(std::move(*bound));
  }
  return result;
}

bound::CallSubquery Binder::call_subquery(const ast::CallSubquery& ast, base::ByteSpan span) {
  Scope imported;
  for (const auto* at = static_cast<const Scope*>(scope_); ast.import_all && at != nullptr; at = at->parent) {
    imported.names.insert(at->names.begin(), at->names.end());
  }
  for (const auto& name : ast.imports) {
    const auto* found = scope_->find(name.text);
    if (found == nullptr) {
      undefined(name.text, name.span);
    } else {
      imported.names[name.text] = *found;
    }
  }
  auto* const here = scope_;
  auto inner =
      std::make_shared<bound::Query>(query(*ast.query, Place::Call, &imported, ast.has_imports ? nullptr : here));
  for (std::size_t i = 0; i < inner->names.size(); ++i) {
    if (here->find(inner->names[i]) != nullptr) {
      fail("VariableAlreadyBound", "the subquery returns '" + inner->names[i] + "', which is already defined outside",
           span);
    }
    here->names[inner->names[i]] = {inner->columns[i], {}};
  }
  return {std::move(inner)};
}

}  // namespace entente::queries
