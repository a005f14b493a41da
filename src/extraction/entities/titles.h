#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/extraction/entities/name_spans.h"

namespace entente::extraction::entities {

/// A noun phrase that names a post: "former US Commerce Secretary", "fund manager at Artemis", "her Chinese
/// counterpart".
struct Title {
  std::uint32_t begin = 0;  ///< words [begin, end)
  std::uint32_t end = 0;
  std::uint32_t role = 0;  ///< the post's noun
  Rank rank = Rank::Staff;
  std::string text;  ///< without the holder, articles and "former": "Commerce Secretary"
  bool former = false;
  bool plural = false;
  bool counterpart = false;
  bool definite = false;              ///< "the", a possessor or a holder before it
  std::optional<std::size_t> holder;  ///< whose post: index into the sentence's names
};

/// The post before a name that begins at word `name` ("Secretary of State" before "Antony Blinken"); ranks ("Mr")
/// between are skipped.
std::optional<Title> title_before(const Reading& reading, const std::vector<NameSpan>& names, std::uint32_t sentence,
                                  std::uint32_t name);
/// The post behind a name that ends at word `end`: ", chairman of the committee,".
std::optional<Title> title_after(const Reading& reading, const std::vector<NameSpan>& names, std::uint32_t sentence,
                                 std::uint32_t end);
/// The noun phrase around a post's noun, whatever stands beside it. nullopt if the word is no post.
std::optional<Title> title_at(const Reading& reading, const std::vector<NameSpan>& names, std::uint32_t sentence,
                              std::uint32_t role);

/// The gender that a form of address or a post tells ("Mrs", "king", "spokeswoman").
Gender gender_of_word(std::string_view lower);

}  // namespace entente::extraction::entities
