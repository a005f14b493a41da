#include "src/extraction/matcher_tree.h"

#include <algorithm>
#include <array>

namespace entente::extraction {

using language::Upos;

namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Verbs whose infinitive is done by their own subject even where they have an object ("promised her to leave").
/// Verbs whose infinitive is done by their object even where a parser takes it for a purpose.
constexpr std::array<std::string_view, 20> object_control{
    "invite", "allow", "permit", "force",  "compel", "enable", "send", "urge", "ask",    "encourage",
    "order",  "tell",  "push",   "oblige", "press",  "lead",   "help", "call", "appeal", "warn"};
constexpr std::array<std::string_view, 8> subject_control{"promise", "vow",   "pledge", "threaten",
                                                          "offer",   "swear", "agree",  "use"};

}  // namespace

Tree::Tree(const language::Sentence& sentence, std::string_view text, const FrameSet& frames)
    : sentence_(&sentence), text_(text) {
  const std::size_t n = sentence.words.size();
  lemmas_.reserve(n);
  relations_.reserve(n);
  heads_.reserve(n);
  children_.resize(n);
  for (std::size_t w = 0; w < n; ++w) {
    const auto& word = sentence.words[w];
    const bool verb = word.upos == Upos::Verb || word.upos == Upos::Aux || word.upos == Upos::Adj;
    relations_.push_back(word.deprel);
    heads_.push_back(word.head);
    lemmas_.push_back(frames.lemma(language::form(text, word), word.lemma, verb));
    if (word.head >= 0 && static_cast<std::size_t>(word.head) < n) {
      children_[static_cast<std::size_t>(word.head)].push_back(static_cast<WordIndex>(w));
    }
  }
  repair_relatives();
  repair_objects();
  repair_lost_subjects();
  repair_cut_off_subjects();
}

/// "X, which Washington blacklisted": of two subjects the relative pronoun is the object.
void Tree::repair_relatives() {
  for (WordIndex v = 0; v < size(); ++v) {
    if (word(v).upos != Upos::Verb || child(v, "obj") != no_word || passive(v)) continue;
    std::int32_t pronoun = no_word;
    for (const WordIndex c : children_[v]) {
      if (relations_[c] != "nsubj" || c > v) continue;
      const std::string_view l = lemma(c);
      if (pronoun == no_word && (l == "which" || l == "who" || l == "whom" || l == "that")) {
        pronoun = static_cast<std::int32_t>(c);
      } else if (pronoun != no_word && word(c).upos != Upos::Pron) {
        relations_[static_cast<std::size_t>(pronoun)] = "obj";
        break;
      }
    }
  }
}

/// "after X, then the leader of Y, visited Z": where the name right before a verb without subject hangs by a
/// preposition that also begins clauses, it is the subject.
void Tree::repair_cut_off_subjects() {
  constexpr std::array<std::string_view, 4> both{"after", "before", "since", "until"};
  for (WordIndex v = 1; v < size(); ++v) {
    if (word(v).upos != Upos::Verb || !has_feature(v, "VerbForm=Fin") || is(v, "conj")) continue;
    if (child(v, "nsubj") != no_word || child(v, "csubj") != no_word || child(v, "expl") != no_word) continue;
    WordIndex last = v - 1;
    while (last > 0 && (word(last).upos == Upos::Punct || word(last).upos == Upos::Aux)) --last;
    std::int32_t x = static_cast<std::int32_t>(last);
    for (int steps = 0; x >= 0 && steps < max_climb; ++steps, x = heads_[static_cast<std::size_t>(x)]) {
      const auto at = static_cast<WordIndex>(x);
      if (at > v || below(v, at)) break;
      if ((!is(at, "obl") && !is(at, "nmod")) || word(at).upos != Upos::Propn || !one_of(preposition(at), both))
        continue;
      const std::int32_t h = heads_[at];
      if (h >= 0) {
        auto& siblings = children_[static_cast<std::size_t>(h)];
        siblings.erase(std::remove(siblings.begin(), siblings.end(), at), siblings.end());
      }
      relations_[at] = "nsubj";
      heads_[at] = static_cast<std::int32_t>(v);
      children_[v].insert(std::lower_bound(children_[v].begin(), children_[v].end(), at), at);
      break;
    }
  }
}

/// "X condemned Y, and Z thanked W": where Z hangs on Y and the second verb has neither subject nor conjunction, Z is
/// its subject.
void Tree::repair_lost_subjects() {
  for (WordIndex v = 0; v < size(); ++v) {
    if (relations_[v] != "conj" || word(v).upos != Upos::Verb || heads_[v] < 0) continue;
    if (child(v, "nsubj") != no_word) continue;
    const std::int32_t joint = child(v, "cc");
    const auto first = static_cast<WordIndex>(heads_[v]);
    for (const WordIndex o : children_[first]) {
      if (o < first || o > v || (!is(o, "obj") && !is(o, "obl"))) continue;
      auto& listed = children_[o];
      const auto lost = std::find_if(listed.begin(), listed.end(), [&](WordIndex c) {
        // The conjunction stands before the name: it is the verb's, whichever of the two the parser gave it to.
        const bool before = joint == no_word ? child(c, "cc") != no_word : joint < static_cast<std::int32_t>(c);
        return c < v && relations_[c] == "conj" && before;
      });
      if (lost == listed.end()) continue;
      const WordIndex subject = *lost;
      listed.erase(lost);
      relations_[subject] = "nsubj";
      heads_[subject] = static_cast<std::int32_t>(v);
      children_[v].insert(std::lower_bound(children_[v].begin(), children_[v].end(), subject), subject);
      break;
    }
  }
}

void Tree::repair_objects() {
  for (WordIndex v = 0; v < size(); ++v) {
    if (word(v).upos != Upos::Verb || child(v, "obj") != no_word || passive(v)) continue;
    bool before = false;
    for (const WordIndex c : children_[v]) {
      if (relations_[c] != "nsubj") continue;
      if (c < v) {
        before = true;
        continue;
      }
      // A coordinated verb behind it may be the one that lost its subject.
      const bool lost = std::any_of(children_[v].begin(), children_[v].end(), [&](WordIndex k) {
        return k > c && relations_[k] == "conj" && child(k, "nsubj") == no_word;
      });
      if (before && !lost) relations_[c] = "obj";
    }
  }
}

bool Tree::is(WordIndex w, std::string_view wanted) const {
  const std::string_view deprel = relations_[w];
  if (deprel.size() < wanted.size() || deprel.substr(0, wanted.size()) != wanted) return false;
  return deprel.size() == wanted.size() || deprel[wanted.size()] == ':';
}

std::int32_t Tree::child(WordIndex w, std::string_view wanted) const {
  for (const WordIndex c : children_[w]) {
    if (is(c, wanted)) return static_cast<std::int32_t>(c);
  }
  return no_word;
}

bool Tree::has_feature(WordIndex w, std::string_view feature) const {
  const std::string_view feats = word(w).feats;
  std::size_t at = 0;
  while ((at = feats.find(feature, at)) != std::string_view::npos) {
    const std::size_t end = at + feature.size();
    if ((at == 0 || feats[at - 1] == '|') && (end == feats.size() || feats[end] == '|')) return true;
    at = end;
  }
  return false;
}

bool Tree::clausal(WordIndex w) const {
  const Upos tag = word(w).upos;
  if (tag == Upos::Verb) return !is(w, "amod") && !is(w, "compound") && !is(w, "case");
  return child(w, "cop") != no_word || (tag == Upos::Aux && !is(w, "aux") && !is(w, "cop"));
}

bool Tree::passive(WordIndex w) const {
  for (const WordIndex c : children_[w]) {
    const std::string_view deprel = relation(c);
    if (deprel == "nsubj:pass" || deprel == "aux:pass" || deprel == "csubj:pass") return true;
    if (deprel == "obj" || deprel == "nsubj") return false;
  }
  if (has_feature(w, "Voice=Pass")) return true;
  // "companies hit by tariffs": a past participle that hangs on a noun has it as its object.
  if (!has_feature(w, "VerbForm=Part") || has_feature(w, "Tense=Pres")) {
    return is(w, "conj") && !is(w, "acl") && head(w) >= 0 && has_feature(w, "VerbForm=Part") &&
           has_feature(w, "Tense=Past") && child(w, "aux") == no_word && passive(static_cast<WordIndex>(head(w)));
  }
  if (child(w, "aux") != no_word) return false;
  if (is(w, "acl") || is(w, "advcl") || is(w, "amod")) return true;
  return is(w, "conj") && head(w) >= 0 && passive(static_cast<WordIndex>(head(w)));
}

bool Tree::infinitive(WordIndex w) const {
  return mark(w) == "to" || has_feature(w, "VerbForm=Inf");
}

std::string Tree::preposition(WordIndex w) const {
  // By form: as a preposition "including" is no form of "include".
  const auto lower = [&](WordIndex x) {
    std::string out(form(x));
    for (char& ch : out) {
      if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
    }
    return out;
  };
  std::string result;
  for (const WordIndex c : children_[w]) {
    if (!is(c, "case") || lemma(c) == "'s" || lemma(c) == "’s" || lemma(c) == "'" || lemma(c) == "’") continue;
    if (!result.empty()) result += ' ';
    result += lower(c);
    for (const WordIndex f : children_[c]) {
      if (is(f, "fixed")) result.append(" ").append(lower(f));
    }
  }
  if (!result.empty()) return result;
  // A preposition right before the phrase that the parser hung on another word of it.
  WordIndex first = w;
  for (const WordIndex c : children_[w]) {
    const bool before = is(c, "det") || is(c, "amod") || is(c, "compound") || is(c, "nmod:desc") || is(c, "nummod");
    if (before && c < first) first = c;
  }
  if (first > 0 && is(first - 1, "case") && word(first - 1).upos == Upos::Adp && head(first - 1) != head(w) &&
      (is(w, "nmod") || is(w, "obl"))) {
    return lower(first - 1);
  }
  // "between leader Xi …": some trees hang the preposition on the title before the name.
  for (const WordIndex c : children_[w]) {
    if (c < w && is(c, "nmod:desc") && child(c, "case") != no_word) return preposition(c);
  }
  return result;
}

std::string_view Tree::mark(WordIndex w) const {
  const std::int32_t m = child(w, "mark");
  return m == no_word ? std::string_view{} : lemma(static_cast<WordIndex>(m));
}

bool Tree::negated(WordIndex w) const {
  for (const WordIndex c : children_[w]) {
    const std::string_view l = lemma(c);
    if ((is(c, "advmod") || is(c, "aux") || is(c, "det") || is(c, "cc") || is(c, "neg")) &&
        (l == "not" || l == "n't" || l == "n’t" || l == "never" || l == "no" || l == "neither" || l == "nor")) {
      // "not only … but also" affirms.
      if (l == "not" && (c + 1 < size()) && (lemma(c + 1) == "only" || lemma(c + 1) == "just")) continue;
      return true;
    }
  }
  return false;
}

std::int32_t Tree::clause_above(WordIndex w) const {
  std::int32_t h = head(w);
  for (std::size_t steps = 0; h >= 0 && steps <= size(); ++steps) {
    if (clausal(static_cast<WordIndex>(h))) return h;
    h = head(static_cast<WordIndex>(h));
  }
  return no_word;
}

bool Tree::below(WordIndex w, WordIndex ancestor) const {
  std::int32_t h = static_cast<std::int32_t>(w);
  for (std::size_t steps = 0; h >= 0 && steps <= size(); ++steps) {
    if (static_cast<WordIndex>(h) == ancestor) return true;
    h = head(static_cast<WordIndex>(h));
  }
  return false;
}

WordIndex Tree::antecedent(WordIndex w) const {
  const std::string_view l = lemma(w);
  if (l != "who" && l != "which" && l != "that" && l != "whom") return w;
  std::int32_t h = static_cast<std::int32_t>(w);
  for (int steps = 0; h >= 0 && steps < max_climb; ++steps) {
    if (is(static_cast<WordIndex>(h), "acl") && head(static_cast<WordIndex>(h)) >= 0) {
      const auto noun = static_cast<WordIndex>(head(static_cast<WordIndex>(h)));
      // "the border with Libya, which accused …": a name right before the pronoun is nearer than the noun above it.
      std::int32_t near = static_cast<std::int32_t>(w) - 1;
      while (near > 0 && word(static_cast<WordIndex>(near)).upos == Upos::Punct) --near;
      if (near <= static_cast<std::int32_t>(noun) || word(static_cast<WordIndex>(near)).upos != Upos::Propn)
        return noun;
      for (int up = 0;
           up < max_climb && near >= 0 && head(static_cast<WordIndex>(near)) != static_cast<std::int32_t>(noun); ++up) {
        near = head(static_cast<WordIndex>(near));
      }
      const bool name = near >= 0 && is(static_cast<WordIndex>(near), "nmod") && word(noun).upos == Upos::Noun &&
                        word(static_cast<WordIndex>(near)).upos == Upos::Propn;
      return name ? static_cast<WordIndex>(near) : noun;
    }
    h = head(static_cast<WordIndex>(h));
  }
  return w;
}

WordList Tree::controlled_by_noun(WordIndex noun, int depth) const {
  WordList found;
  for (const WordIndex c : children_[noun]) {
    const std::string p = is(c, "nmod") ? preposition(c) : std::string{};
    if (is(c, "nmod:poss") || p == "by" || p == "between" || p == "among") found.push_back(c);
  }
  if (!found.empty()) return found;
  for (const WordIndex c : children_[noun]) {
    if (is(c, "amod") || is(c, "compound")) found.push_back(c);
  }
  const std::int32_t clause = clause_above(noun);
  if (clause == no_word || (!is(noun, "obj") && !is(noun, "obl") && !is(noun, "conj") && !is(noun, "xcomp"))) {
    return found;
  }
  WordList above = subjects(static_cast<WordIndex>(clause), depth + 1);
  above.insert(above.end(), found.begin(), found.end());
  return above;
}

/// The subject of a verb that has none of its own: by control, raising, coordination or relativisation.
WordList Tree::raised_subject(WordIndex verb, int depth) const {
  const std::int32_t h = head(verb);
  if (h < 0 || depth > max_climb) return {};
  const auto governor = static_cast<WordIndex>(h);
  if (is(verb, "conj")) {
    if (is(governor, "acl") && head(governor) >= 0 && subjects(governor, depth + 1).empty()) return {};
    return passive(governor) ? objects(governor, depth + 1) : subjects(governor, depth + 1);
  }
  if (is(verb, "acl")) {
    if (infinitive(verb)) return controlled_by_noun(governor, depth + 1);
    if (mark(verb) == "of" || mark(verb) == "in" || mark(verb) == "for") return controlled_by_noun(governor, depth + 1);
    return {governor};
  }
  if (is(verb, "xcomp") || is(verb, "ccomp") || is(verb, "advcl")) {
    if (!clausal(governor) && word(governor).upos != Upos::Adj && word(governor).upos != Upos::Verb) return {};
    const std::string_view m = mark(verb);
    // "urged X to reconsider after meeting Y" speaks of who urged.
    if (is(verb, "advcl") && is(governor, "xcomp") && infinitive(governor) && head(governor) >= 0 &&
        (m == "after" || m == "before" || m == "while")) {
      return subjects(static_cast<WordIndex>(head(governor)), depth + 1);
    }
    const bool of_object = is(verb, "xcomp") || m == "of" || m == "from" || m == "for" ||
                           (m == "to" && one_of(lemma(governor), object_control));
    if (passive(governor)) return objects(governor, depth + 1);
    if (of_object && !one_of(lemma(governor), subject_control)) {
      for (const std::string_view wanted : {"iobj", "obj"}) {
        const std::int32_t o = child(governor, wanted);
        if (o != no_word) return {static_cast<WordIndex>(o)};
      }
      if (is(verb, "xcomp") || m == "to") {
        // "called on Beijing to withdraw"
        for (const WordIndex c : children_[governor]) {
          if (is(c, "obl") && c < verb && (preposition(c) == "on" || preposition(c) == "upon")) return {c};
        }
      }
    }
    return subjects(governor, depth + 1);
  }
  return {};
}

WordList Tree::subjects(WordIndex verb, int depth) const {
  if (depth > max_climb) return {};
  if (passive(verb)) {
    WordList found;
    for (const WordIndex c : children_[verb]) {
      if (!is(c, "obl")) continue;
      const std::string p = preposition(c);
      if (p == "by" || relation(c) == "obl:agent") found.push_back(antecedent(c));
    }
    return found;
  }
  // Two subjects before the verb are a name that the parser cut off its list or group; one behind it is a coordinated
  // verb's that it missed.
  WordList own;
  for (const WordIndex c : children_[verb]) {
    if (relation(c) != "nsubj" && relation(c) != "nsubj:outer") continue;
    if (own.empty() || c < verb) own.push_back(antecedent(c));
  }
  if (!own.empty()) return own;
  if (is(verb, "conj") && head(verb) >= 0) {
    const auto first = static_cast<WordIndex>(head(verb));
    for (const WordIndex c : children_[first]) {
      if (relation(c) == "nsubj" && c > first && c < verb) return {antecedent(c)};
    }
  }
  return raised_subject(verb, depth);
}

std::int32_t Tree::other_object(WordIndex verb, WordIndex object) const {
  for (const WordIndex c : children_[verb]) {
    if (c != object && (is(c, "obj") || is(c, "iobj")) && antecedent(c) == c) return static_cast<std::int32_t>(c);
  }
  return no_word;
}

/// "X, which Y accuses Z of supporting": X.
WordList Tree::extracted_object(WordIndex verb) const {
  const std::int32_t h = head(verb);
  if (h < 0 || (!is(verb, "advcl") && !is(verb, "xcomp"))) return {};
  const auto governor = static_cast<WordIndex>(h);
  for (const WordIndex c : children_[governor]) {
    if (is(c, "obj") && antecedent(c) != c && other_object(governor, c) != no_word) return {antecedent(c)};
  }
  return {};
}

WordList Tree::objects(WordIndex verb, int depth) const {
  if (depth > max_climb) return {};
  const bool is_passive = passive(verb);
  for (const WordIndex c : children_[verb]) {
    const std::string_view deprel = relation(c);
    if (deprel != (is_passive ? "nsubj:pass" : "obj")) continue;
    // "X, which Y accuses Z of supporting": the pronoun is what is supported.
    if (!is_passive && antecedent(c) != c && other_object(verb, c) != no_word) {
      return {static_cast<WordIndex>(other_object(verb, c))};
    }
    return {antecedent(c)};
  }
  if (const std::int32_t i = child(verb, "iobj"); i != no_word && !is_passive) return {static_cast<WordIndex>(i)};
  const std::int32_t h = head(verb);
  if (h < 0) return {};
  const auto governor = static_cast<WordIndex>(h);
  if (is_passive) {
    for (const WordIndex c : children_[verb]) {
      if (relation(c) == "nsubj") return {antecedent(c)};
    }
    return raised_subject(verb, depth + 1);
  }
  if (relation(verb) == "acl:relcl" && child(verb, "nsubj") != no_word) {
    // "sanctions that Canada imposed": the gap is the object, unless the pronoun stands elsewhere.
    const auto subject = static_cast<WordIndex>(child(verb, "nsubj"));
    if (antecedent(subject) == subject) return {governor};
  }
  if (is(verb, "conj") && !is_passive) {
    const std::int32_t o = child(governor, "obj");
    if (o != no_word && static_cast<WordIndex>(o) > verb) return {static_cast<WordIndex>(o)};
  }
  for (const WordIndex c : children_[verb]) {
    if (!is(c, "conj") || word(c).upos != Upos::Verb || child(c, "nsubj") != no_word) continue;
    const std::int32_t o = child(c, "obj");
    if (o != no_word && c <= verb + 3) return {static_cast<WordIndex>(o)};
  }
  return is_passive ? WordList{} : extracted_object(verb);
}

WordList Tree::with_preposition(WordIndex w, std::string_view wanted) const {
  WordList found;
  const auto collect = [&](WordIndex parent) {
    for (const WordIndex c : children_[parent]) {
      if ((is(c, "obl") || is(c, "nmod") || is(c, "advcl") || is(c, "xcomp") || is(c, "dep")) &&
          preposition(c) == wanted) {
        found.push_back(antecedent(c));
      }
    }
  };
  collect(w);
  return found;
}

}  // namespace entente::extraction
