#include "queries/store/value_json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "graph/base/json.h"

namespace entente::queries {
namespace {

void encode(base::JsonWriter& out, const Value& value);

/// {"kind": [a, b, …]}
void encode_numbers(base::JsonWriter& out, std::string_view kind, std::initializer_list<std::int64_t> numbers,
                    const std::string* zone = nullptr) {
  out.StartObject();
  out.key(kind);
  out.StartArray();
  for (const std::int64_t n : numbers) out.Int64(n);
  if (zone != nullptr) out.string(*zone);
  out.EndArray();
  out.EndObject();
}

void encode(base::JsonWriter& out, const Value& value) {
  switch (value.kind()) {
    case Kind::Boolean:
      out.Bool(value.boolean());
      return;
    case Kind::Integer:
      out.Int64(value.integer());
      return;
    case Kind::Float:
      out.StartObject();
      out.field("float", fmt::format("{}", value.floating()));
      out.EndObject();
      return;
    case Kind::String:
      out.string(value.string());
      return;
    case Kind::List:
      out.StartArray();
      for (const Value& item : value.list()) encode(out, item);
      out.EndArray();
      return;
    case Kind::Map:
      out.StartObject();
      out.key("map");
      out.StartObject();
      for (const auto& [key, item] : value.map()) {
        out.key(key);
        encode(out, item);
      }
      out.EndObject();
      out.EndObject();
      return;
    case Kind::Date:
      return encode_numbers(out, "date", {value.date().days});
    case Kind::LocalTime:
      return encode_numbers(out, "localtime", {value.local_time().nanos});
    case Kind::Time:
      return encode_numbers(out, "time", {value.time().nanos, value.time().offset});
    case Kind::LocalDateTime:
      return encode_numbers(out, "localdatetime", {value.local_date_time().days, value.local_date_time().nanos});
    case Kind::DateTime: {
      const DateTime& t = value.date_time();
      return encode_numbers(out, "datetime", {t.local.days, t.local.nanos, t.offset}, &t.zone);
    }
    case Kind::Duration: {
      const Duration& d = value.duration();
      return encode_numbers(out, "duration", {d.months, d.days, d.seconds, d.nanos});
    }
    case Kind::Null:
    case Kind::Node:
    case Kind::Relationship:
    case Kind::Path:
      out.Null();
      return;
  }
}

std::optional<Value> decode(const rapidjson::Value& json);

std::optional<double> decode_float(const rapidjson::Value& json) {
  if (!json.IsString()) return std::nullopt;
  const std::string_view text(json.GetString(), json.GetStringLength());
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  if (text == "nan" || text == "-nan") return std::numeric_limits<double>::quiet_NaN();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The numbers of a temporal value, whose array has `count` of them, and its zone where it has one.
std::optional<std::vector<std::int64_t>> decode_numbers(const rapidjson::Value& json, std::size_t count,
                                                        std::string* zone = nullptr) {
  if (!json.IsArray() || json.Size() != count + (zone != nullptr ? 1 : 0)) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (rapidjson::SizeType i = 0; i < count; ++i) {
    if (!json[i].IsInt64()) return std::nullopt;
    numbers.push_back(json[i].GetInt64());
  }
  if (zone != nullptr) {
    const auto& text = json[static_cast<rapidjson::SizeType>(count)];
    if (!text.IsString()) return std::nullopt;
    *zone = std::string(text.GetString(), text.GetStringLength());
  }
  return numbers;
}

std::optional<Value> decode_object(std::string_view kind, const rapidjson::Value& json) {
  if (kind == "float") {
    const auto number = decode_float(json);
    return number ? std::optional<Value>(*number) : std::nullopt;
  }
  if (kind == "map") {
    if (!json.IsObject()) return std::nullopt;
    Map map;
    for (const auto& member : json.GetObject()) {
      auto item = decode(member.value);
      if (!item) return std::nullopt;
      map.emplace(std::string(member.name.GetString(), member.name.GetStringLength()), std::move(*item));
    }
    return Value(std::move(map));
  }
  if (kind == "datetime") {
    std::string zone;
    const auto n = decode_numbers(json, 3, &zone);
    if (!n) return std::nullopt;
    return Value(DateTime{{(*n)[0], (*n)[1]}, static_cast<std::int32_t>((*n)[2]), std::move(zone)});
  }
  const std::size_t count = kind == "date" || kind == "localtime"       ? 1
                            : kind == "time" || kind == "localdatetime" ? 2
                            : kind == "duration"                        ? 4
                                                                        : 0;
  const auto numbers = count > 0 ? decode_numbers(json, count) : std::nullopt;
  if (!numbers) return std::nullopt;
  const auto& n = *numbers;
  if (kind == "date") return Value(Date{n[0]});
  if (kind == "localtime") return Value(LocalTime{n[0]});
  if (kind == "time") return Value(Time{n[0], static_cast<std::int32_t>(n[1])});
  if (kind == "localdatetime") return Value(LocalDateTime{n[0], n[1]});
  return Value(Duration{n[0], n[1], n[2], static_cast<std::int32_t>(n[3])});
}

std::optional<Value> decode(const rapidjson::Value& json) {
  if (json.IsNull()) return Value();
  if (json.IsBool()) return Value(json.GetBool());
  if (json.IsInt64()) return Value(json.GetInt64());
  if (json.IsString()) return Value(std::string(json.GetString(), json.GetStringLength()));
  if (json.IsArray()) {
    List list;
    for (const auto& item : json.GetArray()) {
      auto value = decode(item);
      if (!value) return std::nullopt;
      list.push_back(std::move(*value));
    }
    return Value(std::move(list));
  }
  if (!json.IsObject() || json.MemberCount() != 1) return std::nullopt;
  const auto& member = *json.MemberBegin();
  return decode_object({member.name.GetString(), member.name.GetStringLength()}, member.value);
}

}  // namespace

std::string encode_value(const Value& value) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter out(buffer);
  encode(out, value);
  return {buffer.GetString(), buffer.GetSize()};
}

base::Expected<Value> decode_value(std::string_view json) {
  const auto document = base::parse_json(json, "a stored value");
  if (!document) return tl::make_unexpected(document.error());
  auto value = decode(*document);
  if (!value) return base::fail(base::ErrorCode::Malformed, fmt::format("'{}' is no stored value", json));
  return std::move(*value);
}

}  // namespace entente::queries
