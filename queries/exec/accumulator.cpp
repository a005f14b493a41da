#include "queries/exec/accumulator.h"

#include <algorithm>
#include <cmath>

namespace entente::queries::exec {

using Kinds = bound::AggregateKind;

void Accumulator::add(Row& row, Context& context, RowBudget& budget) {
  if (aggregate_->kind == Kinds::CountStar) {
    ++count_;
    return;
  }
  if (aggregate_->percentile && count_ == 0) percentile_ = evaluate(*aggregate_->percentile, row, context);
  const auto value = evaluate(*aggregate_->argument, row, context);
  if (value.is_null()) return;
  if (aggregate_->distinct && !seen_.insert(value).second) return;
  ++count_;
  add_value(value, context, budget);
}

void Accumulator::add_value(const Value& value, Context& context, RowBudget& budget) {
  const auto numeric = [&] {
    if (value.is_number() || value.is(Kind::Duration)) return true;
    context.fail(ErrorType::TypeError, "InvalidArgumentValue", "only numbers and durations can be added up",
                 aggregate_->argument->span);
    return false;
  };
  switch (aggregate_->kind) {
    case Kinds::CountStar:
    case Kinds::Count:
      return;
    case Kinds::Sum:
    case Kinds::Average:
      if (!numeric()) return;
      // An average is a float; adding floats from the start cannot overflow.
      if (aggregate_->kind == Kinds::Average && value.is(Kind::Integer)) {
        value_ =
            value_.is_null() ? Value(value.number()) : context.take(queries::add(value_, Value(value.number())), {});
      } else {
        value_ = value_.is_null() ? value : context.take(queries::add(value_, value), aggregate_->argument->span);
      }
      return;
    case Kinds::Minimum:
      if (value_.is_null() || order(value, value_) < 0) value_ = value;
      return;
    case Kinds::Maximum:
      if (value_.is_null() || order(value, value_) > 0) value_ = value;
      return;
    case Kinds::PercentileCont:
    case Kinds::PercentileDisc:
    case Kinds::StDev:
    case Kinds::StDevP:
      if (!numeric()) return;
      [[fallthrough]];
    case Kinds::Collect:
      if (budget.keep(1)) values_.push_back(value);
      return;
  }
}

Value Accumulator::percentile(Context& context) {
  if (values_.empty()) return {};
  if (!percentile_.is_number() || !(percentile_.number() >= 0 && percentile_.number() <= 1)) {
    context.fail(ErrorType::ArgumentError, "NumberOutOfRange", "a percentile lies between 0.0 and 1.0",
                 aggregate_->percentile->span);
    return {};
  }
  std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return order(a, b) < 0; });
  const auto last = static_cast<double>(values_.size() - 1);
  if (aggregate_->kind == Kinds::PercentileDisc) {
    const auto rank = std::ceil(percentile_.number() * static_cast<double>(values_.size()));
    return values_[static_cast<std::size_t>(std::clamp(rank - 1, 0.0, last))];
  }
  const auto place = percentile_.number() * last;
  const auto below = static_cast<std::size_t>(std::floor(place));
  const auto above = static_cast<std::size_t>(std::ceil(place));
  const auto share = place - std::floor(place);
  return values_[below].number() * (1 - share) + values_[above].number() * share;
}

Value Accumulator::deviation() const {
  const auto size = static_cast<double>(values_.size());
  const auto divisor = aggregate_->kind == Kinds::StDev ? size - 1 : size;
  if (values_.size() < 2) return 0.0;
  double mean = 0;
  for (const auto& v : values_) mean += v.number() / size;
  double squares = 0;
  for (const auto& v : values_) squares += (v.number() - mean) * (v.number() - mean);
  return std::sqrt(squares / divisor);
}

Value Accumulator::finish(Context& context) {
  switch (aggregate_->kind) {
    case Kinds::CountStar:
    case Kinds::Count:
      return count_;
    case Kinds::Sum:
      return value_.is_null() ? Value(0) : value_;
    case Kinds::Average:
      if (value_.is_null()) return {};
      return context.take(divide(value_, Value(static_cast<double>(count_))), aggregate_->argument->span);
    case Kinds::Minimum:
    case Kinds::Maximum:
      return value_;
    case Kinds::Collect:
      return std::move(values_);
    case Kinds::PercentileCont:
    case Kinds::PercentileDisc:
      return percentile(context);
    case Kinds::StDev:
    case Kinds::StDevP:
      return deviation();
  }
  return {};
}

}  // namespace entente::queries::exec
