#include <gtest/gtest.h>

#include <algorithm>

#include "exporters/registry.h"
#include "graph/base/utf8.h"
#include "graph/merge/merge.h"
#include "tests/conformance/graphs.h"

/// One suite that every registered format must pass; a new format is under test the moment it is in the table.
namespace entente::conformance {
namespace {

using exporters::ExportOptions;
using exporters::Format;
using graph::KnowledgeGraph;

class ExporterConformance : public testing::TestWithParam<std::tuple<std::size_t, std::size_t>> {
 protected:
  const Format& format() const { return exporters::formats()[std::get<0>(GetParam())]; }
  const Case& example() const { return cases()[std::get<1>(GetParam())]; }
  const schema::Ontology ontology = schema::Ontology::load_default().value();
};

TEST_P(ExporterConformance, ReadsBackTheSame) {
  const KnowledgeGraph graph = example().make();
  exporters::StringSink sink;
  const auto report = format().write(graph, ontology, {}, sink);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(base::find_invalid_utf8(sink.text()), std::string::npos);
  const auto reader = readers().find(format().name);
  ASSERT_NE(reader, readers().end()) << "no reader for the format " << format().name;
  const auto read = reader->second.read(sink.text());
  ASSERT_TRUE(read) << base::format(read.error());
  std::map<std::string, std::string> nodes;
  for (const auto& e : graph.entities()) nodes[e.id] = reader->second.shown(e.name);
  EXPECT_EQ(read->nodes, nodes);
  std::vector<std::tuple<std::string, std::string, std::string, std::string>> edges;
  for (const auto& s : graph.statements())
    edges.emplace_back(s.id, graph.entity(s.subject).id, s.type, graph.entity(s.object).id);
  auto got = read->edges;
  std::sort(edges.begin(), edges.end());
  std::sort(got.begin(), got.end());
  EXPECT_EQ(got, edges);
  EXPECT_EQ(report->nodes, nodes.size());
  EXPECT_EQ(report->edges, edges.size());
}

TEST_P(ExporterConformance, TwoRunsGiveTheSameBytes) {
  const KnowledgeGraph graph = example().make();
  exporters::StringSink a;
  exporters::StringSink b;
  ASSERT_TRUE(format().write(graph, ontology, {"title", false}, a));
  ASSERT_TRUE(format().write(graph, ontology, {"title", false}, b));
  EXPECT_EQ(a.text(), b.text());
}

/// Fails after so many bytes; every failure must come back as it is, and nothing may be written after it.
class FailingSink : public exporters::Sink {
 public:
  explicit FailingSink(std::size_t room) : room_(room) {}
  base::Expected<void> write(std::string_view bytes) override {
    EXPECT_FALSE(failed_) << "written after a failure";
    if (bytes.size() > room_) {
      failed_ = true;
      return base::fail(base::ErrorCode::Io, "the disk is full");
    }
    room_ -= bytes.size();
    return {};
  }
  base::Expected<void> finish() override {
    EXPECT_FALSE(failed_) << "finished after a failure";
    return base::fail(base::ErrorCode::Io, "the disk is full");
  }

 private:
  std::size_t room_;
  bool failed_ = false;
};

TEST_P(ExporterConformance, AFailingStreamIsAnError) {
  const KnowledgeGraph graph = example().make();
  for (const std::size_t room : {0U, 1U, 100U, 5000U, 1000000000U}) {
    FailingSink sink(room);
    const auto report = format().write(graph, ontology, {}, sink);
    ASSERT_FALSE(report) << room;
    EXPECT_EQ(report.error().code, base::ErrorCode::Io);
    EXPECT_EQ(report.error().message, "the disk is full");
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, ExporterConformance,
                         testing::Combine(testing::Range(std::size_t{0}, exporters::formats().size()),
                                          testing::Range(std::size_t{0}, cases().size())),
                         [](const auto& test) {
                           return std::string(exporters::formats()[std::get<0>(test.param)].name) + "_" +
                                  cases()[std::get<1>(test.param)].name;
                         });

}  // namespace
}  // namespace entente::conformance
