#include <algorithm>
#include <string>
#include <vector>

#include "src/language/tokens.h"

namespace entente::language::detail {
namespace {

bool is_alnum(Kind k) {
  return is_letter(k) || k == Kind::Digit;
}
bool is_inner(Kind k) {
  return is_alnum(k) || k == Kind::Mark || k == Kind::Format;
}
bool is_hyphen(char32_t c) {
  return c == U'-' || c == U'‐' || c == U'‑';
}

/// Cuts one run of points without white space.
class Chunk {
 public:
  Chunk(const Paragraph& p, std::uint32_t begin, std::uint32_t end, bool& single_quote_open, std::vector<Token>& out)
      : p_(p), begin_(begin), end_(end), open_(single_quote_open), out_(out) {
    for (std::uint32_t i = begin; i < end; ++i) {
      has_at_ = has_at_ || p.points[i] == U'@';
      has_colon_slash_ = has_colon_slash_ || (p.points[i] == U'/' && i > begin && p.points[i - 1] == U':');
    }
  }

  void cut() {
    std::uint32_t at = begin_;
    while (at < end_) {
      if (kind(at) == Kind::Format || kind(at) == Kind::Mark) {
        ++at;  // marks and invisible controls outside words are nobody's
        continue;
      }
      const std::uint32_t next = token(at);
      at = next;
    }
  }

 private:
  Kind kind(std::uint32_t i) const { return i < end_ ? p_.kinds[i] : Kind::Space; }
  char32_t point(std::uint32_t i) const { return i < end_ ? p_.points[i] : U' '; }

  std::uint32_t emit(std::uint32_t begin, std::uint32_t end, bool continues = false, bool abbreviation = false) {
    out_.push_back(Token{begin, end, continues, abbreviation, false});
    return end;
  }

  std::uint32_t token(std::uint32_t at) {
    if (const std::uint32_t end = address(at); end > at) return emit(at, end);
    const Kind k = kind(at);
    if (is_alnum(k)) return word(at);
    if (is_apostrophe(point(at))) return apostrophe(at);
    if (k == Kind::Emoji) return emit(at, emoji_end(at));
    if (const std::uint32_t end = emoticon_end(at); end > at) return emit(at, end);
    if (point(at) == U'#' && is_letter(kind(at + 1))) return emit(at, name_end(at + 1));
    if (point(at) == U'+' && kind(at + 1) == Kind::Digit && at == begin_) return emit(at, number_end(at + 1));
    if (point(at) == U'.' && kind(at + 1) == Kind::Digit && at == begin_) return emit(at, number_end(at + 1));
    return emit(at, run_end(at));
  }

  /// URLs, e-mail addresses and @names; `at` if there is none.
  std::uint32_t address(std::uint32_t at) const {
    const bool start = at == begin_ || !is_alnum(kind(at - 1));
    if (!start) return at;
    if (has_colon_slash_ && is_letter(kind(at))) {
      std::uint32_t i = at;
      while (i < at + 12 && is_letter(kind(i))) ++i;
      if (point(i) == U':' && point(i + 1) == U'/' && point(i + 2) == U'/' && i + 3 < end_) return url_end(i + 3);
    }
    if ((point(at) | 0x20U) == U'w' && folded(p_, at, std::min(at + 4, end_)) == "www." && is_alnum(kind(at + 4))) {
      return url_end(at + 4);
    }
    if (has_at_ && point(at) == U'@' && is_letter(kind(at + 1))) return name_end(at + 1);
    if (has_at_ && is_alnum(kind(at))) return email_end(at);
    return at;
  }

  /// To the end of the chunk without closing punctuation.
  std::uint32_t url_end(std::uint32_t at) const {
    std::uint32_t end = at;
    bool parenthesis = false;
    for (; end < end_; ++end) {
      const char32_t c = point(end);
      if (c == U'<' || c == U'>' || c == U'"' || c == U'“' || c == U'”' || c == U'|' || c == U']') break;
      parenthesis = parenthesis || c == U'(';
    }
    while (end > at) {
      const char32_t c = point(end - 1);
      const bool closing = c == U'.' || c == U',' || c == U';' || c == U':' || c == U'!' || c == U'?' || c == U'\'' ||
                           c == U'’' || c == U'*' || (c == U')' && !parenthesis);
      if (!closing) break;
      --end;
    }
    return end;
  }

  std::uint32_t name_end(std::uint32_t at) const {
    while (is_inner(kind(at)) || point(at) == U'_') ++at;
    return at;
  }

  std::uint32_t number_end(std::uint32_t at) const {
    while (kind(at) == Kind::Digit ||
           ((point(at) == U'.' || point(at) == U',' || point(at) == U'-') && kind(at + 1) == Kind::Digit)) {
      ++at;
    }
    return at;
  }

  std::uint32_t email_end(std::uint32_t at) const {
    constexpr std::uint32_t longest_local_part = 64;
    std::uint32_t i = at;
    const auto local = [&](std::uint32_t j) {
      const char32_t c = point(j);
      return is_inner(kind(j)) || c == U'.' || c == U'_' || c == U'-' || c == U'+' || c == U'%';
    };
    while (i < at + longest_local_part && local(i)) ++i;
    if (point(i) != U'@' || !is_alnum(kind(i + 1))) return at;
    std::uint32_t end = i + 1;
    while (is_inner(kind(end)) || point(end) == U'-' || point(end) == U'_' || point(end) == U'.') ++end;
    while (end > i && !is_inner(kind(end - 1))) --end;
    return end;
  }

  std::uint32_t emoji_end(std::uint32_t at) const {
    const auto regional = [&](std::uint32_t i) { return point(i) >= 0x1F1E6 && point(i) <= 0x1F1FF; };
    if (regional(at) && regional(at + 1)) return at + 2;
    std::uint32_t end = at + 1;
    for (;;) {
      if (kind(end) == Kind::Mark || (point(end) >= 0x1F3FB && point(end) <= 0x1F3FF)) {
        ++end;
      } else if (point(end) == 0x200D && kind(end + 1) == Kind::Emoji) {
        end += 2;
      } else {
        return end;
      }
    }
  }

  /// :) ;-) :( at the beginning of a chunk; `at` if there is none.
  std::uint32_t emoticon_end(std::uint32_t at) const {
    if (at != begin_ || (point(at) != U':' && point(at) != U';')) return at;
    const std::uint32_t mouth = point(at + 1) == U'-' ? at + 2 : at + 1;
    const char32_t c = point(mouth);
    return (c == U')' || c == U'(' || c == U'D' || c == U'P') && !is_alnum(kind(mouth + 1)) ? mouth + 1 : at;
  }

  /// One mark, or a run of the same mark where runs are one word; "?!" and "!?" mix.
  std::uint32_t run_end(std::uint32_t at) const {
    const char32_t c = point(at);
    std::uint32_t end = at + 1;
    const auto final = [&](std::uint32_t i) {
      return point(i) == U'!' || point(i) == U'?' || point(i) == U'.' || point(i) == U'…';
    };
    if (final(at)) {
      while (final(end)) ++end;
      return end;
    }
    constexpr std::u32string_view runs = U"-*=_~#+<>`–—|";
    if (runs.find(c) == std::u32string_view::npos) {
      return c == U'\'' && point(end) == U'\'' ? end + 1 : end;
    }
    while (point(end) == c) ++end;
    return end;
  }

  std::uint32_t apostrophe(std::uint32_t at) {
    if (point(at) != U'`' && point(at + 1) == point(at)) return emit(at, at + 2);  // '' as a double quote
    std::uint32_t end = at + 1;
    while (is_inner(kind(end))) ++end;
    const std::string rest = folded(p_, at + 1, end);
    if (at > begin_ && !is_blank(kind(at - 1))) {  // behind a quote or a bracket: "Hamlet"'s
      const bool behind_word = !out_.empty() && out_.back().end == at && out_.back().abbreviation;  // U.S.'s
      if (is_clitic(rest)) return emit(at, end, behind_word);
      open_ = false;
      return emit(at, at + 1);
    }
    const bool decade = (end - at == 3 || end - at == 4) && kind(at + 1) == Kind::Digit && kind(at + 2) == Kind::Digit;
    if (decade || is_elided(rest) || rest == "s" || rest == "re" || rest == "ll") return emit(at, end);
    open_ = open_ || is_inner(kind(at + 1));
    return emit(at, run_end(at));
  }

  static bool is_clitic(std::string_view rest) {
    return rest == "s" || rest == "m" || rest == "re" || rest == "ve" || rest == "d" || rest == "ll";
  }

  std::uint32_t word(std::uint32_t at) {
    const std::uint32_t end = word_end(at);
    if (const std::uint32_t unit = unit_begin(at, end); unit > at) {
      emit(at, unit);
      at = unit;
    }
    if (point(end) == U'$' && end - at <= 3 && kind(at) == Kind::Upper && kind(end - 1) == Kind::Upper) {
      return emit(at, end + 1);  // US$, HK$
    }
    if (point(end) == U'.' && point(end + 1) != U'.' && takes_full_stop(at, end)) {
      return emit(at, end + 1, false, true);
    }
    return clitics(at, end);
  }

  std::uint32_t word_end(std::uint32_t at) {
    std::uint32_t end = at;
    bool domain = false;
    while (end < end_) {
      if (is_inner(kind(end))) {
        ++end;
        continue;
      }
      if (end + 1 >= end_ || !is_alnum(kind(end + 1))) break;
      const char32_t c = point(end);
      const bool dot = c == U'.' && inner_dot(at, end, domain);
      if (!dot && !joins(at, end, c)) break;
      ++end;
    }
    if (domain && point(end) == U'/' && is_alnum(kind(end + 1))) return url_end(end);
    while (kind(end - 1) == Kind::Format && end - 1 > at) --end;
    if (point(end) == U'+' && point(end + 1) == U'+' && end - at == 1) return end + 2;  // C++
    return end;
  }

  /// A full stop between two letters or digits.
  bool inner_dot(std::uint32_t at, std::uint32_t dot, bool& domain) const {
    const bool digits = kind(dot - 1) == Kind::Digit;
    const bool digits_after = kind(dot + 1) == Kind::Digit;
    if (digits && digits_after) return true;
    const std::uint32_t part = part_begin(at, dot);
    std::uint32_t next = dot + 1;
    while (is_inner(kind(next))) ++next;
    const std::uint32_t before = dot - part;
    const std::uint32_t after = next - dot - 1;
    const bool acronym = !digits && !digits_after && before <= 2 && after == 1 && (before == 1 || part == at);
    if (acronym ||
        (before == 2 && after <= 2 && part == at && kind(part) == Kind::Upper && kind(dot + 1) == Kind::Upper)) {
      return true;  // U.S, p.m, Ph.D
    }
    const std::string ending = folded(p_, dot + 1, next);
    if (is_domain_ending(ending) && !(kind(dot + 1) == Kind::Upper && kind(next - 1) == Kind::Lower)) {
      domain = true;
      return true;
    }
    if (kind(dot + 1) != Kind::Lower || before < 2) return false;
    if (abbreviation(folded(p_, part, dot)) != Abbreviation::None) return false;
    return true;  // misc.consumers; a missing blank would be followed by a capital
  }

  std::uint32_t part_begin(std::uint32_t at, std::uint32_t end) const {
    const std::uint32_t limit = end > at + 30 ? end - 30 : at;
    while (end > limit && is_inner(kind(end - 1))) --end;
    return end;
  }

  /// Whether the mark c at `i`, which stands between two letters or digits, belongs to the word.
  bool joins(std::uint32_t at, std::uint32_t i, char32_t c) const {
    const bool digit_before = kind(i - 1) == Kind::Digit;
    const bool digit_after = kind(i + 1) == Kind::Digit;
    if (is_apostrophe(c)) return is_letter(kind(i - 1)) || digit_before;
    if (is_hyphen(c)) return joins_hyphen(at, i);
    switch (c) {
      case U',':
        return digit_before && digit_after && grouped(i);
      case U':':
        return digit_before && digit_after;
      case U'/':
        return digit_before && digit_after;
      case U'_':
        return true;
      case U'&':
        return joins_ampersand(at, i);
      default:
        return false;
    }
  }

  /// Three digits follow the comma.
  bool grouped(std::uint32_t i) const {
    for (std::uint32_t j = 1; j <= 3; ++j) {
      if (kind(i + j) != Kind::Digit) return false;
    }
    return kind(i + 4) != Kind::Digit;
  }

  /// AT&T, P&L
  bool joins_ampersand(std::uint32_t at, std::uint32_t i) const {
    std::uint32_t next = i + 1;
    while (is_inner(kind(next)) && next < i + 5) ++next;
    return i - part_begin(at, i) <= 3 && next - i - 1 <= 3 && (kind(i - 1) == Kind::Upper || next - i == 2);
  }

  bool joins_hyphen(std::uint32_t at, std::uint32_t i) const {
    const std::uint32_t part = part_begin(at, i);
    std::uint32_t next = i + 1;
    bool digits = true;
    while (is_inner(kind(next)) && next < i + 26) digits = kind(next++) == Kind::Digit && digits;
    if (kind(i - 1) == Kind::Digit) {
      const bool digits_before =
          std::all_of(p_.kinds.begin() + part, p_.kinds.begin() + i, [](Kind k) { return k == Kind::Digit; });
      return digits && digits_before && joins_numbers(at, i, i - part, next);
    }
    if (digits) return false;
    const std::string before = folded(p_, part, i);
    if (part == at && keeps_hyphen(before) && (kind(i - 1) != Kind::Upper || before.size() == 1)) {
      const bool name = before.size() > 1 && kind(part) == Kind::Upper && kind(i + 1) == Kind::Upper;
      return !name || before == "non" || before == "anti" || before == "pro";
    }
    return keeps_hyphen_before(folded(p_, i + 1, next)) && i - part > 2;
  }

  /// Telephone numbers (713-853-3989, 345-9945) and dates (11-20-2000, 2017-09-13).
  bool joins_numbers(std::uint32_t at, std::uint32_t i, std::uint32_t before, std::uint32_t next) const {
    const std::uint32_t after = next - i - 1;
    if (before == 3 && (after == 4 || after == 3)) return after == 4 || is_hyphen(point(next));
    if (before == 1 && after == 3 && is_hyphen(point(next))) return true;
    if (before == 4 && after == 2 && is_hyphen(point(next))) return true;
    if (before <= 2 && after <= 2 && is_hyphen(point(next)) && kind(next + 1) == Kind::Digit) return true;
    if (before == 5 && after == 4) return true;  // American postal codes
    const std::uint32_t part = part_begin(at, i);
    return part > at && is_hyphen(point(part - 1));  // the last part of one of these
  }

  /// Where a unit begins that follows a number without a blank (10km, 5pm), else `at`.
  std::uint32_t unit_begin(std::uint32_t at, std::uint32_t end) const {
    if (kind(at) != Kind::Digit || !is_letter(kind(end - 1))) return at;
    std::uint32_t i = at;
    while (i < end && (kind(i) == Kind::Digit || point(i) == U'.' || point(i) == U',' || point(i) == U':')) ++i;
    const std::string rest = folded(p_, i, end);
    return is_unit(rest) || rest == "a.m" || rest == "p.m" ? i : at;
  }

  bool takes_full_stop(std::uint32_t at, std::uint32_t end) const {
    const std::uint32_t part = part_begin(at, end);
    const bool single = end - part == 1 && is_letter(kind(part));
    if (single && part > at && point(part - 1) == U'.') return true;  // U.S.
    const bool text_ends = !text_follows(end + 1);
    if (single && part == at && kind(part) == Kind::Upper)
      return !text_ends && (initial_follows(end + 1) || !is_i(part));
    const std::string word = folded(p_, at, end);
    switch (abbreviation(word)) {
      case Abbreviation::None:
        return false;
      case Abbreviation::Title:
        return !text_ends || kind(at) == Kind::Upper;
      case Abbreviation::Ordinary:
        if (word == "etc") return !text_ends && next_kind(end + 1) != Kind::Upper;
        return kind(at) == Kind::Upper || word == "al" || word == "est";
      case Abbreviation::BeforeNumber:
        return next_kind(end + 1) == Kind::Digit;
      case Abbreviation::Calendar:
        return kind(at) == Kind::Upper && !text_ends;
    }
    return false;
  }

  bool is_i(std::uint32_t at) const { return point(at) == U'I'; }

  std::uint32_t skip_blanks(std::uint32_t at) const {
    while (at < p_.size() && is_blank(p_.kinds[at])) ++at;
    return at;
  }
  bool text_follows(std::uint32_t at) const { return skip_blanks(at) < p_.size(); }
  Kind next_kind(std::uint32_t at) const {
    const std::uint32_t i = skip_blanks(at);
    return i < p_.size() ? p_.kinds[i] : Kind::Space;
  }
  bool initial_follows(std::uint32_t at) const { return next_kind(at) == Kind::Upper && out_.size() > 0; }

  /// Emits [at, end) with its clitics, at most three ("shouldn't've's").
  std::uint32_t clitics(std::uint32_t at, std::uint32_t end, int depth = 0) {
    std::uint32_t quote = end;
    while (quote > at && !is_apostrophe(point(quote - 1))) --quote;
    if (quote > at && depth < 3) {
      const std::uint32_t mark = quote - 1;
      const std::string rest = folded(p_, quote, end);
      const bool decade = kind(mark - 1) == Kind::Digit && point(mark - 1) == U'0' && rest == "s";
      if (rest == "t" && mark - at >= 2 && (point(mark - 1) | 0x20U) == U'n') {
        emit(at, mark - 1);
        return emit(mark - 1, end, true);
      }
      if (is_clitic(rest) && mark > at && !decade) {
        clitics(at, mark, depth + 1);
        return emit(mark, end, true);
      }
    }
    if (const std::uint32_t cut = fused_word(folded(p_, at, end)); cut > 0) {
      emit(at, at + cut);
      return emit(at + cut, end, true);
    }
    emit(at, end);
    const bool plural = (point(end - 1) | 0x20U) == U's';
    if (plural && !open_ && is_apostrophe(point(end)) && point(end) != U'`' && point(end) != U'‘' &&
        !is_inner(kind(end + 1)) && !is_apostrophe(point(end + 1))) {
      return emit(end, end + 1, true);
    }
    return end;
  }

  const Paragraph& p_;
  std::uint32_t begin_;
  std::uint32_t end_;
  bool& open_;  ///< a single quotation mark is open
  std::vector<Token>& out_;
  bool has_at_ = false;
  bool has_colon_slash_ = false;
};

}  // namespace

void tokenize(const Paragraph& p, std::vector<Token>& out) {
  out.clear();
  bool single_quote_open = false;
  for (std::uint32_t at = 0; at < p.size();) {
    if (is_blank(p.kinds[at])) {
      ++at;
      continue;
    }
    std::uint32_t end = at;
    while (end < p.size() && !is_blank(p.kinds[end])) ++end;
    Chunk(p, at, end, single_quote_open, out).cut();
    at = end;
  }
}

}  // namespace entente::language::detail
