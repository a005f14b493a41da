#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The closed vocabularies of the model. Relation types and measure kinds are data (ontology.h); these three are code,
/// because readers, stores and exporters treat each value differently.
namespace entente::schema {

enum class EntityType : std::uint8_t { Person, Country, Organization, Place, Measure, Agreement, Topic };
inline constexpr std::array all_entity_types{EntityType::Person,  EntityType::Country,   EntityType::Organization,
                                             EntityType::Place,   EntityType::Measure,   EntityType::Agreement,
                                             EntityType::Topic};

/// How sure the text is that a statement is so.
enum class Status : std::uint8_t {
  Happened,  ///< reported as a fact (holds, for structural relations)
  Planned,   ///< announced, scheduled, intended, pledged
  Possible,  ///< may, could, would, if; wants, seeks
  Denied,    ///< negated or denied
  Demanded   ///< asked of the subject by someone else
};
inline constexpr std::array all_statuses{Status::Happened, Status::Planned, Status::Possible, Status::Denied,
                                         Status::Demanded};

/// "Person", "happened": as written in every export.
std::string_view to_string(EntityType type);
std::string_view to_string(Status status);
std::optional<EntityType> entity_type_from(std::string_view text);
std::optional<Status> status_from(std::string_view text);

}  // namespace entente::schema
