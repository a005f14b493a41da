#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "graph/base/error.h"
#include "src/language/analysis.h"
#include "src/language/features.h"
#include "src/language/kernels.h"
#include "src/language/model_file.h"

/// The network: word pieces through the encoder to tags, trees and names of a batch of sentences.
namespace entente::language {

/// A sentence, or a part of one that is too long, as rows of a batch: row 0 of the words is the root.
struct Window {
  std::uint32_t piece_begin = 0;  ///< rows of the pieces, [CLS] and [SEP] included
  std::uint32_t piece_end = 0;
  std::uint32_t row = 0;  ///< the root's row among the word rows; the words follow
  std::uint32_t words = 0;
};

/// Sentences side by side, the network's results and its memory. Reused from batch to batch; one thread at a time.
struct Batch {
  std::vector<Window> windows;
  std::vector<std::uint32_t> pieces;      ///< ids
  std::vector<std::uint32_t> positions;   ///< in the window
  std::vector<LetterShape> piece_shapes;  ///< of the word the piece belongs to
  std::vector<std::uint32_t> first;       ///< per word row: row of its first piece
  std::vector<LetterShape> word_shapes;   ///< per word row; Special for the root
  std::vector<std::uint32_t> affixes;     ///< per word row: config.affixes.size() rows; unused for the root

  // Results per word row; the root's are meaningless.
  std::vector<std::uint32_t> upos;
  std::vector<std::uint32_t> feats;
  std::vector<std::uint32_t> lemma;
  std::vector<std::uint32_t> deprel;
  std::vector<std::uint32_t> names;
  std::vector<std::int32_t> heads;  ///< 0: root, else the number of a word of the window, from 1

  // Memory of the computation.
  std::vector<float> x, wide, joined, result, words, hidden, dependents, governors, label_x, label_y, planes, scratch;
  std::vector<float> scales, word_scales, hidden_scales;
  std::vector<std::uint8_t> quantised, quantised_words, quantised_hidden;
  std::vector<float> scores;

  void clear();
};

/// An int8 linear, packed for one instruction set.
class Linear {
 public:
  static base::Expected<Linear> make(const ModelFile& file, const Kernels& kernels, const std::string& name,
                                     std::uint32_t rows, std::uint32_t columns);
  const PackedMatrix& matrix() const { return matrix_; }

 private:
  struct Free {
    void operator()(std::int8_t* p) const;
  };
  std::unique_ptr<std::int8_t[], Free> weights_;
  std::vector<std::int32_t> offsets_;
  std::vector<float> scales_;
  std::vector<float> bias_;
  PackedMatrix matrix_;
};

/// Immutable; run() is safe on many threads with a Batch each.
class Network {
 public:
  /// Errors: Malformed for a tensor that is missing or does not fit the sizes and labels.
  static base::Expected<Network> make(const ModelFile& file, const Kernels& kernels);

  /// Computes the results of the batch's windows. They do not depend on what else is in the batch.
  void run(Batch& batch) const;

  const Kernels& kernels() const { return *kernels_; }

  /// The encoder's last layer ([pieces, hidden]) in batch.x: for tests.
  void encode(Batch& batch) const;

 private:
  struct Norm {
    const float* weight = nullptr;
    const float* bias = nullptr;
  };
  struct Layer {
    Linear qkv, out, in, back;
    Norm attention_norm, ffn_norm;
  };
  struct Table {
    const std::int8_t* rows = nullptr;
    const float* scales = nullptr;
  };

  base::Expected<void> load(const ModelFile& file);
  base::Expected<void> load_heads(const ModelFile& file);
  base::Expected<Table> table(const ModelFile& file, const std::string& name, std::uint32_t rows,
                              std::uint32_t columns) const;
  base::Expected<Norm> norm(const ModelFile& file, const std::string& name) const;

  void embed(Batch& b) const;
  void run_layer(const Layer& layer, Batch& b) const;
  void mix(Batch& b, std::uint32_t layer) const;
  void add_affixes(Batch& b) const;
  /// Applies a linear to quantised rows.
  void apply(const Linear& linear, const std::uint8_t* q, const std::vector<float>& scales, std::size_t first,
             std::size_t rows, std::vector<float>& out, Activation activation) const;
  void quantise(const float* x, std::size_t stride, std::size_t rows, std::uint32_t columns, std::uint32_t padded,
                std::vector<std::uint8_t>& q, std::vector<float>& scales) const;
  void classify(const Linear& hidden, const std::vector<const Linear*>& outputs, Batch& b,
                const std::vector<std::vector<std::uint32_t>*>& results) const;
  void find_heads(Batch& b) const;
  void label_arcs(Batch& b) const;
  void label_window(const Window& window, Batch& b) const;
  void find_names(Batch& b) const;
  void best_tags(const Window& window, const float* emissions, std::size_t stride, Batch& b) const;

  const Kernels* kernels_ = nullptr;
  ModelConfig config_;
  std::uint32_t root_label_ = 0;
  std::uint32_t deprels_ = 0;
  std::uint32_t name_tags_ = 0;
  std::vector<std::uint32_t> shape_rows_;  ///< LetterShape to row of the shape tables
  Table word_table_, position_table_, shape_table_, affix_table_, word_shape_table_;
  Norm embedding_norm_;
  std::vector<Layer> layers_;
  const float* mix_ = nullptr;
  Linear tag_hidden_, upos_, feats_, lemma_hidden_, lemma_, arc_dependent_, arc_head_, arc_bilinear_;
  Linear label_dependent_, label_head_, label_bilinear_, names_hidden_, names_;
  const float* transitions_ = nullptr;
  const float* start_ = nullptr;
  const float* end_ = nullptr;
};

}  // namespace entente::language
