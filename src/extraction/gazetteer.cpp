#include "src/extraction/gazetteer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "graph/base/resources.h"
#include "src/extraction/names.h"

namespace entente::extraction {
namespace {

using base::ErrorCode;
using base::Expected;

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(by, at);
    out.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return out;
    at = end + 1;
  }
}

/// The alternatives of a field, without empty ones.
std::vector<std::string_view> values(const std::vector<std::string_view>& fields, std::size_t i) {
  if (i >= fields.size()) return {};
  auto out = split(fields[i], '|');
  out.erase(std::remove(out.begin(), out.end(), std::string_view{}), out.end());
  return out;
}

std::optional<Rank> rank_from(std::string_view text) {
  for (const auto& [name, rank] : {std::pair<std::string_view, Rank>{"head", Rank::Head},
                                   {"leader", Rank::Leader},
                                   {"minister", Rank::Minister},
                                   {"envoy", Rank::Envoy},
                                   {"member", Rank::Member},
                                   {"staff", Rank::Staff},
                                   {"civil", Rank::Civil},
                                   {"address", Rank::Address}}) {
    if (name == text) return rank;
  }
  return std::nullopt;
}

/// The first word of a key: up to anything but letters and digits (bytes above 0x7F count as letters).
std::string_view first_word(std::string_view key) {
  std::size_t n = 0;
  while (n < key.size() && (static_cast<unsigned char>(key[n]) >= 0x80 || (key[n] >= 'a' && key[n] <= 'z') ||
                            (key[n] >= '0' && key[n] <= '9'))) {
    ++n;
  }
  return key.substr(0, std::max<std::size_t>(n, 1));
}

std::uint32_t count_words(std::string_view form) {
  // Upper bound of the words a tokenizer makes of it: blanks, hyphens, apostrophes and slashes divide.
  std::uint32_t n = 1;
  for (const char c : form)
    n += c == ' ' ? 1U : (c == '-' || c == '\'' || c == '/' || c == ',' || c == '&' || c == '+') ? 2U : 0U;
  return n;
}

int order(SenseKind kind) {
  return static_cast<int>(kind);
}

}  // namespace

Expected<Gazetteer> Gazetteer::load_default() {
  Gazetteer gazetteer;
  for (const std::string_view name : {"gazetteer.tsv", "common_knowledge.tsv"}) {
    const auto path = base::find_resource(name);
    if (!path) return tl::make_unexpected(path.error());
    const auto text = base::read_file(*path, std::uint64_t{64} << 20U);
    if (!text) return tl::make_unexpected(text.error());
    if (auto done = gazetteer.extend(*text, *path); !done) return tl::make_unexpected(done.error());
  }
  return gazetteer;
}

Expected<Gazetteer> Gazetteer::parse(std::string_view text, std::string_view source) {
  Gazetteer gazetteer;
  if (auto done = gazetteer.extend(text, source); !done) return tl::make_unexpected(done.error());
  return gazetteer;
}

Expected<void> Gazetteer::extend(std::string_view text, std::string_view source) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (!read_line(split(line, '\t'))) {
      return base::fail(ErrorCode::Malformed, "is no fact of a gazetteer",
                        "the head of common_knowledge.tsv describes the kinds of line",
                        base::Location{std::string(source), number, 1, line.size(), std::string(line)});
    }
  }
  return {};
}

void Gazetteer::add(std::string_view form, Sense sense) {
  const std::string key = name_key(form);
  if (key.empty()) return;
  sense.acronym = looks_like_acronym(form);
  auto& senses = names_[key];
  for (Sense& s : senses) {
    if (s.kind == sense.kind && s.organization == sense.organization &&
        (s.index == sense.index || sense.kind == SenseKind::Adjective || sense.kind == SenseKind::Capital)) {
      // Later files know better: an adjective or capital belongs to one state.
      const bool acronym = s.acronym && sense.acronym;
      s = sense;
      s.acronym = acronym;
      return;
    }
  }
  senses.push_back(sense);
  std::stable_sort(senses.begin(), senses.end(),
                   [](const Sense& a, const Sense& b) { return order(a.kind) < order(b.kind); });
  auto& longest = longest_[std::string(first_word(key))];
  longest = std::max(longest, count_words(form));
}

void Gazetteer::read_country(const std::vector<std::string_view>& f) {
  const auto [found, fresh] = country_index_.emplace(std::string(f[1]), static_cast<std::uint32_t>(countries_.size()));
  if (fresh) countries_.push_back({std::string(f[1]), std::string(f[2]), f[7] == "state"});
  const std::uint32_t i = found->second;
  const auto all = [&](std::string_view form, SenseKind kind) {
    Sense s;
    s.kind = kind;
    s.index = i;
    add(form, s);
  };
  all(f[2], SenseKind::Country);
  for (const auto n : values(f, 3)) all(n, SenseKind::Country);
  for (const auto n : values(f, 4)) all(n, SenseKind::Adjective);
  for (const auto n : values(f, 5)) all(n, SenseKind::People);
  for (const auto n : values(f, 6)) all(n, SenseKind::Capital);
}

bool Gazetteer::read_line(const std::vector<std::string_view>& f) {
  const std::string_view kind = f[0];
  const auto fill = [&](Table<bool>& table) {
    for (const auto v : values(f, 1)) table[name_key(v)] = true;
    return f.size() == 2;
  };
  if (kind == "country") {
    if (f.size() != 8 || f[1].size() != 2 || f[2].empty()) return false;
    read_country(f);
    return true;
  }
  if (kind == "org") {
    if (f.size() != 6 || f[1].substr(0, 4) != "org:" || f[2].empty()) return false;
    std::string what(f[4]);
    Sense s;
    s.kind = SenseKind::Organization;
    s.organization = true;
    if (s.weak = !what.empty() && what.back() == '?'; s.weak) what.pop_back();
    std::string holder(f[5]);
    if (holder.size() == 2) holder = "country:" + holder;
    const auto [found, fresh] =
        organization_index_.emplace(std::string(f[1]), static_cast<std::uint32_t>(organizations_.size()));
    if (fresh) {
      organizations_.push_back({std::string(f[1]), std::string(f[2]), what, holder});
    } else {
      organizations_[found->second] = {std::string(f[1]), std::string(f[2]), what, holder};
    }
    s.index = found->second;
    const auto put = [&](std::string_view form) {
      // A body that a later file knows by the same name is that one.
      if (const auto old = names_.find(name_key(form)); old != names_.end()) {
        auto& senses = old->second;
        senses.erase(std::remove_if(senses.begin(), senses.end(),
                                    [](const Sense& x) { return x.kind == SenseKind::Organization; }),
                     senses.end());
      }
      add(form, s);
    };
    put(f[2]);
    for (const auto n : values(f, 3)) put(n);
    return true;
  }
  if (kind == "seat") {
    if (f.size() != 3) return false;
    Sense s;
    s.kind = SenseKind::Seat;
    if (f[1].substr(0, 8) == "country:") {
      const auto c = country_index_.find(f[1].substr(8));
      if (c == country_index_.end()) return false;
      s.index = c->second;
    } else {
      // Bodies may follow in the file; make room for the fact now.
      const auto [o, fresh] =
          organization_index_.emplace(std::string(f[1]), static_cast<std::uint32_t>(organizations_.size()));
      if (fresh) organizations_.push_back({std::string(f[1]), std::string(f[1].substr(4)), "", ""});
      s.index = o->second;
      s.organization = true;
    }
    for (const auto n : values(f, 2)) add(n, s);
    return true;
  }
  if (kind == "region" || kind == "area" || kind == "city") {
    Sense s;
    s.kind = kind == "region" ? SenseKind::Region : kind == "area" ? SenseKind::Area : SenseKind::City;
    if (kind != "area") {
      if (f.size() < 3) return false;
      const auto c = country_index_.find(f[2]);
      s.index = c == country_index_.end() ? 0xFFFFFFFFU : c->second;
    }
    if (kind == "city") {
      if (f.size() != 4) return false;
      const auto [end, error] = std::from_chars(f[3].data(), f[3].data() + f[3].size(), s.population);
      if (error != std::errc{} || end != f[3].data() + f[3].size()) return false;
    }
    for (const auto n : values(f, 1)) add(n, s);
    return true;
  }
  if (kind == "leader") {
    if (f.size() != 8) return false;
    Leader l;
    l.holder = f[1] == "EU" ? "org:eu" : "country:" + std::string(f[1]);
    if (f[1] == "EU" && f[2].find("Council") != std::string_view::npos) l.holder = "org:european-council";
    if (f[1] == "EU" && f[2].find("Commission") != std::string_view::npos) l.holder = "org:european-commission";
    l.title = f[2];
    l.name = f[3];
    l.surname = f[5].empty() ? parse_person(f[3]).surname() : std::string(f[5]);
    l.since = base::Date::parse_iso(f[6]).value_or(base::Date{});
    l.until = base::Date::parse_iso(f[7]).value_or(base::Date{});
    const auto number = static_cast<std::uint32_t>(leaders_.size());
    leaders_by_surname_[name_key(l.surname)].push_back(number);
    leaders_by_holder_[l.holder].push_back(number);
    leaders_.push_back(l);
    for (const auto other : values(f, 4)) {
      Leader o = l;
      o.name = other;
      leaders_by_surname_[parse_person(other).surname()].push_back(static_cast<std::uint32_t>(leaders_.size()));
      leaders_.push_back(std::move(o));
    }
    return true;
  }
  if (kind == "ending") {
    if (f.size() != 3) return false;
    for (const auto v : values(f, 1)) endings_.emplace_back(name_key(v), std::string(f[2]));
    std::stable_sort(endings_.begin(), endings_.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return true;
  }
  if (kind == "given") {
    if (f.size() != 3 && f.size() != 4) return false;
    if (f.size() == 4) given_homes_[name_key(f[1])] = f[3];
    given_[name_key(f[1])] = f[2] == "f" ? Gender::Female : f[2] == "m" ? Gender::Male : Gender::Unknown;
    return true;
  }
  if (kind == "female" || kind == "male") {
    if (f.size() != 2) return false;
    for (const auto v : values(f, 1)) given_[name_key(v)] = kind == "female" ? Gender::Female : Gender::Male;
    return true;
  }
  if (kind == "surname") {
    if (f.size() != 3) return false;
    surnames_[name_key(f[1])] = f[2];
    return true;
  }
  if (kind == "role") {
    const auto rank = f.size() == 3 ? rank_from(f[2]) : std::nullopt;
    if (!rank) return false;
    for (const auto v : values(f, 1)) roles_.emplace(name_key(v), *rank);
    return true;
  }
  if (kind == "post") {
    if (f.size() != 3) return false;
    for (const auto v : values(f, 1)) posts_[name_key(v)] = f[2];
    return true;
  }
  if (kind == "variant") {
    ++variant_sets_;
    for (const auto v : values(f, 1)) variants_[name_key(v)] = variant_sets_;
    return f.size() == 2;
  }
  if (kind == "body") return fill(bodies_);
  if (kind == "actor") return fill(actors_);
  if (kind == "rank") return fill(ranks_);
  if (kind == "not") return fill(nobody_);
  return false;
}

std::vector<Sense> Gazetteer::find(std::string_view form) const {
  const auto found = names_.find(name_key(form));
  if (found == names_.end()) return {};
  std::vector<Sense> out;
  const bool capitals = std::none_of(form.begin(), form.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool some = std::any_of(form.begin(), form.end(),
                                [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
  if (!some) return out;
  for (const Sense& s : found->second) {
    if (!s.acronym || capitals) out.push_back(s);
  }
  return out;
}

std::uint32_t Gazetteer::longest(std::string_view word) const {
  const auto found = longest_.find(first_word(word));
  return found == longest_.end() ? 0 : found->second;
}

const CountryFacts* Gazetteer::country(std::string_view code) const {
  const auto found = country_index_.find(code);
  return found == country_index_.end() ? nullptr : &countries_[found->second];
}

const OrganizationFacts* Gazetteer::organization(std::string_view id) const {
  const auto found = organization_index_.find(id);
  return found == organization_index_.end() ? nullptr : &organizations_[found->second];
}

bool Gazetteer::is_rank(std::string_view word) const {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  return contains(ranks_, word);
}

std::optional<Rank> Gazetteer::role(std::string_view words) const {
  const auto found = roles_.find(words);
  return found == roles_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view Gazetteer::post_holder(std::string_view title) const {
  const auto found = posts_.find(title);
  return found == posts_.end() ? std::string_view{} : std::string_view(found->second);
}

std::optional<Gender> Gazetteer::given_name(std::string_view key) const {
  const auto found = given_.find(key);
  return found == given_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view Gazetteer::surname_states(std::string_view key) const {
  const auto found = surnames_.find(key);
  return found == surnames_.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<std::string> Gazetteer::homes(const std::string& given, const std::string& surname) const {
  std::vector<std::string> out;
  const auto take = [&](std::string_view codes) {
    for (const auto code : split(codes, '|')) out.emplace_back(code);
  };
  for (const auto& [ending, codes] : endings_) {
    if (surname.size() > ending.size() + 1 &&
        surname.compare(surname.size() - ending.size(), ending.size(), ending) == 0) {
      take(codes);
      break;
    }
  }
  if (const auto found = given_homes_.find(given); found != given_homes_.end()) take(found->second);
  return out;
}

unsigned Gazetteer::given_variant(const std::string& key) const {
  const auto found = variants_.find(key);
  return found == variants_.end() ? 0 : found->second;
}

std::vector<const Leader*> Gazetteer::leaders(std::string_view surname_key) const {
  std::vector<const Leader*> out;
  if (const auto found = leaders_by_surname_.find(surname_key); found != leaders_by_surname_.end()) {
    for (const auto i : found->second) out.push_back(&leaders_[i]);
  }
  std::stable_sort(out.begin(), out.end(), [](const Leader* a, const Leader* b) { return a->since < b->since; });
  return out;
}

std::vector<const Leader*> Gazetteer::leaders_of(std::string_view holder) const {
  std::vector<const Leader*> out;
  if (const auto found = leaders_by_holder_.find(holder); found != leaders_by_holder_.end()) {
    for (const auto i : found->second) out.push_back(&leaders_[i]);
  }
  std::stable_sort(out.begin(), out.end(), [](const Leader* a, const Leader* b) { return a->since < b->since; });
  return out;
}

}  // namespace entente::extraction
