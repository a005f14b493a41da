#include <map>
#include <set>
#include <tuple>

#include <algorithm>

#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using model::LocalIndex;
using schema::EntityType;

class Links {
 public:
  explicit Links(State& state) : st_(state), r_(state.r) {}

  void run() {
    for (const Link& l : st_.links) there_.emplace(l.subject, l.object, l.type, l.sentence);
    known_bodies();
    for (std::uint32_t s = 0; s < st_.names.size(); ++s) {
      for (std::size_t i = 0; i < st_.names[s].size(); ++i) {
        const NameSpan& x = st_.names[s][i];
        const LocalIndex e = st_.entity_of[s][i];
        if (e == no_entity) continue;
        if (x.what == NameClass::Place) located(x, e);
        if (x.what == NameClass::Organization) {
          described(x, e);
          part_of_body(x, e);
          members(x, e);
        }
      }
    }
    std::stable_sort(st_.links.begin(), st_.links.end(),
                     [](const Link& a, const Link& b) { return a.sentence < b.sentence; });
  }

 private:
  void add(LocalIndex subject, const char* type, LocalIndex object, std::uint32_t s, std::string_view a,
           std::string_view b, bool inferred = false) {
    if (subject == object || subject == no_entity || object == no_entity) return;
    if (!there_.emplace(subject, object, type, s).second) return;
    st_.links.push_back({subject, type, object, inferred, s, clean_description(a), clean_description(b)});
  }

  /// Bodies of a state that everyone knows (State Department), where the text names the state too.
  void known_bodies() {
    std::map<LocalIndex, const Mention*> first;
    for (const Mention& m : st_.mentions) {
      if (m.entities.size() == 1 && m.kind == MentionKind::Name) first.emplace(m.entities[0], &m);
    }
    for (LocalIndex e = 0; e < st_.table.size(); ++e) {
      const OrganizationFacts* facts = r_.gazetteer.organization(st_.table.record(e).reference);
      if (facts == nullptr || facts->holder.substr(0, 8) != "country:" || facts->kind == "party") continue;
      const LocalIndex holder = st_.table.find(facts->holder);
      if (holder == no_entity) continue;
      const auto found = first.find(e);
      if (found == first.end()) continue;
      const Mention* m = found->second;
      add(e, "PART_OF", holder, m->sentence, r_.slice(m->sentence, m->begin, m->end), st_.table.record(holder).name,
          true);
    }
  }

  /// "Woodside, California", "Goma in the Democratic Republic of the Congo".
  void located(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    if (x.end + 1 >= r_.size(s)) return;
    const std::string f = lower(r_.form(s, x.end));
    std::uint32_t w = x.end + 1;
    if (w < r_.size(s) && r_.word(s, w).upos == language::Upos::Det) ++w;
    const auto i = st_.index_at(s, w);
    if (!i || st_.names[s][*i].begin != w) return;
    const NameSpan& y = st_.names[s][*i];
    if (y.what != NameClass::Place && y.what != NameClass::Country) return;
    const LocalIndex other = st_.entity_of[s][*i];
    const bool closes = y.end >= r_.size(s) || (r_.punctuation(s, y.end) && !r_.is(s, y.end, "-"));
    if (f == "," && closes && w == x.end + 1) {
      // Not in lists: "Donetsk, Luhansk, and Kherson".
      const bool list = y.end + 1 < r_.size(s) && (r_.is(s, y.end + 1, "and") || st_.span_at(s, y.end + 1) != nullptr);
      const bool second = x.begin > 1 && st_.span_at(s, x.begin - 2) != nullptr && !r_.is(s, x.begin - 1, "in");
      if (!list && !second &&
          (x.index == NameSpan::no_index || y.what == NameClass::Country ||
           st_.table.record(other).type == EntityType::Place)) {
        add(e, "LOCATED_IN", other, s, r_.slice(s, x.begin, x.end), r_.slice(s, y.begin, y.end));
      }
      return;
    }
    if (f == "in" && y.what == NameClass::Country)
      add(e, "LOCATED_IN", other, s, r_.slice(s, x.begin, x.end), r_.slice(s, y.begin, y.end));
  }

  /// "the Finance Ministry's Customs Department"; "the YPG …, the Syrian arm of the PKK".
  void part_of_body(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    if (x.begin > 1 && r_.possessive(s, x.begin - 1)) {
      if (const auto i = st_.index_at(s, x.begin - 2); i && st_.names[s][*i].what == NameClass::Organization) {
        const NameSpan& whole = st_.names[s][*i];
        add(e, "PART_OF", st_.entity_of[s][*i], s, r_.slice(s, x.begin, x.end), r_.slice(s, whole.begin, whole.end));
      }
    }
    // x is the whole: the noun before "of x" says that what the noun is said of is part of it.
    std::uint32_t w = x.begin;
    while (w > 0 && r_.word(s, w - 1).upos == language::Upos::Det) --w;
    if (w < 3 || !r_.is(s, w - 1, "of") ||
        !one_of(r_.base(s, w - 2),
                {"arm", "wing", "branch", "affiliate", "offshoot", "subsidiary", "unit", "division"}))
      return;
    const auto subject = [&]() -> std::optional<std::size_t> {
      for (std::uint32_t v = 0; v < w - 2; ++v) {
        if (r_.word(s, v).head == static_cast<std::int32_t>(w - 2) && r_.word(s, v).deprel.substr(0, 5) == "nsubj") {
          for (std::size_t k = 0; k < st_.names[s].size(); ++k) {
            if (r_.head(s, st_.names[s][k].begin, st_.names[s][k].end) == v &&
                st_.names[s][k].what == NameClass::Organization)
              return k;
          }
        }
      }
      return std::nullopt;
    }();
    if (subject) {
      const NameSpan& part = st_.names[s][*subject];
      return add(st_.entity_of[s][*subject], "PART_OF", e, s, r_.slice(s, part.begin, part.end),
                 r_.slice(s, x.begin, x.end));
    }
    for (std::uint32_t v = w - 2; v-- > 0 && w - v < 12;) {
      const auto i = st_.index_at(s, v);
      if (!i || st_.names[s][*i].what != NameClass::Organization || st_.entity_of[s][*i] == e) continue;
      const NameSpan& part = st_.names[s][*i];
      return add(st_.entity_of[s][*i], "PART_OF", e, s, r_.slice(s, part.begin, part.end), r_.slice(s, x.begin, x.end));
    }
  }

  /// The mentions that a word of the sentence heads, with what is coordinated with it.
  std::vector<std::pair<LocalIndex, const Mention*>> group_at(std::uint32_t s, std::uint32_t w) const {
    std::vector<std::pair<LocalIndex, const Mention*>> out;
    st_.visit_mentions(s, s, [&](const Mention& m) {
      const auto& word = r_.word(s, m.head);
      const bool joined = word.deprel == "conj" && word.head == static_cast<std::int32_t>(w);
      if (m.head != w && !joined) return;
      for (const LocalIndex e : m.entities) {
        if (std::none_of(out.begin(), out.end(), [&](const auto& x) { return x.first == e; })) out.emplace_back(e, &m);
      }
    });
    return out;
  }

  /// "Australia and New Zealand, which belong to Five Eyes"; "NATO member Turkey"; "she works for the World Bank".
  void members(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    std::vector<std::pair<LocalIndex, const Mention*>> group;
    bool people = false;
    if (one_of(lower(r_.form(s, std::min(x.end, r_.size(s) - 1))), {"member", "members"}) && x.end + 1 < r_.size(s)) {
      if (const NameSpan* next = st_.span_at(s, x.end + 1); next != nullptr && next->what != NameClass::Adjective) {
        group = group_at(s, r_.head(s, next->begin, next->end));
      }
    } else {
      const std::uint32_t h = r_.head(s, x.begin, x.end);
      const std::string prep = r_.preposition(s, x.begin, h);
      const std::int32_t above = r_.word(s, h).head;
      if (above == language::root_head) return;
      const auto verb = static_cast<std::uint32_t>(above);
      const std::string lemma = lower(r_.word(s, verb).lemma);
      people = lemma == "work" && (prep == "for" || prep == "at");
      if (!people && !(lemma == "belong" && prep == "to")) return;
      std::optional<std::uint32_t> subject;
      for (std::uint32_t w = 0; w < r_.size(s); ++w) {
        if (r_.word(s, w).head == above && r_.word(s, w).deprel.substr(0, 5) == "nsubj") subject = w;
        if (r_.word(s, w).head == above && one_of(lower(r_.form(s, w)), {"not", "n't", "n’t"})) return;
      }
      if (!subject) return;
      if (one_of(lower(r_.form(s, *subject)), {"which", "who", "that"})) {
        if (r_.word(s, verb).head == language::root_head) return;
        subject = static_cast<std::uint32_t>(r_.word(s, verb).head);
        // A relative clause behind a list is told of the whole list.
        if (r_.word(s, *subject).deprel == "conj" && r_.word(s, *subject).head != language::root_head) {
          subject = static_cast<std::uint32_t>(r_.word(s, *subject).head);
        }
      }
      group = group_at(s, *subject);
    }
    for (const auto& [member, m] : group) {
      const EntityType type = st_.table.record(member).type;
      if (type == EntityType::Place || (people && type != EntityType::Person) || m->locative) continue;
      add(member, "MEMBER_OF", e, s, r_.slice(s, m->begin, m->end), r_.slice(s, x.begin, x.end));
    }
  }

  /// "Chinese official news agency Xinhua", "NATO member Turkey", "Hamas, which runs …".
  void described(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    // state + … + body noun before the name
    if (x.begin < 2) return;
    std::uint32_t w = x.begin - 1;
    const std::string noun = r_.base(s, w);
    if (!one_of(noun,
                {"agency", "broadcaster", "newspaper", "ministry", "bank", "parliament", "regulator", "army", "navy"}))
      return;
    bool state_run = noun != "newspaper" && noun != "broadcaster" && noun != "bank";
    while (w > 0 && r_.name_like(s, w - 1) && x.begin - w < 7) {
      --w;
      if (one_of(lower(r_.form(s, w)), {"state", "official", "government", "central", "national"})) state_run = true;
      const auto i = st_.index_at(s, w);
      if (!i) continue;
      const NameSpan& owner = st_.names[s][*i];
      if ((owner.what == NameClass::Adjective || owner.what == NameClass::Country) && state_run) {
        add(e, "PART_OF", st_.country(owner.index), s, r_.slice(s, x.begin, x.end),
            r_.slice(s, owner.begin, owner.end));
      }
      return;
    }
  }

  State& st_;
  const Reading& r_;
  std::set<std::tuple<LocalIndex, LocalIndex, std::string, std::uint32_t>> there_;
};

}  // namespace

void find_links(State& state) {
  Links(state).run();
}

}  // namespace entente::extraction::entities
