#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"

/// The language model's file: sizes, vocabulary, labels and tensors, as docs/model_format.md describes them.
namespace entente::language {

struct ModelConfig {
  std::uint32_t hidden = 0;
  std::uint32_t layers = 0;
  std::uint32_t heads = 0;
  std::uint32_t intermediate = 0;
  std::uint32_t max_positions = 0;
  std::uint32_t max_pieces_per_word = 0;
  float layer_norm_eps = 0.0F;
  std::uint32_t affix_dim = 0;
  std::uint32_t word_dim = 0;
  std::uint32_t tag_hidden = 0;
  std::uint32_t lemma_hidden = 0;  ///< rows of head.lemma.hidden
  std::uint32_t arc_hidden = 0;
  std::uint32_t label_hidden = 0;
  std::uint32_t name_hidden = 0;
  struct Affix {
    char kind = 's';  ///< 's' or 'p'
    std::uint32_t length = 0;
    std::uint32_t buckets = 0;
  };
  std::vector<Affix> affixes;
  std::vector<std::string> shapes;
};

struct ModelLabels {
  std::vector<std::string> upos;
  std::vector<std::string> feats;
  std::vector<std::string> lemma;
  std::vector<std::string> deprel;
  std::vector<std::string> names;
};

enum class DataType : std::uint8_t { F32, I8, I32 };

/// A view into the mapped file, row-major.
struct Tensor {
  DataType type = DataType::F32;
  std::vector<std::uint32_t> shape;
  const std::byte* data = nullptr;
  std::size_t size = 0;  ///< bytes

  std::uint32_t rows() const { return shape.empty() ? 0 : shape[0]; }
  std::uint32_t columns() const { return shape.size() < 2 ? 1 : shape[1]; }
  const float* floats() const { return reinterpret_cast<const float*>(data); }
  const std::int8_t* bytes() const { return reinterpret_cast<const std::int8_t*>(data); }
};

/// A model file, mapped into memory and checked: magic, version, length, digest, header, sizes, labels, every tensor's
/// place and type, finite floats. What the network asks for by name is checked by `tensor`. Immutable, so safe to
/// share.
class ModelFile {
 public:
  /// O(file size): the digest is computed. Errors: Unreadable; Malformed; Unsupported (version).
  static base::Expected<ModelFile> open(const std::string& path);

  const std::string& path() const { return path_; }
  const ModelConfig& config() const { return config_; }
  const ModelLabels& labels() const { return labels_; }
  const std::vector<std::string>& vocabulary() const { return vocabulary_; }

  /// The tensor of that name, type and shape. Error: Malformed, naming what differs.
  base::Expected<Tensor> tensor(std::string_view name, DataType type, const std::vector<std::uint32_t>& shape) const;
  /// The rows of a tensor whose columns are known. Error: Malformed.
  base::Expected<std::uint32_t> rows_of(std::string_view name) const;

 private:
  class Mapping;
  base::Expected<void> read(std::string_view bytes);
  base::Expected<void> read_header(std::string_view json, std::string_view data);
  tl::unexpected<base::Error> damaged(std::string message) const;

  std::string path_;
  std::shared_ptr<const Mapping> mapping_;
  ModelConfig config_;
  ModelLabels labels_;
  std::vector<std::string> vocabulary_;
  std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace entente::language
