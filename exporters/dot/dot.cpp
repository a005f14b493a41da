#include "exporters/dot/dot.h"

#include <fmt/format.h>

#include "exporters/dot/graphviz.h"

namespace entente::exporters {
namespace {

using base::Expected;
using graph::KnowledgeGraph;

void set_if(DotGraph& dot, auto* object, const char* name, std::string_view value) {
  if (!value.empty()) dot.set(object, name, value);
}

std::string joined_evidence(const model::Statement& s) {
  std::string out;
  for (const auto& e : s.evidence) {
    if (!out.empty()) out += " / ";
    out += e.text;
  }
  return out;
}

void add_node(DotGraph& dot, Agnode_s* node, const model::Entity& e) {
  dot.set(node, "label", e.name);
  dot.set(node, "type", schema::to_string(e.type));
  set_if(dot, node, "kind", e.kind);
  set_if(dot, node, "reference", e.reference);
  set_if(dot, node, "aliases", fmt::format("{}", fmt::join(e.aliases, "; ")));
}

void add_edge(DotGraph& dot, Agedge_s* edge, const KnowledgeGraph& graph, const schema::Ontology& ontology,
              const model::Statement& s) {
  const auto name = [&](model::EntityIndex i) {
    return i == model::no_entity ? std::string_view() : std::string_view(graph.entity(i).name);
  };
  const auto* relation = ontology.find(s.type);
  dot.set(edge, "label", s.type);
  dot.set(edge, "type", s.type);
  dot.set(edge, "status", schema::to_string(s.status));
  set_if(dot, edge, "date", s.date.iso());
  set_if(dot, edge, "place", name(s.place));
  set_if(dot, edge, "title", s.title);
  if (s.former) dot.set(edge, "former", "true");
  set_if(dot, edge, "measure", name(s.measure));
  set_if(dot, edge, "claimed_by", name(s.claimed_by));
  dot.set(edge, "confidence", fmt::format("{:.4}", s.confidence));
  set_if(dot, edge, "evidence", joined_evidence(s));
  if (relation != nullptr && relation->symmetric) dot.set(edge, "dir", "none");
}

}  // namespace

Expected<ExportReport> write_dot(const KnowledgeGraph& graph, const schema::Ontology& ontology,
                                 const ExportOptions& options, Sink& sink) {
  std::string text;
  {
    const GraphvizScope scope;
    DotGraph dot;
    if (!options.title.empty()) dot.set("label", options.title);
    dot.set("rankdir", "LR");
    std::vector<Agnode_s*> nodes;
    nodes.reserve(graph.entities().size());
    for (const auto& e : graph.entities()) {
      nodes.push_back(dot.node(e.id));
      add_node(dot, nodes.back(), e);
    }
    for (const auto& s : graph.statements()) {
      add_edge(dot, dot.edge(nodes[model::value(s.subject)], nodes[model::value(s.object)], s.id), graph, ontology, s);
    }
    auto written = dot.text(scope);
    if (!written) return tl::make_unexpected(written.error());
    text = std::move(*written);
  }
  if (auto done = sink.write(text); !done) return tl::make_unexpected(done.error());
  if (auto done = sink.finish(); !done) return tl::make_unexpected(done.error());
  ExportReport report;
  report.nodes = graph.entities().size();
  report.edges = graph.statements().size();
  if (!graph.documents().empty()) {
    report.losses.push_back({"the documents, and where in them mentions and evidence stand", graph.documents().size()});
  }
  return report;
}

}  // namespace entente::exporters
