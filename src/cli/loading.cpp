#include "src/cli/loading.h"

namespace entente::cli {

base::Error as_unreadable(base::Error error) {
  if (error.code == base::ErrorCode::NotFound) error.code = base::ErrorCode::Unreadable;
  return error;
}

base::Expected<schema::Ontology> load_ontology() {
  auto ontology = schema::Ontology::load_default();
  if (!ontology) return tl::make_unexpected(as_unreadable(std::move(ontology.error())));
  return ontology;
}

base::Expected<LoadedGraph> load_graph(const std::string& path) {
  auto ontology = load_ontology();
  if (!ontology) return tl::make_unexpected(ontology.error());
  LoadedGraph out;
  out.ontology = std::make_unique<schema::Ontology>(std::move(*ontology));
  const auto store = store::Store::open(path, store::OpenMode::Read);
  if (!store) return tl::make_unexpected(store.error());
  auto graph = store->graph(*out.ontology);
  if (!graph) return tl::make_unexpected(graph.error());
  out.graph = std::make_unique<graph::KnowledgeGraph>(std::move(*graph));
  out.names = std::make_unique<graph::NameIndex>(*out.graph);
  return out;
}

}  // namespace entente::cli
