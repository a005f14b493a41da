#pragma once

#include "exporters/exporter.h"

namespace entente::exporters {

/// Node-link JSON (format version 1), one line for each document, node and edge, all in the graph's order:
///
///     {"format": "entente-node-link", "version": 1, "directed": true, "multigraph": true, "graph": {"title": …},
///      "documents": [{id, key, label, title, date, date_origin, source, url, language}],
///      "nodes": [{id, type, name, aliases, reference, mentions: [{document, begin, end}], reasons}],
///      "edges": [{id, source, target, type, status, date, place, title, former, measure, topics, claimed_by,
///      confidence,
///                 evidence: [{document, begin, end, text, subject, object}], …}]}
///
/// A Measure also has kind, imposer and target (node ids or null). `document` is the document's label, `begin` and
/// `end` are code points of its text as stored. date is an ISO 8601 date or interval of any precision; place, measure
/// and claimed_by are names, with the node ids in place_id, measure_id and claimed_by_id; what is not known is null. An
/// edge also has `symmetric` and `plover` of its type. confidence is rounded to 4 decimals. NetworkX reads it
/// (`node_link_graph(data, edges="edges")`). Loses nothing but the documents' texts.
base::Expected<ExportReport> write_node_link(const graph::KnowledgeGraph& graph, const schema::Ontology& ontology,
                                             const ExportOptions& options, Sink& sink);

}  // namespace entente::exporters
