#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente::base {

/// XXH3, 64 bits, seed 0: for tables and checksums. The same on every machine and in every version.
std::uint64_t hash64(std::string_view bytes);

/// Collects fields and gives a content identifier: the first 96 bits of XXH3-128 over the length-prefixed fields, as 24
/// lower-case hexadecimal digits behind a letter and a dash ("e-0f3a…"): legal as an id in every format we write
/// (`[A-Za-z0-9._-]`, and it begins with a letter, so it is an XML NCName too). Equal fields give equal ids anywhere.
class ContentId {
 public:
  ContentId& add(std::string_view field);
  ContentId& add(std::uint64_t field);
  std::string finish(char prefix) const;

 private:
  std::string bytes_;
};

}  // namespace entente::base
