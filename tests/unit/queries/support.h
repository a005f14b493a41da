#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "queries/engine.h"
#include "queries/results/notation.h"

namespace entente::queries::test {

/// The rows of a query, each in the TCK's notation, cells joined by " | ". A failure fails the test.
inline std::vector<std::string> rows(std::string_view query, PropertyGraph& graph, const Map& parameters = {}) {
  const auto result = Engine().run(query, graph, {parameters, {}});
  if (!result) {
    ADD_FAILURE() << query << ": " << result.error().detail << ": " << result.error().message;
    return {};
  }
  std::vector<std::string> out;
  for (const auto& row : result->rows) {
    std::string text;
    for (const auto& value : row) text += (text.empty() ? "" : " | ") + to_notation(value, *result);
    out.push_back(std::move(text));
  }
  return out;
}

/// The one value of `RETURN expression`.
inline std::string value(std::string_view expression) {
  PropertyGraph graph;
  const auto all = rows("RETURN " + std::string(expression) + " AS v", graph);
  return all.size() == 1 ? all.front() : "no single row";
}

/// The error of a query that must fail.
inline QueryError error(std::string_view query, PropertyGraph& graph) {
  auto result = Engine().run(query, graph);
  if (result) {
    ADD_FAILURE() << query << " did not fail";
    return {};
  }
  return result.error();
}

inline QueryError error(std::string_view query) {
  PropertyGraph graph;
  return error(query, graph);
}

}  // namespace entente::queries::test
