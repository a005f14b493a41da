#include "exporters/dot/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "graph/base/utf8.h"

namespace entente::exporters {
namespace {

using graph::KnowledgeGraph;
using model::EntityIndex;
using schema::EntityType;
using schema::Status;

constexpr std::size_t most_notes = 3;
constexpr std::size_t most_quotes = 5;
constexpr std::size_t most_bundled_lines = 7;
constexpr std::size_t worth_balancing = 40;  // lines of text around one entity
constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_quote = 300;

std::string shortened(std::string_view text, std::size_t code_points) {
  if (base::count_code_points(text) <= code_points) return std::string(text);
  std::size_t i = 0;
  for (std::size_t n = 0; n + 1 < code_points; ++n) base::next_code_point(text, i);
  return std::string(base::trim(text.substr(0, i))) + "…";
}

std::string words(std::string type) {
  for (char& c : type) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return type;
}

Tone tone_of(const schema::RelationType* relation) {
  constexpr std::array<std::string_view, 7> cooperation{"CONSULT",   "AGREE", "SUPPORT", "CONCEDE",
                                                        "COOPERATE", "AID",   "RETREAT"};
  if (relation == nullptr || relation->structural()) return Tone::Structure;
  return std::find(cooperation.begin(), cooperation.end(), relation->plover) != cooperation.end() ? Tone::Cooperation
                                                                                                  : Tone::Conflict;
}

/// A structural statement that a label can say. Only what is asserted as a fact.
bool foldable(const KnowledgeGraph& graph, const model::Statement& s) {
  if (s.status != Status::Happened || s.claimed_by != model::no_entity || s.subject == s.object) return false;
  if (s.type == "HOLDS_POSITION") return true;
  return (s.type == "PART_OF" || s.type == "LOCATED_IN") && graph.entity(s.object).type == EntityType::Country;
}

std::string note_of(const KnowledgeGraph& graph, const model::Statement& s) {
  const std::string& object = graph.entity(s.object).name;
  if (s.type != "HOLDS_POSITION") return object;
  if (s.title.empty()) return s.former ? "formerly " + object : object;
  return fmt::format("{}{}, {}", s.former ? "former " : "", s.title, object);
}

/// "2023-08-28", "2023-08 – 2025-05-12", or "".
std::string date_range(const std::vector<const model::Statement*>& statements) {
  base::Date first;
  base::Date last;
  for (const auto* s : statements) {
    if (!s->date.known()) continue;
    const base::Date end = s->date.end.known() ? s->date.end : s->date.begin;
    if (!first.known() || s->date.begin < first) first = s->date.begin;
    if (!last.known() || last < end) last = end;
  }
  if (!first.known()) return {};
  if (first == last || !last.known()) return first.iso();
  return first.iso() + " – " + last.iso();
}

std::string quotes(const std::vector<const model::Statement*>& statements) {
  std::vector<std::string> found;
  for (const auto* s : statements) {
    for (const auto& e : s->evidence) {
      std::string quote = shortened(base::trim(e.text), longest_quote);
      if (!quote.empty() && std::find(found.begin(), found.end(), quote) == found.end())
        found.push_back(std::move(quote));
    }
  }
  std::string out;
  for (std::size_t i = 0; i < std::min(found.size(), most_quotes); ++i) {
    if (!out.empty()) out += "\n";
    out += "“" + found[i] + "”";
  }
  if (found.size() > most_quotes) out += fmt::format("\n… and {} more", found.size() - most_quotes);
  return out;
}

class Composer {
 public:
  Composer(const KnowledgeGraph& graph, const schema::Ontology& ontology, const DrawOptions& options)
      : graph_(graph), ontology_(ontology), options_(options) {}

  Picture run() {
    for (const auto& s : graph_.statements()) sort_in(s);
    for (const auto& [key, statements] : groups_) add_edge(statements);
    if (options_.fold_structure) {
      drop_said_targets();
      drop_mere_structure();
    }
    bundle();
    balance();
    add_nodes();
    return std::move(picture_);
  }

 private:
  using Key = std::tuple<EntityIndex, EntityIndex, std::string, Status, bool>;
  void sort_in(const model::Statement& s);
  void add_edge(const std::vector<const model::Statement*>& statements);
  std::vector<bool> taking_part() const;
  void drop_said_targets();
  void drop_mere_structure();
  void bundle();
  void balance();
  void add_nodes();

  const KnowledgeGraph& graph_;
  const schema::Ontology& ontology_;
  const DrawOptions& options_;
  std::map<Key, std::vector<const model::Statement*>> groups_;
  std::map<EntityIndex, std::vector<std::string>> notes_;
  bool has_events_ = false;
  Picture picture_;
};

void Composer::sort_in(const model::Statement& s) {
  if (options_.fold_structure && foldable(graph_, s)) {
    auto& notes = notes_[s.subject];
    std::string note = shortened(note_of(graph_, s), longest_name);
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
    return;
  }
  groups_[{s.subject, s.object, s.type, s.status, s.claimed_by != model::no_entity}].push_back(&s);
}

void Composer::add_edge(const std::vector<const model::Statement*>& statements) {
  const model::Statement& s = *statements.front();
  const auto* relation = ontology_.find(s.type);
  PictureEdge edge;
  edge.from = s.subject;
  edge.to = s.object;
  edge.type = s.type;
  edge.status = s.status;
  edge.claimed = s.claimed_by != model::no_entity;
  edge.symmetric = relation != nullptr && relation->symmetric;
  edge.tone = tone_of(relation);
  edge.count = statements.size();
  std::string line = words(s.type);
  if (s.status != Status::Happened) line = std::string(schema::to_string(s.status)) + ": " + line;
  if (statements.size() > 1) line += fmt::format(" ×{}", statements.size());
  edge.lines.push_back({std::move(line), false});
  if (s.type == "HOLDS_POSITION" && !s.title.empty()) {
    edge.lines.push_back({shortened((s.former ? "former " : "") + s.title, longest_name), true});
  }
  if (std::string dates = date_range(statements); !dates.empty()) edge.lines.push_back({std::move(dates), true});
  if (edge.claimed) {
    std::set<std::string> names;
    for (const auto* one : statements) names.insert(graph_.entity(one->claimed_by).name);
    std::string by = "claimed by " + shortened(*names.begin(), 40);
    if (names.size() > 1) by += fmt::format(" and {} more", names.size() - 1);
    edge.lines.push_back({std::move(by), true});
  }
  edge.tooltip = quotes(statements);
  picture_.edges.push_back(std::move(edge));
}

/// By entity: whether an event has it as an end.
std::vector<bool> Composer::taking_part() const {
  std::vector<bool> out(graph_.entities().size(), false);
  for (const auto& e : picture_.edges) {
    if (e.tone != Tone::Structure) out[model::value(e.from)] = out[model::value(e.to)] = true;
  }
  return out;
}

/// "United States tariff on China" says itself what it targets.
void Composer::drop_said_targets() {
  const std::vector<bool> active = taking_part();
  std::erase_if(picture_.edges, [&](const PictureEdge& e) {
    return e.type == "TARGETS" && e.status == Status::Happened && active[model::value(e.from)] &&
           graph_.entity(e.from).target == e.to;
  });
}

/// Structure is drawn where it tells more about someone who takes part in an event.
void Composer::drop_mere_structure() {
  const std::vector<bool> active = taking_part();
  has_events_ = std::find(active.begin(), active.end(), true) != active.end();
  if (!has_events_) return;
  std::erase_if(picture_.edges,
                [&](const PictureEdge& e) { return e.tone == Tone::Structure && !active[model::value(e.from)]; });
}

void Composer::bundle() {
  std::map<std::pair<EntityIndex, EntityIndex>, std::size_t> lines;
  const auto ends = [](const PictureEdge& e) { return std::minmax(e.from, e.to); };
  for (const auto& e : picture_.edges) ++lines[ends(e)];
  std::vector<PictureEdge> out;
  std::map<std::tuple<EntityIndex, EntityIndex, bool, Tone, Status, bool>, std::vector<PictureEdge>> bundles;
  for (auto& e : picture_.edges) {
    if (lines.at(ends(e)) <= options_.bundle_above) {
      out.push_back(std::move(e));
    } else {
      bundles[{e.from, e.to, e.symmetric, e.tone, e.status, e.claimed}].push_back(std::move(e));
    }
  }
  for (auto& [key, members] : bundles) {
    if (members.size() == 1) {
      out.push_back(std::move(members.front()));
      continue;
    }
    PictureEdge whole = members.front();
    whole.type.clear();
    whole.lines.clear();
    whole.tooltip.clear();
    whole.count = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      whole.count += members[i].count;
      if (i >= most_bundled_lines && members.size() > most_bundled_lines + 1) continue;
      std::string line;
      for (const auto& part : members[i].lines) line += (line.empty() ? "" : ", ") + part.text;
      whole.tooltip += (whole.tooltip.empty() ? "" : "\n") + line + ":\n" + members[i].tooltip;
      whole.lines.push_back({std::move(line), false});
    }
    if (members.size() > most_bundled_lines + 1) {
      whole.lines.push_back({fmt::format("… and {} more", members.size() - most_bundled_lines), false});
    }
    out.push_back(std::move(whole));
  }
  std::stable_sort(out.begin(), out.end(), [](const PictureEdge& a, const PictureEdge& b) {
    return std::tie(a.from, a.to) < std::tie(b.from, b.to);
  });
  picture_.edges = std::move(out);
}

/// Entities that are connected with one other only stand behind or before it, whichever side has fewer.
void Composer::balance() {
  std::map<EntityIndex, std::set<EntityIndex>> neighbours;
  std::map<EntityIndex, std::vector<PictureEdge*>> edges;
  for (auto& e : picture_.edges) {
    for (const auto& [a, b] : {std::pair(e.from, e.to), std::pair(e.to, e.from)}) {
      neighbours[a].insert(b);
      edges[a].push_back(&e);
    }
  }
  for (const auto& [hub, around] : neighbours) {
    std::vector<EntityIndex> before;
    std::vector<EntityIndex> after;
    for (const EntityIndex leaf : around) {
      if (leaf == hub || neighbours.at(leaf).size() != 1) continue;
      const auto& own = edges.at(leaf);
      const auto leaving = std::count_if(own.begin(), own.end(), [&](const PictureEdge* e) { return e->from == leaf; });
      (2 * static_cast<std::size_t>(leaving) > own.size() ? before : after).push_back(leaf);
    }
    // What the lines of an entity take up, in lines of text.
    const auto height = [&](EntityIndex leaf) {
      std::size_t sum = 1;
      for (const PictureEdge* e : edges.at(leaf)) sum += 1 + e->lines.size();
      return sum;
    };
    const auto total = [&](const std::vector<EntityIndex>& leaves) {
      std::size_t sum = 0;
      for (const EntityIndex leaf : leaves) sum += height(leaf);
      return sum;
    };
    std::size_t left = total(before);
    std::size_t right = total(after);
    const bool from_right = right > left;
    std::size_t& high = from_right ? right : left;
    std::size_t& low = from_right ? left : right;
    auto& many = from_right ? after : before;
    if (high + low < worth_balancing) continue;
    auto& few = from_right ? before : after;
    while (!many.empty() && low + height(many.back()) <= high - height(many.back())) {
      low += height(many.back());
      high -= height(many.back());
      few.push_back(many.back());
      many.pop_back();
    }
    // All lines of an entity point the same way for the layout: towards the hub on its left, away from it on its right.
    for (const EntityIndex leaf : before) {
      for (PictureEdge* e : edges.at(leaf)) e->backwards = e->from == hub;
    }
    for (const EntityIndex leaf : after) {
      for (PictureEdge* e : edges.at(leaf)) e->backwards = e->from != hub;
    }
  }
}

void Composer::add_nodes() {
  std::vector<bool> drawn(graph_.entities().size(), false);
  for (const auto& e : picture_.edges) drawn[model::value(e.from)] = drawn[model::value(e.to)] = true;
  // A person of whom only the post is known is drawn where nothing else is.
  for (const auto& [entity, notes] : notes_) {
    if (!has_events_ && graph_.entity(entity).type == EntityType::Person) drawn[model::value(entity)] = true;
  }
  const bool none = std::none_of(drawn.begin(), drawn.end(), [](bool d) { return d; });
  for (std::uint32_t i = 0; i < drawn.size(); ++i) {
    if (!drawn[i] && !none) {
      ++picture_.left_out;
      continue;
    }
    const auto& e = graph_.entity(EntityIndex{i});
    PictureNode node;
    node.entity = EntityIndex{i};
    node.name = shortened(e.name, longest_name);
    if (const auto found = notes_.find(node.entity); found != notes_.end()) {
      const auto& notes = found->second;
      node.notes.assign(notes.begin(), notes.begin() + static_cast<std::ptrdiff_t>(std::min(notes.size(), most_notes)));
      if (notes.size() > most_notes) node.notes.back() = fmt::format("… and {} more", notes.size() - most_notes + 1);
    }
    node.tooltip = std::string(schema::to_string(e.type)) + ": " + shortened(e.name, longest_quote);
    if (!e.aliases.empty())
      node.tooltip += "\nalso: " + shortened(fmt::format("{}", fmt::join(e.aliases, ", ")), longest_quote);
    picture_.nodes.push_back(std::move(node));
  }
}

}  // namespace

Picture compose(const KnowledgeGraph& graph, const schema::Ontology& ontology, const DrawOptions& options) {
  return Composer(graph, ontology, options).run();
}

}  // namespace entente::exporters
