#pragma once

#include <functional>
#include <vector>

#include "graph/property_graph.h"
#include "tests/conformance/readers.h"

namespace entente::conformance {

/// Graphs that are hard on a format.
struct Case {
  const char* name;
  std::function<graph::KnowledgeGraph()> make;
};

const std::vector<Case>& cases();

}  // namespace entente::conformance
