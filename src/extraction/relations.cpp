#include "src/extraction/relations.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "graph/base/utf8.h"
#include "src/extraction/claims.h"
#include "src/extraction/dates.h"
#include "src/extraction/matcher.h"
#include "src/extraction/occasions.h"
#include "src/extraction/status.h"
#include "src/extraction/topics.h"

namespace entente::extraction {

using model::EntityRecord;
using model::LocalIndex;
using model::StatementRecord;
using schema::EntityType;
using schema::Status;

namespace {

constexpr double nominal_measure = 0.5;

/// A statement whose measure is not an entity yet.
struct Pending {
  StatementRecord statement;
  std::optional<MeasureUse> object_measure;
  std::optional<MeasureUse> means;
  base::ByteSpan measure_span;
  bool subject_is_measure = false;  ///< TARGETS and CONCERNS
  std::uint32_t sentence = 0;
  std::vector<std::string> topic_names;
};

class DocumentPass {
 public:
  DocumentPass(const FrameSet& frames, const schema::Ontology& ontology, const Mentions& mentions,
               const language::Analysis& analysis, const std::vector<std::optional<LocalIndex>>& holders,
               model::DocumentRecord& record)
      : frames_(frames),
        ontology_(ontology),
        mentions_(mentions),
        analysis_(analysis),
        holders_(holders),
        record_(record),
        offsets_(record.document.text) {}

  void run() {
    const Matcher matcher(frames_, ontology_);
    for (std::uint32_t s = 0; s < analysis_.sentences.size(); ++s) sentence(matcher, s);
    complete();
    settle();
    unite_statements(ontology_, record_.statements);
  }

 private:
  std::string_view text() const { return record_.document.text; }

  void sentence(const Matcher& matcher, std::uint32_t s) {
    sentence_ = s;
    const Tree tree(analysis_.sentences[s], text(), frames_);
    const Actors actors(mentions_, tree, s, frames_, &holders_);
    std::vector<Match> matches = matcher.match(tree, actors, before_);
    before_ = matches.empty() ? std::nullopt : std::optional(matches.back().subject.entity);
    drop_suspended(tree, matches);
    const auto dates = find_dates(tree, record_.document.date, last_day_);
    for (const Match& m : matches) add(tree, actors, dates, s, m);
    note_occasions(tree, dates, s);
    note_utterances(tree, dates, s);
    remember_day(dates);
    if (matches.empty() && !any_measure(tree)) return;
    nominal_measures(tree, actors, dates, s, matches);
  }

  bool any_measure(const Tree& tree) const {
    for (WordIndex w = 0; w < tree.size(); ++w) {
      if (!frames_.measures(tree.lemma(w)).empty()) return true;
    }
    return false;
  }

  /// "suspended talks with X": the talks themselves are no further event.
  static void drop_suspended(const Tree& tree, std::vector<Match>& matches) {
    std::vector<WordIndex> off;
    for (const Match& m : matches) {
      if (m.relation != "SUSPENDED" && m.relation != "REJECTED") continue;
      for (const WordIndex o : tree.objects(m.trigger)) off.push_back(o);
    }
    matches.erase(
        std::remove_if(matches.begin(), matches.end(),
                       [&](const Match& m) { return std::find(off.begin(), off.end(), m.trigger) != off.end(); }),
        matches.end());
  }

  std::string surface(const Filler& f, const language::Sentence& sentence) const {
    const auto& words = sentence.words;
    const std::uint32_t begin = words[f.mention->begin].span.begin;
    const std::uint32_t end = words[f.mention->end - 1].span.end;
    return std::string(text().substr(begin, end - begin));
  }
  std::string surface(WordIndex w, const language::Sentence& sentence) const {
    return std::string(language::form(text(), sentence.words[w]));
  }

  void add(const Tree& tree, const Actors& actors, const std::vector<DateMention>& dates, std::uint32_t s,
           const Match& m) {
    const auto& sentence = analysis_.sentences[s];
    Pending p;
    StatementRecord& r = p.statement;
    r.type = m.relation;
    r.subject = m.subject.entity;
    if (m.object) r.object = m.object->entity;
    r.status = find_status(tree, frames_, m.trigger);
    if (m.status && r.status == Status::Happened) r.status = *m.status;
    if (const DateMention* date = date_of(tree, frames_, dates, m.trigger)) {
      r.date = resolve_date(*date, record_.document.date, r.status);
      // What has happened cannot lie ahead: a day ahead makes it a plan, a vaguer date is none of its own.
      const bool ahead = r.date.known() && record_.document.date.known() && record_.document.date < r.date.begin &&
                         !record_.document.date.compatible(r.date.begin);
      if (ahead && r.status == Status::Happened) {
        if (r.date.begin.precision() == base::Precision::Day) {
          r.status = Status::Planned;
        } else {
          r.date = {};
        }
      }
    }
    r.place = place_of(tree, s, m.trigger, m.object ? &*m.object : nullptr);
    if (const auto claimant = find_claimant(tree, actors, frames_, m.trigger)) r.claimed_by = claimant->entity;
    r.confidence = m.confidence;
    model::EvidenceRecord evidence;
    evidence.sentence = offsets_.to_code_points(sentence.span);
    evidence.subject = surface(m.subject, sentence);
    if (m.object) evidence.object = surface(*m.object, sentence);
    if (m.object_measure) {
      p.object_measure = m.object_measure;
      p.measure_span = sentence.words[m.object_measure->word].span;
      evidence.object = surface(m.object_measure->word, sentence);
    }
    if (m.object_agreement) {
      r.object = described(tree, *m.object_agreement, EntityType::Agreement);
      evidence.object = surface(*m.object_agreement, sentence);
    }
    if (m.means) {
      p.means = m.means;
      p.measure_span = sentence.words[m.means->word].span;
    }
    for (const WordIndex t : m.topics) r.topics.push_back(described(tree, t, EntityType::Topic));
    std::sort(r.topics.begin(), r.topics.end());
    r.topics.erase(std::unique(r.topics.begin(), r.topics.end()), r.topics.end());
    r.evidence.push_back(evidence);
    p.sentence = s;
    if (is_occasion(r.type) && (r.date.known() || r.place)) {
      occasions_.push_back({s, r.type, {}, r.status, r.date, r.place});
      for (const LocalIndex e : {r.subject, r.object}) add_participant(e, occasions_.back());
      also_planned(occasions_.size() - 1);
    }
    pending_.push_back(p);
    if (m.object_measure) add_measure_edges(tree, sentence, *m.object_measure, evidence, m.confidence);
  }

  /// TARGETS and CONCERNS of a measure that a statement is about.
  void add_measure_edges(const Tree& tree, const language::Sentence& sentence, const MeasureUse& use,
                         const model::EvidenceRecord& evidence, double confidence) {
    Pending p;
    p.subject_is_measure = true;
    p.object_measure = use;
    p.measure_span = sentence.words[use.word].span;
    p.statement.confidence = confidence;
    p.statement.evidence.push_back(evidence);
    p.statement.evidence.back().subject = surface(use.word, sentence);
    if (use.target) {
      p.statement.type = "TARGETS";
      p.statement.object = use.target->entity;
      p.statement.evidence.back().object = surface(*use.target, sentence);
      pending_.push_back(p);
    }
    for (const WordIndex t : use.topics) {
      p.statement.type = "CONCERNS";
      p.statement.object = described(tree, t, EntityType::Topic);
      p.statement.evidence.back().object = surface(t, sentence);
      pending_.push_back(p);
    }
  }

  /// Measures that a noun phrase names with imposer or target, where no frame took them up: they are in force.
  void nominal_measures(const Tree& tree, const Actors& actors, const std::vector<DateMention>& dates, std::uint32_t s,
                        const std::vector<Match>& matches) {
    for (WordIndex w = 0; w < tree.size(); ++w) {
      const bool used = std::any_of(matches.begin(), matches.end(),
                                    [&](const Match& m) { return m.object_measure && m.object_measure->word == w; });
      if (used || frames_.measures(tree.lemma(w)).empty()) continue;
      const auto measure = find_measure(tree, actors, frames_, w);
      if (!measure || measure->imposers.empty() || measure->targets.empty()) continue;
      for (const Filler& imposer : measure->imposers) {
        for (const Filler& target : measure->targets) {
          if (imposer.entity == target.entity || !actor(imposer) || !actor(target)) continue;
          Match m;
          m.relation = "IMPOSED";
          m.trigger = w;
          m.subject = imposer;
          m.object_measure = MeasureUse{measure->kind, imposer, target, w, measure->topics};
          m.confidence = nominal_measure * imposer.weight * target.weight;
          add(tree, actors, begins(tree, w) ? dates : std::vector<DateMention>{}, s, m);
        }
      }
    }
  }
  /// "the duties took effect on Wednesday": that day they were imposed.
  static bool begins(const Tree& tree, WordIndex measure) {
    const std::int32_t verb = tree.head(measure);
    if (verb == no_word || !tree.is(measure, "nsubj")) return false;
    static constexpr std::array<std::string_view, 5> verbs{"take", "come", "enter", "begin", "start"};
    return std::find(verbs.begin(), verbs.end(), tree.lemma(static_cast<WordIndex>(verb))) != verbs.end();
  }
  bool actor(const Filler& f) const {
    const EntityType type = mentions_.entities[f.entity].type;
    return !f.mention->locative &&
           (type == EntityType::Person || type == EntityType::Country || type == EntityType::Organization);
  }

  std::optional<LocalIndex> place_of(const Tree& tree, std::uint32_t s, WordIndex trigger, const Filler* object) const {
    const Mention* best = nullptr;
    int best_distance = 0;
    auto at = std::lower_bound(mentions_.mentions.begin(), mentions_.mentions.end(), s,
                               [](const Mention& a, std::uint32_t x) { return a.sentence < x; });
    for (; at != mentions_.mentions.end() && at->sentence == s; ++at) {
      if (!at->locative || at->entities.size() != 1 || at->head >= tree.size()) continue;
      if (object != nullptr && (object->mention == &*at || object->entity == at->entities.front())) continue;
      const std::string p = tree.preposition(at->head);
      const int distance = distance_to_event(tree, frames_, at->head, trigger);
      const bool goal = p == "to" && distance > 1 && told_by_where(tree, trigger);
      if (!goal && p != "in" && p != "at" && p != "near" && p != "outside" && p != "on" && p != "inside" &&
          p != "around") {
        continue;
      }
      if (distance < 0 || distance > 2) continue;
      if (best == nullptr || distance < best_distance) {
        best = &*at;
        best_distance = distance;
      }
    }
    if (best == nullptr) return std::nullopt;
    return best->entities.front();
  }

  /// The entity for a described accord or topic, by its words; made at its first mention.
  LocalIndex described(const Tree& tree, WordIndex head, EntityType type) {
    PhraseSpan phrase = topic_phrase(tree, head);
    // "Chinese steel" is steel.
    while (type == EntityType::Topic && phrase.begin < head && mentions_.covering(sentence_, phrase.begin) != nullptr) {
      ++phrase.begin;
    }
    const auto& words = tree.sentence().words;
    const base::ByteSpan bytes{words[phrase.begin].span.begin, words[phrase.end - 1].span.end};
    std::string name(text().substr(bytes.begin, bytes.size()));
    std::replace(name.begin(), name.end(), '\n', ' ');
    const auto key = std::make_pair(type, base::fold_for_comparison(name));
    auto [found, fresh] = described_.try_emplace(key, static_cast<LocalIndex>(record_.entities.size()));
    if (fresh) {
      EntityRecord entity;
      entity.type = type;
      entity.name = name;
      record_.entities.push_back(std::move(entity));
    }
    add_mention(found->second, bytes);
    return found->second;
  }

  void add_mention(LocalIndex entity, base::ByteSpan bytes) {
    model::Mention mention{offsets_.to_code_points(bytes), std::string(text().substr(bytes.begin, bytes.size()))};
    auto& list = record_.entities[entity].mentions;
    const auto place = std::lower_bound(list.begin(), list.end(), mention);
    if (place == list.end() || *place != mention) list.insert(place, std::move(mention));
  }

  // Times and places told elsewhere ----------------------------------------------------------------------------------

  /// "the same day", "a day earlier" count from the last day that was named.
  void remember_day(const std::vector<DateMention>& dates) {
    for (const DateMention& d : dates) {
      const base::DateRange range = resolve_date(d, record_.document.date, Status::Happened);
      if (range.begin.precision() == base::Precision::Day && !range.end.known()) last_day_ = range.begin;
    }
  }

  void add_participant(LocalIndex e, Occasion& occasion) const {
    occasion.participants.push_back(e);
    if (holder_of(e) != e) occasion.participants.push_back(holder_of(e));
  }

  std::vector<const Mention*> actors_of(std::uint32_t s) const {
    std::vector<const Mention*> out;
    auto at = std::lower_bound(mentions_.mentions.begin(), mentions_.mentions.end(), s,
                               [](const Mention& a, std::uint32_t x) { return a.sentence < x; });
    for (; at != mentions_.mentions.end() && at->sentence == s; ++at) {
      if (!at->locative) out.push_back(&*at);
    }
    return out;
  }

  /// Talks that the sentence dates though they are no statement of their own: "told officials during talks in Havana
  /// on Monday". All whom the sentence names may have taken part.
  void note_occasions(const Tree& tree, const std::vector<DateMention>& dates, std::uint32_t s) {
    for (WordIndex w = 0; w < tree.size(); ++w) {
      if (tree.word(w).upos != language::Upos::Noun) continue;
      std::vector<std::string> kinds;
      for (const Frame& f : frames_.nouns(tree.lemma(w))) {
        if (is_occasion(f.relation) && std::find(kinds.begin(), kinds.end(), f.relation) == kinds.end()) {
          kinds.push_back(f.relation);
        }
      }
      if (kinds.empty()) continue;
      Occasion o{s, {}, {}, find_status(tree, frames_, w), {}, place_of(tree, s, w, nullptr)};
      if (const DateMention* date = date_of(tree, frames_, dates, w)) {
        o.date = resolve_date(*date, record_.document.date, o.status);
      }
      if (!o.date.known() || o.date.begin.precision() != base::Precision::Day) continue;
      const bool ahead = record_.document.date.known() && record_.document.date < o.date.begin;
      if (ahead != (o.status == Status::Planned) && record_.document.date != o.date.begin) continue;
      for (const Mention* m : actors_of(s)) {
        for (const LocalIndex e : m->entities) add_participant(e, o);
      }
      for (const std::string& kind : kinds) {
        o.relation = kind;
        occasions_.push_back(o);
        also_planned(occasions_.size() - 1);
      }
    }
  }

  /// Talks of the document's own day may be told as begun and as to come.
  void also_planned(std::size_t i) {
    Occasion o = occasions_[i];
    if (o.status != Status::Happened || o.date.begin != record_.document.date) return;
    if (o.relation != "MET_WITH" && o.relation != "NEGOTIATED_WITH") return;
    o.status = Status::Planned;
    occasions_.push_back(std::move(o));
  }

  /// "Quill said at a news conference in Kyiv on Thursday".
  void note_utterances(const Tree& tree, const std::vector<DateMention>& dates, std::uint32_t s) {
    for (WordIndex w = 0; w < tree.size(); ++w) {
      if (frames_.verb_operator(tree.lemma(w)) != Operator::Speech || !tree.clausal(w)) continue;
      const DateMention* date = date_of(tree, frames_, dates, w);
      if (date == nullptr || find_status(tree, frames_, w) != Status::Happened) continue;
      const base::DateRange range = resolve_date(*date, record_.document.date, Status::Happened);
      if (range.begin.precision() != base::Precision::Day || range.end.known()) continue;
      const WordList subjects = tree.subjects(w);
      for (const Mention* m : actors_of(s)) {
        const bool speaks = std::find(subjects.begin(), subjects.end(), m->head) != subjects.end();
        if (!speaks || m->entities.size() != 1) continue;
        utterances_.push_back({s, m->entities.front(), range, place_of(tree, s, w, nullptr)});
      }
    }
  }

  /// The sentence has words that set its event apart from the one told before.
  bool of_another_time(std::uint32_t s) const {
    static constexpr std::array<std::string_view, 16> words{
        "again",  "another",   "previous", "previously", "earlier", "later",  "next",  "future",
        "former", "regularly", "often",    "times",      "since",   "always", "never", "upcoming"};
    const auto& list = analysis_.sentences[s].words;
    return std::any_of(list.begin(), list.end(), [&](const language::Word& w) {
      return std::find(words.begin(), words.end(), language::form(text(), w)) != words.end();
    });
  }

  void complete() {
    const auto with_holder = [&](LocalIndex e) { return std::vector<LocalIndex>{e, holder_of(e)}; };
    for (Pending& p : pending_) {
      if (p.subject_is_measure || p.object_measure) continue;
      const OpenEvent event{p.sentence, with_holder(p.statement.subject), with_holder(p.statement.object),
                            of_another_time(p.sentence)};
      complete_from_text(occasions_, utterances_, event, p.statement);
    }
  }

  // Measures become entities ----------------------------------------------------------------------------------------

  struct MeasureKey {
    std::string kind;
    std::optional<LocalIndex> imposer;
    std::optional<LocalIndex> target;
    auto operator<=>(const MeasureKey&) const = default;
  };

  LocalIndex holder_of(LocalIndex entity) const {
    return entity < holders_.size() && holders_[entity] ? *holders_[entity] : entity;
  }
  MeasureKey key_of(const MeasureUse& use) const {
    MeasureKey key{use.kind, std::nullopt, std::nullopt};
    if (use.imposer) key.imposer = holder_of(use.imposer->entity);
    if (use.target) key.target = use.target->entity;
    return key;
  }

  /// One node for each kind, imposer and target; a use that leaves one of them open means the one node that fits, if
  /// there is just one.
  void settle() {
    std::vector<MeasureKey> known;
    for (const Pending& p : pending_) {
      for (const auto* use : {&p.object_measure, &p.means}) {
        if (*use) known.push_back(key_of(**use));
      }
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    for (Pending& p : pending_) {
      if (p.object_measure) {
        const LocalIndex entity = measure_entity(completed(key_of(*p.object_measure), known));
        (p.subject_is_measure ? p.statement.subject : p.statement.object) = entity;
        add_mention(entity, p.measure_span);
      }
      if (p.means) p.statement.measure = measure_entity(completed(key_of(*p.means), known));
      record_.statements.push_back(std::move(p.statement));
    }
  }

  static MeasureKey completed(const MeasureKey& key, const std::vector<MeasureKey>& known) {
    if (key.target) return key;
    const MeasureKey* fit = nullptr;
    for (const MeasureKey& k : known) {
      if (k.kind != key.kind || !k.target || k.imposer != key.imposer) continue;
      if (fit != nullptr) return key;
      fit = &k;
    }
    return fit != nullptr ? *fit : key;
  }

  LocalIndex measure_entity(const MeasureKey& key) {
    auto [found, fresh] = measures_.try_emplace(key, static_cast<LocalIndex>(record_.entities.size()));
    if (fresh) {
      EntityRecord entity;
      entity.type = EntityType::Measure;
      entity.kind = key.kind;
      entity.imposer = key.imposer;
      entity.target = key.target;
      entity.name = key.kind;
      std::replace(entity.name.begin(), entity.name.end(), '-', ' ');
      if (key.imposer) entity.name = record_.entities[*key.imposer].name + " " + entity.name;
      if (key.target) entity.name += " on " + record_.entities[*key.target].name;
      record_.entities.push_back(std::move(entity));
    }
    return found->second;
  }

  const FrameSet& frames_;
  const schema::Ontology& ontology_;
  const Mentions& mentions_;
  const language::Analysis& analysis_;
  const std::vector<std::optional<LocalIndex>>& holders_;
  model::DocumentRecord& record_;
  base::OffsetMap offsets_;
  std::uint32_t sentence_ = 0;
  std::optional<LocalIndex> before_;  ///< who acted in the sentence before
  base::Date last_day_;
  std::vector<Occasion> occasions_;
  std::vector<Utterance> utterances_;
  std::vector<Pending> pending_;
  std::map<MeasureKey, LocalIndex> measures_;
  std::map<std::pair<EntityType, std::string>, LocalIndex> described_;
};

bool agree(const base::DateRange& a, const base::DateRange& b) {
  if (!a.known() || !b.known()) return true;
  return a.begin.compatible(b.begin) && (!a.end.known() || !b.end.known() || a.end == b.end);
}

template <typename T>
bool agree(const std::optional<T>& a, const std::optional<T>& b) {
  return !a || !b || *a == *b;
}

/// Takes the evidence and what `more` knows better.
void join(StatementRecord& into, StatementRecord&& more) {
  if (!into.date.known() || more.date.begin.precision() > into.date.begin.precision()) {
    if (more.date.known()) into.date = more.date;
  }
  if (!into.place) into.place = more.place;
  if (!into.measure) into.measure = more.measure;
  // What the text itself asserts somewhere needs no claimant.
  if (into.claimed_by != more.claimed_by) into.claimed_by.reset();
  into.former = into.former && more.former;
  for (const LocalIndex t : more.topics) {
    const auto place = std::lower_bound(into.topics.begin(), into.topics.end(), t);
    if (place == into.topics.end() || *place != t) into.topics.insert(place, t);
  }
  const std::size_t before = into.evidence.size();
  into.evidence.insert(into.evidence.end(), more.evidence.begin(), more.evidence.end());
  std::sort(into.evidence.begin(), into.evidence.end());
  into.evidence.erase(std::unique(into.evidence.begin(), into.evidence.end(),
                                  [](const auto& a, const auto& b) { return a.sentence == b.sentence; }),
                      into.evidence.end());
  const double both = 1 - (1 - into.confidence) * (1 - more.confidence);
  into.confidence = into.evidence.size() > before ? std::min(both, 0.99) : std::max(into.confidence, more.confidence);
}

}  // namespace

void unite_statements(const schema::Ontology& ontology, std::vector<StatementRecord>& statements) {
  std::vector<StatementRecord> out;
  std::map<std::tuple<LocalIndex, LocalIndex, std::string, Status, std::string>, std::vector<std::size_t>> groups;
  for (StatementRecord& s : statements) {
    const auto* type = ontology.find(s.type);
    LocalIndex a = s.subject;
    LocalIndex b = s.object;
    if (type != nullptr && type->symmetric && b < a) std::swap(a, b);
    auto& group = groups[{a, b, s.type, s.status, s.title}];
    const auto twin = std::find_if(group.begin(), group.end(), [&](std::size_t i) {
      return agree(out[i].date, s.date) && agree(out[i].place, s.place);
    });
    if (twin != group.end()) {
      join(out[*twin], std::move(s));
    } else {
      group.push_back(out.size());
      out.push_back(std::move(s));
    }
  }
  statements = std::move(out);
}

void RelationFinder::add_statements(const Mentions& mentions, const language::Analysis& analysis,
                                    const std::vector<std::optional<LocalIndex>>& holders,
                                    model::DocumentRecord& record) const {
  DocumentPass(frames_, ontology_, mentions, analysis, holders, record).run();
}

}  // namespace entente::extraction
