#include "src/cli/terminal.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "src/cli/command.h"
#include "src/cli/phrases.h"
#include "src/cli/progress.h"

namespace entente::cli {
namespace {

TEST(Terminal, WrapsAtTheWidthInCodePoints) {
  EXPECT_EQ(wrapped("one two three", 2, 0), "  one two three\n");
  EXPECT_EQ(wrapped("aaaaaaaaaa bbbbbbbbbb cccccccccc", 0, 21), "aaaaaaaaaa bbbbbbbbbb\ncccccccccc\n");
  EXPECT_EQ(wrapped("éééééééééé éééééééééé c", 0, 21), "éééééééééé éééééééééé\nc\n");
  EXPECT_EQ(wrapped(std::string(50, 'x') + " y", 0, 25), std::string(50, 'x') + "\ny\n");
  EXPECT_EQ(wrapped("", 4, 80), "");
}

TEST(Terminal, ShowsNothingThatSteersATerminal) {
  EXPECT_EQ(shown("a\nb\r\n\tc"), "a b c");
  EXPECT_EQ(shown("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(shown("a\xE2\x80\xAE"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(shown("a\xC2\x9B"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(shown("Erdoğan – “習”"), "Erdoğan – “習”");
}

TEST(Terminal, GroupsDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(Terminal, StatusFollowsTheError) {
  const auto status = [](base::ErrorCode code) { return status_of({code, "m", "", std::nullopt}); };
  EXPECT_EQ(status(base::ErrorCode::NotFound), 1);
  EXPECT_EQ(status(base::ErrorCode::Usage), 2);
  EXPECT_EQ(status(base::ErrorCode::Unreadable), 3);
  EXPECT_EQ(status(base::ErrorCode::Malformed), 3);
  EXPECT_EQ(status(base::ErrorCode::Io), 3);
  EXPECT_EQ(status(base::ErrorCode::Query), 4);
  EXPECT_EQ(status(base::ErrorCode::Partial), 5);
  EXPECT_EQ(status(base::ErrorCode::Internal), 70);
}

TEST(Progress, Times) {
  EXPECT_EQ(as_time(0), "0:00");
  EXPECT_EQ(as_time(59.6), "1:00");
  EXPECT_EQ(as_time(3723), "1:02:03");
}

TEST(Progress, ShareIsThatOfReadingTimesThatOfAnalysis) {
  ProgressLine line({{"a.txt", 100}, {"b.txt", 300}});
  model::Document d;
  d.path = "a.txt";
  d.text = std::string(80, 'x');
  line.taken(d);
  // 80 of 400 bytes are read, all of it analysed.
  EXPECT_EQ(line.text({.committed = 0, .analysed = 1, .words = 2000, .bytes = 80, .problems = 0, .seconds = 1}, 79),
            "[======                        ]  20 %  1 document  2,000 words/s  0:04 left");
  d.path = "b.txt";
  d.text = std::string(300, 'x');
  line.taken(d);
  // All is read, 80 of 380 bytes analysed.
  const auto text = line.text({.committed = 1, .analysed = 1, .words = 2000, .bytes = 80, .problems = 2, .seconds = 1}, 200);
  EXPECT_NE(text.find(" 21 %"), std::string::npos) << text;
  EXPECT_NE(text.find("2 problems"), std::string::npos) << text;
}

TEST(Progress, WithoutSizesThereIsNoShare) {
  const ProgressLine line({{"-", 0}});
  EXPECT_EQ(line.text({.committed = 3, .analysed = 5, .words = 5000, .bytes = 1, .problems = 0, .seconds = 2}, 79),
            "5 documents  2,500 words/s");
}

TEST(Commands, EachHasASummaryExamplesAndANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const Command& c : commands()) {
    EXPECT_TRUE(names.insert(c.name).second) << c.name;
    EXPECT_FALSE(c.summary.empty());
    EXPECT_NE(c.summary.back(), '.');
    EXPECT_EQ(c.examples.substr(0, 2), "  ") << c.name;
    EXPECT_EQ(c.examples.back(), '\n') << c.name;
    EXPECT_NE(c.examples.find("entente " + std::string(c.name)), std::string_view::npos) << c.name;
    EXPECT_NE(c.declare, nullptr);
  }
}

TEST(Phrases, RelationsAsWords) { EXPECT_EQ(relation_words("MET_WITH"), "met with"); }

}  // namespace
}  // namespace entente::cli
