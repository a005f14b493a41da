#include "queries/functions/regex.h"

#include <unicode/unistr.h>
#include <unicode/uregex.h>

#include <memory>

namespace entente::queries {

Checked<Value> matches(const Value& text, const Value& pattern) {
  if (!text.is(Kind::String) || !pattern.is(Kind::String)) return Value();
  const auto pattern16 = icu::UnicodeString::fromUTF8(pattern.string());
  const auto text16 = icu::UnicodeString::fromUTF8(text.string());
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const std::unique_ptr<URegularExpression, decltype(&uregex_close)> regex(
      uregex_open(pattern16.getBuffer(), pattern16.length(), 0, &where, &status), &uregex_close);
  if (U_FAILURE(status)) {
    return runtime_error(ErrorType::ArgumentError, "InvalidRegularExpression",
                         "this is no regular expression, from character " + std::to_string(where.offset + 1));
  }
  constexpr std::int32_t steps = 1'000;  // of about 10,000 states each: half a second
  uregex_setTimeLimit(regex.get(), steps, &status);
  uregex_setText(regex.get(), text16.getBuffer(), text16.length(), &status);
  const bool result = uregex_matches(regex.get(), 0, &status) != 0;
  if (U_FAILURE(status)) {
    return runtime_error(ErrorType::LimitExceeded, "RegularExpression",
                         "the regular expression takes too long on this text");
  }
  return Value(result);
}

}  // namespace entente::queries
