#pragma once

#include <vector>

#include "graph/model/entity.h"
#include "graph/model/records.h"
#include "graph/schema/ontology.h"

namespace entente::merge {

/// Unites the statements of all records. `entity_of[d][i]` is the node of entity i of record d; `entities` are the
/// nodes, with ids and names. Statements with an index out of range are left out.
///
/// Statements are one edge if they agree in subject, type, object, status, date, title (folded), `former`, measure and
/// claimed_by. Before that, within each document alone, a statement with no date, or a coarser one, takes over the date
/// of the only finer compatible one that agrees in all the rest: so the outcome never depends on other documents.
///  - Symmetric relations have the end first whose (type, name, id) is smaller.
///  - place: the one named by most statements, then the smallest (name, id); title: the most frequent spelling, then
///  the
///    smallest; topics: all.
///  - confidence: 1 - Π(1 - c) over documents, c being the best of each document, at most 0.99 unless one alone is
///    higher: documents count as independent witnesses, sentences of one document do not.
///  - A symmetric relation whose ends became one node is left out: nobody meets himself.
/// The order of the result is not defined; KnowledgeGraph sorts it.
std::vector<model::Statement> unite_statements(const std::vector<model::DocumentRecord>& records,
                                               const std::vector<std::vector<model::EntityIndex>>& entity_of,
                                               const std::vector<model::Entity>& entities,
                                               const schema::Ontology& ontology);

}  // namespace entente::merge
