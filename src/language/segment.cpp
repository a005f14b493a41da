#include <algorithm>
#include <limits>
#include <vector>

#include "graph/base/utf8.h"
#include "src/language/tokenizer.h"
#include "src/language/tokens.h"

namespace entente::language {
namespace {

using detail::Paragraph;
using detail::Token;

bool is_line_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Where the paragraph that begins at `at` ends: before an empty line, a form feed or U+2029, or where it gets too
/// long.
std::size_t paragraph_end(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + max_paragraph_bytes);
  for (std::size_t i = at; i < limit; ++i) {
    if (text[i] == '\f') return i + 1;
    if (static_cast<unsigned char>(text[i]) == 0xE2 && text.substr(i, 3) == "\xE2\x80\xA9") return i + 3;
    if (text[i] != '\n') continue;
    std::size_t next = i + 1;
    while (next < text.size() && is_line_blank(text[next])) ++next;
    if (next < text.size() && text[next] == '\n') return next + 1;
    i = next - 1;
  }
  if (limit == text.size()) return limit;
  constexpr std::size_t search = 4096;
  for (std::size_t i = limit; i > limit - search; --i) {
    if (text[i - 1] == ' ' || text[i - 1] == '\n') return i;
  }
  std::size_t end = limit;
  while (end > at && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

/// Clause punctuation behind which a sentence of too many words is divided best.
bool is_clause_mark(char32_t c) {
  return c == U';' || c == U':' || c == U',' || c == U'—' || c == U'–' || c == U')';
}

/// The end of the piece of [begin, end) that has at most max_sentence_words words.
std::uint32_t piece_end(const Paragraph& p, const std::vector<Token>& tokens, std::uint32_t begin, std::uint32_t end) {
  if (end - begin <= max_sentence_words) return end;
  std::uint32_t last = begin + static_cast<std::uint32_t>(max_sentence_words);
  for (std::uint32_t i = last; i > begin + max_sentence_words / 2; --i) {
    if (is_clause_mark(p.points[tokens[i - 1].begin]) && !tokens[i].continues) return i;
  }
  while (last > begin + 1 && tokens[last].continues) --last;
  return last;
}

class Builder {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  void paragraph(std::size_t begin, std::size_t end) {
    p_.decode(text_, begin, end);
    detail::tokenize(p_, tokens_);
    if (tokens_.empty()) return;
    detail::find_hard_breaks(p_, tokens_);
    detail::find_sentences(p_, tokens_, ends_);
    std::uint32_t first = 0;
    for (const std::uint32_t last : ends_) {
      while (first < last) {
        const std::uint32_t stop = piece_end(p_, tokens_, first, last);
        sentence(first, stop);
        first = stop;
      }
    }
  }

  Analysis take() { return std::move(out_); }

 private:
  void sentence(std::uint32_t first, std::uint32_t last) {
    Sentence& s = out_.sentences.emplace_back();
    s.begins_paragraph = first == 0 || tokens_[first].hard_break;
    s.words.resize(last - first);
    for (std::uint32_t i = first; i < last; ++i) {
      Word& w = s.words[i - first];
      w.span = {p_.bytes[tokens_[i].begin], p_.bytes[tokens_[i].end]};
      w.continues_token = tokens_[i].continues;
      w.space_after = i + 1 == tokens_.size() || tokens_[i + 1].begin > tokens_[i].end;
      w.head = i == first ? root_head : 0;
      w.deprel = i == first ? "root" : "dep";
    }
    s.span = {s.words.front().span.begin, s.words.back().span.end};
    if (out_.sentences.size() > 1) {  // a paragraph that was cut within a run without blanks
      Sentence& before = out_.sentences[out_.sentences.size() - 2];
      if (before.span.end == s.span.begin) before.words.back().space_after = false;
    }
  }

  std::string_view text_;
  Analysis out_;
  Paragraph p_;
  std::vector<Token> tokens_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace

Analysis segment(std::string_view text) {
  constexpr std::size_t longest = std::numeric_limits<std::uint32_t>::max() - 1;
  if (text.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end);
  }
  Builder builder(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = paragraph_end(text, at);
    builder.paragraph(at, end);
    at = end;
  }
  return builder.take();
}

}  // namespace entente::language
