#include <algorithm>
#include <limits>

#include "graph/algorithms/steps.h"

namespace entente::algorithms {

std::vector<Reached> neighbourhood(const KnowledgeGraph& graph, EntityIndex start, std::uint32_t depth,
                                   const Restriction& restriction) {
  std::vector<Reached> out;
  if (model::value(start) >= graph.entities().size()) return out;
  std::vector<bool> seen(graph.entities().size(), false);
  seen[model::value(start)] = true;
  out.push_back({start, 0});
  for (std::size_t at = 0; at < out.size(); ++at) {
    const Reached here = out[at];
    if (here.steps >= depth) break;
    if (at != 0 && !allowed(restriction.through, model::value(here.entity))) continue;
    for (const auto& step : graph.incidences(here.entity)) {
      const std::size_t i = model::value(step.other);
      if (seen[i] || !allowed(restriction.statements, model::value(step.statement))) continue;
      seen[i] = true;
      out.push_back({step.other, here.steps + 1});
    }
  }
  std::sort(out.begin(), out.end(), [](const Reached& a, const Reached& b) {
    return a.steps != b.steps ? a.steps < b.steps : a.entity < b.entity;
  });
  return out;
}

std::vector<StatementIndex> statements_between(const KnowledgeGraph& graph, EntityIndex a, EntityIndex b,
                                               const Restriction& restriction) {
  std::vector<StatementIndex> out;
  if (model::value(a) >= graph.entities().size()) return out;
  for (const auto& step : graph.incidences(a)) {
    if (step.other == b && allowed(restriction.statements, model::value(step.statement))) out.push_back(step.statement);
  }
  return out;
}

std::vector<Degree> degrees(const KnowledgeGraph& graph, const Restriction& restriction) {
  std::vector<Degree> out(graph.entities().size());
  const Links links(graph, restriction);
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    for (const auto& step : graph.incidences(EntityIndex{i})) {
      if (allowed(restriction.statements, model::value(step.statement))) ++out[i].statements;
    }
    out[i].neighbours = static_cast<std::uint32_t>(links.of(EntityIndex{i}).size());
  }
  return out;
}

Components components(const KnowledgeGraph& graph, const Restriction& restriction) {
  constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  Components out;
  out.of.assign(graph.entities().size(), none);
  std::vector<EntityIndex> stack;
  for (std::uint32_t i = 0; i < out.of.size(); ++i) {
    if (out.of[i] != none) continue;
    const auto number = static_cast<std::uint32_t>(out.sizes.size());
    out.sizes.push_back(0);
    out.of[i] = number;
    stack.push_back(EntityIndex{i});
    while (!stack.empty()) {
      const EntityIndex at = stack.back();
      stack.pop_back();
      ++out.sizes[number];
      for (const auto& step : graph.incidences(at)) {
        auto& of = out.of[model::value(step.other)];
        if (of != none || !allowed(restriction.statements, model::value(step.statement))) continue;
        of = number;
        stack.push_back(step.other);
      }
    }
  }
  return out;
}

std::vector<double> betweenness(const KnowledgeGraph& graph, bool normalised, const Restriction& restriction) {
  const Links links(graph, restriction);
  const std::size_t n = links.size();
  std::vector<double> out(n, 0.0);
  constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> steps(n);
  std::vector<double> ways(n);
  std::vector<double> share(n);
  std::vector<std::uint32_t> order;
  for (std::uint32_t s = 0; s < n; ++s) {
    if (links.of(EntityIndex{s}).empty()) continue;
    std::fill(steps.begin(), steps.end(), unreached);
    std::fill(ways.begin(), ways.end(), 0.0);
    std::fill(share.begin(), share.end(), 0.0);
    order.assign(1, s);
    steps[s] = 0;
    ways[s] = 1.0;
    for (std::size_t at = 0; at < order.size(); ++at) {
      const std::uint32_t v = order[at];
      for (const Link& link : links.of(EntityIndex{v})) {
        const auto w = static_cast<std::uint32_t>(model::value(link.to));
        if (steps[w] == unreached) {
          steps[w] = steps[v] + 1;
          order.push_back(w);
        }
        if (steps[w] == steps[v] + 1) ways[w] += ways[v];
      }
    }
    for (std::size_t at = order.size(); at-- > 1;) {
      const std::uint32_t w = order[at];
      for (const Link& link : links.of(EntityIndex{w})) {
        const std::size_t v = model::value(link.to);
        if (steps[v] + 1 == steps[w]) share[v] += ways[v] / ways[w] * (1.0 + share[w]);
      }
      out[w] += share[w];
    }
  }
  // Every pair was counted from both of its ends.
  const double pairs = n > 2 ? static_cast<double>(n - 1) * static_cast<double>(n - 2) / 2.0 : 1.0;
  for (double& b : out) b = b / 2.0 / (normalised ? pairs : 1.0);
  return out;
}

}  // namespace entente::algorithms
