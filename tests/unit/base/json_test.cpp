#include "graph/base/json.h"

#include <gtest/gtest.h>

#include <limits>

namespace entente::base {
namespace {

TEST(Json, NamesThePlaceOfAnError) {
  const auto result = parse_json("{\n \"a\": 1,\n}", "x.json");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Malformed);
  EXPECT_EQ(result.error().location->line, 3U);
}

TEST(Json, RefusesDeepNestingWithoutRecursion) {
  const auto result = parse_json(std::string(1000000, '['), "x.json");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Limit);
}

TEST(Json, RefusesInvalidUtf8) { EXPECT_FALSE(parse_json("\"\xFF\"", "x.json")); }

TEST(Json, WritesNoInvalidNumber) {
  rapidjson::StringBuffer out;
  JsonWriter writer(out);
  writer.StartArray();
  writer.number(std::numeric_limits<double>::quiet_NaN());
  writer.number(0.5);
  writer.EndArray();
  EXPECT_STREQ(out.GetString(), "[null,0.5]");
}

}  // namespace
}  // namespace entente::base
