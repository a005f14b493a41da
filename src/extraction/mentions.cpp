#include "src/extraction/mentions.h"

#include <algorithm>
#include <tuple>

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
  entities::find_links(state);
  Mentions out;
  out.entities = state.table.take();
  out.mentions = std::move(state.mentions);
  out.posts = std::move(state.posts);
  out.links = std::move(state.links);
  std::stable_sort(out.mentions.begin(), out.mentions.end(), [](const Mention& a, const Mention& b) {
    return std::tuple(a.sentence, a.begin, a.end, a.head) < std::tuple(b.sentence, b.begin, b.end, b.head);
  });
  return out;
}

}  // namespace entente::extraction
