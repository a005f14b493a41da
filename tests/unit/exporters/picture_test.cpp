#include "exporters/dot/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "exporters/dot/draw.h"
#include "exporters/dot/graphviz.h"
#include "graph/merge/merge.h"
#include "tests/support/random_graph.h"
#include "tests/support/records.h"

namespace entente::exporters {
namespace {

using schema::EntityType;
using schema::Status;
using test::RecordBuilder;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class PictureTest : public testing::Test {
 protected:
  Picture compose_all(const std::vector<model::DocumentRecord>& records, const DrawOptions& options = {}) {
    graph = merge::consolidate(records, ontology);
    return compose(graph, ontology, options);
  }
  /// "Gina Raimondo > Wang Wentao: met with ×2 | 2023-08-28"
  std::vector<std::string> lines(const Picture& p) {
    std::vector<std::string> out;
    for (const auto& e : p.edges) {
      std::string line = graph.entity(e.from).name + " > " + graph.entity(e.to).name + ":";
      for (const auto& l : e.lines) line += (&l == &e.lines.front() ? " " : " | ") + l.text;
      out.push_back(line);
    }
    return out;
  }
  std::string draw_as(PictureFormat format, const DrawOptions& options = {}) {
    StringSink sink;
    const auto report = draw(graph, ontology, options, format, sink);
    EXPECT_TRUE(report) << base::format(report.error());
    return sink.take();
  }
  const schema::Ontology ontology = schema::Ontology::load_default().value();
  graph::KnowledgeGraph graph;
};

TEST_F(PictureTest, OneLineForARelationWithItsCountAndDates) {
  RecordBuilder b("a.txt");
  const auto x = b.person("Gina Raimondo");
  const auto y = b.person("Wang Wentao");
  b.statement(x, "MET_WITH", y).date = test::date("2023-08-28");
  b.statement(x, "MET_WITH", y).date = test::date("2024-05");
  b.statement(y, "PRAISED", x);
  auto& planned = b.statement(x, "MET_WITH", y);
  planned.status = Status::Planned;
  planned.date = test::date("2025-01-01/2025-01-03");
  b.statement(x, "CRITICIZED", y).claimed_by = b.person("Jamieson Greer");
  const auto p = compose_all({*b});
  EXPECT_THAT(lines(p), UnorderedElementsAre("Gina Raimondo > Wang Wentao: met with ×2 | 2023-08-28 – 2024-05",
                                             "Gina Raimondo > Wang Wentao: planned: met with | 2025-01-01 – 2025-01-03",
                                             "Gina Raimondo > Wang Wentao: criticized | claimed by Jamieson Greer",
                                             "Wang Wentao > Gina Raimondo: praised"));
  EXPECT_THAT(p.edges[0].tooltip, HasSubstr("“Gina Raimondo"));
  EXPECT_EQ(p.left_out, 1U);  // who only claims
}

TEST_F(PictureTest, PostsAndCountriesAreSecondLines) {
  RecordBuilder b("a.txt");
  const auto x = b.person("Nancy Pelosi");
  const auto us = b.country("United States", "US");
  auto& post = b.statement(x, "HOLDS_POSITION", us);
  post.title = "Speaker";
  post.former = true;
  const auto y = b.entity(EntityType::Organization, "Ministry of Commerce");
  b.statement(y, "PART_OF", b.country("China", "CN"));
  b.statement(y, "CRITICIZED", x);
  auto p = compose_all({*b});
  EXPECT_THAT(lines(p), ElementsAre("Ministry of Commerce > Nancy Pelosi: criticized"));
  ASSERT_EQ(p.nodes.size(), 2U);
  EXPECT_THAT(p.nodes[0].notes, ElementsAre("former Speaker, United States"));
  EXPECT_THAT(p.nodes[1].notes, ElementsAre("China"));
  DrawOptions plain;
  plain.fold_structure = false;
  p = compose_all({*b}, plain);
  EXPECT_THAT(lines(p), UnorderedElementsAre("Ministry of Commerce > Nancy Pelosi: criticized",
                                             "Ministry of Commerce > China: part of",
                                             "Nancy Pelosi > United States: holds position | former Speaker"));
}

/// A post that is only planned or claimed is no fact and never becomes a label.
TEST_F(PictureTest, WhatIsNotAssertedIsNotFolded) {
  RecordBuilder b("a.txt");
  const auto x = b.person("Nancy Pelosi");
  const auto us = b.country("United States", "US");
  b.statement(x, "HOLDS_POSITION", us).status = Status::Denied;
  b.statement(x, "PRAISED", us);
  EXPECT_THAT(lines(compose_all({*b})), Contains("Nancy Pelosi > United States: denied: holds position"));
}

TEST_F(PictureTest, MeasuresSayWhatTheyTarget) {
  RecordBuilder b("a.txt");
  const auto us = b.country("United States", "US");
  const auto cn = b.country("China", "CN");
  const auto tariff = b.measure("tariff", us, cn);
  b.statement(us, "IMPOSED", tariff);
  b.statement(tariff, "TARGETS", cn);
  b.statement(tariff, "CONCERNS", b.entity(EntityType::Topic, "steel"));
  const auto idle = b.measure("quota", std::nullopt, cn);
  b.statement(idle, "TARGETS", cn);
  EXPECT_THAT(lines(compose_all({*b})), UnorderedElementsAre("United States > United States tariff on China: imposed",
                                                             "United States tariff on China > steel: concerns"));
}

TEST_F(PictureTest, StructureAloneIsDrawn) {
  RecordBuilder b("a.txt");
  b.statement(b.country("Croatia", "HR"), "MEMBER_OF", b.entity(EntityType::Organization, "NATO"));
  EXPECT_THAT(lines(compose_all({*b})), ElementsAre("Croatia > NATO: member of"));
  RecordBuilder c("c.txt");
  c.person("Xi Jinping");
  EXPECT_EQ(compose_all({*c}).nodes.size(), 1U);
  EXPECT_EQ(compose_all({}).nodes.size(), 0U);
}

TEST_F(PictureTest, ManyRelationsOfTwoAreBundled) {
  RecordBuilder b("a.txt");
  const auto us = b.country("United States", "US");
  const auto cn = b.country("China", "CN");
  for (const char* type : {"ACCUSED", "CRITICIZED", "THREATENED", "WARNED", "SUED"}) b.statement(us, type, cn);
  b.statement(us, "ACCUSED", cn).status = Status::Denied;
  b.statement(cn, "ACCUSED", us);
  const auto p = compose_all({*b});
  EXPECT_THAT(lines(p), UnorderedElementsAre("China > United States: accused",
                                             "United States > China: accused | criticized | sued | threatened | warned",
                                             "United States > China: denied: accused"));
}

TEST_F(PictureTest, DenialsPlansAndClaimsLookDifferent) {
  RecordBuilder b("a.txt");
  const auto x = b.person("Ann Alpha");
  const auto y = b.person("Ben Beta");
  b.statement(x, "MET_WITH", y).status = Status::Denied;
  b.statement(x, "VISITED", b.entity(EntityType::Place, "Geneva")).status = Status::Planned;
  b.statement(x, "AIDED", y).status = Status::Possible;
  b.statement(x, "DETAINED", y).claimed_by = x;
  compose_all({*b});
  const std::string dot = draw_as(PictureFormat::Dot);
  EXPECT_THAT(dot, HasSubstr("denied: met with"));
  EXPECT_THAT(dot, HasSubstr("color=\"#A50026\""));
  EXPECT_THAT(dot, HasSubstr("style=dashed"));
  EXPECT_THAT(dot, HasSubstr("style=dotted"));
  EXPECT_THAT(dot, HasSubstr("dir=none"));
  EXPECT_THAT(dot, HasSubstr("claimed by Ann Alpha"));
  EXPECT_THAT(dot, HasSubstr("arrowhead=empty"));
}

TEST_F(PictureTest, SvgHasNamesTooltipsAndLegend) {
  RecordBuilder b("a.txt");
  const auto x = b.person("Gina <b>Raimondo</b> & Co \\");
  b.statement(x, "CRITICIZED", b.country("China", "CN"), "She “said” it.");
  compose_all({*b});
  const std::string svg = draw_as(PictureFormat::Svg, {"My title", true});
  EXPECT_THAT(svg, HasSubstr("Gina &lt;b&gt;Raimondo&lt;/b&gt; &amp;"));
  EXPECT_THAT(svg, HasSubstr("“She “said” it.”"));
  EXPECT_THAT(svg, HasSubstr("My title"));
  EXPECT_THAT(svg, HasSubstr("conflict"));
  DrawOptions bare;
  bare.legend = false;
  EXPECT_THAT(draw_as(PictureFormat::Svg, bare), Not(HasSubstr("conflict")));
}

TEST_F(PictureTest, LargeGraphsLoseLabelsAndSaySo) {
  graph = test::random_graph(3, 400, 700);
  StringSink sink;
  const auto report = draw(graph, ontology, {}, PictureFormat::Dot, sink);
  ASSERT_TRUE(report);
  ASSERT_EQ(report->hints.size(), 1U);
  EXPECT_THAT(report->hints[0], HasSubstr("--about"));
  EXPECT_THAT(sink.text(), HasSubstr("layout=sfdp"));
  graph = test::random_graph(3, 21000, 30000);
  const auto refused = draw(graph, ontology, {}, PictureFormat::Dot, sink);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::Limit);
}

/// A hub's many neighbours stand on both sides of it, and nothing changes its meaning by that.
TEST_F(PictureTest, HubsAreBalanced) {
  RecordBuilder b("a.txt");
  const auto us = b.country("United States", "US");
  for (int i = 0; i < 30; ++i)
    b.statement(us, "CRITICIZED", b.entity(EntityType::Organization, fmt::format("Body {}", i)));
  const auto p = compose_all({*b});
  const auto backwards = std::count_if(p.edges.begin(), p.edges.end(), [](const auto& e) { return e.backwards; });
  EXPECT_NEAR(static_cast<double>(backwards), 15.0, 2.0);
  for (const auto& e : p.edges) EXPECT_EQ(graph.entity(e.from).name, "United States");
}

TEST_F(PictureTest, GraphvizIsLeftAsItWas) {
  graph = test::random_graph(3, 5, 6);
  {
    const GraphvizScope scope;
    EXPECT_TRUE(scope.messages().empty());
  }
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  draw_as(PictureFormat::Png);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

/// Also a second later: no format holds the time.
TEST_F(PictureTest, EveryFormatIsTheSameTwice) {
  graph = test::random_graph(4, 8, 12);
  std::vector<std::string> first;
  const auto formats = {PictureFormat::Dot, PictureFormat::Svg, PictureFormat::Png, PictureFormat::Pdf};
  for (const auto f : formats) first.push_back(draw_as(f));
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  std::size_t i = 0;
  for (const auto f : formats) {
    const std::string second = draw_as(f);
    const std::string& before = first[i++];
    const auto [a, b] = std::mismatch(before.begin(), before.end(), second.begin(), second.end());
    EXPECT_TRUE(before == second) << "format " << i << " differs from byte " << (a - before.begin()) << ": "
                                  << std::string(b, b + std::min<std::ptrdiff_t>(80, second.end() - b));
  }
}

TEST(PictureFormats, ByExtension) {
  EXPECT_EQ(picture_format("a/b.SVG").value(), PictureFormat::Svg);
  EXPECT_EQ(picture_format("x.gv").value(), PictureFormat::Dot);
  const auto wrong = picture_format("x.jpeg");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, base::ErrorCode::Usage);
  EXPECT_EQ(wrong.error().hint, "pictures are .svg, .png, .pdf or .dot");
  EXPECT_FALSE(picture_format("noextension"));
}

TEST(DotText, Escapes) {
  EXPECT_EQ(dot_text("a\\"), "a\\\\");
  EXPECT_EQ(dot_text("a\nb"), "a␊b");
  EXPECT_EQ(html_text("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
  EXPECT_EQ(html_text("\u202Eabc\u202C\x01"), "abc ");
  EXPECT_EQ(html_text("\U0010FFFF"), "\uFFFD");
}

}  // namespace
}  // namespace entente::exporters
