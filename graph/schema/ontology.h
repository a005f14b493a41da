#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/base/error.h"
#include "graph/schema/types.h"

/// The ontology: which relations there are, which ends they take, what they mean. It is data, read from one JSON file
/// (graph/schema/data/ontology.json describes itself) which a user's own file can extend.
namespace entente::schema {

/// The PLOVER event class ("CONSULT"), empty for structural relations such as HOLDS_POSITION.
struct RelationType {
  std::string name;    ///< MET_WITH
  std::string plover;  ///< CONSULT, or ""
  bool symmetric = false;
  std::bitset<8> subjects;  ///< allowed entity types, by EntityType's value
  std::bitset<8> objects;
  std::string description;
  std::string example;           ///< a sentence that must yield this relation; it is run as a test
  std::string expected_subject;  ///< of the example; for a Measure its kind
  std::string expected_object;
  bool structural() const { return plover.empty(); }
};

/// Immutable after loading; safe to share between threads. Relation types keep the file's order.
class Ontology {
 public:
  /// Errors: Malformed with line and column or with the name of the relation that is wrong.
  static base::Expected<Ontology> parse(std::string_view json, std::string_view source);
  /// The ontology that comes with the program.
  static base::Expected<Ontology> load_default();
  /// Adds the relations and measure kinds of another file (same format); a relation of the same name is replaced.
  base::Expected<void> extend(std::string_view json, std::string_view source);

  const std::vector<RelationType>& relations() const { return relations_; }
  const std::vector<std::string>& measure_kinds() const { return measure_kinds_; }
  /// By exact name, or nullptr.
  const RelationType* find(std::string_view name) const;
  /// As a user types it: `met-with`, `MET_WITH`, `met with`. Error: NotFound with a suggestion.
  base::Expected<const RelationType*> resolve(std::string_view name) const;

 private:
  std::vector<RelationType> relations_;
  std::vector<std::string> measure_kinds_;
};

/// Up to `limit` of `candidates` that are closest to `word` (Damerau-Levenshtein on case-folded text, at most a third of
/// the length away), best first, ties in the candidates' order.
std::vector<std::string> suggest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t limit = 3);

}  // namespace entente::schema
