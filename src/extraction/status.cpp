#include "src/extraction/status.h"

#include <algorithm>
#include <array>

namespace entente::extraction {

using language::Upos;
using schema::Status;

namespace {

/// The status of a part once what is around it is known: a negation cannot be undone by a plan around it, a possibility
/// not be made a plan.
Status compose(Status inner, Operator outer) {
  switch (outer) {
    case Operator::None:
    case Operator::Speech:
      return inner;
    case Operator::Planned:
      return inner == Status::Happened ? Status::Planned : inner;
    case Operator::Possible:
      return inner == Status::Denied || inner == Status::Demanded ? inner : Status::Possible;
    case Operator::Denied:
      return inner == Status::Denied ? Status::Happened : Status::Denied;
    case Operator::Demanded:
      return inner == Status::Denied ? inner : Status::Demanded;
  }
  return inner;
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 5> future{"will", "shall", "'ll", "’ll", "wo"};
constexpr std::array<std::string_view, 7> modal{"would", "could", "can", "may", "might", "'d", "’d"};
constexpr std::array<std::string_view, 4> duty{"must", "should", "ought", "need"};
constexpr std::array<std::string_view, 5> condition{"if", "unless", "whether", "lest", "should"};

class Finder {
 public:
  Finder(const Tree& tree, const FrameSet& frames) : tree_(tree), frames_(frames) {}

  Status run(WordIndex trigger) {
    status_ = Status::Happened;
    std::int32_t at = static_cast<std::int32_t>(trigger);
    for (int steps = 0; at >= 0 && steps < Tree::max_climb; ++steps) {
      const auto w = static_cast<WordIndex>(at);
      if (tree_.clausal(w)) own_clause(w);
      if (tree_.word(w).upos == Upos::Noun || tree_.word(w).upos == Upos::Propn) own_noun(w);
      at = step(w);
    }
    return status_;
  }

 private:
  void apply(Operator op) { status_ = compose(status_, op); }

  /// "would" in reported speech is a future seen from the past.
  bool reported(WordIndex w) const {
    const std::int32_t h = tree_.head(w);
    return h >= 0 && tree_.is(w, "ccomp") &&
           frames_.verb_operator(tree_.lemma(static_cast<WordIndex>(h))) != Operator::None;
  }

  /// "Neither X nor Y attacked", "no minister met": the subject denies the clause.
  bool nobody(WordIndex w) const {
    for (const WordIndex s : tree_.children(w)) {
      if (!tree_.is(s, "nsubj")) continue;
      for (const WordIndex c : tree_.children(s)) {
        const std::string_view l = tree_.lemma(c);
        if ((tree_.is(c, "det") && (l == "no" || l == "neither")) || (tree_.is(c, "cc") && l == "neither")) return true;
      }
      if (tree_.lemma(s) == "none" || tree_.lemma(s) == "neither" || tree_.lemma(s) == "nobody") return true;
    }
    return false;
  }

  void own_clause(WordIndex w) {
    bool has_condition = false;
    for (const WordIndex c : tree_.children(w)) {
      if (tree_.is(c, "advcl") && one_of(tree_.mark(c), condition)) has_condition = true;
    }
    for (const WordIndex c : tree_.children(w)) {
      if (!tree_.is(c, "aux")) continue;
      const std::string_view l = tree_.lemma(c);
      if (one_of(l, future)) {
        apply(has_condition ? Operator::Possible : Operator::Planned);
      } else if (one_of(l, modal)) {
        apply(l != "may" && l != "can" && l != "could" && l != "might" && !has_condition && reported(w)
                  ? Operator::Planned
                  : Operator::Possible);
      } else if (one_of(l, duty)) {
        apply(Operator::Demanded);
      }
    }
    // "Trump to meet Xi", "is to meet": a bare infinitive with a subject of its own, or under "be".
    if (tree_.mark(w) == "to" && tree_.child(w, "nsubj") != no_word && tree_.is(w, "root")) apply(Operator::Planned);
    if (tree_.mark(w) == "to" && tree_.child(w, "aux") != no_word &&
        tree_.lemma(static_cast<WordIndex>(tree_.child(w, "aux"))) == "be" && tree_.is(w, "root")) {
      apply(Operator::Planned);
    }
    if (tree_.negated(w) || nobody(w)) apply(Operator::Denied);
    const std::string_view mark = tree_.mark(w);
    if (tree_.is(w, "advcl") && one_of(mark, condition)) apply(Operator::Possible);
    if (tree_.is(w, "ccomp") && (mark == "whether" || mark == "if")) apply(Operator::Possible);
    if (mark == "without") apply(Operator::Denied);
    for (const WordIndex c : tree_.children(w)) {
      const std::string_view l = tree_.lemma(c);
      if (tree_.is(c, "advmod") && (l == "possibly" || l == "potentially" || l == "perhaps" || l == "maybe")) {
        apply(Operator::Possible);
      }
    }
  }

  void own_noun(WordIndex w) {
    for (const WordIndex c : tree_.children(w)) {
      const std::string_view l = tree_.lemma(c);
      if (tree_.is(c, "amod") || tree_.is(c, "advmod") || tree_.is(c, "compound")) {
        if (frames_.in_set("planned-adjectives", l)) apply(Operator::Planned);
        if (frames_.in_set("possible-adjectives", l)) apply(Operator::Possible);
      }
      if (tree_.is(c, "det") && l == "no") apply(Operator::Denied);
      if (tree_.is(c, "case") && l == "without") apply(Operator::Denied);
      if (tree_.is(c, "case") && l == "if") apply(Operator::Possible);
    }
  }

  /// Applies what the word's governor says about it; the governor to go on with, or no_word.
  std::int32_t step(WordIndex w) {
    const std::int32_t h = tree_.head(w);
    if (h < 0) return no_word;
    const auto governor = static_cast<WordIndex>(h);
    if (tree_.clausal(w) || tree_.is(w, "xcomp") || tree_.is(w, "ccomp")) return clause_step(w, governor);
    return noun_step(w, governor);
  }

  Operator operator_of(WordIndex w) const {
    return tree_.word(w).upos == Upos::Noun || tree_.word(w).upos == Upos::Propn
               ? frames_.noun_operator(tree_.lemma(w))
               : frames_.verb_operator(tree_.lemma(w));
  }

  std::int32_t clause_step(WordIndex w, WordIndex governor) {
    const std::string_view mark = tree_.mark(w);
    if (tree_.is(w, "conj")) {
      // Verbs that share their auxiliaries: "will meet Xi and visit Wuhan".
      const bool own = tree_.child(w, "nsubj") != no_word || tree_.child(w, "aux") != no_word;
      return own && !tree_.is(governor, "xcomp") && !tree_.is(governor, "ccomp") && !tree_.is(governor, "advcl")
                 ? no_word
                 : static_cast<std::int32_t>(governor);
    }
    if (tree_.is(w, "xcomp")) {
      const Operator op = operator_of(governor);
      if (op != Operator::Speech || mark == "to") apply(op == Operator::Speech ? Operator::Planned : op);
      if (op == Operator::None && tree_.lemma(governor) == "be" && mark == "to") apply(Operator::Planned);
      return static_cast<std::int32_t>(governor);
    }
    if (tree_.is(w, "ccomp") || tree_.is(w, "csubj")) {
      const Operator op = operator_of(governor);
      if (op == Operator::Speech || op == Operator::None) return no_word;
      apply(op);
      return op == Operator::Denied ? no_word : static_cast<std::int32_t>(governor);
    }
    if (tree_.is(w, "advcl")) {
      const bool purpose = mark == "to" || mark == "for";
      if (purpose) {
        // "was forced to withdraw", "is expected to meet" come as advcl from some parsers.
        const Operator op = operator_of(governor);
        apply(op == Operator::None || op == Operator::Speech ? Operator::Planned : op);
        return static_cast<std::int32_t>(governor);
      }
      if (mark == "of" || mark == "from") {
        apply(frames_.verb_operator(tree_.lemma(governor)));
        return no_word;
      }
      if (mark == "before" || mark == "until") apply(Operator::Planned);
      return no_word;
    }
    if (tree_.is(w, "acl") && tree_.relation(w) != "acl:relcl") {
      if (tree_.infinitive(w)) {
        const Operator op = frames_.noun_operator(tree_.lemma(governor));
        // A decision, a step or an effort to do it is the doing.
        if (!frames_.in_set("doing-nouns", tree_.lemma(governor))) apply(op == Operator::None ? Operator::Planned : op);
        return static_cast<std::int32_t>(governor);
      }
      if (mark == "of" || mark == "for" || mark == "that") {
        apply(frames_.noun_operator(tree_.lemma(governor)));
        return static_cast<std::int32_t>(governor);
      }
    }
    return no_word;
  }

  std::int32_t noun_step(WordIndex w, WordIndex governor) {
    if (tree_.is(w, "obj") || tree_.is(w, "nsubj") || tree_.is(w, "conj") || tree_.is(w, "compound")) {
      if (!tree_.is(w, "conj")) apply(subject_operator(w, governor));
      return static_cast<std::int32_t>(governor);
    }
    if (tree_.is(w, "obl") || tree_.is(w, "nmod") || tree_.is(w, "advcl")) {
      const std::string p = tree_.preposition(w);
      if (p == "after" || p == "following" || p == "since" || p == "despite" || p == "because of") return no_word;
      if (p == "before" || p == "ahead of" || p == "until" || p == "prior to" || p == "pending") {
        apply(Operator::Planned);
        return no_word;
      }
      // "Russia's war": what is known to be someone's is presupposed.
      if (tree_.child(w, "nmod:poss") != no_word && !frames_.in_set("ahead-verbs", tree_.lemma(governor)))
        return no_word;
      const Operator op = operator_of(governor);
      // "In a call with X, Y demanded …": the setting is no part of what is demanded.
      const bool setting = tree_.is(w, "obl") && (p == "during" || (w < governor && (p == "in" || p == "at")));
      if (op != Operator::None && op != Operator::Speech && !setting) {
        apply(op);
        return static_cast<std::int32_t>(governor);
      }
      if (p == "for" && tree_.is(w, "obl")) {
        if (!frames_.in_set("ahead-verbs", tree_.lemma(governor))) return no_word;
        apply(Operator::Planned);
        return static_cast<std::int32_t>(governor);
      }
      if (p == "of" || p == "in" || p == "at" || p == "during" || p == "for" || p == "to" || p == "on") {
        return static_cast<std::int32_t>(governor);
      }
      return no_word;
    }
    return no_word;
  }

  /// A wish or plan speaks of its object, not of its subject ("the meeting could …" is handled by the clause itself).
  Operator subject_operator(WordIndex w, WordIndex governor) const {
    const bool passive = tree_.passive(governor);
    const bool undergoes = passive ? tree_.is(w, "nsubj") : tree_.is(w, "obj");
    if (!undergoes) return Operator::None;
    const Operator op = operator_of(governor);
    if (op == Operator::Denied || op == Operator::Possible || op == Operator::Planned || op == Operator::Demanded)
      return op;
    return Operator::None;
  }

  const Tree& tree_;
  const FrameSet& frames_;
  Status status_ = Status::Happened;
};

}  // namespace

Status find_status(const Tree& tree, const FrameSet& frames, WordIndex trigger) {
  return Finder(tree, frames).run(trigger);
}

}  // namespace entente::extraction
