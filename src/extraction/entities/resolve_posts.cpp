#include <algorithm>
#include <cmath>
#include <map>

#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using model::LocalIndex;
using schema::EntityType;

unsigned variant(const void* gazetteer, const std::string& given) {
  return static_cast<const Gazetteer*>(gazetteer)->given_variant(given);
}

bool is_political(Rank rank) {
  return rank == Rank::Head || rank == Rank::Leader || rank == Rank::Minister || rank == Rank::Envoy ||
         rank == Rank::Member;
}

class Posts {
 public:
  explicit Posts(State& state) : st_(state), r_(state.r) {}

  void run() {
    for (std::size_t i = 0; i < st_.posts.size(); ++i) {
      posts_of_[st_.posts[i].person].push_back(i);
      if (!st_.posts[i].holder) by_known_post(st_.posts[i]);
    }
    // What the text or data say of one mention holds for the person.
    for (int round = 0; round < 2; ++round) {
      for (Post& p : st_.posts) {
        if (!p.holder && is_political(p.rank)) by_same_person(p);
      }
      for (Post& p : st_.posts) {
        if (!p.holder && is_political(p.rank)) by_leader(p);
      }
    }
    for (std::size_t i = 0; i < st_.posts.size(); ++i) {
      if (!st_.posts[i].holder && is_political(st_.posts[i].rank)) by_neighbour(i);
    }
    for (Post& p : st_.posts) {
      if (!p.holder && is_political(p.rank) && !p.title.empty()) by_post_told_before(p);
    }
    for (Post& p : st_.posts) {
      // Companies have vice presidents by the dozen.
      const bool vice = name_key(p.title).find("vice president") != std::string::npos;
      const bool of_state = p.rank == Rank::Head || p.rank == Rank::Minister || of_state_body(p);
      if (!p.holder && !vice && of_state && !p.title.empty()) by_context(p);
    }
    counterparts();
    heads_named_together();
    for (const Post& p : st_.posts) {
      if (p.holder && !st_.people[p.person].name.parts.empty() && st_.people[p.person].state.empty()) {
        st_.people[p.person].state = state_of(*p.holder);
      }
    }
  }

 private:
  /// The reference of the country (or body above states) that an entity belongs to.
  std::string state_of(LocalIndex e) const {
    const auto& record = st_.table.record(e);
    if (record.type == EntityType::Country) return record.reference;
    if (const OrganizationFacts* facts = r_.gazetteer.organization(record.reference);
        facts != nullptr && !facts->holder.empty()) {
      return facts->holder;
    }
    for (const Link& l : st_.links) {
      if (l.subject == e && l.type == "PART_OF") return st_.table.record(l.object).reference;
    }
    return record.reference;
  }

  void settle(Post& p, std::string_view reference, const std::string& reason) {
    const LocalIndex holder = st_.referenced(reference);
    if (holder == no_entity) return;
    p.holder = holder;
    p.inferred = true;
    p.holder_surface = st_.table.record(holder).name;
    st_.table.add_reason(p.person, reason);
  }

  /// Posts that only one state has. The whole title first, then without its first words ("Deputy …").
  void by_known_post(Post& p) {
    std::string title = name_key(p.title);
    if (title == "secretary" || title == "the secretary")
      return settle(p, "country:US", "'Secretary' alone before a name: a US department's");
    while (!title.empty()) {
      if (const auto holder = r_.gazetteer.post_holder(title); !holder.empty()) {
        return settle(p, holder, "'" + p.title + "': a post of " + std::string(holder));
      }
      // "secretary of state for political affairs": the beginning counts too.
      for (std::size_t at = title.rfind(' '); at != std::string::npos && at > 0; at = title.rfind(' ', at - 1)) {
        if (const auto holder = r_.gazetteer.post_holder(title.substr(0, at));
            !holder.empty() && title.compare(at, 4, " for") == 0) {
          return settle(p, holder, "'" + p.title + "': a post of " + std::string(holder));
        }
        if (at == 0) break;
      }
      const std::size_t space = title.find(' ');
      title = space == std::string::npos ? "" : title.substr(space + 1);
    }
  }

  void by_same_person(Post& p) {
    for (const std::size_t i : posts_of_[p.person]) {
      const Post& other = st_.posts[i];
      if (!other.holder || &other == &p || !is_political(other.rank)) continue;
      const std::string state = state_of(*other.holder);
      if (state.substr(0, 8) != "country:" && other.noun != p.noun) continue;
      return settle(p, state.substr(0, 8) == "country:" ? state : st_.table.record(*other.holder).reference,
                    "holds a post elsewhere in the text: " + other.title);
    }
  }

  void by_leader(Post& p) {
    const PersonName& name = st_.people[p.person].name;
    const Leader* l = known_leader(r_.gazetteer, name, r_.document.date, true);
    // In an article with a wrong date, or one that looks ahead: whoever ever had that very post.
    if (l == nullptr && p.rank == Rank::Head) {
      l = known_leader(r_.gazetteer, name, base::Date{}, true);
      if (l != nullptr && name_key(l->title) != name_key(p.title)) l = nullptr;
    }
    if (l != nullptr) settle(p, l->holder, "known as " + l->title + " of " + l->holder);
  }

  /// "army chief", "police commander": every state has one.
  static bool of_state_body(const Post& p) {
    const std::string title = name_key(p.title);
    return p.rank == Rank::Leader &&
           one_of(title.substr(0, title.find(' ')), {"army", "navy", "police", "military", "intelligence", "security"});
  }

  /// "ordered Mexico's ambassador to leave. … Ambassador Pablo Monroy": the post that was just told of, if nobody else
  /// holds it.
  void by_post_told_before(Post& p) {
    constexpr std::uint32_t back = 3;  // sentences
    LocalIndex holder = no_entity;
    for (std::uint32_t s = p.sentence - std::min(p.sentence, back); s <= p.sentence; ++s) {
      for (std::uint32_t w = 0; w < r_.size(s); ++w) {
        if (r_.base(s, w) != p.noun) continue;
        const auto t = title_at(r_, st_.names[s], s, w);
        if (!t || t->plural || !t->holder || name_key(t->text) != name_key(p.title)) continue;
        const LocalIndex h = st_.actor(st_.names[s][*t->holder]);
        if (h == no_entity || st_.table.record(h).type != EntityType::Country) continue;
        if (taken(st_.table.record(h).reference, p)) continue;
        if (holder != no_entity && holder != h) return;
        holder = h;
      }
    }
    if (holder == no_entity) return;
    settle(p, st_.table.record(holder).reference, "'" + p.title + "': the one told of before");
  }

  /// The states of the counterparts of that post: not its own.
  bool of_counterpart(LocalIndex country, const Post& p) const {
    constexpr std::uint32_t near_by = 2;  // sentences behind it
    return std::any_of(st_.posts.begin(), st_.posts.end(), [&](const Post& o) {
      return o.title.empty() && o.person != p.person && o.holder == country && o.sentence >= p.sentence &&
             o.sentence <= p.sentence + near_by;
    });
  }

  /// In a list of people the ones beside tell: "Secretary Rubio, … and Special Envoy Kellogg".
  void by_neighbour(std::size_t i) {
    Post& p = st_.posts[i];
    for (const std::size_t j : {i - 1, i + 1}) {
      if (j >= st_.posts.size()) continue;
      const Post& other = st_.posts[j];
      if (other.sentence != p.sentence || !other.holder || other.person == p.person) continue;
      if (!listed(other, p)) continue;
      if (st_.table.record(*other.holder).type != EntityType::Country) continue;
      return settle(p, st_.table.record(*other.holder).reference,
                    "named in one list with " + st_.table.record(other.person).name);
    }
  }

  /// Nothing but a title, commas and "and" lies between the two persons' mentions.
  bool listed(const Post& a, const Post& b) const {
    const std::string_view text = r_.document.text;
    const auto& sentence = r_.sentence(a.sentence);
    const std::string_view whole = text.substr(sentence.span.begin, sentence.span.size());
    const std::size_t at = whole.find(a.person_surface);
    const std::size_t bt = whole.find(b.person_surface);
    if (at == std::string_view::npos || bt == std::string_view::npos) return false;
    const std::string_view between =
        at < bt ? whole.substr(at + a.person_surface.size(), bt - at - a.person_surface.size())
                : whole.substr(bt + b.person_surface.size(), at - bt - b.person_surface.size());
    if (between.size() > 60) return false;
    const bool joins = between.substr(0, 1) == "," || between.substr(0, 5) == " and ";
    for (const std::string_view verb :
         {" met ", " told ", " said ", " with ", " to ", " by ", " from ", " against ", " between "}) {
      if (between.find(verb) != std::string_view::npos) return false;
    }
    return joins;
  }

  /// A minister with no state named: that of the surname's form, else the state named last before, posts of one state
  /// aside.
  void by_context(Post& p) {
    const auto& person = st_.people[p.person];
    const std::string_view homes = r_.gazetteer.surname_states(person.name.first());
    const bool surname_first =
        !homes.empty() && r_.gazetteer.given_name(person.name.first()).value_or(Gender::Unknown) == Gender::Unknown;
    // Nearness counts, and how much the text is about a state.
    std::map<LocalIndex, double> weight;
    const std::vector<std::string> from = r_.gazetteer.homes(person.name.first(), person.name.last());
    std::map<std::string, bool> known;
    const auto has_one = [&](const std::string& reference) {
      const auto [found, fresh] = known.emplace(reference, false);
      if (fresh) found->second = taken(reference, p);
      return found->second;
    };
    constexpr std::uint32_t near_by = 40;  // sentences on either side
    constexpr double other_paragraph = 0.7;
    std::uint32_t paragraph = p.sentence;
    while (paragraph > 0 && !r_.sentence(paragraph).begins_paragraph) --paragraph;
    st_.visit_mentions(p.sentence - std::min(p.sentence, near_by), p.sentence + near_by, [&](const Mention& m) {
      if (m.kind == MentionKind::Pronoun) return;
      const double distance = std::abs(static_cast<double>(m.sentence) - static_cast<double>(p.sentence));
      const double later = m.sentence <= p.sentence ? 1.0 : 0.7;
      for (const LocalIndex named : m.entities) {
        // "the Slovak Foreign Ministry" speaks of Slovakia, less than its own name does.
        LocalIndex e = named;
        double near = later * (m.sentence >= paragraph ? 1.0 : other_paragraph);
        if (st_.table.record(named).type == EntityType::Organization) {
          const std::string state = state_of(named);
          const bool beside = m.begin > 0 && (r_.possessive(m.sentence, m.begin - 1) ||
                                              st_.span_at(m.sentence, m.begin - 1) != nullptr);
          if (beside || state.substr(0, 8) != "country:") continue;
          e = st_.referenced(state);
          near *= 0.7;
        }
        if (e == no_entity) continue;
        const auto& record = st_.table.record(e);
        if (record.type != EntityType::Country) continue;
        const std::string code = record.reference.substr(8);
        if (surname_first && homes.find(code) == std::string_view::npos) continue;
        if (!surname_first && (code == "US" || has_one(record.reference))) continue;
        if (of_counterpart(e, p)) continue;
        const bool home = std::find(from.begin(), from.end(), code) != from.end();
        weight[e] += (near * std::pow(0.7, distance) + 0.05) * (home ? 6.0 : 1.0);
      }
    });
    LocalIndex best = no_entity;
    for (const auto& [e, x] : weight) {
      if (best == no_entity || x > weight[best]) best = e;
    }
    if (best == no_entity || (!surname_first && weight[best] < 0.4)) return;
    if (!surname_first && foreign(person.name, st_.table.record(best).reference.substr(8))) return;
    settle(p, st_.table.record(best).reference,
           surname_first ? "surname common in " + st_.table.record(best).name
                         : "the state the text is about there: " + st_.table.record(best).name);
  }

  /// Both the given name and the surname's ending are of other states: "Sergey Lavrov" in a text about Britain.
  bool foreign(const PersonName& name, const std::string& code) const {
    const auto not_in = [&](const std::vector<std::string>& homes) {
      return !homes.empty() && std::find(homes.begin(), homes.end(), code) == homes.end();
    };
    if (name.single() || !not_in(r_.gazetteer.homes({}, name.last()))) return false;
    // "Martin", "Berg" and their like are at home elsewhere, too.
    const std::string_view last = name.last();
    const auto ends = [&](std::string_view e) {
      return last.size() > e.size() && last.substr(last.size() - e.size()) == e;
    };
    const bool common = ends("in") || ends("ina") || ends("ian") || ends("ic") || ends("ado") || ends("ero") ||
                        ends("sen") || ends("berg") || ends("stein") || ends("awa") || ends("ama") || ends("ida") ||
                        ends("ita") || ends("ares") || ends("ini") || ends("oni") || ends("ello");
    return !common || not_in(r_.gazetteer.homes(name.first(), {}));
  }

  /// Another person of the text has that very post in that state.
  bool taken(const std::string& reference, const Post& p) const {
    return std::any_of(st_.posts.begin(), st_.posts.end(), [&](const Post& o) {
      return o.person != p.person && o.holder && !o.former && st_.table.record(*o.holder).reference == reference &&
             o.noun == p.noun && name_key(o.title) == name_key(p.title);
    });
  }

  /// "The presidents of Kenya and Uganda": those of the text who are known to be.
  void heads_named_together() {
    for (std::uint32_t s = 0; s < st_.names.size(); ++s) {
      for (std::uint32_t w = 0; w + 2 < r_.size(s); ++w) {
        const std::string noun = r_.base(s, w);
        if (noun == lower(r_.form(s, w)) || r_.gazetteer.role(noun) != Rank::Head || !r_.is(s, w + 1, "of")) continue;
        constexpr std::uint32_t longest = 14;  // words
        for (const NameSpan& x : st_.names[s]) {
          if (x.begin < w + 2 || x.begin > w + longest || x.what != NameClass::Country) continue;
          if (verb_between(s, w + 2, x.begin)) break;
          head_of(st_.actor(x), noun, s);
        }
      }
    }
  }

  bool verb_between(std::uint32_t s, std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t w = from; w < to; ++w) {
      if (r_.word(s, w).upos == language::Upos::Verb || r_.word(s, w).upos == language::Upos::Aux) return true;
    }
    return false;
  }

  void head_of(LocalIndex country, const std::string& noun, std::uint32_t s) {
    if (country == no_entity) return;
    for (const auto& [person, facts] : st_.people) {
      if (facts.name.parts.empty() || facts.name.single()) continue;
      const Leader* l = known_leader(r_.gazetteer, facts.name, r_.document.date, true);
      if (l == nullptr || l->holder != st_.table.record(country).reference) continue;
      if (singular(lower(l->title)) != noun || (l->until.known() && l->until < r_.document.date)) continue;
      const auto own = posts_of_.find(person);
      const bool told =
          own != posts_of_.end() && std::any_of(own->second.begin(), own->second.end(),
                                                [&](std::size_t i) { return st_.posts[i].holder == country; });
      if (told) continue;
      Post post;
      post.person = person;
      post.holder = country;
      post.title = l->title;
      post.noun = noun;
      post.rank = Rank::Head;
      post.inferred = true;
      post.sentence = s;
      post.person_surface = st_.table.record(person).name;
      post.holder_surface = st_.table.record(country).name;
      st_.table.add_reason(person, "known as " + l->title + " of " + l->holder);
      posts_of_[person].push_back(st_.posts.size());
      st_.posts.push_back(std::move(post));
    }
  }

  /// "her Chinese counterpart": the post of the one whose counterpart it is.
  void counterparts() {
    for (Post& p : st_.posts) {
      if (!p.title.empty()) continue;
      const Post* model = nullptr;
      for (const Post& o : st_.posts) {
        if (o.person == p.person || o.title.empty() || !o.holder || o.sentence > p.sentence) continue;
        if (p.holder && o.holder == p.holder) continue;
        if (model == nullptr || o.sentence >= model->sentence) model = &o;
      }
      p.title = model != nullptr ? model->title : "counterpart";
      p.noun = model != nullptr ? model->noun : "counterpart";
      if (model != nullptr) {
        st_.table.add_reason(p.person, "counterpart of " + st_.table.record(model->person).name);
      }
    }
  }

  State& st_;
  const Reading& r_;
  std::map<LocalIndex, std::vector<std::size_t>> posts_of_;
};

}  // namespace

void resolve_posts(State& state) {
  Posts(state).run();
}

void resolve_owned_posts(State& state) {
  for (const State::OwnedPost& owned : state.owned_posts) {
    Post& post = state.posts[owned.post];
    for (const std::uint32_t i : state.mentions_in[owned.sentence]) {
      const Mention& m = state.mentions[i];
      const bool pronoun = m.kind == MentionKind::Pronoun && m.begin == owned.word;
      const bool nominal = m.kind == MentionKind::Nominal && m.end == owned.word + 1;
      if ((!pronoun && !nominal) || m.entities.size() != 1) continue;
      const EntityType type = state.table.record(m.entities[0]).type;
      if (type != EntityType::Country && type != EntityType::Organization) continue;
      post.holder = m.entities[0];
      post.holder_surface = std::string(state.r.slice(m.sentence, m.begin, m.end));
      post.inferred = false;
    }
  }
}

namespace {

/// "Cyril Ramaphosa" is Matamela Cyril Ramaphosa.
bool goes_by_middle_name(const Gazetteer& gazetteer, const PersonName& person, const std::string& full) {
  if (person.single()) return false;
  for (std::size_t at = full.find(' '); at != std::string::npos; at = full.find(' ', at + 1)) {
    const PersonName shorter = parse_person(full.substr(at + 1));
    if (shorter.single()) return false;
    if (person_fit(person, shorter, variant, &gazetteer) == NameFit::Same) return true;
  }
  return false;
}

}  // namespace

const Leader* known_leader(const Gazetteer& gazetteer, const PersonName& person, const base::Date& date,
                           bool title_given) {
  const Leader* best = nullptr;
  auto terms = gazetteer.leaders(person.surname());
  if (terms.empty() && !person.single()) terms = gazetteer.leaders(person.first());  // surname first
  for (const Leader* l : terms) {
    const NameFit fit = person_fit(person, parse_person(l->name), variant, &gazetteer);
    const bool right = fit == NameFit::Same || goes_by_middle_name(gazetteer, person, l->name) ||
                       (fit == NameFit::Spelling && !person.single()) ||
                       (person.single() && title_given && (fit == NameFit::Surname || fit == NameFit::Given));
    if (!right) continue;
    if (date.known() && l->since.known() && date < l->since) continue;
    // A surname alone needs the person in office.
    if (person.single() && date.known() && l->until.known() && l->until < date) continue;
    best = l;
  }
  return best;
}

}  // namespace entente::extraction::entities
