#include "queries/knowledge_view.h"

#include "queries/run_query.h"
#include "tests/unit/queries/support.h"

namespace entente::queries {
namespace {

graph::KnowledgeGraph sample() {
  model::Document document;
  document.key = "a.txt";
  document.text = "Ann met Bob in Paris.";
  std::vector<model::Entity> entities(3);
  entities[0].id = "e-1", entities[0].type = schema::EntityType::Person, entities[0].name = "Ann";
  entities[0].aliases = {"A."};
  entities[1].id = "e-2", entities[1].type = schema::EntityType::Person, entities[1].name = "Bob";
  entities[2].id = "e-3", entities[2].type = schema::EntityType::Place, entities[2].name = "Paris";
  std::vector<model::Statement> statements(2);
  auto& met = statements[0];
  met.id = "s-1", met.type = "MET_WITH", met.subject = model::EntityIndex{0}, met.object = model::EntityIndex{1};
  met.date.begin = *base::Date::make(2025, 5, 12);
  met.place = model::EntityIndex{2};
  met.confidence = 0.5;
  met.evidence.push_back({model::DocumentIndex{0}, {0, 21}, document.text, "Ann", "Bob"});
  auto& self = statements[1];
  self = met;
  self.id = "s-2", self.type = "CRITICIZED", self.object = model::EntityIndex{0}, self.status = schema::Status::Planned;
  self.date.begin = *base::Date::make(2025, 6);
  return {{document}, entities, statements};
}

std::vector<std::string> ask(const std::string& query) {
  const auto graph = sample();
  const auto output = run_query(query, graph, {}, Format::Cypher);
  if (!output) return {output.error().detail};
  std::vector<std::string> lines;
  std::string rest = output->text;
  for (auto at = rest.find('\n'); at != std::string::npos; at = rest.find('\n')) {
    lines.push_back(rest.substr(0, at));
    rest.erase(0, at + 1);
  }
  lines.erase(lines.begin());
  return lines;
}

using Lines = std::vector<std::string>;

TEST(KnowledgeView, ShowsEntitiesAndStatements) {
  EXPECT_EQ(ask("MATCH (a:Person)-[r:MET_WITH]->(b) RETURN a.name, b.name, r.status, r.date, r.place, r.confidence, "
                "r.claimed_by, r.documents, r.evidence"),
            Lines{"'Ann'\t'Bob'\t'happened'\t'2025-05-12'\t'Paris'\t0.5\tnull\t['a.txt']\t['Ann met Bob in Paris.']"});
  EXPECT_EQ(ask("MATCH (n) RETURN labels(n), count(*) AS c ORDER BY c"), (Lines{"['Place']\t1", "['Person']\t2"}));
  EXPECT_EQ(ask("MATCH (a {name: 'Ann'}) RETURN a.aliases, a.kind, keys(a)"),
            Lines{"['A.']\tnull\t['id', 'name', 'aliases', 'mentions']"});
  EXPECT_EQ(ask("MATCH ()-[r:CRITICIZED]->() RETURN r.date, r.date_text, r.status"),
            Lines{"null\t'2025-06'\t'planned'"});
}

TEST(KnowledgeView, WalksLoopsOnce) {
  EXPECT_EQ(ask("MATCH (a {name: 'Ann'})-[r]-(b) RETURN type(r), b.name ORDER BY type(r)"),
            (Lines{"'CRITICIZED'\t'Ann'", "'MET_WITH'\t'Bob'"}));
  EXPECT_EQ(ask("MATCH (a {name: 'Ann'})<-[r]-(b) RETURN type(r)"), Lines{"'CRITICIZED'"});
  EXPECT_EQ(ask("MATCH (a {name: 'Ann'})-[r]->(b) RETURN count(r)"), Lines{"2"});
}

TEST(KnowledgeView, CannotBeChanged) {
  const auto graph = sample();
  const auto output = run_query("MATCH (n) SET n.name = 1", graph, {}, Format::Cypher);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().type, ErrorType::ReadOnly);
}

TEST(KnowledgeView, ListsItsSchema) {
  const auto graph = sample();
  const KnowledgeView view(graph);
  const auto result = schema_of(view);
  EXPECT_EQ(result.rows.front()[1].string(), "Person");
  EXPECT_EQ(result.rows.front()[2].integer(), 2);
}

}  // namespace
}  // namespace entente::queries
