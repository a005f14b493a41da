#include "src/language/analyzer.h"

#include <gtest/gtest.h>

#include <thread>

#include "src/language/conllu.h"
#include "src/language/tokenizer.h"
#include "tests/unit/language/tiny_model.h"

namespace entente::language {
namespace {

using testing::TinyModel;

constexpr std::string_view text =
    "Xi met Gina Raimondo in Beijing.\n\nThe talks didn't end; they were \"frank\", he said. (More talks follow.)\n"
    "Élysée: 5% of the U.S. tariffs — or $1.5bn.";

Analyzer load(std::string_view set = {}) {
  auto analyzer = Analyzer::load(TinyModel().write("model"), set);
  EXPECT_TRUE(analyzer) << base::format(analyzer.error());
  return std::move(*analyzer);
}

/// What every analysis must fulfil, whatever the text.
void check(std::string_view analysed, const Analysis& a) {
  std::uint32_t at = 0;
  for (const Sentence& s : a.sentences) {
    ASSERT_FALSE(s.words.empty());
    EXPECT_LE(s.words.size(), max_sentence_words);
    EXPECT_EQ(check_tree(s), "");
    EXPECT_EQ(s.span.begin, s.words.front().span.begin);
    EXPECT_EQ(s.span.end, s.words.back().span.end);
    for (const Word& w : s.words) {
      ASSERT_LE(at, w.span.begin);
      ASSERT_LT(w.span.begin, w.span.end);
      ASSERT_LE(w.span.end, analysed.size());
      at = w.span.end;
      EXPECT_FALSE(w.deprel.empty());
      EXPECT_EQ(w.deprel == "root", w.head == root_head);
    }
    std::uint32_t last = 0;
    for (const Name& n : s.names) {
      ASSERT_LE(last, n.begin);
      ASSERT_LT(n.begin, n.end);
      last = n.end;
    }
    ASSERT_LE(last, s.words.size());
  }
}

TEST(Analyzer, FillsEveryField) {
  const Analyzer analyzer = load();
  const Analysis a = analyzer.analyze(text);
  check(text, a);
  ASSERT_EQ(a.sentences.size(), 4U);
  EXPECT_TRUE(a.sentences[1].begins_paragraph);
  EXPECT_EQ(form(text, a.sentences[0].words[1]), "met");
}

TEST(Analyzer, TheSameOnEveryInstructionSet) {
  const std::string first = write_conllu(text, load("portable").analyze(text));
  for (const char* set : {"avx2", "avx512vnni"}) {
    auto analyzer = Analyzer::load(TinyModel().write("other"), set);
    if (!analyzer) {
      EXPECT_EQ(analyzer.error().code, base::ErrorCode::Unsupported);
      continue;
    }
    EXPECT_EQ(analyzer->instruction_set(), set);
    EXPECT_EQ(write_conllu(text, analyzer->analyze(text)), first) << set;
  }
  EXPECT_EQ(Analyzer::load(TinyModel().write("other"), "sse9").error().message,
            "this machine has no instruction set 'sse9'");
}

TEST(Analyzer, TheSameWhateverElseIsAnalysed) {
  const Analyzer analyzer = load();
  const std::string alone = write_conllu(text, analyzer.analyze(text));
  std::string many;
  for (int i = 0; i < 20; ++i) many += "Some other sentence of number " + std::to_string(i) + " is here.\n\n";
  const std::string both = many + std::string(text);
  const Analysis all = analyzer.analyze(both);
  Analysis tail;
  for (Sentence s : all.sentences) {
    if (s.span.begin < many.size()) continue;
    const auto shift = static_cast<std::uint32_t>(many.size());
    s.span = {s.span.begin - shift, s.span.end - shift};
    for (Word& w : s.words) w.span = {w.span.begin - shift, w.span.end - shift};
    tail.sentences.push_back(s);
  }
  EXPECT_EQ(write_conllu(text, tail), alone);
}

TEST(Analyzer, ThreadsAgree) {
  const Analyzer analyzer = load();
  const std::string expected = write_conllu(text, analyzer.analyze(text));
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) result = write_conllu(text, analyzer.analyze(text));
    });
  }
  for (std::thread& t : threads) t.join();
  for (const std::string& result : results) EXPECT_EQ(result, expected);
}

TEST(Analyzer, AnnotateKeepsSentencesAndWords) {
  const Analyzer analyzer = load();
  const auto given = read_conllu(
      "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "2\tn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n"
      "1\ta b\t_\t_\t_\t_\t_\t_\t_\t_\n",
      "given");
  ASSERT_TRUE(given);
  Analysis a = given->analysis;
  analyzer.annotate(given->text, a);
  ASSERT_EQ(a.sentences.size(), 2U);
  ASSERT_EQ(a.sentences[0].words.size(), 3U);
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_EQ(check_tree(a.sentences[s]), "");
    for (std::size_t i = 0; i < a.sentences[s].words.size(); ++i) {
      EXPECT_EQ(a.sentences[s].words[i].span, given->analysis.sentences[s].words[i].span);
      EXPECT_EQ(a.sentences[s].words[i].space_after, given->analysis.sentences[s].words[i].space_after);
      EXPECT_EQ(a.sentences[s].words[i].continues_token, given->analysis.sentences[s].words[i].continues_token);
    }
  }
  Analysis again = a;
  analyzer.annotate(given->text, again);
  EXPECT_EQ(write_conllu(given->text, again), write_conllu(given->text, a));
}

/// The tiny model takes 48 pieces: longer sentences are cut into parts that still make one tree.
TEST(Analyzer, SentencesLongerThanTheNetworkTakes) {
  const Analyzer analyzer = load();
  std::string longer;
  for (int i = 0; i < 120; ++i) longer += "talkative ";
  const Analysis a = analyzer.analyze(longer);
  check(longer, a);
  ASSERT_EQ(a.sentences.size(), 1U);
  std::size_t joined = 0;
  for (const Word& w : a.sentences[0].words) joined += w.deprel == "parataxis" ? 1U : 0U;
  EXPECT_GT(joined, 10U);
}

TEST(Analyzer, HostileText) {
  const Analyzer analyzer = load();
  using namespace std::string_literals;
  const std::vector<std::string> texts = {"",
                                          " ",
                                          "\n\n\n",
                                          "\0"s,
                                          "a\0b"s,
                                          "\u202Eevil\u202C text",
                                          "\u200B\u200B",
                                          "\uFEFF",
                                          "....",
                                          "''''''''",
                                          "\"",
                                          "((((((((((",
                                          "a'b'c'd's's's's's's",
                                          "http://",
                                          "@",
                                          "#",
                                          "@@@@",
                                          "www.",
                                          "-",
                                          "--",
                                          "e\u0301\u0301\u0301",
                                          "👨‍👩‍👧‍👦🇫🇷🇫",
                                          "\r\r\r",
                                          "a\r\nb",
                                          "1.",
                                          "1. 2. 3.",
                                          ".a.b.c.",
                                          "'",
                                          "’s",
                                          "n't",
                                          "'s",
                                          "U.S",
                                          std::string(5000, '.'),
                                          std::string(5000, 'a'),
                                          std::string(3000, '\''),
                                          "\u2028\u2029",
                                          "\f\f"};
  for (const std::string& t : texts) {
    const Analysis a = analyzer.analyze(t);
    check(t, a);
    const auto again = read_conllu(write_conllu(t, a), t, "written");
    ASSERT_TRUE(again) << t << base::format(again.error());
    EXPECT_EQ(write_conllu(t, *again), write_conllu(t, a)) << t;
  }
}

}  // namespace
}  // namespace entente::language
