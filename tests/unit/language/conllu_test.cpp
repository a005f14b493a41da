#include "src/language/conllu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::language {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view sample =
    "# newdoc id = a\n"
    "# sent_id = 1\n"
    "# text = Xi didn't meet her.\n"
    "1\tXi\tXi\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNER=B-PER\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdid\tdo\tAUX\tVBD\tTense=Past|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\tmeet\tmeet\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n"
    "4.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "5\ther\tshe\tPRON\tPRP\t_\t4\tobj\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\tSão\tSão\tPROPN\t_\t_\t0\troot\t_\tNER=B-GPE\n"
    "2\tPaulo\tPaulo\tPROPN\t_\t_\t1\tflat\t_\tNER=I-GPE\n"
    "\n";

TEST(Conllu, BuildsTheTextFromTheForms) {
  const auto read = read_conllu(sample, "sample");
  ASSERT_TRUE(read) << base::format(read.error());
  EXPECT_EQ(read->text, "Xi didn't meet her.\n\nSão Paulo");
  ASSERT_EQ(read->analysis.sentences.size(), 2U);
  const Sentence& first = read->analysis.sentences[0];
  ASSERT_EQ(first.words.size(), 6U);
  EXPECT_EQ(form(read->text, first.words[1]), "did");
  EXPECT_EQ(form(read->text, first.words[2]), "n't");
  EXPECT_FALSE(first.words[1].space_after);
  EXPECT_TRUE(first.words[2].space_after);
  EXPECT_TRUE(first.words[2].continues_token);
  EXPECT_FALSE(first.words[1].continues_token);
  EXPECT_EQ(first.words[0].head, 3);
  EXPECT_EQ(first.words[3].head, root_head);
  EXPECT_EQ(first.words[1].upos, Upos::Aux);
  EXPECT_EQ(first.words[1].feats, "Tense=Past|VerbForm=Fin");
  EXPECT_EQ(first.words[4].deprel, "obj");
  ASSERT_EQ(first.names.size(), 1U);
  EXPECT_EQ(first.names[0].type, NameType::Person);
  EXPECT_TRUE(first.begins_paragraph);
  const Sentence& second = read->analysis.sentences[1];
  EXPECT_TRUE(second.begins_paragraph);
  ASSERT_EQ(second.names.size(), 1U);
  EXPECT_EQ(second.names[0].end, 2U);
  EXPECT_EQ(second.span.begin, 21U);
  EXPECT_EQ(second.span.end, read->text.size());
}

TEST(Conllu, WritesWhatItReads) {
  const auto read = read_conllu(sample, "sample");
  ASSERT_TRUE(read);
  const std::string written = write_conllu(read->text, read->analysis, {"doc", 1, true});
  EXPECT_THAT(written, HasSubstr("# newdoc id = doc\n# newpar\n# sent_id = doc-1\n# text = Xi didn't meet her.\n"));
  EXPECT_THAT(written, HasSubstr("2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tTokenRange=3:9\n2\tdid\tdo\tAUX\t_\t"
                                 "Tense=Past|VerbForm=Fin\t4\taux\t_\tTokenRange=3:6\n"));
  EXPECT_THAT(written, HasSubstr("2\tPaulo\tPaulo\tPROPN\t_\t_\t1\tflat\t_\tNER=I-GPE|TokenRange=25:30\n"));
  const auto again = read_conllu(written, read->text, "written");
  ASSERT_TRUE(again) << base::format(again.error());
  EXPECT_EQ(write_conllu(read->text, *again, {"doc", 1, true}), written);
  const auto without = read_conllu(write_conllu(read->text, read->analysis, {"", 1, false}), "written");
  ASSERT_TRUE(without);
  EXPECT_EQ(without->text, read->text);
  EXPECT_EQ(write_conllu(without->text, without->analysis, {"doc", 1, true}), written);
}

TEST(Conllu, AlignsWithAGivenText) {
  const std::string text = "  Xi\n didn't   meet her.\n\n\nSão\tPaulo\n";
  const auto read = read_conllu(sample, text, "sample");
  ASSERT_TRUE(read) << base::format(read.error());
  const Sentence& s = read->sentences[1];
  EXPECT_EQ(form(text, s.words[0]), "São");
  EXPECT_EQ(form(text, s.words[1]), "Paulo");
  EXPECT_EQ(form(text, read->sentences[0].words[2]), "n't");
}

TEST(Conllu, TokenRangeCountsCodePoints) {
  const std::string text = "é é é";
  const auto read = read_conllu("1\té\t_\tX\t_\t_\t0\troot\t_\tTokenRange=4:5\n", text, "x");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sentences[0].words[0].span, (base::ByteSpan{6, 8}));
}

TEST(Conllu, WordsThatDoNotAddUpDivideTheToken) {
  const auto read = read_conllu(
      "1-2\tdunno\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\t_\t_\t2\taux\t_\t_\n"
      "2\tknow\tknow\tVERB\t_\t_\t0\troot\t_\t_\n3\tx\t_\tX\t_\t_\t2\tdep\t_\t_\n",
      "x");
  ASSERT_TRUE(read) << base::format(read.error());
  const Sentence& s = read->analysis.sentences[0];
  EXPECT_EQ(read->text, "dunno x");
  EXPECT_EQ(s.words[0].span.end, s.words[1].span.begin);
  EXPECT_EQ(s.words[0].span.begin, 0U);
  EXPECT_EQ(s.words[1].span.end, 5U);
  EXPECT_GT(s.words[0].span.size(), 0U);
}

TEST(Conllu, SentencesWithoutHeadsGetAFlatTree) {
  const auto read = read_conllu("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n", "x");
  ASSERT_TRUE(read);
  EXPECT_EQ(check_tree(read->analysis.sentences[0]), "");
}

TEST(Conllu, IgnoresCoreferenceEntities) {
  const auto read = read_conllu("1\ta\t_\tX\t_\t_\t0\troot\t_\tEntity=(1-person-new-cf1-1-sgl)\n", "x");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->analysis.sentences[0].names.empty());
}

TEST(Conllu, EmptyInputIsAnEmptyAnalysis) {
  for (const char* nothing : {"", "\n\n", "# only a comment\n"}) {
    const auto read = read_conllu(nothing, "x");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->analysis.sentences.empty());
    EXPECT_EQ(write_conllu(read->text, read->analysis), "");
  }
}

struct Wrong {
  std::string_view conllu;
  std::size_t line;
  std::string_view message;
};

TEST(Conllu, NamesTheLineThatIsWrong) {
  const std::vector<Wrong> cases = {
      {"1\ta\n", 1, "expected 10 columns separated by tabs, found 2"},
      {"# c\n1\t\t_\tX\t_\t_\t0\troot\t_\t_\n", 2, "the FORM column is empty"},
      {"2\ta\t_\tX\t_\t_\t0\troot\t_\t_\n", 1, "'2' in the ID column, expected 1"},
      {"x\ta\t_\tX\t_\t_\t0\troot\t_\t_\n", 1, "'x' in the ID column, expected 1"},
      {"1\ta\t_\tNN\t_\t_\t0\troot\t_\t_\n", 1, "'NN' is no universal part-of-speech tag"},
      {"1\ta\t_\tX\t_\t_\t-1\troot\t_\t_\n", 1, "'-1' in the HEAD column is no word number"},
      {"1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t9\tdep\t_\t_\n", 2, "HEAD 9 is behind the last word"},
      {"1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t_\tdep\t_\t_\n", 2,
       "this word has no HEAD, others of the sentence do"},
      {"1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t0\troot\t_\t_\n", 1,
       "the heads make no tree: words 1 and 2 are both roots"},
      {"1\ta\t_\tX\t_\t_\t2\tdep\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n", 1,
       "the heads make no tree: no word is the root"},
      {"\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n2\tb\t_\tX\t_\t_\t3\tdep\t_\t_\n3\tc\t_\tX\t_\t_\t2\tdep\t_\t_\n", 2,
       "the heads make no tree: word 2 is its own ancestor"},
      {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n", 1, "the range ends behind the sentence"},
      {"2-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", 1, "'2-3' is no range of words that begins with word 1"},
      {"1\ta\t_\tX\t_\t_\t0\troot\t_\tNER=PER\n", 1, "NER=PER is no name tag"},
      {"1\ta\t_\tX\t_\t_\t0\troot\t_\tNER=B-KING\n", 1, "NER=B-KING is no name tag"},
      {"\n\xFF", 2, "this line is not valid UTF-8"},
  };
  for (const Wrong& c : cases) {
    const auto read = read_conllu(c.conllu, "file.conllu");
    ASSERT_FALSE(read) << c.message;
    EXPECT_EQ(read.error().message, c.message);
    ASSERT_TRUE(read.error().location);
    EXPECT_EQ(read.error().location->line, c.line) << c.message;
    EXPECT_EQ(read.error().location->source, "file.conllu");
    EXPECT_EQ(read.error().code, base::ErrorCode::Malformed);
  }
}

TEST(Conllu, RefusesATextThatDoesNotFit) {
  const auto other = read_conllu(sample, "Something else", "x");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "the text does not go on with 'Xi'");
  EXPECT_EQ(other.error().location->line, 4U);
  for (const char* range : {"5:9", "2:2", "1", "a:b", "-1:2"}) {
    const auto outside =
        read_conllu("1\ta\t_\tX\t_\t_\t0\troot\t_\tTokenRange=" + std::string(range) + "\n", "abc", "x");
    ASSERT_FALSE(outside) << range;
    EXPECT_THAT(outside.error().message, HasSubstr("is no range of the text, which has 3 code points"));
  }
}

TEST(Names, SpellingsAndBack) {
  for (int i = 0; i <= static_cast<int>(NameType::Other); ++i) {
    EXPECT_EQ(name_type_from(to_string(static_cast<NameType>(i))), static_cast<NameType>(i));
  }
  for (int i = 0; i <= static_cast<int>(Upos::X); ++i) {
    EXPECT_EQ(upos_from(to_string(static_cast<Upos>(i))), static_cast<Upos>(i));
  }
  EXPECT_EQ(to_string(Upos::Propn), "PROPN");
  EXPECT_EQ(to_string(NameType::Gpe), "GPE");
  EXPECT_EQ(name_type_from("PERSON"), NameType::Person);
  EXPECT_FALSE(name_type_from("per"));
  EXPECT_FALSE(upos_from(""));
}

}  // namespace
}  // namespace entente::language
