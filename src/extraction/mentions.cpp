#include "src/extraction/mentions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "src/extraction/entities/state.h"

namespace entente::extraction {
namespace {

/// The best of the sentence's mentions that `fits`, by `better(candidate, best)`.
template <typename Fits, typename Better>
const Mention* pick(const std::vector<Mention>& mentions, std::uint32_t sentence, Fits fits, Better better) {
  const Mention* best = nullptr;
  auto m = std::lower_bound(mentions.begin(), mentions.end(), sentence,
                            [](const Mention& a, std::uint32_t s) { return a.sentence < s; });
  for (; m != mentions.end() && m->sentence == sentence; ++m) {
    if (fits(*m) && (best == nullptr || better(*m, *best))) best = &*m;
  }
  return best;
}

/// Drops entities that nothing refers to and numbers the rest in the order of their first mention.
void prune(Mentions& m) {
  constexpr auto unused = std::pair{0xFFFFFFFFU, 0xFFFFFFFFU};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> first(m.entities.size(), unused);
  const auto use = [&](model::LocalIndex e, std::uint32_t at, std::uint32_t order) {
    first[e] = std::min(first[e], std::pair{at, order});
  };
  for (const Mention& x : m.mentions) {
    for (const auto e : x.entities) use(e, x.sentence, x.begin);
  }
  for (const Post& p : m.posts) {
    use(p.person, p.sentence, 0xFFFFFFFEU);
    if (p.holder) use(*p.holder, p.sentence, 0xFFFFFFFEU);
  }
  for (const Link& l : m.links) {
    use(l.subject, l.sentence, 0xFFFFFFFEU);
    use(l.object, l.sentence, 0xFFFFFFFEU);
  }
  std::vector<model::LocalIndex> order;
  for (model::LocalIndex e = 0; e < m.entities.size(); ++e) {
    if (first[e] != unused) order.push_back(e);
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return first[a] < first[b]; });
  std::vector<model::LocalIndex> to(m.entities.size(), 0);
  std::vector<model::EntityRecord> kept;
  for (const auto e : order) {
    to[e] = static_cast<model::LocalIndex>(kept.size());
    kept.push_back(std::move(m.entities[e]));
  }
  m.entities = std::move(kept);
  for (Mention& x : m.mentions) {
    for (auto& e : x.entities) e = to[e];
  }
  for (Post& p : m.posts) {
    p.person = to[p.person];
    if (p.holder) p.holder = to[*p.holder];
  }
  for (Link& l : m.links) l.subject = to[l.subject], l.object = to[l.object];
}

}  // namespace

const Mention* Mentions::headed_by(std::uint32_t sentence, std::uint32_t word) const {
  return pick(
      mentions, sentence, [&](const Mention& m) { return m.head == word; },
      [](const Mention& a, const Mention& b) { return a.end - a.begin > b.end - b.begin; });
}

const Mention* Mentions::covering(std::uint32_t sentence, std::uint32_t word) const {
  return pick(
      mentions, sentence, [&](const Mention& m) { return m.begin <= word && word < m.end; },
      [](const Mention& a, const Mention& b) { return a.end - a.begin < b.end - b.begin; });
}

Mentions resolve_mentions(const model::Document& document, const language::Analysis& analysis,
                          const Gazetteer& gazetteer) {
  entities::State state(document, analysis, gazetteer);
  entities::resolve_names(state);
  entities::resolve_posts(state);
  entities::resolve_nominals(state);
  entities::resolve_pronouns(state);
  entities::resolve_owned_posts(state);
  entities::find_links(state);
  Mentions out;
  out.entities = state.table.take();
  out.mentions = std::move(state.mentions);
  out.posts = std::move(state.posts);
  std::stable_sort(out.posts.begin(), out.posts.end(),
                   [](const Post& a, const Post& b) { return a.sentence < b.sentence; });
  out.links = std::move(state.links);
  prune(out);
  std::stable_sort(out.mentions.begin(), out.mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tuple(a.sentence, a.begin, a.end, a.head) < std::tuple(b.sentence, b.begin, b.end, b.head);
  });
  return out;
}

}  // namespace entente::extraction
