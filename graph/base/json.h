#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

#include "graph/base/error.h"

/// RapidJSON with its traps closed: valid UTF-8 only, no recursion on deep input, and no
/// invalid number written.
namespace entente::base {

struct JsonLimits {
  std::size_t depth = 256;
};

/// Parses one JSON text. Errors: Malformed (with line and column, `source` as the name), Limit on nesting.
Expected<rapidjson::Document> parse_json(std::string_view text, std::string_view source, JsonLimits limits = {});

/// The string member `key` of an object, or "" if absent or no string.
std::string_view json_string(const rapidjson::Value& object, const char* key);

/// Writes UTF-8 as it is (no \u escapes but for controls); checks its input; non-finite numbers become null.
class JsonWriter : public rapidjson::Writer<rapidjson::StringBuffer> {
 public:
  using Base = rapidjson::Writer<rapidjson::StringBuffer>;
  explicit JsonWriter(rapidjson::StringBuffer& out) : Base(out) {}
  void key(std::string_view k) { Base::Key(k.data(), static_cast<rapidjson::SizeType>(k.size())); }
  void string(std::string_view s) { Base::String(s.data(), static_cast<rapidjson::SizeType>(s.size())); }
  void field(std::string_view k, std::string_view v) { key(k), string(v); }
  void number(double d);
};

}  // namespace entente::base
