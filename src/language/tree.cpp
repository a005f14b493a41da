#include "src/language/tree.h"

#include <cstddef>
#include <utility>

namespace entente::language {
namespace {

constexpr double root_penalty = 1e6;
constexpr std::uint32_t nothing = 0xFFFFFFFF;

using Edge = std::pair<std::uint32_t, std::uint32_t>;  // dependent, head: words

/// Contracts cycles until the best heads make a tree, then opens them again. A contracted cycle lives on in its first
/// node.
class Contraction {
 public:
  Contraction(const std::vector<float>& scores, std::uint32_t n) : size_(n + 1), score_(scores.begin(), scores.end()) {
    edge_.resize(score_.size());
    members_.resize(size_);
    for (std::uint32_t d = 0; d < size_; ++d) {
      members_[d] = {d};
      score_[at(d, 0)] -= root_penalty;
      for (std::uint32_t h = 0; h < size_; ++h) edge_[at(d, h)] = {d, h};
      active_.push_back(d);
    }
    best_.assign(size_, 0);
  }

  std::vector<std::int32_t> solve() {
    for (;;) {
      for (const std::uint32_t d : active_) best_[d] = d == 0 ? nothing : best_head(d);
      std::vector<std::uint32_t> cycle = find_cycle();
      if (cycle.empty()) break;
      contract(cycle);
    }
    std::vector<std::uint32_t> head(size_, nothing);
    for (const std::uint32_t d : active_) {
      if (d != 0) assign(edge_[at(d, best_[d])], head);
    }
    for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
      for (const Opened& node : *level) {
        bool entered = false;
        for (const std::uint32_t member : node.members) entered = entered || head[member] != nothing;
        if (!entered) assign(node.edge, head);
      }
    }
    std::vector<std::int32_t> out;
    for (std::uint32_t d = 1; d < size_; ++d) out.push_back(static_cast<std::int32_t>(head[d]));
    return out;
  }

 private:
  /// A node of a cycle as it was before the contraction.
  struct Opened {
    std::vector<std::uint32_t> members;
    Edge edge;
  };

  std::size_t at(std::uint32_t d, std::uint32_t h) const { return static_cast<std::size_t>(d) * size_ + h; }

  static void assign(const Edge& edge, std::vector<std::uint32_t>& head) { head[edge.first] = edge.second; }

  std::uint32_t best_head(std::uint32_t d) const {
    std::uint32_t best = nothing;
    for (const std::uint32_t h : active_) {
      if (h != d && (best == nothing || score_[at(d, h)] > score_[at(d, best)])) best = h;
    }
    return best;
  }

  std::vector<std::uint32_t> find_cycle() const {
    std::vector<std::uint32_t> seen(size_, nothing);
    for (const std::uint32_t begin : active_) {
      std::uint32_t node = begin;
      while (node != 0 && seen[node] == nothing) {
        seen[node] = begin;
        node = best_[node];
      }
      if (node == 0 || seen[node] != begin) continue;
      std::vector<std::uint32_t> cycle;
      const std::uint32_t first = node;
      do {
        cycle.push_back(node);
        node = best_[node];
      } while (node != first);
      return cycle;
    }
    return {};
  }

  void contract(const std::vector<std::uint32_t>& cycle) {
    const std::uint32_t kept = cycle.front();
    std::vector<bool> inside(size_, false);
    std::vector<Opened> level;
    std::vector<double> own(size_, 0.0);
    for (const std::uint32_t c : cycle) {
      inside[c] = true;
      own[c] = score_[at(c, best_[c])];
      level.push_back({members_[c], edge_[at(c, best_[c])]});
    }
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t node : active_) {
      if (inside[node]) continue;
      rest.push_back(node);
      std::uint32_t in = nothing;
      std::uint32_t out = nothing;
      for (const std::uint32_t c : cycle) {
        if (in == nothing || score_[at(c, node)] - own[c] > score_[at(in, node)] - own[in]) in = c;
        if (out == nothing || score_[at(node, c)] > score_[at(node, out)]) out = c;
      }
      const double in_score = score_[at(in, node)] - own[in];
      const Edge in_edge = edge_[at(in, node)];
      score_[at(node, kept)] = score_[at(node, out)];
      edge_[at(node, kept)] = edge_[at(node, out)];
      score_[at(kept, node)] = in_score;
      edge_[at(kept, node)] = in_edge;
    }
    for (const std::uint32_t c : cycle) {
      if (c == kept) continue;
      members_[kept].insert(members_[kept].end(), members_[c].begin(), members_[c].end());
      members_[c].clear();
    }
    rest.push_back(kept);
    active_ = std::move(rest);
    levels_.push_back(std::move(level));
  }

  std::uint32_t size_;
  std::vector<double> score_;
  std::vector<Edge> edge_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::uint32_t> active_;
  std::vector<std::uint32_t> best_;
  std::vector<std::vector<Opened>> levels_;
};

/// The best head of every word if these make a tree with one root, else nothing.
std::vector<std::int32_t> greedy(const std::vector<float>& scores, std::uint32_t n) {
  const std::size_t size = n + 1;
  std::vector<std::int32_t> heads(n);
  std::uint32_t roots = 0;
  for (std::uint32_t d = 1; d <= n; ++d) {
    const float* row = scores.data() + d * size;
    std::uint32_t best = 0;
    for (std::uint32_t h = 1; h <= n; ++h) {
      if (h != d && row[h] > row[best]) best = h;
    }
    heads[d - 1] = static_cast<std::int32_t>(best);
    roots += best == 0 ? 1U : 0U;
  }
  if (roots != 1) return {};
  std::vector<std::uint32_t> seen(size, 0);
  for (std::uint32_t d = 1; d <= n; ++d) {
    std::uint32_t node = d;
    while (node != 0 && seen[node] == 0) {
      seen[node] = d;
      node = static_cast<std::uint32_t>(heads[node - 1]);
    }
    if (node != 0 && seen[node] == d) return {};
  }
  return heads;
}

}  // namespace

std::vector<std::int32_t> best_tree(const std::vector<float>& scores, std::uint32_t n) {
  if (n == 0) return {};
  std::vector<std::int32_t> heads = greedy(scores, n);
  if (!heads.empty()) return heads;
  heads = Contraction(scores, n).solve();
  // Scores that are no numbers could leave several roots: the first keeps its place.
  std::int32_t root = 0;
  for (std::uint32_t d = 1; d <= n; ++d) {
    if (heads[d - 1] != 0) continue;
    if (root == 0) {
      root = static_cast<std::int32_t>(d);
    } else {
      heads[d - 1] = root;
    }
  }
  return heads;
}

}  // namespace entente::language
