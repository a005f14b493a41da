#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Internal to segmentation: a decoded paragraph and its tokens.
namespace entente::language::detail {

enum class Kind : std::uint8_t { Space, Newline, Lower, Upper, Letter, Digit, Mark, Punct, Symbol, Emoji, Format };

/// A paragraph as code points. Vectors are reused from one paragraph to the next.
struct Paragraph {
  std::vector<char32_t> points;
  std::vector<std::uint32_t> bytes;  ///< byte offset of each point in the text, and the end
  std::vector<Kind> kinds;

  void decode(std::string_view text, std::size_t begin, std::size_t end);
  std::uint32_t size() const { return static_cast<std::uint32_t>(points.size()); }
};

struct Token {
  std::uint32_t begin = 0;  ///< points
  std::uint32_t end = 0;
  bool continues = false;     ///< belongs to the token before
  bool abbreviation = false;  ///< ends in a full stop of its own
  bool hard_break = false;    ///< a line break that ends a sentence lies before it
};

inline bool is_letter(Kind k) {
  return k == Kind::Lower || k == Kind::Upper || k == Kind::Letter;
}
inline bool is_blank(Kind k) {
  return k == Kind::Space || k == Kind::Newline;
}
inline bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'‘' || c == U'`' || c == U'ʼ';
}

/// The points as ASCII in lower case, other code points as '\x7f'; "" if longer than 24 points.
std::string folded(const Paragraph& p, std::uint32_t begin, std::uint32_t end);

/// Cuts a paragraph into tokens.
void tokenize(const Paragraph& p, std::vector<Token>& out);

/// Marks the tokens that a line break separates from what is before. `paragraphs` says whether such lines are
/// paragraphs.
void find_hard_breaks(const Paragraph& p, std::vector<Token>& tokens);

/// The index behind the last token of each sentence.
void find_sentences(const Paragraph& p, const std::vector<Token>& tokens, std::vector<std::uint32_t>& ends);

/// How a word with a full stop behaves. Words as `folded`, without the full stop.
enum class Abbreviation : std::uint8_t {
  None,
  Title,         ///< Mr., Gen.: a name follows, no sentence ends here
  Ordinary,      ///< Inc., etc.: a sentence may end here
  BeforeNumber,  ///< No., p.: only before a digit
  Calendar       ///< Jan., Mon.: only capitalised
};
Abbreviation abbreviation(std::string_view folded_word);
bool keeps_hyphen(std::string_view folded_prefix);
bool keeps_hyphen_before(std::string_view folded_suffix);
bool is_unit(std::string_view folded_suffix);
bool is_sentence_starter(std::string_view folded_word);
bool is_speech_verb(std::string_view folded_word);
bool is_domain_ending(std::string_view folded_part);
bool is_elided(std::string_view folded_rest);  ///< 'em, 'til
/// Where a fused word divides (cannot: 3), 0 if it does not.
std::uint32_t fused_word(std::string_view folded_word);

}  // namespace entente::language::detail
