#include "src/extraction/matcher_roles.h"

#include <algorithm>

namespace entente::extraction {

using language::Upos;

void append_fillers(Fillers& out, const Fillers& more) {
  for (const Filler& f : more) {
    if (std::none_of(out.begin(), out.end(), [&](const Filler& x) { return x.entity == f.entity; })) out.push_back(f);
  }
}

bool Roles::holds(WordIndex w, const Frame& frame) const {
  for (const Constraint& constraint : frame.constraints) {
    bool found = false;
    for (const WordIndex x : words_of(w, frame, constraint.role)) {
      if (constraint.lemmas.contains("*") || matches_list(x, constraint.lemmas, 0)) found = true;
    }
    if (found == constraint.negative) return false;
  }
  return true;
}

bool Roles::matches_list(WordIndex x, const std::unordered_set<std::string>& list, int depth) const {
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
WordIndex Roles::carrier(WordIndex noun) const {
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
std::int32_t Roles::governing_verb(WordIndex noun) const {
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

bool Roles::light(WordIndex noun, WordIndex verb) const {
  return frames_.in_set("light", tree_.lemma(verb)) ||
         (tree_.is(carrier(noun), "obl") && frames_.in_set("light-in", tree_.lemma(verb)));
}

WordList Roles::preposition(WordIndex w, const Frame& frame, std::string_view p) const {
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
    // "hit back by ordering X [out of the country]": a phrase too high in the tree.
    const std::int32_t above = tree_.head(w);
    if (found.empty() && above != no_word && tree_.is(w, "advcl") && p.find(' ') != std::string_view::npos) {
      WordList high = tree_.with_preposition(static_cast<WordIndex>(above), p);
      high.erase(std::remove_if(high.begin(), high.end(), [&](WordIndex x) { return x < w; }), high.end());
      join(high);
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
    // "the visit by X to Y": the phrase may hang on the name.
    const std::string before = tree_.is(x, "nmod") ? tree_.preposition(x) : std::string{};
    if (found.empty() && (before == "of" || before == "by")) join(tree_.with_preposition(x, p));
  }
  if (const std::int32_t verb = governing_verb(w); verb != no_word) {
    join(tree_.with_preposition(static_cast<WordIndex>(verb), p));
  }
  return found;
}

/// Who does what the complement says.
WordList Roles::complement(WordIndex w) const {
  for (const WordIndex c : tree_.children(w)) {
    const bool clause = tree_.is(c, "ccomp") || (tree_.is(c, "acl") && tree_.mark(c) == "that");
    if (clause && (tree_.child(c, "nsubj") != no_word || tree_.passive(c))) return tree_.subjects(c);
  }
  return infinitive(w);
}

WordList Roles::below(WordIndex w) const {
  WordList found;
  for (const WordIndex c : tree_.children(w)) {
    if (tree_.clausal(c)) continue;
    found.push_back(c);
    for (const WordIndex d : tree_.children(c)) {
      if (!tree_.clausal(d)) found.push_back(d);
    }
  }
  return found;
}

WordList Roles::to_do(WordIndex w) const {
  WordList found;
  const auto collect = [&](WordIndex parent) {
    for (const WordIndex c : tree_.children(parent)) {
      const bool clause = tree_.is(c, "xcomp") || tree_.is(c, "advcl") || tree_.is(c, "ccomp") || tree_.is(c, "acl");
      if (clause && tree_.infinitive(c)) found.push_back(c);
    }
  };
  collect(w);
  for (const WordIndex o : tree_.objects(w)) {
    if (o > w) collect(o);
  }
  return found;
}

WordList Roles::infinitive(WordIndex w) const {
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

WordList Roles::obliged(WordIndex w) const {
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
WordList Roles::involved(WordIndex w) const {
  WordList out;
  for (const WordIndex c : tree_.children(w)) {
    if (!tree_.is(c, "xcomp") || tree_.word(c).upos != Upos::Verb) continue;
    goals(c, 0, out);
  }
  return out;
}

void Roles::goals(WordIndex w, int depth, WordList& out) const {
  for (const WordIndex c : tree_.children(w)) {
    if (tree_.is(c, "obj") || tree_.is(c, "iobj")) {
      out.push_back(c);
      if (depth < 2) goals(c, depth + 1, out);
    } else if (tree_.is(c, "obl") || tree_.is(c, "nmod")) {
      const std::string p = tree_.preposition(c);
      if (p == "to" || p == "against" || p == "on" || p == "with" || p == "from" || p == "for" || p == "of" ||
          p == "into" || p == "toward" || p == "towards" || p == "at") {
        out.push_back(c);
        if (depth < 2) goals(c, depth + 1, out);
      }
    }
  }
}

/// The first actor in a clause of purpose or manner: "rallied to demand reforms by X", "marched calling for X to …".
WordList Roles::purpose(WordIndex w) const {
  for (const WordIndex c : tree_.children(w)) {
    if (!tree_.is(c, "advcl") || !frames_.in_set("purposes", tree_.lemma(c))) continue;
    for (WordIndex x = c + 1; x < tree_.size(); ++x) {
      if (tree_.below(x, c) && actors_.mention_at(x) != nullptr && !actors_.mention_at(x)->locative) return {x};
    }
  }
  return {};
}

WordList Roles::step_words(WordIndex w, const Frame& frame, const Step& step) const {
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
    case StepKind::Below:
      return below(w);
    case StepKind::Case: {
      const std::int32_t preposition = tree_.child(w, "case");
      if (preposition == no_word) return {};
      return {static_cast<WordIndex>(preposition)};
    }
    case StepKind::ToDo:
      return to_do(w);
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

WordList Roles::words_of(WordIndex w, const Frame& frame, const Role& role) const {
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
Fillers Roles::company(WordIndex verb) const {
  Fillers out;
  for (const std::string_view p : {"along with", "together with", "alongside"}) {
    append_fillers(out, actors_.of(tree_.with_preposition(verb, p), false));
  }
  return out;
}

/// The heads of a list: the word and what is coordinated with it.
WordList Roles::with_conjuncts(const WordList& heads) const {
  WordList out;
  for (const WordIndex h : heads) {
    out.push_back(h);
    for (const WordIndex c : tree_.children(h)) {
      if (tree_.is(c, "conj") && tree_.word(c).upos != Upos::Verb) out.push_back(c);
    }
  }
  return out;
}

Filled Roles::fill(WordIndex w, const Frame& frame, const Role& role, bool as_object) const {
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
        if (const auto who = before_) {
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
          more = actors_.mention_at(x) != nullptr ? actors_.of(x, false) : actors_.members(x);
          break;
        }
        more = frame.kind == FrameKind::Noun ? noun_members(x, frame) : actors_.of(tree_.subjects(x), false);
        if (frame.kind == FrameKind::Verb && mutual(frame)) append_fillers(more, company(x));
        filled.pair = true;
        break;
      default: {
        const WordList words = step_words(x, frame, last);
        filled.words.insert(filled.words.end(), words.begin(), words.end());
        more = actors_.of(words, as_object);
        if (last.kind == StepKind::Subject && front.empty()) append_fillers(more, company(x));
        filled.by_clause = last.kind == StepKind::Clause;
        if (filled.by_clause && more.empty()) {
          // "Raimondo's discussions took place during a meeting with …"
          for (const WordIndex word : words) append_fillers(more, actors_.possessors(word));
        }
      }
    }
    append_fillers(filled.fillers, more);
  }
  return filled;
}

bool Roles::object_of(const Frame& frame) {
  return frame.kind == FrameKind::Noun && std::any_of(frame.objects.begin(), frame.objects.end(), [](const Role& r) {
           return r.size() == 1 && r.front().kind == StepKind::Preposition && r.front().preposition == "of";
         });
}

WordList Roles::with_conjuncts_if(bool wanted, WordList heads) const {
  return wanted ? with_conjuncts(heads) : heads;
}

/// The members of a mutual noun, from its own phrase or from the light verb that carries it.
Fillers Roles::noun_members(WordIndex noun, const Frame& frame) const {
  Fillers out = actors_.members(noun);
  const WordIndex c = carrier(noun);
  if (out.size() < 2 && c != noun) append_fillers(out, actors_.members(c));
  for (const WordIndex x : tree_.children(noun)) {
    if (out.size() < 2 && tree_.is(x, "conj")) append_fillers(out, actors_.members(x));
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
  append_fillers(out, actors_.of(tree_.subjects(v), false));
  append_fillers(out, company(v));
  for (const std::string_view p : {"between", "among"})
    append_fillers(out, actors_.of(tree_.with_preposition(v, p), false));
  return out;
}

bool Roles::mutual(const Frame& frame) const {
  const schema::RelationType* relation = ontology_.find(frame.relation);
  return relation != nullptr && relation->symmetric;
}

}  // namespace entente::extraction
