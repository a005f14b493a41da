#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Names as strings: how they are cleaned, compared and taken apart. Pure functions, thread-safe.
namespace entente::extraction {

/// What two spellings of a name are looked up by: case folded, marks and full stops dropped ("U.S." and "US" agree),
/// apostrophes made alike, runs of white space one blank. O(length).
std::string name_key(std::string_view name);

/// A name as it is shown: line breaks and runs of blanks to one blank; quotes, brackets and punctuation around it, a
/// leading article and a possessive ending dropped ("the Kremlin’s" -> "Kremlin"). A full stop that belongs to the name
/// stays ("Jr.", "U.S."). May be empty.
std::string clean_name(std::string_view surface);

/// The surface form of a description, white space made even, possessive ending dropped, article kept: "the Biden
/// administration".
std::string clean_description(std::string_view surface);

/// A person's name in parts, each as a name_key: "Joseph R. Biden, Jr." -> joseph, r, biden.
struct PersonName {
  std::vector<std::string> parts;  ///< without ranks and suffixes; hyphenated parts stay one
  std::string suffix;              ///< "jr", "iii" or empty

  bool single() const { return parts.size() == 1; }
  const std::string& last() const { return parts.back(); }
  const std::string& first() const { return parts.front(); }
  /// The surname with its particles: "von der leyen", "al otaiba".
  std::string surname() const;
};
/// Never empty for a name with a letter in it.
PersonName parse_person(std::string_view name);

/// How well a shorter or other form fits a full name of a person; None if it does not.
enum class NameFit : unsigned char {
  None,
  Spelling,  ///< another spelling: "Zelensky" for "Zelenskyy", "Vladimir" for "Volodymyr"
  Given,     ///< the part that stands first: "Xi" of "Xi Jinping", "Boris" of "Boris Johnson"
  Surname,   ///< the surname: "Raimondo" of "Gina Raimondo"
  Same       ///< the same name, initials and short forms aside: "Joe Biden", "Joseph R. Biden, Jr."
};
/// `variants` gives the number of a set of given names that are one name ("joe", "joseph"), or 0.
NameFit person_fit(const PersonName& form, const PersonName& full, unsigned (*variant)(const void*, const std::string&),
                   const void* context);

/// True if the words differ by spelling only: equal, or at least seven letters with the same first letter and one
/// letter changed, added or missing, doubled endings (-yy, -iy, -y) aside.
bool spelling_variant(std::string_view a, std::string_view b);

/// "OECD" for "Organization for Economic Co-operation and Development": the letters are the first letters of its words,
/// small words optional, in order.
bool is_acronym_of(std::string_view acronym, std::string_view name);

/// True if it has letters, none of them lower-case, at most six of them: "US", "U.S.", "OECD".
bool looks_like_acronym(std::string_view form);

/// Lower-case ASCII with dashes: "Ministry of Commerce" -> "ministry-of-commerce".
std::string slug(std::string_view name);

}  // namespace entente::extraction
