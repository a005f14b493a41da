#include <algorithm>

#include "queries/exec/readers.h"

/// Operators that pass rows on: filter, optional, unwind, call, assign, distinct, skip and limit, union.
namespace entente::queries::exec {

bool FilterOperator::next(Row& row) {
  while (input_->next(row)) {
    const bool all = std::all_of(plan_.conditions.begin(), plan_.conditions.end(),
                                 [&](const auto& condition) { return holds(*condition, row, context_); });
    if (context_.failed()) return false;
    if (all) return true;
  }
  return false;
}

void OptionalOperator::open() {
  UnaryOperator::open();
  active_ = false;
}

bool OptionalOperator::next(Row& row) {
  while (!context_.failed()) {
    if (active_) {
      if (inner_->next(row)) return true;
      active_ = false;
      if (context_.failed()) return false;
      continue;
    }
    if (!input_->next(row)) return false;
    inner_->open();
    if (inner_->next(row)) {
      active_ = true;
      return true;
    }
    for (const auto slot : plan_.nulls) row[slot] = Value();
    return !context_.failed();
  }
  return false;
}

void ApplyOperator::open() {
  UnaryOperator::open();
  active_ = false;
}

bool ApplyOperator::next(Row& row) {
  while (context_.tick()) {
    if (active_ && inner_->next(row)) {
      if (plan_.returns) return true;
      continue;
    }
    if (context_.failed()) return false;
    if (std::exchange(active_, false) && !plan_.returns) return true;
    if (!input_->next(row)) return false;
    inner_->open();
    active_ = true;
  }
  return false;
}

void WritingApplyOperator::consume(Row& row) {
  read_all(row);
  std::vector<Row> result;
  for (auto& kept : rows_) {
    auto working = kept;
    inner_->open();
    while (inner_->next(working)) {
      if (plan_.returns && budget_.keep(1)) result.push_back(working);
    }
    if (context_.failed()) return;
    if (!plan_.returns) result.push_back(std::move(kept));
  }
  rows_ = std::move(result);
}

void UnwindOperator::open() {
  UnaryOperator::open();
  list_ = Value();
  position_ = 0;
}

bool UnwindOperator::next(Row& row) {
  while (context_.tick()) {
    if (list_.is(Kind::List) && position_ < list_.list().size()) {
      row[plan_.variable] = list_.list()[position_++];
      return true;
    }
    if (!input_->next(row)) return false;
    list_ = evaluate(*plan_.list, row, context_);
    position_ = 0;
    // Anything but a list counts as a list of one; null as an empty one.
    if (!list_.is_null() && !list_.is(Kind::List)) list_ = List{list_};
  }
  return false;
}

void CallProcedureOperator::open() {
  UnaryOperator::open();
  rows_.clear();
  position_ = 0;
}

bool CallProcedureOperator::call(Row& row) {
  const auto& procedure = *plan_.call.procedure;
  List arguments;
  for (std::size_t i = 0; i < plan_.call.arguments.size(); ++i) {
    const auto& expression = *plan_.call.arguments[i];
    arguments.push_back(evaluate(expression, row, context_));
    if (context_.failed()) return false;
    if (!procedure.inputs[i].accepts(arguments.back().kind())) {
      context_.fail(ErrorType::TypeError, "InvalidArgumentType",
                    "the procedure's argument '" + procedure.inputs[i].name + "' is of another type", expression.span);
      return false;
    }
  }
  auto result = procedure.run(context_.graph(), arguments);
  if (!result) {
    context_.fail(std::move(result.error()));
    return false;
  }
  rows_ = std::move(*result);
  position_ = 0;
  // A procedure without columns does its work and lets the row through.
  if (procedure.outputs.empty()) rows_.assign(1, List{});
  return !context_.failed();
}

bool CallProcedureOperator::next(Row& row) {
  while (context_.tick()) {
    if (position_ < rows_.size()) {
      const auto& values = rows_[position_++];
      for (const auto& [column, slot] : plan_.call.yields) row[slot] = values[column];
      return true;
    }
    if (!input_->next(row) || !call(row)) return false;
  }
  return false;
}

bool AssignOperator::next(Row& row) {
  if (!input_->next(row)) return false;
  // All are evaluated before any is set: WITH a AS b, b AS a.
  values_.clear();
  for (const auto& assignment : plan_.assignments) values_.push_back(evaluate(*assignment.expression, row, context_));
  for (std::size_t i = 0; i < values_.size(); ++i) row[plan_.assignments[i].slot] = std::move(values_[i]);
  return !context_.failed();
}

void DistinctOperator::open() {
  UnaryOperator::open();
  seen_.clear();
  budget_.release();
}

bool DistinctOperator::next(Row& row) {
  while (input_->next(row)) {
    List key;
    for (const auto slot : plan_.slots) key.push_back(row[slot]);
    if (!seen_.insert(std::move(key)).second) continue;
    return budget_.keep(1);
  }
  return false;
}

void SliceOperator::open() {
  UnaryOperator::open();
  left_.reset();
}

std::int64_t SliceOperator::evaluate_count(Row& row) {
  const auto value = evaluate(*count_, row, context_);
  if (context_.failed()) return 0;
  if (!value.is(Kind::Integer)) {
    context_.fail(ErrorType::SyntaxError, "InvalidArgumentType", "SKIP and LIMIT take an integer", count_->span);
    return 0;
  }
  if (value.integer() < 0) {
    context_.fail(ErrorType::SyntaxError, "NegativeIntegerArgument", "SKIP and LIMIT cannot be negative", count_->span);
  }
  return value.integer();
}

bool SliceOperator::next(Row& row) {
  if (!left_) left_ = evaluate_count(row);
  if (context_.failed()) return false;
  if (limit_) {
    if (*left_ > 0) {
      --*left_;
      return input_->next(row);
    }
    while (drain_ && input_->next(row)) continue;
    return false;
  }
  for (; *left_ > 0; --*left_) {
    if (!input_->next(row)) return false;
  }
  return input_->next(row);
}

void UnionOperator::open() {
  part_ = 0;
  seen_.clear();
  budget_.release();
  if (!parts_.empty()) parts_.front()->open();
}

bool UnionOperator::next(Row& row) {
  while (part_ < parts_.size() && !context_.failed()) {
    if (!parts_[part_]->next(row)) {
      if (++part_ < parts_.size()) parts_[part_]->open();
      continue;
    }
    List values;
    for (const auto slot : plan_.columns[part_]) values.push_back(row[slot]);
    for (std::size_t i = 0; i < values.size() && i < plan_.result.size(); ++i) row[plan_.result[i]] = values[i];
    if (plan_.all || seen_.insert(std::move(values)).second) return budget_.keep(plan_.all ? 0 : 1);
  }
  return false;
}

}  // namespace entente::queries::exec
