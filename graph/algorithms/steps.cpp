#include "graph/algorithms/steps.h"

#include <algorithm>

namespace entente::algorithms {

Links::Links(const KnowledgeGraph& graph, const Restriction& restriction) : links_(graph.entities().size()) {
  const auto better = [&](StatementIndex a, StatementIndex b) {
    const double ca = graph.statement(a).confidence;
    const double cb = graph.statement(b).confidence;
    return ca != cb ? ca > cb : a < b;
  };
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    auto& list = links_[i];
    for (const auto& step : graph.incidences(EntityIndex{i})) {
      if (step.other != EntityIndex{i} && allowed(restriction.statements, model::value(step.statement))) {
        list.push_back({step.other, step.statement});
      }
    }
    std::sort(list.begin(), list.end(), [&](const Link& a, const Link& b) {
      return a.to != b.to ? a.to < b.to : better(a.statement, b.statement);
    });
    list.erase(std::unique(list.begin(), list.end(), [](const Link& a, const Link& b) { return a.to == b.to; }),
               list.end());
  }
}

}  // namespace entente::algorithms
