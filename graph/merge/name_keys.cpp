#include "graph/merge/name_keys.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"

namespace entente::merge {
namespace {

bool separates(char32_t c) {
  return c == ',' || c == '-' || (c >= 0x2010 && c <= 0x2015) || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

/// Letters that have no decomposition but are left out or replaced in plain spelling.
std::string_view plain_letter(char32_t c) {
  switch (c) {
    case U'\u00F8':
      return "o";
    case U'\u0142':
      return "l";
    case U'\u0111':
    case U'\u00F0':
      return "d";
    case U'\u0131':
      return "i";
    case U'\u00E6':
      return "ae";
    case U'\u0153':
      return "oe";
    case U'\u00FE':
      return "th";
    case U'\u0259':
      return "a";
    default:
      return {};
  }
}

template <typename List>
bool in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 20> legal_forms{
    "ltd", "limited", "inc", "incorporated", "corp", "corporation", "co",  "company", "llc", "llp",
    "plc", "gmbh",    "ag",  "sa",           "nv",   "bv",          "spa", "oyj",     "ab",  "pty"};

constexpr std::array<std::string_view, 33> generic_words{
    "ministry",  "department",     "parliament",  "congress",   "senate",    "cabinet", "court",
    "army",      "navy",           "force",       "forces",     "police",    "embassy", "government",
    "agency",    "bureau",         "office",      "commission", "committee", "council", "assembly",
    "treasury",  "customs",        "legislature", "military",   "consulate", "guard",   "directorate",
    "authority", "administration", "secretariat", "service",    "institute"};

std::string join(const std::vector<std::string>& words, std::size_t first = 0) {
  std::string out;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (!out.empty()) out += ' ';
    out += words[i];
  }
  return out;
}

std::vector<std::string> folded_words(std::string_view name) {
  std::vector<std::string> words;
  for (const auto& raw : split_words(name)) {
    std::string word = raw == "&" ? "and" : folded_word(raw);
    if (!word.empty()) words.push_back(std::move(word));
  }
  if (words.size() > 1 && (words.front() == "the" || words.front() == "a" || words.front() == "an")) {
    words.erase(words.begin());
  }
  return words;
}

}  // namespace

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    if (!separates(base::next_code_point(text, i))) continue;
    if (at > start) out.emplace_back(text.substr(start, at - start));
    start = i;
  }
  if (start < text.size()) out.emplace_back(text.substr(start));
  return out;
}

std::string folded_word(std::string_view word) {
  const std::string folded = base::fold_for_comparison(word);
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const char32_t c = base::next_code_point(folded, i);
    if (const auto plain = plain_letter(c); !plain.empty()) {
      out += plain;
    } else if (u_isalnum(static_cast<UChar32>(c)) != 0 ||
               u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK) {
      base::append_code_point(out, c);
    }
  }
  return out;
}

std::string folded_name(std::string_view name) {
  const auto words = folded_words(name);
  return words.empty() ? base::fold_for_comparison(name) : join(words);
}

std::string organization_key(std::string_view name) {
  auto words = folded_words(name);
  if (words.empty()) return base::fold_for_comparison(name);
  while (words.size() > 1 && in(legal_forms, words.back())) words.pop_back();
  if (words.size() > 2 && words[1] == "of" && (words[0] == "ministry" || words[0] == "department")) {
    const std::string head = words[0];
    words.erase(words.begin(), words.begin() + 2);
    if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
    words.push_back(head);
  }
  return join(words);
}

bool generic_body(std::string_view organization_key) {
  if (organization_key == "central bank") return true;
  const auto words = split_words(organization_key);
  return std::any_of(words.begin(), words.end(), [](const std::string& w) { return in(generic_words, w); });
}

bool acronym(std::string_view alias) {
  std::size_t length = 0;
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < alias.size();) {
    const auto c = static_cast<UChar32>(base::next_code_point(alias, i));
    if (c == '.') continue;
    if (u_isalnum(c) == 0) return false;
    ++length;
    if (u_isupper(c) != 0) ++capitals;
  }
  return length >= 2 && length <= 8 && capitals >= 2;
}

}  // namespace entente::merge
