#include "src/language/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "src/language/analyzer.h"
#include "tests/unit/language/tiny_model.h"

namespace entente::language {
namespace {

using ::testing::HasSubstr;
using testing::TinyModel;

TEST(ModelFile, ReadsWhatTheFormatSays) {
  const TinyModel model;
  const auto file = ModelFile::open(model.write("good"));
  ASSERT_TRUE(file) << base::format(file.error());
  EXPECT_EQ(file->config().hidden, 32U);
  EXPECT_EQ(file->config().lemma_hidden, 16U);
  ASSERT_EQ(file->config().affixes.size(), 2U);
  EXPECT_EQ(file->config().affixes[1].kind, 'p');
  EXPECT_EQ(file->labels().deprel[5], "nmod:poss");
  EXPECT_EQ(file->vocabulary().size(), model.vocabulary.size());
  const auto mix = file->tensor("word.mix", DataType::F32, {3});
  ASSERT_TRUE(mix);
  EXPECT_EQ(mix->floats()[1], static_cast<float>(model.value("word.mix", 1)));
  const auto word = file->tensor("embeddings.word", DataType::I8, {65, 32});
  ASSERT_TRUE(word) << base::format(word.error());
  EXPECT_EQ(word->bytes()[33], static_cast<signed char>(model.tensors.at("embeddings.word").bytes[33]));
}

TEST(ModelFile, NoSuchFile) {
  const auto file = ModelFile::open("/no/such/model");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::Unreadable);
  EXPECT_EQ(ModelFile::open("/").error().code, base::ErrorCode::Unreadable);
}

TEST(ModelFile, NamesWhatIsWrong) {
  struct Case {
    std::function<void(std::string&)> damage;
    base::ErrorCode code;
    std::string_view message;
  };
  const std::string good = TinyModel().bytes();
  const std::vector<Case> cases = {
      {[](std::string& b) { b.resize(40); }, base::ErrorCode::Malformed, "40 bytes are too short"},
      {[](std::string& b) { b.clear(); }, base::ErrorCode::Malformed, "0 bytes are too short"},
      {[](std::string& b) { b[0] = 'X'; }, base::ErrorCode::Malformed, "does not begin with ENTLANG1"},
      {[](std::string& b) { b[8] = 2; }, base::ErrorCode::Unsupported, "version 2 of the model format"},
      {[](std::string& b) { b[12] = 1; }, base::ErrorCode::Malformed, "reserved bytes"},
      {[](std::string& b) { b[60] = 1; }, base::ErrorCode::Malformed, "reserved bytes"},
      {[](std::string& b) { b[23] = 1; }, base::ErrorCode::Malformed, "reaches behind the end"},
      {[](std::string& b) { b.pop_back(); }, base::ErrorCode::Malformed, "its header says"},
      {[](std::string& b) { b += "more"; }, base::ErrorCode::Malformed, "its header says"},
      {[](std::string& b) { b[40] = static_cast<char>(b[40] ^ 1); }, base::ErrorCode::Malformed, "digest"},
      {[](std::string& b) { b[b.size() - 9] = static_cast<char>(b[b.size() - 9] ^ 1); }, base::ErrorCode::Malformed,
       "digest"},
      {[](std::string& b) {
         b[64] = '[';
         testing::fix_digest(b);
       },
       base::ErrorCode::Malformed, "its header is no JSON"},
  };
  for (const Case& c : cases) {
    std::string bytes = good;
    c.damage(bytes);
    const auto file = ModelFile::open(testing::write_file("bad", bytes));
    ASSERT_FALSE(file) << c.message;
    EXPECT_EQ(file.error().code, c.code) << file.error().message;
    EXPECT_THAT(file.error().message, HasSubstr(c.message));
    ASSERT_TRUE(file.error().location);
    EXPECT_THAT(file.error().location->source, HasSubstr("bad"));
  }
}

TEST(ModelFile, NamesTheFieldThatDoesNotFit) {
  struct Case {
    std::function<void(TinyModel&)> change;
    std::string_view message;
  };
  const std::vector<Case> cases = {
      {[](TinyModel& m) { m.config["hidden"] = 0; }, "config.hidden is no number from 1 to"},
      {[](TinyModel& m) { m.config.erase("heads"); }, "config.heads is no number"},
      {[](TinyModel& m) { m.config["heads"] = 3; }, "multiple of 16"},
      {[](TinyModel& m) { m.config["word_dim"] = 50; }, "config.word_dim is not hidden + affix_dim"},
      {[](TinyModel& m) { m.config["layers"] = 3; }, "tensor 'layer.2.attention.qkv.weight' is missing"},
      {[](TinyModel& m) { m.config["max_positions"] = 10; }, "cannot hold one word"},
      {[](TinyModel& m) { m.config["max_positions"] = 47; },
       "tensor 'embeddings.position' is i8 [48, 32], not i8 [47, 32]"},
      {[](TinyModel& m) { m.affixes = R"([["x",2,32]])"; }, "config.affixes is out of range"},
      {[](TinyModel& m) { m.affixes = R"([["s",2]])"; }, "not [kind, length, buckets]"},
      {[](TinyModel& m) { m.affixes = R"([["s",2,32]])"; }, "tensor 'word.affix' is i8 [96, 16], not i8 [32, 16]"},
      {[](TinyModel& m) { m.shapes.pop_back(); }, "config.shapes lacks 'other'"},
      {[](TinyModel& m) { m.vocabulary[1] = "[CLS]"; }, "the vocabulary has '[CLS]' twice"},
      {[](TinyModel& m) { m.vocabulary[3] = "sep"; }, "the vocabulary lacks [SEP]"},
      {[](TinyModel& m) { m.vocabulary.pop_back(); }, "tensor 'embeddings.word' is i8 [65, 32], not i8 [64, 32]"},
      {[](TinyModel& m) { m.labels["upos"].push_back("X"); }, "tensor 'head.upos.weight'"},
      {[](TinyModel& m) { m.labels["upos"][0] = "NN"; }, "labels.upos holds 'NN'"},
      {[](TinyModel& m) { m.labels["names"][1] = "B-KING"; }, "labels.names holds 'B-KING'"},
      {[](TinyModel& m) { m.labels["lemma"][0] = "x0:"; }, "labels.lemma holds 'x0:'"},
      {[](TinyModel& m) { m.labels["deprel"][1] = "top"; }, "labels.deprel lacks 'root'"},
      {[](TinyModel& m) { m.labels["feats"].clear(); }, "'feats' is no list of strings"},
      {[](TinyModel& m) { m.labels.erase("names"); }, "'names' is no list of strings"},
      {[](TinyModel& m) { m.tensors["word.mix"].dtype = "f16"; }, "tensor 'word.mix': dtype 'f16'"},
      {[](TinyModel& m) { m.tensors["word.mix"].shape = {4}; },
       "tensor 'word.mix': 12 bytes do not fit its shape, which needs 16"},
      {[](TinyModel& m) { m.tensors["word.mix"].shape = {}; }, "tensor 'word.mix': no shape"},
      {[](TinyModel& m) {
         m.tensors["word.mix"].shape = {4294967295U, 4294967295U};
       },
       "larger than the data"},
      {[](TinyModel& m) { m.tensors["word.mix"].bytes.replace(0, 4, "\xFF\xFF\xFF\x7F", 4); }, "not finite"},
      {[](TinyModel& m) { m.tensors.erase("head.names.end"); }, "tensor 'head.names.end' is missing"},
      {[](TinyModel& m) { m.tensors.erase("head.upos.weight.scale"); }, "tensor 'head.upos.weight.scale' is missing"},
      {[](TinyModel& m) { m.extra_config = R"(,"activation":"tanh")"; }, "config.activation 'tanh' is not supported"},
  };
  for (const Case& c : cases) {
    TinyModel model;
    c.change(model);
    const std::string path = model.write("changed");
    const auto analyzer = Analyzer::load(path);
    ASSERT_FALSE(analyzer) << c.message;
    EXPECT_THAT(analyzer.error().message, HasSubstr(c.message));
    ASSERT_TRUE(analyzer.error().location) << c.message;
    EXPECT_EQ(analyzer.error().location->source, path);
  }
}

/// Any byte may be wrong: either the file is refused, or (a digest that was fixed, a number within a tensor) it works.
TEST(ModelFile, EveryDamagedByteIsFound) {
  const std::string good = TinyModel().bytes();
  for (std::size_t at = 0; at < good.size(); at += at < 64 ? 1 : at < 4096 ? 13 : 997) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
    EXPECT_FALSE(ModelFile::open(testing::write_file("flipped", bytes))) << at;
  }
}

TEST(ModelFile, AHeaderThatLiesDoesNoHarm) {
  const std::string good = TinyModel().bytes();
  std::uint32_t state = 7;
  for (int i = 0; i < 400; ++i) {
    std::string bytes = good;
    for (int n = 0; n < 3; ++n) {
      state = state * 1664525U + 1013904223U;
      const std::size_t at = 64 + (state >> 8U) % 3000;
      bytes[at] = "0123456789\"[]{},:-x\xFF"[state % 20];
    }
    testing::fix_digest(bytes);
    const auto analyzer = Analyzer::load(testing::write_file("lies", bytes));
    if (analyzer) analyzer->analyze("The talks ended. Xi met her.");
  }
}

}  // namespace
}  // namespace entente::language
