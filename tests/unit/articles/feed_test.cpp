#include <gtest/gtest.h>

#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

using base::ErrorCode;
using testing::read_string;

constexpr const char* rss_open =
    "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Wire</title><language>en-us</language>"
    "<image><title>Logo</title></image>\n";

TEST(Feed, Rss) {
  const auto out =
      read_string(std::string(rss_open) +
                      "<item><title>Talks &amp;amp; more</title><link>https://w.example/1</link><guid>g1</guid>"
                      "<pubDate>Tue, 29 Aug 2023 10:00:00 GMT</pubDate><description>Short.</description>"
                      "<content:encoded><![CDATA[<p>A met B.</p><p>C &amp; D.<br>E.</p>]]></content:encoded></item>\n"
                      "<item><title>Two</title><description>&lt;p&gt;F met "
                      "G.&lt;/p&gt;</description><dc:date>2023-08-30</dc:date></item>"
                      "</channel></rss>",
                  "w.rss");
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_TRUE(out.problems.empty());
  EXPECT_EQ(out.documents[0].key, "g1");
  EXPECT_EQ(out.documents[0].title, "Talks & more");
  EXPECT_EQ(out.documents[0].text, "A met B.\n\nC & D.\nE.");
  EXPECT_EQ(out.documents[0].source, "The Wire");
  EXPECT_EQ(out.documents[0].url, "https://w.example/1");
  EXPECT_EQ(out.documents[0].language, "en-us");
  EXPECT_EQ(out.documents[0].date.iso(), "2023-08-29");
  EXPECT_EQ(out.documents[1].key, "w.rss:3");
  EXPECT_EQ(out.documents[1].text, "F met G.");
  EXPECT_EQ(out.documents[1].date.iso(), "2023-08-30");
}

TEST(Feed, Atom) {
  const auto out = read_string(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\">Wire</title>"
      "<entry><title>One</title><link rel=\"self\" href=\"no\"/><link href=\"https://w.example/1\"/><id>urn:1</id>"
      "<updated>2023-08-30T00:00:00Z</updated><published>2023-08-29T00:00:00Z</published>"
      "<summary>S.</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A &lt;met&gt; "
      "<b>B</b>.</p>"
      "<p>C.</p></div></content></entry>"
      "<entry><id>urn:2</id><updated>2023-08-30T00:00:00Z</updated><content "
      "type=\"html\">&lt;p&gt;D.&lt;/p&gt;</content></entry>"
      "</feed>",
      "w.xml");
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].key, "urn:1");
  EXPECT_EQ(out.documents[0].text, "A <met> B.\n\nC.");
  EXPECT_EQ(out.documents[0].url, "https://w.example/1");
  EXPECT_EQ(out.documents[0].date.iso(), "2023-08-29");
  EXPECT_EQ(out.documents[1].date.iso(), "2023-08-30");
  EXPECT_EQ(out.documents[1].text, "D.");
}

TEST(Feed, Rdf) {
  const auto out = read_string(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">"
      "<channel><title>Old</title></channel><item><title>One</title><description>A met "
      "B.</description></item></rdf:RDF>",
      "w.xml");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].source, "Old");
}

TEST(Feed, UndeclaredEntitiesLoseTheCharacterOnly) {
  const auto out = read_string(
      std::string(rss_open) + "<item><title>T</title><description>A&nbsp;met B.</description></item></channel></rss>",
      "w.rss");
  ASSERT_EQ(out.documents.size(), 1U);
}

TEST(Feed, ABrokenItemIsNamedAndTheOthersRead) {
  const auto out = read_string(std::string(rss_open) +
                                   "<item><guid>1</guid><description>A.</description></item>\n"
                                   "<item><guid>2</guid><description>B & C</description></item>\n"
                                   "<item><guid>3</guid><description>D.</description></item></channel></rss>",
                               "w.rss");
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[1].key, "3");
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].location->line, 3U);
  EXPECT_NE(out.problems[0].message.find("item 2"), std::string::npos);
}

TEST(Feed, ACutOffFeedGivesWhatItHas) {
  const auto out = read_string(
      std::string(rss_open) + "<item><guid>1</guid><description>A.</description></item><item><guid>2", "w.rss");
  EXPECT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.problems.size(), 1U);
}

TEST(Feed, EntitiesAreNotExpanded) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 12; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + testing::repeat("&a" + std::to_string(i - 1) + ";", 10) + "\">";
  }
  bomb += "]><rss><channel><item><title>T</title><description>&a11;</description></item></channel></rss>";
  const auto out = read_string(bomb, "w.rss");
  EXPECT_TRUE(out.documents.empty());
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].code, ErrorCode::Unsupported);
  const auto file = read_string(
      "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>&x;"
      "</description></item></channel></rss>",
      "w.rss");
  EXPECT_TRUE(file.documents.empty());
}

TEST(Feed, WhatIsNoFeedIsRefused) {
  struct Case {
    const char* xml;
    const char* says;
  };
  for (const Case& c : {Case{"<?xml version='1.0'?><svg/>", "neither RSS nor Atom: its root is <svg>"},
                        Case{"<rss><channel><title>T</title></channel></rss>", "no items"},
                        Case{"<?xml version='1.0'?>", "not well-formed"}}) {
    const auto out = read_string(c.xml, "w.xml");
    ASSERT_EQ(out.problems.size(), 1U) << c.xml;
    EXPECT_NE(out.problems[0].message.find(c.says), std::string::npos) << out.problems[0].message;
  }
}

TEST(Feed, DeepNestingAndManyAttributes) {
  EXPECT_EQ(read_string("<rss>" + testing::repeat("<a>", 1'000'000), "w.rss").documents.size(), 0U);
  EXPECT_EQ(read_string(std::string(rss_open) + "<item><content>" + testing::repeat("<a>", 1'000'000), "w.rss")
                .documents.size(),
            0U);
  std::string attributes = std::string(rss_open) + "<item";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "='1'";
  const auto out = read_string(attributes + "><description>A.</description></item></channel></rss>", "w.rss");
  EXPECT_EQ(out.documents.size() + out.problems.size(), 1U);
}

}  // namespace
}  // namespace entente::articles
