#include "src/language/print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/language/conllu.h"

namespace entente::language {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ConlluText sample() {
  return *read_conllu(
      "1\tXi\tXi\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-PER\n2\tmet\tmeet\tVERB\t_\tTense=Past\t0\troot\t_\t_\n"
      "3\tGina\tGina\tPROPN\t_\t_\t2\tobj\t_\tNER=B-PER\n4\tRaimondo\tRaimondo\tPROPN\t_\t_\t3\tflat\t_\tNER=I-PER\n"
      "5\tin\tin\tADP\t_\t_\t6\tcase\t_\t_\n6\tBeijing\tBeijing\tPROPN\t_\t_\t2\tobl\t_\tNER=B-GPE|SpaceAfter=No\n"
      "7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n1\tTalks\ttalk\tNOUN\t_\t_\t0\troot\t_\t_\n",
      "sample");
}

TEST(Print, TreesAndNames) {
  const ConlluText c = sample();
  EXPECT_EQ(print_analysis(c.text, c.analysis),
            "1  Xi met Gina Raimondo in Beijing.\n"
            "   met  VERB  (meet)\n"
            "   ├─ nsubj  Xi  PROPN\n"
            "   ├─ obj  Gina  PROPN\n"
            "   │  └─ flat  Raimondo  PROPN\n"
            "   ├─ obl  Beijing  PROPN\n"
            "   │  └─ case  in  ADP\n"
            "   └─ punct  .  PUNCT\n"
            "   names: Xi (PER), Gina Raimondo (PER), Beijing (GPE)\n"
            "\n"
            "2  Talks\n"
            "   Talks  NOUN  (talk)\n");
}

TEST(Print, FeaturesAndEscapes) {
  const ConlluText c = sample();
  const std::string out = print_analysis(c.text, c.analysis, {true, 9, "<b>", "<d>", "</>"});
  EXPECT_THAT(out, HasSubstr("9  <b>Xi met Gina Raimondo in Beijing.</>\n"));
  EXPECT_THAT(out, HasSubstr("met  <d>VERB  meet  Tense=Past</>\n"));
  EXPECT_THAT(out, HasSubstr("10  <b>Talks</>\n    <d></>Talks"));
}

TEST(Print, NothingForATerminalToActOn) {
  const auto c = read_conllu("1\t\x1B[31mred\u202E\t_\tX\t_\t_\t0\troot\t_\t_\n", "x");
  ASSERT_TRUE(c);
  const std::string out = print_analysis(c->text, c->analysis);
  EXPECT_THAT(out, Not(HasSubstr("\x1B")));
  EXPECT_THAT(out, Not(HasSubstr("\u202E")));
  EXPECT_EQ(print_analysis("", {}), "");
}

TEST(Print, AChainOfTenThousandWords) {
  std::string conllu;
  for (int i = 1; i <= 10000; ++i) {
    conllu +=
        std::to_string(i) + "\tw\tw\tX\t_\t_\t" + std::to_string(i - 1) + "\t" + (i == 1 ? "root" : "dep") + "\t_\t_\n";
  }
  const auto c = read_conllu(conllu, "x");
  ASSERT_TRUE(c) << base::format(c.error());
  EXPECT_LT(print_analysis(c->text, c->analysis).size(), 10000U * 700U);
}

}  // namespace
}  // namespace entente::language
