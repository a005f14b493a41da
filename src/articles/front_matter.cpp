#include "src/articles/front_matter.h"

#include <cctype>
#include <optional>

#include "graph/base/utf8.h"

namespace entente::articles {
namespace {

constexpr std::size_t block_limit = 1U << 16U;

/// The line at `at` without its end; `at` moves behind the end.
std::string_view take_line(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  std::size_t end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) {
    at = text.size();
    return text.substr(begin);
  }
  at = end + 1;
  if (text[end] == '\r' && at < text.size() && text[at] == '\n') ++at;
  return text.substr(begin, end - begin);
}

std::string_view trim_ascii_right(std::string_view s) {
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

std::string unquote(std::string_view value) {
  value = base::trim(value);
  if (value.size() < 2 || (value.front() != '"' && value.front() != '\'') || value.back() != value.front()) {
    return std::string(value);
  }
  const char quote = value.front();
  value = value.substr(1, value.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped = quote == '"' ? value[i] == '\\' : value.substr(i, 2) == "''";
    if (escaped && i + 1 < value.size()) ++i;
    out += value[i];
  }
  return out;
}

std::optional<FrontMatterField> field_of(std::string_view line, std::size_t number) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 40) return std::nullopt;
  if (colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t') return std::nullopt;
  FrontMatterField field;
  field.line = number;
  for (const char c : trim_ascii_right(line.substr(0, colon))) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) == 0 && c != '_' && c != '-' && c != '.' && u < 0x80) return std::nullopt;
    field.key += c == '-' ? '_' : static_cast<char>(std::tolower(u));
  }
  field.value = unquote(line.substr(colon + 1));
  return field;
}

}  // namespace

FrontMatter read_front_matter(std::string_view text) {
  std::size_t at = 0;
  if (trim_ascii_right(take_line(text, at)) != "---") return {};
  FrontMatter out;
  std::size_t number = 1;
  while (at < text.size() && at < block_limit) {
    const std::string_view line = trim_ascii_right(take_line(text, at));
    ++number;
    if (line == "---" || line == "...") {
      out.body = at;
      return out;
    }
    if (line.empty() || line.front() == '#' || line.substr(0, 2) == "- " || line == "-") continue;
    if (line.front() == ' ' || line.front() == '\t') {
      if (out.fields.empty()) return {};
      std::string& value = out.fields.back().value;
      if (value == ">" || value == "|" || value == ">-" || value == "|-") value.clear();
      if (base::trim(line).substr(0, 2) == "- ") continue;
      if (!value.empty()) value += ' ';
      value += base::trim(line);
      continue;
    }
    auto field = field_of(line, number);
    if (!field) return {};
    out.fields.push_back(std::move(*field));
  }
  return {};
}

}  // namespace entente::articles
