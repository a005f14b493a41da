#include "tests/suites/gherkin.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace entente::suites {
namespace {

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::optional<std::string_view> behind(std::string_view line, std::string_view keyword) {
  if (!line.starts_with(keyword)) return std::nullopt;
  return trim(line.substr(keyword.size()));
}

std::optional<std::string_view> step_text(std::string_view line) {
  for (const auto keyword : {"Given ", "When ", "Then ", "And ", "But ", "* "}) {
    if (auto text = behind(line, keyword)) return text;
  }
  return std::nullopt;
}

/// The cells of `| a | b |`; in a cell `\|`, `\\` and `\n` are escapes.
std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> result;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '|' || line[i + 1] == '\\' || line[i + 1] == 'n')) {
      const auto next = line[++i];
      cell += next == 'n' ? '\n' : next;
    } else if (line[i] == '|') {
      const auto begin = cell.find_first_not_of(' ');
      result.push_back(begin == std::string::npos ? "" : cell.substr(begin, cell.find_last_not_of(' ') - begin + 1));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return result;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

struct Outline {
  Scenario scenario;
  bool is_outline = false;
  std::vector<std::vector<std::vector<std::string>>> examples;
};

class FeatureReader {
 public:
  FeatureReader(std::string_view text, const std::string& folder, const std::string& feature)
      : folder_(folder), feature_(feature) {
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);) lines_.push_back(line);
  }

  std::vector<Scenario> read() {
    while (at_ < lines_.size()) {
      line();
      ++at_;
    }
    finish();
    return std::move(result_);
  }

 private:
  void line() {
    const auto text = trim(lines_[at_]);
    if (text.empty() || text.front() == '#' || text.front() == '@') return;
    if (behind(text, "Feature:")) return;
    if (behind(text, "Background:")) {
      finish();
      target_ = &background_;
      return;
    }
    for (const auto keyword : {"Scenario Outline:", "Scenario Template:"}) {
      if (const auto name = behind(text, keyword)) return begin(*name, true);
    }
    for (const auto keyword : {"Scenario:", "Example:"}) {
      if (const auto name = behind(text, keyword)) return begin(*name, false);
    }
    if (behind(text, "Examples:") || behind(text, "Scenarios:")) {
      current_.examples.emplace_back();
      target_ = nullptr;
      return;
    }
    if (text.front() == '|') return row(text);
    if (text.starts_with("\"\"\"")) return doc_string();
    if (const auto step = step_text(text); step && target_ != nullptr) {
      target_->push_back({std::string(*step), {}, {}, at_ + 1});
      return;
    }
    // Lines of prose below Feature: are allowed, nothing else.
    if (started_) fail("cannot be read");
  }

  void begin(std::string_view name, bool outline) {
    finish();
    started_ = true;
    current_ = {};
    current_.is_outline = outline;
    current_.scenario = {feature_, folder_, std::string(name), 0, background_};
    target_ = &current_.scenario.steps;
  }

  void row(std::string_view text) {
    if (target_ == nullptr) {
      if (current_.examples.empty()) fail("is a table of nothing");
      current_.examples.back().push_back(cells(text));
    } else {
      if (target_->empty()) fail("is a table of nothing");
      target_->back().table.push_back(cells(text));
    }
  }

  void doc_string() {
    if (target_ == nullptr || target_->empty()) fail("is a doc string of nothing");
    const auto indent = lines_[at_].find('"');
    std::string text;
    for (++at_; at_ < lines_.size() && !trim(lines_[at_]).starts_with("\"\"\""); ++at_) {
      const auto& raw = lines_[at_];
      const auto cut = std::min(indent, std::min(raw.find_first_not_of(' '), raw.size()));
      if (!text.empty() || first_line_done_) text += '\n';
      first_line_done_ = true;
      text += raw.substr(cut);
    }
    first_line_done_ = false;
    if (at_ >= lines_.size()) fail("a doc string has no end");
    target_->back().doc = text;
  }

  void finish() {
    if (!started_ || current_.scenario.name.empty()) return;
    if (!current_.is_outline) {
      result_.push_back(std::move(current_.scenario));
    } else {
      std::size_t number = 0;
      for (const auto& table : current_.examples) {
        for (std::size_t i = 1; i < table.size(); ++i) result_.push_back(expand(table.front(), table[i], ++number));
      }
    }
    current_ = {};
  }

  Scenario expand(const std::vector<std::string>& names, const std::vector<std::string>& values,
                  std::size_t number) const {
    auto result = current_.scenario;
    result.example = number;
    const auto fill = [&](std::string& text) {
      for (std::size_t i = 0; i < names.size() && i < values.size(); ++i)
        text = replace_all(text, '<' + names[i] + '>', values[i]);
    };
    for (auto& step : result.steps) {
      fill(step.text);
      fill(step.doc);
      for (auto& cells_of_row : step.table) {
        for (auto& cell : cells_of_row) fill(cell);
      }
    }
    return result;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(feature_ + ":" + std::to_string(at_ + 1) + ": " + what);
  }

  std::string folder_;
  std::string feature_;
  std::vector<std::string> lines_;
  std::size_t at_ = 0;
  bool started_ = false;
  bool first_line_done_ = false;
  std::vector<Step> background_;
  std::vector<Step>* target_ = nullptr;
  Outline current_;
  std::vector<Scenario> result_;
};

}  // namespace

std::string Scenario::id() const {
  const auto number = name.substr(0, name.find(']') + 1);
  return folder + '/' + feature + ' ' + number + (example > 0 ? " #" + std::to_string(example) : "");
}

std::vector<Scenario> read_feature(std::string_view text, const std::string& folder, const std::string& feature) {
  return FeatureReader(text, folder, feature).read();
}

std::vector<Scenario> read_kit(const std::string& root) {
  namespace fs = std::filesystem;
  const fs::path features = fs::path(root) / "features";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(features)) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Scenario> result;
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    auto scenarios =
        read_feature(text, fs::relative(file.parent_path(), features).generic_string(), file.stem().string());
    for (auto& scenario : scenarios) result.push_back(std::move(scenario));
  }
  return result;
}

}  // namespace entente::suites
