#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <set>

#include "graph/algorithms/steps.h"

namespace entente::algorithms {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;

constexpr std::size_t most_paths = 10000;
constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();

using Entities = std::vector<EntityIndex>;

/// Shortest paths in links, with entities and first steps taken out, as Yen's algorithm needs them.
class Searcher {
 public:
  Searcher(const Links& links, const Restriction& restriction)
      : links_(links), restriction_(restriction), steps_(links.size()) {}

  /// The path from `from` to `to` of at most `max_steps` steps that is first by (steps, entities); empty if there is
  /// none. It avoids `removed` and does not begin with a step to one of `not_first`.
  Entities find(EntityIndex from, EntityIndex to, std::size_t max_steps, const std::vector<bool>& removed,
                const std::set<EntityIndex>& not_first) {
    if (from == to) return {from};
    measure(from, to, max_steps, removed, not_first);
    if (steps_[model::value(from)] == unreached) return {};
    Entities path{from};
    while (path.back() != to) {
      const EntityIndex at = path.back();
      for (const Link& link : links_.of(at)) {  // in order: the first that comes nearer is the smallest
        if (steps_[model::value(link.to)] != steps_[model::value(at)] - 1) continue;
        if (at == from && not_first.count(link.to) != 0) continue;
        path.push_back(link.to);
        break;
      }
    }
    return path;
  }

 private:
  /// Steps to `to` from everywhere, backwards, until `from` is reached.
  void measure(EntityIndex from, EntityIndex to, std::size_t max_steps, const std::vector<bool>& removed,
               const std::set<EntityIndex>& not_first) {
    std::fill(steps_.begin(), steps_.end(), unreached);
    std::deque<EntityIndex> queue{to};
    steps_[model::value(to)] = 0;
    while (!queue.empty()) {
      const EntityIndex at = queue.front();
      queue.pop_front();
      const std::uint32_t next = steps_[model::value(at)] + 1;
      if (next > max_steps) return;
      for (const Link& link : links_.of(at)) {
        const std::size_t i = model::value(link.to);
        if (steps_[i] != unreached || (!removed.empty() && removed[i])) continue;
        if (link.to == from) {
          if (not_first.count(at) != 0) continue;
          steps_[i] = next;
          return;  // everything nearer to the target is measured already
        }
        if (!allowed(restriction_.through, i)) continue;
        steps_[i] = next;
        queue.push_back(link.to);
      }
    }
  }

  const Links& links_;
  const Restriction& restriction_;
  std::vector<std::uint32_t> steps_;
};

Path with_statements(const Links& links, Entities entities) {
  Path path;
  for (std::size_t i = 1; i < entities.size(); ++i) {
    const auto& list = links.of(entities[i - 1]);
    const auto found = std::lower_bound(list.begin(), list.end(), entities[i],
                                        [](const Link& link, EntityIndex to) { return link.to < to; });
    path.statements.push_back(found->statement);
  }
  path.entities = std::move(entities);
  return path;
}

Expected<void> in_graph(const KnowledgeGraph& graph, EntityIndex from, EntityIndex to) {
  for (const EntityIndex i : {from, to}) {
    if (model::value(i) >= graph.entities().size())
      return fail(ErrorCode::Usage, "an end of the path is not in the graph");
  }
  return {};
}

struct ByLength {
  bool operator()(const Entities& a, const Entities& b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

}  // namespace

Expected<Path> shortest_path(const KnowledgeGraph& graph, EntityIndex from, EntityIndex to,
                             const Restriction& restriction, std::size_t max_steps) {
  if (auto valid = in_graph(graph, from, to); !valid) return tl::make_unexpected(valid.error());
  const Links links(graph, restriction);
  auto entities = Searcher(links, restriction).find(from, to, max_steps, {}, {});
  if (entities.empty()) {
    return fail(ErrorCode::NotFound, fmt::format("no path leads from {} to {} in {} steps or fewer",
                                                 graph.entity(from).name, graph.entity(to).name, max_steps));
  }
  return with_statements(links, std::move(entities));
}

Expected<std::vector<Path>> shortest_paths(const KnowledgeGraph& graph, EntityIndex from, EntityIndex to,
                                           const PathLimits& limits, const Restriction& restriction) {
  if (auto valid = in_graph(graph, from, to); !valid) return tl::make_unexpected(valid.error());
  if (limits.count > most_paths) {
    return fail(ErrorCode::Limit,
                fmt::format("{} paths are more than the {} that can be asked for", limits.count, most_paths));
  }
  const Links links(graph, restriction);
  Searcher searcher(links, restriction);
  std::vector<Entities> found;
  std::set<Entities, ByLength> waiting;
  if (auto first = searcher.find(from, to, limits.max_steps, {}, {}); !first.empty()) waiting.insert(std::move(first));
  while (found.size() < limits.count && !waiting.empty()) {
    found.push_back(*waiting.begin());
    waiting.erase(waiting.begin());
    if (found.size() == limits.count) break;
    const Entities& last = found.back();
    // Every path that leaves the last one at position i by a step that no found path takes there.
    std::vector<bool> removed(links.size(), false);
    for (std::size_t i = 0; i + 1 < last.size(); ++i) {
      std::set<EntityIndex> taken;
      for (const Entities& p : found) {
        if (p.size() > i + 1 &&
            std::equal(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i) + 1, p.begin())) {
          taken.insert(p[i + 1]);
        }
      }
      const Entities tail = searcher.find(last[i], to, limits.max_steps - i, removed, taken);
      if (!tail.empty()) {
        Entities whole(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i));
        whole.insert(whole.end(), tail.begin(), tail.end());
        waiting.insert(std::move(whole));
      }
      removed[model::value(last[i])] = true;
    }
  }
  std::vector<Path> out;
  out.reserve(found.size());
  for (auto& entities : found) out.push_back(with_statements(links, std::move(entities)));
  return out;
}

}  // namespace entente::algorithms
