#include "src/extraction/occasions.h"

#include <algorithm>
#include <array>

namespace entente::extraction {
namespace {

using model::LocalIndex;
using schema::Status;

constexpr std::uint32_t reach = 3;  // sentences that an elaboration looks back
constexpr std::uint32_t lead = 3;   // sentences that tell what an article is about
constexpr double taken_over = 0.9;  // factor on the confidence

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 4> meetings{"MET_WITH", "SPOKE_WITH", "NEGOTIATED_WITH", "AGREED_WITH"};
constexpr std::array<std::string_view, 7> speech_acts{"ACCUSED",  "CRITICIZED", "PRAISED", "WARNED",
                                                      "DEMANDED", "THREATENED", "REJECTED"};

bool share(const std::vector<LocalIndex>& a, const std::vector<LocalIndex>& b) {
  return std::any_of(a.begin(), a.end(), [&](LocalIndex x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

/// What is told of one kind of occasion can be told of the other: talks are held in meetings, accords come of both.
bool of_one_kind(std::string_view event, std::string_view occasion) {
  if (event == occasion || event == "AGREED_WITH") return true;
  if (event == "SPOKE_WITH") return occasion != "MET_WITH";
  if (event == "NEGOTIATED_WITH") return occasion != "SPOKE_WITH";
  return event == "MET_WITH" && occasion == "NEGOTIATED_WITH";
}

bool differ(const Occasion& a, const Occasion& b) {
  if (a.date.known() && b.date.known() && !a.date.begin.compatible(b.date.begin)) return true;
  return a.place && b.place && a.place != b.place;
}

bool contradicts(const model::StatementRecord& s, const base::DateRange& date, const std::optional<LocalIndex>& place) {
  if (s.date.known() && date.known() && !s.date.begin.compatible(date.begin)) return true;
  return s.place && place && s.place != place;
}

bool take(const base::DateRange& date, const std::optional<LocalIndex>& place, model::StatementRecord& s) {
  if (contradicts(s, date, place)) return false;
  bool changed = false;
  if (!s.date.known() && date.known()) s.date = date, changed = true;
  if (!s.place && place && *place != s.subject && *place != s.object) s.place = place, changed = true;
  if (changed) s.confidence *= taken_over;
  return changed;
}

/// The occasion that the event elaborates: the nearest before it, else the one of the lead; nullptr where two of them
/// are as good and tell different things.
const Occasion* elaborated(const std::vector<Occasion>& occasions, const OpenEvent& event,
                           const model::StatementRecord& s) {
  const Occasion* best = nullptr;
  std::uint32_t best_distance = 0;
  bool open = false;
  for (const Occasion& o : occasions) {
    if (o.status != s.status || !of_one_kind(s.type, o.relation)) continue;
    if (!share(event.subject, o.participants) || !share(event.object, o.participants)) continue;
    const bool near = o.sentence <= event.sentence && event.sentence - o.sentence <= reach;
    if (!near && o.sentence > lead) continue;
    // The lead tells what the article is about, to whatever sentence.
    const std::uint32_t distance = near ? event.sentence - o.sentence : reach + 1;
    if (best == nullptr || distance < best_distance) {
      best = &o;
      best_distance = distance;
      open = false;
    } else if (distance == best_distance && differ(*best, o)) {
      open = true;
    } else if (distance == best_distance && !best->date.known() && o.date.known()) {
      best = &o;
    }
  }
  return open ? nullptr : best;
}

const Utterance* spoken(const std::vector<Utterance>& utterances, const OpenEvent& event,
                        const model::StatementRecord& s) {
  const Utterance* best = nullptr;
  std::uint32_t best_distance = 0;
  for (const Utterance& u : utterances) {
    if (u.speaker != s.subject) continue;
    const std::uint32_t distance =
        u.sentence > event.sentence ? u.sentence - event.sentence : event.sentence - u.sentence;
    if (distance > 1) continue;
    if (best == nullptr || distance < best_distance) {
      best = &u;
      best_distance = distance;
    }
  }
  if (best != nullptr || event.sentence > lead) return best;
  // The lead tells what somebody said; the day comes further down, if the text knows one day only.
  for (const Utterance& u : utterances) {
    if (u.speaker != s.subject) continue;
    if (best != nullptr && (u.date != best->date || u.place != best->place)) return nullptr;
    best = &u;
  }
  return best;
}

}  // namespace

bool is_occasion(std::string_view relation) {
  return among(relation, meetings);
}

bool complete_from_text(const std::vector<Occasion>& occasions, const std::vector<Utterance>& utterances,
                        const OpenEvent& event, model::StatementRecord& statement) {
  if (event.of_another_time || (statement.date.known() && statement.place)) return false;
  if (statement.status != Status::Happened && statement.status != Status::Planned) return false;
  if (is_occasion(statement.type)) {
    const Occasion* o = elaborated(occasions, event, statement);
    if (o == nullptr) return false;
    // A call has no place; the one told of it is what it was about.
    return take(o->date, o->relation == "SPOKE_WITH" ? std::nullopt : o->place, statement);
  }
  if (statement.status != Status::Happened || statement.date.known() || !among(statement.type, speech_acts)) {
    return false;
  }
  const Utterance* u = spoken(utterances, event, statement);
  return u != nullptr && take(u->date, u->place, statement);
}

}  // namespace entente::extraction
