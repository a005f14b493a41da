#include "graph/store/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "graph/base/utf8.h"

namespace entente::store {
namespace {

using schema::EntityType;

bool actor(EntityType t) {
  return t == EntityType::Person || t == EntityType::Country || t == EntityType::Organization;
}

class Checker {
 public:
  Checker(const model::DocumentRecord& record, const schema::Ontology& ontology, std::vector<std::string>& problems)
      : record_(record),
        ontology_(ontology),
        problems_(problems),
        offsets_(record.document.text),
        length_(base::count_code_points(record.document.text)) {}

  void run() {
    for (const auto& e : record_.entities) entity(e);
    for (std::size_t i = 0; i < record_.statements.size(); ++i) statement(i, record_.statements[i]);
  }

 private:
  template <typename... Args>
  void problem(fmt::format_string<Args...> format, Args&&... args) {
    problems_.push_back(record_.document.key + ": " + fmt::format(format, std::forward<Args>(args)...));
  }
  bool inside(base::CodePointSpan s) const { return s.begin < s.end && s.end <= length_; }
  bool has(const std::optional<model::LocalIndex>& i) const { return !i || *i < record_.entities.size(); }
  EntityType type(model::LocalIndex i) const { return record_.entities[i].type; }

  void entity(const model::EntityRecord& e);
  void statement(std::size_t number, const model::StatementRecord& s);
  void qualifiers(const std::string& what, const model::StatementRecord& s);

  const model::DocumentRecord& record_;
  const schema::Ontology& ontology_;
  std::vector<std::string>& problems_;
  base::OffsetMap offsets_;
  std::size_t length_;
};

void Checker::entity(const model::EntityRecord& e) {
  if (e.name.empty()) problem("an entity of type {} has no name", schema::to_string(e.type));
  if (!std::is_sorted(e.aliases.begin(), e.aliases.end())) problem("the aliases of '{}' are not sorted", e.name);
  if (e.type == EntityType::Measure) {
    const auto& kinds = ontology_.measure_kinds();
    if (std::find(kinds.begin(), kinds.end(), e.kind) == kinds.end()) {
      problem("the measure '{}' has the unknown kind '{}'", e.name, e.kind);
    }
  } else if (!e.kind.empty() || e.imposer || e.target) {
    problem("'{}' is no measure but has a kind, an imposer or a target", e.name);
  }
  if (!has(e.imposer) || !has(e.target)) problem("the ends of the measure '{}' point to no entity", e.name);
  for (const auto& m : e.mentions) {
    if (!inside(m.span)) {
      problem("a mention of '{}' at {}-{} lies outside the text", e.name, m.span.begin, m.span.end);
      continue;
    }
    const auto bytes = offsets_.to_bytes(m.span);
    const auto text = std::string_view(record_.document.text).substr(bytes.begin, bytes.size());
    if (text != m.surface) {
      problem("a mention of '{}' at {}-{} says '{}', the text says '{}'", e.name, m.span.begin, m.span.end, m.surface,
              text);
    }
  }
}

void Checker::qualifiers(const std::string& what, const model::StatementRecord& s) {
  if (!has(s.place) || !has(s.measure) || !has(s.claimed_by) ||
      std::any_of(s.topics.begin(), s.topics.end(), [&](auto t) { return !has(t); })) {
    problem("{} has a qualifier that points to no entity", what);
    return;
  }
  if (s.place && type(*s.place) != EntityType::Place && type(*s.place) != EntityType::Country) {
    problem("{} happened in '{}', which is no place", what, record_.entities[*s.place].name);
  }
  if (s.measure && type(*s.measure) != EntityType::Measure) {
    problem("{} has the measure '{}', which is none", what, record_.entities[*s.measure].name);
  }
  if (s.claimed_by && !actor(type(*s.claimed_by))) {
    problem("{} is claimed by '{}', which is no actor", what, record_.entities[*s.claimed_by].name);
  }
  for (const auto t : s.topics) {
    if (type(t) != EntityType::Topic) problem("{} has the topic '{}', which is none", what, record_.entities[t].name);
  }
}

void Checker::statement(std::size_t number, const model::StatementRecord& s) {
  std::string what = fmt::format("statement {} ({})", number, s.type);
  if (s.subject >= record_.entities.size() || s.object >= record_.entities.size()) {
    problem("{} has an end that points to no entity", what);
    return;
  }
  what = fmt::format("'{} {} {}'", record_.entities[s.subject].name, s.type, record_.entities[s.object].name);
  const auto* relation = ontology_.find(s.type);
  if (relation == nullptr) {
    problem("{} has a type that the ontology does not know", what);
  } else {
    if (!relation->subjects.test(static_cast<std::size_t>(type(s.subject)))) {
      problem("{} has a subject of type {}, which the ontology does not allow", what,
              schema::to_string(type(s.subject)));
    }
    if (!relation->objects.test(static_cast<std::size_t>(type(s.object)))) {
      problem("{} has an object of type {}, which the ontology does not allow", what,
              schema::to_string(type(s.object)));
    }
  }
  qualifiers(what, s);
  if (!(s.confidence >= 0 && s.confidence <= 1)) problem("{} has the confidence {}", what, s.confidence);
  if (s.evidence.empty()) problem("{} has no evidence", what);
  for (const auto& e : s.evidence) {
    if (!inside(e.sentence)) {
      problem("{} quotes {}-{}, which lies outside the text", what, e.sentence.begin, e.sentence.end);
    }
  }
}

}  // namespace

void check_record(const model::DocumentRecord& record, const schema::Ontology& ontology,
                  std::vector<std::string>& problems) {
  if (base::find_invalid_utf8(record.document.text) != std::string_view::npos) {
    problems.push_back(record.document.key + ": the text is no valid UTF-8");
    return;
  }
  Checker(record, ontology, problems).run();
}

}  // namespace entente::store
