#pragma once

#include <string>
#include <string_view>
#include <vector>

/// As much of Gherkin as the openCypher TCK uses: Background, Scenario, Scenario Outline with Examples, doc strings,
/// tables.
namespace entente::suites {

struct Step {
  std::string text;  ///< without Given, When, Then, And
  std::string doc;   ///< of a doc string, its indentation removed
  std::vector<std::vector<std::string>> table;
  std::size_t line = 0;
};

/// One scenario, its outline expanded and the feature's background put in front.
struct Scenario {
  std::string feature;      ///< base name of the file, "Match4"
  std::string folder;       ///< "clauses/match"
  std::string name;         ///< "[8] Handling …"
  std::size_t example = 0;  ///< from 1; 0 without an outline
  std::vector<Step> steps;
  /// "clauses/match/Match4 [8] #2": stable as long as the kit is.
  std::string id() const;
};

/// The scenarios of one feature file in their order. Throws std::runtime_error with the line on what it cannot read.
std::vector<Scenario> read_feature(std::string_view text, const std::string& folder, const std::string& feature);

/// Every feature below `root`/features, by path.
std::vector<Scenario> read_kit(const std::string& root);

}  // namespace entente::suites
