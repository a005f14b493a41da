#pragma once

#include <string>
#include <vector>

#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {

/// The `number` entities of a type that the text before word `w` of sentence `s` is most about: mentions weighed by how
/// recent they are (the weight falls by a fifth a sentence), subjects twice, adjectives half. Countries include the
/// organisations that act like them (European Union). `noun`, if not empty, prefers persons who hold such a post. In
/// the order of their first mention; fewer if the text has fewer. Ties: earlier entity first.
std::vector<model::LocalIndex> most_salient(const State& state, std::uint32_t s, std::uint32_t w,
                                            schema::EntityType type, int number, const std::string& noun);

/// The two persons (or states and their unions) that the text before there names together most: "Putin and Xi",
/// "US-China", earlier groups of two; recent ones count more. Empty if it names none together.
std::vector<model::LocalIndex> named_together(const State& state, std::uint32_t s, std::uint32_t w,
                                              schema::EntityType type);

/// The entities of a coordination that this mention begins ("Raimondo and Wang"), itself first.
std::vector<model::LocalIndex> coordination(const State& state, const Mention& mention);

/// How salient the entities of the last sentences are there; what is absent is not. O(mentions of these sentences).
std::map<model::LocalIndex, double> salience(const State& state, std::uint32_t s, std::uint32_t w);

}  // namespace entente::extraction::entities
