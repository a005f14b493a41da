#include "src/extraction/dates.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace entente::extraction {

using base::Date;
using base::DateRange;
using base::Precision;
using language::Upos;

namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 13> numbers{"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                   "seven", "eight", "nine", "ten",   "eleven", "twelve"};

template <std::size_t N>
int position(std::string_view word, const std::array<std::string_view, N>& list) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

/// Reads one sentence from left to right.
class Scanner {
 public:
  Scanner(const Tree& tree, const Date& document, const Date& last) : tree_(tree), document_(document), last_(last) {
    lower_.reserve(tree.size());
    for (WordIndex w = 0; w < tree.size(); ++w) {
      std::string form(tree.form(w));
      for (char& c : form) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      lower_.push_back(std::move(form));
    }
  }

  std::vector<DateMention> run() {
    WordIndex w = 0;
    while (w < lower_.size()) {
      const std::size_t before = found_.size();
      const WordIndex next = read(w);
      if (found_.size() > before) {
        finish(found_.back());
        const DateRange range = resolve_date(found_.back(), document_, schema::Status::Happened);
        if (range.begin.precision() == Precision::Day && !range.end.known()) last_ = range.begin;
      }
      w = std::max(next, w + 1);
    }
    return std::move(found_);
  }

 private:
  std::string_view at(std::size_t w) const {
    return w < lower_.size() ? std::string_view(lower_[w]) : std::string_view{};
  }
  bool day_known() const { return document_.precision() == Precision::Day; }

  int month_at(std::size_t w) const {
    std::string_view word = at(w);
    if (word.empty()) return 0;
    if (word.back() == '.') word.remove_suffix(1);
    if (int m = position(word, months); m >= 0) {
      const bool capital = tree_.form(static_cast<WordIndex>(w)).front() <= 'Z';
      return capital && (word != "may" || tree_.word(static_cast<WordIndex>(w)).upos != Upos::Aux) &&
                     (word != "march" || tree_.word(static_cast<WordIndex>(w)).upos != Upos::Verb)
                 ? m + 1
                 : 0;
    }
    // "Mar-a-Lago" is no month.
    const bool joined = w + 2 < lower_.size() && !tree_.word(static_cast<WordIndex>(w)).space_after && at(w + 1) == "-";
    if ((word.size() == 3 || word == "sept") && !joined) {
      for (std::size_t m = 0; m < months.size(); ++m) {
        if (months[m].substr(0, word.size()) == word && tree_.form(static_cast<WordIndex>(w)).front() <= 'Z') {
          return tree_.word(static_cast<WordIndex>(w)).upos == Upos::Propn ? static_cast<int>(m) + 1 : 0;
        }
      }
    }
    return 0;
  }

  int number_at(std::size_t w, int low, int high) const {
    std::string_view word = at(w);
    for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
      if (word.size() > 2 && word.substr(word.size() - 2) == suffix && word.front() <= '9') word.remove_suffix(2);
    }
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || value < low || value > high) return 0;
    return value;
  }
  int year_at(std::size_t w) const { return at(w).size() == 4 ? number_at(w, 1500, 2200) : 0; }

  /// "two", "a", "several": how many; 0 if it is no number.
  int count_at(std::size_t w) const {
    if (const int n = number_at(w, 1, 200); n > 0) return n;
    if (at(w) == "a" || at(w) == "an") return 1;
    return std::max(position(at(w), numbers), 0);
  }

  DateMention& add(WordIndex begin, std::size_t end) {
    DateMention m;
    m.begin = begin;
    m.end = static_cast<WordIndex>(end);
    found_.push_back(m);
    return found_.back();
  }
  WordIndex fixed(WordIndex begin, std::size_t end, Date first, Date last = {}) {
    auto& m = add(begin, end);
    m.range = {first, last};
    return m.end;
  }

  /// "TAIPEI, April 11 - …": when the report was sent.
  bool dateline(const DateMention& m) const {
    if (m.begin == 0 || m.begin > 8 || at(m.begin - 1) != ",") return false;
    std::size_t next = m.end;
    if (at(next) == "(") {
      while (next < lower_.size() && next < m.end + 4U && at(next) != ")") ++next;
      ++next;
    }
    return at(next) == "-" || at(next) == "–" || at(next) == "—" || at(next) == "--";
  }

  void finish(DateMention& m) {
    m.head = m.begin;
    for (WordIndex w = m.begin; w < m.end; ++w) {
      const std::int32_t h = tree_.head(w);
      if (h < 0 || h < static_cast<std::int32_t>(m.begin) || h >= static_cast<std::int32_t>(m.end)) {
        m.head = w;
        break;
      }
    }
    const std::string p = tree_.preposition(m.head);
    m.bound = dateline(m) || p == "since" || p == "until" || p == "till" || p == "by" || p == "before" || p == "after";
  }

  WordIndex read(WordIndex w) {
    if (const auto iso = Date::parse_iso(at(w)); iso && iso->precision() == Precision::Day)
      return fixed(w, w + 1, *iso);
    if (const int month = month_at(w); month > 0) return read_month(w, month);
    if (const int day = number_at(w, 1, 31); day > 0) {
      std::size_t next = w + 1;
      if (at(next) == "of") ++next;
      if (const int month = month_at(next); month > 0) return read_month_day(w, next + 1, month, day);
    }
    if (const int year = year_at(w); year > 0 && as_year(w)) return fixed(w, w + 1, *Date::make(year));
    if (!day_known()) return w + 1;
    if (const int weekday = position(at(w), weekdays); weekday >= 0) return read_weekday(w, weekday + 1);
    return read_relative(w);
  }

  /// "in 2022", "2022 invasion": not a quantity ("2022 soldiers").
  bool as_year(WordIndex w) const {
    const std::string_view before = w > 0 ? at(w - 1) : std::string_view{};
    if (before == "in" || before == "since" || before == "of" || before == "year" || before == "from" ||
        before == "early" || before == "late" || before == "during" || before == "by" || before == "until" ||
        before == "mid" || before == "-") {
      return true;
    }
    const auto& word = tree_.word(w);
    return word.deprel != "nummod" && word.upos == Upos::Num;
  }

  WordIndex read_month(WordIndex w, int month) {
    if (const int day = number_at(w + 1, 1, 31); day > 0 && year_at(w + 1) == 0) {
      return read_month_day(w, w + 2, month, day);
    }
    std::size_t next = w + 1;
    if (at(next) == "of" || at(next) == ",") ++next;
    if (const int year = year_at(next); year > 0) return fixed(w, next + 1, *Date::make(year, month));
    if (document_.known() && (at(next) == "last" || at(next) == "this") && at(next + 1) == "year") {
      return fixed(w, next + 2, *Date::make(document_.year() - (at(next) == "last" ? 1 : 0), month));
    }
    if (!document_.known()) return w + 1;
    const std::string_view before = w > 0 ? at(w - 1) : std::string_view{};
    if (before == "last" || before == "next") {
      const int year = document_.year();
      const bool earlier = month < std::max(document_.month(), 1);
      if (before == "last") return fixed(w - 1, w + 1, *Date::make(earlier ? year : year - 1, month));
      return fixed(w - 1, w + 1, *Date::make(earlier || month == document_.month() ? year + 1 : year, month));
    }
    auto& m = add(w, w + 1);
    m.kind = DateMention::Kind::Month;
    m.month = month;
    return w + 1;
  }

  WordIndex read_month_day(WordIndex begin, std::size_t next, int month, int day) {
    std::size_t year_word = next;
    if (at(year_word) == ",") ++year_word;
    int year = year_at(year_word);
    const std::size_t end = year > 0 ? year_word + 1 : next;
    int last_day = 0;
    if (year == 0 && (at(next) == "-" || at(next) == "–" || at(next) == "to"))
      last_day = number_at(next + 1, day + 1, 31);
    if (year > 0) {
      const auto date = Date::make(year, month, day);
      return date ? fixed(begin, end, *date) : static_cast<WordIndex>(end);
    }
    if (!document_.known() || !Date::make(2024, month, day)) return static_cast<WordIndex>(end);
    auto& m = add(begin, last_day > 0 ? next + 2 : end);
    m.kind = DateMention::Kind::MonthDay;
    m.month = month;
    m.day = day;
    return m.end;
  }

  WordIndex read_weekday(WordIndex w, int weekday) {
    const std::string_view before = w > 0 ? at(w - 1) : std::string_view{};
    const int today = document_.weekday();
    if (before == "last" || before == "next" || before == "this" || before == "coming") {
      int shift = (weekday - today + 7) % 7;
      if (before == "last") shift = shift == 0 ? -7 : shift - 7;
      if (before == "next" || before == "coming") shift = shift == 0 ? 7 : shift;
      if (before == "this") shift = weekday - today;
      return fixed(w - 1, w + 1, document_.plus_days(shift));
    }
    auto& m = add(w, w + 1);
    m.kind = DateMention::Kind::Weekday;
    m.weekday = weekday;
    std::size_t next = w + 1;
    // "Monday, May 12": the day of the month says it all.
    if (at(next) == ",") ++next;
    if (month_at(next) > 0 || (number_at(next, 1, 31) > 0 && month_at(next + 1) > 0)) {
      found_.pop_back();
      return static_cast<WordIndex>(next);
    }
    // "Friday last week", "on Tuesday next week"
    if ((at(next) == "last" || at(next) == "next") && at(next + 1) == "week") {
      found_.back().kind = DateMention::Kind::Fixed;
      found_.back().range = {document_.plus_days(weekday - today + (at(next) == "last" ? -7 : 7)), {}};
      found_.back().end = static_cast<WordIndex>(next + 2);
    }
    return found_.back().end;
  }

  DateRange week(int shift) const {
    const Date monday = document_.plus_days(1 - document_.weekday() + 7 * shift);
    return {monday, monday.plus_days(6)};
  }
  DateRange unit_range(std::string_view unit, int shift) const {
    if (unit == "week") return week(shift);
    if (unit == "month") return {document_.truncated(Precision::Month).plus_months(shift), {}};
    if (unit == "year") return {*Date::make(document_.year() + shift), {}};
    if (unit == "weekend") {
      const Date saturday = week(shift).begin.plus_days(shift == 0 && document_.weekday() <= 5 ? -2 : 5);
      return {saturday, saturday.plus_days(1)};
    }
    return {};
  }

  WordIndex read_relative(WordIndex w) {
    const std::string_view word = at(w);
    if (word == "today" || word == "tonight") return fixed(w, w + 1, document_);
    if (word == "yesterday") return fixed(w, w + 1, document_.plus_days(-1));
    if (word == "tomorrow") return fixed(w, w + 1, document_.plus_days(1));
    if (word == "overnight") return fixed(w, w + 1, document_);
    if (word == "last" || word == "this" || word == "next" || word == "previous" || word == "current" ||
        word == "coming") {
      const int shift = word == "last" || word == "previous" ? -1 : word == "next" || word == "coming" ? 1 : 0;
      std::string_view unit = at(w + 1);
      if (unit.size() > 2 && unit.substr(unit.size() - 2) == "'s") unit.remove_suffix(2);
      if (const DateRange range = unit_range(unit, shift); range.known()) {
        // "over the last year", "for the past month" span up to now: no point in time.
        auto& m = add(w, w + 2);
        m.range = range;
        return m.end;
      }
      if (word == "this" && (unit == "morning" || unit == "afternoon" || unit == "evening"))
        return fixed(w, w + 2, document_);
      if (word == "last" && unit == "night") return fixed(w, w + 2, document_.plus_days(-1));
      return w + 1;
    }
    if ((word == "same" || word == "that") && at(w + 1) == "day" && last_.known()) return fixed(w, w + 2, last_);
    if (word == "day" && (at(w + 1) == "earlier" || at(w + 1) == "before") && last_.known() && w > 0 &&
        (at(w - 1) == "a" || at(w - 1) == "the")) {
      return fixed(w - 1, w + 2, last_.plus_days(-1));
    }
    return read_ago(w);
  }

  /// "two weeks ago", "a year earlier", "three days later" (the latter two counted from the document's date only for
  /// "ago").
  WordIndex read_ago(WordIndex w) {
    const int n = count_at(w);
    if (n == 0 || at(w + 2) != "ago") return w + 1;
    std::string_view unit = at(w + 1);
    if (!unit.empty() && unit.back() == 's') unit.remove_suffix(1);
    if (unit == "day") return fixed(w, w + 3, document_.plus_days(-n));
    if (unit == "week") return fixed(w, w + 3, document_.plus_days(-7 * n));
    if (unit == "month") return fixed(w, w + 3, document_.truncated(Precision::Month).plus_months(-n));
    if (unit == "year" && document_.year() > n) return fixed(w, w + 3, *Date::make(document_.year() - n));
    return w + 1;
  }

  const Tree& tree_;
  const Date& document_;
  Date last_;  ///< the last day named
  std::vector<std::string> lower_;
  std::vector<DateMention> found_;
};

}  // namespace

std::vector<DateMention> find_dates(const Tree& tree, const Date& document, const Date& last) {
  return Scanner(tree, document, last).run();
}

DateRange resolve_date(const DateMention& mention, const Date& document, schema::Status status) {
  const bool forward =
      status == schema::Status::Planned || status == schema::Status::Possible || status == schema::Status::Demanded;
  switch (mention.kind) {
    case DateMention::Kind::Fixed:
      return mention.range;
    case DateMention::Kind::Weekday: {
      const int shift = (mention.weekday - document.weekday() + 7) % 7;
      return {document.plus_days(forward || shift == 0 ? shift : shift - 7), {}};
    }
    case DateMention::Kind::Month:
    case DateMention::Kind::MonthDay: {
      const int day = mention.kind == DateMention::Kind::MonthDay ? mention.day : 0;
      const int now = document.month() == 0 ? 12 : document.month();
      const bool later = mention.month > now || (mention.month == now && day > document.day() && document.day() > 0);
      const bool earlier = mention.month < now || (mention.month == now && day > 0 && day < document.day());
      int year = document.year();
      // A plan's date lies ahead; one just past is the day on which it was announced.
      constexpr int announced_months = 2;
      if (forward && earlier && (day == 0 || now - mention.month > announced_months)) ++year;
      if (!forward && later) --year;
      const auto date = Date::make(year, mention.month, day);
      return {date ? *date : Date{}, {}};
    }
  }
  return {};
}

namespace {

/// The clause that a phrase belongs to. A date or place at the end of "urged China to act on Thursday" hangs on the
/// infinitive, but tells when the urging was: infinitives are passed over.
std::int32_t own_clause(const Tree& tree, WordIndex phrase, bool over_infinitives) {
  std::int32_t clause = tree.clause_above(phrase);
  for (int steps = 0; over_infinitives && clause != no_word && steps < Tree::max_climb; ++steps) {
    const auto c = static_cast<WordIndex>(clause);
    const bool dependent = tree.is(c, "xcomp") || tree.is(c, "advcl") || tree.is(c, "acl");
    if (!dependent || tree.mark(c) != "to") break;
    const std::int32_t above = tree.clause_above(c);
    if (above == no_word) break;
    clause = above;
  }
  return clause;
}

bool has_where(const Tree& tree, WordIndex clause) {
  const WordList& children = tree.children(clause);
  return std::any_of(children.begin(), children.end(), [&](WordIndex w) { return tree.form(w) == "where"; });
}

bool apart_in_time(std::string_view mark) {
  return mark == "after" || mark == "before" || mark == "since" || mark == "until" || mark == "because" ||
         mark == "although" || mark == "though";
}

/// "hours after …", "shortly before …": the same day.
bool within_hours(const Tree& tree, WordIndex clause) {
  const std::int32_t mark = tree.child(clause, "mark");
  if (mark < 1) return false;
  const std::string_view before = tree.form(static_cast<WordIndex>(mark) - 1);
  return before == "hours" || before == "minutes" || before == "hour" || before == "shortly" || before == "just" ||
         before == "immediately";
}

/// Steps over nouns from the phrase up to the trigger; large if a clause lies between.
int nominal_steps(const Tree& tree, WordIndex phrase, WordIndex trigger) {
  int steps = 0;
  for (std::int32_t h = tree.head(phrase); h >= 0 && steps < Tree::max_climb;
       h = tree.head(static_cast<WordIndex>(h))) {
    if (static_cast<WordIndex>(h) == trigger) return steps;
    if (tree.clausal(static_cast<WordIndex>(h))) return Tree::max_climb;
    ++steps;
  }
  return Tree::max_climb;
}

}  // namespace

int distance_to_event(const Tree& tree, const FrameSet& frames, WordIndex phrase, WordIndex trigger,
                      bool over_infinitives) {
  if (tree.below(phrase, trigger)) {
    // Neither across another clause nor on a noun far below: "praised the work of the teams in Jeddah in March".
    const int steps = nominal_steps(tree, phrase, trigger);
    if (steps <= 1) return 0;
    if (steps < Tree::max_climb) return steps == 2 && !tree.clausal(trigger) ? 1 : -1;
    return own_clause(tree, phrase, over_infinitives) == static_cast<std::int32_t>(trigger) ? 1 : -1;
  }
  const std::int32_t own = own_clause(tree, phrase, over_infinitives);
  if (own == no_word) return 3;
  std::int32_t clause = tree.clause_of(trigger);
  for (int distance = 1; clause != no_word && distance < Tree::max_climb; ++distance) {
    const auto c = static_cast<WordIndex>(clause);
    if (clause == own) return distance;
    // "issued a statement today to ease tariffs" dates the easing, too; other clauses on nouns have times of their own.
    const bool of_object =
        tree.infinitive(c) && tree.head(c) >= 0 && tree.is(static_cast<WordIndex>(tree.head(c)), "obj");
    if (tree.is(c, "acl") && !of_object && !has_where(tree, c)) return -1;
    // "summoned him on Friday after he accused …": the day is not that of what went before.
    if (tree.is(c, "advcl") && tree.child(c, "nsubj") != no_word && apart_in_time(tree.mark(c)) &&
        !within_hours(tree, c)) {
      return -1;
    }
    // A coordinated clause with a subject of its own is another event.
    if (tree.is(c, "conj") && tree.child(c, "nsubj") != no_word) return -1;
    clause = tree.clause_above(c);
    if (clause != no_word && (tree.is(c, "ccomp") || tree.is(c, "parataxis")) &&
        frames.verb_operator(tree.lemma(static_cast<WordIndex>(clause))) == Operator::Speech) {
      return -1;
    }
  }
  return -1;
}

bool told_by_where(const Tree& tree, WordIndex trigger) {
  std::int32_t clause = tree.clause_of(trigger);
  for (int steps = 0; clause != no_word && steps < Tree::max_climb; ++steps) {
    const auto c = static_cast<WordIndex>(clause);
    if (has_where(tree, c)) return true;
    if (!tree.is(c, "xcomp")) return false;
    clause = tree.clause_above(c);
  }
  return false;
}

const DateMention* date_of(const Tree& tree, const FrameSet& frames, const std::vector<DateMention>& dates,
                           WordIndex trigger) {
  const DateMention* best = nullptr;
  int best_distance = 0;
  std::uint32_t best_gap = 0;
  for (const DateMention& date : dates) {
    if (date.bound) continue;
    const bool day = date.kind == DateMention::Kind::Weekday || date.kind == DateMention::Kind::MonthDay;
    const int distance = distance_to_event(tree, frames, date.head, trigger, day);
    if (distance < 0) continue;
    const std::uint32_t gap = date.head > trigger ? date.head - trigger : trigger - date.head;
    if (best == nullptr || distance < best_distance || (distance == best_distance && gap < best_gap)) {
      best = &date;
      best_distance = distance;
      best_gap = gap;
    }
  }
  return best;
}

}  // namespace entente::extraction
