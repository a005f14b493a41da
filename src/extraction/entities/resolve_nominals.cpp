#include <algorithm>
#include <cmath>

#include "src/extraction/entities/salience.h"
#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using language::Upos;
using model::LocalIndex;
using schema::EntityType;

unsigned variant(const void* gazetteer, const std::string& given) {
  return static_cast<const Gazetteer*>(gazetteer)->given_variant(given);
}

bool group_of_states(std::string_view w) {
  return one_of(w, {"side", "country", "nation", "government", "power", "economy", "superpower", "neighbor",
                    "neighbour", "ally", "state", "party", "rival", "partner", "capital", "delegation", "adversary"});
}
bool group_of_people(std::string_view w) {
  return one_of(w, {"leader", "president", "minister", "man", "woman", "pair", "duo", "secretary", "premier", "envoy",
                    "chief", "diplomat", "statesman", "politician", "official", "ambassador", "chancellor"});
}

class Nominals {
 public:
  explicit Nominals(State& state) : st_(state), r_(state.r) {}

  void run() {
    for (std::uint32_t s = 0; s < st_.names.size(); ++s) {
      // Mentions by name come before those by description only in order of words; salience looks back from each word.
      for (std::uint32_t w = 0; w < r_.size(s); ++w) word(s, w);
    }
  }

 private:
  void word(std::uint32_t s, std::uint32_t w) {
    const Upos u = r_.word(s, w).upos;
    const std::string f = lower(r_.form(s, w));
    if (one_of(f, {"both", "each", "either", "neither"}) && w + 1 < r_.size(s)) {
      const std::string b = r_.base(s, w + 1);
      if (group_of_states(b) || group_of_people(b)) return group(s, w, w + 2, b, 2);
    }
    // "The two discussed …", "the pair": the two persons, else the two states, that the text is about.
    if (f == "two" && w > 0 && r_.is(s, w - 1, "the") && w + 1 < r_.size(s) &&
        (r_.word(s, w + 1).upos == Upos::Verb || r_.word(s, w + 1).upos == Upos::Aux ||
         r_.word(s, w + 1).upos == Upos::Adv)) {
      auto members = most_salient(st_, s, w - 1, EntityType::Person, 2, {});
      if (members.empty()) members = most_salient(st_, s, w - 1, EntityType::Country, 2, {});
      if (!members.empty()) st_.mention(s, w - 1, w + 1, MentionKind::Nominal, members, false, w);
      return;
    }
    if (u != Upos::Noun && u != Upos::Propn) return;
    if (st_.span_at(s, w) != nullptr) return;
    const std::string base = r_.base(s, w);
    const bool plural = base != f;
    if ((group_of_states(base) || group_of_people(base)) && (plural || one_of(base, {"pair", "duo"}))) {
      if (w > 0 && one_of(lower(r_.form(s, w - 1)), {"both", "each", "either", "neither"})) return;
      if (counted(s, w, base)) return;
    }
    if (r_.gazetteer.is_actor(base) && !(singular_role(base) && !plural)) {
      if (acting(s, w, base)) return;
    }
    if (!plural && (r_.gazetteer.role(base) || base == "counterpart")) post_holder(s, w);
    if (one_of(base,
               {"ministry", "department", "agency", "committee", "council", "party", "island", "company", "group"}) &&
        !plural)
      again(s, w, base);
  }

  static bool singular_role(std::string_view base) {
    return one_of(base, {"president", "minister", "leader", "foreign minister", "counterpart", "envoy", "commander",
                         "senator", "mediator"});
  }

  bool followed_by_name(std::uint32_t s, std::uint32_t w) const {
    const NameSpan* next = st_.span_at(s, w + 1);
    return next != nullptr && next->what == NameClass::Person && w + 1 < r_.size(s);
  }

  // --- "the two leaders", "both sides" ----------------------------------------------------------------------------

  bool counted(std::uint32_t s, std::uint32_t w, const std::string& base) {
    std::uint32_t b = w;
    int number = 0;
    bool definite = false;
    bool owned = false;
    while (b > 0 && w - b < 6) {
      const std::string f = lower(r_.form(s, b - 1));
      if (one_of(f, {"two", "three", "four"})) {
        number = f == "two" ? 2 : f == "three" ? 3 : 4;
      } else if (one_of(f, {"the", "these", "both", "those"})) {
        definite = true;
      } else if (st_.span_at(s, b - 1) != nullptr || r_.possessive(s, b - 1)) {
        owned = owned || (st_.span_at(s, b - 1) != nullptr);
        if (st_.span_at(s, b - 1) != nullptr) break;
      } else if (r_.word(s, b - 1).upos != Upos::Adj && r_.word(s, b - 1).upos != Upos::Noun &&
                 r_.word(s, b - 1).upos != Upos::Num) {
        break;
      }
      --b;
      if (definite) break;
    }
    if (owned) return false;
    if (number == 0 && !(definite && w - b == 1 &&
                         one_of(base, {"side", "leader", "president", "minister", "country", "nation", "pair", "duo"})))
      return false;
    if (number != 0 && !definite && !one_of(base, {"side", "leader", "country", "nation"})) return false;
    // "the leaders of Armenia and Azerbaijan" are theirs.
    if (number == 0 && r_.is(s, w + 1, "of")) return false;
    return group(s, b, w + 1, base, number == 0 ? 2 : number), true;
  }

  /// The states whose delegations the sentences before name; empty if these are not two.
  std::vector<LocalIndex> delegations(std::uint32_t s, std::uint32_t w) const {
    constexpr std::uint32_t back = 4;  // sentences
    std::vector<LocalIndex> out;
    st_.visit_mentions(s - std::min(s, back), s, [&](const Mention& m) {
      if ((m.sentence == s && m.begin >= w) || m.entities.size() != 1) return;
      if (m.kind != MentionKind::Nominal || !one_of(r_.base(m.sentence, m.head), {"delegation", "team"})) return;
      if (std::find(out.begin(), out.end(), m.entities[0]) == out.end()) out.push_back(m.entities[0]);
    });
    if (out.size() != 2) out.clear();
    std::sort(out.begin(), out.end());
    return out;
  }

  void group(std::uint32_t s, std::uint32_t begin, std::uint32_t end, const std::string& base, int number) {
    std::vector<LocalIndex> members;
    if (number == 2 && one_of(base, {"delegation", "side", "team"})) members = delegations(s, begin);
    if (members.size() == 2) return st_.mention(s, begin, end, MentionKind::Nominal, members, false, end - 1);
    members.clear();
    if (group_of_people(base) && !one_of(base, {"official"})) {
      members = most_salient(st_, s, begin, EntityType::Person, number, base);
    }
    if (members.size() < static_cast<std::size_t>(number)) {
      auto states = number == 2 ? named_together(st_, s, begin, EntityType::Country) : std::vector<LocalIndex>{};
      if (states.empty()) states = most_salient(st_, s, begin, EntityType::Country, number, {});
      if (group_of_states(base) || base == "official") members = states;
      if (members.size() < static_cast<std::size_t>(number) && base == "side")
        members = most_salient(st_, s, begin, EntityType::Person, number, {});
    }
    if (members.size() < 2) return;
    st_.mention(s, begin, end, MentionKind::Nominal, members, false, end - 1);
  }

  // --- "Chinese officials", "the Biden administration", "the government of Peru" ------------------------------------

  bool acting(std::uint32_t s, std::uint32_t w, const std::string& base) {
    if (followed_by_name(s, w) && r_.word(s, w).upos == Upos::Propn) return false;
    // "German State Secretary", "the Chinese state press": the noun after it is what is spoken of.
    if (w + 1 < r_.size(s) && (base == "state" || r_.capital(s, w)) && r_.name_like(s, w + 1) &&
        r_.word(s, w + 1).upos != Upos::Adj)
      return false;
    std::uint32_t b = w;
    LocalIndex holder = no_entity;
    std::string reason;
    bool definite = false;
    while (b > 0 && w - b < 7) {
      const std::uint32_t at = b - 1;
      if (const auto i = st_.index_at(s, at)) {
        const NameSpan& x = st_.names[s][*i];
        if (x.what == NameClass::Person) {
          if (at != w - 1 && !r_.possessive(s, b)) break;
          if (!one_of(base, {"administration", "government", "regime", "cabinet", "presidency", "junta", "team"}))
            break;
          holder = state_of_person(x, st_.entity_of[s][*i]);
          reason = "government of ";
          b = x.begin;
        } else {
          const bool listed = x.begin > 1 && (r_.is(s, x.begin - 1, "and") || r_.is(s, x.begin - 1, ","));
          holder = st_.actor(x);
          b = x.begin;
          if (listed && (x.what == NameClass::Adjective || x.what == NameClass::People)) {
            // "American and Chinese officials": the phrase stands for both.
            const auto j = st_.index_at(s, x.begin - 2);
            if (j && st_.names[s][*j].what != NameClass::Person && st_.names[s][*j].what != NameClass::Place) {
              const LocalIndex first = st_.actor(st_.names[s][*j]);
              if (first != no_entity && holder != no_entity && first != holder) {
                st_.mention(s, st_.names[s][*j].begin, w + 1, MentionKind::Nominal, {first, holder}, false, w);
                return true;
              }
            }
          }
        }
        while (b > 0 && (r_.word(s, b - 1).upos == Upos::Adj || r_.word(s, b - 1).upos == Upos::Det) &&
               st_.span_at(s, b - 1) == nullptr)
          --b;
        break;
      }
      const Upos u = r_.word(s, at).upos;
      if (r_.possessive(s, at) || u == Upos::Adj || u == Upos::Noun || u == Upos::Propn || u == Upos::Num ||
          r_.form(s, at) == "-") {
        b = at;
        continue;
      }
      if (u == Upos::Det) definite = r_.is(s, at, "the"), b = at;
      break;
    }
    // "the government of Peru", "the government and people of Peru".
    const std::uint32_t of = r_.is(s, w + 1, "and") && r_.is(s, w + 3, "of") ? w + 3 : w + 1;
    if (holder == no_entity && r_.is(s, of, "of")) {
      std::uint32_t at = of + 1;
      while (at < r_.size(s) && st_.span_at(s, at) == nullptr &&
             (r_.word(s, at).upos == Upos::Det || one_of(lower(r_.form(s, at)), {"and", "people", "government"})))
        ++at;
      if (const NameSpan* x = at < r_.size(s) ? st_.span_at(s, at) : nullptr;
          x != nullptr && x->what == NameClass::Country) {
        holder = st_.actor(*x);
        if (holder != no_entity &&
            one_of(base, {"government", "people", "administration", "army", "nation", "state"})) {
          st_.mention(s, b, x->end, MentionKind::Nominal, {holder}, false, w);
          return true;
        }
        return false;
      }
      return false;
    }
    if (holder == no_entity) return definite && w - b == 1 && again(s, w, base);
    if (st_.table.record(holder).type == EntityType::Place) return false;
    if (st_.table.record(holder).type == EntityType::Organization &&
        !one_of(base,
                {"official", "delegation", "representative", "negotiator", "diplomat",  "leader",   "leadership",
                 "force",    "troop",      "team",           "mission",    "envoy",     "side",     "commander",
                 "soldier",  "minister",   "delegate",       "military",   "authority", "mediator", "government"})) {
      return false;
    }
    st_.mention(s, b, w + 1, MentionKind::Nominal, {holder}, false, w);
    st_.table.add_reason(holder, "'" + clean_description(r_.slice(s, b, w + 1)) + "': " +
                                     (reason.empty() ? "they act for " : reason) + st_.table.record(holder).name);
    said_[base].push_back(holder);
    return true;
  }

  LocalIndex state_of_person(const NameSpan& x, LocalIndex e) {
    if (e != no_entity && !st_.people[e].state.empty()) return st_.referenced(st_.people[e].state);
    const PersonName name =
        e != no_entity ? st_.people[e].name : parse_person(clean_name(r_.slice(x.sentence, x.begin, x.end)));
    const Leader* l = known_leader(r_.gazetteer, name, r_.document.date, true);
    if (l == nullptr) {
      // "the Trump administration" in an article written later.
      l = known_leader(r_.gazetteer, name, base::Date{}, true);
    }
    return l == nullptr ? no_entity : st_.referenced(l->holder);
  }

  // --- "the government", "the ministry" again -----------------------------------------------------------------------

  bool again(std::uint32_t s, std::uint32_t w, const std::string& base) {
    if (w == 0 || !r_.is(s, w - 1, "the")) return false;
    if (r_.is(s, w + 1, "of") || (r_.is(s, w + 1, "and") && r_.is(s, w + 3, "of")) || st_.span_at(s, w + 1) != nullptr)
      return false;
    LocalIndex e = no_entity;
    if (const auto found = said_.find(base); found != said_.end() && !found->second.empty()) {
      e = found->second.back();
    } else {
      e = body_before(s, w, base);
    }
    if (e == no_entity) return false;
    st_.mention(s, w - 1, w + 1, MentionKind::Nominal, {e}, false, w);
    st_.table.add_reason(e, "'the " + base + "': the one named before");
    return true;
  }

  /// The organisation with that noun in its name that was named last, some pages back at most.
  LocalIndex body_before(std::uint32_t s, std::uint32_t w, const std::string& base) const {
    constexpr std::uint32_t pages = 200;  // sentences
    for (std::uint32_t at = s + 1; at-- > s - std::min(s, pages);) {
      const Mention* best = nullptr;
      for (const std::uint32_t i : st_.mentions_in[at]) {
        const Mention& m = st_.mentions[i];
        if ((at == s && m.begin > w) || m.entities.size() != 1 || (best != nullptr && m.begin < best->begin)) continue;
        if (st_.table.record(m.entities[0]).type != EntityType::Organization) continue;
        const std::string k = name_key(r_.slice(m.sentence, m.begin, m.end));
        const bool ends = k.size() >= base.size() && k.compare(k.size() - base.size(), base.size(), base) == 0;
        if (ends || k.compare(0, base.size() + 1, base + " ") == 0) best = &m;
      }
      if (best != nullptr) return best->entities[0];
    }
    return no_entity;
  }

  // --- "the US President", "her Chinese counterpart", "the envoy" ---------------------------------------------------

  bool head_like(const Post& p, const std::string& noun) const {
    if (p.noun == noun) return true;
    const bool leader = noun == "leader" && (p.rank == Rank::Head || p.noun == "leader");
    const bool minister = noun == "minister" && p.rank == Rank::Minister && p.noun != "secretary";
    return leader || minister;
  }

  void post_holder(std::uint32_t s, std::uint32_t w) {
    if (followed_by_name(s, w)) return;
    // A title that belongs to a name beside it is done already.
    for (const std::uint32_t i : st_.mentions_in[s]) {
      const Mention& m = st_.mentions[i];
      if (m.begin <= w && w < m.end && !m.entities.empty() &&
          st_.table.record(m.entities[0]).type == EntityType::Person)
        return;
    }
    const auto t = title_at(r_, st_.names[s], s, w);
    if (!t || t->plural) return;
    LocalIndex holder = no_entity;
    if (t->holder) holder = st_.actor(st_.names[s][*t->holder]);
    if (holder != no_entity && st_.table.record(holder).type == EntityType::Place) return;
    // What follows must not be another noun's: "president election".
    if (w + 1 < r_.size(s) && r_.word(s, w + 1).upos == Upos::Noun) return;
    const bool the = t->begin < t->role && (t->definite || r_.is(s, t->begin, "the"));
    if (!the) return;
    LocalIndex e = no_entity;
    std::string reason;
    if (t->counterpart) {
      if (holder == no_entity) return;
      e = counterpart(s, holder);
      reason = "counterpart from " + st_.table.record(holder).name;
    } else if (holder != no_entity) {
      e = bearer(*t, holder, s, reason);
    } else if (r_.is(s, t->begin, "the") && t->end == t->role + 1) {
      e = last_with(r_.base(s, w), *t, s, w);
      reason = "the " + r_.base(s, w) + " named before";
    }
    if (e == no_entity) return;
    // The complement belongs to the description only where it names the holder.
    const std::uint32_t end =
        t->holder && st_.names[s][*t->holder].begin > t->role ? st_.names[s][*t->holder].end : t->role + 1;
    st_.mention(s, t->begin, end, MentionKind::Nominal, {e}, false, w);
    st_.table.add_reason(e, "'" + clean_description(r_.slice(s, t->begin, end)) + "': " + reason);
    // "The minister, a former professor at Inha University,".
    if (const auto more = title_after(r_, st_.names[s], s, end); more && more->holder) {
      const LocalIndex body = st_.actor(st_.names[s][*more->holder]);
      if (body != no_entity && (more->rank != Rank::Civil || st_.table.record(body).type == EntityType::Organization))
        add_post(e, body, *more, s);
    }
  }

  /// "the President" is not the Vice President, nor the other way round.
  static bool same_step(const std::string& a, const std::string& b) {
    const auto deputy = [](const std::string& title) {
      const std::string k = name_key(title);
      return k.find("vice") != std::string::npos || k.find("deputy") != std::string::npos || k.find("under") == 0 ||
             k.find("assistant") != std::string::npos;
    };
    return deputy(a) == deputy(b);
  }

  LocalIndex counterpart(std::uint32_t s, LocalIndex holder) const {
    const std::string& state = st_.table.record(holder).reference;
    const Post* best = nullptr;
    for (const Post& p : st_.posts) {
      if (!p.holder || st_.people.at(p.person).state != state ||
          (p.rank != Rank::Minister && p.rank != Rank::Head && p.rank != Rank::Envoy))
        continue;
      if (best == nullptr || std::abs(int(p.sentence) - int(s)) < std::abs(int(best->sentence) - int(s))) best = &p;
    }
    return best == nullptr ? no_entity : best->person;
  }

  LocalIndex bearer(const Title& t, LocalIndex holder, std::uint32_t s, std::string& reason) {
    const std::string noun = r_.base(s, t.role);
    const std::string title = name_key(t.text);
    const Post* best = nullptr;
    for (const Post& p : st_.posts) {
      if (!p.holder || *p.holder != holder || !head_like(p, noun) || (p.former && !t.former) ||
          !same_step(p.title, t.text))
        continue;
      // "the defence minister" is not the foreign minister.
      if (noun == "minister" && title != "minister" && name_key(p.title) != title) continue;
      if (noun == "secretary" && name_key(p.title) != title) continue;
      if (best == nullptr || (p.sentence <= s && p.sentence >= best->sentence)) best = &p;
    }
    if (best != nullptr) {
      reason = best->title + " of " + st_.table.record(holder).name;
      return best->person;
    }
    // Who held it on the document's date, if the text names that person.
    for (const Leader* l : r_.gazetteer.leaders_of(st_.table.record(holder).reference)) {
      if (!in_office(*l)) continue;
      const std::string known = name_key(l->title);
      const bool same = known == title ||
                        (noun == "leader" && (known == "president" || known == "prime minister" ||
                                              known == "chancellor" || known.find("president") != std::string::npos)) ||
                        (noun == "president" && known.find("president") != std::string::npos &&
                         known.find("vice") == std::string::npos) ||
                        (one_of(noun, {"premier", "minister"}) && one_of(title, {"premier", "prime minister"}) &&
                         one_of(known, {"premier", "prime minister"}));
      if (!same) continue;
      const PersonName known_name = parse_person(l->name);
      for (const LocalIndex person : named_like(known_name)) {
        PersonFacts& facts = st_.people[person];
        const NameFit fit = person_fit(facts.name, known_name, variant, &r_.gazetteer);
        if (fit == NameFit::None || (fit == NameFit::Given && r_.gazetteer.surname_states(facts.name.first()).empty()))
          continue;
        if (facts.name.single() && fit == NameFit::Spelling) continue;
        reason = "known as " + l->title + " of " + st_.table.record(holder).name + " at the time";
        add_post(person, holder, t, s);
        if (facts.state.empty()) facts.state = st_.table.record(holder).reference;
        return person;
      }
    }
    return no_entity;
  }

  std::set<LocalIndex> named_like(const PersonName& name) const {
    std::set<LocalIndex> out;
    for (const std::string& part : name.parts) {
      if (const auto found = st_.people_by_part.find(part); found != st_.people_by_part.end())
        out.insert(found->second.begin(), found->second.end());
    }
    if (const auto like = st_.people_by_part.find("~" + name.last().substr(0, 3)); like != st_.people_by_part.end())
      out.insert(like->second.begin(), like->second.end());
    return out;
  }

  bool in_office(const Leader& l) const {
    const base::Date& d = r_.document.date;
    if (!d.known()) return !l.until.known();
    return (!l.since.known() || l.since <= d) && (!l.until.known() || d <= l.until);
  }

  void add_post(LocalIndex person, LocalIndex holder, const Title& t, std::uint32_t s) {
    Post p;
    p.person = person;
    p.holder = holder;
    p.title = t.text;
    p.noun = r_.base(s, t.role);
    p.rank = t.rank;
    p.former = t.former;
    p.sentence = s;
    p.person_surface = clean_description(r_.slice(s, t.begin, t.end));
    const NameSpan& x = st_.names[s][*t.holder];
    p.holder_surface = clean_description(r_.slice(s, x.begin, x.end));
    st_.posts.push_back(std::move(p));
  }

  /// "the envoy": the person whose post that is, named last before.
  LocalIndex last_with(const std::string& noun, const Title& t, std::uint32_t s, std::uint32_t w) const {
    std::set<LocalIndex> bearers;
    for (const Post& p : st_.posts) {
      if (p.sentence <= s && head_like(p, noun) && same_step(p.title, t.text) &&
          (t.text.find(' ') == std::string::npos || name_key(p.title) == name_key(t.text)))
        bearers.insert(p.person);
    }
    for (std::uint32_t at = s + 1; !bearers.empty() && at-- > 0;) {
      const Mention* best = nullptr;
      for (const std::uint32_t i : st_.mentions_in[at]) {
        const Mention& m = st_.mentions[i];
        if (m.kind == MentionKind::Pronoun || m.entities.size() != 1 || bearers.count(m.entities[0]) == 0) continue;
        if ((at == s && m.begin >= w) || (best != nullptr && m.begin < best->begin)) continue;
        best = &m;
      }
      if (best != nullptr) return best->entities[0];
    }
    return no_entity;
  }

  State& st_;
  const Reading& r_;
  std::map<std::string, std::vector<LocalIndex>> said_;
};

}  // namespace

void resolve_nominals(State& state) {
  Nominals(state).run();
}

}  // namespace entente::extraction::entities
