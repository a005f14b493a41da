#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "exporters/filter.h"
#include "src/cli/loading.h"

namespace entente::cli {

/// The options that choose a part of a graph, the same for every command that has them.
struct Selection {
  std::vector<std::string> about;
  unsigned depth = 1;
  std::vector<std::string> types;
  std::vector<std::string> node_types;
  std::vector<std::string> statuses;
  std::vector<std::string> documents;
  std::string since;
  std::string until;
  double min_confidence = 0;
};

/// --type, --node-type, --status, --since, --until, --min-confidence, --document; --about and --depth where wanted.
void declare_selection(CLI::App& app, Selection& selection, bool with_about);

/// What they mean for this graph. Errors: Usage with a suggestion for a misspelt relation type, entity type or status
/// and for a date that is none; NotFound with a suggestion for an entity.
base::Expected<exporters::Filter> filter_of(const Selection& selection, const LoadedGraph& graph);

/// filter_of and exporters::apply, with the names of what is left. Leaves a graph without restrictions as it is.
base::Expected<LoadedGraph> selected(const Selection& selection, LoadedGraph graph);

}  // namespace entente::cli
