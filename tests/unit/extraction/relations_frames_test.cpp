#include <gmock/gmock.h>

#include "graph/base/resources.h"
#include "tests/unit/extraction/relations_support.h"

namespace {

using namespace relations_test;
using extraction::FrameSet;
using ::testing::HasSubstr;

base::Error error_of(const std::string& text) {
  auto set = FrameSet::parse(text, "my.txt", ontology());
  EXPECT_FALSE(set);
  return set ? base::Error{} : set.error();
}

TEST(Frames, ComeWithTheProgramAndCoverEveryEventRelation) {
  auto path = base::find_resource("frames.txt");
  ASSERT_TRUE(path);
  const std::string text = base::read_file(*path).value();
  for (const auto& relation : ontology().relations()) {
    if (relation.structural()) continue;
    EXPECT_NE(text.find("[" + relation.name + "]"), std::string::npos) << relation.name;
  }
  EXPECT_GT(frames().size(), 800U);
}

TEST(Frames, ReadVerbsWithParticlesConditionsAndOptions) {
  const auto set = FrameSet::parse(
      "set talks = talk meeting\n"
      "[SUSPENDED]\n"
      "verb call+off,cancel obj:@talks,visit subj > with|obj.with conf=0.5  # a comment\n",
      "my.txt", ontology());
  ASSERT_TRUE(set) << base::format(set.error());
  EXPECT_EQ(set->size(), 2U);
  ASSERT_EQ(set->verbs("call").size(), 1U);
  const auto& frame = set->verbs("call")[0];
  EXPECT_EQ(frame.particle, "off");
  EXPECT_EQ(frame.line, 3U);
  EXPECT_DOUBLE_EQ(frame.confidence, 0.5);
  ASSERT_EQ(frame.objects.size(), 2U);
  EXPECT_EQ(frame.objects[1].size(), 2U);
  EXPECT_EQ(frame.objects[1][1].preposition, "with");
  ASSERT_EQ(frame.constraints.size(), 1U);
  EXPECT_TRUE(frame.constraints[0].lemmas.contains("meeting"));
  EXPECT_TRUE(frame.constraints[0].lemmas.contains("visit"));
  EXPECT_TRUE(set->verbs("meet").empty());
}

TEST(Frames, ConditionsComeBeforePlainFrames) {
  const auto set = FrameSet::parse("[MET_WITH]\nverb see subj > obj\nverb see obj:talk subj > with\n", "f", ontology());
  ASSERT_TRUE(set);
  EXPECT_FALSE(set->verbs("see")[0].constraints.empty());
}

TEST(Frames, NameTheFileAndLineOfWhatIsWrong) {
  const auto error = error_of("[MET_WITH]\nverb meet subj > obj\nverb meet subj obj\n");
  EXPECT_EQ(error.code, base::ErrorCode::Malformed);
  ASSERT_TRUE(error.location);
  EXPECT_EQ(error.location->source, "my.txt");
  EXPECT_EQ(error.location->line, 3U);
  EXPECT_THAT(error.message, HasSubstr("'>'"));
}

TEST(Frames, RefuseUnknownNames) {
  EXPECT_THAT(error_of("[MEET_WITH]\n").message, HasSubstr("no relation 'MEET_WITH'"));
  EXPECT_THAT(error_of("[MEET_WITH]\n").hint, HasSubstr("MET_WITH"));
  EXPECT_THAT(error_of("[MET_WITH]\nverb @none subj > obj\n").message, HasSubstr("no set 'none'"));
  EXPECT_THAT(error_of("measure toll = toll\n").message, HasSubstr("no measure kind 'toll'"));
  EXPECT_THAT(error_of("status sure = know\n").message, HasSubstr("no status"));
  EXPECT_THAT(error_of("[MET_WITH]\nverb meet subj > obj conf=2\n").message, HasSubstr("conf=2"));
  EXPECT_THAT(error_of("[MET_WITH]\nverb meet subj > obj sure\n").message, HasSubstr("unknown option 'sure'"));
  EXPECT_THAT(error_of("verb meet subj > obj\n").message, HasSubstr("heading"));
  EXPECT_THAT(error_of("meet subj > obj\n").message, HasSubstr("begins no line"));
  EXPECT_THAT(error_of("forms held\n").message, HasSubstr("held=hold"));
}

TEST(Frames, AnotherFileAddsAndABrokenOneChangesNothing) {
  auto set = FrameSet::parse("set talks = talk\n[MET_WITH]\nverb meet subj > obj\n", "a", ontology());
  ASSERT_TRUE(set);
  EXPECT_FALSE(set->extend("[MET_WITH]\nverb greet subj > obj\nverb wave\n", "b", ontology()));
  EXPECT_TRUE(set->verbs("greet").empty());
  ASSERT_TRUE(set->extend("set talks = chat\n[MET_WITH]\nverb greet obj:@talks subj > with\n", "b", ontology()));
  EXPECT_EQ(set->verbs("greet").size(), 1U);
  EXPECT_TRUE(set->in_set("talks", "talk"));
  EXPECT_TRUE(set->in_set("talks", "chat"));
}

TEST(Frames, KnowWordsByIrregularFormsAndRegularEndings) {
  EXPECT_EQ(frames().lemma("held", "helve", true), "hold");
  EXPECT_EQ(frames().lemma("Expelled", "expell", true), "expel");
  EXPECT_EQ(frames().lemma("condemning", "condemne", true), "condemn");
  EXPECT_EQ(frames().lemma("Tariffs", "Tariffs", false), "tariff");
  EXPECT_EQ(frames().lemma("wombats", "wombat", false), "wombat");
}

}  // namespace
