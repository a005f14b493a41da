#include "src/language/analyzer.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "graph/base/resources.h"
#include "src/language/features.h"
#include "src/language/lemma.h"
#include "src/language/lemma_rules.h"
#include "src/language/model_file.h"
#include "src/language/network.h"
#include "src/language/tokenizer.h"

namespace entente::language {
namespace {

using base::ErrorCode;
using base::Expected;

/// A batch is run as soon as it has this many pieces.
constexpr std::size_t batch_pieces = 256;

struct NameTag {
  bool outside = true;
  bool begins = false;
  NameType type = NameType::Other;
};

Expected<std::vector<NameTag>> read_name_tags(const std::vector<std::string>& labels) {
  std::vector<NameTag> out;
  for (const std::string& label : labels) {
    if (label == "O") {
      out.emplace_back();
      continue;
    }
    const std::string_view text = label;
    const auto type = text.size() > 2 && text[1] == '-' ? name_type_from(text.substr(2)) : std::nullopt;
    if (!type || (text[0] != 'B' && text[0] != 'I')) {
      return base::fail(ErrorCode::Malformed, fmt::format("labels.names holds '{}', which is no name tag", label));
    }
    out.push_back({false, text[0] == 'B', *type});
  }
  return out;
}

/// Which part of which sentence a window of the batch is.
struct Place {
  std::size_t sentence = 0;
  std::uint32_t first_word = 0;
};

/// What one call needs; kept for the next.
struct Workspace {
  Batch batch;
  std::vector<Place> places;
  std::vector<std::uint32_t> word_pieces;
  std::vector<std::uint32_t> ends;  ///< behind each word's pieces
};

}  // namespace

struct Analyzer::Impl {
  ModelFile file;
  WordPieces pieces;
  Network network;
  std::vector<Upos> upos;
  std::vector<std::string> feats;
  std::vector<std::string> deprels;
  std::vector<LemmaScript> lemmas;
  std::vector<NameTag> tags;
  std::mutex mutex;
  std::vector<std::unique_ptr<Workspace>> idle;

  Impl(ModelFile f, WordPieces p, Network n) : file(std::move(f)), pieces(std::move(p)), network(std::move(n)) {}

  Expected<void> read_labels();
  std::unique_ptr<Workspace> take();
  void give_back(std::unique_ptr<Workspace> w);

  void annotate(std::string_view text, Analysis& analysis, Workspace& w) const;
  void add_sentence(std::string_view text, const Sentence& s, std::size_t index, Workspace& w) const;
  void add_window(std::string_view text, const Sentence& s, std::size_t index, std::uint32_t first, std::uint32_t last,
                  Workspace& w) const;
  void finish(std::string_view text, Analysis& analysis, Workspace& w) const;
  void fill(std::string_view text, Sentence& s, const Window& window, std::uint32_t first, const Batch& b) const;
};

Expected<void> Analyzer::Impl::read_labels() {
  const ModelLabels& labels = file.labels();
  for (const std::string& label : labels.upos) {
    const auto tag = upos_from(label);
    if (!tag) return base::fail(ErrorCode::Malformed, fmt::format("labels.upos holds '{}'", label));
    upos.push_back(*tag);
  }
  for (const std::string& label : labels.lemma) {
    auto script = LemmaScript::parse(label);
    if (!script)
      return base::fail(ErrorCode::Malformed, fmt::format("labels.lemma holds '{}', no lemma script", label));
    lemmas.push_back(std::move(*script));
  }
  for (const std::string& label : labels.feats) feats.push_back(label == "_" ? "" : label);
  deprels = labels.deprel;
  auto names = read_name_tags(labels.names);
  if (!names) return tl::make_unexpected(names.error());
  tags = std::move(*names);
  return {};
}

std::unique_ptr<Workspace> Analyzer::Impl::take() {
  const std::lock_guard lock(mutex);
  if (idle.empty()) return std::make_unique<Workspace>();
  std::unique_ptr<Workspace> w = std::move(idle.back());
  idle.pop_back();
  return w;
}

void Analyzer::Impl::give_back(std::unique_ptr<Workspace> w) {
  const std::lock_guard lock(mutex);
  idle.push_back(std::move(w));
}

void Analyzer::Impl::annotate(std::string_view text, Analysis& analysis, Workspace& w) const {
  w.batch.clear();
  w.places.clear();
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) {
    add_sentence(text, analysis.sentences[i], i, w);
    if (w.batch.pieces.size() >= batch_pieces) finish(text, analysis, w);
  }
  finish(text, analysis, w);
}

void Analyzer::Impl::add_sentence(std::string_view text, const Sentence& s, std::size_t index, Workspace& w) const {
  w.word_pieces.clear();
  w.ends.clear();
  for (const Word& word : s.words) {
    pieces.append(form(text, word), w.word_pieces);
    w.ends.push_back(static_cast<std::uint32_t>(w.word_pieces.size()));
  }
  const std::uint32_t most = file.config().max_positions - 2;
  const auto count = static_cast<std::uint32_t>(s.words.size());
  std::uint32_t first = 0;
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (w.ends[i] - before <= most) continue;
    add_window(text, s, index, first, i, w);
    first = i;
    before = w.ends[i - 1];
  }
  if (first < count) add_window(text, s, index, first, count, w);
}

void Analyzer::Impl::add_window(std::string_view text, const Sentence& s, std::size_t index, std::uint32_t first,
                                std::uint32_t last, Workspace& w) const {
  Batch& b = w.batch;
  Window window;
  window.piece_begin = static_cast<std::uint32_t>(b.pieces.size());
  window.row = static_cast<std::uint32_t>(b.first.size());
  window.words = last - first;
  const auto piece = [&](std::uint32_t id, LetterShape shape) {
    b.positions.push_back(static_cast<std::uint32_t>(b.pieces.size()) - window.piece_begin);
    b.pieces.push_back(id);
    b.piece_shapes.push_back(shape);
  };
  const std::vector<ModelConfig::Affix>& affixes = file.config().affixes;
  b.first.push_back(window.piece_begin);
  b.word_shapes.push_back(LetterShape::Special);
  b.affixes.resize(b.affixes.size() + affixes.size());
  piece(pieces.cls(), LetterShape::Special);
  for (std::uint32_t i = first; i < last; ++i) {
    const std::string_view word = form(text, s.words[i]);
    const LetterShape shape = letter_shape(word);
    b.first.push_back(static_cast<std::uint32_t>(b.pieces.size()));
    b.word_shapes.push_back(shape);
    b.affixes.resize(b.affixes.size() + affixes.size());
    affix_rows(word, affixes, b.affixes.data() + b.affixes.size() - affixes.size());
    for (std::uint32_t p = i == 0 ? 0 : w.ends[i - 1]; p < w.ends[i]; ++p) piece(w.word_pieces[p], shape);
  }
  piece(pieces.sep(), LetterShape::Special);
  window.piece_end = static_cast<std::uint32_t>(b.pieces.size());
  b.windows.push_back(window);
  w.places.push_back({index, first});
}

void Analyzer::Impl::finish(std::string_view text, Analysis& analysis, Workspace& w) const {
  network.run(w.batch);
  for (std::size_t i = 0; i < w.batch.windows.size(); ++i) {
    fill(text, analysis.sentences[w.places[i].sentence], w.batch.windows[i], w.places[i].first_word, w.batch);
  }
  w.batch.clear();
  w.places.clear();
}

void Analyzer::Impl::fill(std::string_view text, Sentence& s, const Window& window, std::uint32_t first,
                          const Batch& b) const {
  if (first == 0) s.names.clear();
  const WordRank rank = [this](std::string_view word) { return pieces.id_of(word); };
  std::int32_t root = root_head;
  if (first > 0) {
    root = static_cast<std::int32_t>(
        std::find_if(s.words.begin(), s.words.end(), [](const Word& w) { return w.head == root_head; }) -
        s.words.begin());
  }
  for (std::uint32_t i = 0; i < window.words; ++i) {
    const std::size_t row = window.row + i + 1;
    Word& word = s.words[first + i];
    word.upos = upos[b.upos[row]];
    word.feats = feats[b.feats[row]];
    const std::string_view own = form(text, word);
    word.lemma = corrected_lemma(own, word.upos, word.feats, lemmas[b.lemma[row]].apply(own), rank);
    word.deprel = deprels[b.deprel[row]];
    word.head = b.heads[row] + static_cast<std::int32_t>(first) - 1;
    if (b.heads[row] == 0) {
      word.head = first == 0 ? root_head : root;
      if (first > 0) word.deprel = "parataxis";
    }
    const NameTag& tag = tags[b.names[row]];
    if (tag.outside) continue;
    const std::uint32_t at = first + i;
    const bool goes_on = !tag.begins && !s.names.empty() && s.names.back().end == at && s.names.back().type == tag.type;
    if (goes_on) {
      ++s.names.back().end;
    } else {
      s.names.push_back({at, at + 1, tag.type});
    }
  }
}

Expected<Analyzer> Analyzer::load_default() {
  const auto path = base::find_resource("english.model");
  if (!path) return tl::make_unexpected(path.error());
  return load(*path);
}

Expected<Analyzer> Analyzer::load(const std::string& path, std::string_view instruction_set) {
  const Kernels* kernels = instruction_set.empty() ? &default_kernels() : find_kernels(instruction_set);
  if (kernels == nullptr) {
    return base::fail(ErrorCode::Unsupported, fmt::format("this machine has no instruction set '{}'", instruction_set),
                      "one of portable, avx2, avx512vnni");
  }
  const auto located = [&](base::Error error) {
    if (!error.location) error.location = base::Location{path, 0, 0, 0, {}};
    return tl::make_unexpected(std::move(error));
  };
  auto file = ModelFile::open(path);
  if (!file) return tl::make_unexpected(file.error());
  auto pieces = WordPieces::make(file->vocabulary(), file->config().max_pieces_per_word);
  if (!pieces) return located(pieces.error());
  auto network = Network::make(*file, *kernels);
  if (!network) return located(network.error());
  auto impl = std::make_unique<Impl>(std::move(*file), std::move(*pieces), std::move(*network));
  if (auto done = impl->read_labels(); !done) return located(done.error());
  return Analyzer(std::move(impl));
}

Analysis Analyzer::analyze(std::string_view text) const {
  Analysis out = segment(text);
  annotate(text, out);
  return out;
}

void Analyzer::annotate(std::string_view text, Analysis& analysis) const {
  std::unique_ptr<Workspace> w = impl_->take();
  impl_->annotate(text, analysis, *w);
  impl_->give_back(std::move(w));
}

std::string_view Analyzer::instruction_set() const {
  return impl_->network.kernels().name;
}

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

}  // namespace entente::language
