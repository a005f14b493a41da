#include <algorithm>

#include "src/extraction/entities/state.h"

namespace entente::extraction::entities {
namespace {

using language::Upos;
using model::LocalIndex;
using schema::EntityType;

unsigned variant(const void* gazetteer, const std::string& given) {
  return static_cast<const Gazetteer*>(gazetteer)->given_variant(given);
}

bool rules(std::string_view w) {
  return one_of(w, {"administration", "government", "regime", "presidency", "cabinet", "era", "junta"});
}

bool company_word(std::string_view w) {
  return one_of(
      w, {"inc",           "corp",         "corporation", "ltd",     "limited", "co",        "company",     "plc",
          "group",         "technologies", "ag",          "gmbh",    "llc",     "holdings",  "electronics", "motors",
          "international", "foundation",   "media",       "sa",      "nv",      "systems",   "energy",      "airlines",
          "industries",    "party",        "movement",    "militia", "agency",  "university"});
}

/// One letter is left out, doubled up or swapped with its neighbour.
bool slip_of(const std::string& a, const std::string& b) {
  if (a.size() > b.size()) return slip_of(b, a);
  const auto differ = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  if (a.size() + 1 == b.size()) return a.compare(differ, std::string::npos, b, differ + 1, std::string::npos) == 0;
  if (a.size() != b.size() || differ + 1 >= a.size()) return false;
  return a[differ] == b[differ + 1] && a[differ + 1] == b[differ] && a.substr(differ + 2) == b.substr(differ + 2);
}

class Names {
 public:
  explicit Names(State& state) : st_(state), r_(state.r) {}

  void run() {
    const auto sentences = static_cast<std::uint32_t>(r_.analysis.sentences.size());
    for (std::uint32_t s = 0; s < sentences; ++s) st_.names.push_back(find_names(r_, s));
    collect_surnames();
    repair_classes();
    misspelt();
    seats_of_two();
    for (std::uint32_t s = 0; s < sentences; ++s) find_missed(s);
    for (std::uint32_t s = 0; s < sentences; ++s) st_.entity_of.emplace_back(st_.names[s].size(), no_entity);
    organizations();
    persons();
    mention_names(st_);
  }

 private:
  std::string key(const NameSpan& x) const { return name_key(clean_name(r_.slice(x.sentence, x.begin, x.end))); }

  template <typename Visit>
  void each(Visit visit) {
    for (auto& sentence : st_.names) {
      for (auto& x : sentence) visit(x);
    }
  }

  void collect_surnames() {
    each([&](const NameSpan& x) {
      if (x.what != NameClass::Person) {
        if (x.what == NameClass::Organization && x.end - x.begin > 1)
          org_first_.insert(name_key(r_.form(x.sentence, x.begin)));
        return;
      }
      const PersonName n = parse_person(clean_name(r_.slice(x.sentence, x.begin, x.end)));
      if (n.single()) return;
      surnames_.insert(n.last());
      // Where the surname stands first it is what later mentions use.
      if (!r_.gazetteer.surname_states(n.first()).empty()) surnames_.insert(n.first());
    });
  }

  /// "the Biden administration": the word before it is a person, whatever the tagger says.
  bool governs(const NameSpan& x) const {
    const std::uint32_t s = x.sentence;
    if (x.end - x.begin != 1 || x.end >= r_.size(s) || !one_of(lower(r_.form(s, x.end)), {"administration", "regime"}))
      return false;
    const std::string k = name_key(r_.form(s, x.begin));
    return surnames_.count(k) != 0 || !r_.gazetteer.leaders(k).empty();
  }

  /// One string is one class of name in a document; full names decide.
  void repair_classes() {
    std::map<std::string, std::map<NameClass, int>> votes;
    each([&](const NameSpan& x) {
      if (x.index == NameSpan::no_index) ++votes[key(x)][x.what];
    });
    each([&](NameSpan& x) {
      if (x.index != NameSpan::no_index) return;
      const std::string k = key(x);
      const bool single = x.end - x.begin == 1;
      if (single && (surnames_.count(k) != 0 || governs(x))) {
        x.what = NameClass::Person;
        return;
      }
      if (single && x.what == NameClass::Person && org_first_.count(k) != 0) {
        x.what = NameClass::Organization;
        return;
      }
      const auto& v = votes[k];
      const auto best =
          std::max_element(v.begin(), v.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      if (best->second > v.at(x.what)) x.what = best->first;
    });
  }

  /// A name that no list knows and that is one letter short, long or swapped of a capital or state that the text also
  /// names: a slip of the pen.
  void misspelt() {
    constexpr std::size_t shortest = 6;  // letters: shorter names are often one letter apart
    std::map<std::string, NameSpan> known;
    each([&](const NameSpan& x) {
      const bool state = x.what == NameClass::Capital || x.what == NameClass::Country;
      if (state && x.index != NameSpan::no_index && x.end - x.begin == 1) known.emplace(key(x), x);
    });
    each([&](NameSpan& x) {
      if (x.index != NameSpan::no_index || x.end - x.begin != 1 || x.what == NameClass::Person) return;
      const std::string k = key(x);
      if (k.size() < shortest || !r_.gazetteer.find(r_.form(x.sentence, x.begin)).empty()) return;
      for (const auto& [name, right] : known) {
        if (name.size() < shortest || !slip_of(k, name)) continue;
        x.what = right.what;
        x.index = right.index;
        x.organization = right.organization;
        return;
      }
    });
  }

  /// "Brussels" is Belgium's where the text speaks of Belgium and not of the Union.
  void seats_of_two() {
    std::map<std::string, int> named;
    each([&](const NameSpan& x) {
      if (x.index == NameSpan::no_index || x.what == NameClass::Seat || x.what == NameClass::Place) return;
      ++named[x.organization ? r_.gazetteer.organizations()[x.index].id
                             : "country:" + r_.gazetteer.countries()[x.index].code];
    });
    each([&](NameSpan& x) {
      if (x.what != NameClass::Seat || !x.organization) return;
      for (const Sense& sense : r_.gazetteer.find(r_.slice(x.sentence, x.begin, x.end))) {
        if (sense.kind != SenseKind::Capital) continue;
        if (named["country:" + r_.gazetteer.countries()[sense.index].code] <=
            named[r_.gazetteer.organizations()[x.index].id])
          continue;
        x.what = NameClass::Capital;
        x.index = sense.index;
        x.organization = false;
        return;
      }
    });
  }

  /// Later mentions that the tagger missed: a surname or the name of a body or place that the text has named before.
  void find_missed(std::uint32_t s) {
    auto& spans = st_.names[s];
    for (std::uint32_t w = 0; w < r_.size(s); ++w) {
      if (!r_.capital(s, w) || r_.word(s, w).upos != Upos::Propn || r_.form(s, w).size() < 2) continue;
      if (std::any_of(spans.begin(), spans.end(), [&](const NameSpan& x) { return x.begin <= w && w < x.end; }))
        continue;
      const std::string k = name_key(r_.form(s, w));
      if (surnames_.count(k) == 0 || r_.gazetteer.role(k)) continue;
      const bool alone = !(w + 1 < r_.size(s) && r_.word(s, w + 1).upos == Upos::Propn && r_.capital(s, w + 1) &&
                           !r_.punctuation(s, w + 1));
      if (!alone) continue;
      NameSpan x;
      x.sentence = s;
      x.begin = w;
      x.end = w + 1;
      x.what = NameClass::Person;
      spans.insert(std::upper_bound(spans.begin(), spans.end(), x,
                                    [](const NameSpan& a, const NameSpan& b) { return a.begin < b.begin; }),
                   x);
    }
  }

  // --- organisations ---------------------------------------------------------------------------------------------

  /// The country before or in the name: "China's", "Cuban", "of Peru" behind it. no_index if none.
  std::uint32_t holder_country(const NameSpan& x, std::uint32_t& core_begin) const {
    const std::uint32_t s = x.sentence;
    core_begin = x.begin;
    for (std::uint32_t e = std::min(x.end - 1, x.begin + 3); e > x.begin; --e) {
      for (const Sense& sense : r_.gazetteer.find(r_.slice(s, x.begin, e))) {
        if (sense.kind == SenseKind::Adjective || (sense.kind == SenseKind::Country && sense.acronym)) {
          core_begin = e;
          return sense.index;
        }
      }
    }
    const auto before = [&](std::uint32_t w) -> const NameSpan* { return w > 0 ? st_.span_at(s, w - 1) : nullptr; };
    const NameSpan* owner = before(x.begin);
    if (owner == nullptr && x.begin > 0 && r_.possessive(s, x.begin - 1)) owner = before(x.begin - 1);
    if (owner == nullptr && x.end + 1 < r_.size(s) && one_of(lower(r_.form(s, x.end)), {"of", "in"})) {
      std::uint32_t w = x.end + 1;
      if (r_.word(s, w).upos == Upos::Det) ++w;
      owner = w < r_.size(s) ? st_.span_at(s, w) : nullptr;
      // "the Foreign Ministry in Oslo"
      const bool capital = owner != nullptr && owner->what == NameClass::Capital && r_.is(s, x.end, "in");
      if (owner != nullptr && owner->what != NameClass::Country && !capital) owner = nullptr;
    }
    if (owner == nullptr || owner->organization || owner->index == NameSpan::no_index ||
        owner->what == NameClass::Place)
      return NameSpan::no_index;
    return owner->index;
  }

  bool governmental(const std::string& name) const {
    for (const std::string_view w :
         {"ministry",       "department",     "parliament",  "senate",       "congress",     "assembly",
          "army",           "navy",           "air force",   "armed forces", "central bank", "supreme court",
          "national guard", "police",         "embassy",     "intelligence", "news agency",  "cabinet",
          "defence forces", "defense forces", "coast guard", "military"}) {
      if (name.find(w) != std::string::npos) return true;
    }
    return false;
  }

  bool body_of_state(const std::string& k) const {
    // The name's noun: before "of", else its last word.
    const std::string noun = k.substr(0, k.find(" of "));
    const std::string last = singular(noun.substr(noun.rfind(' ') == std::string::npos ? 0 : noun.rfind(' ') + 1));
    // Unions, chambers, companies of a country are not the state's.
    return governmental(k) ||
           one_of(last, {"directorate", "commission", "authority", "agency", "bureau", "office", "court", "committee",
                         "police", "service", "force", "guard", "corps", "secretariat", "inspectorate", "tribunal",
                         "administration", "treasury", "prosecutor"});
  }

  void own(LocalIndex e, std::uint32_t country, const NameSpan& x) {
    Link link;
    link.subject = e;
    link.type = "PART_OF";
    link.object = st_.country(country);
    link.sentence = x.sentence;
    link.subject_surface = clean_description(r_.slice(x.sentence, x.begin, x.end));
    link.object_surface = st_.table.record(link.object).name;
    st_.links.push_back(std::move(link));
  }

  /// "Ministry of Commerce", "Commerce Ministry" -> "commerce-ministry".
  static std::string body_slug(const std::string& name) {
    std::string k = name_key(name);
    for (const std::string_view body : {"ministry", "department"}) {
      for (const std::string& of :
           {std::string(body) + " of the ", std::string(body) + " of ", std::string(body) + " for "}) {
        if (k.compare(0, of.size(), of) == 0) k = k.substr(of.size()) + " " + std::string(body);
      }
    }
    const std::size_t affairs = k.find(" affairs ministry");
    if (affairs != std::string::npos) k.replace(affairs, 17, " ministry");
    const std::size_t defense = k.find("defense ");
    if (defense != std::string::npos) k.replace(defense, 8, "defence ");
    return slug(k);
  }

  void organizations() {
    std::vector<NameSpan*> open;
    each([&](NameSpan& x) {
      if (x.what != NameClass::Organization) return;
      if (x.index != NameSpan::no_index) {
        std::uint32_t core = 0;
        const OrganizationFacts& facts = r_.gazetteer.organizations()[x.index];
        const std::uint32_t other = holder_country(x, core);
        // Another state's congress or defence department is not the one that goes by that name alone.
        if ((other != NameSpan::no_index && facts.holder.substr(0, 8) == "country:" &&
             "country:" + r_.gazetteer.countries()[other].code != facts.holder) ||
            (other == NameSpan::no_index && elsewhere(x, facts))) {
          x.index = NameSpan::no_index;
          x.organization = false;
          open.push_back(&x);
          return;
        }
        set(x, st_.referenced(facts.id));
        return;
      }
      open.push_back(&x);
    });
    std::stable_sort(open.begin(), open.end(),
                     [&](const NameSpan* a, const NameSpan* b) { return a->end - a->begin > b->end - b->begin; });
    for (NameSpan* x : open) {
      if (entity_of(*x) == no_entity) set(*x, organization(*x));
    }
  }

  LocalIndex entity_of(const NameSpan& x) const {
    return st_.entity_of[x.sentence][static_cast<std::size_t>(&x - st_.names[x.sentence].data())];
  }

  /// "Homeland Union (Conservatives)", "International Labor Office (ILO)": two names of one body.
  void bracketed(const std::vector<NameSpan*>& open) {
    for (const auto& sentence : st_.names) {
      for (std::size_t i = 0; i + 1 < sentence.size(); ++i) {
        const NameSpan& x = sentence[i];
        const NameSpan& y = sentence[i + 1];
        if (x.what != NameClass::Organization || y.what != NameClass::Organization || y.begin != x.end + 1) continue;
        const std::uint32_t s = x.sentence;
        if (r_.form(s, x.end) != "(" || !r_.is(s, y.end, ")")) continue;
        const bool x_open = std::find(open.begin(), open.end(), &x) != open.end();
        const bool y_open = std::find(open.begin(), open.end(), &y) != open.end();
        if (!x_open && !y_open) continue;
        if (x_open && !y_open && !is_acronym_of(r_.slice(s, y.begin, y.end), r_.slice(s, x.begin, x.end))) continue;
        const LocalIndex e = !x_open ? entity_of(x) : !y_open ? entity_of(y) : organization(x);
        set(x, e);
        set(y, e);
        const std::string shown = clean_name(r_.slice(s, y.begin, y.end));
        st_.table.also_key("orgname:" + name_key(shown), e);
        st_.table.also_key("orgname:" + key(x), e);
        st_.table.add_reason(e, "'" + shown + "': in brackets behind the name");
      }
    }
  }

  /// "House of Representatives" in a text about Libya: a name that many states' bodies have, and that state is not what
  /// the text is about.
  bool elsewhere(const NameSpan& x, const OrganizationFacts& facts) {
    if (facts.holder.substr(0, 8) != "country:" || !one_of(facts.kind, {"legislature", "court", "ministry"}))
      return false;
    if (facts.kind == "ministry" && one_of(facts.id, {"org:us-department-of-state", "org:us-department-of-defense"}))
      return false;
    for (std::uint32_t e = x.begin + 1; e <= x.end; ++e) {  // it names its state itself
      for (const Sense& sense : r_.gazetteer.find(r_.slice(x.sentence, x.begin, e))) {
        if (sense.kind == SenseKind::Country || sense.kind == SenseKind::Adjective) return false;
      }
    }
    if (about_.empty()) {
      each([&](const NameSpan& n) {
        if (!n.organization && n.index != NameSpan::no_index && n.what != NameClass::Place)
          ++about_["country:" + r_.gazetteer.countries()[n.index].code];
      });
    }
    int most = 0;
    for (const auto& [code, n] : about_) most = std::max(most, n);
    const auto own = about_.find(facts.holder);
    return most > 0 && (own == about_.end() ? 0 : own->second) * 2 < most;
  }

  LocalIndex organization(const NameSpan& x) {
    const std::string name = clean_name(r_.slice(x.sentence, x.begin, x.end));
    std::uint32_t core_begin = x.begin;
    const std::uint32_t owner = holder_country(x, core_begin);
    const std::string core = clean_name(r_.slice(x.sentence, core_begin, x.end));
    const std::string k = name_key(core);
    if (governmental(k)) {
      const std::string body = body_slug(core);
      std::string reference;
      LocalIndex e = no_entity;
      if (owner != NameSpan::no_index) {
        reference = "org:" + lower(r_.gazetteer.countries()[owner].code) + "-" + body;
        e = st_.table.find(reference);
        if (e == no_entity) {
          e = st_.table.get(reference, EntityType::Organization, name, reference);
          st_.table.also_key("body:" + body, e);
        }
        own(e, owner, x);
        st_.table.add_alias(e, core);
      } else {
        e = st_.table.find("body:" + body);
        if (e == no_entity) e = st_.table.get("body:" + body, EntityType::Organization, name);
        if (st_.table.record(e).name != name) st_.table.add_reason(e, "'" + name + "': the only such body in the text");
      }
      return e;
    }
    const std::string direct = "orgname:" + k;
    if (const LocalIndex e = st_.table.find(direct); e != no_entity) return e;
    // An acronym, or a shorter name, of a body that the text names in full.
    // (A text with thousands of bodies is a list, and such likeness in it is chance.)
    constexpr std::size_t most_bodies = 2000;
    if (bodies_.empty()) {
      for (LocalIndex e = 0; e < st_.table.size(); ++e) {
        if (st_.table.record(e).type == EntityType::Organization)
          bodies_.emplace_back(e, name_key(st_.table.record(e).name));
      }
    }
    for (std::size_t i = 0; i < std::min(bodies_.size(), most_bodies); ++i) {
      const LocalIndex e = bodies_[i].first;
      const std::string& full = bodies_[i].second;
      const auto& record = st_.table.record(e);
      const bool shorter = full.size() > k.size() + 1 && full.compare(0, k.size(), k) == 0 && full[k.size()] == ' ' &&
                           company_word(full.substr(full.rfind(' ') + 1));
      const bool tail = full.size() > k.size() + 1 && full.compare(full.size() - k.size(), k.size(), k) == 0 &&
                        k.find(' ') != std::string::npos;
      const bool acronym = looks_like_acronym(core) &&
                           (is_acronym_of(core, record.name) || is_acronym_of(core, without_state(record.name)));
      if (shorter || tail || acronym) {
        st_.table.add_reason(e, "'" + core + "': " + (acronym ? "acronym of " : "short for ") + record.name);
        st_.table.also_key(direct, e);
        return e;
      }
    }
    const LocalIndex e = st_.table.get(direct, EntityType::Organization, name);
    bodies_.emplace_back(e, name_key(name));
    if (owner != NameSpan::no_index && body_of_state(k)) own(e, owner, x);
    return e;
  }

  /// "U.S. Government Accountability Office" -> "Government Accountability Office".
  std::string without_state(const std::string& name) const {
    const std::size_t space = name.find(' ');
    if (space == std::string::npos) return name;
    for (const Sense& sense : r_.gazetteer.find(name.substr(0, space))) {
      if (sense.kind == SenseKind::Country || sense.kind == SenseKind::Adjective) return name.substr(space + 1);
    }
    return name;
  }

  void set(const NameSpan& x, LocalIndex e) {
    auto& all = st_.names[x.sentence];
    st_.entity_of[x.sentence][static_cast<std::size_t>(&x - all.data())] = e;
  }

  // --- persons ---------------------------------------------------------------------------------------------------

  Gender gender_before(const NameSpan& x) const {
    for (std::uint32_t w = x.begin; w-- > 0 && x.begin - w < 4;) {
      const Gender g = gender_of_word(lower(r_.form(x.sentence, w)));
      if (g != Gender::Unknown) return g;
      if (!r_.gazetteer.is_rank(lower(r_.form(x.sentence, w))) && !r_.gazetteer.role(r_.base(x.sentence, w)) &&
          r_.form(x.sentence, w) != ".")
        break;
    }
    return Gender::Unknown;
  }

  bool in_government_name(const NameSpan& x) const {
    return x.end < r_.size(x.sentence) && rules(r_.base(x.sentence, x.end));
  }

  void persons() {
    // Full names first, so that a surname finds its bearer wherever it stands.
    std::vector<const NameSpan*> full;
    std::vector<const NameSpan*> single;
    for (const auto& sentence : st_.names) {
      for (const auto& x : sentence) {
        if (x.what != NameClass::Person) continue;
        const PersonName n = parse_person(clean_name(r_.slice(x.sentence, x.begin, x.end)));
        (n.single() ? single : full).push_back(&x);
      }
    }
    for (const NameSpan* x : full) take_person(*x, false);
    std::stable_partition(single.begin(), single.end(), [&](const NameSpan* x) { return !in_government_name(*x); });
    for (const NameSpan* x : single) take_person(*x, true);
  }

  void take_person(const NameSpan& x, bool single) {
    const std::string shown = clean_name(r_.slice(x.sentence, x.begin, x.end));
    const PersonName name = parse_person(shown);
    const Gender told = gender_before(x);
    LocalIndex best = no_entity;
    NameFit best_fit = NameFit::None;
    std::pair<int, int> best_distance{0, 0};
    bool longer = false;
    for (const LocalIndex e : named_like(name)) {
      const PersonFacts& facts = st_.people[e];
      NameFit fit = person_fit(name, facts.name, variant, &r_.gazetteer);
      bool other_way = false;
      if (!single && fit != NameFit::Same && facts.name.parts.size() < name.parts.size() && !facts.name.single()) {
        const NameFit back = person_fit(facts.name, name, variant, &r_.gazetteer);
        if (back > fit) fit = back, other_way = true;
      }
      if (fit == NameFit::None) continue;
      if (!single && fit != NameFit::Same && fit != NameFit::Spelling && fit != NameFit::Surname) continue;
      if (told != Gender::Unknown && facts.gender != Gender::Unknown && told != facts.gender) continue;
      if (fit == NameFit::Given && !given_will_do(facts.name)) continue;
      // Whose gender is told alike comes first.
      const bool alike = told != Gender::Unknown && facts.gender == told;
      const auto distance =
          std::pair{distance_to(e, x.sentence) + (told != Gender::Unknown && !alike ? 100000 : 0), static_cast<int>(e)};
      if (fit > best_fit || (fit == best_fit && distance < best_distance)) {
        best = e;
        best_fit = fit;
        best_distance = distance;
        longer = other_way || (fit == NameFit::Same && name.parts.size() > facts.name.parts.size());
      }
    }
    if (best == no_entity) {
      if (single && in_government_name(x)) return;
      best = new_person(shown, name);
    } else {
      if (longer) {
        index_person(best, name);
        st_.table.rename(best, display_name(shown));
        st_.people[best].name = name;
      }
      explain(best, shown, best_fit);
    }
    PersonFacts& facts = st_.people[best];
    if (facts.gender == Gender::Unknown) facts.gender = told;
    seen_[best].insert(x.sentence);
    set(x, best);
  }

  /// People who share a part of the name, or the beginning of the surname (spellings).
  std::set<LocalIndex> named_like(const PersonName& name) const {
    std::set<LocalIndex> out;
    const auto take = [&](const std::string& key) {
      if (const auto found = st_.people_by_part.find(key); found != st_.people_by_part.end())
        out.insert(found->second.begin(), found->second.end());
    };
    take(name.first());
    take(name.last());
    take("~" + name.last().substr(0, 3));
    return out;
  }
  void index_person(LocalIndex e, const PersonName& name) {
    for (const std::string& part : name.parts) st_.people_by_part[part].push_back(e);
    st_.people_by_part["~" + name.last().substr(0, 3)].push_back(e);
  }

  /// "Xi" alone is Xi Jinping: his surname stands first. "Boris" alone is Boris Johnson where the text has one Boris.
  bool given_will_do(const PersonName& full) const {
    if (!r_.gazetteer.surname_states(full.first()).empty() || !r_.gazetteer.given_name(full.first())) return true;
    const auto found = st_.people_by_part.find(full.first());
    return found != st_.people_by_part.end() &&
           std::set<LocalIndex>(found->second.begin(), found->second.end()).size() == 1;
  }

  int distance_to(LocalIndex e, std::uint32_t sentence) const {
    const int best = 1 << 20;
    const auto found = seen_.find(e);
    if (found == seen_.end()) return best;
    // A bearer named later is farther than any named before.
    const auto after = found->second.upper_bound(sentence);
    if (after != found->second.begin()) return static_cast<int>(sentence - *std::prev(after));
    return std::min(best, 10000 + static_cast<int>(*after - sentence));
  }

  LocalIndex new_person(const std::string& surface, const PersonName& name) {
    const std::string shown = display_name(surface);
    std::string k = "person";
    for (const auto& p : name.parts) k += ":" + p;
    if (!name.suffix.empty()) k += ":" + name.suffix;
    const LocalIndex e = st_.table.get(k + "#" + std::to_string(st_.people.size()), EntityType::Person, shown);
    PersonFacts facts;
    facts.name = name;
    if (!name.single()) {
      const bool surname_first =
          !r_.gazetteer.surname_states(name.first()).empty() && !r_.gazetteer.given_name(name.first());
      if (!surname_first) facts.gender = r_.gazetteer.given_name(name.first()).value_or(Gender::Unknown);
    }
    index_person(e, name);
    st_.people.emplace(e, std::move(facts));
    return e;
  }

  void explain(LocalIndex e, const std::string& shown, NameFit fit) {
    const std::string& name = st_.table.record(e).name;
    if (shown == name) return;
    const std::string what = fit == NameFit::Surname    ? "surname of "
                             : fit == NameFit::Given    ? "first-standing name of "
                             : fit == NameFit::Spelling ? "another spelling of "
                                                        : "form of ";
    st_.table.add_reason(e, "'" + shown + "': " + what + name);
  }

  State& st_;
  const Reading& r_;
  std::set<std::string> surnames_;
  std::set<std::string> org_first_;
  std::map<std::string, int> about_;
  std::map<LocalIndex, std::set<std::uint32_t>> seen_;
  std::vector<std::pair<LocalIndex, std::string>> bodies_;  // organisations named in full, with their keys
};

}  // namespace

void resolve_names(State& state) {
  Names(state).run();
}

}  // namespace entente::extraction::entities
