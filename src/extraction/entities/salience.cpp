#include "src/extraction/entities/salience.h"

#include <algorithm>
#include <cmath>

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

std::vector<LocalIndex> most_salient(const State& st, std::uint32_t s, std::uint32_t w, EntityType type, int number,
                                     const std::string& noun) {
  std::vector<double> weight = salience(st, s, w);
  const auto fits = [&](LocalIndex e) {
    const auto& record = st.table.record(e);
    if (record.type == type) return true;
    return type == EntityType::Country && record.type == EntityType::Organization &&
           (record.reference == "org:eu" || record.reference == "org:european-community");
  };
  if (!noun.empty()) {
    for (const Post& p : st.posts) {
      const bool same = p.noun == noun || (noun == "leader" && (p.rank == Rank::Head || p.rank == Rank::Leader));
      if (same && weight[p.person] > 0) weight[p.person] += 1.0;
    }
  }
  std::vector<LocalIndex> found;
  for (LocalIndex e = 0; e < weight.size(); ++e) {
    if (weight[e] > 0 && fits(e)) found.push_back(e);
  }
  std::stable_sort(found.begin(), found.end(), [&](LocalIndex a, LocalIndex b) { return weight[a] > weight[b]; });
  if (found.size() > static_cast<std::size_t>(number)) found.resize(static_cast<std::size_t>(number));
  if (found.size() < static_cast<std::size_t>(number)) found.clear();
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace entente::extraction::entities
