#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/date.h"
#include "graph/base/error.h"
#include "graph/model/records.h"

/// Reading articles: text, Markdown, HTML, JSONL, RSS and Atom; from files, folders and standard input.
namespace entente::articles {

enum class Format : std::uint8_t { Text, Markdown, Html, Jsonl, Feed };

struct ReadOptions {
  std::optional<base::Date> date;        ///< `--date`: for documents that carry none of their own
  std::optional<Format> format;          ///< for standard input and unknown endings; guessed from the content otherwise
  std::uint64_t file_limit = 1ULL << 30U;  ///< bytes of one file (JSONL: no limit, it is streamed)
  std::uint64_t line_limit = 64ULL << 20U; ///< bytes of one JSONL line
  std::uint64_t text_limit = 64ULL << 20U; ///< bytes of one document's text
};

struct ReadReport {
  std::size_t documents = 0;
  std::size_t problems = 0;
};

/// Takes one document. Returns false to stop reading.
using Sink = std::function<bool(model::Document&&)>;
/// Hears of a file, line or entry that could not be read; reading goes on.
using ProblemSink = std::function<void(const base::Error&)>;

/// Reads every input (a file, a folder with all that is below it in name order, or "-" for standard input) and hands the
/// documents on in that order.
ReadReport read(const std::vector<std::string>& inputs, const ReadOptions& options, const Sink& sink,
                const ProblemSink& problem);

/// The same for bytes in memory; `name` stands for the file's name.
ReadReport read_bytes(std::string_view bytes, const std::string& name, const ReadOptions& options, const Sink& sink,
                      const ProblemSink& problem);

}  // namespace entente::articles
