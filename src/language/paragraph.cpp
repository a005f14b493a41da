#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "src/language/tokens.h"

namespace entente::language::detail {
namespace {

Kind kind_of_type(char32_t c) {
  if (c == 0x2028 || c == 0x2029 || c == 0x85) return Kind::Newline;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return Kind::Upper;
    case U_LOWERCASE_LETTER:
      return Kind::Lower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return Kind::Letter;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return Kind::Mark;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return Kind::Digit;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
      return Kind::Space;
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
      return Kind::Format;
    case U_OTHER_SYMBOL:
      return c >= 0x2600 ? Kind::Emoji : Kind::Symbol;
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
      return Kind::Symbol;
    default:
      return Kind::Punct;
  }
}

constexpr std::array<Kind, 128> ascii_kinds = [] {
  std::array<Kind, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    Kind k = Kind::Punct;
    if (c == '\n' || c == '\r') {
      k = Kind::Newline;
    } else if (c <= ' ' || c == 127) {
      k = Kind::Space;
    } else if (c >= 'a' && c <= 'z') {
      k = Kind::Lower;
    } else if (c >= 'A' && c <= 'Z') {
      k = Kind::Upper;
    } else if (c >= '0' && c <= '9') {
      k = Kind::Digit;
    } else if (c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' || c == '`' || c == '|' ||
               c == '~') {
      k = Kind::Symbol;
    }
    table[c] = k;
  }
  return table;
}();

struct Line {
  std::uint32_t begin = 0;  ///< the first point that is no blank
  std::uint32_t end = 0;    ///< behind the last one
  std::uint32_t first_word = 0;
};

std::vector<Line> lines_of(const Paragraph& p) {
  std::vector<Line> lines;
  for (std::uint32_t at = 0; at < p.size();) {
    std::uint32_t stop = at;
    while (stop < p.size() && p.kinds[stop] != Kind::Newline) ++stop;
    Line line{at, stop, 0};
    while (line.begin < line.end && is_blank(p.kinds[line.begin])) ++line.begin;
    while (line.end > line.begin && is_blank(p.kinds[line.end - 1])) --line.end;
    while (line.begin + line.first_word < line.end && !is_blank(p.kinds[line.begin + line.first_word]))
      ++line.first_word;
    if (line.begin < line.end) lines.push_back(line);
    at = stop + 1;
  }
  return lines;
}

/// "- x", "* x", "• x", "1. x", "2) x".
bool is_list_item(const Paragraph& p, const Line& line) {
  const auto blank_at = [&](std::uint32_t i) { return i < line.end && is_blank(p.kinds[i]); };
  const char32_t c = p.points[line.begin];
  if (c == U'•' || c == U'‣' || c == U'▪' || c == U'●') return true;
  if ((c == U'-' || c == U'*' || c == U'–' || c == U'—' || c == U'+') && blank_at(line.begin + 1)) return true;
  std::uint32_t i = line.begin;
  while (i < line.end && i < line.begin + 3 && p.kinds[i] == Kind::Digit) ++i;
  return i > line.begin && i < line.end && (p.points[i] == U'.' || p.points[i] == U')') && blank_at(i + 1);
}

}  // namespace

void Paragraph::decode(std::string_view text, std::size_t begin, std::size_t end) {
  points.clear();
  bytes.clear();
  kinds.clear();
  for (std::size_t at = begin; at < end;) {
    bytes.push_back(static_cast<std::uint32_t>(at));
    const char32_t c = base::next_code_point(text, at);
    points.push_back(c);
    kinds.push_back(c < 128 ? ascii_kinds[c] : kind_of_type(c));
  }
  bytes.push_back(static_cast<std::uint32_t>(end));
}

std::string folded(const Paragraph& p, std::uint32_t begin, std::uint32_t end) {
  std::string out;
  if (end - begin > 24) return out;
  for (std::uint32_t i = begin; i < end; ++i) {
    const char32_t c = p.points[i];
    if (c >= U'A' && c <= U'Z') {
      out.push_back(static_cast<char>(c - U'A' + U'a'));
    } else if (is_apostrophe(c)) {
      out.push_back('\'');
    } else {
      out.push_back(c < 128 ? static_cast<char>(c) : '\x7f');
    }
  }
  return out;
}

void find_hard_breaks(const Paragraph& p, std::vector<Token>& tokens) {
  if (std::find(p.kinds.begin(), p.kinds.end(), Kind::Newline) == p.kinds.end()) return;
  constexpr std::uint32_t widest_wrapped_line = 120;
  constexpr std::uint32_t narrowest_wrapped_line = 45;
  const std::vector<Line> lines = lines_of(p);
  std::uint32_t width = 0;
  for (const Line& line : lines) width = std::max(width, line.end - line.begin);
  const bool wrapped = width >= narrowest_wrapped_line && width <= widest_wrapped_line;
  auto token = tokens.begin();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Line& before = lines[i - 1];
    const Line& line = lines[i];
    const bool fits = before.end - before.begin + 1 + line.first_word <= width;
    const bool runs_on = p.kinds[line.begin] == Kind::Lower;
    if (!is_list_item(p, line) && (runs_on || (wrapped && !fits))) continue;
    token = std::lower_bound(token, tokens.end(), line.begin,
                             [](const Token& t, std::uint32_t point) { return t.begin < point; });
    if (token != tokens.end()) token->hard_break = true;
  }
}

}  // namespace entente::language::detail
