#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "src/articles/formats.h"
#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using testing::read_paths;

class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("entente_articles_" + std::to_string(::getpid()) + "_" +
                                         ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }
  fs::path root_;
};

TEST_F(Files, FoldersAreReadInByteOrderWithoutHiddenFiles) {
  write("b.txt", "B.");
  write("a/z.md", "Z.");
  write("a/Y.txt", "Y.");
  write("B.html", "<p>HTML.</p>");
  write(".hidden.txt", "No.");
  write(".git/x.txt", "No.");
  write("c.jsonl", "{\"id\": \"c1\", \"text\": \"C.\"}");
  fs::create_directory_symlink(root_, root_ / "a" / "loop");
  const auto out = read_paths({root_.string()});
  std::vector<std::string> keys;
  for (const auto& d : out.documents) keys.push_back(d.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"B.html", "Y.txt", "z.md", "b.txt", "c1"}));
  EXPECT_TRUE(out.problems.empty());
  EXPECT_EQ(out.documents[1].path, (root_ / "a/Y.txt").string());
}

TEST_F(Files, ProblemsAreNamedAndTheRestIsRead) {
  const std::string good = write("good.txt", "Good.");
  const std::string empty = write("empty.txt", "");
  fs::create_directories(root_ / "nothing");
  const auto out = read_paths({(root_ / "missing.txt").string(), empty, (root_ / "nothing").string(), good});
  ASSERT_EQ(out.documents.size(), 1U);
  ASSERT_EQ(out.problems.size(), 3U);
  EXPECT_EQ(out.problems[0].code, ErrorCode::Unreadable);
  EXPECT_EQ(out.problems[0].message, "No such file or directory");
  EXPECT_EQ(out.problems[0].location->source, (root_ / "missing.txt").string());
  EXPECT_EQ(out.problems[1].code, ErrorCode::Malformed);
  EXPECT_EQ(out.problems[2].code, ErrorCode::NotFound);
}

TEST_F(Files, UnknownEndingsAreGuessed) {
  write("a", "A met B.");
  write("b.data", "<!DOCTYPE html><p>Page.</p>");
  write("c.dat", "{\"text\": \"Json.\"}\n");
  write("d.xml", "<rss><channel><item><description>Feed.</description></item></channel></rss>");
  write("e.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html><body><p>Xhtml.</p></body></html>");
  const auto out = read_paths({root_.string()});
  std::vector<std::string> texts;
  for (const auto& d : out.documents) texts.push_back(d.text);
  EXPECT_EQ(texts, (std::vector<std::string>{"A met B.", "Page.", "Json.", "Feed.", "Xhtml."}));
}

TEST_F(Files, NamesThatAreNoUtf8) {
  write("a\xFF.txt", "A met B.");
  const auto out = read_paths({root_.string()});
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].key, "a\xEF\xBF\xBD.txt");
}

TEST_F(Files, TheSameFileGivesTheSameIdFromAnyPath) {
  const std::string one = write("one/a.txt", "---\ndate: 2023\n---\nA met B.");
  const std::string two = write("two/a.txt", "---\ndate: 2023\n---\nA met B.");
  const auto out = read_paths({one, two});
  ASSERT_EQ(out.documents.size(), 2U);
  EXPECT_EQ(out.documents[0].id(), out.documents[1].id());
}

TEST_F(Files, AFileWithoutEnd) {
  const auto out = read_paths({"/dev/zero"}, [] {
    ReadOptions options;
    options.file_limit = 1U << 20U;
    return options;
  }());
  ASSERT_EQ(out.problems.size(), 1U);
  EXPECT_EQ(out.problems[0].code, ErrorCode::Limit);
}

TEST(Formats, ByNameAndContent) {
  EXPECT_EQ(format_of_name("A.TXT"), Format::Text);
  EXPECT_EQ(format_of_name("a.b.Markdown"), Format::Markdown);
  EXPECT_EQ(format_of_name("a.xml"), std::nullopt);
  EXPECT_EQ(format_of_name(".txt"), std::nullopt);
  EXPECT_EQ(guess_format("\xEF\xBB\xBF <!doctype HTML>"), Format::Html);
  EXPECT_EQ(guess_format("<!-- c --><html>"), Format::Html);
  EXPECT_EQ(guess_format("<?xml version='1.0'?><!-- c --><feed xmlns='x'>"), Format::Feed);
  EXPECT_EQ(guess_format("[Reuters] - A met B."), Format::Text);
  EXPECT_EQ(guess_format("{A} met B."), Format::Text);
  EXPECT_EQ(guess_format("<3 is a heart"), Format::Text);
  EXPECT_EQ(guess_format(""), Format::Text);
  EXPECT_EQ(guess_format("---\ntitle: x"), Format::Text);
}

}  // namespace
}  // namespace entente::articles
