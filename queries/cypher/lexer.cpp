#include <array>
#include <cctype>
#include <optional>

#include "graph/base/utf8.h"
#include "queries/cypher/token.h"

namespace entente::queries {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_name_part(char c) {
  return is_name_start(c) || is_digit(c);
}
bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80U;
}

/// Letters beyond ASCII: everything but punctuation, symbols and spaces of the blocks where those live.
bool is_letter(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x3004) && !(c >= 0x3008 && c <= 0x3020) &&
         c != 0xFEFF && c != 0xFFFD;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  std::vector<Token> run() {
    while (true) {
      if (!skip_space()) {
        add(TokenKind::BadText, query_.size(), "UnexpectedSyntax");
        break;
      }
      if (at_ >= query_.size()) break;
      next();
    }
    begin_ = query_.size();
    add(TokenKind::End, query_.size(), "");
    match_brackets();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0'; }

  Token& add(TokenKind kind, std::size_t end, std::string text) {
    tokens_.push_back(
        {kind, false, {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)}, std::move(text), 0});
    at_ = end;
    return tokens_.back();
  }

  /// White space and comments; false on a comment without an end.
  bool skip_space() {
    while (at_ < query_.size()) {
      begin_ = at_;
      if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
        ++at_;
      } else if (peek() == '/' && peek(1) == '/') {
        at_ = std::min(query_.find('\n', at_), query_.size());
      } else if (peek() == '/' && peek(1) == '*') {
        const auto end = query_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return false;
        at_ = end + 2;
      } else if (is_high(peek()) && base::trim(code_point_text()).empty()) {
        at_ += code_point_text().size();
      } else {
        break;
      }
    }
    begin_ = at_;
    return true;
  }

  std::string_view code_point_text() const {
    auto end = at_;
    base::next_code_point(query_, end);
    return query_.substr(at_, end - at_);
  }

  void next() {
    const auto c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)) && !after_value())) return number();
    if (c == '\'' || c == '"') return string(c);
    if (c == '`') return quoted_name();
    if (c == '$') return parameter();
    if (is_name_start(c) || is_high(c)) return name();
    symbol();
  }

  /// `a.1` is no number behind `a`.
  bool after_value() const {
    if (tokens_.empty()) return false;
    const auto& last = tokens_.back();
    return last.span.end == begin_ &&
           (last.kind == TokenKind::Name || last.text == ")" || last.text == "]" || last.text == ".");
  }

  std::size_t name_end(std::size_t from) const {
    auto end = from;
    while (end < query_.size()) {
      if (is_name_part(query_[end])) {
        ++end;
      } else if (is_high(query_[end])) {
        auto after = end;
        if (!is_letter(base::next_code_point(query_, after))) break;
        end = after;
      } else {
        break;
      }
    }
    return end;
  }

  void name() {
    const auto end = name_end(at_);
    if (end == at_) {
      add(TokenKind::BadText, at_ + code_point_text().size(), "InvalidUnicodeCharacter");
      return;
    }
    add(TokenKind::Name, end, std::string(query_.substr(at_, end - at_)));
  }

  void quoted_name() {
    std::string text;
    auto end = at_ + 1;
    for (; end < query_.size(); ++end) {
      if (query_[end] != '`') {
        text += query_[end];
      } else if (end + 1 < query_.size() && query_[end + 1] == '`') {
        text += '`';
        ++end;
      } else {
        add(TokenKind::Name, end + 1, std::move(text)).quoted = true;
        return;
      }
    }
    add(TokenKind::BadText, query_.size(), "UnexpectedSyntax");
  }

  void parameter() {
    ++at_;
    if (peek() == '`') {
      quoted_name();
      if (tokens_.back().kind == TokenKind::Name) tokens_.back().kind = TokenKind::Parameter;
      return;
    }
    const auto end = name_end(at_);
    if (end == at_) {
      add(TokenKind::BadText, at_, "UnexpectedSyntax");
      return;
    }
    add(TokenKind::Parameter, end, std::string(query_.substr(at_, end - at_)));
  }

  std::size_t digits_end(std::size_t from, bool (*accept)(char)) const {
    while (from < query_.size() && accept(query_[from])) ++from;
    return from;
  }

  void number() {
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o')) return prefixed_number(peek(1) == 'x');
    auto kind = TokenKind::Integer;
    auto end = digits_end(at_, is_digit);
    // `1..2` is a range, `1.foo` an access: a point makes a float only before a digit.
    if (end + 1 < query_.size() && query_[end] == '.' && is_digit(query_[end + 1])) {
      kind = TokenKind::Float;
      end = digits_end(end + 1, is_digit);
    }
    if (end < query_.size() && (query_[end] == 'e' || query_[end] == 'E')) {
      auto exponent = end + 1;
      if (exponent < query_.size() && (query_[exponent] == '-' || query_[exponent] == '+')) ++exponent;
      if (exponent < query_.size() && is_digit(query_[exponent])) {
        kind = TokenKind::Float;
        end = digits_end(exponent, is_digit);
      }
    }
    finish_number(kind, end);
  }

  void prefixed_number(bool hexadecimal) {
    const auto accept = hexadecimal ? [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
                                    : [](char c) { return c >= '0' && c <= '7'; };
    const auto end = digits_end(at_ + 2, accept);
    finish_number(end == at_ + 2 ? TokenKind::BadNumber : TokenKind::Integer, end);
  }

  void finish_number(TokenKind kind, std::size_t end) {
    const auto run = name_end(end);
    if (run != end) kind = TokenKind::BadNumber;
    add(kind, run, std::string(query_.substr(at_, run - at_)));
  }

  /// `\uXXXX` or `\UXXXXXXXX`, `at` behind the letter; nullopt if there are not that many hexadecimal digits.
  std::optional<char32_t> hex_escape(std::size_t& at, std::size_t digits) const {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at) {
      if (at >= query_.size() || std::isxdigit(static_cast<unsigned char>(query_[at])) == 0) return std::nullopt;
      const auto c = static_cast<char>(std::tolower(static_cast<unsigned char>(query_[at])));
      value = value * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (value > 0x10FFFF) return std::nullopt;
    return value;
  }

  /// A character written as \u, joined with a following low surrogate.
  std::optional<char32_t> unicode_escape(std::size_t& at, char letter) const {
    auto value = hex_escape(at, letter == 'u' ? 4 : 8);
    if (value && *value >= 0xD800 && *value < 0xDC00 && query_.substr(at, 2) == "\\u") {
      auto ahead = at + 2;
      const auto low = hex_escape(ahead, 4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        at = ahead;
        return 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00);
      }
    }
    if (value && *value >= 0xD800 && *value < 0xE000) return std::nullopt;
    return value;
  }

  void string(char quote) {
    std::string text;
    auto end = at_ + 1;
    while (end < query_.size() && query_[end] != quote) {
      if (query_[end] != '\\') {
        text += query_[end++];
        continue;
      }
      const auto letter = end + 1 < query_.size() ? query_[end + 1] : '\0';
      end += 2;
      if (letter == 'u' || letter == 'U') {
        const auto c = unicode_escape(end, letter);
        if (!c) return bad_string("InvalidUnicodeLiteral");
        base::append_code_point(text, *c);
      } else if (const auto plain = simple_escape(letter)) {
        text += *plain;
      } else {
        return bad_string("UnexpectedSyntax");
      }
    }
    if (end >= query_.size()) return bad_string("UnexpectedSyntax");
    add(TokenKind::String, end + 1, std::move(text));
  }

  void bad_string(const char* detail) { add(TokenKind::BadText, query_.size(), detail); }

  static std::optional<char> simple_escape(char letter) {
    switch (letter) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case '\\':
      case '\'':
      case '"':
      case '`':
        return letter;
      default:
        return std::nullopt;
    }
  }

  void symbol() {
    static constexpr std::array<std::string_view, 7> doubles{"..", "<>", "<=", ">=", "=~", "+=", "||"};
    const auto two = query_.substr(at_, 2);
    for (const auto known : doubles) {
      if (two == known) {
        add(TokenKind::Symbol, at_ + 2, std::string(two));
        return;
      }
    }
    static constexpr std::string_view singles = "()[]{},.:;|+-*/%^=<>!&";
    if (singles.find(peek()) == std::string_view::npos) {
      add(TokenKind::BadText, at_ + 1, "UnexpectedSyntax");
      return;
    }
    add(TokenKind::Symbol, at_ + 1, std::string(1, peek()));
  }

  void match_brackets() {
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Symbol) continue;
      const auto c = tokens_[i].text.front();
      if (c == '(' || c == '[' || c == '{') {
        open.push_back(i);
      } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
        tokens_[open.back()].partner = i;
        open.pop_back();
      }
    }
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view query) {
  return Lexer(query).run();
}

}  // namespace entente::queries
