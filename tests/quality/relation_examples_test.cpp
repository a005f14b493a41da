// Every relation type of the ontology has an example sentence and the ends that it must give: all of them are run
// through the language model and the extraction. Skipped, with a word, where the language model is not built.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "src/extraction/extractor.h"
#include "src/language/analyzer.h"

namespace {

using namespace entente;

class RelationExamples : public testing::Test {
 protected:
  void SetUp() override {
    auto analyzer = language::Analyzer::load_default();
    ASSERT_TRUE(analyzer) << analyzer.error().message;
    analyzer_.emplace(std::move(*analyzer));
    ontology_.emplace(schema::Ontology::load_default().value());
    extractor_.emplace(extraction::Extractor::load_default(*ontology_).value());
  }

  model::DocumentRecord read(const std::string& text) const {
    model::Document document;
    document.key = "example";
    document.text = text;
    document.date = base::Date::make(2025, 6, 9).value();
    return extractor_->extract(document, analyzer_->analyze(text));
  }

  static bool is(const model::EntityRecord& entity, const std::string& name) {
    if (entity.type == schema::EntityType::Measure) return entity.kind == name;
    return entity.name == name ||
           std::find(entity.aliases.begin(), entity.aliases.end(), name) != entity.aliases.end() ||
           entity.name.find(name) != std::string::npos;
  }

  std::optional<language::Analyzer> analyzer_;
  std::optional<schema::Ontology> ontology_;
  std::optional<extraction::Extractor> extractor_;
};

TEST_F(RelationExamples, EachGivesItsRelation) {
  for (const auto& type : ontology_->relations()) {
    const auto record = read(type.example);
    const bool found = std::any_of(record.statements.begin(), record.statements.end(), [&](const auto& s) {
      if (s.type != type.name) return false;
      const auto& a = record.entities[s.subject];
      const auto& b = record.entities[s.object];
      return (is(a, type.expected_subject) && is(b, type.expected_object)) ||
             (type.symmetric && is(a, type.expected_object) && is(b, type.expected_subject));
    });
    EXPECT_TRUE(found) << type.name << ": " << type.example;
  }
}

TEST_F(RelationExamples, EvidenceQuotesTheText) {
  for (const auto& type : ontology_->relations()) {
    const auto record = read(type.example);
    for (const auto& s : record.statements) {
      ASSERT_FALSE(s.evidence.empty()) << type.example;
      for (const auto& e : s.evidence) {
        EXPECT_LE(e.sentence.end, record.document.text.size());  // the examples are ASCII: bytes are code points
        EXPECT_LT(e.sentence.begin, e.sentence.end);
        EXPECT_FALSE(e.subject.empty());
        EXPECT_FALSE(e.object.empty());
      }
      EXPECT_GT(s.confidence, 0.0);
      EXPECT_LE(s.confidence, 1.0);
    }
  }
}

TEST_F(RelationExamples, SameTextSameRecord) {
  const std::string text =
      "Xi Jinping and Vladimir Putin met in Moscow on Monday. The United States imposed tariffs on China.";
  const auto first = read(text);
  const auto second = read(text);
  ASSERT_EQ(first.statements.size(), second.statements.size());
  for (std::size_t i = 0; i < first.statements.size(); ++i) {
    EXPECT_EQ(first.statements[i].type, second.statements[i].type);
    EXPECT_EQ(first.statements[i].subject, second.statements[i].subject);
    EXPECT_EQ(first.statements[i].object, second.statements[i].object);
    EXPECT_EQ(first.statements[i].evidence, second.statements[i].evidence);
  }
}

}  // namespace
