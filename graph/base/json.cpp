#include "graph/base/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include <algorithm>
#include <cmath>

#include "graph/base/utf8.h"

namespace entente::base {
namespace {

/// Deepest nesting of brackets outside strings, without building anything.
std::size_t nesting(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

Location locate(std::string_view text, std::size_t offset, std::string_view source) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const auto start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {std::string(source), line, count_code_points(before.substr(start)) + 1, 1, {}};
}

}  // namespace

Expected<rapidjson::Document> parse_json(std::string_view text, std::string_view source, JsonLimits limits) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (const auto bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    return fail(ErrorCode::Malformed, "invalid UTF-8 in JSON", {}, locate(text, bad, source));
  }
  if (nesting(text) > limits.depth) {
    return fail(ErrorCode::Limit, fmt::format("JSON nested deeper than {}", limits.depth), {},
                Location{std::string(source), 0, 0, 0, {}});
  }
  rapidjson::Document document;
  rapidjson::MemoryStream stream(text.data(), text.size());
  document.ParseStream<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                       rapidjson::kParseFullPrecisionFlag>(stream);
  if (document.HasParseError()) {
    return fail(ErrorCode::Malformed, rapidjson::GetParseError_En(document.GetParseError()), {},
                locate(text, document.GetErrorOffset(), source));
  }
  return document;
}

std::string_view json_string(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return {};
  const auto member = object.FindMember(key);
  if (member == object.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

void JsonWriter::number(double d) {
  if (std::isfinite(d)) {
    Base::Double(d);
  } else {
    Base::Null();
  }
}

}  // namespace entente::base
