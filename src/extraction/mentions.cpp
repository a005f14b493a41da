#include "src/extraction/mentions.h"

#include <algorithm>

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

}  // namespace entente::extraction
