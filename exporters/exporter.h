#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/sink.h"
#include "graph/base/error.h"
#include "graph/property_graph.h"
#include "graph/schema/ontology.h"

/// The interface of every format that graphs are written in. A format is a function and a row of the table in
/// registry.cpp; it sees a read-only graph, never the store or the parser. What is to be written is chosen beforehand
/// (filter.h), so formats need not know.
namespace entente::exporters {

struct ExportOptions {
  std::string title;  ///< of the graph, where the format has a place for it; may be empty
  /// Formats that cannot say that a statement is planned, possible, denied or demanded leave such statements out, and
  /// say so in the report, unless this is set.
  bool unasserted_as_facts = false;
};

/// What the format could not say.
struct Loss {
  std::string what;  ///< "the evidence", "planned and denied statements"
  std::uint64_t count = 0;
  friend bool operator==(const Loss&, const Loss&) = default;
};

struct ExportReport {
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::vector<Loss> losses;        ///< empty: the output says everything that the graph does
  std::vector<std::string> hints;  ///< remarks for the user, such as "too large for edge labels"
};

/// Writes the graph to the sink and finishes it. The same graph and options give the same bytes. Errors: those of the
/// sink; Limit or Unsupported where the format cannot hold the graph. After an error the output is incomplete.
using ExportFunction = base::Expected<ExportReport> (*)(const graph::KnowledgeGraph& graph,
                                                        const schema::Ontology& ontology, const ExportOptions& options,
                                                        Sink& sink);

struct Format {
  std::string_view name;        ///< as the user types it: "json"
  std::string_view extension;   ///< usual file extension, without the dot
  std::string_view media_type;  ///< "application/json"
  std::string_view description;
  ExportFunction write = nullptr;
};

}  // namespace entente::exporters
