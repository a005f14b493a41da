#include "src/articles/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "graph/base/utf8.h"
#include "src/articles/byte_source.h"
#include "src/articles/encoding.h"
#include "src/articles/formats.h"
#include "src/articles/session.h"

namespace entente::articles {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

/// Names of files may be any bytes; keys and messages are UTF-8.
std::string shown(const std::string& path) {
  return base::repair_utf8(path);
}

Markup markup_of(Format format) {
  switch (format) {
    case Format::Html:
      return Markup::Html;
    case Format::Feed:
      return Markup::Xml;
    case Format::Text:
    case Format::Markdown:
    case Format::Jsonl:
      return Markup::None;
  }
  return Markup::None;
}

void read_lines(Session& session, ByteSource& source, NamedText file) {
  std::string line;
  std::size_t number = 0;
  std::size_t records = 0;
  while (!session.stopped()) {
    const auto state = source.line(line, session.options().line_limit);
    if (!state) return session.problem(state.error(), file.path, number + 1);
    if (*state == ByteSource::Line::End) break;
    ++number;
    if (*state == ByteSource::Line::TooLong) {
      ++records;
      session.problem(
          {ErrorCode::Limit, fmt::format("the line is longer than {} MiB", session.options().line_limit >> 20U), "",
           std::nullopt},
          file.path, number);
      continue;
    }
    if (line.find_first_not_of(" \t\r\f") == std::string::npos) continue;
    ++records;
    file.text = line;
    read_json_line(session, file, number);
  }
  if (records == 0) session.problem({ErrorCode::Malformed, "is empty", "", std::nullopt}, file.path);
}

void read_source(Session& session, ByteSource& source, const std::string& name, const std::string& key) {
  NamedText file{{}, shown(name), shown(key)};
  const auto fail = [&](const base::Error& error) { session.problem(error, file.path); };
  const auto head = source.peek();
  if (!head) return fail(head.error());
  auto named = format_of_name(key);
  if (!named) named = session.options().format;
  const Format format = named.value_or(guess_format(*head));
  const bool wide = head->size() > 1 && (head->substr(0, 2) == "\xFF\xFE" || head->substr(0, 2) == "\xFE\xFF");
  const bool text = name_binary(*head).empty() && head->find(char{0}) == std::string_view::npos;
  if (format == Format::Jsonl && !wide && text && !is_whole_json(*head, key)) {
    return read_lines(session, source, std::move(file));
  }
  const bool whole_json = format == Format::Jsonl && is_whole_json(*head, key);
  const auto bytes = source.rest(session.options().file_limit);
  if (!bytes) return fail(bytes.error());
  const auto decoded = to_utf8(*bytes, markup_of(format));
  if (!decoded) return fail(decoded.error());
  file.text = decoded->text;
  switch (format) {
    case Format::Text:
      return read_text(session, file, false);
    case Format::Markdown:
      return read_text(session, file, true);
    case Format::Html:
      return read_page(session, file);
    case Format::Feed:
      return read_feed(session, file);
    case Format::Jsonl:
      break;
  }
  if (whole_json) return read_json(session, file);
  ByteSource lines = ByteSource::memory(decoded->text);
  read_lines(session, lines, file);
}

void read_file(Session& session, const std::string& path) {
  auto source = ByteSource::open(path);
  if (!source) {
    base::Error error = std::move(source.error());
    return session.problem(std::move(error), shown(path));
  }
  read_source(session, *source, path, fs::path(path).filename().string());
}

/// All regular files below the folder in byte order of their paths. What cannot be listed is reported.
std::vector<std::string> files_below(const std::string& folder,
                                     const std::function<void(const std::string&, base::Error)>& problem) {
  std::vector<std::string> files;
  std::vector<std::string> folders{folder};
  while (!folders.empty()) {
    const std::string here = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    fs::directory_iterator at(here, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      if (at->path().filename().string().front() == '.') continue;
      std::error_code ignored;
      if (at->is_directory(ignored)) {
        if (!at->is_symlink(ignored)) folders.push_back(at->path().string());
      } else if (at->is_regular_file(ignored)) {
        files.push_back(at->path().string());
      } else if (at->is_symlink(ignored)) {
        problem(at->path().string(), {ErrorCode::Unreadable, "is a link to nothing", "", std::nullopt});
      }
    }
    if (error) problem(here, {ErrorCode::Unreadable, error.message(), "", std::nullopt});
  }
  std::sort(files.begin(), files.end());
  return files;
}

void read_folder(Session& session, const std::string& folder) {
  const std::size_t problems = session.report().problems;
  const std::vector<std::string> files = files_below(
      folder, [&](const std::string& where, base::Error error) { session.problem(std::move(error), shown(where)); });
  if (files.empty() && session.report().problems == problems) {
    session.problem(
        {ErrorCode::NotFound, "there are no files in this folder", "hidden files are passed over", std::nullopt},
        shown(folder));
  }
  for (const std::string& file : files) {
    if (session.stopped()) return;
    read_file(session, file);
  }
}

}  // namespace

ReadReport read(const std::vector<std::string>& inputs, const ReadOptions& options, const Sink& sink,
                const ProblemSink& problem) {
  Session session(options, sink, problem);
  for (const std::string& input : inputs) {
    if (session.stopped()) break;
    std::error_code error;
    if (input == "-") {
      ByteSource source = ByteSource::standard_input();
      read_source(session, source, "-", "-");
    } else if (fs::is_directory(input, error)) {
      read_folder(session, input);
    } else {
      read_file(session, input);
    }
  }
  return session.report();
}

std::vector<InputFile> list_inputs(const std::vector<std::string>& inputs) {
  std::vector<InputFile> out;
  const auto add = [&](const std::string& path) {
    std::error_code error;
    const bool regular = fs::is_regular_file(path, error);
    const auto bytes = regular ? fs::file_size(path, error) : 0;
    out.push_back({path, error ? 0 : bytes});
  };
  for (const std::string& input : inputs) {
    std::error_code error;
    if (input == "-") {
      out.push_back({input, 0});
    } else if (fs::is_directory(input, error)) {
      for (const std::string& file : files_below(input, [](const std::string&, const base::Error&) {})) add(file);
    } else if (fs::exists(input, error)) {
      add(input);
    }
  }
  return out;
}

ReadReport read_bytes(std::string_view bytes, const std::string& name, const ReadOptions& options, const Sink& sink,
                      const ProblemSink& problem) {
  Session session(options, sink, problem);
  ByteSource source = ByteSource::memory(bytes);
  const auto slash = name.rfind('/');
  read_source(session, source, name, slash == std::string::npos ? name : name.substr(slash + 1));
  return session.report();
}

}  // namespace entente::articles
