#include "src/extraction/matcher_actors.h"

#include <algorithm>

namespace entente::extraction {

namespace {
constexpr int max_depth = 12;
constexpr double inferred = 0.8;
}  // namespace

Actors::Actors(const Mentions& mentions, const Tree& tree, std::uint32_t sentence, const FrameSet& frames,
               const std::vector<std::optional<model::LocalIndex>>* holders)
    : mentions_(&mentions),
      tree_(&tree),
      frames_(&frames),
      holders_(holders),
      headed_(tree.size()),
      covering_(tree.size()) {
  auto m = std::lower_bound(mentions.mentions.begin(), mentions.mentions.end(), sentence,
                            [](const Mention& a, std::uint32_t s) { return a.sentence < s; });
  for (; m != mentions.mentions.end() && m->sentence == sentence; ++m) {
    if (m->head >= tree.size() || m->entities.empty()) continue;
    const auto length = [](const Mention* x) { return x->end - x->begin; };
    auto& headed = headed_[m->head];
    if (headed == nullptr || length(headed) < length(&*m)) headed = &*m;
    for (WordIndex w = m->begin; w < m->end && w < tree.size(); ++w) {
      if (covering_[w] == nullptr || length(covering_[w]) > length(&*m)) covering_[w] = &*m;
    }
  }
}

const Mention* Actors::mention_at(WordIndex word) const {
  if (headed_[word] != nullptr) return headed_[word];
  const Mention* around = covering_[word];
  // The tree may hang a name by another of its words than the mention says.
  return around != nullptr && around->kind == MentionKind::Name ? around : nullptr;
}

void Actors::add(const Mention& mention, WordIndex word, double weight, bool via_group, Fillers& out) const {
  for (const auto entity : mention.entities) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const Filler& f) { return f.entity == entity; });
    if (same == out.end()) out.push_back({entity, word, &mention, weight, via_group});
  }
}

/// Who leads or belongs to a group: "a delegation led by He Lifeng", "officials including Lutnick".
void Actors::collect_group(WordIndex word, int depth, double weight, Fillers& out) const {
  for (const WordIndex c : tree_->children(word)) {
    const std::string_view l = tree_->lemma(c);
    if (tree_->is(c, "acl") && (l == "lead" || l == "head" || l == "chair")) {
      for (const WordIndex s : tree_->subjects(c)) {
        if (s != word) collect(s, false, depth + 1, weight, true, out);
      }
    } else if (l == "include" && (tree_->is(c, "acl") || tree_->is(c, "advcl"))) {
      const std::int32_t o = tree_->child(c, "obj");
      if (o != no_word) collect(static_cast<WordIndex>(o), false, depth + 1, weight, true, out);
    } else if (tree_->is(c, "nmod") || tree_->is(c, "obl")) {
      const std::string p = tree_->preposition(c);
      if (p == "including" || p == "such as") collect(c, false, depth + 1, weight, true, out);
    }
  }
}

void Actors::collect(WordIndex word, bool as_object, int depth, double weight, bool via_group, Fillers& out) const {
  if (depth > max_depth) return;
  const Mention* m = mention_at(word);
  const std::string_view l = tree_->lemma(word);
  // "a second Canadian, Michael Spavor" is Spavor.
  const bool state = m != nullptr && mentions_->entities[m->entities.front()].type == schema::EntityType::Country;
  const std::int32_t named = state ? tree_->child(word, "appos") : no_word;
  if (named != no_word) {
    const Mention* name = mention_at(static_cast<WordIndex>(named));
    const bool person = name != nullptr && name->kind == MentionKind::Name &&
                        mentions_->entities[name->entities.front()].type == schema::EntityType::Person;
    if (person) m = name;
  }
  if (m != nullptr) add(*m, word, weight, via_group, out);
  if (m == nullptr || m->kind == MentionKind::Nominal) collect_group(word, depth, weight, out);
  if (m == nullptr) {
    const std::size_t before = out.size();
    for (const WordIndex c : tree_->children(word)) {
      // A name behind its description: "watchdog Amnesty International".
      const bool behind = c > word && tree_->is(c, "compound") && headed_[c] != nullptr;
      if (tree_->is(c, "appos") || tree_->is(c, "flat") || behind)
        collect(c, as_object, depth + 1, weight, via_group, out);
    }
    if (out.size() == before && (frames_->in_set("transparent", l) || frames_->in_set("representatives", l))) {
      for (const WordIndex c : tree_->children(word)) {
        if (tree_->is(c, "nmod") && (tree_->preposition(c) == "of" || tree_->preposition(c) == "from")) {
          collect(c, as_object, depth + 1, weight, via_group, out);
        }
      }
    }
    const bool stands_for = frames_->in_set("representatives", l) || (as_object && frames_->in_set("belongings", l));
    // "six French diplomats, among them X": both X and France.
    const bool some = stands_for && as_object && tree_->has_feature(word, "Number=Plur");
    if ((out.size() == before || some) && stands_for) {
      for (Filler f : modifying(word)) {
        f.weight *= weight * inferred;
        if (std::none_of(out.begin(), out.end(), [&](const Filler& x) { return x.entity == f.entity; }))
          out.push_back(f);
      }
    }
  }
  // "the PKK, a group that …", "the PKK is a group that …": the description stands for the name.
  if (m == nullptr && out.empty() && depth == 0 && tree_->child(word, "acl") != no_word) {
    const std::int32_t named_before = tree_->is(word, "appos")               ? tree_->head(word)
                                      : tree_->child(word, "cop") != no_word ? tree_->child(word, "nsubj")
                                                                             : no_word;
    const Mention* name = named_before == no_word ? nullptr : mention_at(static_cast<WordIndex>(named_before));
    if (name != nullptr && !name->locative) {
      collect(static_cast<WordIndex>(named_before), as_object, depth + 1, weight, via_group, out);
    }
  }
  for (const WordIndex c : tree_->children(word)) {
    // What a conjunction introduces is one of a list, whatever the parser calls it.
    const bool listed = c > word && tree_->child(c, "cc") != no_word && tree_->word(c).upos != language::Upos::Verb;
    if (tree_->is(c, "conj") || listed) collect(c, as_object, depth + 1, weight, via_group, out);
  }
}

Filler Actors::hinted(WordIndex word, std::uint32_t sentence, model::LocalIndex entity, double weight) const {
  Mention mention;
  mention.sentence = sentence;
  mention.begin = mention.head = word;
  mention.end = word + 1;
  mention.kind = MentionKind::Nominal;
  mention.entities = {entity};
  made_.push_back(std::move(mention));
  return {entity, word, &made_.back(), weight, false};
}

Fillers Actors::of(WordIndex head, bool as_object) const {
  Fillers out;
  collect(head, as_object, 0, 1.0, false, out);
  return out;
}

Fillers Actors::of(const WordList& heads, bool as_object) const {
  Fillers out;
  for (const WordIndex h : heads) collect(h, as_object, 0, 1.0, false, out);
  return out;
}

Fillers Actors::possessors(WordIndex noun) const {
  Fillers out;
  for (const WordIndex c : tree_->children(noun)) {
    if (tree_->is(c, "nmod:poss")) collect(c, false, 0, 1.0, false, out);
  }
  return out;
}

Fillers Actors::adjectives(WordIndex noun) const {
  Fillers out;
  for (const WordIndex c : tree_->children(noun)) {
    if (!tree_->is(c, "amod") && !tree_->is(c, "compound") && !tree_->is(c, "nmod:unmarked")) continue;
    if (c >= noun) continue;
    collect(c, false, 0, 1.0, false, out);
    // "US-China talks": the one hangs on the other.
    for (const WordIndex d : tree_->children(c)) {
      if (tree_->is(d, "compound") || tree_->is(d, "nmod") || tree_->is(d, "dep") || tree_->is(d, "amod")) {
        collect(d, false, 1, 1.0, false, out);
      }
    }
  }
  return out;
}

Fillers Actors::modifying(WordIndex noun, bool with_of) const {
  Fillers out = possessors(noun);
  if (!out.empty()) return out;
  const auto preposition = [&](std::string_view p) {
    for (const WordIndex c : tree_->children(noun)) {
      if (tree_->is(c, "nmod") && tree_->preposition(c) == p) collect(c, true, 0, 1.0, false, out);
    }
  };
  preposition("by");
  if (!out.empty()) return out;
  out = adjectives(noun);
  if (!out.empty()) return out;
  if (with_of) preposition("of");
  if (!out.empty()) return out;
  preposition("from");
  return out;
}

Fillers Actors::members(WordIndex noun) const {
  Fillers out;
  const auto preposition = [&](std::string_view p) {
    for (const WordIndex c : tree_->children(noun)) {
      if ((tree_->is(c, "nmod") || tree_->is(c, "obl")) && tree_->preposition(c) == p)
        collect(c, false, 0, 1.0, false, out);
    }
  };
  preposition("between");
  preposition("among");
  preposition("involving");
  // "a meeting in Paris involving US and Ukrainian diplomats"
  for (const WordIndex c : tree_->children(noun)) {
    if (tree_->is(c, "acl") && tree_->lemma(c) == "involve") {
      for (const WordIndex o : tree_->objects(c)) collect(o, false, 0, 1.0, false, out);
    }
  }
  if (out.size() >= 2) return out;
  preposition("of");
  const auto join = [&](Fillers more) {
    for (Filler& f : more) {
      if (std::none_of(out.begin(), out.end(), [&](const Filler& x) { return x.entity == f.entity; })) out.push_back(f);
    }
  };
  join(possessors(noun));
  join(adjectives(noun));
  return out;
}

}  // namespace entente::extraction
