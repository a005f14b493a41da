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

/// Reading articles: text, Markdown, HTML, JSON, RSS and Atom; from files, folders and standard input.
///
/// A document's text is kept as found (plain text, Markdown, JSON) or is what the page shows (HTML, feeds: paragraphs
/// joined by empty lines); offsets count from behind the front matter. Its key is the file's base name, the `id` of a
/// JSON record or feed item, or `NAME:LINE`. Its date comes from metadata, the page, the dateline or
/// `ReadOptions::date`, in this order, and never from the clock. Character sets: see encoding.h.
///
/// Limits, beside those of ReadOptions: 16 MiB and 512 open elements a page, 256 levels of JSON and XML, 256 MiB of
/// JSON that is no JSONL. No reader recurses on its input; XML entities are never expanded, nothing is fetched.
namespace entente::articles {

/// `Jsonl`: one object a line; also a file that is one array of objects, one object, or an object that has the array as
/// `articles`, `items`, `documents`, `data`, `results` or `entries`.
enum class Format : std::uint8_t { Text, Markdown, Html, Jsonl, Feed };

struct ReadOptions {
  std::optional<base::Date> date;  ///< `--date`: for documents that carry none of their own
  std::optional<Format> format;    ///< for standard input and unknown endings; guessed from the content otherwise
  std::uint64_t file_limit = 1ULL << 30U;   ///< bytes of one file (JSONL: no limit, it is streamed)
  std::uint64_t line_limit = 64ULL << 20U;  ///< bytes of one JSONL line
  std::uint64_t text_limit = 64ULL << 20U;  ///< bytes of one document's text
};

struct ReadReport {
  std::size_t documents = 0;
  std::size_t problems = 0;
};

/// Takes one document. Returns false to stop reading.
using Sink = std::function<bool(model::Document&&)>;
/// Hears of a file, line or entry that could not be read, and of a date that was not understood (the document comes
/// without it); reading goes on.
using ProblemSink = std::function<void(const base::Error&)>;

/// Reads every input (a file, a folder with all that is below it in byte order of the paths, or "-" for standard input)
/// and hands the documents on in that order. In folders, hidden files and folders are passed over and links to folders
/// not followed. Memory: one file (JSONL: one line) and one document at a time. May run on several threads at once.
ReadReport read(const std::vector<std::string>& inputs, const ReadOptions& options, const Sink& sink,
                const ProblemSink& problem);

struct InputFile {
  std::string path;
  std::uint64_t bytes = 0;  ///< 0 where it is not known (standard input, pipes)
};
/// The files that read() would open, in its order, with their sizes. What does not exist is left out.
std::vector<InputFile> list_inputs(const std::vector<std::string>& inputs);

/// As read(), for bytes in memory; `name` stands for the file's name.
ReadReport read_bytes(std::string_view bytes, const std::string& name, const ReadOptions& options, const Sink& sink,
                      const ProblemSink& problem);

}  // namespace entente::articles
