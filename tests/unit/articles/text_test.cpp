#include <gtest/gtest.h>

#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

using base::ErrorCode;
using model::DateOrigin;
using testing::read_string;

TEST(Text, WithoutFrontMatterIsTheWholeFile) {
  const auto out = read_string("\n  A met B.\r\nThen C.\r\n", "news/a.txt");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].text, "\n  A met B.\r\nThen C.\r\n");
  EXPECT_EQ(out.documents[0].key, "a.txt");
  EXPECT_EQ(out.documents[0].path, "news/a.txt");
  EXPECT_FALSE(out.documents[0].date.known());
  EXPECT_EQ(out.documents[0].date_origin, DateOrigin::None);
  EXPECT_TRUE(out.problems.empty());
}

TEST(Text, FrontMatterIsReadAndTheTextBehindItKept) {
  const auto out = read_string(
      "---\ntitle: \"A: B\"\ndate: 29 August 2023\nSource: 'Wire''s'\nurl: https://x.example/a:b\nlanguage: en\n"
      "author: N. N.\ntags:\n  - one\n# note\n---\n\nA met B.",
      "a.txt");
  ASSERT_EQ(out.documents.size(), 1U);
  const auto& d = out.documents[0];
  EXPECT_EQ(d.title, "A: B");
  EXPECT_EQ(d.date.iso(), "2023-08-29");
  EXPECT_EQ(d.date_origin, DateOrigin::Metadata);
  EXPECT_EQ(d.source, "Wire's");
  EXPECT_EQ(d.url, "https://x.example/a:b");
  EXPECT_EQ(d.language, "en");
  EXPECT_EQ(d.text, "\nA met B.");
}

TEST(Text, FrontMatterMayHaveAnyLineEnds) {
  for (const char* text : {"---\r\ndate: 2023-08-29\r\n---\r\nA met B.", "---\rdate: 2023-08-29\r---\rA met B."}) {
    const auto out = read_string(text, "a.txt");
    ASSERT_EQ(out.documents.size(), 1U);
    EXPECT_EQ(out.documents[0].date.iso(), "2023-08-29");
    EXPECT_EQ(out.documents[0].text, "A met B.");
  }
}

TEST(Text, FoldedFrontMatterValues) {
  const auto out = read_string("---\ntitle: >\n  One\n  two\ndate: 2023\n---\nText.", "a.md");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].title, "One two");
}

TEST(Text, ARuleIsNoFrontMatter) {
  for (const std::string text : {"---\nHe said it: no.\n---\nMore.", "---\nno end: here\n", "---\nThe end\n"}) {
    const auto out = read_string(text, "a.txt");
    ASSERT_EQ(out.documents.size(), 1U) << text;
    EXPECT_EQ(out.documents[0].text, text);
  }
}

TEST(Text, ADateThatIsNotUnderstoodIsNamedAndTheTextKept) {
  const auto out = read_string("---\ntitle: T\ndate: soon\n---\nA met B.", "a.txt");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_FALSE(out.documents[0].date.known());
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].code, ErrorCode::Malformed);
  EXPECT_EQ(out.problems[0].location->line, 3U);
  EXPECT_NE(out.problems[0].message.find("'soon'"), std::string::npos);
}

TEST(Text, MarkdownTakesItsFirstHeadingAsTitle) {
  const auto out = read_string("\n# Talks in London #\n\nA met B.", "a.md");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].title, "Talks in London");
  EXPECT_EQ(out.documents[0].text, "\n# Talks in London #\n\nA met B.");
  EXPECT_EQ(read_string("# Not a title", "a.txt").documents[0].title, "");
}

TEST(Text, OrderOfDates) {
  ReadOptions options;
  options.date = base::Date::make(2023, 9, 2);
  const auto option = read_string("A met B.", "a.txt", options);
  EXPECT_EQ(option.documents[0].date.iso(), "2023-09-02");
  EXPECT_EQ(option.documents[0].date_origin, DateOrigin::Option);
  const auto dateline = read_string("BEIJING, Aug 29 (Reuters) - A met B.", "a.txt", options);
  EXPECT_EQ(dateline.documents[0].date.iso(), "2023-08-29");
  EXPECT_EQ(dateline.documents[0].date_origin, DateOrigin::Dateline);
  const auto metadata =
      read_string("---\ndate: 2020-01-01\n---\nBEIJING, Aug 29 (Reuters) - A met B.", "a.txt", options);
  EXPECT_EQ(metadata.documents[0].date.iso(), "2020-01-01");
  EXPECT_EQ(metadata.documents[0].date_origin, DateOrigin::Metadata);
  const auto none = read_string("BEIJING, Aug 29 (Reuters) - A met B.", "a.txt");
  EXPECT_FALSE(none.documents[0].date.known());
}

TEST(Text, RefusesWhatIsNoText) {
  struct Case {
    std::string bytes;
    ErrorCode code;
    const char* says;
  };
  const std::vector<Case> cases{
      {"", ErrorCode::Malformed, "empty"},
      {" \n\t\r\n\xC2\xA0", ErrorCode::Malformed, "no text"},
      {std::string("ab\0cd", 5), ErrorCode::Unsupported, "zero byte at offset 2"},
      {"%PDF-1.7\n", ErrorCode::Unsupported, "PDF"},
      {"PK\x03\x04zip", ErrorCode::Unsupported, "ZIP"},
      {"\x1F\x8B\x08", ErrorCode::Unsupported, "gzip"},
      {std::string("SQLite format 3\0", 16), ErrorCode::Unsupported, "SQLite"},
      {testing::repeat("\x01\x02"
                       "abc",
                       100),
       ErrorCode::Unsupported, "control character"},
      {"---\ntitle: only\n---\n", ErrorCode::Malformed, "no text"},
  };
  for (const Case& c : cases) {
    const auto out = read_string(c.bytes, "x.txt");
    EXPECT_TRUE(out.documents.empty());
    ASSERT_EQ(out.problems.size(), 1U) << c.says;
    EXPECT_EQ(out.problems[0].code, c.code) << c.says;
    EXPECT_NE(out.problems[0].message.find(c.says), std::string::npos) << out.problems[0].message;
    EXPECT_EQ(out.problems[0].location->source, "x.txt");
    EXPECT_EQ(out.report.problems, 1U);
  }
}

TEST(Text, LimitsHold) {
  ReadOptions options;
  options.text_limit = 100;
  EXPECT_EQ(read_string(std::string(100, 'a'), "a.txt", options).documents.size(), 1U);
  const auto long_text = read_string(std::string(101, 'a'), "a.txt", options);
  ASSERT_EQ(long_text.problems.size(), 1U);
  EXPECT_EQ(long_text.problems[0].code, ErrorCode::Limit);
  options = {};
  options.file_limit = 1000;
  const auto file = read_string(std::string(1001, 'a'), "a.txt", options);
  ASSERT_EQ(file.problems.size(), 1U);
  EXPECT_EQ(file.problems[0].code, ErrorCode::Limit);
}

TEST(Text, BidirectionalControlsAreKept) {
  const std::string text = "A \xE2\x80\xAE met \xE2\x81\xA6 B \xE2\x81\xA9.";
  EXPECT_EQ(read_string(text, "a.txt").documents.at(0).text, text);
}

TEST(Text, ALineOf50MegabytesIsRead) {
  const std::string line = testing::repeat("word and ", (50U << 20U) / 9);
  const auto out = read_string(line, "a.txt");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].text.size(), line.size());
}

}  // namespace
}  // namespace entente::articles
