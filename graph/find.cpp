#include "graph/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "graph/base/utf8.h"
#include "graph/schema/ontology.h"

namespace entente::graph {
namespace {

using base::ErrorCode;

constexpr std::size_t most_listed = 10;

std::string folded(std::string_view name) {
  std::string out = base::fold_for_comparison(name);
  if (out.size() > 4 && out.compare(0, 4, "the ") == 0) out.erase(0, 4);
  return out;
}

/// True if `words` stands in `text` between word boundaries (blanks, hyphens, the ends).
bool has_words(std::string_view text, std::string_view words) {
  const auto boundary = [](char c) {
    return c == ' ' || c == '-' || c == ',' || c == '.' || c == '(' || c == ')' || c == '\'';
  };
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || boundary(text[at - 1])) && (end == text.size() || boundary(text[end]))) return true;
  }
  return false;
}

/// "Georgia (Place)" → "Georgia" and Place.
std::pair<std::string_view, std::optional<schema::EntityType>> split_type(std::string_view name) {
  name = base::trim(name);
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos || name.empty() || name.back() != ')') return {name, std::nullopt};
  const std::string wanted = base::fold_case(name.substr(open + 1, name.size() - open - 2));
  for (const auto type : schema::all_entity_types) {
    if (base::fold_case(schema::to_string(type)) == wanted) return {base::trim(name.substr(0, open)), type};
  }
  return {name, std::nullopt};
}

}  // namespace

NameIndex::NameIndex(const KnowledgeGraph& graph) : graph_(&graph) {
  const auto add = [](Index& index, std::string key, EntityIndex i) {
    auto& list = index[std::move(key)];
    if (list.empty() || list.back() != i) list.push_back(i);
  };
  for (std::uint32_t n = 0; n < graph.entities().size(); ++n) {
    const EntityIndex i{n};
    const auto& e = graph.entity(i);
    add(ids_, e.id, i);
    if (!e.reference.empty()) add(ids_, e.reference, i);
    add(names_, e.name, i);
    add(folded_names_, folded(e.name), i);
    for (const auto& a : e.aliases) add(folded_aliases_, folded(a), i);
  }
}

std::vector<EntityIndex> NameIndex::lookup(std::string_view name, std::optional<schema::EntityType> type) const {
  const auto fits = [&](EntityIndex i) { return !type || graph_->entity(i).type == *type; };
  const auto in = [&](const Index& index, std::string_view key) {
    std::vector<EntityIndex> out;
    if (const auto found = index.find(key); found != index.end()) {
      std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(out), fits);
    }
    return out;
  };
  const std::string key = folded(name);
  for (auto found : {in(ids_, name), in(names_, name), in(folded_names_, key), in(folded_aliases_, key)}) {
    if (!found.empty()) return found;
  }
  std::vector<EntityIndex> out;
  if (key.empty()) return out;
  for (const Index* index : {&folded_names_, &folded_aliases_}) {
    for (const auto& [text, entities] : *index) {
      if (!has_words(text, key)) continue;
      std::copy_if(entities.begin(), entities.end(), std::back_inserter(out), fits);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<EntityIndex> NameIndex::candidates(std::string_view name) const {
  // A name that really ends in "(Place)" comes before the type in parentheses.
  if (auto found = lookup(base::trim(name), std::nullopt); !found.empty()) return found;
  const auto [bare, type] = split_type(name);
  return type ? lookup(bare, type) : std::vector<EntityIndex>();
}

std::string NameIndex::describe(EntityIndex i) const {
  const auto& e = graph_->entity(i);
  return fmt::format("{} ({})", e.name, schema::to_string(e.type));
}

base::Expected<EntityIndex> NameIndex::find(std::string_view name) const {
  const auto found = candidates(name);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    std::vector<std::string> all;
    for (const Index* index : {&names_, &folded_aliases_}) {
      for (const auto& entry : *index) all.push_back(entry.first);
    }
    auto near = schema::suggest(split_type(name).first, all);
    // An alias stands for its entity: suggest the name that the user will see.
    for (auto& n : near) {
      if (names_.find(n) == names_.end()) n = graph_->entity(folded_aliases_.at(n).front()).name;
    }
    std::vector<std::string> distinct;
    for (auto& n : near) {
      if (std::find(distinct.begin(), distinct.end(), n) == distinct.end()) distinct.push_back(std::move(n));
    }
    return base::fail(ErrorCode::NotFound, fmt::format("there is nothing named '{}' in the graph", name),
                      distinct.empty() ? std::string() : fmt::format("did you mean {}?", fmt::join(distinct, " or ")));
  }
  std::vector<std::string> listed;
  for (std::size_t i = 0; i < found.size() && i < most_listed; ++i) listed.push_back(describe(found[i]));
  if (found.size() > most_listed) listed.push_back(fmt::format("{} more", found.size() - most_listed));
  const bool same_name = std::all_of(found.begin(), found.end(), [&](EntityIndex i) {
    return graph_->entity(i).name == graph_->entity(found.front()).name;
  });
  const auto& first = graph_->entity(found.front());
  return base::fail(
      ErrorCode::Usage, fmt::format("'{}' can be {}", name, fmt::join(listed, ", ")),
      same_name ? fmt::format("give the type too, as in '{}', or the id, as in '{}'", describe(found.front()), first.id)
                : "give the full name");
}

}  // namespace entente::graph
