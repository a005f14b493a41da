#include "src/extraction/matcher.h"

#include <algorithm>

#include "src/extraction/matcher_roles.h"

namespace entente::extraction {

using language::Upos;
using schema::EntityType;

namespace {

constexpr double no_name = 0.95;
constexpr double sender_weight = 0.9;
constexpr double same_again = 0.85;
/// A longer list (of signatories, of guests) gives no pairs: they would be its square.
constexpr std::size_t most_members = 12;

class SentenceMatcher {
 public:
  SentenceMatcher(const Tree& tree, const Actors& actors, const FrameSet& frames, const schema::Ontology& ontology,
                  std::optional<model::LocalIndex> before)
      : tree_(tree),
        actors_(actors),
        frames_(frames),
        ontology_(ontology),
        roles_(tree, actors, frames, ontology),
        before_(before) {}

  std::vector<Match> run() {
    for (WordIndex w = 0; w < tree_.size(); ++w) {
      const std::string_view lemma = tree_.lemma(w);
      if (lemma == "follow" || lemma == "do") follow_suit(w);
      switch (tree_.word(w).upos) {
        case Upos::Verb:
        case Upos::Aux:
          trigger(w, frames_.verbs(lemma));
          break;
        case Upos::Noun:
        case Upos::Propn:
          trigger(w, frames_.nouns(lemma));
          break;
        case Upos::Adj:
          trigger(w, frames_.adjectives(lemma));
          break;
        default:
          break;
      }
    }
    drop_covered_promises();
    drop_armed_aid();
    return std::move(matches_);
  }

 private:
  /// "sent tanks to X" aids X where the tanks are a gift: the same sending is no threat as well.
  void drop_armed_aid() {
    std::vector<Match> kept;
    for (const Match& m : matches_) {
      const bool aid = m.relation == "MOBILIZED_AGAINST" && m.object &&
                       std::any_of(matches_.begin(), matches_.end(), [&](const Match& other) {
                         return other.relation == "AIDED" && other.trigger == m.trigger && other.object &&
                                other.object->entity == m.object->entity;
                       });
      if (!aid) kept.push_back(m);
    }
    matches_ = std::move(kept);
  }

  /// A promise is one only where no other relation says what was promised: "pledged to help X" is a planned AIDED.
  void drop_covered_promises() {
    std::vector<WordIndex> triggers;
    for (const Match& m : matches_) triggers.push_back(m.trigger);
    matches_.erase(std::remove_if(matches_.begin(), matches_.end(),
                                  [&](const Match& m) {
                                    return m.relation == "PROMISED" &&
                                           std::any_of(triggers.begin(), triggers.end(), [&](WordIndex t) {
                                             return tree_.is(t, "xcomp") && tree_.head(t) >= 0 &&
                                                    static_cast<WordIndex>(tree_.head(t)) == m.trigger;
                                           });
                                  }),
                   matches_.end());
  }

  /// "X raised its tariffs and Y followed suit", "… did the same": Y did to whom X did it.
  void follow_suit(WordIndex w) {
    const std::int32_t o = tree_.child(w, "obj");
    if (o == no_word || matches_.empty()) return;
    const std::string_view same = tree_.lemma(static_cast<WordIndex>(o));
    if (same != "suit" && same != "same" && same != "likewise") return;
    const Match model = matches_.back();
    if (model.object_agreement) return;
    for (const Filler& f : actors_.of(tree_.subjects(w), false)) {
      if (f.entity == model.subject.entity || (model.object && model.object->entity == f.entity)) continue;
      Match m = model;
      m.trigger = w;
      m.subject = f;
      if (m.object_measure) m.object_measure->imposer = f;
      m.confidence *= same_again;
      matches_.push_back(std::move(m));
    }
  }

  void trigger(WordIndex w, const std::vector<Frame>& frames) {
    if (frames.empty()) return;
    roles_.set_before(actor_before(w));
    std::string_view particle;
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.is(c, "compound:prt")) particle = tree_.lemma(c);
    }
    std::vector<std::string_view> done;
    bool specific = false;
    for (const Frame& frame : frames) {
      if (!frame.particle.empty() && !has_particle(w, frame.particle)) continue;
      if (frame.particle.empty() && !particle.empty() &&
          std::any_of(frames.begin(), frames.end(), [&](const Frame& f) { return f.particle == particle; })) {
        continue;
      }
      if (std::find(done.begin(), done.end(), frame.relation) != done.end()) continue;
      if (specific && frame.constraints.empty() && !frame.also) continue;
      if (!roles_.holds(w, frame)) continue;
      if (apply(w, frame)) {
        done.push_back(frame.relation);
        specific = specific || !frame.constraints.empty();
      }
    }
  }

  bool particle_below(WordIndex object, std::string_view particle) const {
    for (const WordIndex c : tree_.children(object)) {
      if (c > object && tree_.is(c, "advmod") && tree_.lemma(c) == particle) return true;
      if (tree_.is(c, "conj") && particle_below(c, particle)) return true;
    }
    return false;
  }

  bool has_particle(WordIndex w, std::string_view particle) const {
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.lemma(c) == particle &&
          (tree_.is(c, "compound:prt") || tree_.is(c, "advmod") || tree_.is(c, "case") || tree_.is(c, "obl")))
        return true;
      // "brought X and Y together": some parses hang it on the last name.
      if (c > w && tree_.is(c, "obj") && particle_below(c, particle)) return true;
      // "pulled out of Mali": some parses hang "out" on the noun.
      if (c > w && c <= w + 4 && tree_.is(c, "obl")) {
        for (const WordIndex d : tree_.children(c)) {
          if (tree_.is(d, "case") && tree_.lemma(d) == particle && d == w + 1) return true;
        }
      }
    }
    return false;
  }

  /// The subject of the last event before the word, in this sentence or the one before.
  std::optional<model::LocalIndex> actor_before(WordIndex w) const {
    for (auto m = matches_.rbegin(); m != matches_.rend(); ++m) {
      if (m->trigger < w) return m->subject.entity;
    }
    return before_;
  }

  EntityType type_of(const Filler& f) const { return actors_.mentions().entities[f.entity].type; }
  static bool takes(const std::bitset<8>& types, EntityType type) { return types.test(static_cast<std::size_t>(type)); }

  /// The filler may stand at this end: its type is allowed, and a mere place is no actor.
  bool fits(const Filler& f, const std::bitset<8>& types) const {
    if (!takes(types, type_of(f))) return false;
    return !f.mention->locative || takes(types, EntityType::Place);
  }

  bool apply(WordIndex w, const Frame& frame) {
    const schema::RelationType* relation = ontology_.find(frame.relation);
    if (relation == nullptr) return false;
    Filled subject;
    for (const Role& role : frame.subjects) {
      subject = roles_.fill(w, frame, role, false);
      drop_unfit(subject.fillers, relation->subjects);
      if (!subject.fillers.empty()) break;
    }
    const bool measures = takes(relation->objects, EntityType::Measure);
    if (measures && apply_measures(w, frame, *relation, subject)) return true;
    if (frame.measure.empty() && apply_entities(w, frame, *relation, subject)) return true;
    return takes(relation->objects, EntityType::Agreement) && apply_agreement(w, frame, subject);
  }

  void drop_unfit(Fillers& fillers, const std::bitset<8>& types) const {
    fillers.erase(std::remove_if(fillers.begin(), fillers.end(), [&](const Filler& f) { return !fits(f, types); }),
                  fillers.end());
  }

  bool apply_entities(WordIndex w, const Frame& frame, const schema::RelationType& relation, const Filled& subject) {
    for (const Role& role : frame.objects) {
      Filled object = roles_.fill(w, frame, role, true);
      drop_unfit(object.fillers, relation.objects);
      if (object.pair) {
        // "Biden's call with Xi" says who the two are.
        if (frame.kind == FrameKind::Noun && !actors_.of(tree_.with_preposition(w, "with"), false).empty()) continue;
        if (pairs(w, frame, relation, object.fillers)) return true;
        continue;
      }
      if (object.fillers.empty() && subject.fillers.size() > 1 && reciprocal(object.words)) {
        object.fillers = subject.fillers;
      }
      if (object.fillers.empty() || subject.fillers.empty()) continue;
      if (cross(w, frame, relation, subject, object)) return true;
    }
    return false;
  }

  /// "each claimed the other broke the deal", "criticised each other", "expelled each other's diplomats"
  bool reciprocal(const WordList& words) const {
    const auto other = [&](WordIndex x) { return tree_.lemma(x) == "other" || tree_.lemma(x) == "another"; };
    return std::any_of(words.begin(), words.end(), [&](WordIndex x) {
      if (other(x)) return true;
      const auto& below = tree_.children(x);
      return std::any_of(below.begin(), below.end(), [&](WordIndex c) { return tree_.is(c, "nmod:poss") && other(c); });
    });
  }

  /// "instructed their teams" is about the subjects themselves.
  bool reflexive(const Filler& o, const Fillers& subjects) const {
    if (o.mention->kind != MentionKind::Pronoun) return false;
    // "X and Y oppose it": whatever "it" was taken for, it is neither of them.
    const bool one = o.mention->entities.size() == 1 && !tree_.is(o.word, "nmod:poss") && !reciprocal({o.word});
    if (one)
      return std::any_of(subjects.begin(), subjects.end(), [&](const Filler& s) { return s.entity == o.entity; });
    if (!tree_.is(o.word, "nmod:poss")) return false;
    if (reciprocal({o.word}) || tree_.lemma(o.word) == "each") return false;
    return std::all_of(o.mention->entities.begin(), o.mention->entities.end(), [&](model::LocalIndex e) {
      return std::any_of(subjects.begin(), subjects.end(), [&](const Filler& s) { return s.entity == e; });
    });
  }

  bool cross(WordIndex w, const Frame& frame, const schema::RelationType& relation, const Filled& subject,
             const Filled& object) {
    const auto mixed = [&](const Fillers& side) {
      return std::any_of(side.begin(), side.end(), [](const Filler& f) { return f.via_group; });
    };
    const bool levels = relation.symmetric && mixed(subject.fillers) && mixed(object.fillers);
    bool any = false;
    for (const Filler& s : subject.fillers) {
      for (const Filler& o : object.fillers) {
        if (s.entity == o.entity || reflexive(o, subject.fillers)) continue;
        if (relation.symmetric && own_side(s, o)) continue;
        if (levels && (type_of(s) == EntityType::Person) != (type_of(o) == EntityType::Person)) continue;
        emit(w, frame, s, o, subject.by_clause);
        any = true;
        if (frame.relation == "EXPELLED") emit_sender(w, frame, s, o, object.fillers, subject.by_clause);
      }
    }
    return any;
  }

  /// The state that the person acts for, known or told by the apposition: "X, a diplomat at the Chinese consulate".
  std::optional<model::LocalIndex> sender(const Filler& person) const {
    if (const auto known = actors_.holder(person.entity)) return known;
    for (const WordIndex a : tree_.children(person.word)) {
      if (!tree_.is(a, "appos")) continue;
      Fillers near = actors_.modifying(a);
      for (const WordIndex c : tree_.children(a)) {
        if (tree_.is(c, "nmod")) append_fillers(near, actors_.modifying(c));
      }
      for (const Filler& f : near) {
        if (type_of(f) == EntityType::Country) return f.entity;
      }
    }
    return std::nullopt;
  }

  /// Whoever expels a diplomat acts against the state that sent the diplomat.
  void emit_sender(WordIndex w, const Frame& frame, const Filler& s, const Filler& o, const Fillers& objects,
                   bool by_clause) {
    const auto state = sender(o);
    if (type_of(o) != EntityType::Person || !state || *state == s.entity || actors_.holder(s.entity) == state) return;
    if (actors_.mentions().entities[*state].type != EntityType::Country) return;
    if (std::any_of(objects.begin(), objects.end(), [&](const Filler& f) { return f.entity == *state; })) return;
    emit(w, frame, s, actors_.hinted(o.word, o.mention->sentence, *state, sender_weight), by_clause);
  }

  /// A person and the state that the person acts for: no two sides.
  bool own_side(const Filler& a, const Filler& b) const {
    return actors_.holder(a.entity) == b.entity || actors_.holder(b.entity) == a.entity;
  }

  /// In a list that names states and, as their people, persons, persons pair with persons and states with states; a
  /// person pairs with a state that has no person of its own there.
  bool same_level(const Filler& a, const Filler& b, const Fillers& members) const {
    if (!a.via_group && !b.via_group) return true;
    const bool a_person = type_of(a) == EntityType::Person;
    if (a_person == (type_of(b) == EntityType::Person)) return true;
    const Filler& person = a_person ? a : b;
    const Filler& state = a_person ? b : a;
    const auto holder = actors_.holder(person.entity);
    if (!holder || *holder == state.entity) return false;
    return std::none_of(members.begin(), members.end(), [&](const Filler& f) {
      return type_of(f) == EntityType::Person && actors_.holder(f.entity) == state.entity;
    });
  }

  bool pairs(WordIndex w, const Frame& frame, const schema::RelationType& relation, const Fillers& members) {
    bool any = false;
    if (members.size() > most_members) return false;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!fits(members[i], relation.subjects)) continue;
      for (std::size_t j = i + 1; j < members.size(); ++j) {
        if (members[i].entity == members[j].entity || !fits(members[j], relation.objects)) continue;
        if (own_side(members[i], members[j]) || !same_level(members[i], members[j], members)) continue;
        emit(w, frame, members[i], members[j], false);
        any = true;
      }
    }
    return any;
  }

  double confidence(const Frame& frame, const Filler& s, bool by_clause) const {
    double c = frame.confidence * s.weight;
    if (s.mention->kind != MentionKind::Name) c *= no_name;
    if (by_clause) c *= from_clause;
    return c;
  }

  Match base_match(WordIndex w, const Frame& frame, const Filler& s, bool by_clause) const {
    Match m;
    m.relation = frame.relation;
    m.trigger = w;
    m.subject = s;
    m.status = frame.status;
    m.confidence = confidence(frame, s, by_clause);
    m.means = means_of(w, s);
    m.topics = topics_of(w);
    return m;
  }

  void emit(WordIndex w, const Frame& frame, const Filler& s, const Filler& o, bool by_clause) {
    if (frame.object_type && *frame.object_type != type_of(o)) return;
    if (frame.persons && *frame.persons != (type_of(s) == EntityType::Person && type_of(o) == EntityType::Person))
      return;
    Match m = base_match(w, frame, s, by_clause);
    m.object = o;
    m.confidence *= o.weight;
    if (o.mention->kind != MentionKind::Name) m.confidence *= no_name;
    matches_.push_back(std::move(m));
  }

  /// "retaliated with tariffs": the measure that stands behind "with" or "by".
  std::optional<MeasureUse> means_of(WordIndex w, const Filler& s) const {
    for (const std::string_view p : {"with", "by", "through"}) {
      for (const WordIndex x : tree_.with_preposition(w, p)) {
        if (auto measure = find_measure(tree_, actors_, frames_, x)) {
          MeasureUse use{measure->kind, s, std::nullopt, measure->word, measure->topics};
          if (!measure->targets.empty()) use.target = measure->targets.front();
          return use;
        }
      }
    }
    return std::nullopt;
  }

  /// What it was about: "talks on migration", "discussed trade".
  WordList topics_of(WordIndex w) const {
    WordList out;
    for (const std::string_view p : {"on", "about", "over", "regarding", "concerning"}) {
      for (const WordIndex x : tree_.with_preposition(w, p)) {
        if (tree_.word(x).upos == Upos::Noun && actors_.of(x, false).empty()) out.push_back(x);
      }
    }
    return out;
  }

  // Measures as objects ---------------------------------------------------------------------------------------------

  Fillers targets_of(WordIndex w, const Frame& frame) const {
    Fillers out;
    for (const Role& role : frame.targets) {
      Filled found = roles_.fill(w, frame, role, true);
      if (found.fillers.empty()) {
        for (const WordIndex x : found.words) append_fillers(found.fillers, affected_actors(tree_, actors_, x));
      }
      append_fillers(out, found.fillers);
      if (!out.empty()) break;
    }
    if (out.empty()) {
      for (const WordIndex x : affected(tree_, w)) append_fillers(out, affected_actors(tree_, actors_, x));
      // "imposed tariffs on steel from Canada"
      for (const WordIndex x : tree_.with_preposition(w, "from"))
        append_fillers(out, affected_actors(tree_, actors_, x));
    }
    if (out.empty()) {
      // "implemented sanctions in response to Russia's aggression"
      for (const WordIndex x : tree_.with_preposition(w, "in")) {
        if (tree_.lemma(x) != "response" && tree_.lemma(x) != "retaliation" && tree_.lemma(x) != "answer") continue;
        for (const std::string_view p : {"to", "for"}) {
          for (const WordIndex y : tree_.with_preposition(x, p))
            append_fillers(out, affected_actors(tree_, actors_, y));
        }
      }
    }
    if (out.empty()) {
      // "used export controls to deny China access", "imposed sanctions to punish Russia"
      for (const WordIndex c : tree_.children(w)) {
        if (!tree_.is(c, "advcl") || tree_.mark(c) != "to" || !frames_.in_set("hurting", tree_.lemma(c))) continue;
        const std::int32_t i = tree_.child(c, "iobj");
        if (i != no_word) append_fillers(out, actors_.of(static_cast<WordIndex>(i), true));
        for (const WordIndex o : tree_.objects(c)) append_fillers(out, affected_actors(tree_, actors_, o));
      }
    }
    static const std::bitset<8> actor_types{0b111};
    drop_unfit(out, actor_types);
    return out;
  }

  bool apply_measures(WordIndex w, const Frame& frame, const schema::RelationType& relation, const Filled& subject) {
    if (!frame.measure.empty()) {
      if (frame.kind == FrameKind::Verb && tree_.objects(w).empty()) return false;
      return use_measure(w, frame, subject, {w, frame.measure, {}, targets_of(w, frame), {}});
    }
    bool any = false;
    for (const Role& role : frame.objects) {
      for (const WordIndex x : measure_words(roles_.words_of(w, frame, role), 0)) {
        auto measure = find_measure(tree_, actors_, frames_, x);
        if (!measure) continue;
        if (measure->targets.empty()) measure->targets = targets_of(w, frame);
        any = use_measure(w, frame, subject, std::move(*measure)) || any;
      }
      if (any) break;
    }
    return any && takes(relation.objects, EntityType::Measure);
  }

  /// The words that may name a measure: the heads, their conjuncts, and what "the scope of", "most of" introduce.
  WordList measure_words(const WordList& heads, int depth) const {
    WordList out;
    if (depth > 3) return out;
    for (const WordIndex h : heads) {
      out.push_back(h);
      if (depth == 0 && tree_.word(h).upos == Upos::Pron) {
        if (const std::int32_t m = measure_before(h); m != no_word) out.push_back(static_cast<WordIndex>(m));
      }
      WordList below;
      for (const WordIndex c : tree_.children(h)) {
        if (tree_.is(c, "conj") && tree_.word(c).upos != Upos::Verb) below.push_back(c);
        const bool of = tree_.is(c, "nmod") && tree_.preposition(c) == "of";
        if (of && frames_.measures(tree_.lemma(h)).empty()) below.push_back(c);
      }
      const WordList more = measure_words(below, depth + 1);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  /// The measure that "them" or "it" stands for: the nearest before it in the sentence that agrees in number.
  std::int32_t measure_before(WordIndex pronoun) const {
    const std::string_view l = tree_.lemma(pronoun);
    const bool plural = l == "they" || l == "them" || l == "these" || l == "those";
    if (!plural && l != "it" && l != "this") return no_word;
    for (WordIndex w = pronoun; w-- > 0;) {
      if (frames_.measures(tree_.lemma(w)).empty() || tree_.has_feature(w, "Number=Plur") != plural) continue;
      if (find_measure(tree_, actors_, frames_, w)) return static_cast<std::int32_t>(w);
    }
    return no_word;
  }

  /// "X announced that tariffs would be suspended": X does it.
  Fillers announcer(WordIndex w) const {
    const std::int32_t h = tree_.head(w);
    if (h < 0 || !tree_.is(w, "ccomp")) return {};
    const std::string_view l = tree_.lemma(static_cast<WordIndex>(h));
    if (l != "announce" && l != "declare" && l != "order" && l != "decide") return {};
    return actors_.of(tree_.subjects(static_cast<WordIndex>(h)), false);
  }

  bool use_measure(WordIndex w, const Frame& frame, const Filled& subject, MeasureMention measure) {
    Fillers who = subject.fillers;
    // "US tariffs were dropped": whose the measure is, does it.
    const bool about_own = frame.relation == "IMPOSED" || frame.relation == "EASED";
    if (who.empty() && about_own) who = measure.imposers;
    if (who.empty() && about_own && tree_.passive(w)) who = announcer(w);
    static const std::bitset<8> actor_types{0b111};
    drop_unfit(who, actor_types);
    bool any = false;
    for (const Filler& s : who) {
      Fillers targets;
      for (const Filler& t : measure.targets) {
        if (t.entity != s.entity) targets.push_back(t);
      }
      MeasureUse use{measure.kind, s, std::nullopt, measure.word, measure.topics};
      // "Japan to lift its curbs": the possessive is the subject's own.
      const bool own = !measure.imposers.empty() && measure.imposers.front().mention->kind == MentionKind::Pronoun;
      if (!measure.imposers.empty() && !own && frame.relation != "IMPOSED") use.imposer = measure.imposers.front();
      Match m = base_match(w, frame, s, subject.by_clause);
      m.means.reset();
      m.topics.clear();
      if (subject.fillers.empty()) m.confidence *= 0.85;
      if (targets.empty()) {
        m.object_measure = use;
        matches_.push_back(m);
      }
      for (const Filler& t : targets) {
        use.target = t;
        m.object_measure = use;
        matches_.push_back(m);
      }
      any = true;
    }
    return any;
  }

  // Agreements as objects -------------------------------------------------------------------------------------------

  bool apply_agreement(WordIndex w, const Frame& frame, const Filled& subject) {
    bool any = false;
    for (const Role& role : frame.objects) {
      for (const WordIndex x : roles_.words_of(w, frame, role)) {
        if (!frames_.in_set("agreements", tree_.lemma(x)) || tree_.word(x).upos == Upos::Verb) continue;
        for (const Filler& s : subject.fillers) {
          Match m = base_match(w, frame, s, subject.by_clause);
          m.object_agreement = x;
          matches_.push_back(std::move(m));
          any = true;
        }
      }
      if (any) break;
    }
    return any;
  }

  const Tree& tree_;
  const Actors& actors_;
  const FrameSet& frames_;
  const schema::Ontology& ontology_;
  Roles roles_;
  std::optional<model::LocalIndex> before_;
  std::vector<Match> matches_;
};

}  // namespace

std::vector<Match> Matcher::match(const Tree& tree, const Actors& actors,
                                  std::optional<model::LocalIndex> before) const {
  return SentenceMatcher(tree, actors, frames_, ontology_, before).run();
}

}  // namespace entente::extraction
