#include <algorithm>

#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using language::Upos;
using model::LocalIndex;
using schema::EntityType;

bool military(std::string_view w) {
  return one_of(w, {"general", "admiral", "colonel", "brigadier", "major", "captain", "marshal"});
}

/// Records where the names stand and which posts the words beside them tell.
class NameMentions {
 public:
  explicit NameMentions(State& state) : st_(state), r_(state.r) {}

  void mentions_of(std::uint32_t s) {
    for (std::size_t i = 0; i < st_.names[s].size(); ++i) {
      const NameSpan& x = st_.names[s][i];
      switch (x.what) {
        case NameClass::Person:
          person_mention(x, st_.entity_of[s][i]);
          break;
        case NameClass::Country:
        case NameClass::Adjective:
        case NameClass::People: {
          const LocalIndex e = st_.country(x.index);
          st_.entity_of[s][i] = e;
          const bool locates = x.what == NameClass::Country && only_locates(r_, x);
          st_.mention(s, x.begin, x.end, x.what == NameClass::Adjective ? MentionKind::Adjective : MentionKind::Name,
                      {e}, locates);
          break;
        }
        case NameClass::Capital:
        case NameClass::Seat:
          seat_mention(x, i);
          break;
        case NameClass::Organization:
          if (st_.entity_of[s][i] != no_entity) organization_mention(x, st_.entity_of[s][i]);
          break;
        case NameClass::Place: {
          // "Mar-a-Lago resort" is Mar-a-Lago: what kind of place it is does not belong to the name.
          std::uint32_t end = x.end;
          while (end > x.begin + 1 && r_.capital(s, x.begin) && r_.word(s, end - 1).upos != Upos::Adp &&
                 !r_.capital(s, end - 1) && !r_.punctuation(s, end - 1)) {
            --end;
          }
          const LocalIndex e = place(clean_name(r_.slice(s, x.begin, end)));
          st_.entity_of[s][i] = e;
          st_.mention(s, x.begin, x.end, MentionKind::Name, {e}, true);
          break;
        }
      }
    }
  }

 private:
  LocalIndex place(const std::string& name) {
    return st_.table.get("place:" + name_key(name), EntityType::Place, display_name(name));
  }

  void seat_mention(const NameSpan& x, std::size_t i) {
    const std::uint32_t s = x.sentence;
    const std::string name = clean_name(r_.slice(s, x.begin, x.end));
    if (only_locates(r_, x)) {
      const LocalIndex e = place(name);
      st_.entity_of[s][i] = e;
      st_.mention(s, x.begin, x.end, MentionKind::Name, {e}, true);
      return;
    }
    const LocalIndex e = st_.actor(x);
    st_.entity_of[s][i] = e;
    if (e == no_entity) return;
    st_.mention(s, x.begin, x.end, MentionKind::Name, {e});
    st_.table.add_reason(
        e, "'" + name + "': " + (x.what == NameClass::Capital ? "capital used as actor" : "seat used as actor"));
  }

  void organization_mention(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    st_.mention(s, x.begin, x.end, MentionKind::Name, {e});
    // "Five Eyes alliance" is Five Eyes.
    if (x.end - x.begin > 1 && !r_.capital(s, x.end - 1) && r_.gazetteer.is_body(r_.base(s, x.end - 1))) {
      st_.table.add_alias(e, clean_name(r_.slice(s, x.begin, x.end - 1)));
    }
    const auto& record = st_.table.record(e);
    const std::string shown = clean_name(r_.slice(s, x.begin, x.end));
    if (!record.reference.empty() && shown != record.name && x.index != NameSpan::no_index) {
      st_.table.add_reason(e, "'" + shown + "': known name of " + record.name);
    }
    // "China's Ministry of Commerce" is a name of it too.
    if (x.begin > 1 && r_.possessive(s, x.begin - 1)) {
      if (const NameSpan* owner = st_.span_at(s, x.begin - 2); owner != nullptr && owner->what == NameClass::Country) {
        st_.table.add_alias(e, clean_description(r_.slice(s, owner->begin, x.end)));
      }
    }
  }

  void person_mention(const NameSpan& x, LocalIndex e) {
    if (e == no_entity) return;
    const std::uint32_t s = x.sentence;
    std::uint32_t begin = x.begin;
    while (begin > 0 && r_.gazetteer.is_rank(lower(r_.form(s, begin - 1)))) --begin;
    std::optional<std::uint32_t> role_head;
    auto before = title_before(r_, st_.names[s], s, x.begin);
    const bool address = before && (before->rank == Rank::Address ||
                                    (before->begin == before->role && military(lower(r_.form(s, before->role)))));
    if (address && before->begin > 1) {
      // "the emir, Sheikh Hamad", "the army chief, General Munir": the post stands before the form of address.
      if (auto post = title_before(r_, st_.names[s], s, before->begin); post && post->rank != Rank::Address) {
        begin = before->begin;
        before = post;
      }
    }
    if (const auto& t = before) {
      note_post(*t, x, e);
      if (t->end == x.begin || t->end == begin) {
        begin = t->begin;
        role_head = t->role;
      } else {
        st_.mention(s, t->begin, t->end, MentionKind::Nominal, {e}, false, t->role);
      }
    }
    if (const auto t = title_after(r_, st_.names[s], s, x.end)) {
      note_post(*t, x, e);
      st_.mention(s, t->begin, t->end, MentionKind::Nominal, {e}, false, t->role);
    }
    copula(x, e);
    whose(x, e);
    st_.mention(s, x.begin, x.end, MentionKind::Name, {e});
    presidency(x, e);
    if (begin < x.begin) {
      const std::uint32_t h = r_.head(s, begin, x.end);
      st_.mention(s, begin, x.end, MentionKind::Name, {e}, false, h);
      if (role_head && *role_head != h) st_.mention(s, begin, x.end, MentionKind::Name, {e}, false, *role_head);
      if (x.begin != h && role_head != x.begin)
        st_.mention(s, begin, x.end, MentionKind::Name, {e}, false, r_.head(s, x.begin, x.end));
    }
  }

  /// "Putin is the president of Russia".
  void copula(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    const std::uint32_t h = r_.head(s, x.begin, x.end);
    const auto& w = r_.word(s, h);
    if (w.deprel != "nsubj" || w.head == language::root_head) return;
    const auto g = static_cast<std::uint32_t>(w.head);
    const bool is = std::any_of(r_.sentence(s).words.begin(), r_.sentence(s).words.end(),
                                [&](const language::Word& c) { return c.head == w.head && c.deprel == "cop"; });
    const bool denied = std::any_of(
        r_.sentence(s).words.begin(), r_.sentence(s).words.end(),
        [&](const language::Word& c) { return c.head == w.head && (lower(c.lemma) == "not" || c.deprel == "aux"); });
    if (!is || denied) return;
    if (const auto t = title_at(r_, st_.names[s], s, g); t && !t->plural && t->begin > x.end) note_post(*t, x, e);
  }

  /// "Obama's presidency": the post, over or not as data tell.
  void presidency(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    if (x.end + 1 >= r_.size(s) || !r_.possessive(s, x.end)) return;
    std::uint32_t w = x.end + 1;
    while (w + 1 < r_.size(s) && r_.word(s, w).upos == Upos::Adj) ++w;
    const std::string noun = r_.base(s, w);
    const std::string_view title = noun == "presidency"       ? "President"
                                   : noun == "premiership"    ? "Prime Minister"
                                   : noun == "chancellorship" ? "Chancellor"
                                                              : "";
    if (title.empty()) return;
    Post post;
    post.person = e;
    post.title = title;
    post.noun = noun == "presidency" ? "president" : noun == "premiership" ? "minister" : "chancellor";
    post.rank = Rank::Head;
    post.sentence = s;
    post.person_surface = clean_description(r_.slice(s, x.begin, x.end));
    if (const Leader* l = known_leader(r_.gazetteer, st_.people[e].name, r_.document.date, true)) {
      post.former = l->until.known() && r_.document.date.known() && l->until < r_.document.date;
    }
    st_.posts.push_back(std::move(post));
  }

  /// "an Illinois Democrat": of the party.
  void party_member(const std::string& noun, const NameSpan& x, LocalIndex e) {
    const LocalIndex party = st_.referenced(noun == "democrat" ? "org:us-democratic-party" : "org:us-republican-party");
    if (party == no_entity) return;
    st_.links.push_back({e, "MEMBER_OF", party, false, x.sentence,
                         clean_description(r_.slice(x.sentence, x.begin, x.end)), st_.table.record(party).name});
  }

  /// "The OAS, led by Secretary General Luis Almagro"; "the Congress, whose president is Lady Camones": whose the post
  /// is stands before the clause.
  std::optional<std::size_t> holder_around(const Title& t, const NameSpan& x) const {
    const std::uint32_t s = x.sentence;
    std::uint32_t w = t.begin;
    if (w > 2 && r_.is(s, w - 1, "by") &&
        one_of(lower(r_.form(s, w - 2)), {"led", "headed", "chaired", "run", "governed"})) {
      w -= 2;
    } else if (w > 1 && one_of(lower(r_.form(s, w - 1)), {"whose", "including"})) {
      w -= 1;
    } else {
      return std::nullopt;
    }
    if (w > 0 && r_.form(s, w - 1) == ",") --w;
    if (w == 0) return std::nullopt;
    if (const auto i = st_.index_at(s, w - 1)) return st_.names[s][*i].what == NameClass::Person ? std::nullopt : i;
    // "a Chinese delegation led by …", "Chinese officials including …": theirs.
    if (!r_.gazetteer.is_actor(r_.base(s, w - 1))) return std::nullopt;
    for (std::uint32_t v = w - 1; v-- > 0 && w - v < 5 && r_.name_like(s, v);) {
      if (const auto i = st_.index_at(s, v)) return st_.names[s][*i].what == NameClass::Person ? std::nullopt : i;
    }
    return std::nullopt;
  }

  /// "whose president is Lady Camones".
  void whose(const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    std::uint32_t w = x.begin;
    while (w > 3 && r_.gazetteer.is_rank(lower(r_.form(s, w - 1)))) --w;
    if (w < 3 || !one_of(lower(r_.form(s, w - 1)), {"is", "was"})) return;
    const auto t = title_at(r_, st_.names[s], s, w - 2);
    if (t && !t->plural && t->begin > 0 && r_.is(s, t->begin - 1, "whose")) note_post(*t, x, e);
  }

  /// "Foreign Minister Ola Hauge of Norway", "Judge Rey of the Supreme Court": behind the name.
  std::optional<std::size_t> holder_behind(const NameSpan& x) const {
    const std::uint32_t s = x.sentence;
    if (!r_.is(s, x.end, "of")) return std::nullopt;
    std::uint32_t w = x.end + 1;
    if (w < r_.size(s) && r_.word(s, w).upos == Upos::Det) ++w;
    const auto i = w < r_.size(s) ? st_.index_at(s, w) : std::nullopt;
    if (!i) return std::nullopt;
    const NameClass what = st_.names[s][*i].what;
    if (what != NameClass::Country && what != NameClass::Organization) return std::nullopt;
    return i;
  }

  void note_post(const Title& t, const NameSpan& x, LocalIndex e) {
    const std::uint32_t s = x.sentence;
    Post post;
    post.person = e;
    post.title = display_name(t.text);
    post.noun = r_.base(s, t.role);
    post.rank = t.rank;
    post.former = t.former;
    post.sentence = s;
    post.person_surface = clean_description(r_.slice(s, x.begin, x.end));
    if (t.counterpart) post.title.clear();
    if (!t.holder) {
      auto i = holder_around(t, x);
      if (!i && t.end <= x.begin) i = holder_behind(x);
      if (i) {
        const NameSpan& holder = st_.names[s][*i];
        if (const LocalIndex h = st_.actor(holder); h != no_entity) {
          post.holder = h;
          post.holder_surface = clean_description(r_.slice(s, holder.begin, holder.end));
        }
      } else if (one_of(lower(r_.form(s, t.begin)), {"its", "their"})) {
        st_.owned_posts.push_back({st_.posts.size(), s, t.begin});
      } else if (t.begin > 1 && r_.possessive(s, t.begin - 1)) {
        // "the bloc's trade commissioner"
        st_.owned_posts.push_back({st_.posts.size(), s, t.begin - 2});
      }
    }
    if (one_of(post.noun, {"democrat", "republican"})) return party_member(post.noun, x, e);
    if (t.holder) {
      const NameSpan& holder = st_.names[s][*t.holder];
      LocalIndex h = st_.actor(holder);
      if (h == no_entity && holder.what == NameClass::Place && holder.index != NameSpan::no_index &&
          post.noun != "mayor")
        h = st_.country(holder.index);
      if (holder.what == NameClass::Capital && one_of(post.noun, {"mayor", "governor"})) h = no_entity;
      // "Palestinian activist": where from, not whose.
      if (h != no_entity && t.rank == Rank::Civil && st_.table.record(h).type == EntityType::Country) h = no_entity;
      if (h != no_entity) {
        post.holder = h;
        post.holder_surface = clean_description(r_.slice(s, holder.begin, holder.end));
      }
    }
    Gender g = gender_of_word(post.noun);
    if (g != Gender::Unknown && st_.people[e].gender == Gender::Unknown) st_.people[e].gender = g;
    st_.posts.push_back(std::move(post));
  }

  State& st_;
  const Reading& r_;
};

}  // namespace

void mention_names(State& state) {
  NameMentions mentions(state);
  for (std::uint32_t s = 0; s < state.names.size(); ++s) mentions.mentions_of(s);
}

}  // namespace entente::extraction::entities
