#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "queries/functions/function.h"
#include "queries/functions/value_limits.h"

/// Functions on strings. Positions and lengths count code points.
namespace entente::queries {
namespace {

/// The byte that code point `index` begins at, or the end.
std::size_t byte_of(const std::string& text, std::int64_t index) {
  std::size_t at = 0;
  for (; index > 0 && at < text.size(); --index) base::next_code_point(text, at);
  return at;
}

Checked<std::int64_t> count(std::string_view name, const Value& value) {
  if (!value.is(Kind::Integer)) return invalid_argument(name, value);
  if (value.integer() < 0) {
    return runtime_error(ErrorType::ArgumentError, "NumberOutOfRange",
                         std::string(name) + "() takes no negative numbers");
  }
  return value.integer();
}

Checked<Value> substring(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("substring", a[0]);
  const auto start = count("substring", a[1]);
  if (!start) return tl::make_unexpected(start.error());
  const auto& text = a[0].string();
  const auto rest = text.substr(byte_of(text, *start));
  if (a.size() < 3) return Value(rest);
  const auto length = count("substring", a[2]);
  if (!length) return tl::make_unexpected(length.error());
  return Value(rest.substr(0, byte_of(rest, *length)));
}

Checked<Value> left(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("left", a[0]);
  const auto length = count("left", a[1]);
  if (!length) return tl::make_unexpected(length.error());
  return Value(a[0].string().substr(0, byte_of(a[0].string(), *length)));
}

Checked<Value> right(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("right", a[0]);
  const auto length = count("right", a[1]);
  if (!length) return tl::make_unexpected(length.error());
  const auto& text = a[0].string();
  const auto total = static_cast<std::int64_t>(base::count_code_points(text));
  return Value(text.substr(byte_of(text, std::max<std::int64_t>(0, total - *length))));
}

Checked<Value> split(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("split", a[0]);
  if (!a[1].is(Kind::String)) return invalid_argument("split", a[1]);
  const auto& text = a[0].string();
  const auto& separator = a[1].string();
  List result;
  std::size_t from = 0;
  while (from <= text.size()) {
    auto at = text.find(separator, from);
    if (separator.empty()) {
      at = from;
      if (at < text.size()) base::next_code_point(text, at);
      if (at >= text.size()) at = std::string::npos;
    }
    result.emplace_back(text.substr(from, at == std::string::npos ? at : at - from));
    if (at == std::string::npos) break;
    from = at + separator.size();
  }
  return Value(std::move(result));
}

Checked<Value> replace(const FunctionContext&, Arguments a) {
  for (const auto& argument : a) {
    if (!argument.is(Kind::String)) return invalid_argument("replace", argument);
  }
  const auto& search = a[1].string();
  if (search.empty()) return a[0];
  std::string result;
  const auto& text = a[0].string();
  std::size_t from = 0;
  for (auto at = text.find(search); at != std::string::npos; at = text.find(search, from)) {
    result.append(text, from, at - from);
    result += a[2].string();
    if (auto fits = check_string_bytes(result.size()); !fits) return tl::make_unexpected(fits.error());
    from = at + search.size();
  }
  return Value(result + text.substr(from));
}

Checked<Value> to_lower(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("toLower", a[0]);
  std::string result;
  icu::UnicodeString::fromUTF8(a[0].string()).toLower(icu::Locale::getRoot()).toUTF8String(result);
  return Value(std::move(result));
}

Checked<Value> to_upper(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::String)) return invalid_argument("toUpper", a[0]);
  std::string result;
  icu::UnicodeString::fromUTF8(a[0].string()).toUpper(icu::Locale::getRoot()).toUTF8String(result);
  return Value(std::move(result));
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

Checked<Value> trimmed(std::string_view name, const Value& value, bool front, bool back) {
  if (!value.is(Kind::String)) return invalid_argument(name, value);
  std::string_view text = value.string();
  while (front && !text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (back && !text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return Value(text);
}

Checked<Value> trim(const FunctionContext&, Arguments a) {
  return trimmed("trim", a[0], true, true);
}
Checked<Value> ltrim(const FunctionContext&, Arguments a) {
  return trimmed("lTrim", a[0], true, false);
}
Checked<Value> rtrim(const FunctionContext&, Arguments a) {
  return trimmed("rTrim", a[0], false, true);
}

Type strings(std::span<const Type>) {
  return Type::list_of(Kind::String);
}
constexpr auto text = returns<Kind::String>;
constexpr auto takes = kinds(Kind::String);

const std::array table{
    Function{"substring", 2, 3, substring, text, takes}, Function{"left", 2, 2, left, text, takes},
    Function{"right", 2, 2, right, text, takes},         Function{"split", 2, 2, split, strings, takes},
    Function{"replace", 3, 3, replace, text, takes},     Function{"toLower", 1, 1, to_lower, text, takes},
    Function{"toUpper", 1, 1, to_upper, text, takes},    Function{"lower", 1, 1, to_lower, text, takes},
    Function{"upper", 1, 1, to_upper, text, takes},      Function{"trim", 1, 1, trim, text, takes},
    Function{"lTrim", 1, 1, ltrim, text, takes},         Function{"rTrim", 1, 1, rtrim, text, takes},
};

}  // namespace

std::span<const Function> string_functions() {
  return table;
}

}  // namespace entente::queries
