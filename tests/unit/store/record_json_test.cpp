#include "graph/store/record_json.h"

#include <gtest/gtest.h>

#include "graph/base/json.h"
#include "tests/support/records.h"

namespace entente::store {
namespace {

TEST(RecordJson, WriteThenReadGivesTheSame) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    for (auto& record : test::random_records(seed, 5)) {
      const std::string json = encode(record);
      model::DocumentRecord back;
      back.document = record.document;
      ASSERT_TRUE(decode(json, "a", back));
      EXPECT_EQ(encode(back), json);
      ASSERT_EQ(back.entities.size(), record.entities.size());
      ASSERT_EQ(back.statements.size(), record.statements.size());
      for (std::size_t i = 0; i < record.statements.size(); ++i) {
        EXPECT_EQ(back.statements[i].confidence, record.statements[i].confidence);
        EXPECT_EQ(back.statements[i].date, record.statements[i].date);
        EXPECT_EQ(back.statements[i].place, record.statements[i].place);
        EXPECT_EQ(back.statements[i].evidence, record.statements[i].evidence);
      }
      for (std::size_t i = 0; i < record.entities.size(); ++i) {
        EXPECT_EQ(back.entities[i].aliases, record.entities[i].aliases);
        EXPECT_EQ(back.entities[i].mentions, record.entities[i].mentions);
        EXPECT_EQ(back.entities[i].imposer, record.entities[i].imposer);
      }
    }
  }
}

std::string complaint(const std::string& json) {
  model::DocumentRecord record;
  const auto done = decode(json, "a.txt", record);
  return done ? "" : done.error().message;
}

TEST(RecordJson, SaysWhatIsDamaged) {
  const std::string person = R"({"type":"Person","name":"A","mentions":[]})";
  const auto with = [&](const std::string& statement) {
    return R"({"entities":[)" + person + R"(],"statements":[)" + statement + "]}";
  };
  EXPECT_EQ(complaint(with("")), "");
  EXPECT_EQ(complaint("[]"), "damaged record of a.txt: the record is no object");
  EXPECT_EQ(complaint("{}"), "damaged record of a.txt: no list 'entities'");
  EXPECT_EQ(complaint(R"({"entities":3,"statements":[]})"), "damaged record of a.txt: 'entities' is no list");
  EXPECT_EQ(complaint(R"({"entities":[{"type":"Robot"}],"statements":[]})"),
            "damaged record of a.txt: unknown entity type 'Robot'");
  EXPECT_EQ(complaint(R"({"entities":[7],"statements":[]})"), "damaged record of a.txt: unknown entity type ''");
  EXPECT_EQ(complaint(R"({"entities":[{"type":"Person","name":"A","mentions":[[1,2]]}],"statements":[]})"),
            "damaged record of a.txt: a mention is not [begin, end, text]");
  EXPECT_EQ(complaint(R"({"entities":[{"type":"Person","name":"A","mentions":[[-1,2,"x"]]}],"statements":[]})"),
            "damaged record of a.txt: an offset is no whole number");
  EXPECT_EQ(complaint(with("1")), "damaged record of a.txt: a statement lacks an end");
  EXPECT_EQ(complaint(with(R"({"subject":0,"object":0,"type":"X"})")), "damaged record of a.txt: unknown status ''");
  EXPECT_EQ(complaint(with(R"({"subject":0,"object":5,"type":"X","status":"happened","confidence":1,"evidence":[]})")),
            "damaged record of a.txt: 'object' points to no entity");
  EXPECT_EQ(
      complaint(with(
          R"({"subject":0,"object":0,"type":"X","status":"happened","date":"soon","confidence":1,"evidence":[]})")),
      "damaged record of a.txt: 'soon' is no date");
  EXPECT_EQ(complaint(with(R"({"subject":0,"object":0,"type":"X","status":"happened","evidence":[]})")),
            "damaged record of a.txt: a statement lacks its confidence");
  EXPECT_EQ(
      complaint(with(R"({"subject":0,"object":0,"type":"X","status":"happened","confidence":1,"evidence":[[0,1]]})")),
      "damaged record of a.txt: a piece of evidence is not [begin, end, subject, object]");
  EXPECT_NE(complaint("{\"entities\":["), "");
  EXPECT_NE(complaint(std::string(1000, '[')), "");
}

}  // namespace
}  // namespace entente::store
