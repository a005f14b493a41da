#include "src/pipeline/pipeline.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <set>
#include <thread>

#include "src/pipeline/bounded_queue.h"

namespace entente::pipeline {
namespace {

namespace fs = std::filesystem;

model::Document document(int i) {
  model::Document d;
  d.key = "d" + std::to_string(i);
  d.text = "Text number " + std::to_string(i) + ".";
  d.path = "memory";
  return d;
}

Source documents(int from, int to) {
  return [=](const articles::Sink& sink, const articles::ProblemSink&) {
    articles::ReadReport report;
    for (int i = from; i < to; ++i) {
      ++report.documents;
      if (!sink(document(i))) break;
    }
    return report;
  };
}

/// Three words a document; an entity for each.
Stages fake_stages(std::atomic<int>* analysed = nullptr) {
  return {[=](std::string_view text) {
            if (analysed != nullptr) ++*analysed;
            language::Analysis a;
            a.sentences.emplace_back();
            a.sentences.back().words.resize(3);
            a.sentences.back().span = {0, static_cast<std::uint32_t>(text.size())};
            return a;
          },
          [](const model::Document& d, const language::Analysis& a) {
            model::DocumentRecord r;
            r.document = d;
            r.entities.resize(a.sentences.size());
            r.entities[0].name = d.key;
            return r;
          }};
}

class Pipeline : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::temp_directory_path() / ("entente_pipeline_" + std::to_string(::getpid()) + "_" +
                                          ::testing::UnitTest::GetInstance()->current_test_info()->name()))
                .string();
    TearDown();
  }
  void TearDown() override {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + end);
  }
  store::Store open() {
    auto store = store::Store::open(path_, store::OpenMode::CreateIfMissing);
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }
  std::string path_;
};

TEST_F(Pipeline, StoresEveryDocumentAndCounts) {
  auto store = open();
  Options options;
  options.threads = 3;
  options.batch_documents = 7;
  std::set<std::string> done;
  Progress last;
  const auto report = run(documents(0, 100), fake_stages(), store, options,
                          {.problem = {},
                           .done = [&](const model::Document& d) { done.insert(d.key); },
                           .progress =
                               [&](const Progress& p) {
                                 EXPECT_GE(p.committed, last.committed);
                                 last = p;
                               },
                           .taken = {}});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->documents, 100U);
  EXPECT_EQ(report->added, 100U);
  EXPECT_EQ(report->skipped, 0U);
  EXPECT_EQ(report->words, 300U);
  EXPECT_EQ(report->sentences, 100U);
  EXPECT_EQ(report->entities, 100U);
  EXPECT_EQ(report->threads, 3U);
  EXPECT_FALSE(report->cancelled);
  EXPECT_EQ(done.size(), 100U);
  EXPECT_EQ(last.committed, 100U);
  EXPECT_EQ(last.analysed, 100U);
  EXPECT_EQ(store.stats()->documents, 100U);
}

TEST_F(Pipeline, GoesOnWhereItStoppedWithoutAnalysingAgain) {
  auto store = open();
  ASSERT_TRUE(run(documents(0, 40), fake_stages(), store, {}, {}));
  std::atomic<int> analysed{0};
  int done = 0;
  Callbacks callbacks;
  callbacks.done = [&](const model::Document&) { ++done; };
  const auto report = run(documents(20, 60), fake_stages(&analysed), store, {}, callbacks);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->skipped, 20U);
  EXPECT_EQ(report->added, 20U);
  EXPECT_EQ(analysed.load(), 20);
  EXPECT_EQ(done, 40);
  EXPECT_EQ(store.stats()->documents, 60U);
}

TEST_F(Pipeline, ADocumentThatComesTwiceIsAnalysedOnce) {
  auto store = open();
  std::atomic<int> analysed{0};
  const Source twice = [](const articles::Sink& sink, const articles::ProblemSink&) {
    for (int i = 0; i < 10; ++i) sink(document(i % 5));
    return articles::ReadReport{10, 0};
  };
  const auto report = run(twice, fake_stages(&analysed), store, {}, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added, 5U);
  EXPECT_EQ(report->skipped, 5U);
  EXPECT_EQ(analysed.load(), 5);
}

TEST_F(Pipeline, CancelKeepsWhatIsDone) {
  auto store = open();
  std::atomic<bool> cancel{false};
  Options options;
  options.threads = 1;
  options.cancel = &cancel;
  std::set<std::string> done;
  Callbacks callbacks;
  callbacks.done = [&](const model::Document& d) { done.insert(d.id()); };
  Stages stages = fake_stages();
  std::atomic<int> analysed{0};
  const auto plain = stages.analyze;
  stages.analyze = [&](std::string_view text) {
    if (++analysed == 10) cancel = true;
    return plain(text);
  };
  const auto report = run(documents(0, 100000), stages, store, options, callbacks);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->cancelled);
  EXPECT_EQ(report->added, 10U);
  EXPECT_EQ(done.size(), 10U);
  for (const auto& id : done) EXPECT_TRUE(*store.contains(id));
}

TEST_F(Pipeline, ProblemsAreCountedAndADocumentWithoutMemoryIsOne) {
  auto store = open();
  const Source source = [](const articles::Sink& sink, const articles::ProblemSink& problem) {
    problem({base::ErrorCode::Malformed, "broken", "", std::nullopt});
    for (int i = 0; i < 3; ++i) sink(document(i));
    return articles::ReadReport{3, 1};
  };
  Stages stages = fake_stages();
  const auto plain = stages.analyze;
  stages.analyze = [&](std::string_view text) -> language::Analysis {
    if (text == "Text number 1.") throw std::bad_alloc();
    return plain(text);
  };
  std::vector<std::string> problems;
  Callbacks callbacks;
  callbacks.problem = [&](const base::Error& e) { problems.push_back(e.message); };
  const auto report = run(source, stages, store, {}, callbacks);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->problems, 2U);
  EXPECT_EQ(report->added, 2U);
  EXPECT_EQ(problems, (std::vector<std::string>{"broken", "there is not enough memory to analyse this document"}));
}

TEST_F(Pipeline, AFailingStoreEndsTheRunWithItsError) {
  { auto created = open(); }
  auto store = store::Store::open(path_, store::OpenMode::Read);
  ASSERT_TRUE(store);
  int done = 0;
  Callbacks callbacks;
  callbacks.done = [&](const model::Document&) { ++done; };
  const auto report = run(documents(0, 100000), fake_stages(), *store, {}, callbacks);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, base::ErrorCode::Usage);  // opened for reading
  EXPECT_EQ(done, 0);
}

TEST_F(Pipeline, AnyNumberOfThreadsGivesTheSameRecords) {
  std::vector<std::vector<std::string>> ids;
  for (const unsigned threads : {1U, 2U, 8U}) {
    TearDown();
    auto store = open();
    Options options;
    options.threads = threads;
    options.batch_documents = 3 * threads;
    ASSERT_TRUE(run(documents(0, 200), fake_stages(), store, options, {}));
    ids.emplace_back();
    const auto records = store.records();
    ASSERT_TRUE(records);
    for (const auto& r : *records) ids.back().push_back(r.document.id() + r.entities.at(0).name);
  }
  EXPECT_EQ(ids[0], ids[1]);
  EXPECT_EQ(ids[0], ids[2]);
}

TEST(BoundedQueue, HoldsBackAndLetsOneHeavyItemIn) {
  BoundedQueue<int> queue(10);
  EXPECT_TRUE(queue.push(1, 100));
  std::atomic<bool> pushed{false};
  std::thread other([&] {
    queue.push(2, 1);
    pushed = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_FALSE(pushed);
  EXPECT_EQ(queue.pop(), 1);
  other.join();
  EXPECT_TRUE(pushed);
  queue.close();
  EXPECT_FALSE(queue.push(3, 1));
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

}  // namespace
}  // namespace entente::pipeline
