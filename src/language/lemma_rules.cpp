#include "src/language/lemma_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "src/language/features.h"

namespace entente::language {
namespace {

// Irregular forms: the lemma, then its other forms that no rule undoes.
constexpr std::string_view irregular_verbs =
    "arise arose arisen;awake awoke awoken;bear bore borne;beat beaten;become became;begin began begun;bend bent;"
    "bet;bid bade bidden;bind bound;bite bit bitten;bleed bled;blow blew blown;break broke broken;breed bred;"
    "bring brought;broadcast;build built;burst;buy bought;cast;catch caught;choose chose chosen;cling clung;"
    "come came;cost;creep crept;cut;deal dealt;dig dug;do did done does;draw drew drawn;drink drank drunk;"
    "drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;"
    "fling flung;fly flew flown flies;forbid forbade forbidden;forecast;foresee foresaw foreseen;forget forgot "
    "forgotten;"
    "forgive forgave forgiven;forgo forwent forgone;freeze froze frozen;get got gotten;give gave given;"
    "go went gone goes;grind ground;grow grew grown;hang hung;have had has;hear heard;hide hid hidden;hit;hold "
    "held;hurt;"
    "keep kept;kneel knelt;know knew known;lay laid;lead led;leave left;lend lent;let;lie lain lying;light lit;"
    "lose lost;make made;mean meant;meet met;mistake mistook mistaken;outdo outdid outdone;overcome overcame;"
    "oversee oversaw overseen;overtake overtook overtaken;overthrow overthrew overthrown;overturn;pay paid;put;quit;"
    "rebuild rebuilt;repay repaid;rid;ride rode ridden;ring rang rung;rise rose risen;run ran;say said;"
    "see saw seen;seek sought;sell sold;send sent;set;shake shook shaken;shed;shine shone;shoot shot;"
    "show shown;shrink shrank shrunk;shut;sing sang sung;sink sank sunk;sit sat;sleep slept;slide slid;"
    "slit;sow sown;speak spoke spoken;speed sped;spend spent;spill spilt;spin spun;spit spat;split;spread;"
    "spring sprang sprung;stand stood;steal stole stolen;stick stuck;sting stung;stride strode;strike struck stricken;"
    "strive strove striven;swear swore sworn;sweep swept;swell swollen;swim swam swum;swing swung;take took taken;"
    "teach taught;tear tore torn;tell told;think thought;throw threw thrown;thrust;tread trod trodden;"
    "undergo underwent undergone undergoes;understand understood;undertake undertook undertaken;undo undid undone;"
    "uphold upheld;upset;wake woke woken;wear wore worn;weave wove woven;wed;weep wept;win won;wind wound;"
    "withdraw withdrew withdrawn;withhold withheld;withstand withstood;wring wrung;write wrote written;"
    "rewrite rewrote rewritten;retake retook retaken;resell resold;rerun reran;redo redid redone;mislead misled;"
    "misunderstand misunderstood;outgrow outgrew outgrown;override overrode overridden;overrun overran;"
    "foretell foretold;partake partook partaken;die dying;tie tying;vie vying;"
    "agree agreed agreeing;free freed freeing;guarantee guaranteed guaranteeing;decree decreed;"
    "err erred erring;add added adding;panic panicked;veto vetoes vetoed;echo echoes;focus focused focusing;"
    "bias biased;program programmed;travel travelled travelling;sue suing;pursue pursuing;bus bused;be being been was "
    "were is are";

constexpr std::string_view irregular_nouns =
    "man men;woman women;child children;foot feet;tooth teeth;goose geese;mouse mice;ox oxen;life lives;wife wives;"
    "knife knives;half halves;shelf shelves;thief thieves;wolf wolves;leaf leaves;loaf loaves;self selves;calf calves;"
    "crisis crises;analysis analyses;basis bases;thesis theses;hypothesis hypotheses;diagnosis diagnoses;"
    "phenomenon phenomena;criterion criteria;datum;index indices;appendix appendices;"
    "people;police;clothes;series;species;means;headquarters;troops;goods;news;politics;economics;media;data;"
    "congressman congressmen;congresswoman congresswomen;spokesman spokesmen;spokeswoman spokeswomen;"
    "chairman chairmen;gunman gunmen;policeman policemen;fisherman fishermen;businessman businessmen;"
    "businesswoman businesswomen;serviceman servicemen;lawman lawmen;grandchild grandchildren;schoolchild "
    "schoolchildren;"
    "movie movies;tie ties;die dies;lie lies;pie pies;cookie cookies;calorie calories;zombie zombies;"
    "bus buses;gas gases;virus viruses;bonus bonuses;campus campuses;census censuses;status statuses;"
    "lens lenses;cross crosses;ceasefire ceasefires;shoe shoes;toe toes;foe foes;analyst analysts;premises";

constexpr std::string_view irregular_adjectives =
    "good better best;bad worse worst;far farther farthest;"
    "late later latest;large larger largest;big bigger biggest;wide wider widest;close closer closest;"
    "free freer freest;early earlier earliest;easy easier easiest;safe safer safest;able abler;fine finer finest";

constexpr std::string_view irregular_adverbs = "well better best;badly worse worst;soon sooner";

using Table = std::map<std::string_view, std::string_view>;

Table read_table(std::string_view list) {
  Table table;
  while (!list.empty()) {
    const std::size_t stop = list.find(';');
    std::string_view entry = list.substr(0, stop);
    list = stop == std::string_view::npos ? std::string_view{} : list.substr(stop + 1);
    const std::string_view lemma = entry.substr(0, entry.find(' '));
    while (!entry.empty()) {
      const std::size_t blank = entry.find(' ');
      table.emplace(entry.substr(0, blank), lemma);
      entry = blank == std::string_view::npos ? std::string_view{} : entry.substr(blank + 1);
    }
  }
  return table;
}

const std::string_view* irregular(std::string_view word, Upos upos) {
  static const Table verbs = read_table(irregular_verbs);
  static const Table nouns = read_table(irregular_nouns);
  static const Table adjectives = read_table(irregular_adjectives);
  static const Table adverbs = read_table(irregular_adverbs);
  const Table& table = upos == Upos::Noun  ? nouns
                       : upos == Upos::Adj ? adjectives
                       : upos == Upos::Adv ? adverbs
                                           : verbs;
  const auto found = table.find(word);
  return found == table.end() ? nullptr : &found->second;
}

bool ends_with(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending;
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool has_vowel(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return is_vowel(c) || c == 'y'; });
}

/// One vowel, then one consonant at the end: such a stem would have doubled the consonant (hopping), so the word ended
/// in e.
bool would_have_doubled(std::string_view stem) {
  const std::size_t n = stem.size();
  if (n < 2) return false;
  const char last = stem[n - 1];
  if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y' || last == 'h' || !is_vowel(stem[n - 2]))
    return false;
  return std::none_of(stem.begin(), stem.end() - 2, [](char c) { return is_vowel(c) || c == 'y'; });
}

class Candidates {
 public:
  explicit Candidates(const WordRank& rank) : rank_(rank) {}
  void add(std::string word) {
    const std::uint32_t r = word.size() < 2 ? unknown_rank : rank_(word);
    if (r < best_rank_) best_rank_ = r, best_ = std::move(word);
  }
  const std::string& best() const { return best_; }

 private:
  const WordRank& rank_;
  std::uint32_t best_rank_ = unknown_rank;
  std::string best_;
};

/// What an ending that began with a vowel (-ed, -ing, -er, -est) was put to.
void undo_vowel_ending(std::string_view stem, Candidates& c) {
  if (!has_vowel(stem)) return;
  const std::size_t n = stem.size();
  if (n > 2 && stem[n - 1] == 'i') c.add(std::string(stem.substr(0, n - 1)) + "y");
  const bool doubled = n > 2 && stem[n - 1] == stem[n - 2] && !is_vowel(stem[n - 1]);
  if (doubled) {
    c.add(std::string(stem.substr(0, n - 1)));
    const char last = stem[n - 1];
    if (last == 'l' || last == 's' || last == 'f' || last == 'z') c.add(std::string(stem));
    return;
  }
  if (!would_have_doubled(stem)) c.add(std::string(stem));
  c.add(std::string(stem) + "e");
}

/// The same where no candidate is a known word.
std::string guess_vowel_ending(std::string_view stem) {
  const std::size_t n = stem.size();
  if (n < 3) return std::string(stem);
  if (stem[n - 1] == 'i') return std::string(stem.substr(0, n - 1)) + "y";
  if (stem[n - 1] == stem[n - 2] && !is_vowel(stem[n - 1]) && stem[n - 1] != 's' && stem[n - 1] != 'f') {
    return std::string(stem.substr(0, n - 1));
  }
  for (const std::string_view ending : {"at", "iz", "v", "c", "u", "z", "dg", "ur", "ut", "bl", "tl", "is"}) {
    if (ends_with(stem, ending)) return std::string(stem) + "e";
  }
  return std::string(stem) + (would_have_doubled(stem) ? "e" : "");
}

std::string guess_s(std::string_view word) {
  if (ends_with(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  for (const std::string_view ending : {"sses", "ches", "shes", "xes", "zzes"}) {
    if (ends_with(word, ending)) return std::string(word.substr(0, word.size() - 2));
  }
  return std::string(word.substr(0, word.size() - 1));
}

void undo_s(std::string_view word, Candidates& c) {
  if (ends_with(word, "ies")) {
    c.add(std::string(word.substr(0, word.size() - 3)) + "y");
    return;
  }
  if (ends_with(word, "ss") || ends_with(word, "us")) return;
  c.add(std::string(word.substr(0, word.size() - 1)));
  if (ends_with(word, "es")) {
    const std::string_view stem = word.substr(0, word.size() - 2);
    if (ends_with(stem, "s") || ends_with(stem, "x") || ends_with(stem, "z") || ends_with(stem, "ch") ||
        ends_with(stem, "sh") || ends_with(stem, "o")) {
      c.add(std::string(stem));
    }
  }
}

bool has(std::string_view feats, std::string_view item) {
  return feats.find(item) != std::string_view::npos;
}

/// DNA, III
bool is_capitals(std::string_view form) {
  return form.size() > 1 && std::all_of(form.begin(), form.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string verb_lemma(const std::string& word, std::string_view feats, std::string_view lemma, const WordRank& rank) {
  if (word.empty() || word.front() == '\'' || static_cast<unsigned char>(word.front()) >= 128)
    return lower_simple(lemma);
  if (word == "lay" || word == "saw" || word == "found") {  // lie or lay, see or saw, find or found
    if (has(feats, "VerbForm=Inf")) return word;
    return word == "found" ? "find" : word == "saw" ? "see" : std::string(lemma);
  }
  const bool base = has(feats, "VerbForm=Inf") || has(feats, "Mood=Imp");
  if (base) return word;
  if (const std::string_view* known = irregular(word, Upos::Verb); known != nullptr) return std::string(*known);
  Candidates c(rank);
  if (ends_with(word, "ing") || (ends_with(word, "ed") && !has(feats, "Tense=Pres|"))) {
    const std::string_view stem = std::string_view(word).substr(0, word.size() - (ends_with(word, "ed") ? 2 : 3));
    if (ends_with(word, "ying") && word.size() == 5) c.add(word.substr(0, 1) + "ie");
    undo_vowel_ending(stem, c);
    if (!c.best().empty()) return c.best();
    return has_vowel(stem) ? guess_vowel_ending(stem) : word;
  }
  if (ends_with(word, "s") && has(feats, "Person=3")) {
    undo_s(word, c);
    return c.best().empty() ? guess_s(word) : c.best();
  }
  const bool inflected = ends_with(word, "d") || ends_with(word, "t") || ends_with(word, "n");
  return inflected ? lower_simple(lemma) : word;
}

std::string noun_lemma(const std::string& word, std::string_view feats, std::string_view lemma, const WordRank& rank) {
  if (const std::string_view* known = irregular(word, Upos::Noun); known != nullptr) return std::string(*known);
  if (!has(feats, "Number=Plur")) return lower_simple(lemma);
  if (ends_with(word, "men")) return word.substr(0, word.size() - 3) + "man";
  if (!ends_with(word, "s") || ends_with(word, "ss")) return lower_simple(lemma);
  Candidates c(rank);
  undo_s(word, c);
  return c.best().empty() ? guess_s(word) : c.best();
}

std::string degree_lemma(const std::string& word, Upos upos, std::string_view feats, std::string_view lemma,
                         const WordRank& rank) {
  if (const std::string_view* known = irregular(word, upos); known != nullptr) return std::string(*known);
  if (!has(feats, "Degree=Cmp") && !has(feats, "Degree=Sup")) return std::string(lemma);
  Candidates c(rank);
  if (ends_with(word, "er")) undo_vowel_ending(std::string_view(word).substr(0, word.size() - 2), c);
  if (ends_with(word, "est")) undo_vowel_ending(std::string_view(word).substr(0, word.size() - 3), c);
  return c.best().empty() ? std::string(lemma) : c.best();
}

std::string auxiliary_lemma(const std::string& word, std::string_view feats, std::string_view lemma,
                            const WordRank& rank) {
  if (irregular(word, Upos::Verb) != nullptr || ends_with(word, "ing")) return verb_lemma(word, feats, lemma, rank);
  const bool would = (word == "'d" || word == "’d") && lemma == "will";
  return would ? "would" : lower_simple(lemma);
}

/// 1,100 is 1100.
std::string number_lemma(std::string_view form, std::string_view lemma) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (is_capitals(form)) return std::string(lemma);  // III
  if (std::none_of(form.begin(), form.end(), digit)) return lower_simple(lemma);
  std::string out(form);
  out.erase(std::remove(out.begin(), out.end(), ','), out.end());
  return out;
}

}  // namespace

std::string corrected_lemma(std::string_view form, Upos upos, std::string_view feats, std::string_view lemma,
                            const WordRank& rank) {
  constexpr std::size_t longest_word = 40;
  if (form.size() > longest_word) return std::string(lemma);
  switch (upos) {
    case Upos::Verb:
      return verb_lemma(lower_simple(form), feats, lemma, rank);
    case Upos::Noun:
      if (is_capitals(form)) return std::string(lemma);
      return noun_lemma(lower_simple(form), feats, lemma, rank);
    case Upos::Adj:
    case Upos::Adv:
      return degree_lemma(lower_simple(form), upos, feats, lemma, rank);
    case Upos::Aux:
      return auxiliary_lemma(lower_simple(form), feats, lemma, rank);
    case Upos::Num:
      return number_lemma(form, lemma);
    case Upos::Part:
      return form == "'" || form == "’" ? "'s" : lower_simple(lemma);
    case Upos::Det:
    case Upos::Adp:
    case Upos::Cconj:
    case Upos::Sconj:
      return lower_simple(lemma);
    case Upos::Pron:
      return lemma == "i" ? "I" : lemma == "I" ? std::string(lemma) : lower_simple(lemma);
    case Upos::Intj:
    case Upos::Propn:
    case Upos::Punct:
    case Upos::Sym:
    case Upos::X:
      return std::string(lemma);
  }
  return std::string(lemma);
}

}  // namespace entente::language
