#include "tests/unit/language/tiny_model.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <random>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace entente::language::testing {
namespace {

void put(std::string& out, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out[at + i] = static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::string quoted(const std::vector<std::string>& list) {
  std::string out = "[";
  for (const std::string& s : list) out += (out.size() > 1 ? "," : "") + ("\"" + s + "\"");
  return out + "]";
}

class Maker {
 public:
  Maker(TinyModel& model, std::uint32_t seed) : model_(model), random_(seed) {}

  void matrix(const std::string& name, std::uint32_t rows, std::uint32_t columns) {
    TinyModel::TensorSpec t{"i8", {rows, columns}, {}};
    for (std::size_t i = 0; i < std::size_t{rows} * columns; ++i) {
      t.bytes.push_back(static_cast<char>(static_cast<int>(random_() % 255) - 127));
    }
    model_.tensors[name] = std::move(t);
    vector(name + ".scale", rows, 0.001F, 0.003F);
  }

  void vector(const std::string& name, std::uint32_t size, float low, float high) {
    TinyModel::TensorSpec t{"f32", {size}, {}};
    for (std::uint32_t i = 0; i < size; ++i) {
      const float v = low + (high - low) * static_cast<float>(random_() % 10001) / 10000.0F;
      t.bytes.append(reinterpret_cast<const char*>(&v), 4);
    }
    model_.tensors[name] = std::move(t);
  }

  void linear(const std::string& name, std::uint32_t rows, std::uint32_t columns) {
    matrix(name + ".weight", rows, columns);
    vector(name + ".bias", rows, -0.2F, 0.2F);
  }

  void norm(const std::string& name, std::uint32_t size) {
    vector(name + ".weight", size, 0.5F, 1.5F);
    vector(name + ".bias", size, -0.3F, 0.3F);
  }

 private:
  TinyModel& model_;
  std::mt19937 random_;
};

}  // namespace

TinyModel::TinyModel(std::uint32_t seed) {
  config = {{"hidden", 32},     {"layers", 2},        {"heads", 2},          {"intermediate", 80},
            {"affix_dim", 16},  {"word_dim", 48},     {"tag_hidden", 24},    {"arc_hidden", 40},
            {"name_hidden", 8}, {"label_hidden", 20}, {"max_positions", 48}, {"max_pieces_per_word", 16}};
  shapes = {"special", "lower", "title", "single_upper", "upper", "mixed",   "title_lead", "dotted_upper", "digits",
            "number",  "alnum", "final", "comma",        "quote", "bracket", "dash",       "symbol",       "other"};
  vocabulary = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", "'", "-", "the", "met", "talk", "##ing", "##ed"};
  for (char c = 'a'; c <= 'z'; ++c) {
    vocabulary.push_back(std::string(1, c));
    vocabulary.push_back("##" + std::string(1, c));
  }
  labels = {{"upos", {"NOUN", "VERB", "PUNCT", "PROPN"}},
            {"feats", {"_", "Number=Sing", "Number=Plur|Case=Nom"}},
            {"lemma", {"k0:", "l0:", "l1:", "=be", "k2:y"}},
            {"deprel", {"nsubj", "root", "obj", "obl", "punct", "nmod:poss"}},
            {"names", {"O", "B-PER", "I-PER", "B-GPE", "I-GPE", "B-TIME", "I-TIME"}}};
  const auto count = [&](const char* key) { return static_cast<std::uint32_t>(labels[key].size()); };
  const std::uint32_t hidden = config["hidden"];
  const std::uint32_t word = config["word_dim"];
  Maker make(*this, seed);
  make.matrix("embeddings.word", static_cast<std::uint32_t>(vocabulary.size()), hidden);
  make.matrix("embeddings.position", config["max_positions"], hidden);
  make.matrix("embeddings.shape", static_cast<std::uint32_t>(shapes.size()), hidden);
  make.norm("embeddings.norm", hidden);
  for (std::uint32_t n = 0; n < config["layers"]; ++n) {
    const std::string p = "layer." + std::to_string(n) + ".";
    make.linear(p + "attention.qkv", 3 * hidden, hidden);
    make.linear(p + "attention.out", hidden, hidden);
    make.norm(p + "attention.norm", hidden);
    make.linear(p + "ffn.in", config["intermediate"], hidden);
    make.linear(p + "ffn.out", hidden, config["intermediate"]);
    make.norm(p + "ffn.norm", hidden);
  }
  make.vector("word.mix", config["layers"] + 1, 0.1F, 0.5F);
  make.matrix("word.affix", 96, config["affix_dim"]);
  make.matrix("word.shape", static_cast<std::uint32_t>(shapes.size()), config["affix_dim"]);
  make.linear("head.tag.hidden", config["tag_hidden"], word);
  make.linear("head.upos", count("upos"), config["tag_hidden"]);
  make.linear("head.feats", count("feats"), config["tag_hidden"]);
  make.linear("head.lemma.hidden", 16, word);
  make.linear("head.lemma", count("lemma"), 16);
  make.linear("head.arc.dependent", config["arc_hidden"], word);
  make.linear("head.arc.head", config["arc_hidden"], word);
  make.linear("head.arc.bilinear", config["arc_hidden"], config["arc_hidden"]);
  make.linear("head.label.dependent", config["label_hidden"], word);
  make.linear("head.label.head", config["label_hidden"], word);
  make.linear("head.label.bilinear", count("deprel") * (config["label_hidden"] + 1), config["label_hidden"]);
  make.linear("head.names.hidden", config["name_hidden"], word);
  make.linear("head.names", count("names"), config["name_hidden"]);
  make.vector("head.names.transitions", count("names") * count("names"), -1.0F, 1.0F);
  tensors["head.names.transitions"].shape = {count("names"), count("names")};
  make.vector("head.names.start", count("names"), -1.0F, 1.0F);
  make.vector("head.names.end", count("names"), -1.0F, 1.0F);
}

std::string TinyModel::bytes() const {
  std::string data;
  std::string list;
  for (const auto& [name, t] : tensors) {
    while (data.size() % 64 != 0) data.push_back('\0');
    std::string shape;
    for (const std::uint32_t n : t.shape) shape += (shape.empty() ? "" : ",") + std::to_string(n);
    list += (list.empty() ? "" : ",") +
            ("{\"name\":\"" + name + "\",\"dtype\":\"" + t.dtype + "\",\"shape\":[" + shape) +
            "],\"offset\":" + std::to_string(data.size()) + ",\"bytes\":" + std::to_string(t.bytes.size()) + "}";
    data += t.bytes;
  }
  std::string json = "{\"config\":{";
  for (const auto& [key, value] : config) json += "\"" + key + "\":" + std::to_string(value) + ",";
  json += "\"layer_norm_eps\":1e-12,\"affixes\":" + affixes + ",\"shapes\":" + quoted(shapes) + extra_config + "},";
  json += "\"vocab\":" + quoted(vocabulary) + ",\"labels\":{";
  std::string lists;
  for (const auto& [key, values] : labels) lists += (lists.empty() ? "\"" : ",\"") + key + "\":" + quoted(values);
  json += lists + "},\"tensors\":[" + list + "],\"training\":{}}";
  std::string out(64, '\0');
  out.replace(0, 8, "ENTLANG1");
  put(out, 8, 1, 4);
  put(out, 16, json.size(), 8);
  put(out, 24, data.size(), 8);
  out += json;
  while (out.size() % 64 != 0) out.push_back('\0');
  out += data;
  fix_digest(out);
  return out;
}

std::string TinyModel::write(const std::string& name) const {
  return write_file(name, bytes());
}

double TinyModel::value(const std::string& tensor, std::size_t row, std::size_t column) const {
  const TensorSpec& t = tensors.at(tensor);
  const std::size_t columns = t.shape.size() > 1 ? t.shape[1] : 1;
  if (t.dtype == "i8") {
    return static_cast<double>(static_cast<signed char>(t.bytes[row * columns + column])) *
           value(tensor + ".scale", row);
  }
  float v = 0;
  std::memcpy(&v, t.bytes.data() + 4 * (row * columns + column), 4);
  return v;
}

void fix_digest(std::string& bytes) {
  std::uint64_t json_size = 0;
  std::memcpy(&json_size, bytes.data() + 16, 8);
  const std::size_t data_start = (64 + json_size + 63) / 64 * 64;
  const std::string content = bytes.substr(64, json_size) + bytes.substr(data_start);
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(content.data(), content.size()));
  bytes.replace(32, 16, reinterpret_cast<const char*>(canonical.digest), 16);
}

std::string write_file(const std::string& name, const std::string& bytes) {
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::string path =
      ::testing::TempDir() + "entente_" + info->test_suite_name() + "_" + info->name() + "_" + name;
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path;
}

}  // namespace entente::language::testing
