#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "queries/functions/function.h"
#include "queries/functions/value_limits.h"

/// Functions on lists, and on anything.
namespace entente::queries {
namespace {

Checked<Value> size(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::List)) return Value(static_cast<std::int64_t>(a[0].list().size()));
  if (a[0].is(Kind::String)) return Value(static_cast<std::int64_t>(base::count_code_points(a[0].string())));
  if (a[0].is(Kind::Map)) return Value(static_cast<std::int64_t>(a[0].map().size()));
  return invalid_argument("size", a[0]);
}

Checked<Value> head(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::List)) return invalid_argument("head", a[0]);
  return a[0].list().empty() ? Value() : a[0].list().front();
}

Checked<Value> last(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::List)) return invalid_argument("last", a[0]);
  return a[0].list().empty() ? Value() : a[0].list().back();
}

Checked<Value> tail(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::List)) return invalid_argument("tail", a[0]);
  const auto& list = a[0].list();
  return list.empty() ? Value(List{}) : Value(List(list.begin() + 1, list.end()));
}

Checked<Value> reverse(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::List)) return Value(List(a[0].list().rbegin(), a[0].list().rend()));
  if (!a[0].is(Kind::String)) return invalid_argument("reverse", a[0]);
  const auto& text = a[0].string();
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(base::next_code_point(text, at));
  std::string result;
  for (auto c = points.rbegin(); c != points.rend(); ++c) base::append_code_point(result, *c);
  return Value(std::move(result));
}

Checked<Value> range(const FunctionContext&, Arguments a) {
  for (const auto& bound : a) {
    if (!bound.is(Kind::Integer)) {
      return runtime_error(ErrorType::ArgumentError, "InvalidArgumentType", "range() takes integers");
    }
  }
  const auto first = a[0].integer();
  const auto end = a[1].integer();
  const auto step = a.size() > 2 ? a[2].integer() : 1;
  if (step == 0) return runtime_error(ErrorType::ArgumentError, "NumberOutOfRange", "the step of range() cannot be 0");
  List result;
  if (step > 0 ? first > end : first < end) return Value(std::move(result));
  // Unsigned: the distance of two integers need not fit an integer.
  const auto distance = step > 0 ? static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(first)
                                 : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(end);
  const auto width = step > 0 ? static_cast<std::uint64_t>(step) : std::uint64_t{0} - static_cast<std::uint64_t>(step);
  const auto steps = distance / width;
  if (auto fits = check_list_length(steps); !fits) return tl::make_unexpected(fits.error());
  result.reserve(steps + 1);
  // Unsigned again: i times the step may pass the largest integer on its way to a number that does not.
  for (std::uint64_t i = 0; i <= steps; ++i) {
    result.emplace_back(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + i * static_cast<std::uint64_t>(step)));
  }
  return Value(std::move(result));
}

Checked<Value> coalesce(const FunctionContext&, Arguments a) {
  const auto found = std::find_if(a.begin(), a.end(), [](const Value& v) { return !v.is_null(); });
  return found == a.end() ? Value() : *found;
}

Checked<Value> is_empty(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::List)) return Value(a[0].list().empty());
  if (a[0].is(Kind::Map)) return Value(a[0].map().empty());
  if (a[0].is(Kind::String)) return Value(a[0].string().empty());
  return invalid_argument("isEmpty", a[0]);
}

Type element_type(std::span<const Type> types) {
  return types[0].element();
}
Type same_type(std::span<const Type> types) {
  return types[0];
}
Type integers(std::span<const Type>) {
  return Type::list_of(Kind::Integer);
}

constexpr auto sized = kinds(Kind::List, Kind::String, Kind::Map);
constexpr auto lists = kinds(Kind::List);
constexpr std::size_t many = 1000;

const std::array table{
    Function{"size", 1, 1, size, returns<Kind::Integer>, sized},
    Function{"head", 1, 1, head, element_type, lists},
    Function{"last", 1, 1, last, element_type, lists},
    Function{"tail", 1, 1, tail, same_type, lists},
    Function{"reverse", 1, 1, reverse, same_type, kinds(Kind::List, Kind::String)},
    Function{"range", 2, 3, range, integers},
    Function{"coalesce", 1, many, coalesce, nullptr, 0, false},
    Function{"isEmpty", 1, 1, is_empty, returns<Kind::Boolean>, sized},
};

}  // namespace

std::span<const Function> list_functions() {
  return table;
}

}  // namespace entente::queries
