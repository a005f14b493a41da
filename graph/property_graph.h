#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "graph/model/entity.h"
#include "graph/model/records.h"

namespace entente::graph {

using model::DocumentIndex;
using model::EntityIndex;
using model::StatementIndex;

/// One step from an entity along a statement. `forward` is false where the entity is the statement's object.
struct Incidence {
  EntityIndex other{};
  StatementIndex statement{};
  bool forward = true;
};

/// The knowledge graph in memory: documents sorted by id, entities by (type, name, id), statements by (subject, type,
/// object, date, status, id), and the incidences of each entity. Immutable after construction: any number of threads
/// may read it. Equal sets of records give equal graphs, whatever order they came in.
class KnowledgeGraph {
 public:
  KnowledgeGraph() = default;
  /// The parts refer to each other by index and may come in any order; they are sorted and re-indexed here.
  /// O((V+E) log(V+E)). The result is the same for any order of the parts.
  KnowledgeGraph(std::vector<model::Document> documents, std::vector<model::Entity> entities,
                 std::vector<model::Statement> statements);

  const std::vector<model::Document>& documents() const { return documents_; }
  const std::vector<model::Entity>& entities() const { return entities_; }
  const std::vector<model::Statement>& statements() const { return statements_; }
  const model::Document& document(DocumentIndex i) const { return documents_[model::value(i)]; }
  const model::Entity& entity(EntityIndex i) const { return entities_[model::value(i)]; }
  const model::Statement& statement(StatementIndex i) const { return statements_[model::value(i)]; }
  /// Statements that touch the entity as subject or object, in statement order; a self-loop comes once, forward.
  std::span<const Incidence> incidences(EntityIndex i) const;

  /// The key as exports show it: the document's key, with "~2", "~3" … behind it where documents share a key.
  const std::string& document_label(DocumentIndex i) const { return labels_[model::value(i)]; }

 private:
  std::vector<model::Document> documents_;
  std::vector<std::string> labels_;
  std::vector<model::Entity> entities_;
  std::vector<model::Statement> statements_;
  std::vector<std::uint32_t> offsets_;  // compressed sparse rows, entities + 1 entries
  std::vector<Incidence> incidences_;
};

}  // namespace entente::graph
