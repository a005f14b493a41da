#include "src/cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "graph/base/utf8.h"

namespace entente::cli {

int status_of(const base::Error& error) {
  switch (error.code) {
    case base::ErrorCode::Usage:
      return Usage;
    case base::ErrorCode::NotFound:
      return Nothing;
    case base::ErrorCode::Unreadable:
    case base::ErrorCode::Malformed:
    case base::ErrorCode::Limit:
    case base::ErrorCode::Unsupported:
    case base::ErrorCode::Io:
      return Unreadable;
    case base::ErrorCode::Query:
      return 4;
    case base::ErrorCode::Partial:
      return Partly;
    case base::ErrorCode::Internal:
      return 70;
  }
  return 70;
}

namespace {

/// 0, or the system's error number.
int write_all(int descriptor, std::string_view data) {
  while (!data.empty()) {
    const ssize_t n = ::write(descriptor, data.data(), data.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    data.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

}  // namespace

int print(std::string_view data) {
  const int error = write_all(STDOUT_FILENO, data);
  if (error == 0 || error == EPIPE) return Ok;
  return report({base::ErrorCode::Io, fmt::format("standard output: {}", std::strerror(error)), "", std::nullopt});
}

base::Expected<std::unique_ptr<exporters::Sink>> open_output(const std::string& path) {
  if (path.empty() || path == "-") {
    return std::make_unique<exporters::DescriptorSink>(STDOUT_FILENO, "standard output");
  }
  auto file = exporters::FileSink::create(path);
  if (!file) return tl::make_unexpected(file.error());
  return std::unique_ptr<exporters::Sink>(std::move(*file));
}

bool is_broken_pipe(const base::Error& error) {
  return error.code == base::ErrorCode::Io && error.message.find(std::strerror(EPIPE)) != std::string::npos;
}

void say(std::string_view text) {
  std::string line(text);
  if (line.empty() || line.back() != '\n') line += '\n';
  write_all(STDERR_FILENO, line);
}

int report(const base::Error& error) {
  base::Error out = error;
  // A message that names the file itself needs no place in front.
  const bool named = out.location && out.location->line == 0 && !out.location->source.empty() &&
                     out.message.find(out.location->source) != std::string::npos;
  if (named) out.location.reset();
  say("entente: " + base::format(out));
  return status_of(error);
}

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

const Colours& colours() {
  static const Colours chosen = [] {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* term = std::getenv("TERM");
    const bool off = (no_colour != nullptr && *no_colour != '\0') || term == nullptr ||
                     std::string_view(term) == "dumb" || !is_terminal(STDOUT_FILENO);
    return off ? Colours{} : Colours{"\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[0m"};
  }();
  return chosen;
}

std::size_t terminal_width() {
  winsize size{};
  if (!is_terminal(STDOUT_FILENO) || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = base::next_code_point(text, i);
    const bool space = c == '\n' || c == '\r' || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029;
    const bool control =
        c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (space) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (control) {
      out += "\xEF\xBF\xBD";
    } else {
      out += text.substr(begin, i - begin);
    }
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const std::string pad(indent, ' ');
  std::string out;
  std::string line;
  std::size_t length = 0;
  const std::size_t room = width > indent + 20 ? width - indent : 0;
  const auto flush = [&] {
    out += pad + line + '\n';
    line.clear();
    length = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const std::size_t n = base::count_code_points(word);
    if (room != 0 && length != 0 && length + 1 + n > room) flush();
    if (length != 0) {
      line += ' ';
      ++length;
    }
    line += word;
    length += n;
  }
  if (!line.empty()) flush();
  return out;
}

std::string grouped(std::uint64_t n) {
  std::string out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  if (n == 1) return fmt::format("1 {}", one);
  return many.empty() ? fmt::format("{} {}s", grouped(n), one) : fmt::format("{} {}", grouped(n), many);
}

}  // namespace entente::cli
