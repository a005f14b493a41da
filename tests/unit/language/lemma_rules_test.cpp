#include "src/language/lemma_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace entente::language {
namespace {

/// Words by falling frequency.
const std::vector<std::string_view> known = {"change", "come",    "hope",  "call", "pass",  "add",   "add",
                                             "star",   "stare",   "hop",   "move", "chang", "com",   "visit",
                                             "create", "control", "run",   "rate", "rat",   "study", "clash",
                                             "large",  "big",     "early", "tell", "close", "go"};

std::uint32_t rank(std::string_view word) {
  const auto found = std::find(known.begin(), known.end(), word);
  return found == known.end() ? unknown_rank : static_cast<std::uint32_t>(found - known.begin());
}

struct Case {
  std::string_view form;
  Upos upos;
  std::string_view feats;
  std::string_view model;
  std::string_view expected;
};

TEST(LemmaRules, Corrects) {
  const std::vector<Case> cases = {
      {"met", Upos::Verb, "Tense=Past", "min", "meet"},
      {"led", Upos::Verb, "Tense=Past", "l", "lead"},
      {"held", Upos::Verb, "Tense=Past", "he", "hold"},
      {"Keep", Upos::Verb, "Mood=Imp", "Keep", "keep"},
      {"found", Upos::Verb, "VerbForm=Inf", "find", "found"},
      {"found", Upos::Verb, "Tense=Past", "found", "find"},
      {"hoping", Upos::Verb, "VerbForm=Ger", "hop", "hope"},
      {"coming", Upos::Verb, "VerbForm=Part", "com", "come"},
      {"changed", Upos::Verb, "Tense=Past", "chang", "change"},
      {"running", Upos::Verb, "VerbForm=Ger", "runn", "run"},
      {"starring", Upos::Verb, "VerbForm=Ger", "starr", "star"},
      {"staring", Upos::Verb, "VerbForm=Ger", "star", "stare"},
      {"controlled", Upos::Verb, "Tense=Past", "controll", "control"},
      {"called", Upos::Verb, "Tense=Past", "call", "call"},
      {"passes", Upos::Verb, "Person=3", "passe", "pass"},
      {"added", Upos::Verb, "Tense=Past", "ad", "add"},
      {"studied", Upos::Verb, "Tense=Past", "studi", "study"},
      {"goes", Upos::Verb, "Person=3", "goe", "go"},
      {"visiting", Upos::Verb, "VerbForm=Ger", "visite", "visit"},
      {"telling", Upos::Verb, "VerbForm=Ger", "tel", "tell"},
      {"co-starring", Upos::Verb, "VerbForm=Ger", "co-starring", "co-star"},
      {"anticipating", Upos::Verb, "VerbForm=Ger", "anticipat", "anticipate"},
      {"firebombed", Upos::Verb, "Tense=Past", "firebombe", "firebomb"},
      {"certified", Upos::Verb, "Tense=Past", "certifie", "certify"},
      {"sing", Upos::Verb, "VerbForm=Inf", "sing", "sing"},
      {"need", Upos::Verb, "VerbForm=Inf", "ne", "need"},
      {"men", Upos::Noun, "Number=Plur", "men", "man"},
      {"horsemen", Upos::Noun, "Number=Plur", "horseme", "horseman"},
      {"clashes", Upos::Noun, "Number=Plur", "clashe", "clash"},
      {"People", Upos::Noun, "Number=Plur", "person", "people"},
      {"Minister", Upos::Noun, "Number=Sing", "Minister", "minister"},
      {"largest", Upos::Adj, "Degree=Sup", "larg", "large"},
      {"earlier", Upos::Adv, "Degree=Cmp", "earli", "early"},
      {"better", Upos::Adv, "", "good", "well"},
      {"better", Upos::Adj, "Degree=Cmp", "well", "good"},
      {"United", Upos::Adj, "Degree=Pos", "United", "United"},
      {"Having", Upos::Aux, "VerbForm=Ger", "hav", "have"},
      {"’d", Upos::Aux, "", "will", "would"},
      {"’", Upos::Part, "", "’", "'s"},
      {"The", Upos::Det, "", "The", "the"},
      {"1,100", Upos::Num, "", "1000", "1100"},
      {"Two", Upos::Num, "", "Two", "two"},
      {"i", Upos::Pron, "", "i", "I"},
      {"'s", Upos::Verb, "Person=3", "be", "be"},
      {"III", Upos::Num, "", "III", "III"},
      {"DNA", Upos::Noun, "Number=Sing", "DNA", "DNA"},
      {"States", Upos::Propn, "Number=Plur", "State", "State"},
  };
  for (const Case& c : cases) EXPECT_EQ(corrected_lemma(c.form, c.upos, c.feats, c.model, rank), c.expected) << c.form;
}

TEST(LemmaRules, OddWordsDoNoHarm) {
  for (const std::string_view word :
       {"", "s", "ed", "ing", "es", "ies", "-ing", "sss", "ying", "é", "éed", "aed", "men", "est"}) {
    for (int u = 0; u <= static_cast<int>(Upos::X); ++u) {
      for (const char* feats : {"", "Number=Plur", "Tense=Past", "Person=3", "Degree=Sup", "VerbForm=Ger"}) {
        corrected_lemma(word, static_cast<Upos>(u), feats, word, rank);
      }
    }
  }
  const std::string longer(5000, 'a');
  EXPECT_EQ(corrected_lemma(longer + "ing", Upos::Verb, "", "x", rank), "x");
}

}  // namespace
}  // namespace entente::language
