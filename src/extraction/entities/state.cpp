#include "src/extraction/entities/state.h"

#include <algorithm>

namespace entente::extraction::entities {

using model::LocalIndex;
using schema::EntityType;

LocalIndex EntityTable::get(const std::string& key, EntityType type, std::string_view name,
                            std::string_view reference) {
  const auto [found, fresh] = keys_.emplace(key, static_cast<LocalIndex>(records_.size()));
  if (fresh) {
    model::EntityRecord record;
    record.type = type;
    record.name = name;
    record.reference = reference;
    records_.push_back(std::move(record));
    aliases_.emplace_back();
    reasons_.emplace_back();
  }
  return found->second;
}

LocalIndex EntityTable::find(const std::string& key) const {
  const auto found = keys_.find(key);
  return found == keys_.end() ? no_entity : found->second;
}

void EntityTable::add_alias(LocalIndex entity, std::string alias) {
  if (!alias.empty()) aliases_[entity].insert(std::move(alias));
}

void EntityTable::add_reason(LocalIndex entity, std::string reason) {
  reasons_[entity].insert(std::move(reason));
}

void EntityTable::rename(LocalIndex entity, std::string name) {
  add_alias(entity, records_[entity].name);
  records_[entity].name = std::move(name);
}

std::vector<model::EntityRecord> EntityTable::take() {
  for (std::size_t i = 0; i < records_.size(); ++i) {
    aliases_[i].erase(records_[i].name);
    records_[i].aliases.assign(aliases_[i].begin(), aliases_[i].end());
    records_[i].reasons.assign(reasons_[i].begin(), reasons_[i].end());
    std::sort(records_[i].mentions.begin(), records_[i].mentions.end());
    auto& m = records_[i].mentions;
    m.erase(std::unique(m.begin(), m.end()), m.end());
  }
  keys_.clear();
  return std::move(records_);
}

const NameSpan* State::span_at(std::uint32_t s, std::uint32_t w) const {
  const auto i = index_at(s, w);
  return i ? &names[s][*i] : nullptr;
}

std::optional<std::size_t> State::index_at(std::uint32_t s, std::uint32_t w) const {
  for (std::size_t i = 0; i < names[s].size(); ++i) {
    if (names[s][i].begin <= w && w < names[s][i].end) return i;
  }
  return std::nullopt;
}

LocalIndex State::country(std::uint32_t index) {
  const CountryFacts& facts = r.gazetteer.countries()[index];
  return table.get("country:" + facts.code, EntityType::Country, facts.name, "country:" + facts.code);
}

LocalIndex State::referenced(std::string_view reference) {
  if (reference.substr(0, 8) == "country:") {
    const CountryFacts* facts = r.gazetteer.country(reference.substr(8));
    if (facts == nullptr) return no_entity;
    return table.get(std::string(reference), EntityType::Country, facts->name, reference);
  }
  const OrganizationFacts* facts = r.gazetteer.organization(reference);
  if (facts == nullptr) return no_entity;
  return table.get(std::string(reference), EntityType::Organization, facts->name, reference);
}

LocalIndex State::actor(const NameSpan& name) {
  if (name.what == NameClass::Person || name.what == NameClass::Place) return no_entity;
  if (name.index == NameSpan::no_index) {
    const auto& all = names[name.sentence];
    const auto i = static_cast<std::size_t>(&name - all.data());
    return i < all.size() && i < entity_of[name.sentence].size() ? entity_of[name.sentence][i] : no_entity;
  }
  if (name.organization) return referenced(r.gazetteer.organizations()[name.index].id);
  return country(name.index);
}

void State::mention(std::uint32_t s, std::uint32_t begin, std::uint32_t end, MentionKind kind,
                    std::vector<LocalIndex> entities, bool locative, std::optional<std::uint32_t> head) {
  if (entities.empty() || begin >= end) return;
  Mention m;
  m.sentence = s;
  m.begin = begin;
  m.end = end;
  m.head = head.value_or(r.head(s, begin, end));
  m.kind = kind;
  m.locative = locative;
  m.entities = std::move(entities);
  const base::ByteSpan bytes = r.bytes(s, begin, end);
  const std::string_view surface = std::string_view(r.document.text).substr(bytes.begin, bytes.size());
  for (const LocalIndex e : m.entities) {
    table.record(e).mentions.push_back({offsets.to_code_points(bytes), std::string(surface)});
    if (kind == MentionKind::Pronoun || m.entities.size() > 1) continue;
    if (kind != MentionKind::Nominal) {
      // A full name needs no title to be known by; "President Biden" is a name of its own.
      const auto person = people.find(e);
      const NameSpan* core = person == people.end() ? nullptr : span_at(s, end - 1);
      if (core != nullptr && core->begin > begin && core->end - core->begin > 1) continue;
      table.add_alias(e, clean_name(surface));
      continue;
    }
    // "an Illinois Democrat", "head" say what it is here, they name nothing elsewhere.
    if (end - begin > 1 && !one_of(lower(r.form(s, begin)), {"a", "an", "his", "her", "their", "its", "our", "my"})) {
      table.add_alias(e, clean_description(surface));
    }
  }
  mentions_in[s].push_back(static_cast<std::uint32_t>(mentions.size()));
  mentions.push_back(std::move(m));
}

}  // namespace entente::extraction::entities
