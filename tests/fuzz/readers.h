#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "graph/base/utf8.h"
#include "src/articles/reader.h"

/// What must hold for any bytes that a reader is given; aborts where it does not.
namespace entente::fuzz {

inline void require(bool condition, const char* message) {
  if (condition) return;
  std::fprintf(stderr, "property broken: %s\n", message);
  std::abort();
}

inline std::string run_once(std::string_view bytes, const std::string& name, const articles::ReadOptions& options) {
  std::string trace;
  std::size_t documents = 0;
  std::size_t problems = 0;
  const auto valid = [](std::string_view s) { return base::find_invalid_utf8(s) == std::string_view::npos; };
  const auto report = articles::read_bytes(
      bytes, name, options,
      [&](model::Document&& d) {
        ++documents;
        require(valid(d.text) && valid(d.key) && valid(d.title) && valid(d.source) && valid(d.url) && valid(d.language),
                "a document is valid UTF-8");
        require(d.text.find('\0') == std::string::npos, "a text has no zero character");
        require(!base::trim(d.text).empty(), "a text is not blank");
        require(d.text.size() <= options.text_limit, "a text is within the limit");
        require(!d.key.empty(), "a document has a key");
        require(d.date.known() == (d.date_origin != model::DateOrigin::None), "a date has an origin");
        trace += d.id();
        return true;
      },
      [&](const base::Error& e) {
        ++problems;
        require(valid(e.message) && valid(e.hint), "a message is valid UTF-8");
        require(!e.message.empty() && e.location && e.location->source == name, "a problem says what and where");
        trace += e.message;
      });
  require(report.documents == documents && report.problems == problems, "the report counts");
  require(documents + problems > 0, "an input gives a document or a problem");
  return trace;
}

/// Reads the bytes as a file of this name, twice: every document is valid UTF-8, not blank, without zero characters and
/// within the limit; every input gives a document or a problem that names the file; both runs agree.
inline void check_reader(std::string_view bytes, const std::string& name) {
  articles::ReadOptions options;
  options.text_limit = 1U << 16U;
  options.line_limit = 1U << 15U;
  options.date = base::Date::make(2024, 2, 29);
  require(run_once(bytes, name, options) == run_once(bytes, name, options), "the same bytes give the same documents");
}

}  // namespace entente::fuzz
