#include "src/language/lemma.h"

#include <charconv>

#include "src/language/features.h"

namespace entente::language {

std::optional<LemmaScript> LemmaScript::parse(std::string_view text) {
  LemmaScript out;
  if (text.empty()) return std::nullopt;
  if (text.front() == '=') {
    out.whole_ = true;
    out.ending_ = text.substr(1);
    return out;
  }
  if (text.front() != 'k' && text.front() != 'l') return std::nullopt;
  out.lower_ = text.front() == 'l';
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + colon, out.dropped_);
  if (error != std::errc{} || end != text.data() + colon) return std::nullopt;
  out.ending_ = text.substr(colon + 1);
  return out;
}

std::string LemmaScript::apply(std::string_view word) const {
  if (whole_) return ending_;
  std::string base = lower_ ? lower_simple(word) : std::string(word);
  std::size_t end = base.size();
  for (std::uint32_t left = dropped_; left > 0; --left) {
    if (end == 0) return lower_simple(word);
    do --end;
    while (end > 0 && (static_cast<unsigned char>(base[end]) & 0xC0U) == 0x80U);
  }
  if (dropped_ > 0 && end == 0) return lower_simple(word);
  base.resize(end);
  return base + ending_;
}

}  // namespace entente::language
