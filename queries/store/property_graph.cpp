#include "queries/store/property_graph.h"

#include <algorithm>

#include "queries/value/compare.h"

namespace entente::queries {
namespace {

const Value* find(const Properties& properties, Symbol key) {
  for (const auto& [name, value] : properties) {
    if (name == key) return &value;
  }
  return nullptr;
}

void set(Properties& properties, Symbol key, Value value) {
  const auto at = std::find_if(properties.begin(), properties.end(), [key](const auto& p) { return p.first == key; });
  if (value.is_null()) {
    if (at != properties.end()) properties.erase(at);
  } else if (at != properties.end()) {
    at->second = std::move(value);
  } else {
    properties.emplace_back(key, std::move(value));
  }
}

void insert_sorted(std::vector<RelationshipId>& ids, RelationshipId id) {
  ids.insert(std::lower_bound(ids.begin(), ids.end(), id), id);
}

void erase_sorted(std::vector<RelationshipId>& ids, RelationshipId id) {
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at != ids.end() && *at == id) ids.erase(at);
}

/// Adds what lies between two states of one thing's properties.
void count_properties(const Properties& before, const Properties& after, SideEffects& effects) {
  for (const auto& [key, value] : before) {
    const auto* now = find(after, key);
    if (now == nullptr || !equivalent(*now, value) || now->kind() != value.kind()) ++effects.properties_removed;
  }
  for (const auto& [key, value] : after) {
    const auto* was = find(before, key);
    if (was == nullptr || !equivalent(*was, value) || was->kind() != value.kind()) ++effects.properties_added;
  }
}

const Properties nothing;

}  // namespace

bool PropertyGraph::has_label(NodeId id, Symbol label) const {
  const auto& labels = node(id).labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

Value PropertyGraph::property(NodeId id, Symbol key) const {
  const auto* value = find(node(id).properties, key);
  return value != nullptr ? *value : Value();
}

Value PropertyGraph::property(RelationshipId id, Symbol key) const {
  const auto* value = find(relationship(id).properties, key);
  return value != nullptr ? *value : Value();
}

void PropertyGraph::expand(NodeId id, Direction direction, std::vector<Step>& out) const {
  const auto& from = node(id);
  if (direction != Direction::Incoming) {
    for (const auto r : from.outgoing) out.push_back({r, relationship(r).end, relationship(r).type, true});
  }
  if (direction == Direction::Outgoing) return;
  for (const auto r : from.incoming) {
    const auto& record = relationship(r);
    if (direction == Direction::Both && record.start == record.end) continue;
    out.push_back({r, record.start, record.type, false});
  }
}

void PropertyGraph::begin() {
  touched_nodes_.clear();
  touched_relationships_.clear();
  label_counts_before_.clear();
}

void PropertyGraph::commit() {
  begin();
}

void PropertyGraph::rollback() {
  for (auto& [id, image] : touched_relationships_) {
    auto& now = relationship(id);
    if (now.alive && !image.alive) unlink(id);
    if (!now.alive && image.alive) link(id);
    now.alive = image.alive;
    now.properties = std::move(image.properties);
  }
  for (auto& [id, image] : touched_nodes_) {
    auto& now = node(id);
    now.alive = image.alive;
    now.labels = std::move(image.labels);
    now.properties = std::move(image.properties);
  }
  for (const auto& [label, count] : label_counts_before_) label_counts_[label] = count;
  begin();
}

SideEffects PropertyGraph::side_effects() const {
  SideEffects effects;
  for (const auto& [id, image] : touched_nodes_) {
    const auto& now = node(id);
    if (now.alive && !image.alive) ++effects.nodes_added;
    if (!now.alive && image.alive) ++effects.nodes_removed;
    count_properties(image.properties, now.alive ? now.properties : nothing, effects);
  }
  for (const auto& [id, image] : touched_relationships_) {
    const auto& now = relationship(id);
    if (now.alive && !image.alive) ++effects.relationships_added;
    if (!now.alive && image.alive) ++effects.relationships_removed;
    count_properties(image.properties, now.alive ? now.properties : nothing, effects);
  }
  for (const auto& [label, before] : label_counts_before_) {
    const auto after = label_counts_.at(label);
    if (before == 0 && after > 0) ++effects.labels_added;
    if (before > 0 && after == 0) ++effects.labels_removed;
  }
  return effects;
}

void PropertyGraph::touch(NodeId id) {
  const auto& now = node(id);
  touched_nodes_.try_emplace(id, Image{now.alive, now.labels, now.properties});
}

void PropertyGraph::touch(RelationshipId id) {
  const auto& now = relationship(id);
  touched_relationships_.try_emplace(id, Image{now.alive, {}, now.properties});
}

void PropertyGraph::count_label(Symbol label, std::int64_t change) {
  auto& count = label_counts_[label];
  label_counts_before_.try_emplace(label, count);
  count += change;
}

void PropertyGraph::link(RelationshipId id) {
  insert_sorted(node(relationship(id).start).outgoing, id);
  insert_sorted(node(relationship(id).end).incoming, id);
}

void PropertyGraph::unlink(RelationshipId id) {
  erase_sorted(node(relationship(id).start).outgoing, id);
  erase_sorted(node(relationship(id).end).incoming, id);
}

NodeId PropertyGraph::create_node(const std::vector<Symbol>& labels) {
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.emplace_back();
  touched_nodes_.try_emplace(id, Image{});
  for (const auto label : labels) add_label(id, label);
  return id;
}

RelationshipId PropertyGraph::create_relationship(Symbol type, NodeId start, NodeId end) {
  const auto id = static_cast<RelationshipId>(relationships_.size());
  relationships_.push_back({true, type, start, end, {}});
  touched_relationships_.try_emplace(id, Image{});
  link(id);
  return id;
}

void PropertyGraph::add_label(NodeId id, Symbol label) {
  if (has_label(id, label)) return;
  touch(id);
  node(id).labels.push_back(label);
  count_label(label, 1);
}

void PropertyGraph::remove_label(NodeId id, Symbol label) {
  if (!has_label(id, label)) return;
  touch(id);
  auto& labels = node(id).labels;
  labels.erase(std::find(labels.begin(), labels.end(), label));
  count_label(label, -1);
}

void PropertyGraph::set_property(NodeId id, Symbol key, Value value) {
  touch(id);
  set(node(id).properties, key, std::move(value));
}

void PropertyGraph::set_property(RelationshipId id, Symbol key, Value value) {
  touch(id);
  set(relationship(id).properties, key, std::move(value));
}

void PropertyGraph::delete_relationship(RelationshipId id) {
  if (!relationship(id).alive) return;
  touch(id);
  relationship(id).alive = false;
  unlink(id);
}

void PropertyGraph::delete_node(NodeId id) {
  if (!node(id).alive) return;
  touch(id);
  node(id).alive = false;
  for (const auto label : node(id).labels) count_label(label, -1);
}

std::optional<NodeId> PropertyGraph::deleted_with_relationships() const {
  for (const auto& [id, image] : touched_nodes_) {
    const auto& now = node(id);
    if (!now.alive && !(now.outgoing.empty() && now.incoming.empty())) return id;
  }
  return std::nullopt;
}

}  // namespace entente::queries
