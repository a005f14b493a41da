#include "src/extraction/entities/salience.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace entente::extraction::entities {

using model::LocalIndex;
using schema::EntityType;

std::vector<double> salience(const State& st, std::uint32_t s, std::uint32_t w) {
  std::vector<double> weight(st.table.size(), 0.0);
  for (const Mention& m : st.mentions) {
    if (m.sentence > s || (m.sentence == s && m.begin >= w)) continue;
    const std::uint32_t distance = s - m.sentence;
    if (distance > 12) continue;
    std::int32_t governor = language::root_head;
    const std::string_view rel = st.r.relation(m.sentence, m.head, governor);
    double x = std::pow(0.8, static_cast<double>(distance));
    if (rel == "nsubj") x *= 2.0;
    if (m.kind == MentionKind::Adjective) x *= 0.5;
    if (m.locative) x *= 0.3;
    for (const LocalIndex e : m.entities) weight[e] += x;
  }
  return weight;
}

namespace {

bool of_type(const State& st, LocalIndex e, EntityType type) {
  const auto& record = st.table.record(e);
  if (record.type == type) return true;
  return type == EntityType::Country && record.type == EntityType::Organization &&
         (record.reference == "org:eu" || record.reference == "org:european-community");
}

/// The longest mention that begins at that word.
const Mention* starting_at(const State& st, std::uint32_t s, std::uint32_t w) {
  const Mention* best = nullptr;
  for (const Mention& m : st.mentions) {
    if (m.sentence == s && m.begin == w && (best == nullptr || m.end > best->end)) best = &m;
  }
  return best;
}

}  // namespace

std::vector<LocalIndex> coordination(const State& st, const Mention& m) {
  std::vector<LocalIndex> group;
  const auto put = [&](const Mention& x) {
    for (const LocalIndex e : x.entities) {
      if (std::find(group.begin(), group.end(), e) == group.end()) group.push_back(e);
    }
  };
  put(m);
  for (std::uint32_t w = m.end; w < st.r.size(m.sentence); ++w) {
    const auto& word = st.r.word(m.sentence, w);
    if (word.deprel != "conj" || word.head != static_cast<std::int32_t>(m.head)) continue;
    const Mention* best = nullptr;
    for (const Mention& x : st.mentions) {
      if (x.sentence == m.sentence && x.head == w && (best == nullptr || x.end - x.begin > best->end - best->begin))
        best = &x;
    }
    if (best != nullptr) put(*best);
  }
  // Where the tree misses it: nothing but "and" or a comma between two mentions of one kind.
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
  for (const Mention& m : st.mentions) {
    if (m.sentence > s || (m.sentence == s && m.begin >= w) || s - m.sentence > 12) continue;
    if (!of_type(st, m.entities[0], type)) continue;
    std::vector<LocalIndex> group = m.entities.size() == 1 ? coordination(st, m) : m.entities;
    if (group.size() != 2 || !of_type(st, group[1], type)) continue;
    pairs[std::minmax(group[0], group[1])] += std::pow(0.85, static_cast<double>(s - m.sentence));
  }
  const std::pair<const std::pair<LocalIndex, LocalIndex>, double>* best = nullptr;
  for (const auto& p : pairs) {
    if (best == nullptr || p.second > best->second) best = &p;
  }
  if (best == nullptr) return {};
  return {best->first.first, best->first.second};
}

std::vector<LocalIndex> most_salient(const State& st, std::uint32_t s, std::uint32_t w, EntityType type, int number,
                                     const std::string& noun) {
  std::vector<double> weight = salience(st, s, w);
  std::vector<bool> bearer(weight.size(), false);
  if (!noun.empty()) {
    for (const Post& p : st.posts) {
      const bool leads = p.rank == Rank::Head || p.rank == Rank::Leader;
      if (p.noun == noun || (noun == "leader" && leads)) bearer[p.person] = weight[p.person] > 0;
    }
    // "both leaders": those who lead, if there are as many.
    if (std::count(bearer.begin(), bearer.end(), true) < number) bearer.assign(weight.size(), true);
  } else {
    bearer.assign(weight.size(), true);
  }
  std::vector<LocalIndex> found;
  for (LocalIndex e = 0; e < weight.size(); ++e) {
    if (weight[e] > 0 && bearer[e] && of_type(st, e, type)) found.push_back(e);
  }
  std::stable_sort(found.begin(), found.end(), [&](LocalIndex a, LocalIndex b) { return weight[a] > weight[b]; });
  if (found.size() > static_cast<std::size_t>(number)) found.resize(static_cast<std::size_t>(number));
  if (found.size() < static_cast<std::size_t>(number)) found.clear();
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace entente::extraction::entities
