#include "src/language/features.h"

#include <gtest/gtest.h>

#include "src/language/lemma.h"

namespace entente::language {
namespace {

using Ids = std::vector<std::uint32_t>;

WordPieces pieces(std::uint32_t most = 16) {
  return *WordPieces::make(
      {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "talk", "##s", "ta", "##lk", "-", "e", "##a", "a", "un", "##un"}, most);
}

Ids cut(const WordPieces& p, std::string_view word) {
  Ids out;
  p.append(word, out);
  return out;
}

TEST(WordPieces, LongestFirst) {
  const WordPieces p = pieces();
  EXPECT_EQ(cut(p, "talks"), (Ids{4, 5}));
  EXPECT_EQ(cut(p, "TALKS"), (Ids{4, 5}));
  EXPECT_EQ(cut(p, "ta"), (Ids{6}));
  EXPECT_EQ(cut(p, "tas"), (Ids{6, 5}));
  EXPECT_EQ(cut(p, "talkx"), (Ids{1}));
  EXPECT_EQ(p.cls(), 2U);
  EXPECT_EQ(p.sep(), 3U);
}

TEST(WordPieces, MarksAreRunsAndAccentsGo) {
  const WordPieces p = pieces();
  EXPECT_EQ(cut(p, "e-talks"), (Ids{9, 8, 4, 5}));
  EXPECT_EQ(cut(p, "éa"), (Ids{9, 10}));  // decomposed, the accent dropped
  EXPECT_EQ(cut(p, "E\u0301a"), (Ids{9, 10}));
  EXPECT_EQ(cut(p, "ta\u200Blk"), (Ids{4}));     // a control is dropped, the run goes on
  EXPECT_EQ(cut(p, "ta\u00A0ta"), (Ids{6, 6}));  // a blank divides
  EXPECT_EQ(cut(p, "\u2014"), (Ids{1}));         // an unknown mark
  EXPECT_EQ(cut(p, "\u200B"), (Ids{1}));         // nothing left
  EXPECT_EQ(cut(p, "\uFFFD"), (Ids{1}));
  EXPECT_EQ(cut(p, ""), (Ids{1}));
}

TEST(WordPieces, Limits) {
  EXPECT_EQ(cut(pieces(3), "aaaaaaa"), (Ids{11, 10, 10}));
  EXPECT_EQ(cut(pieces(16), std::string(16, 'a')).size(), 16U);
  EXPECT_EQ(cut(pieces(200), std::string(100, 'a')).size(), 100U);
  EXPECT_EQ(cut(pieces(200), std::string(101, 'a')), (Ids{1}));
  EXPECT_EQ(cut(pieces(2), "-a-a"), (Ids{8, 11}));
  Ids out = {7};
  pieces(1).append("talks", out);
  EXPECT_EQ(out, (Ids{7, 4}));
}

TEST(LetterShape, EveryRule) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {{"2025", "digits"},
                                                                            {"1,200", "number"},
                                                                            {"20th", "alnum"},
                                                                            {"talks", "lower"},
                                                                            {"中", "other"},
                                                                            {"I", "single_upper"},
                                                                            {"US", "upper"},
                                                                            {"U.S.", "dotted_upper"},
                                                                            {"A.", "single_upper"},
                                                                            {"Xi", "title"},
                                                                            {"McDonald", "title_lead"},
                                                                            {"iPhone", "mixed"},
                                                                            {".", "final"},
                                                                            {"…", "final"},
                                                                            {";", "comma"},
                                                                            {"“", "quote"},
                                                                            {"[", "bracket"},
                                                                            {"–", "dash"},
                                                                            {"-", "dash"},
                                                                            {"$", "symbol"},
                                                                            {"%", "symbol"},
                                                                            {"\u200B", "other"},
                                                                            {"", "other"},
                                                                            {"Élysée", "title"},
                                                                            {"n't", "lower"}};
  for (const auto& [word, shape] : cases) EXPECT_EQ(to_string(letter_shape(word)), shape) << word;
}

/// Rows that the training's own program gives (training/langmodel/features.py).
TEST(AffixRows, AgreeWithTheTraining) {
  const std::vector<ModelConfig::Affix> affixes = {{'s', 2, 1024}, {'s', 3, 4096}, {'s', 4, 4096}, {'p', 3, 2048}};
  const std::vector<std::pair<std::string_view, Ids>> cases = {{"From", {640, 3915, 7558, 9305}},
                                                               {"the", {503, 1382, 5537, 10567}},
                                                               {"AP", {617, 1698, 6283, 10445}},
                                                               {"story", {301, 4993, 6322, 9924}},
                                                               {":", {542, 5083, 7336, 10794}}};
  for (const auto& [word, expected] : cases) {
    Ids rows(4);
    affix_rows(word, affixes, rows.data());
    EXPECT_EQ(rows, expected) << word;
  }
}

TEST(LowerSimple, CodePointByCodePoint) {
  EXPECT_EQ(lower_simple("ÉLYSÉE Ab1"), "élysée ab1");
  EXPECT_EQ(lower_simple("İ"), "i");  // the simple mapping, without the dot that the full one adds
}

TEST(LemmaScript, Applies) {
  const auto lemma = [](std::string_view script, std::string_view word) {
    return LemmaScript::parse(script)->apply(word);
  };
  EXPECT_EQ(lemma("k0:", "Xi"), "Xi");
  EXPECT_EQ(lemma("l1:", "Talks"), "talk");
  EXPECT_EQ(lemma("k3:y", "studies"), "study");
  EXPECT_EQ(lemma("=be", "was"), "be");
  EXPECT_EQ(lemma("k1:", "é"), "é");  // as long as the word: the lower-cased word
  EXPECT_EQ(lemma("k9:x", "Ab"), "ab");
  EXPECT_EQ(lemma("l0:.", "U.S"), "u.s.");
  EXPECT_EQ(lemma("k1:a", "né"), "na");
  for (const char* bad : {"", "x0:", "k:", "k", "k1", "kx:", "l-1:"}) EXPECT_FALSE(LemmaScript::parse(bad)) << bad;
}

}  // namespace
}  // namespace entente::language
