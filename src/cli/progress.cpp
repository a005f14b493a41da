#include "src/cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "src/cli/terminal.h"

namespace entente::cli {

std::string as_time(double seconds) {
  const auto s = static_cast<std::uint64_t>(std::max(0.0, seconds) + 0.5);
  if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

ProgressLine::ProgressLine(const std::vector<articles::InputFile>& inputs) {
  const char* term = std::getenv("TERM");
  active_ = is_terminal(STDERR_FILENO) && term != nullptr && std::string_view(term) != "dumb";
  for (const auto& input : inputs) {
    unknown_ = unknown_ || input.bytes == 0;
    sizes_.emplace(input.path, input.bytes);
    total_ += input.bytes;
  }
}

void ProgressLine::taken(const model::Document& document) {
  if (document.path != current_) {
    if (const auto size = sizes_.find(current_); size != sizes_.end()) finished_ += size->second;
    current_ = document.path;
    in_current_ = 0;
  }
  in_current_ += document.text.size();
  text_taken_ += document.text.size();
}

/// Of all that there is to do: the share that is read, times the share of it that is analysed. Negative if unknown.
double ProgressLine::share(const pipeline::Progress& progress) const {
  if (unknown_ || total_ == 0 || text_taken_ == 0) return -1;
  const auto size = sizes_.find(current_);
  const std::uint64_t most = size == sizes_.end() ? 0 : size->second;
  const auto read = static_cast<double>(finished_ + std::min(in_current_, most)) / static_cast<double>(total_);
  const auto analysed = static_cast<double>(progress.bytes) / static_cast<double>(text_taken_);
  return std::clamp(read * analysed, 0.0, 1.0);
}

std::string ProgressLine::text(const pipeline::Progress& progress, std::size_t width) const {
  const std::uint64_t documents = std::max(progress.analysed, progress.committed);
  std::string facts = counted(documents, "document");
  if (progress.seconds > 0.5) {
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(progress.words) / progress.seconds);
    facts += fmt::format("  {} words/s", grouped(rate));
  }
  if (progress.problems > 0) facts += "  " + counted(progress.problems, "problem");
  const double done = share(progress);
  if (done < 0) return facts.substr(0, width);
  if (done > 0.01 && progress.seconds > 0.5) {
    facts += fmt::format("  {} left", as_time(progress.seconds * (1 - done) / done));
  }
  const std::string percent = fmt::format("{:3.0f} % ", done * 100);
  const std::size_t used = percent.size() + facts.size() + 4;
  const std::size_t room = width > used + 10 ? std::min<std::size_t>(width - used, 30) : 0;
  std::string bar;
  if (room > 0) {
    const auto full = static_cast<std::size_t>(done * static_cast<double>(room));
    bar = fmt::format("[{}{}] ", std::string(full, '='), std::string(room - full, ' '));
  }
  return (bar + percent + " " + facts).substr(0, width);
}

void ProgressLine::update(const pipeline::Progress& progress) {
  if (!active_) return;
  winsize size{};
  const std::size_t width = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col - 1U : 79U;
  const std::string line = "\r\x1b[K" + text(progress, width);
  drawn_ = ::write(STDERR_FILENO, line.data(), line.size()) > 0;
}

void ProgressLine::clear() {
  if (!drawn_) return;
  static constexpr std::string_view erase = "\r\x1b[K";
  drawn_ = ::write(STDERR_FILENO, erase.data(), erase.size()) < 0;
}

}  // namespace entente::cli
