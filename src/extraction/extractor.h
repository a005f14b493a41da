#pragma once

#include <memory>

#include "graph/base/error.h"
#include "graph/model/records.h"
#include "graph/schema/ontology.h"
#include "src/language/analysis.h"

namespace entente::extraction {

/// Statements from analysed text: mentions to entities, frames over dependency trees to statements with status, date,
/// place, claim and evidence. Deterministic; const and thread-safe after loading.
class Extractor {
 public:
  /// Reads the frames and gazetteers that come with the program. Errors: NotFound for a missing data file, Malformed
  /// with file and line for a wrong one.
  static base::Expected<Extractor> load_default(const schema::Ontology& ontology);

  /// The record of one document. `analysis` is of document.text. Every mention and evidence span of the result quotes
  /// the text exactly.
  model::DocumentRecord extract(const model::Document& document, const language::Analysis& analysis) const;

  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

 private:
  struct Impl;
  explicit Extractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente::extraction
