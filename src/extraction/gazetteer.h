#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/base/date.h"
#include "graph/base/error.h"

/// What is known about names beyond the text: states, bodies, places, holders of posts, given names, words for posts
/// and bodies. All of it is data: gazetteer.tsv (built from public lists by scripts/build_gazetteer.py) and
/// common_knowledge.tsv (written by hand; its head describes the format).
namespace entente::extraction {

enum class Gender : std::uint8_t { Unknown, Female, Male };

/// How the holder of a post is spoken of; decides whose post it can be.
enum class Rank : std::uint8_t { Head, Leader, Minister, Envoy, Member, Staff, Civil, Address };

struct CountryFacts {
  std::string code;   ///< ISO 3166-1 alpha-2; SU, YU, CS, DD for states that are no more
  std::string name;   ///< short English name
  bool state = true;  ///< false for a territory
};

struct OrganizationFacts {
  std::string id;      ///< "org:eu"
  std::string name;    ///< canonical
  std::string kind;    ///< "ministry", "media" …
  std::string holder;  ///< reference of what it is part of, or empty
};

/// One thing that a name can mean.
enum class SenseKind : std::uint8_t { Country, Adjective, People, Capital, Seat, Organization, Region, Area, City };
struct Sense {
  SenseKind kind = SenseKind::City;
  std::uint32_t index = 0;    ///< into countries() or, for Organization, organizations(); a Seat's is by `organization`
  bool organization = false;  ///< index is of an organisation (Organization; Seat of one)
  bool weak = false;          ///< a common word too: only where the tagger sees a name of that kind
  bool acronym = false;       ///< only where it stands in capitals
  std::uint32_t population = 0;  ///< City
};

struct Leader {
  std::string holder;  ///< "country:US", "org:eu"
  std::string title;   ///< "President"
  std::string name;
  std::string surname;
  base::Date since;
  base::Date until;  ///< unknown: still in office, or not known
};

/// Immutable after loading; safe to share between threads. Lookups are O(length of the name).
class Gazetteer {
 public:
  /// gazetteer.tsv and common_knowledge.tsv. Errors: NotFound for a missing file, Malformed with file and line.
  static base::Expected<Gazetteer> load_default();
  static base::Expected<Gazetteer> parse(std::string_view text, std::string_view source);
  /// Adds the facts of another file. On an error what was read before the wrong line stays.
  base::Expected<void> extend(std::string_view text, std::string_view source);

  /// What a name can mean, likeliest first; `form` is the surface form (its case matters for acronyms). Empty if
  /// unknown.
  std::vector<Sense> find(std::string_view form) const;
  /// The longest name in words that begins with this word (as a name_key); 0 if none.
  std::uint32_t longest(std::string_view first_word) const;

  const std::vector<CountryFacts>& countries() const { return countries_; }
  const std::vector<OrganizationFacts>& organizations() const { return organizations_; }
  const CountryFacts* country(std::string_view code) const;
  const OrganizationFacts* organization(std::string_view id) const;

  /// The rank of a post's noun ("foreign minister" is asked as "minister"), or nullopt if it is none. Lower-case lemma.
  std::optional<Rank> role(std::string_view words) const;
  /// Reference of the only state or body that has this post ("commerce secretary"), or "".
  std::string_view post_holder(std::string_view title) const;
  bool is_body(std::string_view lemma) const { return contains(bodies_, lemma); }
  bool is_actor(std::string_view lemma) const { return contains(actors_, lemma); }
  bool is_rank(std::string_view word) const;  ///< with or without its full stop
  bool names_nobody(std::string_view key) const { return contains(nobody_, key); }

  /// Known as a given name, with its gender; nullopt if it is none.
  std::optional<Gender> given_name(std::string_view key) const;
  /// Codes of the states where this surname, standing first, is common ("CN|KR"), or "".
  std::string_view surname_states(std::string_view key) const;
  /// Codes of the states that a person of that name may come from, as given name and the surname's ending tell; empty
  /// if they tell nothing. Keys, as in PersonName.
  std::vector<std::string> homes(const std::string& given, const std::string& surname) const;
  /// The number of the set of given names that are one name, 0 for none.
  unsigned given_variant(const std::string& key) const;
  /// Terms of office of people with that surname, by beginning.
  std::vector<const Leader*> leaders(std::string_view surname_key) const;
  /// Terms of office in that state or body, by beginning.
  std::vector<const Leader*> leaders_of(std::string_view holder) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  template <typename T>
  using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  static bool contains(const Table<bool>& t, std::string_view key) { return t.find(key) != t.end(); }
  bool read_line(const std::vector<std::string_view>& f);
  void read_country(const std::vector<std::string_view>& f);
  void add(std::string_view form, Sense sense);

  std::vector<CountryFacts> countries_;
  std::vector<OrganizationFacts> organizations_;
  std::vector<Leader> leaders_;
  Table<std::uint32_t> country_index_, organization_index_, longest_;
  Table<std::vector<Sense>> names_;
  Table<Rank> roles_;
  Table<std::string> posts_, surnames_, given_homes_;
  std::vector<std::pair<std::string, std::string>> endings_;  // of surnames, with codes; longest first
  Table<bool> bodies_, actors_, ranks_, nobody_;
  Table<Gender> given_;
  Table<unsigned> variants_;
  Table<std::vector<std::uint32_t>> leaders_by_surname_, leaders_by_holder_;
  unsigned variant_sets_ = 0;
};

}  // namespace entente::extraction
