#include "src/extraction/names.h"

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"

namespace entente::extraction {
namespace {

bool ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool ascii_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
  for (std::size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size())) {
    s.replace(at, from.size(), to);
  }
}

std::string even_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!ascii_space(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool ends_with_any(std::string_view s, std::initializer_list<std::string_view> endings, std::size_t& length) {
  for (const std::string_view e : endings) {
    if (s.size() >= e.size() && s.substr(s.size() - e.size()) == e) {
      length = e.size();
      return true;
    }
  }
  return false;
}

bool starts_with_any(std::string_view s, std::initializer_list<std::string_view> beginnings, std::size_t& length) {
  for (const std::string_view b : beginnings) {
    if (s.substr(0, b.size()) == b) {
      length = b.size();
      return true;
    }
  }
  return false;
}

std::string strip(std::string name) {
  std::size_t n = 0;
  for (bool changed = true; changed;) {
    changed = false;
    while (ends_with_any(
        name, {"'s", "’s", "‘s", "'", "’", "\"", "”", "“", ",", ";", ":", ")", "]", "»", "-", "–", "—", " "}, n)) {
      // A closing bracket with its opening one inside belongs to the name.
      if ((name.back() == ')' && name.find('(') != std::string::npos) || name.size() == n) break;
      name.resize(name.size() - n);
      changed = true;
    }
    while (starts_with_any(name, {"\"", "“", "”", "'", "‘", "’", "(", "[", "«", ",", "-", "–", "—", " "}, n)) {
      if (name.front() == '(' && name.find(')') != std::string::npos) break;
      name.erase(0, n);
      changed = true;
    }
  }
  // A full stop behind a word ends the sentence; behind "Jr", "Ltd", "U.S" it belongs to the name.
  if (name.size() > 3 && name.back() == '.') {
    const std::size_t word = name.find_last_of(" .", name.size() - 2);
    const std::string_view last =
        std::string_view(name).substr(word == std::string::npos ? 0 : word + 1, std::string::npos);
    constexpr std::array<std::string_view, 12> keep{"Jr.", "Sr.", "Inc.",  "Ltd.", "Co.", "Corp.",
                                                    "St.", "No.", "Bros.", "jr.",  "sr.", "plc."};
    if (last.size() > 3 && std::find(keep.begin(), keep.end(), last) == keep.end()) name.pop_back();
  }
  return name;
}

constexpr std::array<std::string_view, 26> particles{"van", "von",  "der", "den", "de",  "da",  "di", "del", "della",
                                                     "dos", "du",   "la",  "le",  "bin", "ibn", "al", "el",  "ben",
                                                     "abu", "bint", "ter", "ten", "do",  "das", "zu", "af"};
bool is_particle(std::string_view part) {
  return std::find(particles.begin(), particles.end(), part) != particles.end();
}

std::string soften(std::string_view word) {
  std::string s(word);
  for (const auto& [from, to] :
       {std::pair{"yy", "y"}, {"iy", "y"}, {"ij", "y"}, {"ii", "y"}, {"iya", "ia"}, {"ya", "ia"}}) {
    replace_all(s, from, to);
  }
  if (s.size() > 3 && s.back() == 'i') s.back() = 'y';
  return s;
}

bool one_edit_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() == b.size()) return a.substr(std::min(i + 1, a.size())) == b.substr(std::min(i + 1, b.size()));
  return a.substr(i) == b.substr(i + 1);
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string s = even_spaces(name);
  const bool ascii = std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) {
    replace_all(s, "’", "'");
    replace_all(s, "‘", "'");
    replace_all(s, "–", "-");
    s = base::fold_for_comparison(s);
    replace_all(s, "ı", "i");
  } else {
    for (char& c : s) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }
  s.erase(std::remove(s.begin(), s.end(), '.'), s.end());
  while (!s.empty() && s.back() == ' ') s.pop_back();
  return s;
}

std::string clean_name(std::string_view surface) {
  std::string name = strip(even_spaces(surface));
  for (const std::string_view article : {"the ", "The ", "THE ", "a ", "A ", "an ", "An "}) {
    if (name.size() > article.size() && std::string_view(name).substr(0, article.size()) == article) {
      name = strip(name.substr(article.size()));
      break;
    }
  }
  return name;
}

std::string clean_description(std::string_view surface) {
  return strip(even_spaces(surface));
}

std::string PersonName::surname() const {
  std::size_t from = parts.size() - 1;
  while (from > 1 && is_particle(parts[from - 1])) --from;
  std::string out = parts[from];
  for (std::size_t i = from + 1; i < parts.size(); ++i) out += " " + parts[i];
  return out;
}

PersonName parse_person(std::string_view name) {
  PersonName out;
  std::string key = name_key(name);
  replace_all(key, ",", " ");
  replace_all(key, "\"", " ");
  std::size_t at = 0;
  while (at < key.size()) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    const std::string part = key.substr(at, end - at);
    at = end + 1;
    if (part.empty()) continue;
    if (!out.parts.empty() && (part == "jr" || part == "sr" || part == "ii" || part == "iii" || part == "iv")) {
      out.suffix = part;
    } else {
      out.parts.push_back(part);
    }
  }
  if (out.parts.empty()) out.parts.push_back(key);
  return out;
}

bool spelling_variant(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty() || a[0] != b[0]) return false;
  const std::string x = soften(a);
  const std::string y = soften(b);
  if (x == y) return true;
  return std::min(x.size(), y.size()) >= 7 && one_edit_apart(x, y);
}

NameFit person_fit(const PersonName& form, const PersonName& full, unsigned (*variant)(const void*, const std::string&),
                   const void* context) {
  if (!form.suffix.empty() && !full.suffix.empty() && form.suffix != full.suffix) return NameFit::None;
  const auto same_given = [&](const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (a.size() == 1 || b.size() == 1) return a[0] == b[0];  // an initial
    const unsigned va = variant(context, a);
    return (va != 0 && va == variant(context, b)) || spelling_variant(a, b);
  };
  if (form.single()) {
    const std::string& word = form.first();
    if (full.single())
      return word == full.first()                   ? NameFit::Same
             : spelling_variant(word, full.first()) ? NameFit::Spelling
                                                    : NameFit::None;
    if (word == full.last() || word == full.surname()) return NameFit::Surname;
    if (word == full.first()) return NameFit::Given;
    return spelling_variant(word, full.last()) ? NameFit::Spelling : NameFit::None;
  }
  if (full.single()) return NameFit::None;
  if (form.parts == full.parts) return NameFit::Same;
  const bool same_last = form.last() == full.last();
  const bool like_last = same_last || spelling_variant(form.last(), full.last());
  if (like_last && same_given(form.first(), full.first())) return same_last ? NameFit::Same : NameFit::Spelling;
  // "von der Leyen" of "Ursula von der Leyen", "Bin Salman" of "Mohammed bin Salman": an ending of the full name.
  if (form.parts.size() < full.parts.size() &&
      std::equal(form.parts.rbegin(), form.parts.rend(), full.parts.rbegin())) {
    return NameFit::Surname;
  }
  // Middle names: every part of the shorter name in the longer one, in order.
  std::size_t found = 0;
  for (const auto& part : full.parts) {
    if (found < form.parts.size() && part == form.parts[found]) ++found;
  }
  return found == form.parts.size() ? NameFit::Same : NameFit::None;
}

bool is_acronym_of(std::string_view acronym, std::string_view name) {
  std::string letters;
  for (const char c : name_key(acronym)) {
    if (c >= 'a' && c <= 'z') letters.push_back(c);
  }
  if (letters.size() < 2) return false;
  std::vector<std::pair<char, bool>> initials;  // letter, may be skipped
  const std::string key = name_key(name);
  for (std::size_t at = 0; at < key.size();) {
    std::size_t end = at;
    while (end < key.size() && ascii_alnum(key[end])) ++end;
    if (end > at) {
      const std::string_view word = std::string_view(key).substr(at, end - at);
      const bool small = word == "of" || word == "the" || word == "and" || word == "for" || word == "on" ||
                         word == "in" || word == "s";
      initials.emplace_back(word[0], small || (at > 0 && key[at - 1] == '-'));
    }
    at = end + 1;
  }
  // Every word that counts gives a letter; words that may be skipped give one or none.
  std::vector<bool> reach(letters.size() + 1, false);
  reach[0] = true;
  for (const auto& [letter, optional] : initials) {
    std::vector<bool> next(letters.size() + 1, false);
    for (std::size_t i = 0; i <= letters.size(); ++i) {
      if (!reach[i]) continue;
      if (optional) next[i] = true;
      if (i < letters.size() && letters[i] == letter) next[i + 1] = true;
    }
    reach = std::move(next);
  }
  return reach.back();
}

bool looks_like_acronym(std::string_view form) {
  std::size_t letters = 0;
  for (const char c : form) {
    if (c >= 'a' && c <= 'z') return false;
    if (c >= 'A' && c <= 'Z') ++letters;
    if (static_cast<unsigned char>(c) >= 0x80 || ascii_space(c)) return false;
  }
  return letters >= 2 && letters <= 6;
}

std::string slug(std::string_view name) {
  std::string out;
  for (const char c : name_key(name)) {
    if (ascii_alnum(c)) {
      out.push_back(c);
    } else if (c != '\'' && !out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace entente::extraction
