#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Comparing the names of persons: what one name says more or less than another. Pure functions, thread-safe.
namespace entente::merge {

/// A name in parts, each folded for comparison: case, accents, apostrophes and periods gone, hyphens split, common
/// transliterations united ("Zelenskyy", "Zelenskiy" and "Zelensky" agree).
struct PersonName {
  std::vector<std::string> given;  ///< given and middle names; one letter is an initial; empty in a bare surname
  std::string surname;             ///< with its particles: "von der leyen"
  std::string suffix;              ///< "jr", "sr", "ii" …, or ""

  /// All parts in order, without the suffix.
  std::vector<std::string> tokens() const;
  /// Equal for names that differ in nothing that counts.
  std::string key() const;
  bool bare() const { return given.empty(); }
};

/// Takes a name apart. Titles such as "Mr." in front are dropped. A name without a letter gives its folded text as
/// surname.
PersonName parse_person(std::string_view name);

/// True if the first token is a family name that stands first in Chinese, Korean or Vietnamese ("Wang" of "Wang
/// Wentao").
bool surname_first(const PersonName& name);

/// True if `shorter` can be a shorter form of `longer` and says strictly less: "J. Biden" or "Joe Biden" of "Joseph R.
/// Biden Jr.", "Claudia Sheinbaum" of "Claudia Sheinbaum Pardo". A bare surname is not decided here.
bool shorter_form(const PersonName& shorter, const PersonName& longer);

}  // namespace entente::merge
