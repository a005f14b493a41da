#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/model/records.h"

/// Which local entities of which documents are one and the same.
namespace entente::merge {

/// Entities of one identity: the node they become.
struct Cluster {
  schema::EntityType type = schema::EntityType::Organization;
  std::string identity;              ///< unique within the type; the node's id is made of it
  std::string reference;             ///< the reference all agree on, or ""
  std::vector<std::string> reasons;  ///< why names of different documents were put together, sorted
};

/// `of[d][i]` is the position in `clusters` of entity i of record d. Measures have the position no_cluster: they are
/// identified by their ends (measures.h), which must be known first.
struct Clusters {
  std::vector<Cluster> clusters;
  std::vector<std::vector<std::uint32_t>> of;
};
inline constexpr std::uint32_t no_cluster = 0xFFFFFFFFU;

/// Puts entities together that are the same across documents; a function of the set of records (which must hold no
/// document twice), apart from the order of `clusters`, which follows the identities.
///
/// Entities of one type are the same if
///  - they have the same `reference`; names with one reference among them take in those without;
///  - their names agree once folded (case, accents, punctuation, leading article, legal form, transliteration); bodies
///  that
///    many states have ("Ministry of Commerce") only if no two documents put them into different countries;
///  - persons: one name is a shorter form of the other (a bare surname, initials, a known short form, a middle name
///  left
///    out) and there is only one fullest name that it can be short for;
///  - organisations: one is named by the acronym or the first words of the other, given as its alias in some document,
///    and the alias belongs to only one; with a reference, by any alias that belongs to only one.
/// What two references tell apart is never put together.
Clusters identify(const std::vector<model::DocumentRecord>& records);

}  // namespace entente::merge
