#pragma once

#include <string>
#include <string_view>

#include "src/articles/reader.h"

namespace entente::articles {

/// One call of read(): counts, hands on, and finishes documents in the same way whatever format they come from.
class Session {
 public:
  Session(const ReadOptions& options, const Sink& sink, const ProblemSink& problem)
      : options_(options), sink_(sink), problem_(problem) {}

  const ReadOptions& options() const { return options_; }
  const ReadReport& report() const { return report_; }
  bool stopped() const { return stopped_; }

  /// Checks the text (not blank, no zero character, within the limit), fills in a missing date from the dateline or the
  /// option, and hands the document on.
  void deliver(model::Document&& document, std::size_t line = 0);
  /// Sets the date from metadata; one that is not understood is a problem, an empty one is not.
  void set_date(model::Document& document, std::string_view value, std::size_t line);
  void problem(base::Error error, std::string_view source, std::size_t line = 0);

 private:
  const ReadOptions& options_;
  const Sink& sink_;
  const ProblemSink& problem_;
  ReadReport report_;
  bool stopped_ = false;
};

/// One file, decoded or not, with its names.
struct NamedText {
  std::string_view text;
  std::string path;
  std::string key;
};

void read_text(Session& session, const NamedText& file, bool markdown);
void read_page(Session& session, const NamedText& file);
/// RSS 0.9x, 1.0 and 2.0, Atom 1.0.
void read_feed(Session& session, const NamedText& file);
/// A whole JSON file: array, object with an array, or one object.
void read_json(Session& session, const NamedText& file);
/// One line of JSONL.
void read_json_line(Session& session, const NamedText& file, std::size_t line);

}  // namespace entente::articles
