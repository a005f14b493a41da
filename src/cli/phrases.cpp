#include "src/cli/phrases.h"

#include <fmt/format.h>

#include <algorithm>

#include "graph/base/utf8.h"
#include "src/cli/terminal.h"

namespace entente::cli {

std::string relation_words(std::string_view type) {
  std::string out = base::fold_case(type);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string type_of(const model::Entity& entity) {
  std::string out(schema::to_string(entity.type));
  if (!entity.kind.empty()) out += fmt::format(" ({})", shown(entity.kind));
  return out;
}

std::string statement_line(const graph::KnowledgeGraph& graph, model::StatementIndex index) {
  const model::Statement& s = graph.statement(index);
  const Colours& c = colours();
  const auto name = [&](model::EntityIndex i) { return shown(graph.entity(i).name); };
  // "is Commerce Secretary of" for a post that has a title.
  const std::string words = s.title.empty() ? relation_words(s.type) + (s.former ? " (former)" : "")
                                            : fmt::format("{} {} of", s.former ? "was" : "is", shown(s.title));
  std::string out = fmt::format("{}{}{} {}{}{} {}{}{}", c.bold, name(s.subject), c.reset, c.blue, words, c.reset,
                                c.bold, name(s.object), c.reset);
  if (s.place != model::no_entity) out += fmt::format(", in {}", name(s.place));
  if (s.measure != model::no_entity) out += fmt::format(", by {}", name(s.measure));
  for (std::size_t i = 0; i < s.topics.size(); ++i)
    out += fmt::format("{}{}", i == 0 ? ", about " : ", ", name(s.topics[i]));
  if (s.status != schema::Status::Happened) {
    const bool denied = s.status == schema::Status::Denied;
    out += fmt::format(" {}[{}]{}", denied ? c.red : c.yellow, schema::to_string(s.status), c.reset);
  }
  if (s.claimed_by != model::no_entity) out += fmt::format(", according to {}", name(s.claimed_by));
  return out;
}

std::string statement_block(const graph::KnowledgeGraph& graph, model::StatementIndex index, std::size_t most,
                            std::size_t width) {
  const model::Statement& s = graph.statement(index);
  const Colours& c = colours();
  const std::string date = s.date.known() ? s.date.iso() : "no date";
  std::string out = fmt::format("{}{:<10}{}  {}\n", c.green, date, c.reset, statement_line(graph, index));
  std::size_t shown_count = 0;
  for (const model::Evidence& e : s.evidence) {
    if (shown_count++ == most) break;
    out += wrapped(fmt::format("“{}” — {}", shown(e.text), shown(graph.document_label(e.document))), 12, width);
  }
  if (s.evidence.size() > most) out += fmt::format("            … and {} more\n", s.evidence.size() - most);
  return out;
}

void sort_by_date(const graph::KnowledgeGraph& graph, std::vector<model::StatementIndex>& statements) {
  std::stable_sort(statements.begin(), statements.end(), [&](model::StatementIndex a, model::StatementIndex b) {
    const auto& x = graph.statement(a).date;
    const auto& y = graph.statement(b).date;
    if (x.known() != y.known()) return x.known();
    return x < y;
  });
}

}  // namespace entente::cli
