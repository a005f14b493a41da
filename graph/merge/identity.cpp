#include "graph/merge/identity.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "graph/base/utf8.h"
#include "graph/merge/name_keys.h"
#include "graph/merge/person_names.h"

namespace entente::merge {
namespace {

using schema::EntityType;

/// All records of one type whose names agree once folded (and, for bodies that many states have, the state).
struct NameClass {
  EntityType type = EntityType::Organization;
  std::string key;
  std::string country;  ///< for generic bodies: identity of the country they belong to, or ""
  PersonName person;
  std::set<std::string> references;
  std::set<std::string> aliases;  ///< keys of the aliases
  std::set<std::string> spelled;  ///< aliases as written, of organisations
  std::string label;              ///< one of its names as written, for reasons
};

using ClassKey = std::tuple<EntityType, std::string, std::string>;

struct Proposal {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string reason;
};

std::string name_key(EntityType type, std::string_view name) {
  if (type == EntityType::Person) return parse_person(name).key();
  if (type == EntityType::Organization) return organization_key(name);
  return folded_name(name);
}

/// The one country each organisation of the record is part of, as its reference or folded name; "" if none or several.
std::vector<std::string> countries_of(const model::DocumentRecord& record) {
  std::vector<std::set<std::string>> found(record.entities.size());
  for (const auto& s : record.statements) {
    if (s.type != "PART_OF" || s.status != schema::Status::Happened) continue;
    if (s.subject >= record.entities.size() || s.object >= record.entities.size()) continue;
    const auto& country = record.entities[s.object];
    if (country.type != EntityType::Country) continue;
    found[s.subject].insert(country.reference.empty() ? folded_name(country.name) : country.reference);
  }
  std::vector<std::string> out(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].size() == 1) out[i] = *found[i].begin();
  }
  return out;
}

class Identifier {
 public:
  explicit Identifier(const std::vector<model::DocumentRecord>& records) : records_(records) {}

  Clusters run() {
    collect();
    propose_persons();
    propose_countries_of_bodies();
    propose_aliases();
    unite();
    return assign();
  }

 private:
  void collect();
  void propose_persons();
  void propose_countries_of_bodies();
  void propose_aliases();
  void unite();
  Clusters assign();

  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::min(a, b)] = std::max(a, b);
  }
  void start_union();
  void offer(std::string_view name, std::string& label) const {
    if (std::pair(name.size(), name) > std::pair(label.size(), std::string_view(label))) label = name;
  }
  std::size_t node_of(const std::string& reference, EntityType type) const {
    return classes_.size() + references_.at({type, reference});
  }
  std::vector<std::size_t> fuller_names(std::size_t i) const;

  const std::vector<model::DocumentRecord>& records_;
  std::map<ClassKey, std::size_t> index_;
  std::vector<NameClass> classes_;
  std::map<std::pair<EntityType, std::string>, std::size_t> references_;
  std::vector<std::vector<std::size_t>> class_of_;           // by record and entity
  std::set<std::pair<std::size_t, std::size_t>> apart_;      // classes that one document tells apart
  std::map<std::string, std::vector<std::size_t>> by_bare_;  // persons: what a bare name can stand for
  std::map<std::string, std::vector<std::size_t>> by_surname_;
  std::map<std::string, std::vector<std::size_t>> by_beginning_;
  std::vector<std::string> reference_labels_;
  std::vector<Proposal> proposals_;
  std::vector<std::size_t> parent_;  // union-find over nodes: first the classes, then the references
};

void Identifier::collect() {
  class_of_.resize(records_.size());
  // Names first, then numbers: classes are numbered in the order of their keys, whatever the order of the records.
  std::vector<std::vector<ClassKey>> keys(records_.size());
  for (std::size_t d = 0; d < records_.size(); ++d) {
    const auto countries = countries_of(records_[d]);
    for (std::size_t i = 0; i < records_[d].entities.size(); ++i) {
      const auto& e = records_[d].entities[i];
      std::string key = e.type == EntityType::Measure ? std::string() : name_key(e.type, e.name);
      std::string country;
      if (e.type == EntityType::Organization && e.reference.empty() && generic_body(key)) country = countries[i];
      keys[d].emplace_back(e.type, std::move(key), std::move(country));
      if (e.type != EntityType::Measure) index_.emplace(keys[d].back(), 0);
      if (!e.reference.empty()) references_.emplace(std::pair(e.type, e.reference), 0);
    }
  }
  for (auto& [key, number] : index_) {
    number = classes_.size();
    NameClass c;
    std::tie(c.type, c.key, c.country) = key;
    classes_.push_back(std::move(c));
  }
  std::size_t number = 0;
  for (auto& entry : references_) entry.second = number++;
  reference_labels_.resize(references_.size());
  for (std::size_t d = 0; d < records_.size(); ++d) {
    std::map<std::string, std::set<std::size_t>> persons;
    for (std::size_t i = 0; i < keys[d].size(); ++i) {
      const auto& e = records_[d].entities[i];
      if (e.type == EntityType::Measure) {
        class_of_[d].push_back(no_cluster);
        continue;
      }
      const std::size_t at = index_.at(keys[d][i]);
      class_of_[d].push_back(at);
      NameClass& c = classes_[at];
      offer(e.name, c.label);
      if (!e.reference.empty()) {
        c.references.insert(e.reference);
        offer(e.name, reference_labels_[references_.at({e.type, e.reference})]);
      }
      for (const auto& alias : e.aliases) {
        c.aliases.insert(name_key(e.type, alias));
        if (e.type == EntityType::Organization) c.spelled.insert(alias);
      }
      if (e.type == EntityType::Person) {
        c.person = parse_person(e.name);
        persons[c.person.surname].insert(at);
      }
    }
    for (const auto& [surname, found] : persons) {
      for (const std::size_t a : found) {
        for (const std::size_t b : found) {
          // Only a name without "Jr." beside one with it is ever asked about.
          if (a != b && classes_[a].person.suffix.empty() && !classes_[b].person.suffix.empty()) apart_.emplace(a, b);
        }
      }
    }
  }
}

/// Classes of persons whose name is strictly fuller than that of class i.
std::vector<std::size_t> Identifier::fuller_names(std::size_t i) const {
  const PersonName& name = classes_[i].person;
  std::vector<std::size_t> out;
  if (name.bare()) {
    if (const auto found = by_bare_.find(name.surname); found != by_bare_.end()) {
      for (const std::size_t j : found->second) {
        if (j != i) out.push_back(j);
      }
    }
    return out;
  }
  const auto add = [&](const std::map<std::string, std::vector<std::size_t>>& index, const std::string& key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    for (const std::size_t j : found->second) {
      const PersonName& longer = classes_[j].person;
      if (!shorter_form(name, longer)) continue;
      // "Donald Trump" and "Donald Trump Jr." of one text are two men.
      if (name.suffix.empty() && !longer.suffix.empty() && apart_.count({i, j}) != 0) continue;
      out.push_back(j);
    }
  };
  add(by_surname_, name.surname);
  const auto tokens = name.tokens();
  add(by_beginning_, tokens[0] + ' ' + tokens[1]);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void Identifier::propose_persons() {
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const NameClass& c = classes_[i];
    if (c.type != EntityType::Person || c.person.bare()) continue;
    std::set<std::string> bare{c.person.surname};
    const auto tokens = c.person.tokens();
    if (surname_first(c.person)) bare.insert(tokens.front());
    // A name that a text uses for him alone and that is one of his names: "Lula" of Luiz Inácio Lula da Silva.
    for (const auto& t : tokens) {
      if (t.size() > 1 && c.aliases.count(t) != 0) bare.insert(t);
    }
    for (const auto& b : bare) by_bare_[b].push_back(i);
    by_surname_[c.person.surname].push_back(i);
    by_beginning_[tokens[0] + ' ' + tokens[1]].push_back(i);
  }
  std::vector<std::vector<std::size_t>> fuller(classes_.size());
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (classes_[i].type == EntityType::Person) fuller[i] = fuller_names(i);
  }
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    std::vector<std::size_t> fullest;
    for (const std::size_t j : fuller[i]) {
      const bool beaten = std::any_of(fuller[j].begin(), fuller[j].end(), [&](std::size_t k) {
        return std::binary_search(fuller[i].begin(), fuller[i].end(), k);
      });
      if (!beaten) fullest.push_back(j);
    }
    if (fullest.size() != 1) continue;
    const NameClass& c = classes_[i];
    const NameClass& to = classes_[fullest.front()];
    proposals_.push_back({i, fullest.front(),
                          c.person.bare() ? fmt::format("'{}': the only person of that name is {}", c.label, to.label)
                                          : fmt::format("'{}' is short for {}", c.label, to.label)});
  }
}

void Identifier::propose_countries_of_bodies() {
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const NameClass& c = classes_[i];
    if (c.type != EntityType::Organization || !c.country.empty()) continue;
    std::optional<std::size_t> only;
    bool several = false;
    // Classes are in the order of their keys: the same body of each country follows at once.
    for (std::size_t j = i + 1; j < classes_.size() && classes_[j].type == c.type && classes_[j].key == c.key; ++j) {
      several = only.has_value();
      only = j;
    }
    if (only && !several) {
      proposals_.push_back({i, *only, fmt::format("'{}': the only one is that of one country", c.label)});
    }
  }
}

void Identifier::propose_aliases() {
  // What an alias can stand for: nodes, that is classes or references.
  std::map<std::pair<EntityType, std::string>, std::set<std::size_t>> stands_for;
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const NameClass& c = classes_[i];
    if (c.type == EntityType::Person) continue;
    const bool referenced = c.references.size() == 1;
    const std::size_t node = referenced ? node_of(*c.references.begin(), c.type) : i;
    if (referenced) {
      for (const auto& a : c.aliases) stands_for[{c.type, a}].insert(node);
    } else if (c.type == EntityType::Organization) {
      for (const auto& spelled : c.spelled) {
        const std::string a = organization_key(spelled);
        const bool beginning = c.key.compare(0, a.size() + 1, a + ' ') == 0 && !generic_body(a);
        if (a != c.key && (acronym(spelled) || beginning)) stands_for[{c.type, a}].insert(node);
      }
    }
  }
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const NameClass& c = classes_[i];
    if (!c.references.empty()) continue;
    const auto found = stands_for.find({c.type, c.key});
    if (found == stands_for.end() || found->second.size() != 1) continue;
    const std::size_t to = *found->second.begin();
    if (to == i) continue;
    const std::string& label = to < classes_.size() ? classes_[to].label : reference_labels_[to - classes_.size()];
    proposals_.push_back({i, to, fmt::format("'{}' is an alias of {}", c.label, label)});
  }
}

void Identifier::start_union() {
  parent_.resize(classes_.size() + references_.size());
  std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    if (classes_[i].references.size() == 1) join(i, node_of(*classes_[i].references.begin(), classes_[i].type));
  }
}

void Identifier::unite() {
  // A name that several references share belongs to none of them, and nothing joins it.
  const auto ambiguous = [&](std::size_t node) {
    return node < classes_.size() && classes_[node].references.size() > 1;
  };
  std::erase_if(proposals_, [&](const Proposal& p) { return ambiguous(p.from) || ambiguous(p.to); });
  start_union();
  for (const auto& p : proposals_) join(p.from, p.to);
  std::map<std::size_t, std::size_t> references_in;
  for (std::size_t r = classes_.size(); r < parent_.size(); ++r) ++references_in[find(r)];
  // Two references that a chain of names would join: the whole chain is undone.
  const auto removed = std::erase_if(proposals_, [&](const Proposal& p) {
    const auto found = references_in.find(find(p.from));
    return found != references_in.end() && found->second > 1;
  });
  if (removed == 0) return;
  start_union();
  for (const auto& p : proposals_) join(p.from, p.to);
}

Clusters Identifier::assign() {
  std::vector<bool> source(parent_.size(), false);
  for (const auto& p : proposals_) source[p.from] = true;
  struct Group {
    EntityType type = EntityType::Organization;
    std::optional<std::size_t> best;  // the class that names it
    std::string reference;
    std::set<std::string> reasons;
  };
  std::map<std::size_t, Group> groups;
  const auto rank = [&](std::size_t i) {
    return std::tuple(!source[i], classes_[i].key.size(), classes_[i].key, classes_[i].country);
  };
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    Group& g = groups[find(i)];
    g.type = classes_[i].type;
    if (!g.best || rank(i) > rank(*g.best)) g.best = i;
  }
  for (const auto& [key, r] : references_) {
    Group& g = groups[find(classes_.size() + r)];
    g.type = key.first;
    g.reference = key.second;
  }
  for (const auto& p : proposals_) groups[find(p.from)].reasons.insert(p.reason);

  std::vector<std::pair<Cluster, std::size_t>> sorted;
  for (const auto& [root, g] : groups) {
    Cluster c;
    c.type = g.type;
    c.reference = g.reference;
    c.reasons.assign(g.reasons.begin(), g.reasons.end());
    if (!g.reference.empty()) {
      c.identity = "reference:" + g.reference;
    } else {
      c.identity = "name:" + classes_[*g.best].key;
      if (!classes_[*g.best].country.empty()) c.identity += '\x1f' + classes_[*g.best].country;
    }
    sorted.emplace_back(std::move(c), root);
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.type, a.first.identity) < std::tie(b.first.type, b.first.identity);
  });
  Clusters out;
  std::map<std::size_t, std::uint32_t> number;
  for (auto& [cluster, root] : sorted) {
    number.emplace(root, static_cast<std::uint32_t>(out.clusters.size()));
    out.clusters.push_back(std::move(cluster));
  }
  out.of.resize(records_.size());
  for (std::size_t d = 0; d < records_.size(); ++d) {
    for (std::size_t i = 0; i < class_of_[d].size(); ++i) {
      const auto& e = records_[d].entities[i];
      if (e.type == EntityType::Measure) {
        out.of[d].push_back(no_cluster);
      } else {
        const std::size_t node = e.reference.empty() ? class_of_[d][i] : node_of(e.reference, e.type);
        out.of[d].push_back(number.at(find(node)));
      }
    }
  }
  return out;
}

}  // namespace

Clusters identify(const std::vector<model::DocumentRecord>& records) {
  return Identifier(records).run();
}

}  // namespace entente::merge
