#include "graph/schema/types.h"

namespace entente::schema {

std::string_view to_string(EntityType type) {
  switch (type) {
    case EntityType::Person: return "Person";
    case EntityType::Country: return "Country";
    case EntityType::Organization: return "Organization";
    case EntityType::Place: return "Place";
    case EntityType::Measure: return "Measure";
    case EntityType::Agreement: return "Agreement";
    case EntityType::Topic: return "Topic";
  }
  return {};
}

std::string_view to_string(Status status) {
  switch (status) {
    case Status::Happened: return "happened";
    case Status::Planned: return "planned";
    case Status::Possible: return "possible";
    case Status::Denied: return "denied";
    case Status::Demanded: return "demanded";
  }
  return {};
}

std::optional<EntityType> entity_type_from(std::string_view text) {
  for (const EntityType t : all_entity_types) {
    if (to_string(t) == text) return t;
  }
  return std::nullopt;
}

std::optional<Status> status_from(std::string_view text) {
  for (const Status s : all_statuses) {
    if (to_string(s) == text) return s;
  }
  return std::nullopt;
}

}  // namespace entente::schema
