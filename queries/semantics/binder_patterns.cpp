#include <algorithm>

#include "queries/semantics/binder_impl.h"

namespace entente::queries {
namespace {

Type relationship_type(const ast::RelationshipPattern& pattern) {
  return pattern.range ? Type::list_of(Kind::Relationship) : Type(Kind::Relationship);
}

/// A variable of type `known` used where the pattern needs `wanted`.
bool conflicts(const Type& known, const Type& wanted) {
  if (!known.known() || !wanted.known()) return false;
  if (known.kind() != wanted.kind()) return true;
  return known.is(Kind::List) && conflicts(known.element(), wanted.element());
}

}  // namespace

bound::PathPattern Binder::pattern(const ast::PathPattern& ast, PatternUse use, std::vector<bound::Slot>& introduced) {
  bound::PathPattern result;
  result.shortest = ast.shortest;
  const bool alone = ast.relationships.empty();
  for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
    result.nodes.push_back(node(ast.nodes[i], use, alone, introduced));
    if (i < ast.relationships.size())
      result.relationships.push_back(relationship(ast.relationships[i], use, introduced));
  }
  if (ast.variable.empty()) return result;
  if (scope_->find(ast.variable.text) != nullptr) {
    fail("VariableAlreadyBound", "variable '" + ast.variable.text + "' is already defined", ast.variable.span);
  }
  result.slot = new_slot();
  scope_->names[ast.variable.text] = {result.slot, Kind::Path};
  introduced.push_back(result.slot);
  return result;
}

Binding Binder::pattern_variable(const ast::Name& name, const Type& type, PatternUse use,
                                 std::vector<bound::Slot>& introduced, bool& was_bound) {
  if (!name.empty()) {
    if (const auto* found = scope_->find(name.text)) {
      was_bound = true;
      if (conflicts(found->type, type)) {
        fail("VariableTypeConflict",
             "variable '" + name.text + "' is a " + found->type.name() + ", the pattern needs a " + type.name(),
             name.span);
      }
      return *found;
    }
    if (use == PatternUse::Predicate) undefined(name.text, name.span);
  }
  const Binding binding{new_slot(), type};
  introduced.push_back(binding.slot);
  if (!name.empty()) scope_->names[name.text] = binding;
  return binding;
}

bound::NodePattern Binder::node(const ast::NodePattern& ast, PatternUse use, bool alone,
                                std::vector<bound::Slot>& introduced) {
  bound::NodePattern result;
  const bool creates = use == PatternUse::Create || use == PatternUse::Merge;
  result.labels = symbols(ast.labels);
  if (creates && (ast.label_expression || ast.where)) {
    fail("UnexpectedSyntax", "a node to be created takes labels one by one, and no condition", ast.span);
  }
  // What is created is bound after its own properties.
  if (creates) properties(ast.properties, use, result.properties, result.property_map);
  result.slot = pattern_variable(ast.variable, Kind::Node, use, introduced, result.bound).slot;
  if (creates && result.bound && (alone || !ast.labels.empty() || ast.properties)) {
    fail("VariableAlreadyBound", "node '" + ast.variable.text + "' exists already and cannot be created",
         ast.variable.span, "to change it use SET");
  }
  return result;
}

bound::RelationshipPattern Binder::relationship(const ast::RelationshipPattern& ast, PatternUse use,
                                                std::vector<bound::Slot>& introduced) {
  bound::RelationshipPattern result;
  const bool creates = use == PatternUse::Create || use == PatternUse::Merge;
  result.types = symbols(ast.types);
  result.direction = ast.direction;
  result.range = ast.range;
  if (creates) {
    if (!ast.variable.empty() && scope_->find(ast.variable.text) != nullptr) {
      fail("VariableAlreadyBound", "relationship '" + ast.variable.text + "' exists already and cannot be created",
           ast.variable.span);
    }
    check_creatable(ast, use);
    properties(ast.properties, use, result.properties, result.property_map);
  }
  result.slot = pattern_variable(ast.variable, relationship_type(ast), use, introduced, result.bound).slot;
  if (!ast.variable.empty() && use == PatternUse::Match && !match_relationships_.insert(result.slot).second) {
    fail("RelationshipUniquenessViolation",
         "no two relationships of one MATCH are the same, so '" + ast.variable.text + "' cannot stand twice",
         ast.variable.span);
  }
  return result;
}

void Binder::check_creatable(const ast::RelationshipPattern& ast, PatternUse use) {
  if (ast.range) fail("CreatingVarLength", "a path of variable length cannot be created", ast.span);
  if (ast.where) fail("UnexpectedSyntax", "a relationship to be created takes no condition", ast.span);
  if (ast.types.size() != 1) {
    fail("NoSingleRelationshipType", "a relationship to be created needs exactly one type", ast.span,
         "write -[:TYPE]->");
  }
  if (use == PatternUse::Create && ast.direction == ast::Direction::Both) {
    fail("RequiresDirectedRelationship", "a relationship to be created needs one direction", ast.span);
  }
}

void Binder::properties(const ast::ExpressionPtr& ast, PatternUse use,
                        std::vector<std::pair<Symbol, bound::ExpressionPtr>>& result, bound::ExpressionPtr& whole) {
  if (!ast) return;
  if (const auto* map = std::get_if<ast::MapLiteral>(&ast->node)) {
    for (const auto& [key, value] : map->entries) result.emplace_back(symbol(key), expression(value));
    return;
  }
  if (use != PatternUse::Create) {
    fail("InvalidParameterUse", "a pattern that is searched for needs its properties one by one", ast->span,
         "write {name: $map.name}");
  }
  whole = expression(ast);
}

void Binder::property_conditions(bound::Slot slot, Kind kind,
                                 const std::vector<std::pair<Symbol, bound::ExpressionPtr>>& properties,
                                 std::vector<bound::ExpressionPtr>& where) {
  for (const auto& [key, value] : properties) {
    auto object = make(bound::Variable{slot}, kind, value->span);
    auto property = make(bound::Property{std::move(object), key, context_.symbols.name(key)}, {}, value->span);
    bound::Comparison comparison{{std::move(property), value}, {ast::ComparisonOperator::Equal}};
    where.push_back(make(std::move(comparison), Kind::Boolean, value->span));
  }
}

/// A label expression as AND, OR and NOT over tests of single labels.
bound::ExpressionPtr Binder::label_condition(const ast::LabelExpression& labels, const bound::ExpressionPtr& object,
                                             base::ByteSpan span) {
  using Form = ast::LabelExpression::Kind;
  switch (labels.kind) {
    case Form::Name:
      return make(bound::LabelTest{object, {symbol(labels.name)}}, Kind::Boolean, span);
    case Form::Any:
      return make(bound::LabelTest{object, {}, true}, Kind::Boolean, span);
    case Form::Not:
      return make(bound::Unary{ast::UnaryOperator::Not, label_condition(labels.parts.front(), object, span)},
                  Kind::Boolean, span);
    case Form::And:
    case Form::Or:
      break;
  }
  const auto op = labels.kind == Form::And ? ast::BinaryOperator::And : ast::BinaryOperator::Or;
  auto result = label_condition(labels.parts.front(), object, span);
  for (std::size_t i = 1; i < labels.parts.size(); ++i) {
    result =
        make(bound::Binary{op, std::move(result), label_condition(labels.parts[i], object, span)}, Kind::Boolean, span);
  }
  return result;
}

void Binder::node_conditions(const ast::NodePattern& ast, PatternUse use, bound::NodePattern& node,
                             std::vector<bound::ExpressionPtr>& where) {
  properties(ast.properties, use, node.properties, node.property_map);
  property_conditions(node.slot, Kind::Node, node.properties, where);
  if (ast.label_expression) {
    where.push_back(
        label_condition(*ast.label_expression, make(bound::Variable{node.slot}, Kind::Node, ast.span), ast.span));
  }
  if (ast.where) where.push_back(predicate(ast.where));
}

void Binder::relationship_conditions(const ast::RelationshipPattern& ast, PatternUse use,
                                     bound::RelationshipPattern& relationship,
                                     std::vector<bound::ExpressionPtr>& where) {
  properties(ast.properties, use, relationship.properties, relationship.property_map);
  if (!ast.range) {
    property_conditions(relationship.slot, Kind::Relationship, relationship.properties, where);
    const auto object = make(bound::Variable{relationship.slot}, Kind::Relationship, ast.span);
    if (ast.label_expression) where.push_back(label_condition(*ast.label_expression, object, ast.span));
    if (ast.where) where.push_back(predicate(ast.where));
    return;
  }
  if (!ast.label_expression && !ast.where) return;
  // Inside its own conditions the variable is each relationship in turn, not the list.
  relationship.each = new_slot();
  Scope local;
  local.parent = scope_;
  if (!ast.variable.empty()) local.names[ast.variable.text] = {relationship.each, Kind::Relationship};
  const Restore guard(scope_, &local);
  const auto object = make(bound::Variable{relationship.each}, Kind::Relationship, ast.span);
  if (ast.label_expression) relationship.each_where.push_back(label_condition(*ast.label_expression, object, ast.span));
  if (ast.where) relationship.each_where.push_back(predicate(ast.where));
}

void Binder::conditions(const ast::PathPattern& ast, PatternUse use, bound::PathPattern& pattern,
                        std::vector<bound::ExpressionPtr>& where) {
  for (std::size_t i = 0; i < ast.nodes.size(); ++i) node_conditions(ast.nodes[i], use, pattern.nodes[i], where);
  for (std::size_t i = 0; i < ast.relationships.size(); ++i) {
    relationship_conditions(ast.relationships[i], use, pattern.relationships[i], where);
  }
}

/// A pattern predicate (no projection) or pattern comprehension as a subquery.
bound::ExpressionPtr Binder::pattern_query(const ast::PathPattern& ast, PatternUse use, const ast::ExpressionPtr& where,
                                           const ast::ExpressionPtr& projection, base::ByteSpan span) {
  Scope local;
  local.parent = scope_;
  const Restore scope_guard(scope_, &local);
  Grouping* const no_grouping = nullptr;
  const Restore grouping_guard(grouping_, no_grouping);
  auto saved = std::move(match_relationships_);
  match_relationships_.clear();
  bound::Match match;
  match.patterns.push_back(pattern(ast, use, match.introduced));
  conditions(ast, use, match.patterns.back(), match.where);
  if (where) match.where.push_back(predicate(where));
  bound::ExpressionPtr value = projection ? expression(projection) : nullptr;
  match_relationships_ = std::move(saved);
  auto query = std::make_shared<bound::Query>();
  query->parts.emplace_back();
  query->parts.back().clauses.push_back({std::move(match)});
  auto type = value ? Type::list_of(value->type) : Type(Kind::Boolean);
  return make(bound::Subquery{value ? ast::SubqueryKind::Collect : ast::SubqueryKind::Exists, std::move(query), value},
              std::move(type), span);
}

}  // namespace entente::queries
