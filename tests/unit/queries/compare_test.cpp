#include "queries/value/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace entente::queries {
namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

TEST(Equality, IsThreeValued) {
  EXPECT_EQ(equals(Value(), Value()), std::nullopt);
  EXPECT_EQ(equals(1, Value()), std::nullopt);
  EXPECT_EQ(equals(1, 1.0), Ternary(true));
  EXPECT_EQ(equals(nan_value, nan_value), Ternary(false));
  EXPECT_EQ(equals("1", 1), Ternary(false));
  EXPECT_EQ(equals(List{1, Value()}, List{1, 2}), std::nullopt);
  EXPECT_EQ(equals(List{1, Value()}, List{2, 2}), Ternary(false));  // one difference settles it
  EXPECT_EQ(equals(List{Value()}, List{1, 2}), Ternary(false));
  EXPECT_EQ(equals(Map{{"a", Value()}}, Map{{"a", 1}}), std::nullopt);
  EXPECT_EQ(equals(Map{{"a", 1}}, Map{{"b", 1}}), Ternary(false));
}

TEST(Equality, OfLargeNumbersIsExact) {
  const std::int64_t big = 9007199254740993;  // 2^53 + 1 is no double
  EXPECT_EQ(equals(big, 9007199254740992.0), Ternary(false));
  EXPECT_EQ(compare(big, 9007199254740992.0), std::partial_ordering::greater);
  EXPECT_EQ(compare(std::numeric_limits<std::int64_t>::max(), 9223372036854775808.0), std::partial_ordering::less);
  EXPECT_EQ(compare(std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0),
            std::partial_ordering::equivalent);
}

TEST(Comparability, NeedsOneType) {
  EXPECT_EQ(compare(1, "a"), std::nullopt);
  EXPECT_EQ(compare(NodeId{1}, NodeId{2}), std::nullopt);
  EXPECT_EQ(compare(1, nan_value), std::partial_ordering::unordered);
  EXPECT_EQ(compare(List{1, 2}, List{1, 3}), std::partial_ordering::less);
  EXPECT_EQ(compare(List{1}, List{1, Value()}), std::partial_ordering::less);
  EXPECT_EQ(compare(List{Value()}, List{1}), std::nullopt);
}

std::vector<Value> samples() {
  return {Value(),
          true,
          false,
          0,
          1,
          -1,
          1.0,
          0.5,
          nan_value,
          std::numeric_limits<double>::infinity(),
          "",
          "a",
          "ab",
          List{},
          List{1},
          List{Value()},
          List{"a", 1},
          Map{},
          Map{{"a", 1}},
          Map{{"a", Value()}},
          Map{{"b", 0}},
          NodeId{0},
          NodeId{1},
          RelationshipId{0},
          Path{{NodeId{0}}, {}},
          Date{0},
          Date{1},
          LocalTime{5},
          Time{5, 0},
          Time{5, 3600},
          LocalDateTime{0, 5},
          DateTime{{0, 5}, 0, ""},
          DateTime{{0, 5}, 0, "Europe/London"},
          Duration{1, 0, 0, 0},
          Duration{0, 30, 0, 0},
          Duration{0, 0, 0, 1}};
}

TEST(Orderability, IsATotalOrder) {
  const auto all = samples();
  for (const auto& a : all) {
    EXPECT_TRUE(order(a, a) == 0);
    for (const auto& b : all) {
      EXPECT_EQ(order(a, b) < 0, order(b, a) > 0);
      for (const auto& c : all) {
        if (order(a, b) <= 0 && order(b, c) <= 0) {
          EXPECT_TRUE(order(a, c) <= 0);
        }
      }
    }
  }
}

TEST(Orderability, RanksTypes) {
  std::vector<Value> sorted{Map{{"a", 1}}, NodeId{1}, RelationshipId{1}, List{1}, Path{{NodeId{0}}, {}}, "text",
                            false,         1.5,       nan_value,         Value()};
  auto shuffled = sorted;
  std::mt19937 random(7);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  std::sort(shuffled.begin(), shuffled.end(), [](const Value& a, const Value& b) { return order(a, b) < 0; });
  EXPECT_TRUE(std::equal(sorted.begin(), sorted.end(), shuffled.begin(), Equivalence{}));
}

TEST(Equivalence, AgreesWithHash) {
  const auto all = samples();
  for (const auto& a : all) {
    for (const auto& b : all) {
      if (equivalent(a, b)) {
        EXPECT_EQ(hash(a), hash(b));
      }
    }
  }
  EXPECT_TRUE(equivalent(Value(), Value()));
  EXPECT_TRUE(equivalent(nan_value, nan_value));
  EXPECT_EQ(hash(1), hash(1.0));
}

}  // namespace
}  // namespace entente::queries
