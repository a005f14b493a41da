#include "src/extraction/entities/titles.h"

#include <algorithm>

#include "src/extraction/names.h"

namespace entente::extraction::entities {
namespace {

using language::Upos;

constexpr std::uint32_t longest_title = 14;  // words on either side of the post's noun

bool over(std::string_view w) {
  return one_of(
      w, {"former", "ex", "late", "ousted", "deposed", "onetime", "one-time", "erstwhile", "then", "past", "retired"});
}
bool no_part(std::string_view w) {
  return over(w) || one_of(w, {"outgoing",  "incumbent",   "current",  "new",     "newly",  "longtime", "veteran",
                               "embattled", "fellow",      "other",    "top",     "own",    "visiting", "incoming",
                               "powerful",  "influential", "the",      "a",       "an",     "his",      "her",
                               "its",       "their",       "our",      "my",      "your",   "elected",  "then",
                               "-",         "appointed",   "recently", "sitting", "exiled", "jailed",   "imprisoned"});
}

class Parser {
 public:
  Parser(const Reading& r, const std::vector<NameSpan>& names, std::uint32_t s)
      : r_(r), names_(names), s_(s), n_(r.size(s)) {}

  std::optional<Rank> role(std::uint32_t w) const {
    if (in_person(w)) return std::nullopt;
    const Upos u = r_.word(s_, w).upos;
    if (u == Upos::Verb || u == Upos::Aux || u == Upos::Pron) return std::nullopt;
    const std::string base = r_.base(s_, w);
    if (base == "counterpart") return Rank::Minister;
    // "secretary general", "vice president": two words can weigh more than the last.
    if (w > 0) {
      if (auto two = r_.gazetteer.role(lower(r_.form(s_, w - 1)) + " " + base)) return two;
      // "chargé d'affaires" has no singular.
      if (auto two = r_.gazetteer.role(name_key(r_.slice(s_, w - 1, w + 1)))) return two;
      if (w > 1 && r_.form(s_, w - 1) == "-") {
        if (auto two = r_.gazetteer.role(lower(r_.form(s_, w - 2)) + "-" + base)) return two;
      }
    }
    return r_.gazetteer.role(base);
  }

  const NameSpan* span_at(std::uint32_t w) const {
    const auto found =
        std::find_if(names_.begin(), names_.end(), [&](const NameSpan& x) { return x.begin <= w && w < x.end; });
    return found == names_.end() ? nullptr : &*found;
  }
  bool in_person(std::uint32_t w) const {
    const NameSpan* x = span_at(w);
    return x != nullptr && x->what == NameClass::Person;
  }

  /// A title whose noun is `role`, with the words from `left` on at most and a complement up to `right` exactly or, if
  /// `right` is 0, as far as it goes.
  Title build(std::uint32_t role_word, std::uint32_t right) const {
    Title t;
    t.role = role_word;
    t.rank = role(role_word).value_or(Rank::Staff);
    t.counterpart = r_.base(s_, role_word) == "counterpart";
    const std::string form = lower(r_.form(s_, role_word));
    t.plural = form != singular(form) && form != "mp" && form.substr(0, 2) != "d'";
    t.begin = left_end(role_word);
    t.end = right != 0 ? right : complement_end(role_word + 1);
    describe(t);
    return t;
  }

  std::optional<Title> before(std::uint32_t name) const {
    std::uint32_t e = name;
    while (e > 0 && (r_.gazetteer.is_rank(lower(r_.form(s_, e - 1))) ||
                     (r_.form(s_, e - 1) == "." && e > 1 && r_.gazetteer.is_rank(lower(r_.form(s_, e - 2)))))) {
      if (role(e - 1)) break;
      --e;
    }
    if (e == 0) return std::nullopt;
    if (role(e - 1)) return build(e - 1, e);
    if (const auto w = role_before_complement(e)) return build(*w, e);
    return std::nullopt;
  }

  /// "her Chinese counterpart, Wang Wentao,": a post in apposition before the name.
  std::optional<Title> apposed_before(std::uint32_t name, std::uint32_t name_end) const {
    while (name > 0 && r_.gazetteer.is_rank(lower(r_.form(s_, name - 1)))) --name;
    if (name < 2 || r_.form(s_, name - 1) != ",") return std::nullopt;
    const std::uint32_t e = name - 1;
    std::optional<Title> t;
    if (role(e - 1)) {
      t = build(e - 1, e);
    } else if (const auto w = role_before_complement(e)) {
      t = build(*w, e);
    }
    if (!t || t->plural) return std::nullopt;
    const bool closed = name_end >= n_ || r_.punctuation(s_, name_end);
    const std::uint32_t h = r_.head(s_, name, name_end);
    const bool tree = r_.word(s_, h).deprel == "appos" && r_.word(s_, h).head >= static_cast<std::int32_t>(t->begin) &&
                      r_.word(s_, h).head < static_cast<std::int32_t>(t->end);
    if (!(t->definite && closed) && !tree) return std::nullopt;
    return t;
  }

  std::optional<Title> after(std::uint32_t end) const {
    if (end + 1 >= n_ || !one_of(r_.form(s_, end), {",", "(", "–", "—"})) return std::nullopt;
    if (r_.word(s_, end + 1).upos == Upos::Cconj || r_.is(s_, end + 1, "no"))
      return std::nullopt;  // the clause goes on
    for (std::uint32_t w = end + 1; w < std::min(n_, end + 1 + longest_title); ++w) {
      if (in_person(w)) return std::nullopt;
      if (role(w)) {
        bool more = w + 1 < n_ && !in_person(w + 1) && (role(w + 1) || r_.word(s_, w + 1).upos == Upos::Noun);
        // "the chief financial officer"
        more = more || (w + 2 < n_ && r_.word(s_, w + 1).upos == Upos::Adj && !in_person(w + 2) && role(w + 2));
        if (more) continue;
        if (w + 1 < n_ && in_person(w + 1)) return std::nullopt;
        Title t = build(w, 0);
        // A clause or a list that goes on after the comma is no apposition to the name.
        // ", the bloc's trade commissioner": whose it is stands before.
        const std::uint32_t most = t.begin > 0 && r_.possessive(s_, t.begin - 1) ? 5 : 3;
        if (t.begin > end + most || t.begin <= end) return std::nullopt;
        if (t.plural) return std::nullopt;
        return t;
      }
      const Upos u = r_.word(s_, w).upos;
      const bool inside =
          r_.name_like(s_, w) || u == Upos::Det || u == Upos::Num || r_.possessive(s_, w) || r_.form(s_, w) == "-" ||
          one_of(lower(r_.form(s_, w)), {"and", "&", "his", "her", "its", "their", "then", "now", "also"});
      if (!inside) return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  /// The first word of the phrase that ends in the post's noun.
  std::uint32_t left_end(std::uint32_t role_word) const {
    std::uint32_t b = role_word;
    while (b > 0 && role_word - b < longest_title) {
      const std::uint32_t w = b - 1;
      const Upos u = r_.word(s_, w).upos;
      const std::string f = lower(r_.form(s_, w));
      if (in_person(w) && !r_.possessive(s_, b)) break;
      if (const NameSpan* x = span_at(w); x != nullptr) {
        b = x->begin;
        continue;
      }
      if (r_.possessive(s_, w)) {
        if (w == 0 || span_at(w - 1) == nullptr || in_person(w - 1)) break;
        b = w;
        continue;
      }
      if (u == Upos::Adj || u == Upos::Noun || u == Upos::Propn) {
        if (f == "mr" || f == "mrs" || r_.gazetteer.names_nobody(f)) break;
        // "at a dinner President Lula said": a common noun is no part of a post in capitals.
        if (u == Upos::Noun && !r_.capital(s_, w) && r_.capital(s_, role_word) && !no_part(f) && f != "vice" &&
            f != "deputy" && !(w + 1 < n_ && r_.form(s_, w + 1) == "-")) {
          break;
        }
        b = w;
        continue;
      }
      if (f == "-" && w > 0 && !r_.word(s_, w - 1).space_after &&
          (r_.name_like(s_, w - 1) || one_of(lower(r_.form(s_, w - 1)), {"ex", "vice"}))) {
        b = w;
        continue;
      }
      if (one_of(f, {"ex", "then", "vice", "under", "deputy", "acting", "managing", "governing", "outgoing",
                     "commanding"}) &&
          u != Upos::Punct) {
        b = w;
        continue;
      }
      if (one_of(f, {"and", "&"}) && w > 0 && r_.capital(s_, w - 1) && r_.capital(s_, b) && span_at(w - 1) == nullptr &&
          span_at(b) == nullptr && !role(w - 1)) {
        b = w;
        continue;
      }
      if (u == Upos::Det || one_of(f, {"his", "her", "its", "their", "our", "my"})) b = w;
      break;
    }
    while (b < role_word && (r_.possessive(s_, b) || r_.form(s_, b) == "-")) ++b;
    return b;
  }

  /// Where the complement that begins at `w` ("of the European Council", "for fund X at Y") ends.
  std::uint32_t complement_end(std::uint32_t w) const {
    if (w >= n_ || !one_of(lower(r_.form(s_, w)), {"of", "at", "for", "in", "to", "with", "on", "from"})) return w;
    std::uint32_t e = w;
    while (e < n_ && e - w < longest_title) {
      if (const NameSpan* x = span_at(e); x != nullptr) {
        if (x->what == NameClass::Person && !(x->end < n_ && r_.possessive(s_, x->end))) break;
        e = x->end;
        continue;
      }
      const Upos u = r_.word(s_, e).upos;
      const std::string f = lower(r_.form(s_, e));
      const bool joins =
          one_of(f, {"and", "&"}) && e + 1 < n_ && r_.capital(s_, e + 1) && !in_person(e + 1) && r_.capital(s_, e - 1);
      const bool inside = r_.name_like(s_, e) || u == Upos::Det || r_.possessive(s_, e) || f == "-" || joins ||
                          u == Upos::Num ||
                          one_of(f, {"of", "at", "for", "in", "to", "with", "on", "the", "its", "his", "her", "from"});
      if (!inside) break;
      ++e;
    }
    while (e > w && (r_.word(s_, e - 1).upos == Upos::Adp || r_.word(s_, e - 1).upos == Upos::Part ||
                     r_.word(s_, e - 1).upos == Upos::Det || r_.form(s_, e - 1) == "-"))
      --e;
    return e;
  }

  /// The post's noun where a complement stands between it and word `e`: "Secretary of State |", "President of Peru |".
  std::optional<std::uint32_t> role_before_complement(std::uint32_t e) const {
    for (std::uint32_t w = e; w-- > 1 && e - w < longest_title;) {
      const std::string f = lower(r_.form(s_, w));
      if (in_person(w)) return std::nullopt;
      if (one_of(f, {"of", "for", "to", "at", "in"}) && role(w - 1)) {
        if (one_of(f, {"to", "at", "in"}) && !span_at(w + 1) && !(w + 2 < n_ && span_at(w + 2))) return std::nullopt;
        return w - 1;
      }
      const Upos u = r_.word(s_, w).upos;
      const bool inside = r_.name_like(s_, w) || u == Upos::Det || r_.possessive(s_, w) ||
                          one_of(f, {"and", "&", "-", "of", "for", "the"}) || span_at(w) != nullptr;
      if (!inside) return std::nullopt;
    }
    return std::nullopt;
  }

  bool can_hold(const NameSpan& x) const { return x.what != NameClass::Person; }

  void describe(Title& t) const {
    // The holder: a body before the noun, else a state before it, else the first name in the complement.
    const auto consider = [&](std::uint32_t from, std::uint32_t to, bool of) {
      for (std::size_t i = 0; i < names_.size(); ++i) {
        const NameSpan& x = names_[i];
        if (x.begin < from || x.end > to || !can_hold(x)) continue;
        if (of && t.holder) break;
        // An ambassador to Chile is not Chile's.
        if (of && t.rank == Rank::Envoy && r_.is(s_, t.role + 1, "to")) break;
        // "an officer in Iraq" is not Iraq's.
        if (of && x.what != NameClass::Organization && t.rank != Rank::Member) {
          std::uint32_t p = x.begin;
          while (p > t.role && r_.word(s_, p - 1).upos == Upos::Det) --p;
          // "a diplomat at the Chinese consulate" is China's.
          const bool mission = x.what == NameClass::Adjective && x.end < n_ &&
                               one_of(r_.base(s_, x.end), {"embassy", "consulate", "mission", "ministry"});
          if (!mission && p > t.role && one_of(lower(r_.form(s_, p - 1)), {"in", "at", "on", "with", "from"})) continue;
        }
        if (!t.holder || x.what == NameClass::Organization) t.holder = i;
      }
    };
    consider(t.begin, t.role, false);
    const bool before = t.holder.has_value();
    if (!before) consider(t.role + 1, t.end, true);
    // "of the Finance Ministry's Customs Department": the part, not the whole.
    while (!before && t.holder && *t.holder + 1 < names_.size()) {
      const NameSpan& x = names_[*t.holder];
      const NameSpan& y = names_[*t.holder + 1];
      if (y.end > t.end || y.what != NameClass::Organization) break;
      const bool part = (x.end < n_ && r_.possessive(s_, x.end) && y.begin == x.end + 1) ||
                        (y.begin == x.end && x.what != NameClass::Organization);
      if (!part) break;
      ++*t.holder;
    }
    for (std::uint32_t w = t.begin; w < t.role; ++w) {
      const std::string f = lower(r_.form(s_, w));
      if (over(f)) t.former = true;
      if (one_of(f, {"the", "his", "her", "its", "their"})) t.definite = true;
    }
    if (before) t.definite = true;
    std::string text;
    const auto append = [&](std::uint32_t w) {
      if (!text.empty() && w > 0 && r_.word(s_, w - 1).space_after) text += ' ';
      text += r_.form(s_, w);
    };
    for (std::uint32_t w = t.begin; w < t.role; ++w) {
      const NameSpan* x = span_at(w);
      if (x != nullptr && (x->what != NameClass::Place || (t.holder && x == &names_[*t.holder]))) continue;
      if (r_.possessive(s_, w) || (text.empty() && no_part(lower(r_.form(s_, w))))) continue;
      append(w);
    }
    append(t.role);
    while (t.end > t.role + 1 && (r_.gazetteer.is_rank(lower(r_.form(s_, t.end - 1))) || r_.form(s_, t.end - 1) == "."))
      --t.end;
    if (t.end > t.role + 1 && !names_holder_only(t)) {
      for (std::uint32_t w = t.role + 1; w < t.end; ++w) append(w);
    }
    t.text = clean_description(text);
    if (t.text.find('\n') != std::string::npos) t.text = clean_description(t.text);
  }

  /// The complement says nothing but the holder: "of the European Council".
  bool names_holder_only(const Title& t) const {
    if (!t.holder) return false;
    const NameSpan& x = names_[*t.holder];
    if (x.begin < t.role || x.end != t.end) return false;
    for (std::uint32_t w = t.role + 2; w < x.begin; ++w) {
      if (r_.word(s_, w).upos != Upos::Det && span_at(w) == nullptr && !r_.possessive(s_, w)) return false;
    }
    return true;
  }

  const Reading& r_;
  const std::vector<NameSpan>& names_;
  std::uint32_t s_;
  std::uint32_t n_;
};

}  // namespace

std::optional<Title> title_before(const Reading& r, const std::vector<NameSpan>& names, std::uint32_t s,
                                  std::uint32_t name) {
  const Parser parser(r, names, s);
  if (auto t = parser.before(name)) return t;
  // The name, or the form of address before it, begins there.
  const auto x = std::find_if(names.begin(), names.end(), [&](const NameSpan& n) {
    return n.begin >= name && n.begin <= name + 2 && n.what == NameClass::Person;
  });
  return x == names.end() ? std::nullopt : parser.apposed_before(name, x->end);
}

std::optional<Title> title_after(const Reading& r, const std::vector<NameSpan>& names, std::uint32_t s,
                                 std::uint32_t end) {
  return Parser(r, names, s).after(end);
}

std::optional<Title> title_at(const Reading& r, const std::vector<NameSpan>& names, std::uint32_t s,
                              std::uint32_t role) {
  const Parser parser(r, names, s);
  if (!parser.role(role)) return std::nullopt;
  return parser.build(role, 0);
}

Gender gender_of_word(std::string_view w) {
  if (one_of(w, {"mr",           "mr.",         "sir",         "lord",       "king",      "prince", "emperor",
                 "sultan",       "emir",        "pope",        "duke",       "baron",     "sheikh", "spokesman",
                 "chairman",     "congressman", "businessman", "father",     "brother",   "tsar",   "shah",
                 "crown prince", "husband",     "son",         "archbishop", "ayatollah", "imam",   "rabbi",
                 "cardinal",     "bishop",      "patriarch",   "señor",      "herr"})) {
    return Gender::Male;
  }
  if (one_of(w, {"mrs",           "mrs.",       "ms",      "ms.",      "miss",        "dame",       "lady",
                 "queen",         "princess",   "duchess", "baroness", "spokeswoman", "chairwoman", "congresswoman",
                 "businesswoman", "first lady", "actress", "madam",    "madame",      "sister",     "wife",
                 "daughter",      "frau",       "señora"})) {
    return Gender::Female;
  }
  return Gender::Unknown;
}

}  // namespace entente::extraction::entities
