#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::language {

/// A lemma as an edit of the word (docs/model_format.md, lemma scripts).
class LemmaScript {
 public:
  /// Nothing if the text is no script.
  static std::optional<LemmaScript> parse(std::string_view text);
  std::string apply(std::string_view word) const;

 private:
  bool whole_ = false;  ///< the lemma is the ending
  bool lower_ = false;
  std::uint32_t dropped_ = 0;  ///< code points
  std::string ending_;
};

}  // namespace entente::language
