#include "graph/property_graph.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace entente::graph {
namespace {

/// The order that sorts `items` by `less`, and its inverse: where each old index went.
template <typename T, typename Less>
std::vector<std::uint32_t> sort_and_map(std::vector<T>& items, Less less) {
  std::vector<std::uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return less(items[a], items[b]); });
  std::vector<std::uint32_t> moved(items.size());
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    moved[order[i]] = i;
    sorted.push_back(std::move(items[order[i]]));
  }
  items = std::move(sorted);
  return moved;
}

template <typename Index>
void remap(Index& i, const std::vector<std::uint32_t>& moved) {
  if (model::value(i) < moved.size()) i = Index{moved[model::value(i)]};
}

}  // namespace

KnowledgeGraph::KnowledgeGraph(std::vector<model::Document> documents, std::vector<model::Entity> entities,
                               std::vector<model::Statement> statements)
    : documents_(std::move(documents)), entities_(std::move(entities)), statements_(std::move(statements)) {
  {
    // Document ids hash the text, so they are made once.
    std::vector<std::pair<std::string, model::Document>> keyed;
    keyed.reserve(documents_.size());
    for (auto& d : documents_) {
      std::string id = d.id();
      keyed.emplace_back(std::move(id), std::move(d));
    }
    const auto moved = sort_and_map(keyed, [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < keyed.size(); ++i) documents_[i] = std::move(keyed[i].second);
    for (auto& e : entities_) {
      for (auto& m : e.mentions) remap(m.document, moved);
    }
    for (auto& s : statements_) {
      for (auto& e : s.evidence) remap(e.document, moved);
    }
  }
  {
    const auto moved = sort_and_map(entities_, [](const model::Entity& a, const model::Entity& b) {
      return std::tie(a.type, a.name, a.id) < std::tie(b.type, b.name, b.id);
    });
    for (auto& e : entities_) {
      remap(e.imposer, moved);
      remap(e.target, moved);
      std::sort(e.mentions.begin(), e.mentions.end());
    }
    for (auto& s : statements_) {
      for (EntityIndex* i : {&s.subject, &s.object, &s.place, &s.measure, &s.claimed_by}) remap(*i, moved);
      for (auto& t : s.topics) remap(t, moved);
      std::sort(s.topics.begin(), s.topics.end());
      std::sort(s.evidence.begin(), s.evidence.end());
    }
  }
  sort_and_map(statements_, [](const model::Statement& a, const model::Statement& b) {
    return std::tie(a.subject, a.type, a.object, a.date, a.status, a.id) <
           std::tie(b.subject, b.type, b.object, b.date, b.status, b.id);
  });

  offsets_.assign(entities_.size() + 1, 0);
  const auto each_end = [&](auto&& visit) {
    for (std::uint32_t i = 0; i < statements_.size(); ++i) {
      const auto& s = statements_[i];
      visit(s.subject, Incidence{s.object, StatementIndex{i}, true});
      if (s.object != s.subject) visit(s.object, Incidence{s.subject, StatementIndex{i}, false});
    }
  };
  each_end([&](EntityIndex at, const Incidence&) { ++offsets_[model::value(at) + 1]; });
  std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
  incidences_.resize(offsets_.back());
  std::vector<std::uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  each_end([&](EntityIndex at, const Incidence& step) { incidences_[next[model::value(at)]++] = step; });

  // A number behind a key must not give what another document is called.
  std::set<std::string> taken;
  for (const auto& d : documents_) taken.insert(d.key);
  std::map<std::string, std::uint32_t> seen;
  labels_.reserve(documents_.size());
  for (const auto& d : documents_) {
    std::uint32_t& n = seen[d.key];
    std::string label = d.key;
    while (++n > 1 && !taken.insert(label = d.key + "~" + std::to_string(n)).second) {
    }
    labels_.push_back(std::move(label));
  }
}

std::span<const Incidence> KnowledgeGraph::incidences(EntityIndex i) const {
  const std::size_t at = model::value(i);
  return {incidences_.data() + offsets_[at], incidences_.data() + offsets_[at + 1]};
}

}  // namespace entente::graph
