#include <string>
#include <vector>

#include "src/language/tokens.h"

namespace entente::language::detail {
namespace {

class Splitter {
 public:
  Splitter(const Paragraph& p, const std::vector<Token>& tokens) : p_(p), tokens_(tokens) {}

  void split(std::vector<std::uint32_t>& ends) {
    ends.clear();
    const auto count = static_cast<std::uint32_t>(tokens_.size());
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i < count;) {
      if (tokens_[i].hard_break && i > begin) finish(i, begin, ends);
      note_quote(i);
      const std::uint32_t next = behind_end(i, begin);
      if (next > i) {
        for (std::uint32_t j = i + 1; j < next; ++j) note_quote(j);
        if (next < count) finish(next, begin, ends);
        i = next;
      } else {
        ++i;
      }
    }
    if (begin < count) ends.push_back(count);
  }

 private:
  void finish(std::uint32_t end, std::uint32_t& begin, std::vector<std::uint32_t>& ends) {
    ends.push_back(end);
    begin = end;
  }

  char32_t first(std::uint32_t i) const { return p_.points[tokens_[i].begin]; }
  std::uint32_t length(std::uint32_t i) const { return tokens_[i].end - tokens_[i].begin; }
  bool space_before(std::uint32_t i) const { return tokens_[i].begin > tokens_[i - 1].end; }

  void note_quote(std::uint32_t i) {
    if (first(i) == U'"') quote_open_ = !quote_open_;
  }

  static constexpr std::uint32_t most_closers = 8;  ///< closing marks behind one full stop

  bool is_closer(std::uint32_t i) const {
    const char32_t c = first(i);
    if (c == U'”' || c == U'»' || c == U')' || c == U']' || c == U'}') return length(i) == 1;
    if (c == U'’') return length(i) == 1 && !space_before(i);
    if (c == U'\'') return length(i) <= 2 && !space_before(i);
    return c == U'"' && (!space_before(i) || quote_open_);
  }

  bool is_final(std::uint32_t i) const {
    const char32_t c = first(i);
    return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'。' || c == U'！' || c == U'？';
  }

  /// The index behind the sentence that ends at token i, or i if none does.
  std::uint32_t behind_end(std::uint32_t i, std::uint32_t begin) const {
    const bool final = is_final(i) && p_.kinds[tokens_[i].end - 1] == Kind::Punct;
    if (!final && !tokens_[i].abbreviation) return i;
    std::uint32_t next = i + 1;
    bool quoted = false;
    while (next < tokens_.size() && next <= i + most_closers && !tokens_[next].hard_break &&
           (is_closer(next) || (is_final(next) && length(next) >= 1 && !space_before(next) &&
                                p_.kinds[tokens_[next].end - 1] == Kind::Punct))) {
      quoted = quoted || first(next) == U'"' || first(next) == U'”' || first(next) == U'’' || first(next) == U'\'';
      ++next;
    }
    if (next >= tokens_.size() || tokens_[next].hard_break) return next;
    if (final && next == begin + 2 && next == i + 1 && is_enumerator(begin)) return i;
    const bool ends = final ? ends_sentence(i, next, quoted) : abbreviation_ends(i, next, begin);
    return ends ? next : i;
  }

  /// "1 ." or "A ." at the beginning of a line.
  bool is_enumerator(std::uint32_t i) const {
    return (p_.kinds[tokens_[i].begin] == Kind::Digit && length(i) <= 3) ||
           (is_letter(p_.kinds[tokens_[i].begin]) && length(i) == 1);
  }

  /// The kind of the first point of token i or, behind opening quotes and brackets, of the token after them.
  Kind opening_kind(std::uint32_t i) const {
    for (std::uint32_t j = i; j < tokens_.size() && j < i + 4; ++j) {
      const char32_t c = first(j);
      const bool opener =
          c == U'"' || c == U'“' || c == U'‘' || c == U'\'' || c == U'(' || c == U'[' || c == U'«' || c == U'`';
      const bool dot = c == U'.' || c == U'…';
      if (!opener && !(dot && j > i)) return p_.kinds[tokens_[j].begin];
    }
    return Kind::Punct;
  }

  bool ends_sentence(std::uint32_t i, std::uint32_t next, bool quoted) const {
    const char32_t mark = first(i);
    const bool asks = mark == U'!' || mark == U'?';
    const Kind k = opening_kind(next);
    const char32_t c = first(next);
    if (mark == U'。' || mark == U'！' || mark == U'？') return true;
    if (!space_before(next)) {
      if (k != Kind::Upper || !is_letter(p_.kinds[tokens_[next].begin])) return false;
      return !asks || quoted || length(i) == 1;
    }
    if (k == Kind::Lower || is_final(next)) return false;
    if (c == U',' || c == U';' || c == U':' || c == U'–' || c == U'—' || c == U'-' || c == U'/' || c == U'&' ||
        c == U'%') {
      return false;
    }
    if (quoted && asks && speech_follows(next)) return false;
    return true;
  }

  /// `"Why?" Smith asked`
  bool speech_follows(std::uint32_t next) const {
    for (std::uint32_t j = next; j < tokens_.size() && j < next + 5; ++j) {
      if (tokens_[j].hard_break || is_final(j) || first(j) == U'"' || first(j) == U'“' || first(j) == U',')
        return false;
      if (is_speech_verb(folded(p_, tokens_[j].begin, tokens_[j].end))) return true;
    }
    return false;
  }

  bool abbreviation_ends(std::uint32_t i, std::uint32_t next, std::uint32_t begin) const {
    const Token& token = tokens_[i];
    const std::string word = folded(p_, token.begin, token.end - 1);
    const bool dotted = word.find('.') != std::string::npos;
    const bool initial = word.size() == 1;
    switch (abbreviation(word)) {
      case Abbreviation::Title:
      case Abbreviation::BeforeNumber:
        return false;
      case Abbreviation::None:
      case Abbreviation::Ordinary:
      case Abbreviation::Calendar:
        break;
    }
    if (initial && i == begin) return false;
    const Kind k = opening_kind(next);
    if (k != Kind::Upper) return false;
    const char32_t c = first(next);
    const bool opens = c == U'"' || c == U'“';
    if (opens && !initial) return true;
    const bool starter = is_sentence_starter(folded(p_, tokens_[next].begin, tokens_[next].end));
    if (!starter) return false;
    return !(initial && !dotted && length(next) == 1 && first(next) != U'I' && first(next) != U'A');
  }

  const Paragraph& p_;
  const std::vector<Token>& tokens_;
  bool quote_open_ = false;
};

}  // namespace

void find_sentences(const Paragraph& p, const std::vector<Token>& tokens, std::vector<std::uint32_t>& ends) {
  Splitter(p, tokens).split(ends);
}

}  // namespace entente::language::detail
