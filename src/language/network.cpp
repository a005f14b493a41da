#include "src/language/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "src/language/tree.h"

namespace entente::language {
namespace {

using base::ErrorCode;
using base::Expected;

std::uint32_t padded(std::uint32_t n) {
  return (n + 63) / 64 * 64;
}

template <typename T>
void grow(std::vector<T>& v, std::size_t size) {
  if (v.size() < size) v.resize(size);
}

std::uint32_t argmax(const float* x, std::uint32_t n) {
  return static_cast<std::uint32_t>(std::max_element(x, x + n) - x);
}

}  // namespace

void Batch::clear() {
  windows.clear();
  pieces.clear();
  positions.clear();
  piece_shapes.clear();
  first.clear();
  word_shapes.clear();
  affixes.clear();
}

void Linear::Free::operator()(std::int8_t* p) const {
  std::free(p);
}

Expected<Linear> Linear::make(const ModelFile& file, const Kernels& kernels, const std::string& name,
                              std::uint32_t rows, std::uint32_t columns) {
  const auto weight = file.tensor(name + ".weight", DataType::I8, {rows, columns});
  if (!weight) return tl::make_unexpected(weight.error());
  const auto scale = file.tensor(name + ".weight.scale", DataType::F32, {rows});
  if (!scale) return tl::make_unexpected(scale.error());
  const auto bias = file.tensor(name + ".bias", DataType::F32, {rows});
  if (!bias) return tl::make_unexpected(bias.error());
  Linear out;
  PackedMatrix& m = out.matrix_;
  m = {rows, columns, padded(rows), padded(columns), nullptr, nullptr, nullptr, nullptr};
  const std::size_t size = static_cast<std::size_t>(m.padded_rows) * m.padded_columns;
  out.weights_.reset(static_cast<std::int8_t*>(std::aligned_alloc(64, size)));
  if (out.weights_ == nullptr) return base::fail(ErrorCode::Limit, "no memory for the language model");
  kernels.pack(weight->bytes(), rows, columns, m.padded_rows, m.padded_columns, out.weights_.get());
  out.offsets_.assign(m.padded_rows, 0);
  out.scales_.assign(m.padded_rows, 0.0F);
  out.bias_.assign(m.padded_rows, 0.0F);
  for (std::uint32_t r = 0; r < rows; ++r) {
    std::int32_t sum = 0;
    const std::int8_t* row = weight->bytes() + static_cast<std::size_t>(r) * columns;
    for (std::uint32_t c = 0; c < columns; ++c) sum += row[c];
    out.offsets_[r] = -128 * sum;
    out.scales_[r] = scale->floats()[r];
    out.bias_[r] = bias->floats()[r];
  }
  m.weights = out.weights_.get();
  m.offsets = out.offsets_.data();
  m.scales = out.scales_.data();
  m.bias = out.bias_.data();
  return out;
}

Expected<Network> Network::make(const ModelFile& file, const Kernels& kernels) {
  Network out;
  out.kernels_ = &kernels;
  out.config_ = file.config();
  if (auto done = out.load(file); !done) return tl::make_unexpected(done.error());
  if (auto done = out.load_heads(file); !done) return tl::make_unexpected(done.error());
  return out;
}

Expected<Network::Table> Network::table(const ModelFile& file, const std::string& name, std::uint32_t rows,
                                        std::uint32_t columns) const {
  const auto values = file.tensor(name, DataType::I8, {rows, columns});
  if (!values) return tl::make_unexpected(values.error());
  const auto scales = file.tensor(name + ".scale", DataType::F32, {rows});
  if (!scales) return tl::make_unexpected(scales.error());
  return Table{values->bytes(), scales->floats()};
}

Expected<Network::Norm> Network::norm(const ModelFile& file, const std::string& name) const {
  const auto weight = file.tensor(name + ".weight", DataType::F32, {config_.hidden});
  if (!weight) return tl::make_unexpected(weight.error());
  const auto bias = file.tensor(name + ".bias", DataType::F32, {config_.hidden});
  if (!bias) return tl::make_unexpected(bias.error());
  return Norm{weight->floats(), bias->floats()};
}

Expected<void> Network::load(const ModelFile& file) {
  const auto shapes = static_cast<std::uint32_t>(config_.shapes.size());
  for (int i = 0; i <= static_cast<int>(LetterShape::Other); ++i) {
    const std::string_view name = to_string(static_cast<LetterShape>(i));
    const auto found = std::find(config_.shapes.begin(), config_.shapes.end(), name);
    if (found == config_.shapes.end()) {
      return base::fail(ErrorCode::Malformed, fmt::format("config.shapes lacks '{}'", name));
    }
    shape_rows_.push_back(static_cast<std::uint32_t>(found - config_.shapes.begin()));
  }
  std::uint32_t affix_rows = 0;
  for (const ModelConfig::Affix& a : config_.affixes) affix_rows += a.buckets;
  const auto vocabulary = static_cast<std::uint32_t>(file.vocabulary().size());
  struct Wanted {
    Table* target;
    const char* name;
    std::uint32_t rows;
    std::uint32_t columns;
  };
  for (const Wanted& w : {Wanted{&word_table_, "embeddings.word", vocabulary, config_.hidden},
                          Wanted{&position_table_, "embeddings.position", config_.max_positions, config_.hidden},
                          Wanted{&shape_table_, "embeddings.shape", shapes, config_.hidden},
                          Wanted{&affix_table_, "word.affix", affix_rows, config_.affix_dim},
                          Wanted{&word_shape_table_, "word.shape", shapes, config_.affix_dim}}) {
    auto t = table(file, w.name, w.rows, w.columns);
    if (!t) return tl::make_unexpected(t.error());
    *w.target = *t;
  }
  auto first_norm = norm(file, "embeddings.norm");
  if (!first_norm) return tl::make_unexpected(first_norm.error());
  embedding_norm_ = *first_norm;
  for (std::uint32_t n = 0; n < config_.layers; ++n) {
    const std::string prefix = fmt::format("layer.{}.", n);
    Layer& layer = layers_.emplace_back();
    struct Part {
      Linear* target;
      const char* name;
      std::uint32_t rows;
      std::uint32_t columns;
    };
    for (const Part& p : {Part{&layer.qkv, "attention.qkv", 3 * config_.hidden, config_.hidden},
                          Part{&layer.out, "attention.out", config_.hidden, config_.hidden},
                          Part{&layer.in, "ffn.in", config_.intermediate, config_.hidden},
                          Part{&layer.back, "ffn.out", config_.hidden, config_.intermediate}}) {
      auto linear = Linear::make(file, *kernels_, prefix + p.name, p.rows, p.columns);
      if (!linear) return tl::make_unexpected(linear.error());
      *p.target = std::move(*linear);
    }
    auto a = norm(file, prefix + "attention.norm");
    if (!a) return tl::make_unexpected(a.error());
    layer.attention_norm = *a;
    auto f = norm(file, prefix + "ffn.norm");
    if (!f) return tl::make_unexpected(f.error());
    layer.ffn_norm = *f;
  }
  return {};
}

Expected<void> Network::load_heads(const ModelFile& file) {
  const ModelLabels& labels = file.labels();
  deprels_ = static_cast<std::uint32_t>(labels.deprel.size());
  name_tags_ = static_cast<std::uint32_t>(labels.names.size());
  const auto root = std::find(labels.deprel.begin(), labels.deprel.end(), "root");
  if (root == labels.deprel.end()) return base::fail(ErrorCode::Malformed, "labels.deprel lacks 'root'");
  root_label_ = static_cast<std::uint32_t>(root - labels.deprel.begin());
  struct Part {
    Linear* target;
    const char* name;
    std::size_t rows;
    std::uint32_t columns;
  };
  const std::uint32_t w = config_.word_dim;
  const std::size_t planes = std::size_t{deprels_} * (config_.label_hidden + 1);
  for (const Part& p : {Part{&tag_hidden_, "head.tag.hidden", config_.tag_hidden, w},
                        Part{&upos_, "head.upos", labels.upos.size(), config_.tag_hidden},
                        Part{&feats_, "head.feats", labels.feats.size(), config_.tag_hidden},
                        Part{&lemma_hidden_, "head.lemma.hidden", config_.lemma_hidden, w},
                        Part{&lemma_, "head.lemma", labels.lemma.size(), config_.lemma_hidden},
                        Part{&arc_dependent_, "head.arc.dependent", config_.arc_hidden, w},
                        Part{&arc_head_, "head.arc.head", config_.arc_hidden, w},
                        Part{&arc_bilinear_, "head.arc.bilinear", config_.arc_hidden, config_.arc_hidden},
                        Part{&label_dependent_, "head.label.dependent", config_.label_hidden, w},
                        Part{&label_head_, "head.label.head", config_.label_hidden, w},
                        Part{&label_bilinear_, "head.label.bilinear", planes, config_.label_hidden},
                        Part{&names_hidden_, "head.names.hidden", config_.name_hidden, w},
                        Part{&names_, "head.names", labels.names.size(), config_.name_hidden}}) {
    auto linear = Linear::make(file, *kernels_, p.name, static_cast<std::uint32_t>(p.rows), p.columns);
    if (!linear) return tl::make_unexpected(linear.error());
    *p.target = std::move(*linear);
  }
  struct Vector {
    const float** target;
    const char* name;
    std::vector<std::uint32_t> shape;
  };
  for (const Vector& v :
       {Vector{&mix_, "word.mix", {config_.layers + 1}},
        Vector{&transitions_, "head.names.transitions", {name_tags_, name_tags_}},
        Vector{&start_, "head.names.start", {name_tags_}}, Vector{&end_, "head.names.end", {name_tags_}}}) {
    const auto t = file.tensor(v.name, DataType::F32, v.shape);
    if (!t) return tl::make_unexpected(t.error());
    *v.target = t->floats();
  }
  return {};
}

void Network::quantise(const float* x, std::size_t stride, std::size_t rows, std::uint32_t columns,
                       std::uint32_t padded_columns, std::vector<std::uint8_t>& q, std::vector<float>& scales) const {
  const std::size_t row_bytes = padded_columns * kernels_->quantised_size;
  grow(q, rows * row_bytes);
  grow(scales, rows);
  for (std::size_t i = 0; i < rows; ++i) {
    kernels_->quantise(x + i * stride, columns, padded_columns, q.data() + i * row_bytes, &scales[i]);
  }
}

void Network::apply(const Linear& linear, const std::uint8_t* q, const std::vector<float>& scales, std::size_t first,
                    std::size_t rows, std::vector<float>& out, Activation activation) const {
  const PackedMatrix& m = linear.matrix();
  grow(out, rows * m.padded_rows);
  kernels_->multiply(m, q + first * m.padded_columns * kernels_->quantised_size, scales.data() + first,
                     static_cast<std::uint32_t>(rows), out.data(), m.padded_rows, activation);
}

void Network::embed(Batch& b) const {
  const std::size_t h = config_.hidden;
  b.x.assign(b.pieces.size() * h, 0.0F);
  for (std::size_t i = 0; i < b.pieces.size(); ++i) {
    float* row = b.x.data() + i * h;
    const std::uint32_t shape = shape_rows_[static_cast<std::size_t>(b.piece_shapes[i])];
    const auto add = [&](const Table& t, std::size_t at) {
      kernels_->add_scaled_i8(t.rows + at * h, t.scales[at], config_.hidden, row);
    };
    add(word_table_, b.pieces[i]);
    add(position_table_, b.positions[i]);
    add(shape_table_, shape);
    kernels_->add_norm(row, nullptr, embedding_norm_.weight, embedding_norm_.bias, config_.layer_norm_eps,
                       config_.hidden, row);
  }
}

void Network::run_layer(const Layer& layer, Batch& b) const {
  const std::uint32_t h = config_.hidden;
  const std::size_t rows = b.pieces.size();
  const auto normalise = [&](const std::vector<float>& y, std::size_t stride, std::size_t first, std::size_t count,
                             const Norm& n) {
    for (std::size_t i = 0; i < count; ++i) {
      float* row = b.x.data() + (first + i) * h;
      kernels_->add_norm(row, y.data() + i * stride, n.weight, n.bias, config_.layer_norm_eps, h, row);
    }
  };
  quantise(b.x.data(), h, rows, h, layer.qkv.matrix().padded_columns, b.quantised, b.scales);
  apply(layer.qkv, b.quantised.data(), b.scales, 0, rows, b.wide, Activation::None);
  grow(b.joined, rows * h);
  const std::uint32_t stride = layer.qkv.matrix().padded_rows;
  for (const Window& w : b.windows) {
    const std::uint32_t count = w.piece_end - w.piece_begin;
    grow(b.scratch, (h / config_.heads + 4) * (std::size_t{count} + 64));
    kernels_->attention(b.wide.data() + std::size_t{w.piece_begin} * stride, stride, count, config_.heads, h,
                        b.scratch.data(), b.joined.data() + std::size_t{w.piece_begin} * h);
  }
  quantise(b.joined.data(), h, rows, h, layer.out.matrix().padded_columns, b.quantised, b.scales);
  apply(layer.out, b.quantised.data(), b.scales, 0, rows, b.result, Activation::None);
  normalise(b.result, layer.out.matrix().padded_rows, 0, rows, layer.attention_norm);

  // The wide middle is computed a few rows at a time, so that it stays in the cache.
  constexpr std::size_t step = 48;
  quantise(b.x.data(), h, rows, h, layer.in.matrix().padded_columns, b.quantised, b.scales);
  for (std::size_t first = 0; first < rows; first += step) {
    const std::size_t count = std::min(step, rows - first);
    apply(layer.in, b.quantised.data(), b.scales, first, count, b.wide, Activation::Gelu);
    quantise(b.wide.data(), layer.in.matrix().padded_rows, count, config_.intermediate,
             layer.back.matrix().padded_columns, b.quantised_hidden, b.hidden_scales);
    apply(layer.back, b.quantised_hidden.data(), b.hidden_scales, 0, count, b.result, Activation::None);
    normalise(b.result, layer.back.matrix().padded_rows, first, count, layer.ffn_norm);
  }
}

void Network::mix(Batch& b, std::uint32_t layer) const {
  for (std::size_t i = 0; i < b.first.size(); ++i) {
    kernels_->add_scaled(b.x.data() + std::size_t{b.first[i]} * config_.hidden, mix_[layer], config_.hidden,
                         b.words.data() + i * config_.word_dim);
  }
}

void Network::add_affixes(Batch& b) const {
  const std::size_t kinds = config_.affixes.size();
  const std::size_t width = config_.affix_dim;
  for (std::size_t i = 0; i < b.first.size(); ++i) {
    if (b.word_shapes[i] == LetterShape::Special) continue;
    float* out = b.words.data() + i * config_.word_dim + config_.hidden;
    for (std::size_t k = 0; k < kinds; ++k) {
      const std::size_t row = b.affixes[i * kinds + k];
      kernels_->add_scaled_i8(affix_table_.rows + row * width, affix_table_.scales[row], config_.affix_dim, out);
    }
    const std::size_t shape = shape_rows_[static_cast<std::size_t>(b.word_shapes[i])];
    kernels_->add_scaled_i8(word_shape_table_.rows + shape * width, word_shape_table_.scales[shape], config_.affix_dim,
                            out);
  }
}

void Network::encode(Batch& b) const {
  embed(b);
  b.words.assign(b.first.size() * config_.word_dim, 0.0F);
  mix(b, 0);
  for (std::uint32_t n = 0; n < config_.layers; ++n) {
    run_layer(layers_[n], b);
    mix(b, n + 1);
  }
  add_affixes(b);
}

void Network::run(Batch& b) const {
  if (b.windows.empty()) return;
  encode(b);
  const std::size_t rows = b.first.size();
  for (std::vector<std::uint32_t>* out : {&b.upos, &b.feats, &b.lemma, &b.deprel, &b.names}) out->assign(rows, 0);
  b.heads.assign(rows, 0);
  quantise(b.words.data(), config_.word_dim, rows, config_.word_dim, tag_hidden_.matrix().padded_columns,
           b.quantised_words, b.word_scales);
  classify(tag_hidden_, {&upos_, &feats_}, b, {&b.upos, &b.feats});
  classify(lemma_hidden_, {&lemma_}, b, {&b.lemma});
  find_heads(b);
  label_arcs(b);
  find_names(b);
}

void Network::classify(const Linear& hidden, const std::vector<const Linear*>& outputs, Batch& b,
                       const std::vector<std::vector<std::uint32_t>*>& results) const {
  const std::size_t rows = b.first.size();
  apply(hidden, b.quantised_words.data(), b.word_scales, 0, rows, b.hidden, Activation::Relu);
  const PackedMatrix& m = hidden.matrix();
  quantise(b.hidden.data(), m.padded_rows, rows, m.rows, padded(m.rows), b.quantised_hidden, b.hidden_scales);
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    apply(*outputs[k], b.quantised_hidden.data(), b.hidden_scales, 0, rows, b.result, Activation::None);
    const PackedMatrix& o = outputs[k]->matrix();
    for (std::size_t i = 0; i < rows; ++i) (*results[k])[i] = argmax(b.result.data() + i * o.padded_rows, o.rows);
  }
}

void Network::find_heads(Batch& b) const {
  const std::size_t rows = b.first.size();
  const std::size_t stride = arc_bilinear_.matrix().padded_rows;
  apply(arc_dependent_, b.quantised_words.data(), b.word_scales, 0, rows, b.hidden, Activation::Relu);
  quantise(b.hidden.data(), stride, rows, config_.arc_hidden, padded(config_.arc_hidden), b.quantised_hidden,
           b.hidden_scales);
  apply(arc_bilinear_, b.quantised_hidden.data(), b.hidden_scales, 0, rows, b.dependents, Activation::None);
  apply(arc_head_, b.quantised_words.data(), b.word_scales, 0, rows, b.governors, Activation::Relu);
  for (const Window& w : b.windows) {
    const std::size_t size = std::size_t{w.words} + 1;
    b.scores.resize(size * size);
    for (std::size_t d = 0; d < size; ++d) {
      const float* dependent = b.dependents.data() + (w.row + d) * stride;
      for (std::size_t h = 0; h < size; ++h) {
        b.scores[d * size + h] =
            kernels_->dot(dependent, b.governors.data() + (w.row + h) * stride, config_.arc_hidden);
      }
    }
    const std::vector<std::int32_t> heads = best_tree(b.scores, w.words);
    std::copy(heads.begin(), heads.end(), b.heads.begin() + w.row + 1);
  }
}

void Network::label_arcs(Batch& b) const {
  const std::size_t rows = b.first.size();
  apply(label_dependent_, b.quantised_words.data(), b.word_scales, 0, rows, b.label_x, Activation::Relu);
  apply(label_head_, b.quantised_words.data(), b.word_scales, 0, rows, b.label_y, Activation::Relu);
  quantise(b.label_y.data(), label_head_.matrix().padded_rows, rows, config_.label_hidden,
           label_bilinear_.matrix().padded_columns, b.quantised_hidden, b.hidden_scales);
  for (const Window& w : b.windows) label_window(w, b);
}

/// The bilinear form of a head is computed once and serves all its dependents.
void Network::label_window(const Window& window, Batch& b) const {
  const std::uint32_t n = config_.label_hidden;
  const std::size_t stride = label_dependent_.matrix().padded_rows;
  for (std::uint32_t head = 1; head <= window.words; ++head) {
    bool ready = false;
    for (std::uint32_t d = 1; d <= window.words; ++d) {
      const std::size_t row = window.row + d;
      if (b.heads[row] == 0) b.deprel[row] = root_label_;
      if (b.heads[row] != static_cast<std::int32_t>(head)) continue;
      if (!ready) {
        apply(label_bilinear_, b.quantised_hidden.data(), b.hidden_scales, window.row + head, 1, b.planes,
              Activation::None);
        ready = true;
      }
      const float* x = b.label_x.data() + row * stride;
      float best = -std::numeric_limits<float>::infinity();
      std::uint32_t label = root_label_ == 0 && deprels_ > 1 ? 1 : 0;
      for (std::uint32_t l = 0; l < deprels_; ++l) {
        const float* plane = b.planes.data() + std::size_t{l} * (n + 1);
        const float score =
            l == root_label_ ? -std::numeric_limits<float>::infinity() : kernels_->dot(plane, x, n) + plane[n];
        if (score > best) best = score, label = l;
      }
      b.deprel[row] = label;
    }
  }
}

void Network::find_names(Batch& b) const {
  const std::size_t rows = b.first.size();
  apply(names_hidden_, b.quantised_words.data(), b.word_scales, 0, rows, b.hidden, Activation::Relu);
  const PackedMatrix& m = names_hidden_.matrix();
  quantise(b.hidden.data(), m.padded_rows, rows, m.rows, padded(m.rows), b.quantised_hidden, b.hidden_scales);
  apply(names_, b.quantised_hidden.data(), b.hidden_scales, 0, rows, b.result, Activation::None);
  const std::size_t stride = names_.matrix().padded_rows;
  for (const Window& w : b.windows) best_tags(w, b.result.data() + (std::size_t{w.row} + 1) * stride, stride, b);
}

/// Viterbi.
void Network::best_tags(const Window& window, const float* emissions, std::size_t stride, Batch& b) const {
  const std::uint32_t tags = name_tags_;
  std::vector<float> score(tags);
  std::vector<float> next(tags);
  std::vector<std::uint32_t> from(std::size_t{window.words} * tags);
  for (std::uint32_t t = 0; t < tags; ++t) score[t] = start_[t] + emissions[t];
  for (std::uint32_t i = 1; i < window.words; ++i) {
    const float* row = emissions + i * stride;
    for (std::uint32_t t = 0; t < tags; ++t) {
      std::uint32_t best = 0;
      for (std::uint32_t s = 1; s < tags; ++s) {
        if (score[s] + transitions_[s * tags + t] > score[best] + transitions_[best * tags + t]) best = s;
      }
      from[std::size_t{i} * tags + t] = best;
      next[t] = score[best] + transitions_[best * tags + t] + row[t];
    }
    std::swap(score, next);
  }
  for (std::uint32_t t = 0; t < tags; ++t) score[t] += end_[t];
  std::uint32_t tag = argmax(score.data(), tags);
  for (std::uint32_t i = window.words; i > 0; --i) {
    b.names[std::size_t{window.row} + i] = tag;
    if (i > 1) tag = from[std::size_t{i - 1} * tags + tag];
  }
}

}  // namespace entente::language
