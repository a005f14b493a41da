#include <cmath>

#include "queries/functions/function.h"
#include "queries/functions/temporal_between.h"
#include "queries/functions/temporal_parse.h"
#include "queries/functions/value_limits.h"
#include "queries/value/time_zone.h"

namespace entente::queries {
namespace {

tl::unexpected<QueryError> overflow() {
  return runtime_error(ErrorType::ArithmeticError, "IntegerOverflow", "the result is no 64-bit integer");
}

tl::unexpected<QueryError> mismatch(std::string_view what, const Value& a, const Value& b) {
  return runtime_error(ErrorType::TypeError, "InvalidArgumentType",
                       "cannot " + std::string(what) + " a " + std::string(to_string(a.kind())) + " and a " +
                           std::string(to_string(b.kind())));
}

bool both_integers(const Value& a, const Value& b) {
  return a.is(Kind::Integer) && b.is(Kind::Integer);
}
bool both_numbers(const Value& a, const Value& b) {
  return a.is_number() && b.is_number();
}

Duration negated(const Duration& d) {
  Duration result{-d.months, -d.days, -d.seconds, 0};
  if (d.nanos != 0) {
    result.nanos = static_cast<std::int32_t>(nanos_per_second - d.nanos);
    --result.seconds;
  }
  return result;
}

Duration sum(const Duration& a, const Duration& b) {
  Duration result{a.months + b.months, a.days + b.days, a.seconds + b.seconds, 0};
  const auto nanos = std::int64_t{a.nanos} + b.nanos;
  result.seconds += nanos / nanos_per_second;
  result.nanos = static_cast<std::int32_t>(nanos % nanos_per_second);
  return result;
}

Checked<Value> scaled(const Duration& d, long double factor) {
  const auto result =
      make_duration({static_cast<long double>(d.months) * factor, static_cast<long double>(d.days) * factor,
                     static_cast<long double>(d.seconds) * factor, static_cast<long double>(d.nanos) * factor});
  if (!result) return overflow();
  return Value(*result);
}

std::int64_t wrapped(std::int64_t nanos) {
  return ((nanos % nanos_per_day) + nanos_per_day) % nanos_per_day;
}

/// The time of day after a duration; months and days do not change it.
std::int64_t shifted(std::int64_t nanos, const Duration& d) {
  return wrapped(nanos + d.seconds % seconds_per_day * nanos_per_second + d.nanos);
}

LocalDateTime shifted(const LocalDateTime& from, const Duration& d) {
  const auto day = plus_months(Date{from.days}, d.months).days + d.days;
  const auto nanos = std::int64_t{from.nano_of_second()} + d.nanos;
  return local_from_seconds(LocalDateTime{day, from.nanos}.seconds() + d.seconds + nanos / nanos_per_second,
                            static_cast<std::int32_t>(nanos % nanos_per_second));
}

/// Months and days move the calendar, seconds the instant.
DateTime shifted(const DateTime& from, const Duration& d) {
  auto local = from.local;
  local.days = plus_months(Date{local.days}, d.months).days + d.days;
  const auto day = at_zone(local, Zone{from.offset, from.zone});
  const auto nanos = std::int64_t{day.local.nano_of_second()} + d.nanos;
  const DateTime utc{local_from_seconds(day.epoch_seconds() + d.seconds + nanos / nanos_per_second,
                                        static_cast<std::int32_t>(nanos % nanos_per_second)),
                     0,
                     {}};
  return from.zone.empty() ? to_offset(utc, from.offset) : to_zone(utc, from.zone);
}

Value shifted(const Value& value, const Duration& d) {
  switch (value.kind()) {
    case Kind::Date:
      return Date{plus_months(value.date(), d.months).days + d.days + d.seconds / seconds_per_day};
    case Kind::LocalTime:
      return LocalTime{shifted(value.local_time().nanos, d)};
    case Kind::Time:
      return Time{shifted(value.time().nanos, d), value.time().offset};
    case Kind::LocalDateTime:
      return shifted(value.local_date_time(), d);
    default:
      return shifted(value.date_time(), d);
  }
}

Checked<Value> joined(const Value& a, const Value& b) {
  const auto length = [](const Value& v) { return v.is(Kind::List) ? v.list().size() : 1; };
  if (auto fits = check_list_length(length(a) + length(b)); !fits) return tl::make_unexpected(fits.error());
  List result;
  result.reserve(length(a) + length(b));
  for (const auto* part : {&a, &b}) {
    if (part->is(Kind::List)) {
      result.insert(result.end(), part->list().begin(), part->list().end());
    } else {
      result.push_back(*part);
    }
  }
  return Value(std::move(result));
}

Checked<Value> concatenated(const std::string& a, const std::string& b) {
  if (auto fits = check_string_bytes(a.size() + b.size()); !fits) return tl::make_unexpected(fits.error());
  return Value(a + b);
}

}  // namespace

Checked<Value> add(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a.integer(), b.integer(), &result)) return overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() + b.number());
  if (a.is(Kind::List) || b.is(Kind::List)) return joined(a, b);
  if (a.is(Kind::String) && (b.is(Kind::String) || b.is_number())) return concatenated(a.string(), to_text(b));
  if (b.is(Kind::String) && a.is_number()) return concatenated(to_text(a), b.string());
  if (a.is(Kind::Duration) && b.is(Kind::Duration)) return Value(sum(a.duration(), b.duration()));
  if (a.is_temporal() && b.is(Kind::Duration)) return shifted(a, b.duration());
  if (a.is(Kind::Duration) && b.is_temporal()) return shifted(b, a.duration());
  return mismatch("add", a, b);
}

Checked<Value> subtract(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(a.integer(), b.integer(), &result)) return overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() - b.number());
  if (a.is(Kind::Duration) && b.is(Kind::Duration)) return Value(sum(a.duration(), negated(b.duration())));
  if (a.is_temporal() && b.is(Kind::Duration)) return shifted(a, negated(b.duration()));
  return mismatch("subtract", a, b);
}

Checked<Value> multiply(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a.integer(), b.integer(), &result)) return overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() * b.number());
  if (a.is(Kind::Duration) && b.is_number()) return scaled(a.duration(), static_cast<long double>(b.number()));
  if (a.is_number() && b.is(Kind::Duration)) return scaled(b.duration(), static_cast<long double>(a.number()));
  return mismatch("multiply", a, b);
}

Checked<Value> divide(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    if (b.integer() == 0)
      return runtime_error(ErrorType::ArithmeticError, "DivisionByZero", "an integer cannot be divided by 0");
    if (b.integer() == -1) return subtract(Value(0), a);
    return Value(a.integer() / b.integer());
  }
  if (both_numbers(a, b)) return Value(a.number() / b.number());
  if (a.is(Kind::Duration) && b.is_number()) {
    if (b.number() == 0)
      return runtime_error(ErrorType::ArithmeticError, "DivisionByZero", "a duration cannot be divided by 0");
    return scaled(a.duration(), 1.0L / static_cast<long double>(b.number()));
  }
  return mismatch("divide", a, b);
}

Checked<Value> modulo(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    if (b.integer() == 0)
      return runtime_error(ErrorType::ArithmeticError, "DivisionByZero", "an integer cannot be divided by 0");
    if (b.integer() == -1) return Value(0);
    return Value(a.integer() % b.integer());
  }
  if (both_numbers(a, b)) return Value(std::fmod(a.number(), b.number()));
  return mismatch("divide", a, b);
}

Checked<Value> power(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_numbers(a, b)) return Value(std::pow(a.number(), b.number()));
  return mismatch("exponentiate", a, b);
}

Checked<Value> negate(const Value& a) {
  if (a.is_null()) return Value();
  if (a.is(Kind::Integer)) return subtract(Value(0), a);
  if (a.is(Kind::Float)) return Value(-a.floating());
  if (a.is(Kind::Duration)) return Value(negated(a.duration()));
  return runtime_error(ErrorType::TypeError, "InvalidArgumentType",
                       "a " + std::string(to_string(a.kind())) + " has no negative");
}

}  // namespace entente::queries
