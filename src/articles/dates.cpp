#include "src/articles/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>
#include <vector>

#include "graph/base/utf8.h"

namespace entente::articles {
namespace {

using base::Date;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// 1 to 12 for an English month name or its abbreviation of three letters or "sept", else 0.
int month_from(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};
  std::string low(word);
  for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (low == "sept") return 9;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (low == names[i] || low == names[i].substr(0, 3)) return static_cast<int>(i) + 1;
  }
  return 0;
}

struct Token {
  enum class Kind : std::uint8_t { Number, Word } kind = Kind::Word;
  std::string_view text;
  std::string_view gap;  ///< what stands before it
  int number() const { return text.size() <= 8 ? std::atoi(std::string(text).c_str()) : 0; }
};

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> out;
  std::size_t gap = 0;
  for (std::size_t i = 0; i < text.size();) {
    const bool digit = is_digit(text[i]);
    if (!digit && !is_letter(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && (digit ? is_digit(text[i]) : is_letter(text[i]))) ++i;
    out.push_back({digit ? Token::Kind::Number : Token::Kind::Word, text.substr(begin, i - begin),
                   text.substr(gap, begin - gap)});
    gap = i;
  }
  return out;
}

bool is_number(const Token& t, std::size_t least, std::size_t most) {
  return t.kind == Token::Kind::Number && t.text.size() >= least && t.text.size() <= most;
}

std::optional<Date> from_epoch(std::string_view digits) {
  if (digits.size() != 10 && digits.size() != 13) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const long long seconds = std::atoll(std::string(digits.substr(0, 10)).c_str());
  return Date::from_days(seconds / 86400);
}

std::optional<Date> compact(std::string_view digits) {
  if (digits.size() != 8 && digits.size() != 14) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t n) { return std::atoi(std::string(digits.substr(at, n)).c_str()); };
  if (part(0, 4) < 1000 || part(4, 2) == 0 || part(6, 2) == 0) return std::nullopt;
  return Date::make(part(0, 4), part(4, 2), part(6, 2));
}

bool is_gap(std::string_view gap, std::string_view allowed) {
  return std::all_of(gap.begin(), gap.end(),
                     [&](char c) { return c == ' ' || allowed.find(c) != std::string_view::npos; });
}

bool is_ordinal(const Token& t) {
  return t.gap.empty() && (t.text == "st" || t.text == "nd" || t.text == "rd" || t.text == "th");
}

/// The day number before or behind the month at `at`, with "th" and "of" passed over: its index, or npos.
std::size_t day_before(const std::vector<Token>& t, std::size_t at) {
  std::size_t i = at;
  while (i > 0 && (t[i - 1].text == "of" || is_ordinal(t[i - 1]))) --i;
  if (i > 0 && is_number(t[i - 1], 1, 2) && is_gap(t[at].gap, "-./,")) return i - 1;
  return std::string::npos;
}

/// `29 August 2023`, `August 29, 2023`, `Tue Aug 29 10:00:00 2023`, `August 2023`, with the month at `at`.
std::optional<Date> around_month(const std::vector<Token>& t, std::size_t at) {
  const int month = month_from(t[at].text);
  int day = 0;
  std::size_t next = at + 1;
  if (const auto before = day_before(t, at); before != std::string::npos) {
    day = t[before].number();
  } else if (next < t.size() && is_number(t[next], 1, 2) && is_gap(t[next].gap, "-./")) {
    day = t[next].number();
    ++next;
    if (next < t.size() && is_ordinal(t[next])) ++next;
  }
  for (std::size_t i = next; i < t.size() && i < next + 5; ++i) {
    if (month_from(t[i].text) != 0) break;
    if (is_number(t[i], 4, 4) && t[i].number() >= 1000) return Date::make(t[i].number(), month, day);
    // Two digits right behind the month are a year of RFC 822: 50 to 99 are of the last century.
    if (i == next && day != 0 && next == at + 1 && is_number(t[i], 2, 2) && is_gap(t[i].gap, "-")) {
      const int y = t[i].number();
      return Date::make(y < 50 ? 2000 + y : 1900 + y, month, day);
    }
  }
  return std::nullopt;
}

bool has_mark(std::string_view gap, std::string_view mark) {
  return base::trim(gap) == mark;
}

/// `2023-08-29`, `2023/8/29`, `2023.08.29`, `2023年8月29日` and, the other way round, `29.8.2023`, `8/29/2023`.
std::optional<Date> numeric(const std::vector<Token>& t, std::size_t at) {
  const auto separated = [&](std::size_t i, std::string_view marks) {
    return i < t.size() && t[i].gap.size() == 1 && marks.find(t[i].gap[0]) != std::string_view::npos;
  };
  if (is_number(t[at], 4, 4) && at + 1 < t.size() && is_number(t[at + 1], 1, 2) &&
      (separated(at + 1, "-/.") || has_mark(t[at + 1].gap, "年"))) {
    const bool day = at + 2 < t.size() && is_number(t[at + 2], 1, 2) &&
                     (t[at + 2].gap == t[at + 1].gap || has_mark(t[at + 2].gap, "月"));
    return t[at + 1].number() == 0 ? std::nullopt
                                   : Date::make(t[at].number(), t[at + 1].number(), day ? t[at + 2].number() : 0);
  }
  if (!is_number(t[at], 1, 2) || !separated(at + 1, "-/.") || at + 2 >= t.size() || t[at + 2].gap != t[at + 1].gap ||
      !is_number(t[at + 1], 1, 2) || !is_number(t[at + 2], 4, 4)) {
    return std::nullopt;
  }
  const int a = t[at].number();
  const int b = t[at + 1].number();
  const int year = t[at + 2].number();
  if (a == 0 || b == 0 || year < 1000) return std::nullopt;
  if (t[at + 1].gap == "." || a > 12) return Date::make(year, b, a);
  if (b > 12 || a == b) return Date::make(year, a, b);
  return Date::make(year);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  text = base::trim(text).substr(0, 200);
  if (text.empty()) return std::nullopt;
  if (const auto iso = Date::parse_iso(text)) return iso;
  const std::vector<Token> tokens = tokenize(text);
  if (tokens.size() == 1 && text.size() == tokens[0].text.size()) {
    if (const auto d = from_epoch(text)) return d;
  }
  std::optional<Date> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::optional<Date> here;
    if (tokens[i].kind == Token::Kind::Word) {
      if (month_from(tokens[i].text) != 0) here = around_month(tokens, i);
    } else {
      here = numeric(tokens, i);
      if (!here) here = compact(tokens[i].text);
    }
    if (!here) continue;
    if (found && !found->compatible(*here)) return std::nullopt;
    if (!found || found->precision() < here->precision()) found = here;
  }
  return found;
}

namespace {

/// Length of the dash (with blanks) at `at`, or 0. A hyphen counts only with a blank behind it.
std::size_t dash_at(std::string_view text, std::size_t at) {
  std::size_t i = at;
  while (i < text.size() && text[i] == ' ') ++i;
  for (const std::string_view dash : {"--", "—", "–", "-"}) {
    if (text.substr(i, dash.size()) == dash) {
      i += dash.size();
      return i < text.size() && (text[i] == ' ' || text[i] == '\n' || dash.size() > 1) ? i - at : 0;
    }
  }
  return 0;
}

/// Number of bytes of the place name in capitals that a dateline begins with, or 0.
std::size_t place_length(std::string_view line) {
  std::size_t i = 0;
  std::size_t capitals = 0;
  while (i < line.size() && i < 40) {
    const char c = line[i];
    if (c >= 'A' && c <= 'Z') {
      ++capitals;
    } else if (!(c == ' ' || c == '.' || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80)) {
      break;
    }
    ++i;
  }
  return capitals >= 3 && i < line.size() && line[i] == ',' ? i : 0;
}

std::optional<Dateline> dateline_of(std::string_view line) {
  const std::size_t place = place_length(line);
  if (place == 0) return std::nullopt;
  // Between the place and the dash: ", Texas, Aug. 29, 2023 (Reuters)".
  const std::size_t window = std::min(line.size(), place + 90);
  for (std::size_t i = place; i < window; ++i) {
    const std::size_t dash = dash_at(line, i);
    if (dash == 0) continue;
    const auto tokens = tokenize(line.substr(place, i - place));
    for (std::size_t k = 0; k < tokens.size(); ++k) {
      const int month = month_from(tokens[k].text);
      if (month == 0) continue;
      Dateline found{0, month, 0};
      const std::size_t before = day_before(tokens, k);
      std::size_t next = k + 1;
      if (before != std::string::npos) {
        found.day = tokens[before].number();
      } else if (next < tokens.size() && is_number(tokens[next], 1, 2)) {
        found.day = tokens[next].number();
        ++next;
        if (next < tokens.size() && is_ordinal(tokens[next])) ++next;
      }
      if (found.day == 0) return std::nullopt;
      if (next < tokens.size() && is_number(tokens[next], 4, 4)) found.year = tokens[next].number();
      if (!Date::make(found.year != 0 ? found.year : 2000, month, found.day)) return std::nullopt;
      return found;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Dateline> find_dateline(std::string_view text) {
  text = text.substr(0, 2000);
  std::size_t lines = 0;
  while (!text.empty() && lines < 12) {
    const auto end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    // The window may end inside a character, which trim must not see.
    while (!line.empty() && end == std::string_view::npos && static_cast<unsigned char>(line.back()) >= 0x80) {
      line.remove_suffix(1);
    }
    line = base::trim(line);
    if (!line.empty()) {
      ++lines;
      if (const auto found = dateline_of(line)) return found;
    }
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return std::nullopt;
}

Date resolve(const Dateline& dateline, const Date& near) {
  if (dateline.year != 0) return Date::make(dateline.year, dateline.month, dateline.day).value_or(Date{});
  if (!near.known()) return {};
  if (near.precision() == base::Precision::Year) {
    return Date::make(near.year(), dateline.month, dateline.day).value_or(Date{});
  }
  Date best;
  for (int year = near.year() - 1; year <= near.year() + 1; ++year) {
    const auto d = Date::make(year, dateline.month, dateline.day);
    if (d && (!best.known() || std::llabs(d->days() - near.days()) < std::llabs(best.days() - near.days()))) best = *d;
  }
  return best;
}

std::optional<Date> date_in_url(std::string_view url) {
  const std::vector<Token> tokens = tokenize(url);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!is_number(tokens[i], 4, 4) || !is_number(tokens[i + 1], 2, 2) || !is_number(tokens[i + 2], 2, 2)) continue;
    const bool framed = (tokens[i + 1].gap == "/" && tokens[i + 2].gap == "/") ||
                        (tokens[i + 1].gap == "-" && tokens[i + 2].gap == "-");
    const int year = tokens[i].number();
    if (!framed || year < 1980 || year > 2100 || tokens[i + 1].number() == 0 || tokens[i + 2].number() == 0) continue;
    if (const auto d = Date::make(year, tokens[i + 1].number(), tokens[i + 2].number())) return d;
  }
  return std::nullopt;
}

}  // namespace entente::articles
