#include <gtest/gtest.h>

#include "src/articles/page_content.h"
#include "src/articles/page_markup.h"
#include "src/articles/page_tree.h"
#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

using model::DateOrigin;
using testing::read_string;

constexpr const char* body_one =
    "US Commerce Secretary Gina Raimondo met her Chinese counterpart, Wang Wentao, in Beijing on Monday.";
constexpr const char* body_two =
    "The two ministers agreed to set up a working group on commercial issues, and to meet again, officials said.";
constexpr const char* body_three =
    "“We are not negotiating about national security,” Raimondo said, according to reporters there.";

std::string page_with(std::string_view head, std::string_view content) {
  return "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">" + std::string(head) +
         "</head><body><nav><ul><li><a href=\"/\">Home</a><li><a href=\"/w\">World, politics, and more of "
         "it</a></ul></nav>"
         "<div class=\"page\"><div class=\"story-body\">" +
         std::string(content) +
         "</div><div class=\"sidebar related\"><p>Ten things that you should know about trade, tariffs, and all "
         "that.</p>"
         "<p>Why nobody, not even he, knows what comes next, say those who ask.</p></div>"
         "<section id=\"comments\"><p>I think, dear reader, that this is all wrong, and that you know it "
         "well.</p></section>"
         "</div><footer><p>Copyright by us, and us alone, in all countries, for all times to come.</p></footer>"
         "<script>var p = '<p>No, this is no paragraph, is it, dear parser, or is it one?</p>';</script></body></html>";
}

std::string three() {
  return "<h1>Raimondo in Beijing</h1><p>" + std::string(body_one) +
         "</p>\n<figure><img><figcaption>Wang, right, and Raimondo, "
         "left, in Beijing on Monday, in a picture.</figcaption></figure><p>" +
         body_two + "</p><p>" + body_three + "</p>";
}

std::string joined() {
  return std::string(body_one) + "\n\n" + body_two + "\n\n" + body_three;
}

TEST(Page, TextWithoutWhatSurroundsIt) {
  const auto out = read_string(page_with("<title>Raimondo in Beijing | The Wire</title>", three()), "dir/a.html");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].text, joined());
  EXPECT_EQ(out.documents[0].title, "Raimondo in Beijing");
  EXPECT_EQ(out.documents[0].key, "a.html");
  EXPECT_EQ(out.documents[0].language, "en-GB");
}

TEST(Page, JsonLdComesFirst) {
  const std::string head =
      R"(<meta property="og:title" content="Other"><meta property="article:published_time" content="2020-01-01">)"
      R"(<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"no"},)"
      R"({"@type":["Thing","ReportageNewsArticle"],"headline":"Raimondo &amp; Wang","datePublished":"2023-08-29T01:02:03Z",)"
      R"("publisher":[{"@type":"Organization","name":"The Wire"}],"mainEntityOfPage":{"@id":"https://wire.example/a"}}]}</script>)";
  const auto out = read_string(page_with(head, three()), "a.html");
  ASSERT_EQ(out.documents.size(), 1U);
  const auto& d = out.documents[0];
  EXPECT_EQ(d.title, "Raimondo & Wang");
  EXPECT_EQ(d.date.iso(), "2023-08-29");
  EXPECT_EQ(d.date_origin, DateOrigin::Metadata);
  EXPECT_EQ(d.source, "The Wire");
  EXPECT_EQ(d.url, "https://wire.example/a");
  EXPECT_EQ(d.text, joined());
}

TEST(Page, ArticleBodyIsTakenWhereItIsWhole) {
  const std::string long_body = testing::repeat("Xi met Biden in Woodside. ", 20) + "End.";
  const auto whole =
      read_string(page_with("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                                long_body + "\"}</script>",
                            ""),
                  "a.html");
  ASSERT_EQ(whole.documents.size(), 1U);
  EXPECT_EQ(whole.documents[0].text, long_body);
  const auto teaser = read_string(
      page_with(
          "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"US Commerce …\"}</script>",
          three()),
      "a.html");
  EXPECT_EQ(teaser.documents.at(0).text, joined());
}

TEST(Page, BrokenJsonLdIsMendedOrPassedOver) {
  const auto mended =
      read_string(page_with("<script "
                            "type=\"application/ld+json\">//"
                            "<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"One\ntwo\"}\n//]]></script>",
                            three()),
                  "a.html");
  EXPECT_EQ(mended.documents.at(0).title, "One two");
  const auto passed =
      read_string(page_with("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",</script><meta "
                            "name='dc.date' content='2021-02-03'>",
                            three()),
                  "a.html");
  EXPECT_EQ(passed.documents.at(0).date.iso(), "2021-02-03");
  EXPECT_TRUE(passed.problems.empty());
}

TEST(Page, MetaTags) {
  const auto out = read_string(
      page_with("<meta content='Raimondo' property='og:title'><meta property=og:site_name content=Wire>"
                "<META NAME=\"DC.Date\" CONTENT=\"29 August 2023\"><link rel=canonical href='https://w.example/1'>",
                three()),
      "a.htm");
  const auto& d = out.documents.at(0);
  EXPECT_EQ(d.title, "Raimondo");
  EXPECT_EQ(d.source, "Wire");
  EXPECT_EQ(d.date.iso(), "2023-08-29");
  EXPECT_EQ(d.date_origin, DateOrigin::Metadata);
  EXPECT_EQ(d.url, "https://w.example/1");
}

TEST(Page, DatesOnThePage) {
  const auto time =
      read_string(page_with("", "<time datetime=\"2023-08-29T10:00\">yesterday</time>" + three()), "a.html");
  EXPECT_EQ(time.documents.at(0).date.iso(), "2023-08-29");
  EXPECT_EQ(time.documents.at(0).date_origin, DateOrigin::Page);
  const auto line = read_string(page_with("", "<span class=\"pub-date\">Aug 29, 2023</span>" + three()), "a.html");
  EXPECT_EQ(line.documents.at(0).date.iso(), "2023-08-29");
  const auto url =
      read_string(page_with("<link rel=canonical href=https://w.example/2023/08/29/t>", three()), "a.html");
  EXPECT_EQ(url.documents.at(0).date.iso(), "2023-08-29");
  EXPECT_EQ(url.documents.at(0).date_origin, DateOrigin::Page);
  const auto none = read_string(page_with("", three()), "a.html");
  EXPECT_FALSE(none.documents.at(0).date.known());
}

TEST(Page, ArticlesCutUpByAdvertisements) {
  const std::string content =
      "<div class=outer><div class=seg><p>" + std::string(body_one) + "</p><p>" + body_two +
      "</p></div></div><div class=ad-slot>Buy now, it is cheap, very cheap, and good for you</div>"
      "<div class=outer><div class=seg><p>" +
      body_three + "</p><p>" + body_two + " Again.</p></div></div>";
  const auto out = read_string("<html><body>" + content + "</body></html>", "a.html");
  const std::string& text = out.documents.at(0).text;
  EXPECT_NE(text.find(body_one), std::string::npos);
  EXPECT_NE(text.find(body_three), std::string::npos);
  EXPECT_EQ(text.find("cheap"), std::string::npos);
}

TEST(Page, ShortPagesStillGiveTheirText) {
  EXPECT_EQ(read_string("<p>Xi met Biden.</p>", "a.html").documents.at(0).text, "Xi met Biden.");
  EXPECT_EQ(read_string("<html>Xi met Biden.<br><br>He left.", "a.html").documents.at(0).text,
            "Xi met Biden.\n\nHe left.");
}

TEST(Page, APageWithoutTextIsAProblem) {
  for (const char* html :
       {"<html><body></body></html>", "<script>x</script>", "<!-- only -->", "<html><head><title>T</title></head>"}) {
    const auto out = read_string(html, "a.html");
    EXPECT_TRUE(out.documents.empty()) << html;
    EXPECT_EQ(out.problems.size(), 1U) << html;
  }
}

TEST(Page, CharacterReferencesAndWhiteSpace) {
  EXPECT_EQ(read_string("<p>A&amp;B&nbsp;&mdash;  Erdo&#287;an\n\t said&#8230;</p>", "a.html").documents.at(0).text,
            "A&B — Erdoğan said…");
}

TEST(Page, DeepNestingIsRefusedWithoutRecursion) {
  for (const char* tag : {"<div>", "<b>", "<table><tr><td>", "<ul><li>", "<a href=x>"}) {
    const auto out = read_string(testing::repeat(tag, 1'000'000), "a.html");
    ASSERT_EQ(out.problems.size(), 1U) << tag;
    EXPECT_TRUE(out.documents.empty());
  }
  const auto closed = read_string(testing::repeat("<div>", 400) + three() + testing::repeat("</div>", 400), "a.html");
  EXPECT_EQ(closed.documents.size(), 1U);
}

TEST(Page, ManyAttributesAndUnclosedThingsTakeLinearTime) {
  std::string attributes = "<p";
  for (int i = 0; i < 1'000'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(read_string(attributes + ">Xi met Biden.</p>", "a.html").documents.size(), 1U);
  EXPECT_EQ(read_string("<!-- <a b=\" -->" + attributes + " \">Xi met Biden.</p>", "a.html").documents.size(), 1U);
  for (const char* piece :
       {"<a b=\"", "</b>", "<!--", "<", "<![CDATA[", "&", "&#x", "<p", "<script>", "<a =", "</script"}) {
    const auto out = read_string("<p>Xi met Biden.</p>" + testing::repeat(piece, 1'000'000), "a.html");
    EXPECT_EQ(out.documents.size() + out.problems.size(), 1U) << piece;
  }
}

TEST(Page, SizeLimit) {
  const auto out = read_string("<p>" + std::string(page_size_limit, 'a'), "a.html");
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].code, base::ErrorCode::Limit);
}

TEST(Markup, IsBroughtIntoRegularForm) {
  EXPECT_EQ(regular_markup("a<B C=d e='f\"g' C=h checked>x</B >").html,
            "a<b c=\"d\" e=\"f&quot;g\" checked=\"\">x</b>");
  EXPECT_EQ(regular_markup("1 < 2 <3 <!doctype x> <!-- <p> --> <?php ?>y").html, "1 &lt; 2 &lt;3   y");
  EXPECT_EQ(regular_markup("<script>if (a</b>) {}</script>z").html, "z");
  EXPECT_EQ(regular_markup("<title>a <b> c</title>").html, "<title>a &lt;b&gt; c</title>");
  const auto ld = regular_markup("<script type='application/ld+json'>{}</SCRIPT>");
  ASSERT_EQ(ld.json_ld.size(), 1U);
  EXPECT_EQ(ld.json_ld[0], "{}");
}

}  // namespace
}  // namespace entente::articles
