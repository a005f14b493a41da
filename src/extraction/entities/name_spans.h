#pragma once

#include <vector>

#include "src/extraction/entities/reading.h"

namespace entente::extraction::entities {

/// What a name in a sentence is, before entities are made of it.
enum class NameClass : std::uint8_t {
  Person,
  Country,    ///< a state's name
  Adjective,  ///< its adjective, before a noun
  People,     ///< its people: "Ukrainians"
  Capital,    ///< a capital: its state or a place, as the sentence decides
  Seat,       ///< "Kremlin": its holder, or a place
  Organization,
  Place
};

struct NameSpan {
  std::uint32_t sentence = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NameClass what = NameClass::Person;
  std::uint32_t index = no_index;  ///< into the gazetteer's countries() or organizations()
  bool organization = false;       ///< index is of an organisation
  static constexpr std::uint32_t no_index = 0xFFFFFFFFU;
};

/// The names of a sentence, sorted and disjoint: the tagger's, repaired by the gazetteer (which knows states, bodies
/// and places for certain) and by the shapes of ministries' names. Titles are cut off from persons. O(words).
std::vector<NameSpan> find_names(const Reading& reading, std::uint32_t sentence);

/// True where a name of a state, capital, seat or place only says where: "met in Beijing", "flew to Moscow", datelines.
bool only_locates(const Reading& reading, const NameSpan& name);

}  // namespace entente::extraction::entities
