#include "graph/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace entente::base {
namespace {

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8("plain"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("Erdoğan 🙂"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("ab\xFF"), 2U);
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0U) << "overlong";
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U) << "surrogate";
  EXPECT_EQ(find_invalid_utf8("a\xE2\x82"), 1U) << "cut short";
}

TEST(Utf8, RepairReplacesEachMaximalSubpart) {
  EXPECT_EQ(repair_utf8("a\xE2\x82z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(repair_utf8("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(repair_utf8("größer"), "größer");
}

TEST(Utf8, OffsetMapAgreesWithCounting) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "aé€🙂";
  const OffsetMap map(text);
  for (std::size_t at = 0, n = 0; at < text.size(); ++n) {
    EXPECT_EQ(map.code_point(at), n);
    EXPECT_EQ(map.byte(n), at);
    next_code_point(text, at);
  }
  EXPECT_EQ(map.code_point(text.size()), count_code_points(text));
  EXPECT_EQ(map.byte(400), text.size());
}

TEST(Utf8, OffsetMapOfAnEmptyText) {
  const OffsetMap map("");
  EXPECT_EQ(map.code_point(0), 0U);
  EXPECT_EQ(map.byte(0), 0U);
}

TEST(Utf8, ComparisonIgnoresCaseAccentsAndSpacing) {
  EXPECT_EQ(fold_for_comparison("  Recep  Tayyip ERDOĞAN "), "recep tayyip erdogan");
  EXPECT_EQ(fold_for_comparison("Lech Wałęsa"), fold_for_comparison("lech wałesa"));
  EXPECT_EQ(fold_for_comparison("x\xC2\xA0y"), "x y");
}

TEST(Utf8, TrimTakesAnyWhiteSpace) {
  EXPECT_EQ(trim("\xC2\xA0 \n a b \t"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

}  // namespace
}  // namespace entente::base
