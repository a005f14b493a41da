#include "graph/base/hash.h"

#include <gtest/gtest.h>

#include <regex>

namespace entente::base {
namespace {

TEST(ContentId, IsStableAndLegalEverywhere) {
  const std::string id = ContentId().add("Person").add("Xi Jinping").finish('e');
  EXPECT_TRUE(std::regex_match(id, std::regex("e-[0-9a-f]{24}"))) << id;
  EXPECT_EQ(id, ContentId().add("Person").add("Xi Jinping").finish('e'));
}

TEST(ContentId, KeepsFieldsApart) {
  EXPECT_NE(ContentId().add("ab").add("c").finish('e'), ContentId().add("a").add("bc").finish('e'));
}

}  // namespace
}  // namespace entente::base
