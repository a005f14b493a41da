#include "src/extraction/matcher.h"

#include <algorithm>

namespace entente::extraction {

using language::Upos;
using schema::EntityType;

namespace {

constexpr double no_name = 0.95;
constexpr double from_clause = 0.75;
constexpr double hinted_weight = 0.7;
/// A longer list (of signatories, of guests) gives no pairs: they would be its square.
constexpr std::size_t most_members = 12;

void append(Fillers& out, const Fillers& more) {
  for (const Filler& f : more) {
    if (std::none_of(out.begin(), out.end(), [&](const Filler& x) { return x.entity == f.entity; })) out.push_back(f);
  }
}

/// What fills a role: the words, and the entities that they stand for.
struct Filled {
  WordList words;
  Fillers fillers;
  bool pair = false;       ///< the fillers are each other's objects
  bool by_clause = false;  ///< taken from the clause around
};

class SentenceMatcher {
 public:
  SentenceMatcher(const Tree& tree, const Actors& actors, const FrameSet& frames, const schema::Ontology& ontology,
                  std::optional<model::LocalIndex> before)
      : tree_(tree), actors_(actors), frames_(frames), ontology_(ontology), before_(before) {}

  std::vector<Match> run() {
    for (WordIndex w = 0; w < tree_.size(); ++w) {
      const std::string_view lemma = tree_.lemma(w);
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
    return std::move(matches_);
  }

 private:
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

  void trigger(WordIndex w, const std::vector<Frame>& frames) {
    if (frames.empty()) return;
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
      if (!holds(w, frame)) continue;
      if (apply(w, frame)) {
        done.push_back(frame.relation);
        specific = specific || !frame.constraints.empty();
      }
    }
  }

  bool has_particle(WordIndex w, std::string_view particle) const {
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.lemma(c) == particle &&
          (tree_.is(c, "compound:prt") || tree_.is(c, "advmod") || tree_.is(c, "case") || tree_.is(c, "obl")))
        return true;
      // "pulled out of Mali": some parses hang "out" on the noun.
      if (c > w && c <= w + 4 && tree_.is(c, "obl")) {
        for (const WordIndex d : tree_.children(c)) {
          if (tree_.is(d, "case") && tree_.lemma(d) == particle && d == w + 1) return true;
        }
      }
    }
    return false;
  }

  bool holds(WordIndex w, const Frame& frame) const {
    for (const Constraint& constraint : frame.constraints) {
      bool found = false;
      for (const WordIndex x : words_of(w, frame, constraint.role)) {
        if (constraint.lemmas.contains("*") || matches_list(x, constraint.lemmas, 0)) found = true;
      }
      if (found == constraint.negative) return false;
    }
    return true;
  }

  bool matches_list(WordIndex x, const std::unordered_set<std::string>& list, int depth) const {
    if (list.contains(std::string(tree_.lemma(x)))) return true;
    if (depth > 2) return false;
    for (const WordIndex c : tree_.children(x)) {
      if (tree_.is(c, "conj") && matches_list(c, list, depth + 1)) return true;
      if ((tree_.is(c, "amod") || tree_.is(c, "compound") || tree_.is(c, "advmod")) &&
          list.contains(std::string(tree_.lemma(c))))
        return true;
      // "two days of talks", "planes of food"
      if (tree_.is(c, "nmod") && tree_.preposition(c) == "of" && matches_list(c, list, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /// The noun that stands for `noun` in its clause: "two days of talks" for talks, the first of a list for the second.
  WordIndex carrier(WordIndex noun) const {
    WordIndex w = noun;
    for (int steps = 0; steps < 6; ++steps) {
      const std::int32_t h = tree_.head(w);
      if (h < 0) break;
      const auto head = static_cast<WordIndex>(h);
      const std::string p = tree_.is(w, "nmod") ? tree_.preposition(w) : std::string{};
      const bool of = (p == "of" && frames_.in_set("transparent", tree_.lemma(head))) ||
                      ((p == "for" || p == "of") && frames_.in_set("plans", tree_.lemma(head)));
      const bool list = tree_.is(w, "conj") && tree_.word(head).upos == Upos::Noun;
      const bool compound = tree_.is(w, "compound") && frames_.in_set("transparent", tree_.lemma(head));
      if (!of && !list && !compound) break;
      w = head;
    }
    return w;
  }

  /// The verb that carries the noun as its object (or passive subject), or no_word.
  std::int32_t governing_verb(WordIndex noun) const {
    const WordIndex c = carrier(noun);
    const std::int32_t h = tree_.head(c);
    if (h < 0) return no_word;
    const auto verb = static_cast<WordIndex>(h);
    if (tree_.is(c, "acl") || tree_.word(verb).upos == Upos::Noun) return no_word;
    if (tree_.relation(c) == "obj" || tree_.relation(c) == "nsubj:pass") return h;
    // "engaged in talks with", "entered into negotiations"
    if (tree_.is(c, "obl") && frames_.in_set("light-in", tree_.lemma(verb))) return h;
    return no_word;
  }
  bool light(WordIndex noun, WordIndex verb) const {
    return frames_.in_set("light", tree_.lemma(verb)) ||
           (tree_.is(carrier(noun), "obl") && frames_.in_set("light-in", tree_.lemma(verb)));
  }

  WordList preposition(WordIndex w, const Frame& frame, std::string_view p) const {
    WordList found = tree_.with_preposition(w, p);
    const auto join = [&](const WordList& more) {
      for (const WordIndex x : more) {
        if (std::find(found.begin(), found.end(), x) == found.end()) found.push_back(x);
      }
    };
    if (frame.kind != FrameKind::Noun) {
      for (const WordIndex o : tree_.objects(w)) {
        if (o <= w || actors_.mention_at(o) != nullptr) continue;
        join(tree_.with_preposition(o, p));
        // "suspended part of the aid for Bosnia"
        for (const WordIndex x : tree_.with_preposition(o, "of")) {
          if (found.empty()) join(tree_.with_preposition(x, p));
        }
      }
      for (const WordIndex c : tree_.children(w)) {
        if (tree_.is(c, "xcomp") && tree_.word(c).upos != Upos::Verb) join(tree_.with_preposition(c, p));
        if (found.empty() && tree_.is(c, "conj") && tree_.word(c).upos == Upos::Verb && c < w + 4) {
          join(tree_.with_preposition(c, p));
        }
      }
      return found;
    }
    const WordIndex c = carrier(w);
    if (c != w) {
      // What the first of a list has before the second noun is not the second's.
      WordList shared = tree_.with_preposition(c, p);
      shared.erase(std::remove_if(shared.begin(), shared.end(), [&](WordIndex x) { return x < w; }), shared.end());
      join(shared);
    }
    for (const WordIndex x : tree_.children(w)) {
      if (tree_.is(x, "conj") && tree_.word(x).upos == Upos::Noun) join(tree_.with_preposition(x, p));
      if (tree_.is(x, "nmod") && tree_.preposition(x) == "of" && found.empty()) join(tree_.with_preposition(x, p));
    }
    if (const std::int32_t verb = governing_verb(w); verb != no_word) {
      join(tree_.with_preposition(static_cast<WordIndex>(verb), p));
    }
    return found;
  }

  /// Who does what the complement says.
  WordList complement(WordIndex w) const {
    for (const WordIndex c : tree_.children(w)) {
      const bool clause = tree_.is(c, "ccomp") || (tree_.is(c, "acl") && tree_.mark(c) == "that");
      if (clause && (tree_.child(c, "nsubj") != no_word || tree_.passive(c))) return tree_.subjects(c);
    }
    return infinitive(w);
  }

  WordList infinitive(WordIndex w) const {
    for (const WordIndex c : tree_.children(w)) {
      if ((!tree_.is(c, "xcomp") && !tree_.is(c, "advcl")) || tree_.mark(c) != "to") continue;
      if (tree_.passive(w)) return tree_.objects(w);
      for (const std::string_view relation : {"iobj", "obj"}) {
        const std::int32_t o = tree_.child(w, relation);
        if (o != no_word) return {static_cast<WordIndex>(o)};
      }
    }
    // "asked China to open" comes as a clause with a subject from some parsers.
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.is(c, "ccomp") && tree_.mark(c) == "to" && tree_.child(c, "nsubj") != no_word) return tree_.subjects(c);
    }
    return {};
  }

  WordList obliged(WordIndex w) const {
    for (const WordIndex c : tree_.children(w)) {
      if (!tree_.is(c, "ccomp") && !(tree_.is(c, "acl") && tree_.mark(c) == "that")) continue;
      if (tree_.child(c, "nsubj") == no_word) continue;
      bool duty = tree_.lemma(c) == "need" || tree_.lemma(c) == "have";
      if (duty) duty = tree_.child(c, "xcomp") != no_word;
      bool auxiliary = false;
      for (const WordIndex a : tree_.children(c)) {
        if (!tree_.is(a, "aux") && !tree_.is(a, "cop")) continue;
        auxiliary = auxiliary || tree_.is(a, "aux");
        const std::string_view l = tree_.lemma(a);
        if (l == "must" || l == "should" || l == "ought") duty = true;
      }
      // "demanded that Japan withdraw": the bare form after a singular.
      const auto subject = static_cast<WordIndex>(tree_.child(c, "nsubj"));
      const bool singular = tree_.word(subject).upos == Upos::Propn && tree_.child(subject, "conj") == no_word;
      if (!auxiliary && singular && tree_.word(c).upos == Upos::Verb && tree_.form(c) == tree_.lemma(c)) duty = true;
      if (duty) return tree_.subjects(c);
    }
    return {};
  }

  /// The objects and goals of what the complement says is (to be) done.
  WordList involved(WordIndex w) const {
    WordList out;
    for (const WordIndex c : tree_.children(w)) {
      if (!tree_.is(c, "xcomp") || tree_.word(c).upos != Upos::Verb) continue;
      goals(c, 0, out);
    }
    return out;
  }
  void goals(WordIndex w, int depth, WordList& out) const {
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.is(c, "obj") || tree_.is(c, "iobj")) {
        out.push_back(c);
        if (depth < 2) goals(c, depth + 1, out);
      } else if (tree_.is(c, "obl") || tree_.is(c, "nmod")) {
        const std::string p = tree_.preposition(c);
        if (p == "to" || p == "against" || p == "on" || p == "with" || p == "from" || p == "for" || p == "of") {
          out.push_back(c);
          if (depth < 2) goals(c, depth + 1, out);
        }
      }
    }
  }

  /// The first actor in a clause of purpose or manner: "rallied to demand reforms by X", "marched calling for X to …".
  WordList purpose(WordIndex w) const {
    for (const WordIndex c : tree_.children(w)) {
      if (!tree_.is(c, "advcl") || !frames_.in_set("purposes", tree_.lemma(c))) continue;
      for (WordIndex x = c + 1; x < tree_.size(); ++x) {
        if (tree_.below(x, c) && actors_.mention_at(x) != nullptr && !actors_.mention_at(x)->locative) return {x};
      }
    }
    return {};
  }

  WordList step_words(WordIndex w, const Frame& frame, const Step& step) const {
    switch (step.kind) {
      case StepKind::Subject:
        return tree_.subjects(w);
      case StepKind::Object:
        return tree_.objects(w);
      case StepKind::Indirect: {
        const std::int32_t i = tree_.child(w, "iobj");
        if (i != no_word) return {static_cast<WordIndex>(i)};
        // "Kenya was promised a school"
        if (tree_.passive(w) && tree_.child(w, "obj") != no_word) return tree_.objects(w);
        return {};
      }
      case StepKind::Complement:
        return complement(w);
      case StepKind::Infinitive:
        return infinitive(w);
      case StepKind::Obliged:
        return obliged(w);
      case StepKind::Involved:
        return involved(w);
      case StepKind::Purpose:
        return purpose(w);
      case StepKind::Content: {
        WordList found;
        for (const WordIndex c : tree_.children(w)) {
          if (tree_.is(c, "ccomp")) found.push_back(c);
        }
        return found;
      }
      case StepKind::Addressee: {
        const WordIndex c = carrier(w);
        const std::int32_t h = tree_.head(c);
        if (h < 0 || !tree_.is(c, "obl")) return {};
        const std::string p = tree_.preposition(c);
        if (p != "during" && p != "at" && p != "in" && p != "after" && p != "following") return {};
        return tree_.objects(static_cast<WordIndex>(h));
      }
      case StepKind::Modifier: {
        WordList found;
        for (const WordIndex c : tree_.children(w)) {
          if (c < w && (tree_.is(c, "compound") || tree_.is(c, "amod"))) found.push_back(c);
        }
        return found;
      }
      case StepKind::Predicate: {
        WordList found;
        for (const WordIndex c : tree_.children(w)) {
          if (tree_.is(c, "xcomp")) found.push_back(c);
        }
        return found;
      }
      case StepKind::Light: {
        const std::int32_t verb = governing_verb(w);
        if (verb == no_word || !light(w, static_cast<WordIndex>(verb))) return {};
        return tree_.subjects(static_cast<WordIndex>(verb));
      }
      case StepKind::Clause: {
        const std::int32_t verb = tree_.clause_above(carrier(w));
        if (verb == no_word) return {};
        WordList subjects = tree_.subjects(static_cast<WordIndex>(verb));
        if (subjects.empty() && tree_.passive(static_cast<WordIndex>(verb)))
          subjects = tree_.objects(static_cast<WordIndex>(verb));
        subjects.erase(std::remove_if(subjects.begin(), subjects.end(),
                                      [&](WordIndex s) { return tree_.below(w, s) || tree_.below(s, w); }),
                       subjects.end());
        return subjects;
      }
      case StepKind::Preposition:
        return preposition(w, frame, step.preposition);
      case StepKind::Actor:
      case StepKind::Possessor:
      case StepKind::Adjective:
      case StepKind::Target:
      case StepKind::Before:
      case StepKind::Pair:
        return {};
    }
    return {};
  }

  WordList words_of(WordIndex w, const Frame& frame, const Role& role) const {
    WordList words{w};
    for (const Step& step : role) {
      WordList next;
      for (const WordIndex x : words) {
        const WordList more = step_words(x, frame, step);
        next.insert(next.end(), more.begin(), more.end());
      }
      words = std::move(next);
    }
    return words;
  }

  /// Who acts along: "Along with Lutnick, Bessent will meet …".
  Fillers company(WordIndex verb) const {
    Fillers out;
    for (const std::string_view p : {"along with", "together with", "alongside"}) {
      append(out, actors_.of(tree_.with_preposition(verb, p), false));
    }
    return out;
  }

  /// The heads of a list: the word and what is coordinated with it.
  WordList with_conjuncts(const WordList& heads) const {
    WordList out;
    for (const WordIndex h : heads) {
      out.push_back(h);
      for (const WordIndex c : tree_.children(h)) {
        if (tree_.is(c, "conj") && tree_.word(c).upos != Upos::Verb) out.push_back(c);
      }
    }
    return out;
  }

  Filled fill(WordIndex w, const Frame& frame, const Role& role, bool as_object) const {
    Filled filled;
    if (role.empty()) return filled;
    Role front(role.begin(), role.end() - 1);
    const Step& last = role.back();
    const WordList starts = with_conjuncts_if(!front.empty(), words_of(w, frame, front));
    for (const WordIndex x : starts) {
      Fillers more;
      switch (last.kind) {
        case StepKind::Actor:
          // "the bombing of X": where "of" is the object, it is no actor.
          more = actors_.modifying(x, !(front.empty() && !as_object && object_of(frame)));
          if (more.empty() && front.empty() && frame.kind == FrameKind::Noun) {
            more = actors_.of(step_words(x, frame, {StepKind::Light, {}}), false);
          }
          break;
        case StepKind::Possessor:
          more = actors_.possessors(x);
          break;
        case StepKind::Adjective:
          more = actors_.adjectives(x);
          break;
        case StepKind::Before:
          if (const auto who = actor_before(w)) {
            const WordList objects = tree_.objects(w);
            more = {actors_.hinted(objects.empty() ? w : objects.front(), 0, *who, hinted_weight)};
          }
          break;
        case StepKind::Target:
          if (const auto measure = find_measure(tree_, actors_, frames_, x)) more = measure->targets;
          break;
        case StepKind::Pair:
          // Behind another step the members are those of the noun there: "hosted talks between X and Y".
          if (!front.empty()) {
            more = actors_.members(x);
            break;
          }
          more = frame.kind == FrameKind::Noun ? noun_members(x, frame) : actors_.of(tree_.subjects(x), false);
          if (frame.kind == FrameKind::Verb && mutual(frame)) append(more, company(x));
          filled.pair = true;
          break;
        default: {
          const WordList words = step_words(x, frame, last);
          filled.words.insert(filled.words.end(), words.begin(), words.end());
          more = actors_.of(words, as_object);
          if (last.kind == StepKind::Subject && front.empty()) append(more, company(x));
          filled.by_clause = last.kind == StepKind::Clause;
          if (filled.by_clause && more.empty()) {
            // "Raimondo's discussions took place during a meeting with …"
            for (const WordIndex word : words) append(more, actors_.possessors(word));
          }
        }
      }
      append(filled.fillers, more);
    }
    return filled;
  }
  static bool object_of(const Frame& frame) {
    return frame.kind == FrameKind::Noun && std::any_of(frame.objects.begin(), frame.objects.end(), [](const Role& r) {
             return r.size() == 1 && r.front().kind == StepKind::Preposition && r.front().preposition == "of";
           });
  }
  WordList with_conjuncts_if(bool wanted, WordList heads) const { return wanted ? with_conjuncts(heads) : heads; }

  /// The subject of the last event before the word, in this sentence or the one before.
  std::optional<model::LocalIndex> actor_before(WordIndex w) const {
    for (auto m = matches_.rbegin(); m != matches_.rend(); ++m) {
      if (m->trigger < w) return m->subject.entity;
    }
    return before_;
  }

  /// The members of a mutual noun, from its own phrase or from the light verb that carries it.
  Fillers noun_members(WordIndex noun, const Frame& frame) const {
    Fillers out = actors_.members(noun);
    const WordIndex c = carrier(noun);
    if (out.size() < 2 && c != noun) append(out, actors_.members(c));
    for (const WordIndex x : tree_.children(noun)) {
      if (out.size() < 2 && tree_.is(x, "conj")) append(out, actors_.members(x));
    }
    if (out.size() >= 2) return out;
    const std::int32_t verb = governing_verb(noun);
    if (verb == no_word || !light(noun, static_cast<WordIndex>(verb))) {
      // "X and Y held a call, the first since talks in Geneva": talks of no one else are those of a plural around them.
      const schema::RelationType* relation = ontology_.find(frame.relation);
      const bool talk = relation != nullptr && relation->plover == "CONSULT";
      const std::int32_t clause = out.empty() && talk ? tree_.clause_above(carrier(noun)) : no_word;
      if (clause == no_word) return out;
      Fillers around = actors_.of(tree_.subjects(static_cast<WordIndex>(clause)), false);
      for (Filler& f : around) f.weight *= from_clause;
      return around.size() == 2 ? around : out;
    }
    const auto v = static_cast<WordIndex>(verb);
    append(out, actors_.of(tree_.subjects(v), false));
    append(out, company(v));
    for (const std::string_view p : {"between", "among"}) append(out, actors_.of(tree_.with_preposition(v, p), false));
    return out;
  }

  bool mutual(const Frame& frame) const {
    const schema::RelationType* relation = ontology_.find(frame.relation);
    return relation != nullptr && relation->symmetric;
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
      subject = fill(w, frame, role, false);
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
      Filled object = fill(w, frame, role, true);
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

  /// "each claimed the other broke the deal", "criticised each other"
  bool reciprocal(const WordList& words) const {
    return std::any_of(words.begin(), words.end(),
                       [&](WordIndex x) { return tree_.lemma(x) == "other" || tree_.lemma(x) == "another"; });
  }

  /// "instructed their teams" is about the subjects themselves.
  bool reflexive(const Filler& o, const Fillers& subjects) const {
    if (o.mention->kind != MentionKind::Pronoun || !tree_.is(o.word, "nmod:poss")) return false;
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
      }
    }
    return any;
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
      Filled found = fill(w, frame, role, true);
      if (found.fillers.empty()) {
        for (const WordIndex x : found.words) append(found.fillers, affected_actors(tree_, actors_, x));
      }
      append(out, found.fillers);
      if (!out.empty()) break;
    }
    if (out.empty()) {
      for (const WordIndex x : affected(tree_, w)) append(out, affected_actors(tree_, actors_, x));
      // "imposed tariffs on steel from Canada"
      for (const WordIndex x : tree_.with_preposition(w, "from")) append(out, affected_actors(tree_, actors_, x));
    }
    if (out.empty()) {
      // "implemented sanctions in response to Russia's aggression"
      for (const WordIndex x : tree_.with_preposition(w, "in")) {
        if (tree_.lemma(x) != "response" && tree_.lemma(x) != "retaliation" && tree_.lemma(x) != "answer") continue;
        for (const std::string_view p : {"to", "for"}) {
          for (const WordIndex y : tree_.with_preposition(x, p)) append(out, affected_actors(tree_, actors_, y));
        }
      }
    }
    if (out.empty()) {
      // "used export controls to deny China access", "imposed sanctions to punish Russia"
      for (const WordIndex c : tree_.children(w)) {
        if (!tree_.is(c, "advcl") || tree_.mark(c) != "to" || !frames_.in_set("hurting", tree_.lemma(c))) continue;
        const std::int32_t i = tree_.child(c, "iobj");
        if (i != no_word) append(out, actors_.of(static_cast<WordIndex>(i), true));
        for (const WordIndex o : tree_.objects(c)) append(out, affected_actors(tree_, actors_, o));
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
      for (const WordIndex x : measure_words(words_of(w, frame, role), 0)) {
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

  bool use_measure(WordIndex w, const Frame& frame, const Filled& subject, MeasureMention measure) {
    Fillers who = subject.fillers;
    // "US tariffs were dropped": whose the measure is, does it.
    const bool about_own = frame.relation == "IMPOSED" || frame.relation == "EASED";
    if (who.empty() && about_own) who = measure.imposers;
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
      for (const WordIndex x : words_of(w, frame, role)) {
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
  std::optional<model::LocalIndex> before_;
  std::vector<Match> matches_;
};

}  // namespace

std::vector<Match> Matcher::match(const Tree& tree, const Actors& actors,
                                  std::optional<model::LocalIndex> before) const {
  return SentenceMatcher(tree, actors, frames_, ontology_, before).run();
}

}  // namespace entente::extraction
