#include <gtest/gtest.h>

#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

using base::ErrorCode;
using testing::read_string;

TEST(Jsonl, FieldNamesThatPeopleUse) {
  const auto out = read_string(
      "{\"id\": \"a\", \"title\": \"T\", \"date\": \"2023-08-29\", \"source\": \"Wire\", \"url\": \"u\", \"text\": \"A "
      "met B.\"}\n"
      "{\"id\": 7, \"headline\": \"H\", \"date_publish\": \"2023-08-29 10:11:12\", \"source\": {\"id\": null, "
      "\"name\": \"W\"}, "
      "\"body\": \"C met D.\"}\n"
      "{\"published\": \"Tue, 29 Aug 2023 10:00:00 GMT\", \"content\": \"E met F.\", \"language\": \"en\"}\n"
      "{\"pub_date\": 1693303872, \"maintext\": \"G met H.\", \"source_domain\": \"w.example\"}\n",
      "n.jsonl");
  ASSERT_EQ(out.documents.size(), 4U);
  EXPECT_TRUE(out.problems.empty());
  EXPECT_EQ(out.documents[0].key, "a");
  EXPECT_EQ(out.documents[0].text, "A met B.");
  EXPECT_EQ(out.documents[1].key, "7");
  EXPECT_EQ(out.documents[1].title, "H");
  EXPECT_EQ(out.documents[1].source, "W");
  EXPECT_EQ(out.documents[2].key, "n.jsonl:3");
  EXPECT_EQ(out.documents[2].language, "en");
  EXPECT_EQ(out.documents[3].source, "w.example");
  for (const auto& d : out.documents) {
    EXPECT_EQ(d.date.iso(), "2023-08-29");
    EXPECT_EQ(d.date_origin, model::DateOrigin::Metadata);
    EXPECT_EQ(d.path, "n.jsonl");
  }
}

TEST(Jsonl, TextIsKeptAsFound) {
  const auto out = read_string(R"({"text": "  A <met> B.\r\n\u202eC\n"})", "n.jsonl");
  EXPECT_EQ(out.documents.at(0).text,
            "  A <met> B.\r\n\xE2\x80\xAE"
            "C\n");
}

TEST(Jsonl, MarkupIsTurnedIntoText) {
  const auto out = read_string(R"({"content": "<p>A met B.</p><p>C &amp; D.</p>"})", "n.jsonl");
  EXPECT_EQ(out.documents.at(0).text, "A met B.\n\nC & D.");
}

TEST(Jsonl, BrokenLinesAreNamedAndTheRestRead) {
  const auto out = read_string(
      "{\"text\": \"One.\"}\r\n\n{\"text\": \n[1]\n{\"title\": \"no text\"}\n{\"text\": \"\xFF\"}\n{\"text\": "
      "\"Z\\u0000\"}\n"
      "{\"text\": \"Two.\", \"date\": \"some day\"}",
      "n.jsonl");
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].key, "n.jsonl:1");
  EXPECT_EQ(out.documents[1].key, "n.jsonl:8");
  ASSERT_EQ(out.problems.size(), 6U);
  const std::vector<std::size_t> lines{3, 4, 5, 6, 7, 8};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(out.problems[i].location->line, lines[i]) << out.problems[i].message;
    EXPECT_EQ(out.problems[i].location->source, "n.jsonl");
    EXPECT_FALSE(out.problems[i].message.empty());
  }
  EXPECT_NE(out.problems[2].hint.find("text, body, content"), std::string::npos);
  EXPECT_EQ(out.report.documents, 2U);
  EXPECT_EQ(out.report.problems, 6U);
}

TEST(Jsonl, ALineBeyondTheLimitIsPassedOver) {
  ReadOptions options;
  options.line_limit = 1000;
  const auto out =
      read_string("{\"text\": \"" + std::string(5000, 'a') + "\"}\n{\"text\": \"Two.\"}\n", "n.jsonl", options);
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].key, "n.jsonl:2");
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].code, ErrorCode::Limit);
  EXPECT_EQ(out.problems[0].location->line, 1U);
}

TEST(Jsonl, ALineOf50Megabytes) {
  const auto out = read_string("{\"text\": \"" + std::string(50U << 20U, 'a') + "\"}\n{\"text\": \"Two.\"}", "n.jsonl");
  EXPECT_EQ(out.documents.size(), 2U);
}

TEST(Jsonl, StopsWhenTold) {
  std::size_t seen = 0;
  const std::string lines = testing::repeat("{\"text\": \"One.\"}\n", 100);
  const auto report = read_bytes(
      lines, "n.jsonl", {}, [&](model::Document&&) { return ++seen < 3; }, [](const base::Error&) {});
  EXPECT_EQ(seen, 3U);
  EXPECT_EQ(report.documents, 3U);
}

TEST(Json, ArraysObjectsAndListsInObjects) {
  const auto array = read_string("\n[\n {\"id\": \"a\", \"text\": \"One.\"},\n {\"text\": \"Two.\"}\n]", "n.json");
  ASSERT_EQ(array.documents.size(), 2U);
  EXPECT_EQ(array.documents[1].key, "n.json:2");
  const auto one = read_string("{\n \"text\": \"One.\"\n}", "n.json");
  ASSERT_EQ(one.documents.size(), 1U);
  EXPECT_EQ(one.documents[0].key, "n.json");
  const auto wrapped =
      read_string("{\"status\": \"ok\", \"articles\": [{\"title\": \"T\", \"content\": \"One.\"}]}", "n.json");
  ASSERT_EQ(wrapped.documents.size(), 1U);
  EXPECT_EQ(wrapped.documents[0].title, "T");
  EXPECT_EQ(read_string("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", "n.json").documents.size(), 2U);
}

TEST(Json, BrokenFilesAndRecords) {
  const auto broken = read_string("[{\"text\": \"One.\"},\n{\"text\"]", "n.json");
  EXPECT_TRUE(broken.documents.empty());
  ASSERT_EQ(broken.problems.size(), 1U);
  EXPECT_EQ(broken.problems[0].location->line, 2U);
  const auto record = read_string("[3, {\"text\": \"Two.\"}]", "n.json");
  EXPECT_EQ(record.documents.size(), 1U);
  ASSERT_EQ(record.problems.size(), 1U);
  EXPECT_EQ(record.problems[0].message, "record 1: is no JSON object");
  EXPECT_EQ(read_string("[]", "n.json").problems.size(), 1U);
}

TEST(Json, DeepNestingIsRefused) {
  for (const char* open : {"[", "{\"a\":", "[{\"a\":"}) {
    for (const char* name : {"n.json", "n.jsonl"}) {
      const auto out = read_string(testing::repeat(open, 1'000'000), name);
      ASSERT_EQ(out.problems.size(), 1U);
      EXPECT_EQ(out.problems[0].code, ErrorCode::Limit);
    }
  }
}

}  // namespace
}  // namespace entente::articles
