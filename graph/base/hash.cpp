#include "graph/base/hash.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace entente::base {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

ContentId& ContentId::add(std::string_view field) {
  add(std::uint64_t{field.size()});
  bytes_ += field;
  return *this;
}

ContentId& ContentId::add(std::uint64_t field) {
  for (unsigned i = 0; i < 8; ++i) bytes_.push_back(static_cast<char>((field >> (8 * i)) & 0xFFU));
  return *this;
}

std::string ContentId::finish(char prefix) const {
  const XXH128_hash_t h = XXH3_128bits(bytes_.data(), bytes_.size());
  return fmt::format("{}-{:016x}{:08x}", prefix, h.high64, h.low64 >> 32U);
}

}  // namespace entente::base
