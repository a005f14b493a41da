#include "graph/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "graph/merge/merge.h"
#include "tests/support/records.h"

namespace entente::store {
namespace {

using test::RecordBuilder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StoreTest : public testing::Test {
 protected:
  StoreTest() : path(testing::TempDir() + fmt::format("entente_store_{}.entente", ::getpid())) {
    std::remove(path.c_str());
  }
  ~StoreTest() override {
    ::chmod(path.c_str(), 0644);
    std::remove(path.c_str());
  }
  void write_file(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  void sql(const std::string& statements) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    char* error = nullptr;
    ASSERT_EQ(sqlite3_exec(db, statements.c_str(), nullptr, nullptr, &error), SQLITE_OK) << error;
    sqlite3_close(db);
  }
  base::Error open_error(OpenMode mode = OpenMode::Read) {
    const auto store = Store::open(path, mode);
    EXPECT_FALSE(store.has_value());
    return store ? base::Error{} : store.error();
  }
  static model::DocumentRecord sample(const std::string& key = "a.txt") {
    RecordBuilder b(key, "2023-08-29");
    b->document.title = "Title with “quotes”";
    b->document.url = "https://example.org/a?b=c";
    b->document.path = "/somewhere/a.txt";
    const auto x = b.person("Gina Raimondo", {"Raimondo"});
    const auto y = b.country("China", "CN");
    b.statement(x, "CRITICIZED", y).date = test::date("2023-08-28/2023-08-30");
    return *b;
  }

  const schema::Ontology ontology = schema::Ontology::load_default().value();
  const std::string path;
};

TEST_F(StoreTest, AddedRecordsComeBack) {
  const std::vector<model::DocumentRecord> records = test::random_records(3, 12);
  {
    auto store = Store::open(path, OpenMode::CreateIfMissing).value();
    ASSERT_TRUE(store.add(records));
  }
  const auto store = Store::open(path, OpenMode::Read).value();
  const auto back = store.records().value();
  EXPECT_EQ(test::dump(store.graph(ontology).value()), test::dump(merge::consolidate(records, ontology)));
  for (std::size_t i = 1; i < back.size(); ++i) EXPECT_LT(back[i - 1].document.id(), back[i].document.id());
  EXPECT_EQ(store.stats().value().documents, back.size());
  EXPECT_GT(store.stats().value().bytes, 1000U);
}

TEST_F(StoreTest, EveryFieldOfADocumentComesBack) {
  auto store = Store::open(path, OpenMode::CreateIfMissing).value();
  auto record = sample();
  record.document.source = "Reuters";
  record.document.language = "en";
  record.document.text += std::string("nul\0 inside", 11);
  ASSERT_EQ(store.add({record}).value(), 1U);
  const auto d = store.records().value().at(0).document;
  EXPECT_EQ(d.key, record.document.key);
  EXPECT_EQ(d.path, record.document.path);
  EXPECT_EQ(d.title, record.document.title);
  EXPECT_EQ(d.date, record.document.date);
  EXPECT_EQ(d.date_origin, record.document.date_origin);
  EXPECT_EQ(d.source, "Reuters");
  EXPECT_EQ(d.url, record.document.url);
  EXPECT_EQ(d.language, "en");
  EXPECT_EQ(d.text, record.document.text);
}

TEST_F(StoreTest, AddingTwiceChangesNothing) {
  auto store = Store::open(path, OpenMode::CreateIfMissing).value();
  EXPECT_EQ(store.add({sample(), sample("b.txt"), sample()}).value(), 2U);
  const auto before = test::dump(store.graph(ontology).value());
  EXPECT_EQ(store.add({sample()}).value(), 0U);
  EXPECT_EQ(test::dump(store.graph(ontology).value()), before);
  EXPECT_TRUE(store.contains(sample().document.id()).value());
  EXPECT_FALSE(store.contains("d-0").value());
}

TEST_F(StoreTest, ShardsMergedInAnyOrderEqualOneRun) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const auto records = test::random_records(seed, 9);
    const auto build = [&](std::vector<int> order) {
      std::remove(path.c_str());
      auto store = Store::open(path, OpenMode::CreateIfMissing).value();
      for (const int shard : order) {
        std::vector<model::DocumentRecord> part;
        for (std::size_t i = 0; i < records.size(); ++i) {
          if (static_cast<int>(i % 3) == shard) part.push_back(records[i]);
        }
        EXPECT_TRUE(store.add(part));
      }
      return test::dump(store.graph(ontology).value());
    };
    const auto expected = build({0, 1, 2});
    EXPECT_EQ(build({2, 0, 1}), expected);
    EXPECT_EQ(build({1, 2, 0, 1, 1}), expected);
  }
}

TEST_F(StoreTest, RemoveByKeyOrId) {
  auto store = Store::open(path, OpenMode::CreateIfMissing).value();
  ASSERT_TRUE(store.add({sample("a.txt"), sample("b.txt"), sample("c.txt")}));
  EXPECT_EQ(store.remove("a.txt").value(), 1U);
  EXPECT_EQ(store.remove(sample("b.txt").document.id()).value(), 1U);
  EXPECT_EQ(store.remove("nothing").value(), 0U);
  EXPECT_EQ(store.stats().value().documents, 1U);
  EXPECT_THAT(store.check(ontology).value(), IsEmpty());
}

TEST_F(StoreTest, RefusesWhatIsNoGraph) {
  EXPECT_EQ(open_error().code, base::ErrorCode::Unreadable);
  EXPECT_EQ(open_error().message, "there is no file " + path);
  write_file("");
  EXPECT_EQ(open_error().message, path + " is empty");
  EXPECT_EQ(open_error(OpenMode::ReadWrite).code, base::ErrorCode::Malformed);
  write_file("Gina Raimondo met Wang Wentao in Beijing on Monday.");
  for (const auto mode : {OpenMode::Read, OpenMode::ReadWrite, OpenMode::CreateIfMissing}) {
    EXPECT_EQ(open_error(mode).code, base::ErrorCode::Malformed);
    EXPECT_EQ(open_error(mode).message, path + " is no graph file");
  }
  std::remove(path.c_str());
  sql("CREATE TABLE other (x)");
  EXPECT_EQ(open_error(OpenMode::CreateIfMissing).message, path + " is an SQLite file of another program, not a graph");
  const auto folder = Store::open(testing::TempDir(), OpenMode::CreateIfMissing);
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, HasSubstr("is a folder"));
  const auto nowhere = Store::open("/nonexistent/x.entente", OpenMode::CreateIfMissing);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, base::ErrorCode::Unreadable);
}

TEST_F(StoreTest, RefusesANewerVersion) {
  { ASSERT_TRUE(Store::open(path, OpenMode::CreateIfMissing)); }
  sql("PRAGMA user_version = 2");
  EXPECT_EQ(open_error().code, base::ErrorCode::Unsupported);
  EXPECT_EQ(open_error().message, path + " has version 2 of the file format; this program reads version 1");
  EXPECT_EQ(open_error().hint, "use a newer entente");
}

TEST_F(StoreTest, DamagedFilesGiveErrorsNotCrashes) {
  {
    auto store = Store::open(path, OpenMode::CreateIfMissing).value();
    ASSERT_TRUE(store.add(test::random_records(1, 60)));
  }
  std::string bytes;
  {
    std::ifstream in(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::mt19937 chance(5);
  int noticed = 0;
  for (int round = 0; round < 60; ++round) {
    std::string damaged = bytes;
    if (round % 3 == 0) damaged.resize(chance() % damaged.size());
    for (int i = 0; i < 40 && !damaged.empty(); ++i) damaged[chance() % damaged.size()] = static_cast<char>(chance());
    write_file(damaged);
    const auto store = Store::open(path, OpenMode::Read);
    if (!store) {
      ++noticed;
      EXPECT_FALSE(store.error().message.empty());
      continue;
    }
    const auto problems = store->check(ontology);
    if (!problems || !problems->empty()) ++noticed;
    (void)store->graph(ontology);
  }
  EXPECT_GT(noticed, 50);
}

TEST_F(StoreTest, ReadingOnlyNeverWrites) {
  { ASSERT_TRUE(Store::open(path, OpenMode::CreateIfMissing)); }
  auto store = Store::open(path, OpenMode::Read).value();
  EXPECT_EQ(store.add({sample()}).error().code, base::ErrorCode::Usage);
  EXPECT_EQ(store.remove("a.txt").error().message, "the graph was opened for reading only");
}

TEST_F(StoreTest, ReadersSeeWholeTransactionsWhileOneWrites) {
  auto writer = Store::open(path, OpenMode::CreateIfMissing).value();
  ASSERT_TRUE(writer.add({sample("a.txt")}));
  const auto reader = Store::open(path, OpenMode::Read).value();
  EXPECT_EQ(reader.stats().value().documents, 1U);
  ASSERT_TRUE(writer.add({sample("b.txt"), sample("c.txt")}));
  EXPECT_EQ(reader.stats().value().documents, 3U);
}

TEST_F(StoreTest, CheckFindsWhatIsWrong) {
  auto store = Store::open(path, OpenMode::CreateIfMissing).value();
  RecordBuilder b("bad.txt");
  const auto person = b.person("Gina Raimondo");
  const auto country = b.country("China", "CN");
  const auto measure = b.measure("tarif", person, country);
  b.statement(measure, "MET_WITH", country);
  b.statement(person, "FLEW_TO", country);
  auto& s = b.statement(person, "CRITICIZED", country);
  s.confidence = 1.5;
  s.place = person;
  s.measure = person;
  s.claimed_by = measure;
  s.topics = {country};
  s.evidence[0].sentence = {0, 90000};
  b.statement(person, "CRITICIZED", country).evidence.clear();
  b->entities[person].mentions[0].surface = "Gina Raimundo";
  b->entities[country].mentions.push_back({{5, 5}, ""});
  b->entities[country].kind = "tariff";
  b->entities[country].aliases = {"b", "a"};
  ASSERT_TRUE(store.add({*b}));
  const auto problems = store.check(ontology).value();
  EXPECT_THAT(
      problems,
      ElementsAre("bad.txt: a mention of 'Gina Raimondo' at 0-13 says 'Gina Raimundo', the text says 'Gina Raimondo'",
                  "bad.txt: the aliases of 'China' are not sorted",
                  "bad.txt: 'China' is no measure but has a kind, an imposer or a target",
                  "bad.txt: a mention of 'China' at 5-5 lies outside the text",
                  "bad.txt: the measure 'tarifs' has the unknown kind 'tarif'",
                  "bad.txt: 'tarifs MET_WITH China' has a subject of type Measure, which the ontology does not allow",
                  "bad.txt: 'Gina Raimondo FLEW_TO China' has a type that the ontology does not know",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' happened in 'Gina Raimondo', which is no place",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' has the measure 'Gina Raimondo', which is none",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' is claimed by 'tarifs', which is no actor",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' has the topic 'China', which is none",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' has the confidence 1.5",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' quotes 0-90000, which lies outside the text",
                  "bad.txt: 'Gina Raimondo CRITICIZED China' has no evidence"));
}

TEST_F(StoreTest, CheckFindsATextThatWasChanged) {
  {
    auto store = Store::open(path, OpenMode::CreateIfMissing).value();
    ASSERT_TRUE(store.add({sample()}));
    EXPECT_THAT(store.check(ontology).value(), IsEmpty());
  }
  sql("UPDATE document SET text = replace(text, 'Gina', 'Tina')");
  auto problems = Store::open(path, OpenMode::Read).value().check(ontology).value();
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[0], HasSubstr("does not match the content"));
  EXPECT_THAT(problems[1], HasSubstr("says 'Gina Raimondo', the text says 'Tina Raimondo'"));
  sql("UPDATE document SET record = '{'");
  const auto store = Store::open(path, OpenMode::Read).value();
  EXPECT_FALSE(store.graph(ontology));
  EXPECT_FALSE(store.check(ontology).value().empty());
}

}  // namespace
}  // namespace entente::store
