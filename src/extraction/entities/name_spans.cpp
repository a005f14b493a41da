#include "src/extraction/entities/name_spans.h"

#include <algorithm>
#include <optional>

#include "src/extraction/names.h"

namespace entente::extraction::entities {
namespace {

using language::NameType;
using language::Upos;

constexpr std::uint32_t city_known_by_itself = 300'000;  // inhabitants; smaller ones need the tagger's word

bool event_noun(std::string_view w) {
  return one_of(w,
                {"summit",     "meeting",  "conference", "talk",     "dialogue", "press",    "agreement", "deal",
                 "treaty",     "trade",    "tariff",     "dlr",      "dollar",   "forum",    "statement", "release",
                 "policy",     "relation", "war",        "crisis",   "election", "sanction", "visit",     "democrat",
                 "republican", "commerce", "secretary",  "treasury", "exports",  "import",   "export",    "interview",
                 "accord",     "pact",     "visa",       "american"});
}

class Finder {
 public:
  Finder(const Reading& reading, std::uint32_t sentence) : r_(reading), s_(sentence), n_(reading.size(sentence)) {}

  std::vector<NameSpan> run() {
    known_ = gazetteer_matches();
    for (const language::Name& name : r_.sentence(s_).names) take_tagged(name);
    for (const Known& k : known_) {
      if (!k.used && stands_alone(k)) push(k.begin, k.end, k);  // push() refuses what lies within another name
    }
    ministries();
    acronyms();
    drop_post_words();
    std::sort(out_.begin(), out_.end(), [](const NameSpan& a, const NameSpan& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    return std::move(out_);
  }

 private:
  struct Known {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Sense sense;
    bool used = false;
  };

  std::vector<Known> gazetteer_matches() const {
    std::vector<Known> out;
    for (std::uint32_t w = 0; w < n_;) {
      const std::uint32_t longest = r_.punctuation(s_, w) ? 0 : r_.gazetteer.longest(name_key(r_.form(s_, w)));
      std::uint32_t step = 1;
      for (std::uint32_t length = std::min(longest, n_ - w); length > 0; --length) {
        if (r_.possessive(s_, w + length - 1) || r_.punctuation(s_, w + length - 1)) continue;
        const auto senses = r_.gazetteer.find(r_.slice(s_, w, w + length));
        if (const auto sense = choose(senses, w, w + length)) {
          out.push_back({w, w + length, *sense});
          step = length;
          break;
        }
      }
      w += step;
    }
    return out;
  }

  /// The sense that fits the surroundings.
  std::optional<Sense> choose(const std::vector<Sense>& senses, std::uint32_t begin, std::uint32_t end) const {
    if (senses.empty()) return std::nullopt;
    const bool single = end - begin == 1;
    if (single && !r_.capital(s_, begin) && !(r_.form(s_, begin)[0] >= '0' && r_.form(s_, begin)[0] <= '9'))
      return std::nullopt;
    // "us" in a headline in capitals is the pronoun as often as the state; the tree decides.
    if (single && r_.word(s_, begin).upos == Upos::Pron) return std::nullopt;
    // A place behind a comma behind a place ("Atlanta, Georgia") locates that place.
    const Sense* best = &senses.front();
    if (best->kind == SenseKind::Capital) {
      // "Brussels" is the Union's seat before it is Belgium's capital; the document decides later.
      for (const Sense& x : senses) {
        if (x.kind == SenseKind::Seat) best = &x;
      }
    }
    const auto has = [&](SenseKind kind) -> const Sense* {
      const auto found = std::find_if(senses.begin(), senses.end(), [&](const Sense& x) { return x.kind == kind; });
      return found == senses.end() ? nullptr : &*found;
    };
    if (best->kind == SenseKind::Country && modifies(begin, end)) {
      if (const Sense* adjective = has(SenseKind::Adjective)) best = adjective;
    }
    if (best->kind == SenseKind::Adjective && !modifies(begin, end)) {
      if (const Sense* people = has(SenseKind::People)) best = people;
    }
    return *best;
  }

  /// The words stand before a noun that they modify.
  bool modifies(std::uint32_t begin, std::uint32_t end) const {
    if (end >= n_ || r_.possessive(s_, end)) return false;
    const std::uint32_t h = r_.head(s_, begin, end);
    const auto& w = r_.word(s_, h);
    const std::string_view rel = std::string_view(w.deprel).substr(0, w.deprel.find(':'));
    if (w.upos == Upos::Adj && rel == "amod") return true;
    if (w.head > static_cast<std::int32_t>(h) &&
        (rel == "amod" || rel == "compound" || w.deprel == "nmod:desc" || rel == "flat"))
      return true;
    return rel == "amod" || (rel == "compound" && w.head >= static_cast<std::int32_t>(end));
  }

  bool overlaps(std::uint32_t begin, std::uint32_t end) const {
    return std::any_of(out_.begin(), out_.end(), [&](const NameSpan& x) { return x.begin < end && begin < x.end; });
  }

  void push(std::uint32_t begin, std::uint32_t end, const Known& k) {
    if (overlaps(begin, end)) return;
    NameSpan x;
    x.sentence = s_;
    x.begin = begin;
    x.end = end;
    x.index = k.sense.index;
    x.organization = k.sense.organization;
    switch (k.sense.kind) {
      case SenseKind::Country:
        x.what = NameClass::Country;
        break;
      case SenseKind::Adjective:
        x.what = modifies(begin, end) ? NameClass::Adjective : NameClass::People;
        break;
      case SenseKind::People:
        x.what = NameClass::People;
        break;
      case SenseKind::Capital:
        x.what = NameClass::Capital;
        break;
      case SenseKind::Seat:
        x.what = NameClass::Seat;
        break;
      case SenseKind::Organization:
        x.what = NameClass::Organization;
        break;
      case SenseKind::Region:
      case SenseKind::Area:
      case SenseKind::City:
        x.what = NameClass::Place;
        if (k.sense.kind == SenseKind::Area) x.index = NameSpan::no_index;
        break;
    }
    out_.push_back(x);
  }

  void push(std::uint32_t begin, std::uint32_t end, NameClass what) {
    while (begin < end &&
           (r_.punctuation(s_, begin) || r_.possessive(s_, begin) || r_.word(s_, begin).upos == Upos::Det))
      ++begin;
    while (end > begin && (r_.possessive(s_, end - 1) || (r_.punctuation(s_, end - 1)))) --end;
    if (begin >= end || overlaps(begin, end)) return;
    if (r_.gazetteer.names_nobody(name_key(r_.slice(s_, begin, end)))) return;
    NameSpan x;
    x.sentence = s_;
    x.begin = begin;
    x.end = end;
    x.what = what;
    out_.push_back(x);
  }

  /// A name that only the gazetteer sees.
  bool stands_alone(const Known& k) const {
    if (k.sense.weak) return false;
    if (r_.gazetteer.names_nobody(name_key(r_.slice(s_, k.begin, k.end)))) return false;
    const auto proper = [&](std::uint32_t w) {
      return w < n_ && r_.word(s_, w).upos == Upos::Propn && r_.capital(s_, w);
    };
    if (k.sense.kind == SenseKind::City) {
      if (k.sense.population < city_known_by_itself || !proper(k.begin)) return false;
      return !proper(k.end) && (k.begin == 0 || !proper(k.begin - 1));
    }
    if (k.sense.kind == SenseKind::Country || k.sense.kind == SenseKind::Capital || k.sense.kind == SenseKind::Region) {
      // "Chad Wolf", "Jordan Peele" where the tagger missed the person.
      if (k.end - k.begin == 1 && proper(k.end) && r_.gazetteer.given_name(name_key(r_.form(s_, k.begin))) &&
          !r_.gazetteer.role(r_.base(s_, k.end)) && !r_.gazetteer.is_body(r_.base(s_, k.end))) {
        return false;
      }
    }
    return true;
  }

  static NameClass class_of(NameType type) {
    switch (type) {
      case NameType::Person:
        return NameClass::Person;
      case NameType::Organization:
        return NameClass::Organization;
      default:
        return NameClass::Place;
    }
  }

  void take_tagged(const language::Name& name) {
    switch (name.type) {
      case NameType::Person:
      case NameType::Organization:
      case NameType::Gpe:
      case NameType::Location:
      case NameType::Norp:
      case NameType::Facility:
        break;
      case NameType::Event:
      case NameType::Law:
      case NameType::Date:
      case NameType::Money:
      case NameType::Title:
      case NameType::Other:
        return;
    }
    std::vector<Known*> inside;
    for (Known& k : known_) {
      if (k.begin < name.end && name.begin < k.end) inside.push_back(&k);
    }
    for (Known* k : inside) {
      if (k->begin <= name.begin && name.end <= k->end) return take_known(name, *k);
    }
    if (inside.empty()) return take_plain(name.begin, name.end, name.type);
    take_mixed(name, inside);
  }

  /// The gazetteer knows the whole name. It wins, but for words that are common names of persons and small towns.
  void take_known(const language::Name& name, Known& k) {
    k.used = true;
    const bool person = name.type == NameType::Person;
    const bool body = name.type == NameType::Organization;
    if (k.sense.kind == SenseKind::City || k.sense.weak) {
      if (k.sense.weak && !body) return;
      if (person || body) {
        if (k.sense.kind == SenseKind::City) return take_plain(name.begin, name.end, name.type);
      }
    }
    if (person && k.end - k.begin == 1 && k.sense.kind != SenseKind::Organization && in_person_run(name)) {
      return take_plain(name.begin, name.end, name.type);
    }
    push(k.begin, k.end, k);
  }

  /// The person's name goes on beside it ("Jordan" in "Jordan Bardella" that the tagger cut).
  bool in_person_run(const language::Name& name) const {
    const auto proper = [&](std::uint32_t w) {
      return w < n_ && r_.word(s_, w).upos == Upos::Propn && r_.capital(s_, w) && !r_.gazetteer.role(r_.base(s_, w));
    };
    return proper(name.end) && r_.word(s_, name.end).deprel.substr(0, 4) == "flat";
  }

  void take_mixed(const language::Name& name, const std::vector<Known*>& inside) {
    Known& first = *inside.front();
    const bool leads = first.begin <= name.begin && first.end < name.end;
    const std::string last = r_.base(s_, name.end - 1);
    const bool state = first.sense.kind == SenseKind::Country || first.sense.kind == SenseKind::Adjective ||
                       first.sense.kind == SenseKind::People;
    if (name.type == NameType::Person) {
      // "Belarus Alexander Lukashenko" behind "President of": two names.
      const bool two = leads && state && name.end - first.end >= 2 &&
                       r_.gazetteer.given_name(name_key(r_.form(s_, first.end))) &&
                       !r_.gazetteer.given_name(name_key(r_.form(s_, first.begin)));
      const bool foreign = two     ? true
                           : state ? first.sense.kind != SenseKind::Country || first.sense.acronym
                                   : first.sense.kind == SenseKind::Organization;
      // "Wang Wentao REUTERS" under a picture.
      const Known& back = *inside.back();
      if (back.end == name.end && back.begin >= name.begin + 2 && back.sense.kind == SenseKind::Organization) {
        use(inside.back());
        return take_plain(name.begin, back.begin, name.type);
      }
      if (leads && foreign) {
        use(inside.front());
        return take_plain(first.end, name.end, name.type);
      }
      // "Washington Post" seen as a person, "Xi Jinping of China" …: a longer body or state at the end is its own.
      for (Known* k : inside) k->used = true;
      return take_plain(name.begin, name.end, name.type);
    }
    if (name.type == NameType::Organization) {
      bool body = false;
      for (std::uint32_t w = name.begin; w < name.end; ++w) body = body || r_.gazetteer.is_body(r_.base(s_, w));
      if (leads && !body && event_noun(last)) return use_all(inside);
      if (leads && state && one_of(last, {"government", "administration", "side", "authority", "people"}))
        return use_all(inside);
      if (r_.base(s_, name.begin) == "government") return use_all(inside);  // "Governments of Italy, Spain and Malta"
      // "EEAS and Department of State": two bodies.
      if (inside.size() > 1 && inside.back()->end == name.end && r_.is(s_, inside.back()->begin - 1, "and") &&
          inside.front()->end + 1 == inside.back()->begin) {
        return use_all(inside);
      }
      if (inside.size() > 1 && joined_by_hyphen(name, inside)) return use_all(inside);
      if (r_.gazetteer.role(last) && leads) return use_all(inside);
      for (Known* k : inside) k->used = true;
      return take_plain(name.begin, name.end, name.type);
    }
    // Places. "East Palestine" is none of Palestine; "Beijing's Great Hall" is a place of its own.
    if (!leads && inside.size() == 1) {
      first.used = true;
      return take_plain(name.begin, name.end, name.type);
    }
    use_all(inside);
    for (std::uint32_t w = name.begin; w + 1 < name.end; ++w) {
      if (r_.possessive(s_, w)) return push(w + 1, name.end, NameClass::Place);
    }
  }

  bool joined_by_hyphen(const language::Name& name, const std::vector<Known*>& inside) const {
    for (std::size_t i = 0; i + 1 < inside.size(); ++i) {
      if (inside[i + 1]->begin != inside[i]->end + 1) return false;
      if (!one_of(r_.form(s_, inside[i]->end), {"-", "–", "/"})) return false;
    }
    return inside.back()->end == name.end;
  }

  void use(Known* k) {
    k->used = true;
    push(k->begin, k->end, *k);
  }
  void use_all(const std::vector<Known*>& all) {
    for (Known* k : all) use(k);
  }

  /// A tagged name that the gazetteer does not know.
  void take_plain(std::uint32_t begin, std::uint32_t end, NameType type) {
    NameClass what = class_of(type);
    // Posts within the name are no part of it: "National Security Advisor Waltz", "Secretary Rubio".
    std::uint32_t cut = begin;
    for (std::uint32_t w = begin; w < end; ++w) {
      const std::string b = r_.base(s_, w);
      if (r_.gazetteer.role(b) || r_.gazetteer.is_rank(lower(r_.form(s_, w)))) cut = w + 1;
    }
    if (what != NameClass::Place && cut > begin) {
      if (cut >= end) {
        if (what == NameClass::Person && end - begin > 1 && r_.gazetteer.given_name(name_key(r_.form(s_, begin)))) {
          return push(begin, end, what);  // "Stephen King": a surname that is a word for a post
        }
        return;
      }
      const bool of = one_of(lower(r_.form(s_, cut)), {"of", "for", "to", "-"});
      if (of) {
        if (what == NameClass::Person) return;
      } else {
        if (what == NameClass::Organization && r_.gazetteer.is_body(r_.base(s_, end - 1))) {
          return push(begin, end, what);  // "Chief Executive Board"
        }
        return push(cut, end, NameClass::Person);
      }
    }
    if (what == NameClass::Organization && no_body(begin, end)) return;
    // "Biden administration": the person's, in words of the text and no name.
    if (what == NameClass::Organization && end - begin > 1 &&
        one_of(lower(r_.form(s_, end - 1)), {"administration", "government", "regime"}) &&
        (!r_.capital(s_, end - 1) || !r_.gazetteer.leaders(name_key(r_.form(s_, end - 2))).empty())) {
      return take_plain(begin, end - 1, NameType::Person);
    }
    if (what == NameClass::Organization) {
      if (const auto known = without_noun(begin, end)) return push(known->begin, known->end, *known);
      end = with_seat(end, begin);
      // "rebel Revolutionary United Front": the name begins with its first capital.
      while (begin + 1 < end && !r_.capital(s_, begin) && name_like_common(begin)) ++begin;
      std::uint32_t noun = end - 1;  // the name's noun: before "of"
      for (std::uint32_t w = begin; w < end; ++w) {
        if (r_.is(s_, w, "of") && w > begin) {
          noun = w - 1;
          break;
        }
      }
      if (place_head(r_.base(s_, noun))) what = NameClass::Place;
    }
    if (type == NameType::Norp) return;  // groups that no gazetteer knows: "Kurdish", "Shiite"
    if (what == NameClass::Organization && within_post(begin)) return;
    if (what == NameClass::Place && r_.gazetteer.is_body(r_.base(s_, end - 1)) && end - begin > 1)
      what = NameClass::Organization;
    // "Xavier | Bettel": the tagger left the given name out.
    while (what == NameClass::Person && begin > 0 && r_.capital(s_, begin - 1) &&
           r_.word(s_, begin - 1).upos == Upos::Propn &&
           r_.gazetteer.given_name(name_key(r_.form(s_, begin - 1))).value_or(Gender::Unknown) != Gender::Unknown &&
           !r_.gazetteer.role(r_.base(s_, begin - 1)) && !overlaps(begin - 1, begin) &&
           std::none_of(known_.begin(), known_.end(),
                        [&](const Known& k) { return k.begin < begin && begin - 1 < k.end; })) {
      --begin;
    }
    if (what == NameClass::Person) end = with_suffix(whole_hyphenated(end));
    if (!has_letters(begin, end) || r_.slice(s_, begin, end).find_first_of("$%@") != std::string_view::npos) return;
    if (what == NameClass::Place && end - begin == 1 && type == NameType::Gpe) {
      if (const auto state = misspelt_state(begin)) return push(begin, end, Known{begin, end, *state, true});
    }
    push(begin, end, what);
  }

  /// "Ethopia": one letter from the name of one state, and no name of anything else that is known.
  std::optional<Sense> misspelt_state(std::uint32_t w) const {
    const std::string k = name_key(r_.form(s_, w));
    if (k.size() < 6 || !r_.gazetteer.find(r_.form(s_, w)).empty()) return std::nullopt;
    std::optional<Sense> found;
    for (std::uint32_t i = 0; i < r_.gazetteer.countries().size(); ++i) {
      const CountryFacts& c = r_.gazetteer.countries()[i];
      if (!c.state || !spelling_variant(k, name_key(c.name))) continue;
      if (found) return std::nullopt;
      found.emplace();
      found->kind = SenseKind::Country;
      found->index = i;
    }
    return found;
  }
  bool name_like_common(std::uint32_t w) const {
    const Upos u = r_.word(s_, w).upos;
    return (u == Upos::Adj || u == Upos::Noun || u == Upos::Verb) && !one_of(lower(r_.form(s_, w)), {"al", "el"});
  }
  static bool place_head(std::string_view noun) {
    return one_of(noun, {"bridge",    "river",    "airport", "square",  "street",  "palace",  "stadium", "hotel",
                         "valley",    "mountain", "island",  "lake",    "strait",  "canal",   "dam",     "avenue",
                         "peninsula", "province", "hall",    "airbase", "seaport", "harbour", "harbor"});
  }

  /// What taggers take for bodies: events, single common nouns, codes, words of a headline in capitals.
  bool no_body(std::uint32_t begin, std::uint32_t end) const {
    const std::string last = r_.base(s_, end - 1);
    if (one_of(last, {"summit", "affair", "dlr", "pow", "olympic", "meeting", "press"})) return true;
    if (r_.shouted(s_) && end - begin > 2) return true;
    if (agreement(begin, end)) return true;
    if (end - begin > 1) return false;
    const std::string_view f = r_.form(s_, begin);
    if (std::count_if(f.begin(), f.end(), [](char c) { return c >= '0' && c <= '9'; }) > 1 && f.size() > 4) return true;
    const bool plural_acronym = f.size() > 2 && f.back() == 's' && looks_like_acronym(f.substr(0, f.size() - 1));
    return plural_acronym || (r_.gazetteer.is_body(last) && !looks_like_acronym(f)) ||
           r_.word(s_, begin).upos == Upos::Verb;
  }

  /// "American Chamber of Commerce | in China": of such bodies there is one in each state.
  std::uint32_t with_seat(std::uint32_t end, std::uint32_t begin) const {
    if (end + 1 >= n_ || !r_.is(s_, end, "in") || end - begin < 3) return end;
    if (!r_.is(s_, end - 3, "chamber") && !r_.is(s_, end - 1, "institute")) return end;
    for (const Known& k : known_) {
      if (k.begin == end + 1 && k.sense.kind == SenseKind::Country) return k.end;
    }
    return end;
  }

  /// "Frelimo party": known without its noun.
  std::optional<Known> without_noun(std::uint32_t begin, std::uint32_t end) const {
    if (end - begin < 2 || r_.capital(s_, end - 1) || !r_.gazetteer.is_body(r_.base(s_, end - 1))) return std::nullopt;
    for (const Sense& sense : r_.gazetteer.find(r_.slice(s_, begin, end - 1))) {
      if (sense.kind == SenseKind::Organization && !sense.weak) return Known{begin, end - 1, sense, true};
    }
    return std::nullopt;
  }

  bool has_letters(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t w = begin; w < end; ++w) {
      if (r_.capital(s_, w)) return true;
    }
    return false;
  }

  /// "State" in "Secretary of State", "Foreign Affairs" in "Minister of Foreign Affairs".
  bool within_post(std::uint32_t begin) const {
    std::uint32_t w = begin;
    while (w > 0 && (r_.word(s_, w - 1).upos == Upos::Det)) --w;
    if (w < 2 || !one_of(lower(r_.form(s_, w - 1)), {"of", "for"})) return false;
    const auto rank = r_.gazetteer.role(r_.base(s_, w - 2));
    return rank == Rank::Minister;
  }

  /// "Moon Jae | -in": the tagger cut a hyphenated given name.
  std::uint32_t whole_hyphenated(std::uint32_t end) const {
    if (end + 1 >= n_ || r_.form(s_, end) != "-" || r_.word(s_, end - 1).space_after || r_.word(s_, end).space_after)
      return end;
    const Upos u = r_.word(s_, end + 1).upos;
    if (u == Upos::Verb || u == Upos::Adv ||
        one_of(lower(r_.form(s_, end + 1)), {"led", "era", "based", "style", "backed", "appointed", "born", "like"}))
      return end;
    return r_.form(s_, end + 1).size() <= 6 && (u == Upos::Propn || !r_.capital(s_, end + 1)) ? end + 2 : end;
  }

  /// ", Jr." behind a person's name belongs to it.
  std::uint32_t with_suffix(std::uint32_t end) const {
    const std::uint32_t at = end < n_ && r_.form(s_, end) == "," ? end + 1 : end;
    if (at < n_ && one_of(lower(r_.form(s_, at)), {"jr.", "jr", "sr.", "sr", "iii"})) {
      return at + 1 < n_ && r_.form(s_, at + 1) == "." && lower(r_.form(s_, at)).back() != '.' ? at + 2 : at + 1;
    }
    return end;
  }

  /// "National Union for the Total Independence of Angola (UNITA)": the letters in brackets tell where the name begins.
  void acronyms() {
    for (std::uint32_t w = 1; w + 2 < n_; ++w) {
      if (r_.form(s_, w) != "(" || r_.form(s_, w + 2) != ")" || !looks_like_acronym(r_.form(s_, w + 1))) continue;
      const std::string_view letters = r_.form(s_, w + 1);
      std::optional<std::uint32_t> begin;
      for (std::uint32_t b = w; b-- > 0 && w - b <= 14;) {
        if (r_.punctuation(s_, b) && r_.form(s_, b) != "-" && r_.form(s_, b) != ",") break;
        if (r_.word(s_, b).upos == Upos::Verb && !r_.capital(s_, b)) break;
        if (r_.capital(s_, b) && is_acronym_of(letters, r_.slice(s_, b, w))) begin = b;
        if (begin && is_acronym_of(letters, r_.slice(s_, *begin, w))) break;
      }
      const auto before = std::find_if(out_.begin(), out_.end(), [&](const NameSpan& x) {
        return x.end == w || (x.end + 1 == w && r_.possessive(s_, w - 1));
      });
      const bool known =
          before != out_.end() && before->what == NameClass::Organization && before->index != NameSpan::no_index;
      if (begin && w - *begin >= 2 && !known && !agreement(*begin, w)) {
        const std::uint32_t b = *begin;
        out_.erase(
            std::remove_if(out_.begin(), out_.end(), [&](const NameSpan& x) { return x.begin >= b && x.end <= w; }),
            out_.end());
        push(b, w, NameClass::Organization);
      }
      const bool body = std::any_of(out_.begin(), out_.end(),
                                    [&](const NameSpan& x) { return x.end == w && x.what == NameClass::Organization; });
      if (body) push(w + 1, w + 2, NameClass::Organization);
    }
  }

  /// Treaties, plans and events have names and acronyms too, and act for nobody.
  bool agreement(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t noun = end - 1;
    for (std::uint32_t w = begin + 1; w < end; ++w) {
      if (one_of(lower(r_.form(s_, w)), {"of", "on", "for", "against"})) {
        noun = w - 1;
        break;
      }
    }
    if (one_of(r_.base(s_, noun),
               {"plan", "order", "ban", "package", "deal", "agenda", "measure", "report", "paper", "declaration",
                "charter", "budget", "bill", "law", "constitution", "prize", "day", "state"}) &&
        end - begin > 1) {
      return true;
    }
    for (std::uint32_t w = begin; w < end; ++w) {
      if (one_of(r_.base(s_, w), {"agreement", "memorandum", "accord", "treaty", "protocol", "convention", "act",
                                  "initiative", "resolution", "pact", "war", "operation", "intelligence"}) &&
          !(r_.base(s_, w) == "intelligence" && w + 1 < end)) {
        return r_.base(s_, w) != "intelligence" || r_.is(s_, begin, "artificial");
      }
    }
    return false;
  }

  /// "Treasury" in "Treasury Secretary" is no body of its own.
  void drop_post_words() {
    const auto wrong = [&](const NameSpan& x) {
      if (x.what != NameClass::Organization || x.end >= n_) return false;
      const std::string next = r_.base(s_, x.end);
      const auto rank = r_.gazetteer.role(next);
      if (!rank) return false;
      const std::string title = name_key(r_.slice(s_, x.begin, x.end)) + " " + next;
      return !r_.gazetteer.post_holder(title).empty() || r_.gazetteer.role(title) ||
             (rank == Rank::Minister && x.end - x.begin == 1 && !looks_like_acronym(r_.form(s_, x.begin)));
    };
    // "US Treasury | Secretary": the state stays.
    std::vector<NameSpan> states;
    for (const NameSpan& x : out_) {
      if (x.what != NameClass::Organization || x.end >= n_ || x.end - x.begin != 2) continue;
      const std::string next = r_.base(s_, x.end);
      if (r_.gazetteer.post_holder(name_key(r_.form(s_, x.end - 1)) + " " + next).empty()) continue;
      for (const Sense& sense : r_.gazetteer.find(r_.form(s_, x.begin))) {
        if (sense.kind != SenseKind::Country && sense.kind != SenseKind::Adjective) continue;
        NameSpan state = x;
        state.end = x.begin + 1;
        state.what = NameClass::Adjective;
        state.index = sense.index;
        state.organization = false;
        states.push_back(state);
        break;
      }
    }
    const auto replaced = [&](const NameSpan& x) {
      return wrong(x) ||
             std::any_of(states.begin(), states.end(), [&](const NameSpan& y) { return y.begin == x.begin; });
    };
    out_.erase(std::remove_if(out_.begin(), out_.end(), replaced), out_.end());
    out_.insert(out_.end(), states.begin(), states.end());
  }

  /// "the Cuban foreign ministry", "Ministry of Commerce", "Department of Fisheries": bodies by their shape.
  void ministries() {
    for (std::uint32_t w = 0; w < n_; ++w) {
      const std::string b = r_.base(s_, w);
      if (b != "ministry" && !(one_of(b, {"department", "bureau"}) && r_.capital(s_, w))) continue;
      std::uint32_t begin = w;
      std::uint32_t end = w + 1;
      if (r_.is(s_, end, "of") && r_.capital(s_, w)) {
        std::uint32_t at = end + 1;
        while (at < n_ && (r_.capital(s_, at) ||
                           (one_of(lower(r_.form(s_, at)), {"and", "the", ","}) && r_.capital(s_, at + 1)))) {
          if (r_.form(s_, at) == "," && !(at + 2 < n_ && one_of(lower(r_.form(s_, at + 2)), {"and", ","}))) break;
          ++at;
        }
        if (at > end + 1) end = at;
      }
      if (end == w + 1) {
        while (begin > 0 && w - begin < 4 && modifier_of_ministry(begin - 1)) --begin;
        if (begin == w) continue;
      }
      // The tagger's name there gives way, unless it says more.
      const auto at = std::find_if(out_.begin(), out_.end(), [&](const NameSpan& x) {
        return x.begin < end && begin < x.end && x.what == NameClass::Organization;
      });
      if (at != out_.end()) {
        if (at->index != NameSpan::no_index || (at->begin <= begin && at->end >= end)) continue;
        begin = std::min(begin, at->begin);
        end = std::max(end, at->end);
        out_.erase(at);
      }
      push(begin, end, NameClass::Organization);
    }
  }

  bool modifier_of_ministry(std::uint32_t w) const {
    if (std::any_of(out_.begin(), out_.end(),
                    [&](const NameSpan& x) { return x.begin <= w && w < x.end && x.what != NameClass::Organization; }))
      return false;
    const std::string f = lower(r_.form(s_, w));
    if (one_of(f, {"and", "&"}))
      return w > 0 && r_.name_like(s_, w - 1) && r_.capital(s_, w + 1) && r_.capital(s_, w - 1);
    return r_.name_like(s_, w) && !one_of(f, {"former", "new", "same", "own", "other", "powerful", "state"});
  }

  const Reading& r_;
  std::uint32_t s_;
  std::uint32_t n_;
  std::vector<Known> known_;
  std::vector<NameSpan> out_;
};

bool motion(std::string_view w) {
  return one_of(w, {"visit",      "trip",     "travel", "fly",     "go",     "come",       "return",     "arrive",
                    "leave",      "head",     "tour",   "journey", "depart", "flight",     "drive",      "move",
                    "route",      "back",     "flee",   "bring",   "take",   "withdraw",   "land",       "evacuate",
                    "deport",     "relocate", "flew",   "went",    "came",   "left",       "traveled",   "travelled",
                    "returned",   "arrived",  "flown",  "going",   "coming", "traveling",  "travelling", "returning",
                    "flying",     "heading",  "headed", "road",    "train",  "ticket",     "airlift",    "fled",
                    "pilgrimage", "stop",     "summon", "recall",  "invite", "invitation", "ship",       "transport",
                    "march",      "sail"});
}

bool place_noun(std::string_view w) {
  return one_of(
      w, {"street",    "airport",      "hotel",         "resident",   "mayor",     "suburb",  "square",     "district",
          "center",    "centre",       "hospital",      "university", "court",     "summit",  "meeting",    "visit",
          "trip",      "talk",         "conference",    "olympics",   "bureau",    "office",  "stadium",    "museum",
          "palace",    "area",         "region",        "metro",      "police",    "home",    "university", "marathon",
          "apartment", "neighborhood", "neighbourhood", "park",       "church",    "embassy", "protest",    "attack",
          "bombing",   "event",        "round",         "session",    "gathering", "time",    "studio",     "stop"});
}

}  // namespace

std::vector<NameSpan> find_names(const Reading& reading, std::uint32_t sentence) {
  std::vector<NameSpan> names = Finder(reading, sentence).run();
  // "Chargé d'Affaires" is a post, whatever the tagger says.
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&](const NameSpan& x) {
                               return x.what == NameClass::Person && x.end - x.begin > 1 &&
                                      reading.gazetteer.role(name_key(reading.slice(sentence, x.begin, x.end)));
                             }),
              names.end());
  // "carmaker Tatra" is Tatra.
  for (NameSpan& x : names) {
    if (x.what != NameClass::Organization || x.index != NameSpan::no_index) continue;
    while (x.begin + 1 < x.end && reading.form(sentence, x.begin).size() > 3 && !reading.capital(sentence, x.begin) &&
           reading.capital(sentence, x.begin + 1)) {
      ++x.begin;
    }
  }
  return names;
}

bool only_locates(const Reading& r, const NameSpan& x) {
  const std::uint32_t s = x.sentence;
  const std::uint32_t n = r.size(s);
  const bool capital = x.what == NameClass::Capital || x.what == NameClass::Seat;
  const auto next = [&](std::uint32_t w) { return w < n ? lower(r.form(s, w)) : std::string(); };
  if (capital && x.begin > 0 &&
      one_of(lower(r.form(s, x.begin - 1)), {"capital", "city", "central", "downtown", "eastern", "western", "northern",
                                             "southern", "east", "west", "north", "south"})) {
    return true;
  }
  if (capital) {
    // Datelines: "BEIJING (Reuters) -", "WASHINGTON, March 18 -".
    if (x.begin == 0 && x.end < n && one_of(next(x.end), {"(", "-", "–", "—", ",", "/"}) && !r.shouted(s)) {
      const std::string_view f = r.slice(s, x.begin, x.end);
      if (std::none_of(f.begin(), f.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return true;
      if (one_of(next(x.end), {"(", "—", "–"})) return true;
    }
    if (next(x.end) == "-" && one_of(next(x.end + 1), {"based", "born", "area"})) return true;
    if (x.end + 1 < n && next(x.end) == "," && r.capital(s, x.end + 1) && r.word(s, x.end + 1).upos == Upos::Propn) {
      const auto senses = r.gazetteer.find(r.form(s, x.end + 1));
      if (!senses.empty() && senses.front().kind == SenseKind::Country && !r.is(s, x.end + 2, "and") &&
          !r.is(s, x.end + 2, ","))
        return true;
    }
  }
  const std::uint32_t h = r.head(s, x.begin, x.end);
  std::int32_t governor = language::root_head;
  const std::string_view rel = r.relation(s, h, governor);
  const std::string above = governor == language::root_head ? "" : r.base(s, static_cast<std::uint32_t>(governor));
  const std::string above_lemma =
      governor == language::root_head ? "" : lower(r.word(s, static_cast<std::uint32_t>(governor)).lemma);
  if (x.end < n && r.possessive(s, x.end)) return capital && place_noun(above);
  // "in U.S.-China relations": it modifies what follows.
  if (!capital && (rel == "compound" || rel == "amod" || next(x.end) == "-")) return false;
  if (rel == "compound" || rel == "amod" || rel == "nmod") {
    if (rel != "nmod" && capital) return !r.gazetteer.is_actor(above) && !r.gazetteer.role(above);
  }
  const std::string prep = r.preposition(s, x.begin, h);
  if (one_of(prep, {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "along", "via",
                    "through"})) {
    return prep != "in" || !one_of(above_lemma, {"interest", "confidence", "trust", "believe"});
  }
  if (one_of(prep, {"from", "to", "into", "toward", "towards", "for", "out"}))
    return motion(above) || motion(above_lemma);
  if (prep == "of")
    return one_of(above, {"capital", "city", "street", "suburb", "center", "centre", "part", "north", "south", "east",
                          "west", "outskirt", "town", "port", "map", "border"});
  if (capital && (rel == "obj" || rel == "nsubj") && governor != language::root_head) {
    return rel == "obj" && one_of(above_lemma, {"visit", "leave", "reach", "tour", "enter", "depart", "flee"});
  }
  if (capital && rel == "root" && n <= 4) return true;
  return false;
}

}  // namespace entente::extraction::entities
