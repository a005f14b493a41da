#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <numbers>

#include "queries/functions/function.h"

namespace entente::queries {
namespace {

Checked<Value> absolute(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Integer)) return a[0].integer() < 0 ? negate(a[0]) : a[0];
  if (a[0].is(Kind::Float)) return Value(std::abs(a[0].floating()));
  return invalid_argument("abs", a[0]);
}

Checked<Value> sign(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return invalid_argument("sign", a[0]);
  return Value(std::int64_t{a[0].number() > 0} - std::int64_t{a[0].number() < 0});
}

/// A function of one float.
template <double (*F)(double)>
Checked<Value> real(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return invalid_argument("a mathematical function", a[0]);
  return Value(F(a[0].number()));
}

double half_up(double x) {
  return std::floor(x + 0.5);
}
double degrees(double x) {
  return x * 180 / std::numbers::pi;
}
double radians(double x) {
  return x * std::numbers::pi / 180;
}
double cotangent(double x) {
  return 1 / std::tan(x);
}
double haversine(double x) {
  return (1 - std::cos(x)) / 2;
}

Checked<Value> rounded(const FunctionContext&, Arguments a) {
  if (!a[0].is_number()) return invalid_argument("round", a[0]);
  if (a.size() == 1) return Value(half_up(a[0].number()));
  if (!a[1].is(Kind::Integer)) return invalid_argument("round", a[1]);
  const auto scale = std::pow(10.0, static_cast<double>(a[1].integer()));
  return Value(half_up(a[0].number() * scale) / scale);
}

Checked<Value> atan2_of(const FunctionContext&, Arguments a) {
  if (!a[0].is_number() || !a[1].is_number()) return invalid_argument("atan2", a[0]);
  return Value(std::atan2(a[0].number(), a[1].number()));
}

Checked<Value> pi(const FunctionContext&, Arguments) {
  return Value(std::numbers::pi);
}
Checked<Value> e(const FunctionContext&, Arguments) {
  return Value(std::numbers::e);
}

/// In [0, 1): splitmix64 over a counter that starts at the clock.
Checked<Value> random(const FunctionContext&, Arguments) {
  static std::atomic<std::uint64_t> state{
      static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count())};
  auto z = state.fetch_add(0x9E3779B97F4A7C15ULL, std::memory_order_relaxed);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return Value(static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53);
}

Type same_type(std::span<const Type> types) {
  return types[0];
}

constexpr auto real_type = returns<Kind::Float>;
constexpr auto numbers_only = kinds(Kind::Integer, Kind::Float);

const std::array table{
    Function{"abs", 1, 1, absolute, same_type, numbers_only},
    Function{"sign", 1, 1, sign, returns<Kind::Integer>, numbers_only},
    Function{"ceil", 1, 1, real<std::ceil>, real_type, numbers_only},
    Function{"floor", 1, 1, real<std::floor>, real_type, numbers_only},
    Function{"round", 1, 2, rounded, real_type, numbers_only},
    Function{"sqrt", 1, 1, real<std::sqrt>, real_type, numbers_only},
    Function{"exp", 1, 1, real<std::exp>, real_type, numbers_only},
    Function{"log", 1, 1, real<std::log>, real_type, numbers_only},
    Function{"log10", 1, 1, real<std::log10>, real_type, numbers_only},
    Function{"sin", 1, 1, real<std::sin>, real_type, numbers_only},
    Function{"cos", 1, 1, real<std::cos>, real_type, numbers_only},
    Function{"tan", 1, 1, real<std::tan>, real_type, numbers_only},
    Function{"cot", 1, 1, real<cotangent>, real_type, numbers_only},
    Function{"asin", 1, 1, real<std::asin>, real_type, numbers_only},
    Function{"acos", 1, 1, real<std::acos>, real_type, numbers_only},
    Function{"atan", 1, 1, real<std::atan>, real_type, numbers_only},
    Function{"haversin", 1, 1, real<haversine>, real_type, numbers_only},
    Function{"degrees", 1, 1, real<degrees>, real_type, numbers_only},
    Function{"radians", 1, 1, real<radians>, real_type, numbers_only},
    Function{"atan2", 2, 2, atan2_of, real_type, numbers_only},
    Function{"pi", 0, 0, pi, real_type},
    Function{"e", 0, 0, e, real_type},
    Function{"rand", 0, 0, random, real_type, 0, true, false},
};

}  // namespace

std::span<const Function> math_functions() {
  return table;
}

}  // namespace entente::queries
