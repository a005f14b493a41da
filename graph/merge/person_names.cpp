#include "graph/merge/person_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "graph/merge/name_keys.h"

namespace entente::merge {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// English short forms and the names they stand for; one short form can stand for several.
constexpr std::array short_forms{
    Pair{"abe", "abraham"},     Pair{"al", "albert"},         Pair{"al", "alan"},         Pair{"alex", "alexander"},
    Pair{"alex", "alexandra"},  Pair{"andy", "andrew"},       Pair{"barb", "barbara"},    Pair{"ben", "benjamin"},
    Pair{"bernie", "bernard"},  Pair{"beth", "elizabeth"},    Pair{"betsy", "elizabeth"}, Pair{"bill", "william"},
    Pair{"bob", "robert"},      Pair{"bobby", "robert"},      Pair{"brad", "bradley"},    Pair{"cathy", "catherine"},
    Pair{"charlie", "charles"}, Pair{"chris", "christopher"}, Pair{"chris", "christine"}, Pair{"chuck", "charles"},
    Pair{"cindy", "cynthia"},   Pair{"dan", "daniel"},        Pair{"danny", "daniel"},    Pair{"dave", "david"},
    Pair{"debbie", "deborah"},  Pair{"dick", "richard"},      Pair{"don", "donald"},      Pair{"doug", "douglas"},
    Pair{"ed", "edward"},       Pair{"ed", "edmund"},         Pair{"frank", "francis"},   Pair{"fred", "frederick"},
    Pair{"gerry", "gerald"},    Pair{"greg", "gregory"},      Pair{"hal", "harold"},      Pair{"hank", "henry"},
    Pair{"harry", "harold"},    Pair{"harry", "henry"},       Pair{"jack", "john"},       Pair{"jake", "jacob"},
    Pair{"jeff", "jeffrey"},    Pair{"jen", "jennifer"},      Pair{"jenny", "jennifer"},  Pair{"jerry", "gerald"},
    Pair{"jerry", "jerome"},    Pair{"jim", "james"},         Pair{"jimmy", "james"},     Pair{"joe", "joseph"},
    Pair{"johnny", "john"},     Pair{"jon", "jonathan"},      Pair{"josh", "joshua"},     Pair{"kate", "katherine"},
    Pair{"kathy", "katherine"}, Pair{"katie", "katherine"},   Pair{"ken", "kenneth"},     Pair{"larry", "lawrence"},
    Pair{"leo", "leonard"},     Pair{"les", "leslie"},        Pair{"liz", "elizabeth"},   Pair{"maggie", "margaret"},
    Pair{"matt", "matthew"},    Pair{"mike", "michael"},      Pair{"mitch", "mitchell"},  Pair{"nick", "nicholas"},
    Pair{"pat", "patrick"},     Pair{"pat", "patricia"},      Pair{"pete", "peter"},      Pair{"phil", "philip"},
    Pair{"ray", "raymond"},     Pair{"rich", "richard"},      Pair{"rick", "richard"},    Pair{"rob", "robert"},
    Pair{"ron", "ronald"},      Pair{"russ", "russell"},      Pair{"sam", "samuel"},      Pair{"sam", "samantha"},
    Pair{"stan", "stanley"},    Pair{"steve", "stephen"},     Pair{"steve", "steven"},    Pair{"sue", "susan"},
    Pair{"ted", "edward"},      Pair{"ted", "theodore"},      Pair{"tim", "timothy"},     Pair{"tom", "thomas"},
    Pair{"tommy", "thomas"},    Pair{"tony", "anthony"},      Pair{"vicky", "victoria"},  Pair{"will", "william"},
    Pair{"zach", "zachary"}};

/// Spellings of one given name; the second is what they are compared as.
constexpr std::array spellings{
    Pair{"muhammad", "mohammed"},  Pair{"mohamed", "mohammed"},   Pair{"mohammad", "mohammed"},
    Pair{"muhammed", "mohammed"},  Pair{"mohamad", "mohammed"},   Pair{"mohamet", "mohammed"},
    Pair{"ahmad", "ahmed"},        Pair{"alexandr", "alexander"}, Pair{"alexandre", "alexander"},
    Pair{"yousef", "yusuf"},       Pair{"youssef", "yusuf"},      Pair{"yusef", "yusuf"},
    Pair{"hussain", "hussein"},    Pair{"husayn", "hussein"},     Pair{"abdullah", "abdallah"},
    Pair{"olexandr", "olexander"}, Pair{"iury", "yury"},          Pair{"iuri", "yury"},
    Pair{"yuri", "yury"},          Pair{"dmitri", "dmitry"},      Pair{"vasili", "vasily"}};

constexpr std::array<std::string_view, 29> particles{
    "von", "van", "der", "den", "de", "des", "di",  "da",  "dos",  "das", "do", "du",  "del", "della", "la",
    "le",  "lo",  "ter", "ten", "zu", "zur", "bin", "ibn", "bint", "al",  "el", "ben", "abu", "af"};

constexpr std::array<std::string_view, 8> suffixes{"jr", "sr", "ii", "iii", "iv", "junior", "senior", "2nd"};

constexpr std::array<std::string_view, 12> honorifics{"mr",   "mrs",  "ms",   "miss", "dr",   "sir",
                                                      "dame", "lord", "lady", "mme",  "prof", "madam"};

/// Frequent family names of Chinese, Korean and Vietnamese people, who write them first.
constexpr std::array<std::string_view, 118> family_first{
    "bai",   "ban",   "bao",   "bo",   "cai",   "cao",  "chang", "chen",  "cheng", "cho",  "choe",   "choi",
    "chung", "chu",   "cui",   "dai",  "deng",  "ding", "dong",  "du",    "duan",  "fan",  "fang",   "feng",
    "fu",    "gao",   "ge",    "gong", "gu",    "guo",  "han",   "hao",   "he",    "hong", "hou",    "hu",
    "hua",   "huang", "hwang", "jang", "jeong", "jia",  "jiang", "jin",   "jo",    "jung", "kang",   "kim",
    "kong",  "kwon",  "lai",   "lam",  "le",    "lee",  "lei",   "li",    "liang", "liao", "lim",    "lin",
    "liu",   "long",  "lou",   "lu",   "luo",   "ma",   "mao",   "meng",  "moon",  "ngo",  "nguyen", "ni",
    "pan",   "park",  "peng",  "pham", "qi",    "qian", "qiao",  "qin",   "qiu",   "ren",  "ri",     "ryu",
    "shao",  "shen",  "shi",   "song", "su",    "suh",  "sun",   "tan",   "tang",  "tao",  "tian",   "to",
    "tran",  "vo",    "wan",   "wang", "wei",   "wen",  "wu",    "xi",    "xiao",  "xie",  "xu",     "yan",
    "yang",  "yao",   "ye",    "yi",   "yoon",  "yu",   "yuan",  "zhang", "zhao",  "zheng"};

template <typename List>
bool in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool all_caps(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// "J.", "J.D." or, in a name that is not all capitals, "JD".
bool initials(std::string_view token, bool name_in_capitals) {
  std::size_t letters = 0;
  bool dotted = false;
  for (const char c : token) {
    if (upper(c)) {
      ++letters;
    } else if (c == '.') {
      dotted = true;
    } else {
      return false;
    }
  }
  return letters == 1 || (letters >= 2 && letters <= 3 && (dotted || (letters == 2 && !name_in_capitals)));
}

/// Spellings of Slavic names that only the transliteration tells apart: final -skiy, -skyy, -ski; -ey, -ei, -iy; ks.
std::string transliterated(std::string word) {
  if (word.size() < 5) return word;
  for (std::size_t at = word.find("ks"); at != std::string::npos; at = word.find("ks", at)) word.replace(at, 2, "x");
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() + 2 && word.compare(word.size() - tail.size(), tail.size(), tail) == 0;
  };
  constexpr std::array<std::string_view, 7> finals{"iy", "yy", "ij", "ii", "ei", "ey", "yi"};
  for (const std::string_view tail : finals) {
    if (ends(tail)) {
      word.replace(word.size() - tail.size(), tail.size(), "y");
      return word;
    }
  }
  if (ends("ski")) word.back() = 'y';
  return word;
}

std::string compared(std::string_view token) {
  std::string word = transliterated(folded_word(token));
  for (const auto& [from, to] : spellings) {
    if (word == from) return std::string(to);
  }
  return word;
}

bool token_says_less(const std::string& a, const std::string& b) {
  if (a.size() == 1) return b.size() > 1 && b.front() == a.front();
  return std::any_of(short_forms.begin(), short_forms.end(),
                     [&](const Pair& p) { return p.first == a && p.second == b; });
}

/// Given names of the shorter form: the first must fit the first, the others fit some later ones in order.
bool given_fits(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  const auto fits = [](const std::string& x, const std::string& y) { return x == y || token_says_less(x, y); };
  if (!fits(a[0], b[0])) return false;
  std::size_t at = 1;
  for (std::size_t i = 1; i < a.size(); ++i) {
    while (at < b.size() && !fits(a[i], b[at])) ++at;
    if (at++ >= b.size()) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> PersonName::tokens() const {
  std::vector<std::string> out = given;
  for (auto& t : split_words(surname)) out.push_back(std::move(t));
  return out;
}

std::string PersonName::key() const {
  std::string out;
  for (const auto& g : given) out += g + ' ';
  out += surname;
  if (!suffix.empty()) out += ", " + suffix;
  return out;
}

PersonName parse_person(std::string_view name) {
  PersonName out;
  const bool capitals = all_caps(name);
  std::vector<std::string> tokens;
  const auto raw = split_words(name);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (i + 1 < raw.size() && initials(raw[i], capitals)) {
      for (const char c : raw[i]) {
        if (upper(c)) tokens.emplace_back(1, static_cast<char>(c - 'A' + 'a'));
      }
      continue;
    }
    std::string word = compared(raw[i]);
    if (!word.empty()) tokens.push_back(std::move(word));
  }
  while (tokens.size() > 1 && in(honorifics, tokens.front())) tokens.erase(tokens.begin());
  if (tokens.size() > 1 && in(suffixes, tokens.back())) {
    out.suffix = tokens.back() == "junior" ? "jr" : tokens.back() == "senior" ? "sr" : tokens.back();
    tokens.pop_back();
  }
  if (tokens.empty()) {
    out.surname = folded_name(name);
    return out;
  }
  std::size_t first = tokens.size() - 1;
  while (first > 0 && in(particles, tokens[first - 1])) --first;
  out.surname = tokens[first];
  for (std::size_t i = first + 1; i < tokens.size(); ++i) out.surname += ' ' + tokens[i];
  out.given.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(first));
  return out;
}

bool surname_first(const PersonName& name) {
  return !name.given.empty() && in(family_first, name.given.front());
}

bool shorter_form(const PersonName& shorter, const PersonName& longer) {
  if (shorter.bare() || longer.bare() || shorter.key() == longer.key()) return false;
  if (!shorter.suffix.empty() && shorter.suffix != longer.suffix) return false;
  if (shorter.surname == longer.surname) return given_fits(shorter.given, longer.given);
  // A second family name or the end of a longer name left out: the tokens are a proper beginning.
  const auto a = shorter.tokens();
  const auto b = longer.tokens();
  return a.size() >= 2 && a.size() < b.size() && a.front().size() > 1 && std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace entente::merge
