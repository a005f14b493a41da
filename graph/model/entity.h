#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/base/date.h"
#include "graph/base/span.h"
#include "graph/model/records.h"
#include "graph/schema/types.h"

/// What all documents together say: entities (nodes) and statements (edges). Plain structs; KnowledgeGraph
/// (graph/property_graph.h) holds them.
namespace entente::model {

/// Position in KnowledgeGraph::entities(), ::statements(), ::documents(). Strong types: they do not mix.
enum class EntityIndex : std::uint32_t {};
enum class StatementIndex : std::uint32_t {};
enum class DocumentIndex : std::uint32_t {};
inline constexpr EntityIndex no_entity{0xFFFFFFFFU};
template <typename Index>
constexpr std::size_t value(Index i) {
  return static_cast<std::size_t>(i);
}

struct EntityMention {
  DocumentIndex document{};
  base::CodePointSpan span;
  friend auto operator<=>(const EntityMention&, const EntityMention&) = default;
};

struct Entity {
  std::string id;  ///< "e-…", stable across runs
  schema::EntityType type = schema::EntityType::Organization;
  std::string name;
  std::vector<std::string> aliases;  ///< sorted, without `name`
  std::string reference;
  std::string kind;                       ///< Measure: its kind
  EntityIndex imposer = no_entity;        ///< Measure: who imposed it
  EntityIndex target = no_entity;         ///< Measure: against whom
  std::vector<EntityMention> mentions;    ///< sorted
  std::vector<std::string> reasons;       ///< why names were merged, sorted
};

struct Evidence {
  DocumentIndex document{};
  base::CodePointSpan sentence;
  std::string text;     ///< the sentence; equals the document's text at `sentence`
  std::string subject;  ///< surface forms
  std::string object;
  friend auto operator<=>(const Evidence&, const Evidence&) = default;
};

struct Statement {
  std::string id;  ///< "s-…", stable across runs
  EntityIndex subject{};
  std::string type;
  EntityIndex object{};
  schema::Status status = schema::Status::Happened;
  base::DateRange date;
  EntityIndex place = no_entity;
  std::string title;
  bool former = false;
  EntityIndex measure = no_entity;
  std::vector<EntityIndex> topics;  ///< sorted
  EntityIndex claimed_by = no_entity;
  double confidence = 1.0;
  std::vector<Evidence> evidence;  ///< sorted, at least one
};

}  // namespace entente::model
