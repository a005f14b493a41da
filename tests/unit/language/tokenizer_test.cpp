#include "src/language/tokenizer.h"

#include <gtest/gtest.h>

#include <chrono>

namespace entente::language {
namespace {

/// Words apart by blanks, "+" where a word continues a token, "|" between sentences.
std::string show(std::string_view text) {
  std::string out;
  for (const Sentence& s : segment(text).sentences) {
    if (!out.empty()) out += " | ";
    for (std::size_t i = 0; i < s.words.size(); ++i) {
      if (i > 0) out += s.words[i].continues_token ? "+" : " ";
      out += form(text, s.words[i]);
    }
  }
  return out;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(show(c.text), c.expected) << c.text;
}

TEST(Tokenizer, Clitics) {
  expect({{"Xi's officials don't know.", "Xi+'s officials do+n't know ."},
          {"They’re sure we’ve met; I'd go.", "They+’re sure we+’ve met ; I+'d go ."},
          {"shouldn't've", "should+n't+'ve"},
          {"He cannot and won't.", "He can+not and wo+n't ."},
          {"the workers' demands", "the workers+' demands"},
          {"he called it 'frank talks' today", "he called it ' frank talks ' today"},
          {"O'Brien of Sha'lan", "O'Brien of Sha'lan"},
          {"in the 1990's and '90s", "in the 1990's and '90s"},
          {"AT&T's and U.S.'s", "AT&T+'s and U.S.+'s"}});
}

TEST(Tokenizer, Hyphens) {
  expect({{"high-level talks", "high - level talks"},
          {"a state-of-the-art co-operation", "a state - of - the - art co-operation"},
          {"pro-Beijing, anti-dumping, re-elected, non-NATO", "pro-Beijing , anti-dumping , re-elected , non-NATO"},
          {"Washington-based al-Qaeda", "Washington - based al - Qaeda"},
          {"U.S.-led", "U.S. - led"},
          {"the 5-year, 10-15 per cent", "the 5 - year , 10 - 15 per cent"},
          {"call 713-853-3989 or 345-9945", "call 713-853-3989 or 345-9945"},
          {"2025-05-12", "2025-05-12"},
          {"talks -- long ones --- end", "talks -- long ones --- end"},
          {"peace—or war–now", "peace — or war – now"}});
}

TEST(Tokenizer, NumbersAndMoney) {
  expect({{"$1.5 billion, 5%, 1,200 and 3.14", "$ 1.5 billion , 5 % , 1,200 and 3.14"},
          {"US$5m and £221bn, €3", "US$ 5 m and £ 221 bn , € 3"},
          {"at 5:30pm, 10am on 9/11", "at 5:30 pm , 10 am on 9/11"},
          {"a 10km march of the 20th", "a 10 km march of the 20th"},
          {"#1 and No. 10", "# 1 and No. 10"},
          {"24/7 and/or", "24/7 and / or"}});
}

TEST(Tokenizer, AddressesAndSigns) {
  expect({{"See https://www.who.int/news?x=1, or http://a.b/c(d).",
           "See https://www.who.int/news?x=1 , or http://a.b/c(d) ."},
          {"mail a.b@state.gov.", "mail a.b@state.gov ."},
          {"@POTUS said #peace now!!", "@POTUS said #peace now !!"},
          {"WhiteHouse.gov says", "WhiteHouse.gov says"},
          {"well... no?! “Yes”", "well ... no ?! | “ Yes ”"},
          {"flags 🇫🇷🇩🇪 👍🏽", "flags 🇫🇷 🇩🇪 👍🏽"}});
}

TEST(Sentences, Abbreviations) {
  expect({{"Mr. Xi met Gen. Li. They talked.", "Mr. Xi met Gen. Li . | They talked ."},
          {"The U.S. President left. He met J. K. Rowling.", "The U.S. President left . | He met J. K. Rowling ."},
          {"He left the U.S. The talks ended.", "He left the U.S. | The talks ended ."},
          {"At 5 p.m. Monday Apple Inc. rose. It fell at 6 p.m. He saw.",
           "At 5 p.m. Monday Apple Inc. rose . | It fell at 6 p.m. | He saw ."},
          {"In Jan. 2025 he met Sen. Rubio.", "In Jan. 2025 he met Sen. Rubio ."},
          {"Say no. Then go.", "Say no . | Then go ."},
          {"The vote was 5 to 4. Two left.", "The vote was 5 to 4 . | Two left ."}});
}

TEST(Sentences, Quotes) {
  expect({{"\"We agree,\" he said. \"Then we left.\"", "\" We agree , \" he said . | \" Then we left . \""},
          {"“Why now?” Smith asked. “Why?”", "“ Why now ? ” Smith asked . | “ Why ? ”"},
          {"He asked: “Why?” Nobody spoke.", "He asked : “ Why ? ” | Nobody spoke ."},
          {"\"Stop!\" she said.", "\" Stop ! \" she said ."},
          {"(They met.) It ended.", "( They met . ) | It ended ."}});
}

TEST(Sentences, Lines) {
  expect(
      {{"Talks end in Geneva\n\nThe two sides met.", "Talks end in Geneva | The two sides met ."},
       {"The two sides met on Monday to talk about the tariffs that they had\nimposed. It was long.",
        "The two sides met on Monday to talk about the tariffs that they had imposed . | It was long ."},
       {"- first point\n- second point", "- first point | - second point"},
       {"By Jane Doe\nBEIJING (Reuters) - China's commerce minister met his counterpart from the\nUnited States.",
        "By Jane Doe | BEIJING ( Reuters ) - China+'s commerce minister met his counterpart from the United States ."},
       {"One.\r\n\r\nTwo", "One . | Two"},
       {"1. First\n2. Second", "1 . First | 2 . Second"}});
  const Analysis a = segment("Head\n\nOne. Two.");
  ASSERT_EQ(a.sentences.size(), 3U);
  EXPECT_TRUE(a.sentences[0].begins_paragraph);
  EXPECT_TRUE(a.sentences[1].begins_paragraph);
  EXPECT_FALSE(a.sentences[2].begins_paragraph);
}

TEST(Sentences, SpacesAreKnown) {
  const Analysis a = segment("(Yes), no");
  ASSERT_EQ(a.sentences.size(), 1U);
  std::string spaces;
  for (const Word& w : a.sentences[0].words) spaces += w.space_after ? '1' : '0';
  EXPECT_EQ(spaces, "00011");
}

TEST(Sentences, LongOnesAreDividedAtClauses) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += i == 180 ? "word, " : "word ";
  const Analysis a = segment(text);
  ASSERT_EQ(a.sentences.size(), 2U);
  EXPECT_EQ(a.sentences[0].words.size(), 182U);
  EXPECT_EQ(a.sentences[1].words.size(), 219U);
}

/// A million words, characters or marks in a row: linear time, bounded sentences.
TEST(Sentences, AMillionOfAnything) {
  const std::vector<std::string> units = {"word ", "a",  ".",       "! ",   "a.",   "A. ", "'",      "s's",
                                          "(",     ") ", ".) ",     "\" ",  "@",    "a@",  "www.",   "-",
                                          "a-b",   "\n", " \n ",    "#",    "é",    "👍",   "\u202E", "\t",
                                          "U.S. ", "1,", "http://", "x.) ", "?\" ", "a\n", "A\nb\n"};
  for (const std::string& unit : units) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    const auto begin = std::chrono::steady_clock::now();
    std::size_t most = 0;
    for (const Sentence& s : segment(text).sentences) most = std::max(most, s.words.size());
    EXPECT_LE(most, max_sentence_words) << unit;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << unit;
  }
}

}  // namespace
}  // namespace entente::language
