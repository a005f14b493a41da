#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/property_graph.h"
#include "queries/engine.h"
#include "queries/results/format.h"

/// What the program's query command and shell need, without a terminal.
namespace entente::queries {

/// One `k=VALUE`, VALUE being a Cypher expression without variables (`'text'`, `[1, 2]`, `date('2025-05-12')`). Adds it
/// to the parameters. Errors: Query, with the place in the text.
base::Expected<void> add_parameter(Map& parameters, std::string_view assignment);

struct QueryOutput {
  std::string text;          ///< the rows in the format
  std::string side_effects;  ///< `+2 nodes`, or ""
};

/// Runs a query on a knowledge graph (queries/knowledge_view.h), which can only be read, and formats the answer.
Checked<QueryOutput> run_query(std::string_view query, const graph::KnowledgeGraph& graph, const RunOptions& options,
                               Format format);

/// `{"error": {"type", "phase", "detail", "message", "hint", "line", "column"}}` in the TCK's terms, with a line feed;
/// line and column are left out where no place is to blame.
std::string error_to_json(const QueryError& error, std::string_view query);

/// Cuts a text into queries at semicolons that stand outside of strings, comments and quoted names. `rest` receives
/// what stands behind the last semicolon, white space trimmed: what a shell has to wait for more of.
std::vector<std::string> split_queries(std::string_view text, std::string& rest);

/// Labels, relationship types and property keys of a graph with their counts, as `:schema` shows them.
Result schema_of(const GraphView& graph);

}  // namespace entente::queries
