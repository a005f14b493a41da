#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "graph/base/utf8.h"
#include "queries/functions/function.h"

namespace entente::queries {

std::string float_to_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  const auto size = std::abs(value);
  if (value == 0 || (size >= 1e-3 && size < 1e7)) {
    auto text = fmt::format("{}", value);
    if (text.find('.') == std::string::npos && text.find('e') == std::string::npos) text += ".0";
    return text;
  }
  // Shortest digits in scientific form, with a point: 1.0E10.
  std::array<char, 64> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  std::string text(buffer.data(), end);
  const auto e = text.find('e');
  auto digits = text.substr(0, e);
  if (digits.find('.') == std::string::npos) digits += ".0";
  return digits + 'E' + std::to_string(std::atoi(text.c_str() + e + 1));
}

std::string to_text(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return "null";
    case Kind::Boolean:
      return value.boolean() ? "true" : "false";
    case Kind::Integer:
      return std::to_string(value.integer());
    case Kind::Float:
      return float_to_text(value.floating());
    case Kind::String:
      return value.string();
    case Kind::Date:
      return to_string(value.date());
    case Kind::LocalTime:
      return to_string(value.local_time());
    case Kind::Time:
      return to_string(value.time());
    case Kind::LocalDateTime:
      return to_string(value.local_date_time());
    case Kind::DateTime:
      return to_string(value.date_time());
    case Kind::Duration:
      return to_string(value.duration());
    case Kind::List:
    case Kind::Map:
    case Kind::Node:
    case Kind::Relationship:
    case Kind::Path:
      return {};
  }
  return {};
}

namespace {

Checked<Value> to_boolean(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Boolean)) return a[0];
  if (a[0].is(Kind::Integer)) return Value(a[0].integer() != 0);
  if (!a[0].is(Kind::String)) return invalid_argument("toBoolean", a[0]);
  const auto text = base::fold_case(base::trim(a[0].string()));
  if (text == "true") return Value(true);
  if (text == "false") return Value(false);
  return Value();
}

/// A whole text as a float; "" and anything left over give nothing.
std::optional<double> parse_float(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

Value to_whole(double value) {
  if (!(std::abs(value) < 9.2233720368547758e18)) return {};
  return static_cast<std::int64_t>(value);
}

Checked<Value> to_integer(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Integer)) return a[0];
  if (a[0].is(Kind::Float)) return to_whole(a[0].floating());
  if (a[0].is(Kind::Boolean)) return Value(a[0].boolean() ? 1 : 0);
  if (!a[0].is(Kind::String)) return invalid_argument("toInteger", a[0]);
  auto text = base::trim(a[0].string());
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) return Value(value);
  const auto number = parse_float(text);
  return number ? to_whole(*number) : Value();
}

Checked<Value> to_float(const FunctionContext&, Arguments a) {
  if (a[0].is_number()) return Value(a[0].number());
  if (!a[0].is(Kind::String)) return invalid_argument("toFloat", a[0]);
  const auto number = parse_float(base::trim(a[0].string()));
  return number ? Value(*number) : Value();
}

Checked<Value> to_string_value(const FunctionContext&, Arguments a) {
  switch (a[0].kind()) {
    case Kind::List:
    case Kind::Map:
    case Kind::Node:
    case Kind::Relationship:
    case Kind::Path:
      return invalid_argument("toString", a[0]);
    default:
      return Value(to_text(a[0]));
  }
}

const std::array table{
    Function{"toBoolean", 1, 1, to_boolean, returns<Kind::Boolean>},
    Function{"toInteger", 1, 1, to_integer, returns<Kind::Integer>},
    Function{"toFloat", 1, 1, to_float, returns<Kind::Float>},
    Function{"toString", 1, 1, to_string_value, returns<Kind::String>},
};

}  // namespace

std::span<const Function> conversion_functions() {
  return table;
}

}  // namespace entente::queries
