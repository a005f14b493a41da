#pragma once

#include <vector>

#include "graph/model/records.h"
#include "graph/property_graph.h"
#include "graph/schema/ontology.h"

/// From what each document says to what all say together.
namespace entente::merge {

/// Puts the records of documents together into one graph: entities of the same identity become one node ("Raimondo" of
/// one text and "Gina Raimondo" of another), statements that agree in type, ends, status and date become one edge with
/// all their evidence. A pure function of the set: any order of `records` gives the same graph, byte for byte, and a
/// record given twice counts once.
graph::KnowledgeGraph consolidate(std::vector<model::DocumentRecord> records, const schema::Ontology& ontology);

}  // namespace entente::merge
