#include "tests/conformance/graphs.h"

#include <fmt/format.h>

#include "tests/support/records.h"

namespace entente::conformance {
namespace {

using graph::KnowledgeGraph;

model::Entity entity(std::string name, schema::EntityType type = schema::EntityType::Organization) {
  static unsigned number = 0;
  model::Entity e;
  e.type = type;
  e.name = std::move(name);
  e.id = fmt::format("e-{:024x}", ++number);
  return e;
}

model::Statement statement(std::uint32_t from, const char* type, std::uint32_t to) {
  static unsigned number = 0;
  model::Statement s;
  s.id = fmt::format("s-{:024x}", ++number);
  s.subject = model::EntityIndex{from};
  s.object = model::EntityIndex{to};
  s.type = type;
  s.evidence.push_back({model::DocumentIndex{0}, {0, 4}, "Text", "a", "b"});
  return s;
}

model::Document document(std::string text = "Text") {
  model::Document d;
  d.key = "a.txt";
  d.text = std::move(text);
  return d;
}

KnowledgeGraph names(const std::vector<std::string>& list) {
  std::vector<model::Entity> entities;
  std::vector<model::Statement> statements;
  for (const auto& n : list) {
    const auto i = static_cast<std::uint32_t>(entities.size());
    entities.push_back(entity(n));
    entities.back().aliases = {n + n};
    statements.push_back(statement(i, "CRITICIZED", 0));
    statements.back().title = n;
    statements.back().evidence[0].text = n;
    statements.back().evidence[0].subject = n;
  }
  auto d = document();
  d.key = list.front();
  d.title = list.back();
  return {{d}, entities, statements};
}

KnowledgeGraph large() {
  std::vector<model::Entity> entities;
  std::vector<model::Statement> statements;
  for (std::uint32_t i = 0; i < 10000; ++i) {
    entities.push_back(entity(fmt::format("Body {}", i)));
    statements.push_back(statement(i, i % 2 != 0 ? "MET_WITH" : "ACCUSED", (i * 7919U) % 10000U));
  }
  return {{document()}, entities, statements};
}

}  // namespace

const std::vector<Case>& cases() {
  static const std::vector<Case> list{
      {"empty", [] { return KnowledgeGraph(); }},
      {"one_node", [] { return KnowledgeGraph({document()}, {entity("Alone")}, {}); }},
      {"parallel_edges",
       [] {
         auto later = statement(0, "MET_WITH", 1);
         later.date = test::date("2023-08-28");
         auto denied = statement(0, "MET_WITH", 1);
         denied.status = schema::Status::Denied;
         return KnowledgeGraph({document()}, {entity("A"), entity("B")},
                               {statement(0, "MET_WITH", 1), later, denied, statement(1, "ACCUSED", 0)});
       }},
      {"self_loops",
       [] {
         return KnowledgeGraph(
             {document()}, {entity("A"), entity("B")},
             {statement(0, "CRITICIZED", 0), statement(0, "CRITICIZED", 0), statement(1, "ACCUSED", 1)});
       }},
      {"quotes",
       [] {
         return names({"He said \"no\"", "it's", "<b>&amp;</b>", "a|b", "{x}", "a,b;c\td", "`x`", "$x"});
       }},
      {"backslashes",
       [] {
         return names({"ends with \\", "\\", "\\\\", "\\n", "\\\"", "C:\\new\\table", "\\N\\G\\L"});
       }},
      {"control_characters",
       [] {
         return names({std::string("nul\0nul", 7), "a\nb", "a\r\nb", "tab\there", "\x01\x1b[31m", "\x7f"});
       }},
      {"right_to_left",
       [] {
         return names({"\u0645\u062D\u0645\u062F \u0628\u0646 \u0633\u0644\u0645\u0627\u0646", "\u202Eabc\u202C",
                       "\u05E9\u05DC\u05D5\u05DD"});
       }},
      {"emoji",
       [] {
         return names({"😀", "👩‍👩‍👧", "🇨🇳 China", "\U0010FFFF", "e\u0301"});
       }},
      {"html_like_and_keywords",
       [] {
         return names({"<>", "<table>", "node", "graph", "strict", "-1", "1.5", "", " "});
       }},
      {"long_name", [] { return names({std::string(20000, 'x')}); }},
      {"ten_thousand_nodes", large},
  };
  return list;
}

}  // namespace entente::conformance
