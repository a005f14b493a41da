#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "src/language/model_file.h"

/// What the network is told about a word: word pieces, the shape of its letters, hashed affixes. Defined by
/// docs/model_format.md; must agree with the training to the last bit.
namespace entente::language {

/// BERT's uncased word pieces, one word at a time. Immutable, so safe to share.
class WordPieces {
 public:
  /// Error: Malformed if [UNK], [CLS] or [SEP] is missing, or a piece occurs twice.
  static base::Expected<WordPieces> make(const std::vector<std::string>& vocabulary, std::uint32_t most_per_word);

  /// Appends the pieces of a word (at least one, at most most_per_word). O(length of the word).
  void append(std::string_view word, std::vector<std::uint32_t>& pieces) const;

  /// The id of a piece: the vocabulary is sorted by frequency, so it serves as a rank. 0xFFFFFFFF if there is none.
  std::uint32_t id_of(std::string_view piece) const { return find(piece); }

  std::uint32_t cls() const { return cls_; }
  std::uint32_t sep() const { return sep_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t id = none;
  };
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::uint32_t find(std::string_view piece) const;
  void cut(std::string_view run, std::size_t limit, std::vector<std::uint32_t>& pieces) const;

  std::vector<std::string> pieces_;
  std::vector<Slot> slots_;  ///< a power of two
  std::size_t longest_ = 0;  ///< bytes of the longest piece
  std::uint32_t most_per_word_ = 0;
  std::uint32_t unk_ = 0;
  std::uint32_t cls_ = 0;
  std::uint32_t sep_ = 0;
};

/// The shapes' names in the order of `LetterShape`.
enum class LetterShape : std::uint8_t {
  Special,
  Lower,
  Title,
  SingleUpper,
  Upper,
  Mixed,
  TitleLead,
  DottedUpper,
  Digits,
  Number,
  Alnum,
  Final,
  Comma,
  Quote,
  Bracket,
  Dash,
  Symbol,
  Other
};
std::string_view to_string(LetterShape shape);  ///< "single_upper"
LetterShape letter_shape(std::string_view word);

/// Lower-cased code point by code point (simple mapping).
std::string lower_simple(std::string_view word);

/// Writes one row number for each entry of `affixes` to `rows`.
void affix_rows(std::string_view word, const std::vector<ModelConfig::Affix>& affixes, std::uint32_t* rows);

}  // namespace entente::language
