#pragma once

#include <memory>
#include <string>

#include "graph/base/error.h"
#include "graph/find.h"
#include "graph/property_graph.h"
#include "graph/schema/ontology.h"
#include "graph/store/store.h"

namespace entente::cli {

/// The ontology that comes with the program. Error: Unreadable where a data file is missing.
base::Expected<schema::Ontology> load_ontology();

/// A graph read from a file, with what is needed to ask about it.
struct LoadedGraph {
  std::unique_ptr<schema::Ontology> ontology;
  std::unique_ptr<graph::KnowledgeGraph> graph;
  std::unique_ptr<graph::NameIndex> names;
};
/// Errors: those of Store::open.
base::Expected<LoadedGraph> load_graph(const std::string& path);

/// A missing data file is no "nothing found" but an installation that cannot be read.
base::Error as_unreadable(base::Error error);

}  // namespace entente::cli
