#pragma once

#include "exporters/exporter.h"

namespace entente::exporters {

/// DOT with every entity and every statement: node names are entity ids, edge keys statement ids. Nodes have label (the
/// name), type, kind, reference and aliases (joined by "; "); edges have label and type (the relation), status, date,
/// place, title, former, measure, claimed_by, confidence and evidence (the sentences, joined by " / "). Backslashes in
/// values are doubled, as in every DOT string that Graphviz reads as an escape string, and control characters are shown
/// as their Unicode pictures. Symmetric relations have no arrow heads. The picture for people is draw.h.
base::Expected<ExportReport> write_dot(const graph::KnowledgeGraph& graph, const schema::Ontology& ontology,
                                       const ExportOptions& options, Sink& sink);

}  // namespace entente::exporters
