#include <gtest/gtest.h>
#include <libxml/parser.h>

#include "exporters/dot/draw.h"
#include "tests/conformance/graphs.h"

/// The pictures of the same graphs: they can be drawn, read, and are the same twice.
namespace entente::conformance {
namespace {

using exporters::PictureFormat;

class PictureConformance : public testing::TestWithParam<std::size_t> {
 protected:
  std::string draw(PictureFormat format) const {
    exporters::StringSink sink;
    const auto report = exporters::draw(graph, ontology, {"A \"title\" <b> \\", true}, format, sink);
    EXPECT_TRUE(report) << base::format(report.error());
    return sink.take();
  }
  bool large() const { return std::string(cases()[GetParam()].name) == "ten_thousand_nodes"; }
  const graph::KnowledgeGraph graph = cases()[GetParam()].make();
  const schema::Ontology ontology = schema::Ontology::load_default().value();
};

TEST_P(PictureConformance, DotCanBeReadAndIsTheSameTwice) {
  const std::string dot = draw(PictureFormat::Dot);
  EXPECT_TRUE(readers().at("dot").read(dot));
  EXPECT_EQ(draw(PictureFormat::Dot), dot);
}

TEST_P(PictureConformance, SvgIsWellFormedAndTheSameTwice) {
  if (large()) GTEST_SKIP() << "its layout takes half a minute; its DOT is tested";
  const std::string svg = draw(PictureFormat::Svg);
  xmlDoc* document = xmlReadMemory(svg.data(), static_cast<int>(svg.size()), "svg", nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  ASSERT_NE(document, nullptr) << svg.substr(0, 3000);
  xmlFreeDoc(document);
  EXPECT_EQ(draw(PictureFormat::Svg), svg);
}

TEST_P(PictureConformance, PngAndPdfHaveTheirMarks) {
  if (large()) GTEST_SKIP() << "its layout takes half a minute";
  EXPECT_EQ(draw(PictureFormat::Png).substr(0, 8), "\x89PNG\r\n\x1a\n");
  EXPECT_EQ(draw(PictureFormat::Pdf).substr(0, 5), "%PDF-");
}

INSTANTIATE_TEST_SUITE_P(Graphs, PictureConformance, testing::Range(std::size_t{0}, cases().size()),
                         [](const auto& test) { return std::string(cases()[test.param].name); });

}  // namespace
}  // namespace entente::conformance
