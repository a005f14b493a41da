#include "exporters/json/node_link.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "exporters/registry.h"
#include "graph/base/json.h"
#include "graph/base/resources.h"
#include "graph/merge/merge.h"
#include "tests/support/records.h"

namespace entente::exporters {
namespace {

using test::RecordBuilder;

class NodeLink : public testing::Test {
 protected:
  const schema::Ontology ontology = schema::Ontology::load_default().value();

  std::string write(const graph::KnowledgeGraph& g, const ExportOptions& options = {}) {
    StringSink sink;
    EXPECT_TRUE(write_node_link(g, ontology, options, sink));
    return sink.take();
  }
  model::DocumentRecord meeting() {
    RecordBuilder b("a.txt", "2023-08-29");
    b->document.title = "Strides \"made\"";
    const auto x = b.person("Gina Raimondo", {"Raimondo"});
    const auto y = b.person("Wang Wentao");
    const auto us = b.country("United States", "US");
    const auto cn = b.country("China", "CN");
    const auto place = b.entity(schema::EntityType::Place, "Beijing");
    const auto topic = b.entity(schema::EntityType::Topic, "rare earths");
    const auto tariff = b.measure("tariff", us, cn);
    auto& met = b.statement(x, "MET_WITH", y, "She — “Raimondo” — met Wang in Beijing 😀.");
    met.date = test::date("2023-08-28");
    met.place = place;
    met.topics = {topic};
    met.confidence = 0.123456;
    auto& post = b.statement(x, "HOLDS_POSITION", us);
    post.title = "Commerce Secretary";
    post.former = true;
    auto& answer = b.statement(cn, "RETALIATED", us);
    answer.measure = tariff;
    answer.claimed_by = x;
    answer.status = schema::Status::Planned;
    return *b;
  }
};

/// The example's every field, read back by another reader than the writer.
TEST_F(NodeLink, SaysEverything) {
  const auto g = merge::consolidate({meeting()}, ontology);
  const auto json = base::parse_json(write(g, {"My \"graph\"", false}), "out").value();
  EXPECT_STREQ(json["graph"]["title"].GetString(), "My \"graph\"");
  EXPECT_EQ(json["version"].GetInt(), 1);
  ASSERT_EQ(json["documents"].Size(), 1U);
  const auto& d = json["documents"][0];
  EXPECT_EQ(d["id"].GetString(), g.documents()[0].id());
  EXPECT_STREQ(d["label"].GetString(), "a.txt");
  EXPECT_STREQ(d["title"].GetString(), "Strides \"made\"");
  EXPECT_STREQ(d["date"].GetString(), "2023-08-29");
  EXPECT_STREQ(d["date_origin"].GetString(), "metadata");
  EXPECT_TRUE(d["url"].IsNull());

  ASSERT_EQ(json["nodes"].Size(), 7U);
  std::map<std::string, const rapidjson::Value*> nodes;
  for (const auto& n : json["nodes"].GetArray()) nodes[n["name"].GetString()] = &n;
  const auto& raimondo = *nodes.at("Gina Raimondo");
  EXPECT_STREQ(raimondo["type"].GetString(), "Person");
  EXPECT_STREQ(raimondo["aliases"][0].GetString(), "Raimondo");
  EXPECT_STREQ(raimondo["mentions"][0]["document"].GetString(), "a.txt");
  EXPECT_EQ(raimondo["mentions"][0]["begin"].GetUint(), 0U);
  EXPECT_EQ(raimondo["mentions"][0]["end"].GetUint(), 13U);
  EXPECT_FALSE(raimondo.HasMember("kind"));
  const auto& tariff = *nodes.at("United States tariff on China");
  EXPECT_STREQ(tariff["kind"].GetString(), "tariff");
  EXPECT_STREQ(tariff["imposer"].GetString(), (*nodes.at("United States"))["id"].GetString());
  EXPECT_STREQ((*nodes.at("China"))["reference"].GetString(), "country:CN");

  ASSERT_EQ(json["edges"].Size(), 3U);
  std::map<std::string, const rapidjson::Value*> edges;
  for (const auto& e : json["edges"].GetArray()) edges[e["type"].GetString()] = &e;
  const auto& met = *edges.at("MET_WITH");
  EXPECT_STREQ(met["source"].GetString(), raimondo["id"].GetString());
  EXPECT_STREQ(met["target"].GetString(), (*nodes.at("Wang Wentao"))["id"].GetString());
  EXPECT_STREQ(met["status"].GetString(), "happened");
  EXPECT_STREQ(met["date"].GetString(), "2023-08-28");
  EXPECT_STREQ(met["place"].GetString(), "Beijing");
  EXPECT_STREQ(met["topics"][0].GetString(), "rare earths");
  EXPECT_STREQ(met["plover"].GetString(), "CONSULT");
  EXPECT_TRUE(met["symmetric"].GetBool());
  EXPECT_TRUE(met["title"].IsNull());
  EXPECT_TRUE(met["claimed_by"].IsNull());
  EXPECT_DOUBLE_EQ(met["confidence"].GetDouble(), 0.1235);
  const auto& piece = met["evidence"][0];
  EXPECT_STREQ(piece["document"].GetString(), "a.txt");
  EXPECT_STREQ(piece["text"].GetString(), "She — “Raimondo” — met Wang in Beijing 😀.");
  EXPECT_EQ(piece["end"].GetUint() - piece["begin"].GetUint(), 41U);
  EXPECT_STREQ(piece["subject"].GetString(), "Gina Raimondo");
  const auto& post = *edges.at("HOLDS_POSITION");
  EXPECT_STREQ(post["title"].GetString(), "Commerce Secretary");
  EXPECT_TRUE(post["former"].GetBool());
  const auto& answer = *edges.at("RETALIATED");
  EXPECT_STREQ(answer["measure"].GetString(), "United States tariff on China");
  EXPECT_STREQ(answer["claimed_by"].GetString(), "Gina Raimondo");
  EXPECT_STREQ(answer["status"].GetString(), "planned");
}

TEST_F(NodeLink, DocumentsThatShareAKeyAreToldApart) {
  RecordBuilder a("a.txt");
  a.person("Xi Jinping");
  RecordBuilder b("a.txt");
  b.person("Li Qiang");
  const auto json = base::parse_json(write(merge::consolidate({*a, *b}, ontology)), "out").value();
  EXPECT_STREQ(json["documents"][0]["label"].GetString(), "a.txt");
  EXPECT_STREQ(json["documents"][1]["label"].GetString(), "a.txt~2");
}

TEST_F(NodeLink, OrderOfRecordsDoesNotShow) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    auto records = test::random_records(seed, 8);
    const auto expected = write(merge::consolidate(records, ontology));
    std::reverse(records.begin(), records.end());
    EXPECT_EQ(write(merge::consolidate(records, ontology)), expected);
  }
}

TEST(Registry, FindsFormatsByNameAndExtension) {
  ASSERT_TRUE(find_format("JSON"));
  EXPECT_EQ((*find_format("json"))->name, "json");
  const auto wrong = find_format("jsno");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, base::ErrorCode::NotFound);
  EXPECT_EQ(wrong.error().hint, "did you mean json?");
  EXPECT_NE(find_format("parquet").error().hint.find("json"), std::string::npos);
}

TEST(FileSink, AppearsOnlyWhenComplete) {
  const std::string path = testing::TempDir() + "entente_sink_test.txt";
  std::remove(path.c_str());
  {
    auto sink = FileSink::create(path).value();
    ASSERT_TRUE(sink->write("half"));
    EXPECT_FALSE(std::ifstream(path).good());
  }
  EXPECT_FALSE(std::ifstream(path).good());
  auto sink = FileSink::create(path).value();
  ASSERT_TRUE(sink->write("whole"));
  ASSERT_TRUE(sink->finish());
  EXPECT_EQ(base::read_file(path).value(), "whole");
  std::remove(path.c_str());
}

TEST(FileSink, SaysWhyItCannotWrite) {
  const auto missing = FileSink::create("/nonexistent/folder/x.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::Io);
  EXPECT_EQ(missing.error().message, "cannot write to /nonexistent/folder/x.json: No such file or directory");
  EXPECT_FALSE(FileSink::create(testing::TempDir()));
  auto full = FileSink::create("/dev/full");
  ASSERT_TRUE(full);
  const auto written = (*full)->write("x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot write to /dev/full: No space left on device");
  EXPECT_FALSE(written.error().hint.empty());
}

}  // namespace
}  // namespace entente::exporters
