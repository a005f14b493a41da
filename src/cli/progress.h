#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "src/articles/reader.h"
#include "src/pipeline/pipeline.h"

namespace entente::cli {

/// The line on standard error that shows how far a run is: share, documents, words a second, time left. Only where
/// standard error is a terminal. Not thread-safe.
class ProgressLine {
 public:
  explicit ProgressLine(const std::vector<articles::InputFile>& inputs);
  void taken(const model::Document& document);
  void update(const pipeline::Progress& progress);
  /// Removes the line, so that something else can be written.
  void clear();

  /// The text of the line, for a terminal of `width` columns.
  std::string text(const pipeline::Progress& progress, std::size_t width) const;

 private:
  double share(const pipeline::Progress& progress) const;

  bool active_ = false;
  bool drawn_ = false;
  bool unknown_ = false;  // some input has no size
  std::map<std::string, std::uint64_t> sizes_;
  std::uint64_t total_ = 0;
  std::uint64_t finished_ = 0;  // bytes of files that are read
  std::string current_;
  std::uint64_t in_current_ = 0;
  std::uint64_t text_taken_ = 0;
};

/// "0:42", "3:05", "1:02:03".
std::string as_time(double seconds);

}  // namespace entente::cli
