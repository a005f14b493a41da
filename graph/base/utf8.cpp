#include "graph/base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cassert>

namespace entente::base {
namespace {

constexpr std::size_t step = 64;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Length of the valid sequence at `at`, or 0 with `bad` = length of the maximal invalid subpart (at least 1).
std::size_t sequence(std::string_view text, std::size_t at, std::size_t& bad) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  bad = 1;
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) {
      bad = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t bad = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = sequence(text, i, bad);
    if (n == 0) return i;
    i += n;
  }
  return std::string_view::npos;
}

std::string repair_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t bad = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = sequence(text, i, bad);
    if (n == 0) {
      out += "\xEF\xBF\xBD";
      i += bad;
    } else {
      out.append(text, i, n);
      i += n;
    }
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const char32_t lead = byte(at);
  if (lead < 0x80) return at += 1, lead;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + length > text.size()) return at = text.size(), char32_t{0xFFFD};
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(at + i) & 0x3FU);
  at += length;
  return c;
}

void append_code_point(std::string& out, char32_t c) {
  const auto put = [&](char32_t b) { out.push_back(static_cast<char>(static_cast<unsigned char>(b))); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6U));
    put(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 0x3FU));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  }
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  counts_.reserve(text.size() / step + 1);
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % step == 0) counts_.push_back(n);
    n += is_continuation(text[i]) ? 0U : 1U;
  }
  if (text.size() % step == 0) counts_.push_back(n);
}

std::uint32_t OffsetMap::code_point(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  while (byte > 0 && byte < text_.size() && is_continuation(text_[byte])) --byte;
  const std::size_t block = byte / step;
  std::uint32_t n = counts_[block];
  for (std::size_t i = block * step; i < byte; ++i) n += is_continuation(text_[i]) ? 0U : 1U;
  return n;
}

std::uint32_t OffsetMap::byte(std::size_t code_point) const {
  const auto above = std::upper_bound(counts_.begin(), counts_.end(), code_point);
  const auto block = static_cast<std::size_t>(above - counts_.begin()) - 1;
  std::size_t i = block * step;
  std::size_t n = counts_[block];
  while (i < text_.size() && is_continuation(text_[i])) ++i;
  while (n < code_point && i < text_.size()) {
    ++i;
    while (i < text_.size() && is_continuation(text_[i])) ++i;
    ++n;
  }
  return static_cast<std::uint32_t>(i);
}

std::string fold_case(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

std::string fold_for_comparison(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  assert(U_SUCCESS(status));
  const auto source = icu::UnicodeString::fromUTF8(
                          icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
                          .foldCase();
  const icu::UnicodeString decomposed = nfkd->normalize(source, status);
  icu::UnicodeString kept;
  bool blank = false;
  for (std::int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isUWhiteSpace(c)) {
      blank = !kept.isEmpty();
      continue;
    }
    if (blank) kept.append(u' ');
    blank = false;
    kept.append(c == 0x131 ? UChar32{'i'} : c == 0x2019 ? UChar32{'\''} : c);
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool started = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const char32_t c = next_code_point(text, i);
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) continue;
    if (!started) begin = at;
    started = true;
    end = i;
  }
  return started ? text.substr(begin, end - begin) : std::string_view{};
}

}  // namespace entente::base
