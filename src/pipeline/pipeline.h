#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

#include "graph/base/error.h"
#include "graph/model/records.h"
#include "graph/store/store.h"
#include "src/articles/reader.h"
#include "src/extraction/extractor.h"
#include "src/language/analyzer.h"

/// From articles to the store: documents are read on one thread, analysed and extracted on as many as wanted, and
/// written by one, in transactions. What ends up in the store does not depend on the number of threads or the order of
/// the documents, because the store holds a set of records and each record depends on its document alone.
namespace entente::pipeline {

/// Gives documents to the sink until it returns false, and problems to the other.
using Source = std::function<articles::ReadReport(const articles::Sink&, const articles::ProblemSink&)>;

/// The two expensive steps. Both are called from many threads at once.
struct Stages {
  std::function<language::Analysis(std::string_view text)> analyze;
  std::function<model::DocumentRecord(const model::Document&, const language::Analysis&)> extract;
};
/// The program's own; both objects must outlive the stages.
Stages stages_of(const language::Analyzer& analyzer, const extraction::Extractor& extractor);

struct Options {
  unsigned threads = 0;  ///< for analysis and extraction; 0: as many as the machine runs at once. At most 256
  std::size_t batch_documents = 256;                     ///< a transaction ends at this many documents,
  std::uint64_t batch_bytes = std::uint64_t{8} << 20U;   ///< at this much text,
  double batch_seconds = 1.0;                            ///< or when its first document has waited this long
  std::uint64_t queue_bytes = std::uint64_t{64} << 20U;  ///< text read ahead of the analysis
  const std::atomic<bool>* cancel = nullptr;  ///< set: no more documents are begun, those that are done are committed
};

/// Where it stands. Counts never fall.
struct Progress {
  std::uint64_t committed = 0;  ///< documents in the store for good, found there or added
  std::uint64_t analysed = 0;   ///< documents that have been through analysis and extraction
  std::uint64_t words = 0;      ///< of these
  std::uint64_t bytes = 0;      ///< of text of the documents analysed or passed over
  std::uint64_t problems = 0;
  double seconds = 0;
};

/// Time spent in each stage, summed over the threads that run it.
struct StageSeconds {
  double read = 0;
  double analyze = 0;
  double extract = 0;
  double store = 0;
};

struct Report {
  std::uint64_t documents = 0;  ///< read
  std::uint64_t added = 0;      ///< new in the store
  std::uint64_t skipped = 0;    ///< were there already, or came twice
  std::uint64_t problems = 0;   ///< files, lines and documents that could not be used
  std::uint64_t sentences = 0;
  std::uint64_t words = 0;
  std::uint64_t bytes = 0;       ///< of text analysed
  std::uint64_t entities = 0;    ///< over all new documents
  std::uint64_t statements = 0;  ///< over all new documents
  unsigned threads = 0;
  bool cancelled = false;
  double seconds = 0;  ///< by the clock, all of it
  StageSeconds stage;
};

/// All are called from one thread at a time, though not always the same, and must not call back. Each may be empty.
struct Callbacks {
  std::function<void(const base::Error&)> problem;
  /// The document is in the store: its transaction is committed, or it was there.
  std::function<void(const model::Document&)> done;
  /// About ten times a second, and once at the end.
  std::function<void(const Progress&)> progress;
  /// A document has been taken from the source: for progress by input size. Called on the reading thread.
  std::function<void(const model::Document&)> taken;
};

/// Runs until the source ends, `cancel` is set or the store fails. Documents that the store has already (by id) are
/// passed over before analysis, so that an interrupted run goes on where it stopped. A document whose analysis runs out
/// of memory is a problem. Error: that of the store; what was committed before stays.
base::Expected<Report> run(const Source& source, const Stages& stages, store::Store& store, const Options& options,
                           const Callbacks& callbacks);

}  // namespace entente::pipeline
