#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "src/language/analysis.h"

namespace entente::language {

/// The language model with its inference: text in, Analysis out. Loads `english.model` (docs/model_format.md).
/// Deterministic: the same text gives the same analysis, whatever else is analysed, on any number of threads.
/// Thread-safe: analyze() is const and may run on many threads at once.
class Analyzer {
 public:
  /// The model that comes with the program (base::find_resource("english.model")).
  static base::Expected<Analyzer> load_default();
  /// Errors: Unreadable; Malformed for a foreign, damaged or truncated file, saying which; Unsupported for another
  /// version of the format.
  /// `instruction_set` forces the kernels of one set ("portable", "avx2", "avx512vnni"; all give the same results);
  /// "" takes the best of this machine, or what the environment variable ENTENTE_ISA names. Unsupported if the machine
  /// lacks it. Takes about 50 ms.
  static base::Expected<Analyzer> load(const std::string& path, std::string_view instruction_set = {});

  /// Sentences, words, tags, trees and names of raw text (valid UTF-8). O(length); never fails: a run of a million
  /// words without a full stop is divided at a documented length.
  Analysis analyze(std::string_view text) const;
  /// Keeps the sentences and words that are given (spans, space_after, continues_token, begins_paragraph) and fills in
  /// the rest. A sentence of more word pieces than the network takes (512) is cut into parts: the roots of
  /// the later parts hang on the root of the first as `parataxis`.
  void annotate(std::string_view text, Analysis& analysis) const;

  /// The set of kernels in use.
  std::string_view instruction_set() const;

  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

 private:
  struct Impl;
  explicit Analyzer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente::language
