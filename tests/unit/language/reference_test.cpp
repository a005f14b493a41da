// The program's results against those of the training's own implementation (training/langmodel/reference.py), for the
// model that comes with the program. The dump lies beside this file; both belong to the same model and are made
// together.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "graph/base/json.h"
#include "graph/base/resources.h"
#include "src/language/analyzer.h"
#include "src/language/features.h"
#include "src/language/model_file.h"
#include "src/language/network.h"

namespace entente::language {
namespace {

struct Counts {
  std::size_t words = 0;
  std::map<std::string, std::size_t> same;
  double share(const std::string& key) const {
    const auto found = same.find(key);
    return words == 0 || found == same.end() ? 0.0 : static_cast<double>(found->second) / static_cast<double>(words);
  }
};

std::vector<std::string> strings(const rapidjson::Value& list) {
  std::vector<std::string> out;
  for (const auto& v : list.GetArray()) out.emplace_back(v.GetString());
  return out;
}

/// The dump's lines, or nothing where the model or the dump is not there.
std::vector<rapidjson::Document> lines() {
  std::vector<rapidjson::Document> out;
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/tests/unit/language/reference.jsonl");
  for (std::string line; std::getline(in, line);) {
    auto document = base::parse_json(line, "reference.jsonl");
    if (document) out.push_back(std::move(*document));
  }
  return out;
}

Analysis given_words(const std::vector<std::string>& words, std::string& text) {
  Analysis a;
  Sentence& s = a.sentences.emplace_back();
  for (const std::string& w : words) {
    if (!text.empty()) text += ' ';
    Word word;
    word.span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(text.size() + w.size())};
    text += w;
    s.words.push_back(word);
  }
  s.span = {0, static_cast<std::uint32_t>(text.size())};
  return a;
}

std::vector<std::string> name_tags(const Sentence& s) {
  std::vector<std::string> out(s.words.size(), "O");
  for (const Name& n : s.names) {
    for (std::uint32_t i = n.begin; i < n.end; ++i) {
      out[i] = (i == n.begin ? "B-" : "I-") + std::string(to_string(n.type));
    }
  }
  return out;
}

/// The dump knows more classes of names than the program.
std::string mapped(const std::string& tag) {
  if (tag == "O") return tag;
  return tag.substr(0, 2) + std::string(to_string(*name_type_from(std::string_view(tag).substr(2))));
}

class Reference : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto path = base::find_resource("english.model");
    lines_ = lines();
    ASSERT_TRUE(path && !lines_.empty()) << "no model or no reference.jsonl";
    path_ = *path;
  }
  std::string path_;
  std::vector<rapidjson::Document> lines_;
};

TEST_F(Reference, FeaturesAreEqual) {
  const auto file = ModelFile::open(path_);
  ASSERT_TRUE(file) << base::format(file.error());
  const auto pieces = WordPieces::make(file->vocabulary(), file->config().max_pieces_per_word);
  ASSERT_TRUE(pieces);
  for (const auto& line : lines_) {
    std::vector<std::uint32_t> ids = {pieces->cls()};
    std::uint32_t row = 1;
    for (const std::string& word : strings(line["words"])) {
      EXPECT_EQ(line["first"][row].GetUint(), ids.size()) << word;
      pieces->append(word, ids);
      EXPECT_EQ(file->config().shapes[line["shapes"][row].GetUint()], to_string(letter_shape(word))) << word;
      std::vector<std::uint32_t> affixes(file->config().affixes.size());
      affix_rows(word, file->config().affixes, affixes.data());
      for (std::uint32_t k = 0; k < affixes.size(); ++k)
        EXPECT_EQ(line["affixes"][row][k].GetUint(), affixes[k]) << word;
      ++row;
    }
    ids.push_back(pieces->sep());
    ASSERT_EQ(line["pieces"].Size(), ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i) EXPECT_EQ(line["pieces"][i].GetUint(), ids[i]);
  }
}

/// Lemmas are not compared: the program corrects them (lemma_rules.h).
TEST_F(Reference, ResultsAgree) {
  const auto analyzer = Analyzer::load(path_);
  ASSERT_TRUE(analyzer) << base::format(analyzer.error());
  Counts c;
  for (const auto& line : lines_) {
    std::string text;
    Analysis a = given_words(strings(line["words"]), text);
    analyzer->annotate(text, a);
    const auto& expected = line["int8"];
    const Sentence& s = a.sentences[0];
    const std::vector<std::string> tags = name_tags(s);
    for (std::uint32_t i = 0; i < s.words.size(); ++i) {
      const Word& w = s.words[i];
      ++c.words;
      c.same["upos"] += expected["upos"][i].GetString() == to_string(w.upos) ? 1U : 0U;
      c.same["feats"] += expected["feats"][i].GetString() == (w.feats.empty() ? "_" : w.feats) ? 1U : 0U;
      c.same["heads"] += expected["heads"][i].GetInt() == w.head + 1 ? 1U : 0U;
      c.same["deprels"] += expected["deprels"][i].GetString() == w.deprel ? 1U : 0U;
      c.same["names"] += mapped(expected["names"][i].GetString()) == tags[i] ? 1U : 0U;
    }
  }
  ASSERT_GT(c.words, 500U);
  for (const char* key : {"upos", "feats", "heads", "deprels", "names"}) {
    RecordProperty(key, std::to_string(c.share(key)));
    EXPECT_GE(c.share(key), 0.99) << key;
  }
}

/// The encoder's vectors: both sides compute in 8 bits, so that they differ by the rounding of single values only. The
/// bound is on the mean difference of the numbers shown, whose size is about 1.
TEST_F(Reference, VectorsAreClose) {
  const auto file = ModelFile::open(path_);
  ASSERT_TRUE(file);
  const auto network = Network::make(*file, default_kernels());
  ASSERT_TRUE(network) << base::format(network.error());
  std::size_t values = 0;
  double difference = 0;
  for (const auto& line : lines_) {
    if (!line["int8"].HasMember("encoder_first8")) continue;
    Batch b;
    const auto count = static_cast<std::uint32_t>(line["pieces"].Size());
    const std::uint32_t words = line["first"].Size() - 1;
    b.windows.push_back({0, count, 0, words});
    std::uint32_t word = 0;
    for (std::uint32_t p = 0; p < count; ++p) {
      while (word + 1 <= words && line["first"][word + 1].GetUint() <= p) ++word;
      b.pieces.push_back(line["pieces"][p].GetUint());
      b.positions.push_back(p);
      const bool special = p == 0 || p + 1 == count;
      b.piece_shapes.push_back(special ? LetterShape::Special : letter_shape(line["words"][word - 1].GetString()));
    }
    b.first.push_back(0);
    b.word_shapes.push_back(LetterShape::Special);
    b.affixes.resize((words + 1) * file->config().affixes.size());
    for (std::uint32_t i = 1; i <= words; ++i) {
      b.first.push_back(line["first"][i].GetUint());
      const std::string form = line["words"][i - 1].GetString();
      b.word_shapes.push_back(letter_shape(form));
      affix_rows(form, file->config().affixes, b.affixes.data() + i * file->config().affixes.size());
    }
    network->encode(b);
    for (std::uint32_t p = 0; p < count; ++p) {
      for (std::uint32_t k = 0; k < 8; ++k) {
        difference += std::abs(line["int8"]["encoder_first8"][p][k].GetDouble() -
                               static_cast<double>(b.x[std::size_t{p} * file->config().hidden + k]));
        ++values;
      }
    }
  }
  ASSERT_GT(values, 100U);
  RecordProperty("mean_difference", std::to_string(difference / static_cast<double>(values)));
  EXPECT_LT(difference / static_cast<double>(values), 0.03);
}

}  // namespace
}  // namespace entente::language
