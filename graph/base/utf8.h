#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/span.h"

/// UTF-8 text. Every `std::string` inside entente is valid UTF-8; readers make it so.
namespace entente::base {

/// The byte offset of the first byte that is not valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// The text with every invalid sequence replaced by U+FFFD (one for each maximal subpart, as Unicode recommends).
std::string repair_utf8(std::string_view text);

/// Number of code points. The text is valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// Decodes the code point at byte `at` and moves `at` behind it. The text is valid UTF-8 and at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Appends one code point as UTF-8.
void append_code_point(std::string& out, char32_t c);

/// Converts byte offsets of one text into code-point offsets and back, O(1) and O(log n) with one entry for every 64
/// bytes. The text must outlive the map. Offsets inside a code point count as its beginning.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);
  std::uint32_t code_point(std::size_t byte) const;
  std::uint32_t byte(std::size_t code_point) const;
  CodePointSpan to_code_points(ByteSpan s) const { return {code_point(s.begin), code_point(s.end)}; }
  ByteSpan to_bytes(CodePointSpan s) const { return {byte(s.begin), byte(s.end)}; }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> counts_;  // code points before byte 64*i
};

/// Full Unicode case folding (ICU), without normalisation.
std::string fold_case(std::string_view text);

/// Case folding, NFKD, combining marks dropped, runs of white space to one blank, trimmed: what two spellings of a name
/// are compared by ("Erdoğan" and "erdogan" agree).
std::string fold_for_comparison(std::string_view text);

/// White space (any Unicode white space) trimmed at both ends.
std::string_view trim(std::string_view text);

}  // namespace entente::base
