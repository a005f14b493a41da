#pragma once

#include <compare>
#include <cstdint>

namespace entente::base {

/// A half-open range [begin, end) of a text. The tag keeps ranges of bytes and of code points apart: inside the
/// analysis everything counts bytes of the UTF-8 text, in statements and everything a user sees it counts code points.
template <typename Unit>
struct BasicSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return end <= begin; }
  bool contains(const BasicSpan& other) const { return begin <= other.begin && other.end <= end; }
  friend auto operator<=>(const BasicSpan&, const BasicSpan&) = default;
};

struct ByteUnit;
struct CodePointUnit;
using ByteSpan = BasicSpan<ByteUnit>;
using CodePointSpan = BasicSpan<CodePointUnit>;

}  // namespace entente::base
