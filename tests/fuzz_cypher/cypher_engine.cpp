#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "queries/engine.h"
#include "queries/results/format.h"

namespace {

using namespace entente::queries;

std::string dump(PropertyGraph& graph) {
  const auto result = Engine().run("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY id(n), id(r)", graph);
  if (!result) std::abort();
  return format(*result, Format::Cypher);
}

}  // namespace

/// Any query on a small graph, within limits: it fails and leaves the graph as it was, or it succeeds, its result can
/// be written in every format, and a second run of a query that changed nothing gives the same rows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  PropertyGraph graph;
  const Engine engine;
  if (!engine.run("CREATE (a:A {x: 1, name: 'a'})-[:T {w: 1.5}]->(b:B {x: 2})-[:T]->(c:A:B {d: date('2025-05-12')}), "
                  "(c)-[:S]->(a), (c)-[:S]->(c)",
                  graph)) {
    std::abort();
  }
  const auto before = dump(graph);
  RunOptions options;
  options.limits.rows = 20'000;
  options.limits.time = std::chrono::milliseconds(200);
  options.parameters = {{"p", Value(1)}, {"list", Value(List{1, 2, Value()})}, {"map", Value(Map{{"x", 1}})}};
  const auto result = engine.run(text, graph, options);
  if (!result) {
    if (result.error().message.empty() || result.error().span.end > size) std::abort();
    if (dump(graph) != before) std::abort();
    return 0;
  }
  for (const auto f : {Format::Table, Format::Csv, Format::Json, Format::JsonLines, Format::Markdown, Format::Cypher})
    (void)format(*result, f);
  if (result->side_effects == SideEffects{} && dump(graph) != before) std::abort();
  return 0;
}
