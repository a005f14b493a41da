#include <algorithm>
#include <cmath>

#include "src/extraction/entities/salience.h"
#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using language::Upos;
using model::LocalIndex;
using schema::EntityType;

enum class Kind : std::uint8_t { None, Male, Female, Thing, Plural, Reciprocal, Speaker, SpeakersSide };

Kind kind_of(std::string_view w) {
  if (one_of(w, {"he", "him", "his", "himself"})) return Kind::Male;
  if (one_of(w, {"she", "her", "hers", "herself"})) return Kind::Female;
  if (one_of(w, {"it", "its", "itself"})) return Kind::Thing;
  if (one_of(w, {"they", "them", "their", "theirs", "themselves"})) return Kind::Plural;
  if (one_of(w, {"i", "me", "my", "myself", "mine"})) return Kind::Speaker;
  if (one_of(w, {"we", "us", "our", "ours", "ourselves"})) return Kind::SpeakersSide;
  return Kind::None;
}

constexpr std::uint32_t reach = 4;  // sentences that a pronoun looks back

class Pronouns {
 public:
  explicit Pronouns(State& state) : st_(state), r_(state.r) {}

  void run() {
    find_quotes();
    for (std::uint32_t s = 0; s < st_.names.size(); ++s) {
      for (std::uint32_t w = 0; w < r_.size(s); ++w) word(s, w);
    }
  }

 private:
  struct Candidate {
    std::vector<LocalIndex> entities;
    double score = 0;
  };

  void word(std::uint32_t s, std::uint32_t w) {
    const std::string f = lower(r_.form(s, w));
    if (one_of(f, {"each", "one"}) && w + 1 < r_.size(s) && one_of(lower(r_.form(s, w + 1)), {"other", "another"}) &&
        !(w + 2 < r_.size(s) && r_.word(s, w + 2).upos == Upos::Noun)) {
      if (auto group = reciprocal(s, w); group.size() > 1) add(s, w, w + 2, group);
      return;
    }
    if (r_.word(s, w).upos != Upos::Pron && r_.word(s, w).upos != Upos::Det) return;
    const Kind kind = kind_of(f);
    if (kind == Kind::None || st_.span_at(s, w) != nullptr) return;
    switch (kind) {
      case Kind::Male:
      case Kind::Female:
        return person(s, w, kind == Kind::Male ? Gender::Male : Gender::Female, f);
      case Kind::Thing:
        return thing(s, w);
      case Kind::Plural:
        return plural(s, w);
      case Kind::Speaker:
      case Kind::SpeakersSide:
        return speaker(s, w, kind == Kind::SpeakersSide);
      case Kind::None:
      case Kind::Reciprocal:
        return;
    }
  }

  void add(std::uint32_t s, std::uint32_t begin, std::uint32_t end, std::vector<LocalIndex> entities) {
    st_.mention(s, begin, end, MentionKind::Pronoun, std::move(entities));
  }

  // --- quotations ------------------------------------------------------------------------------------------------

  void find_quotes() {
    bool open = false;
    for (std::uint32_t s = 0; s < st_.names.size(); ++s) {
      if (r_.sentence(s).begins_paragraph) open = false;
      std::vector<bool> in(r_.size(s), false);
      for (std::uint32_t w = 0; w < r_.size(s); ++w) {
        const std::string_view f = r_.form(s, w);
        if (one_of(f, {"“", "``", "«"})) {
          open = true;
        } else if (one_of(f, {"”", "''", "»"})) {
          open = false;
        } else if (f == "\"") {
          open = !open;
        } else {
          in[w] = open;
        }
      }
      quoted_.push_back(std::move(in));
    }
  }

  /// The person or body that says the quotation in which the word stands: the subject of a verb of speech outside it,
  /// in this sentence or the ones beside it.
  LocalIndex speaker_of(std::uint32_t s, std::uint32_t) const {
    for (const int step : {0, -1, 1, -2}) {
      const auto t = static_cast<std::int64_t>(s) + step;
      if (t < 0 || t >= static_cast<std::int64_t>(st_.names.size())) continue;
      const auto at = static_cast<std::uint32_t>(t);
      for (const std::uint32_t i : st_.mentions_in[at]) {
        const Mention& m = st_.mentions[i];
        if (quoted_[at][m.head] || m.entities.size() != 1 || m.locative) continue;
        std::int32_t governor = language::root_head;
        if (r_.relation(at, m.head, governor) != "nsubj" || governor == language::root_head) continue;
        const std::string verb = lower(r_.word(at, static_cast<std::uint32_t>(governor)).lemma);
        if (one_of(verb, {"say",    "tell",      "add",       "state",    "declare", "write",   "claim",
                          "note",   "warn",      "remark",    "insist",   "argue",   "explain", "announce",
                          "stress", "reply",     "respond",   "continue", "ask",     "comment", "post",
                          "tweet",  "emphasize", "underline", "describe", "call"})) {
          return m.entities[0];
        }
      }
    }
    return no_entity;
  }

  void speaker(std::uint32_t s, std::uint32_t w, bool side) {
    if (!quoted_[s][w]) return;
    const LocalIndex who = speaker_of(s, w);
    if (who == no_entity) return;
    if (!side) {
      if (st_.table.record(who).type == EntityType::Person) add(s, w, w + 1, {who});
      return;
    }
    if (st_.table.record(who).type != EntityType::Person) return add(s, w, w + 1, {who});
    const auto found = st_.people.find(who);
    if (found == st_.people.end() || found->second.state.empty()) return;
    const LocalIndex state = st_.referenced(found->second.state);
    if (state != no_entity) add(s, w, w + 1, {state});
  }

  /// The mentions of this sentence and of those that a pronoun looks back to.
  std::vector<const Mention*> window(std::uint32_t s) const {
    std::vector<const Mention*> out;
    st_.visit_mentions(s - std::min(s, reach), s, [&](const Mention& m) { out.push_back(&m); });
    return out;
  }

  // --- candidates ------------------------------------------------------------------------------------------------

  double base_score(const Mention& m, std::uint32_t s, std::uint32_t w) const {
    const std::uint32_t distance = s - m.sentence;
    std::int32_t governor = language::root_head;
    const std::string_view rel = r_.relation(m.sentence, m.head, governor);
    double x = std::pow(0.6, static_cast<double>(distance));
    if (rel == "nsubj") x += 0.35 * std::pow(0.6, static_cast<double>(distance));
    if (rel == "obj") x += 0.1 * std::pow(0.6, static_cast<double>(distance));
    if (distance == 0) x += 0.15 * (1.0 - static_cast<double>(w - m.begin) / static_cast<double>(r_.size(s) + 1));
    if (m.kind == MentionKind::Adjective) x -= 0.3;
    if (m.locative) x -= 0.5;
    return x;
  }

  /// Likeness of function: a subject takes up a subject; a possessive the subject of its own clause. Names that only
  /// tell whose something is, or that stand in a list or behind a name, are taken up less.
  double role_bonus(const Mention& m, std::uint32_t s, std::uint32_t w) const {
    const auto& pronoun = r_.word(s, w);
    const bool subject = pronoun.deprel.substr(0, 5) == "nsubj";
    const bool possessive = pronoun.deprel == "nmod:poss";
    const auto& name = r_.word(m.sentence, m.head);
    std::int32_t governor = language::root_head;
    const std::string_view rel = r_.relation(m.sentence, m.head, governor);
    double x = 0;
    if (name.deprel == "nmod:poss") x -= 0.1;
    if (name.deprel == "appos") x -= 0.1;
    if (rel == "nsubj" && subject) x += 0.15;
    if (rel == "obj" && pronoun.deprel == "obj") x += 0.1;
    if (m.sentence != s) return x;
    if (possessive && rel == "nsubj" && above(s, w, governor)) x += 0.3;
    return x;
  }

  /// True if the word hangs below `governor` with no other subject between them.
  bool above(std::uint32_t s, std::uint32_t w, std::int32_t governor) const {
    std::int32_t at = r_.word(s, w).head;
    for (std::uint32_t steps = 0; at != language::root_head && steps < r_.size(s); ++steps) {
      if (at == governor) return true;
      at = r_.word(s, static_cast<std::uint32_t>(at)).head;
    }
    return false;
  }

  /// Both are arguments of one verb: "X met him" is not about X twice.
  bool clash(const Mention& m, std::uint32_t s, std::uint32_t w, std::string_view f) const {
    if (m.sentence != s || one_of(f, {"his", "its", "their", "himself", "herself", "itself", "themselves"}))
      return false;
    if (f == "her" && r_.word(s, w).deprel.substr(0, 4) == "nmod") return false;
    std::int32_t a = language::root_head;
    std::int32_t b = language::root_head;
    const std::string_view ra = r_.relation(s, m.head, a);
    const std::string_view rb = r_.relation(s, w, b);
    const auto argument = [](std::string_view rel) { return one_of(rel, {"nsubj", "obj", "iobj", "obl"}); };
    return a == b && a != language::root_head && argument(ra) && argument(rb);
  }

  void person(std::uint32_t s, std::uint32_t w, Gender gender, const std::string& f) {
    std::map<LocalIndex, double> score;
    const LocalIndex says = quoted_[s][w] ? speaker_of(s, w) : no_entity;
    for (const Mention* one : window(s)) {
      const Mention& m = *one;
      if (m.sentence + reach < s || m.sentence > s || (m.sentence == s && m.begin >= w) || m.entities.size() != 1)
        continue;
      const LocalIndex e = m.entities[0];
      const auto facts = st_.people.find(e);
      if (facts == st_.people.end() || e == says) continue;
      if (facts->second.gender != Gender::Unknown && facts->second.gender != gender) continue;
      if (clash(m, s, w, f)) continue;
      double x = base_score(m, s, w) + role_bonus(m, s, w);
      // Who is known to be a woman is "she" before one of whom nobody knows.
      const double known = gender == Gender::Female ? 0.8 : 0.4;
      if (facts->second.gender == gender) x += m.sentence + 1 >= s ? known : 0.15;
      if (quoted_[m.sentence][m.head] != quoted_[s][w]) x -= 0.1;
      auto& best = score[e];
      // Mentioned often is mentioned again.
      best = std::max(best, x) + (best > 0 ? 0.05 : 0.0);
    }
    LocalIndex best = no_entity;
    for (const auto& [e, x] : score) {
      if (best == no_entity || x > score[best]) best = e;
    }
    if (best == no_entity) return;
    add(s, w, w + 1, {best});
    if (st_.people[best].gender == Gender::Unknown) st_.people[best].gender = gender;
  }

  /// A noun before the pronoun that is a subject and stands for no entity takes the pronoun.
  bool taken_by_noun(std::uint32_t s, std::uint32_t w, bool plural) const {
    for (std::uint32_t v = w; v-- > 0;) {
      const auto& word = r_.word(s, v);
      if (word.deprel.substr(0, 5) != "nsubj") continue;
      if (word.upos == Upos::Pron) return false;
      for (const std::uint32_t i : st_.mentions_in[s]) {
        const Mention& m = st_.mentions[i];
        if (m.begin <= v && v < m.end) return false;
      }
      const bool many = word.feats.find("Number=Plur") != std::string::npos;
      return word.upos == Upos::Noun && many == plural;
    }
    return false;
  }

  /// The nearest word above that has a subject, or root_head.
  std::int32_t clause_with_subject(std::uint32_t s, std::uint32_t w) const {
    std::int32_t at = r_.word(s, w).head;
    for (std::uint32_t steps = 0; at != language::root_head && steps < r_.size(s); ++steps) {
      const auto& words = r_.sentence(s).words;
      if (std::any_of(words.begin(), words.end(),
                      [&](const language::Word& c) { return c.head == at && c.deprel.substr(0, 5) == "nsubj"; })) {
        return at;
      }
      at = r_.word(s, static_cast<std::uint32_t>(at)).head;
    }
    return language::root_head;
  }

  /// "The EU imposed sanctions on its leader": nobody's own.
  bool turned_against(const Mention& m, std::uint32_t s, std::uint32_t w) const {
    if (m.sentence != s || r_.word(s, w).deprel != "nmod:poss" || r_.word(s, w).head == language::root_head) {
      return false;
    }
    std::int32_t verb = language::root_head;
    if (r_.relation(s, m.head, verb) != "nsubj" || verb == language::root_head || clause_with_subject(s, w) != verb)
      return false;
    const auto owned = static_cast<std::uint32_t>(r_.word(s, w).head);
    if (!one_of(r_.preposition(s, w, owned), {"on", "against"})) return false;
    for (std::uint32_t v = static_cast<std::uint32_t>(verb); v < w; ++v) {
      if (one_of(r_.base(s, v), {"sanction", "tariff", "embargo", "ban", "attack", "strike", "raid"})) return true;
    }
    return false;
  }

  void thing(std::uint32_t s, std::uint32_t w) {
    const auto& word = r_.word(s, w);
    if (word.deprel == "expl" || taken_by_noun(s, w, false)) return;
    std::map<LocalIndex, double> score;
    for (const Mention* one : window(s)) {
      const Mention& m = *one;
      if (m.sentence + 1 < s || m.sentence > s || (m.sentence == s && m.begin >= w) || m.entities.size() != 1) continue;
      const EntityType type = st_.table.record(m.entities[0]).type;
      if (type != EntityType::Country && type != EntityType::Organization) continue;
      if (turned_against(m, s, w)) continue;
      if (m.kind == MentionKind::Adjective || m.locative || clash(m, s, w, lower(r_.form(s, w)))) continue;
      const std::string last = r_.base(m.sentence, m.end - 1);
      if (m.kind == MentionKind::Nominal && last != lower(r_.form(m.sentence, m.end - 1)) && last != "force") continue;
      std::int32_t governor = language::root_head;
      const std::string_view rel = r_.relation(m.sentence, m.head, governor);
      const bool subject = rel == "nsubj";
      const bool owner = m.sentence == s && m.end < r_.size(s) && r_.possessive(s, m.end);
      if (m.sentence < s && !subject) continue;
      if (m.sentence == s && !subject && !owner && rel != "obl" && rel != "obj" && rel != "nmod") continue;
      double x = base_score(m, s, w);
      auto& best = score[m.entities[0]];
      best = std::max(best, x);
    }
    LocalIndex best = no_entity;
    for (const auto& [e, x] : score) {
      if (best == no_entity || x > score[best]) best = e;
    }
    if (best != no_entity) add(s, w, w + 1, {best});
  }

  static bool one_kind(const EntityTable& table, const std::vector<LocalIndex>& group) {
    const auto human = [&](LocalIndex e) { return table.record(e).type == EntityType::Person; };
    return std::all_of(group.begin(), group.end(), [&](LocalIndex e) { return human(e) == human(group[0]); }) &&
           std::none_of(group.begin(), group.end(),
                        [&](LocalIndex e) { return table.record(e).type == EntityType::Place; });
  }

  bool plural_noun(const Mention& m) const {
    const std::string f = lower(r_.form(m.sentence, m.head));
    return m.kind == MentionKind::Nominal && (singular(f) != f || f == "police");
  }

  std::vector<LocalIndex> best_plural(std::uint32_t s, std::uint32_t w, std::uint32_t back, std::string_view f) const {
    std::vector<LocalIndex> best;
    double best_score = 0;
    for (const Mention* one : window(s)) {
      const Mention& m = *one;
      if (m.sentence + back < s || m.sentence > s || (m.sentence == s && m.begin >= w)) continue;
      std::vector<LocalIndex> group = m.entities;
      if (group.size() == 1) group = coordination(st_, m);
      if (group.size() == 1 && !plural_noun(m)) continue;
      if (group.size() > 1 && !one_kind(st_.table, group)) continue;
      if (clash(m, s, w, f)) continue;
      double x = base_score(m, s, w) + (group.size() > 1 ? 0.1 : 0.0);
      if (x > best_score) best = group, best_score = x;
    }
    return best;
  }

  void plural(std::uint32_t s, std::uint32_t w) {
    if (taken_by_noun(s, w, true)) return;
    auto group = best_plural(s, w, 2, lower(r_.form(s, w)));
    if (!group.empty()) add(s, w, w + 1, std::move(group));
  }

  std::vector<LocalIndex> reciprocal(std::uint32_t s, std::uint32_t w) const {
    // The group that is the subject of the clause, else the nearest group before.
    auto group = best_plural(s, w, 1, "themselves");
    return group.size() > 1 ? group : std::vector<LocalIndex>{};
  }

  State& st_;
  const Reading& r_;
  std::vector<std::vector<bool>> quoted_;
};

}  // namespace

void resolve_pronouns(State& state) {
  Pronouns(state).run();
}

}  // namespace entente::extraction::entities
