#include "src/extraction/entities/reading.h"

#include <algorithm>

namespace entente::extraction::entities {

using language::Upos;

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string lower(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string singular(std::string word) {
  const auto ends = [&](std::string_view e) {
    return word.size() > e.size() + 1 && word.compare(word.size() - e.size(), e.size(), e) == 0;
  };
  if (word == "chiefs" || word == "staffs") return word.substr(0, word.size() - 1);
  if (ends("men") && word.size() > 4 && word != "women") return word.substr(0, word.size() - 3) + "man";
  if (ends("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (ends("sses") || ends("ches") || ends("shes") || ends("xes")) return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) word.pop_back();
  return word;
}

std::string_view Reading::slice(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const {
  const base::ByteSpan span = bytes(s, begin, end);
  return std::string_view(document.text).substr(span.begin, span.size());
}

base::ByteSpan Reading::bytes(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const {
  return {word(s, begin).span.begin, word(s, end - 1).span.end};
}

std::string Reading::base(std::uint32_t s, std::uint32_t w) const {
  return singular(lower(form(s, w)));
}

bool Reading::is(std::uint32_t s, std::uint32_t w, std::string_view word_lower) const {
  return w < size(s) && lower(form(s, w)) == word_lower;
}

bool Reading::capital(std::uint32_t s, std::uint32_t w) const {
  if (w >= size(s)) return false;
  const std::string_view f = form(s, w);
  if (f.empty()) return false;
  if (f[0] >= 'A' && f[0] <= 'Z') return true;
  // Latin-1 and Latin Extended capitals: U+00C0–U+00DE, and even code points of U+0100–U+017F.
  const auto a = static_cast<unsigned char>(f[0]);
  const auto b = f.size() > 1 ? static_cast<unsigned char>(f[1]) : 0U;
  if (a == 0xC3) return b >= 0x80 && b <= 0x9E;
  return (a == 0xC4 || a == 0xC5) && b % 2 == 0;
}

bool Reading::possessive(std::uint32_t s, std::uint32_t w) const {
  return w < size(s) && one_of(form(s, w), {"'s", "’s", "'", "’", "‘s"});
}

bool Reading::punctuation(std::uint32_t s, std::uint32_t w) const {
  return word(s, w).upos == Upos::Punct;
}

bool Reading::name_like(std::uint32_t s, std::uint32_t w) const {
  const Upos u = word(s, w).upos;
  return u == Upos::Propn || u == Upos::Noun || u == Upos::Adj;
}

bool Reading::shouted(std::uint32_t s) const {
  std::size_t capitals = 0;
  std::size_t words = 0;
  for (std::uint32_t w = 0; w < size(s); ++w) {
    const std::string_view f = form(s, w);
    if (f.size() < 4) continue;
    ++words;
    capitals += std::none_of(f.begin(), f.end(), [](char c) { return c >= 'a' && c <= 'z'; }) ? 1U : 0U;
  }
  return words >= 2 && capitals * 10 >= words * 9;
}

std::uint32_t Reading::head(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t w = begin; w < end; ++w) {
    const std::int32_t h = word(s, w).head;
    if (punctuation(s, w) || possessive(s, w)) continue;
    if (h == language::root_head || h < static_cast<std::int32_t>(begin) || h >= static_cast<std::int32_t>(end))
      return w;
  }
  return begin;
}

std::string_view Reading::relation(std::uint32_t s, std::uint32_t w, std::int32_t& governor) const {
  auto at = static_cast<std::int32_t>(w);
  for (std::uint32_t steps = 0; steps < size(s); ++steps) {
    const auto& here = word(s, static_cast<std::uint32_t>(at));
    const std::string_view rel = std::string_view(here.deprel).substr(0, here.deprel.find(':'));
    governor = here.head;
    if (rel != "conj" || here.head == language::root_head) return rel;
    at = here.head;
  }
  return {};
}

std::string Reading::preposition(std::uint32_t s, std::uint32_t begin, std::uint32_t head) const {
  const auto case_of = [&](std::uint32_t h) -> std::string {
    for (std::uint32_t w = 0; w < h; ++w) {
      if (word(s, w).head == static_cast<std::int32_t>(h) && word(s, w).deprel == "case") return lower(form(s, w));
    }
    return {};
  };
  if (std::string found = case_of(head); !found.empty()) return found;
  for (std::uint32_t w = begin; w-- > 0;) {  // the words before, where the tree knows none
    if (word(s, w).upos == Upos::Adp) return lower(form(s, w));
    if (word(s, w).upos != Upos::Det && word(s, w).upos != Upos::Adj) break;
  }
  const auto& here = word(s, head);
  if (here.deprel.substr(0, 4) == "conj" && here.head != language::root_head) {
    const auto first = static_cast<std::uint32_t>(here.head);
    if (word(s, first).upos == Upos::Propn || word(s, first).upos == Upos::Noun) return case_of(first);
  }
  return {};
}

std::string display_name(const std::string& name) {
  if (name.size() < 4 || std::any_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
      })) {
    return name;
  }
  std::string out = lower(name);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if ((i == 0 || out[i - 1] == ' ' || out[i - 1] == '-') && out[i] >= 'a' && out[i] <= 'z')
      out[i] = static_cast<char>(out[i] - 'a' + 'A');
  }
  return out;
}

}  // namespace entente::extraction::entities
