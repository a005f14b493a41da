#include "src/extraction/entities/salience.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace entente::extraction::entities {

using model::LocalIndex;
using schema::EntityType;

namespace {

constexpr std::uint32_t memory = 12;  // sentences that a group looks back

bool of_type(const State& st, LocalIndex e, EntityType type) {
  const auto& record = st.table.record(e);
  if (record.type == type) return true;
  return type == EntityType::Country && record.type == EntityType::Organization &&
         (record.reference == "org:eu" || record.reference == "org:european-community");
}

/// The longest mention that begins at that word.
const Mention* starting_at(const State& st, std::uint32_t s, std::uint32_t w) {
  const Mention* best = nullptr;
  st.visit_mentions(s, s, [&](const Mention& m) {
    if (m.begin == w && (best == nullptr || m.end > best->end)) best = &m;
  });
  return best;
}

}  // namespace

std::map<LocalIndex, double> salience(const State& st, std::uint32_t s, std::uint32_t w) {
  std::map<LocalIndex, double> weight;
  st.visit_mentions(s - std::min(s, memory), s, [&](const Mention& m) {
    if (m.sentence == s && m.begin >= w) return;
    std::int32_t governor = language::root_head;
    const std::string_view rel = st.r.relation(m.sentence, m.head, governor);
    double x = std::pow(0.8, static_cast<double>(s - m.sentence));
    if (rel == "nsubj") x *= 2.0;
    if (m.kind == MentionKind::Adjective) x *= 0.5;
    if (m.locative) x *= 0.3;
    for (const LocalIndex e : m.entities) weight[e] += x;
  });
  return weight;
}

std::vector<LocalIndex> coordination(const State& st, const Mention& m) {
  std::vector<LocalIndex> group;
  const auto put = [&](const Mention& x) {
    for (const LocalIndex e : x.entities) {
      if (std::find(group.begin(), group.end(), e) == group.end()) group.push_back(e);
    }
  };
  put(m);
  std::map<std::uint32_t, const Mention*> conjuncts;  // by head; the longest mention of each
  st.visit_mentions(m.sentence, m.sentence, [&](const Mention& x) {
    const auto& word = st.r.word(m.sentence, x.head);
    if (x.head < m.end || word.deprel != "conj" || word.head != static_cast<std::int32_t>(m.head)) return;
    const Mention*& best = conjuncts[x.head];
    if (best == nullptr || x.end - x.begin > best->end - best->begin) best = &x;
  });
  for (const auto& [head, x] : conjuncts) put(*x);
  // Where the tree misses it: nothing but "and" between two mentions of one kind.
  const auto human = [&](const Mention& x) { return st.table.record(x.entities[0]).type == EntityType::Person; };
  for (std::uint32_t w = m.end; w + 1 < st.r.size(m.sentence);) {
    if (!one_of(st.r.form(m.sentence, w), {"and", "&", "-", "–"})) break;
    const Mention* next = starting_at(st, m.sentence, w + 1);
    if (next == nullptr || human(*next) != human(m) || next->kind == MentionKind::Pronoun) break;
    put(*next);
    w = next->end;
  }
  return group;
}

std::vector<LocalIndex> named_together(const State& st, std::uint32_t s, std::uint32_t w, EntityType type) {
  std::map<std::pair<LocalIndex, LocalIndex>, double> pairs;
  st.visit_mentions(s - std::min(s, memory), s, [&](const Mention& m) {
    if ((m.sentence == s && m.begin >= w) || !of_type(st, m.entities[0], type)) return;
    const std::vector<LocalIndex> group = m.entities.size() == 1 ? coordination(st, m) : m.entities;
    if (group.size() != 2 || !of_type(st, group[1], type)) return;
    pairs[std::minmax(group[0], group[1])] += std::pow(0.85, static_cast<double>(s - m.sentence));
  });
  const std::pair<const std::pair<LocalIndex, LocalIndex>, double>* best = nullptr;
  for (const auto& p : pairs) {
    if (best == nullptr || p.second > best->second) best = &p;
  }
  if (best == nullptr) return {};
  return {best->first.first, best->first.second};
}

std::vector<LocalIndex> most_salient(const State& st, std::uint32_t s, std::uint32_t w, EntityType type, int number,
                                     const std::string& noun) {
  const std::map<LocalIndex, double> weight = salience(st, s, w);
  std::set<LocalIndex> bearers;
  if (!noun.empty()) {
    for (const Post& p : st.posts) {
      const bool leads = p.rank == Rank::Head || p.rank == Rank::Leader;
      if ((p.noun == noun || (noun == "leader" && leads)) && weight.count(p.person) != 0) bearers.insert(p.person);
    }
  }
  // "both leaders": those who lead, if there are as many.
  const bool chosen = static_cast<int>(bearers.size()) >= number;
  std::vector<std::pair<double, LocalIndex>> found;
  for (const auto& [e, x] : weight) {
    if (of_type(st, e, type) && (!chosen || bearers.count(e) != 0)) found.emplace_back(-x, e);
  }
  if (found.size() < static_cast<std::size_t>(number)) return {};
  std::sort(found.begin(), found.end());
  std::vector<LocalIndex> out;
  for (int i = 0; i < number; ++i) out.push_back(found[static_cast<std::size_t>(i)].second);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace entente::extraction::entities
