#include <algorithm>
#include <array>
#include <utility>

#include "src/language/tokens.h"

// Closed word classes of English that segmentation asks for. Each list is sorted: it is searched by halving.
namespace entente::language::detail {
namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

template <std::size_t N>
constexpr std::array<std::string_view, N> sorted_list(std::array<std::string_view, N> list) {
  std::sort(list.begin(), list.end());
  return list;
}

constexpr auto titles = sorted_list(std::to_array<std::string_view>(
    {"mr",  "mrs",  "ms",   "mx",   "dr",   "prof",   "rev",  "hon",    "sen",   "sens", "rep",  "reps",
     "gov", "govs", "gen",  "col",  "lt",   "sgt",    "capt", "cmdr",   "adm",   "maj",  "brig", "pvt",
     "cpl", "amb",  "pres", "supt", "insp", "messrs", "mlle", "mme",    "fr",    "sr",   "st",   "ste",
     "ft",  "mt",   "rt",   "vs",   "v",    "cf",     "viz",  "approx", "ca",    "atty", "asst", "assoc",
     "dep", "det",  "e.g",  "i.e",  "rear", "comdr",  "sec",  "gens",   "profs", "drs"}));

constexpr auto ordinary = sorted_list(std::to_array<std::string_view>(
    {"inc",   "corp", "co",   "cos",   "ltd",   "llc",  "plc",  "bros", "jr",   "etc",  "al",   "dept", "univ",
     "assn",  "natl", "intl", "int'l", "gov't", "ave",  "blvd", "rd",   "hwy",  "esq",  "est",  "ed",   "eds",
     "calif", "conn", "fla",  "ga",    "ill",   "ind",  "kan",  "ky",   "md",   "mich", "minn", "mo",   "mont",
     "neb",   "nev",  "okla", "ore",   "pa",    "tenn", "tex",  "vt",   "va",   "wash", "wis",  "wyo",  "ariz",
     "ark",   "colo", "del",  "mass",  "miss",  "ala",  "ph",   "ph.d", "m.sc", "b.sc", "bldg", "tel",  "ext"}));

constexpr auto before_number = sorted_list(std::to_array<std::string_view>(
    {"no", "nos", "p", "pp", "vol", "fig", "figs", "art", "ch", "sect", "para", "eq", "op", "pt", "ver", "c"}));

constexpr auto calendar = sorted_list(std::to_array<std::string_view>(
    {"jan", "feb", "mar",  "apr", "jun",  "jul", "aug",  "sep",   "sept", "oct", "nov", "dec",
     "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri",  "sat", "sun"}));

constexpr auto hyphen_prefixes = sorted_list(std::to_array<std::string_view>(
    {"non",   "anti",  "pro",     "co",    "re",    "pre",   "post",  "mid",   "ex",     "multi",  "semi",   "neo",
     "inter", "cross", "counter", "mini",  "pan",   "sub",   "socio", "un",    "extra",  "psycho", "e",      "over",
     "de",    "dis",   "intra",   "micro", "macro", "ultra", "hyper", "quasi", "pseudo", "trans",  "bi",     "tri",
     "uni",   "arch",  "infra",   "geo",   "tele",  "super", "mis",   "wi",    "under",  "proto",  "electro"}));

constexpr auto hyphen_suffixes = sorted_list(std::to_array<std::string_view>({"esque", "wise", "ish", "e"}));

constexpr auto units = sorted_list(std::to_array<std::string_view>(
    {"am",  "pm",  "km",  "kg",  "mm",  "cm",  "ft",   "k",   "bn",  "mn", "tn",  "m",   "lb",
     "lbs", "mph", "kph", "hrs", "hr",  "min", "mins", "sec", "gb",  "mb", "tb",  "ghz", "mhz",
     "kw",  "mw",  "gw",  "kwh", "mwh", "gwh", "sq",   "mg",  "ml",  "oz", "km2", "m2",  "in",
     "yrs", "pts", "pp",  "bp",  "bps", "bpd", "bcm",  "trn", "mln", "bln"}));

constexpr auto starters = sorted_list(std::to_array<std::string_view>(
    {"the",        "a",           "an",           "he",          "she",       "it",       "they",         "we",
     "i",          "you",         "this",         "that",        "these",     "those",    "there",        "here",
     "his",        "her",         "its",          "their",       "our",       "my",       "your",         "in",
     "on",         "at",          "for",          "from",        "with",      "by",       "to",           "of",
     "after",      "before",      "during",       "since",       "until",     "while",    "when",         "where",
     "as",         "if",          "although",     "though",      "because",   "but",      "and",          "or",
     "so",         "yet",         "however",      "meanwhile",   "also",      "then",     "now",          "today",
     "yesterday",  "what",        "who",          "why",         "how",       "which",    "some",         "many",
     "most",       "all",         "both",         "each",        "every",     "no",       "not",          "one",
     "two",        "three",       "several",      "such",        "under",     "over",     "according",    "despite",
     "moreover",   "furthermore", "instead",      "still",       "once",      "earlier",  "later",        "last",
     "another",    "other",       "others",       "even",        "only",      "just",     "asked",        "about",
     "among",      "more",        "police",       "officials",   "please",    "let",      "let's",        "is",
     "are",        "was",         "were",         "do",          "did",       "does",     "can",          "could",
     "will",       "would",       "should",       "has",         "have",      "had",      "between",      "through",
     "without",    "unlike",      "like",         "per",         "neither",   "nor",      "either",       "any",
     "anyone",     "everyone",    "nobody",       "nothing",     "something", "someone",  "perhaps",      "maybe",
     "yes",        "well",        "oh",           "first",       "second",    "finally",  "indeed",       "thus",
     "therefore",  "hence",       "nevertheless", "nonetheless", "elsewhere", "meantime", "additionally", "separately",
     "previously", "recently",    "currently",    "overall"}));

constexpr auto speech_verbs = sorted_list(std::to_array<std::string_view>(
    {"said",     "says",     "asked",     "asks",      "told",     "wrote",   "writes",    "added",
     "adds",     "replied",  "cried",     "exclaimed", "wondered", "shouted", "quipped",   "joked",
     "tweeted",  "posted",   "declared",  "responded", "chanted",  "yelled",  "continued", "recalled",
     "demanded", "insisted", "whispered", "thought",   "remarked", "read",    "reads"}));

constexpr auto domain_endings = sorted_list(std::to_array<std::string_view>(
    {"com", "org", "net", "gov", "edu", "mil",  "int", "info", "biz", "io",  "co",   "uk",   "ca",  "de",  "fr",
     "ru",  "cn",  "jp",  "eu",  "tv",  "au",   "nz",  "ch",   "se",  "nl",  "es",   "kr",   "tw",  "hk",  "ua",
     "ir",  "br",  "mx",  "ie",  "doc", "docx", "xls", "xlsx", "pdf", "txt", "htm",  "html", "php", "jpg", "jpeg",
     "png", "gif", "exe", "zip", "ppt", "pptx", "csv", "mp3",  "mp4", "xml", "json", "js",   "ai",  "app", "news"}));

constexpr auto elided =
    sorted_list(std::to_array<std::string_view>({"em", "til", "till", "cause", "n", "tis", "twas", "round", "bout"}));

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 24> fused = {{
    {"cannot", 3},   {"gonna", 3},  {"gotta", 3},  {"wanna", 3}, {"gimme", 3},   {"lemme", 3},
    {"dont", 2},     {"didnt", 3},  {"doesnt", 4}, {"isnt", 2},  {"wasnt", 3},   {"arent", 3},
    {"werent", 4},   {"havent", 4}, {"hasnt", 3},  {"hadnt", 3}, {"couldnt", 5}, {"wouldnt", 5},
    {"shouldnt", 6}, {"aint", 2},   {"thats", 4},  {"youre", 3}, {"theyre", 4},  {"ive", 1},
}};

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (contains(titles, word)) return Abbreviation::Title;
  if (contains(ordinary, word)) return Abbreviation::Ordinary;
  if (contains(before_number, word)) return Abbreviation::BeforeNumber;
  if (contains(calendar, word)) return Abbreviation::Calendar;
  return Abbreviation::None;
}

bool keeps_hyphen(std::string_view prefix) {
  return contains(hyphen_prefixes, prefix);
}
bool keeps_hyphen_before(std::string_view suffix) {
  return contains(hyphen_suffixes, suffix);
}
bool is_unit(std::string_view suffix) {
  return contains(units, suffix);
}
bool is_sentence_starter(std::string_view word) {
  return contains(starters, word);
}
bool is_speech_verb(std::string_view word) {
  return contains(speech_verbs, word);
}
bool is_domain_ending(std::string_view part) {
  return contains(domain_endings, part);
}
bool is_elided(std::string_view rest) {
  return contains(elided, rest);
}

std::uint32_t fused_word(std::string_view word) {
  for (const auto& [fused_form, at] : fused) {
    if (fused_form == word) return at;
  }
  return 0;
}

}  // namespace entente::language::detail
