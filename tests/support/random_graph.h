#pragma once

#include <fmt/format.h>

#include <random>

#include "graph/property_graph.h"

namespace entente::test {

/// A small graph by chance, with parallel statements, self-loops and different confidences.
inline graph::KnowledgeGraph random_graph(unsigned seed, std::uint32_t entities, std::size_t statements) {
  std::mt19937 chance(seed);
  std::vector<model::Entity> nodes;
  for (std::uint32_t i = 0; i < entities; ++i) {
    model::Entity e;
    e.id = fmt::format("e-{:04}", i);
    e.name = fmt::format("N{:04}", i);
    nodes.push_back(e);
  }
  std::vector<model::Statement> edges;
  for (std::size_t i = 0; i < statements; ++i) {
    model::Statement s;
    s.id = fmt::format("s-{:04}", i);
    s.type = chance() % 2 != 0 ? "PRAISED" : "ACCUSED";
    s.subject = model::EntityIndex{static_cast<std::uint32_t>(chance() % entities)};
    s.object = model::EntityIndex{static_cast<std::uint32_t>(chance() % entities)};
    s.confidence = static_cast<double>(1 + chance() % 10) / 10.0;
    edges.push_back(s);
  }
  return {{}, std::move(nodes), std::move(edges)};
}

}  // namespace entente::test
