#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "exporters/registry.h"
#include "graph/base/utf8.h"
#include "graph/merge/merge.h"
#include "tests/conformance/readers.h"
#include "tests/support/records.h"

/// One suite that every registered format must pass; a new format is under test the moment it is in the table.
namespace entente::conformance {
namespace {

using exporters::ExportOptions;
using exporters::Format;
using graph::KnowledgeGraph;

model::Entity entity(std::string name, schema::EntityType type = schema::EntityType::Organization) {
  static unsigned number = 0;
  model::Entity e;
  e.type = type;
  e.name = std::move(name);
  e.id = fmt::format("e-{:024x}", ++number);
  return e;
}

model::Statement statement(std::uint32_t from, const char* type, std::uint32_t to) {
  static unsigned number = 0;
  model::Statement s;
  s.id = fmt::format("s-{:024x}", ++number);
  s.subject = model::EntityIndex{from};
  s.object = model::EntityIndex{to};
  s.type = type;
  s.evidence.push_back({model::DocumentIndex{0}, {0, 4}, "Text", "a", "b"});
  return s;
}

model::Document document(std::string text = "Text") {
  model::Document d;
  d.key = "a.txt";
  d.text = std::move(text);
  return d;
}

KnowledgeGraph names(const std::vector<std::string>& list) {
  std::vector<model::Entity> entities;
  std::vector<model::Statement> statements;
  for (const auto& n : list) {
    const auto i = static_cast<std::uint32_t>(entities.size());
    entities.push_back(entity(n));
    entities.back().aliases = {n + n};
    statements.push_back(statement(i, "CRITICIZED", 0));
    statements.back().title = n;
    statements.back().evidence[0].text = n;
    statements.back().evidence[0].subject = n;
  }
  auto d = document();
  d.key = list.front();
  d.title = list.back();
  return {{d}, entities, statements};
}

KnowledgeGraph large() {
  std::vector<model::Entity> entities;
  std::vector<model::Statement> statements;
  for (std::uint32_t i = 0; i < 10000; ++i) {
    entities.push_back(entity(fmt::format("Body {}", i)));
    statements.push_back(statement(i, i % 2 != 0 ? "MET_WITH" : "ACCUSED", (i * 7919U) % 10000U));
  }
  return {{document()}, entities, statements};
}

struct Case {
  const char* name;
  std::function<KnowledgeGraph()> make;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> list{
      {"empty", [] { return KnowledgeGraph(); }},
      {"one_node", [] { return KnowledgeGraph({document()}, {entity("Alone")}, {}); }},
      {"parallel_edges",
       [] {
         auto later = statement(0, "MET_WITH", 1);
         later.date = test::date("2023-08-28");
         auto denied = statement(0, "MET_WITH", 1);
         denied.status = schema::Status::Denied;
         return KnowledgeGraph({document()}, {entity("A"), entity("B")},
                               {statement(0, "MET_WITH", 1), later, denied, statement(1, "ACCUSED", 0)});
       }},
      {"self_loops",
       [] {
         return KnowledgeGraph(
             {document()}, {entity("A"), entity("B")},
             {statement(0, "CRITICIZED", 0), statement(0, "CRITICIZED", 0), statement(1, "ACCUSED", 1)});
       }},
      {"quotes",
       [] {
         return names({"He said \"no\"", "it's", "<b>&amp;</b>", "a|b", "{x}", "a,b;c\td", "`x`", "$x"});
       }},
      {"backslashes",
       [] {
         return names({"ends with \\", "\\", "\\\\", "\\n", "\\\"", "C:\\new\\table", "\\N\\G\\L"});
       }},
      {"control_characters",
       [] {
         return names({std::string("nul\0nul", 7), "a\nb", "a\r\nb", "tab\there", "\x01\x1b[31m", "\x7f"});
       }},
      {"right_to_left",
       [] {
         return names({"\u0645\u062D\u0645\u062F \u0628\u0646 \u0633\u0644\u0645\u0627\u0646", "\u202Eabc\u202C",
                       "\u05E9\u05DC\u05D5\u05DD"});
       }},
      {"emoji",
       [] {
         return names({"😀", "👩‍👩‍👧", "🇨🇳 China", "\U0010FFFF", "e\u0301"});
       }},
      {"html_like_and_keywords",
       [] {
         return names({"<>", "<table>", "node", "graph", "strict", "-1", "1.5", "", " "});
       }},
      {"long_name", [] { return names({std::string(20000, 'x')}); }},
      {"ten_thousand_nodes", large},
  };
  return list;
}

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
  const auto read = reader->second(sink.text());
  ASSERT_TRUE(read) << base::format(read.error());
  std::map<std::string, std::string> nodes;
  for (const auto& e : graph.entities()) nodes[e.id] = e.name;
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
