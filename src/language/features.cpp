#include "src/language/features.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "graph/base/hash.h"
#include "graph/base/utf8.h"

namespace entente::language {
namespace {

using base::ErrorCode;

constexpr std::size_t longest_run = 100;  // code points

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

bool is_ascii_mark(unsigned char c) {
  return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

enum class Part : std::uint8_t { Inside, Mark, End, Dropped };

Part part_of(char32_t c) {
  if (c < 128) {
    const auto a = static_cast<unsigned char>(c);
    if (c == '\t' || c == '\n' || c == '\r' || c == ' ') return Part::End;
    if (is_ascii_mark(a)) return Part::Mark;
    return a < 32 || a == 127 ? Part::Dropped : Part::Inside;
  }
  if (c == 0xFFFD) return Part::Dropped;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_NON_SPACING_MARK:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
      return Part::Dropped;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return Part::End;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return Part::Mark;
    default:
      return Part::Inside;
  }
}

/// Lower-cased, then decomposed.
std::string decomposed(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString lower = icu::UnicodeString::fromUTF8(lower_simple(word));
  std::string out;
  if (U_FAILURE(status)) return std::string(word);
  nfd->normalize(lower, status).toUTF8String(out);
  return out;
}

}  // namespace

base::Expected<WordPieces> WordPieces::make(const std::vector<std::string>& vocabulary, std::uint32_t most_per_word) {
  WordPieces out;
  out.pieces_ = vocabulary;
  out.most_per_word_ = most_per_word;
  std::size_t size = 64;
  while (size < vocabulary.size() * 2) size *= 2;
  out.slots_.resize(size);
  for (std::uint32_t id = 0; id < vocabulary.size(); ++id) {
    const std::string& piece = vocabulary[id];
    if (out.find(piece) != none) {
      return base::fail(ErrorCode::Malformed, fmt::format("the vocabulary has '{}' twice", piece));
    }
    const std::uint64_t hash = base::hash64(piece);
    std::size_t slot = hash & (size - 1);
    while (out.slots_[slot].id != none) slot = (slot + 1) & (size - 1);
    out.slots_[slot] = {hash, id};
    out.longest_ = std::max(out.longest_, piece.size());
  }
  for (const auto& [name, target] : {std::pair{"[UNK]", &out.unk_}, {"[CLS]", &out.cls_}, {"[SEP]", &out.sep_}}) {
    *target = out.find(name);
    if (*target == none) return base::fail(ErrorCode::Malformed, fmt::format("the vocabulary lacks {}", name));
  }
  return out;
}

std::uint32_t WordPieces::find(std::string_view piece) const {
  const std::uint64_t hash = base::hash64(piece);
  for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot].id != none;
       slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot].hash == hash && pieces_[slots_[slot].id] == piece) return slots_[slot].id;
  }
  return none;
}

void WordPieces::append(std::string_view word, std::vector<std::uint32_t>& pieces) const {
  const std::size_t limit = pieces.size() + most_per_word_;
  const std::size_t before = pieces.size();
  const bool ascii = is_ascii(word);
  std::string text;
  if (ascii) {
    text.assign(word);
    std::transform(text.begin(), text.end(), text.begin(), ascii_lower);
  } else {
    text = decomposed(word);
  }
  std::string run;
  const auto flush = [&] {
    if (!run.empty()) cut(run, limit, pieces);
    run.clear();
  };
  for (std::size_t at = 0; at < text.size() && pieces.size() < limit;) {
    const std::size_t begin = at;
    const char32_t c = base::next_code_point(text, at);
    switch (part_of(c)) {
      case Part::Inside:
        run.append(text, begin, at - begin);
        break;
      case Part::Mark:
        flush();
        run.append(text, begin, at - begin);
        flush();
        break;
      case Part::End:
        flush();
        break;
      case Part::Dropped:
        break;
    }
  }
  flush();
  if (pieces.size() == before) pieces.push_back(unk_);
  if (pieces.size() > limit) pieces.resize(limit);
}

void WordPieces::cut(std::string_view run, std::size_t limit, std::vector<std::uint32_t>& pieces) const {
  if (pieces.size() >= limit) return;
  if (run.size() > longest_run && base::count_code_points(run) > longest_run) {
    pieces.push_back(unk_);
    return;
  }
  const std::size_t first = pieces.size();
  std::string candidate;
  for (std::size_t begin = 0; begin < run.size();) {
    const std::string_view prefix = begin > 0 ? "##" : "";
    std::size_t length = std::min(run.size() - begin, longest_);
    std::uint32_t id = none;
    for (; length > 0; --length) {
      if (begin + length < run.size() && (static_cast<unsigned char>(run[begin + length]) & 0xC0U) == 0x80U) continue;
      candidate.assign(prefix).append(run, begin, length);
      id = find(candidate);
      if (id != none) break;
    }
    if (id == none) {
      pieces.resize(first);
      pieces.push_back(unk_);
      return;
    }
    pieces.push_back(id);
    begin += length;
  }
}

std::string_view to_string(LetterShape shape) {
  static constexpr std::array<std::string_view, 18> names = {
      "special", "lower", "title", "single_upper", "upper", "mixed",   "title_lead", "dotted_upper", "digits",
      "number",  "alnum", "final", "comma",        "quote", "bracket", "dash",       "symbol",       "other"};
  return names[static_cast<std::size_t>(shape)];
}

LetterShape letter_shape(std::string_view word) {
  std::size_t upper = 0;
  std::size_t low = 0;
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t count = 0;
  bool first_upper = false;
  bool dot = false;
  char32_t first = 0;
  for (std::size_t at = 0; at < word.size(); ++count) {
    const char32_t c = base::next_code_point(word, at);
    const auto type = u_charType(static_cast<UChar32>(c));
    const bool is_upper = type == U_UPPERCASE_LETTER || type == U_TITLECASE_LETTER;
    if (count == 0) first = c, first_upper = is_upper;
    upper += is_upper ? 1U : 0U;
    low += type == U_LOWERCASE_LETTER ? 1U : 0U;
    letters += is_upper || type == U_LOWERCASE_LETTER || type == U_MODIFIER_LETTER || type == U_OTHER_LETTER ? 1U : 0U;
    digits += type == U_DECIMAL_DIGIT_NUMBER ? 1U : 0U;
    dot = dot || c == U'.';
  }
  if (letters == 0 && digits > 0) return digits == count ? LetterShape::Digits : LetterShape::Number;
  if (digits > 0) return LetterShape::Alnum;
  if (letters > 0) {
    if (upper == 0) return low > 0 ? LetterShape::Lower : LetterShape::Other;
    if (low == 0) {
      if (upper == 1) return LetterShape::SingleUpper;
      return dot ? LetterShape::DottedUpper : LetterShape::Upper;
    }
    if (first_upper && upper == 1) return LetterShape::Title;
    return first_upper ? LetterShape::TitleLead : LetterShape::Mixed;
  }
  const auto among = [&](std::u32string_view set) { return set.find(first) != std::u32string_view::npos; };
  if (count == 0) return LetterShape::Other;
  if (among(U".!?…")) return LetterShape::Final;
  if (among(U",;:")) return LetterShape::Comma;
  if (among(U"\"'`“”‘’«»")) return LetterShape::Quote;
  if (among(U"()[]{}<>")) return LetterShape::Bracket;
  const auto type = u_charType(static_cast<UChar32>(first));
  if (type == U_DASH_PUNCTUATION) return LetterShape::Dash;
  const std::uint32_t marks = U_GC_S_MASK | U_GC_P_MASK;
  return (U_MASK(type) & marks) != 0 ? LetterShape::Symbol : LetterShape::Other;
}

std::string lower_simple(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    if (static_cast<unsigned char>(word[at]) < 128) {
      out.push_back(ascii_lower(word[at++]));
    } else {
      const char32_t c = base::next_code_point(word, at);
      base::append_code_point(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
  }
  return out;
}

void affix_rows(std::string_view word, const std::vector<ModelConfig::Affix>& affixes, std::uint32_t* rows) {
  std::string folded;
  std::vector<std::size_t> starts;  // of each code point
  for (std::size_t at = 0; at < word.size();) {
    char32_t c = base::next_code_point(word, at);
    starts.push_back(folded.size());
    c = c < 128 ? static_cast<char32_t>(ascii_lower(static_cast<char>(c)))
                : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    const bool digit = c < 128 ? c >= U'0' && c <= U'9' : u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
    base::append_code_point(folded, digit ? U'0' : c);
  }
  starts.push_back(folded.size());
  const std::size_t points = starts.size() - 1;
  std::uint32_t first_row = 0;
  for (const ModelConfig::Affix& a : affixes) {
    const std::size_t length = std::min<std::size_t>(a.length, points);
    const std::size_t begin = a.kind == 's' ? starts[points - length] : 0;
    const std::size_t end = a.kind == 's' ? folded.size() : starts[length];
    std::uint32_t h = 0x811C9DC5U;
    const auto mix = [&](std::string_view bytes) {
      for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193U;
    };
    mix(std::string_view(&a.kind, 1));
    mix(std::to_string(a.length));
    mix(std::string_view(folded).substr(begin, end - begin));
    *rows++ = first_row + h % a.buckets;
    first_row += a.buckets;
  }
}

}  // namespace entente::language
