#include "tests/suites/tck_runner.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

#include "queries/engine.h"
#include "queries/results/notation.h"
#include "queries/value/compare.h"
#include "tests/suites/tck_value.h"

namespace entente::suites {
namespace {

using queries::Value;
using Table = std::vector<std::vector<std::string>>;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What the TCK's four observing queries would see, taken from the graph itself.
struct Observation {
  std::set<std::uint64_t> nodes;
  std::set<std::uint64_t> relationships;
  std::set<std::string> labels;
  std::set<std::string> properties;  // "n0.key=value"
};

Observation observe(const queries::PropertyGraph& graph) {
  Observation seen;
  const queries::Result nothing;
  const auto& symbols = graph.symbols();
  const auto note = [&](const std::string& owner, const queries::Properties& list) {
    for (const auto& [key, value] : list)
      seen.properties.insert(owner + symbols.name(key) + '=' + canonical(value, nothing, false));
  };
  for (std::uint64_t i = 0; i < graph.node_limit(); ++i) {
    const auto id = static_cast<queries::NodeId>(i);
    if (!graph.exists(id)) continue;
    seen.nodes.insert(i);
    for (const auto label : graph.labels(id)) seen.labels.insert(symbols.name(label));
    note('n' + std::to_string(i) + '.', graph.properties(id));
  }
  for (std::uint64_t i = 0; i < graph.relationship_limit(); ++i) {
    const auto id = static_cast<queries::RelationshipId>(i);
    if (!graph.exists(id)) continue;
    seen.relationships.insert(i);
    note('r' + std::to_string(i) + '.', graph.properties(id));
  }
  return seen;
}

template <typename T>
std::int64_t only_in(const std::set<T>& a, const std::set<T>& b) {
  return std::count_if(a.begin(), a.end(), [&b](const T& x) { return !b.contains(x); });
}

queries::SideEffects difference(const Observation& before, const Observation& after) {
  return {only_in(after.nodes, before.nodes),
          only_in(before.nodes, after.nodes),
          only_in(after.relationships, before.relationships),
          only_in(before.relationships, after.relationships),
          only_in(after.labels, before.labels),
          only_in(before.labels, after.labels),
          only_in(after.properties, before.properties),
          only_in(before.properties, after.properties)};
}

std::map<std::string, std::int64_t> as_map(const queries::SideEffects& e) {
  return {{"+nodes", e.nodes_added},
          {"-nodes", e.nodes_removed},
          {"+relationships", e.relationships_added},
          {"-relationships", e.relationships_removed},
          {"+labels", e.labels_added},
          {"-labels", e.labels_removed},
          {"+properties", e.properties_added},
          {"-properties", e.properties_removed}};
}

std::string to_text(const queries::SideEffects& effects) {
  std::string text;
  for (const auto& [name, count] : as_map(effects)) {
    if (count != 0) text += ' ' + name + '=' + std::to_string(count);
  }
  return text.empty() ? " none" : text;
}

std::string show(const std::vector<std::string>& rows) {
  std::string text;
  for (const auto& row : rows) text += "\n    " + row;
  return text.empty() ? " nothing" : text;
}

std::uint32_t kinds_of(const std::string& type) {
  using queries::Kind;
  using queries::kinds;
  static const std::map<std::string, std::uint32_t> known{{"ANY", 0},
                                                          {"BOOLEAN", kinds(Kind::Boolean)},
                                                          {"INTEGER", kinds(Kind::Integer)},
                                                          {"STRING", kinds(Kind::String)},
                                                          {"FLOAT", kinds(Kind::Integer, Kind::Float)},
                                                          {"NUMBER", kinds(Kind::Integer, Kind::Float)},
                                                          {"MAP", kinds(Kind::Map)},
                                                          {"NODE", kinds(Kind::Node)},
                                                          {"RELATIONSHIP", kinds(Kind::Relationship)},
                                                          {"PATH", kinds(Kind::Path)}};
  return known.at(type);
}

std::vector<queries::Field> read_fields(const std::string& text) {
  std::vector<queries::Field> fields;
  static const std::regex field(R"((\w+)\s*::\s*(\w+)(\??))");
  for (std::sregex_iterator at(text.begin(), text.end(), field), end; at != end; ++at) {
    fields.push_back({(*at)[1], kinds_of((*at)[2]), (*at)[3].length() > 0});
  }
  return fields;
}

/// A procedure that looks its rows up in a table: those whose inputs are the arguments.
queries::Procedure read_procedure(const std::string& signature, const Table& table) {
  static const std::regex form(R"(([\w.]+)\((.*?)\)\s*::\s*\((.*?)\)\s*:?)");
  std::smatch parts;
  if (!std::regex_match(signature, parts, form)) throw std::runtime_error("no signature: " + signature);
  queries::Procedure procedure;
  procedure.name = parts[1];
  procedure.inputs = read_fields(parts[2]);
  procedure.outputs = read_fields(parts[3]);
  std::vector<queries::List> rows;
  for (std::size_t i = 1; i < table.size(); ++i) {
    queries::List row;
    for (const auto& cell : table[i]) row.push_back(read_value(cell));
    rows.push_back(std::move(row));
  }
  const auto inputs = procedure.inputs.size();
  procedure.run = [rows, inputs](const queries::GraphView&,
                                 const queries::List& arguments) -> queries::Checked<std::vector<queries::List>> {
    std::vector<queries::List> found;
    for (const auto& row : rows) {
      const bool same = std::equal(arguments.begin(), arguments.end(), row.begin(), queries::Equivalence{});
      if (same) found.emplace_back(row.begin() + static_cast<std::ptrdiff_t>(inputs), row.end());
    }
    return found;
  };
  return procedure;
}

class Runner {
 public:
  Runner(const Scenario& scenario, const std::string& kit, Rule rule) : scenario_(scenario), kit_(kit), rule_(rule) {}

  std::optional<std::string> run() {
    for (const auto& s : scenario_.steps) {
      try {
        step(s);
      } catch (const std::exception& error) {
        failure_ = error.what();
      }
      if (failure_) return "line " + std::to_string(s.line) + ": " + s.text + "\n  " + *failure_;
    }
    if (outcome_ && !*outcome_ && !error_expected_) return "the query failed: " + error_text();
    return std::nullopt;
  }

 private:
  void step(const Step& s) {
    static const std::regex named(R"(the ([\w-]+) graph)");
    static const std::regex procedure("there exists a procedure (.*)");
    static const std::regex error(R"(an? (\w+) should be raised at (compile time|runtime|any time): (\S+))");
    std::smatch parts;
    if (s.text == "an empty graph" || s.text == "any graph") return;
    if (std::regex_match(s.text, parts, named)) return named_graph(parts[1]);
    if (s.text == "having executed:") return set_up(s.doc);
    if (s.text == "parameters are:" || s.text == "parameter values are:") return parameters(s.table);
    if (std::regex_match(s.text, parts, procedure)) return engine_.procedures().add(read_procedure(parts[1], s.table));
    if (s.text == "executing query:" || s.text == "executing control query:") return execute(s.doc);
    if (s.text == "the result should be empty") return check_rows({}, true, false, true);
    if (s.text == "the result should be, in any order:") return check_rows(s.table, false, false, false);
    if (s.text == "the result should be, in order:") return check_rows(s.table, true, false, false);
    if (s.text == "the result should be (ignoring element order for lists):")
      return check_rows(s.table, false, true, false);
    if (s.text == "the result should be, in order (ignoring element order for lists):")
      return check_rows(s.table, true, true, false);
    if (s.text == "no side effects") return check_effects({});
    if (s.text == "the side effects should be:") return check_effects(s.table);
    if (std::regex_match(s.text, parts, error)) return check_error(parts[1], parts[2], parts[3]);
    failure_ = "this step is not known";
  }

  void named_graph(const std::string& name) {
    set_up(read_file(std::filesystem::path(kit_) / "graphs" / name / (name + ".cypher")));
  }

  void set_up(const std::string& query) {
    const auto result = engine_.run(query, graph_, {parameters_, {}});
    if (!result) failure_ = "the set-up failed: " + result.error().message;
  }

  void parameters(const Table& table) {
    for (const auto& row : table) parameters_[row.at(0)] = read_value(row.at(1));
  }

  void execute(const std::string& query) {
    before_ = observe(graph_);
    outcome_ = engine_.run(query, graph_, {parameters_, {}});
    error_expected_ = false;
    const auto seen = difference(before_, observe(graph_));
    const auto reported = *outcome_ ? (*outcome_)->side_effects : queries::SideEffects{};
    if (!(seen == reported)) failure_ = "reported side effects" + to_text(reported) + ", observed" + to_text(seen);
    effects_ = seen;
  }

  std::string error_text() const {
    const auto& e = outcome_->error();
    return std::string(to_string(e.type)) + " at " + std::string(to_string(e.phase)) + ": " + e.detail + " (" +
           e.message + ")";
  }

  bool need_result() {
    if (!outcome_) failure_ = "no query has run";
    if (outcome_ && !*outcome_) failure_ = "the query failed: " + error_text();
    return !failure_;
  }

  void check_rows(const Table& table, bool ordered, bool ignore_list_order, bool nothing) {
    if (!need_result()) return;
    const auto& result = **outcome_;
    if (nothing) {
      if (!result.rows.empty()) failure_ = "expected no rows, got " + std::to_string(result.rows.size());
      return;
    }
    const auto expected_columns = table.empty() ? std::vector<std::string>{} : table.front();
    if (result.columns != expected_columns) {
      failure_ = "expected columns" + show(expected_columns) + "\n  got" + show(result.columns);
      return;
    }
    std::vector<std::string> expected;
    for (std::size_t i = 1; i < table.size(); ++i) {
      std::string row;
      for (const auto& cell : table[i]) row += canonical(cell, ignore_list_order) + " | ";
      expected.push_back(std::move(row));
    }
    std::vector<std::string> actual;
    for (const auto& values : result.rows) {
      std::string row;
      for (const auto& value : values) {
        row += canonical(value, result, ignore_list_order) + " | ";
        check_notation(value, result);
      }
      actual.push_back(std::move(row));
    }
    if (!ordered) {
      std::sort(expected.begin(), expected.end());
      std::sort(actual.begin(), actual.end());
    }
    if (expected != actual) failure_ = "expected" + show(expected) + "\n  got" + show(actual);
  }

  /// What the engine writes reads back as the same value.
  void check_notation(const Value& value, const queries::Result& result) {
    const auto text = to_notation(value, result);
    if (text.find("\\t") != std::string::npos || text.find("\\r") != std::string::npos ||
        text.find("Infinity") != std::string::npos)
      return;
    if (canonical(text, false) != canonical(value, result, false))
      failure_ = "the notation does not read back: " + text;
  }

  void check_effects(const Table& table) {
    if (!outcome_) return;
    auto expected = as_map({});
    for (const auto& row : table) expected.at(row.at(0)) = std::stoll(row.at(1));
    if (expected != as_map(effects_)) failure_ = "got side effects" + to_text(effects_);
  }

  void check_error(const std::string& type, const std::string& phase, const std::string& detail) {
    error_expected_ = true;
    if (!outcome_ || *outcome_) {
      failure_ = "the query did not fail";
      return;
    }
    const auto& e = outcome_->error();
    if (rule_ == Rule::Lax) return;
    const bool same = to_string(e.type) == type && (phase == "any time" || to_string(e.phase) == phase) &&
                      (detail == "*" || e.detail == detail);
    if (!same) failure_ = "got " + error_text();
  }

  const Scenario& scenario_;
  const std::string& kit_;
  Rule rule_;
  queries::Engine engine_;
  queries::PropertyGraph graph_;
  queries::Map parameters_;
  Observation before_;
  queries::SideEffects effects_;
  std::optional<queries::Checked<queries::Result>> outcome_;
  bool error_expected_ = false;
  std::optional<std::string> failure_;
};

}  // namespace

std::optional<std::string> run_scenario(const Scenario& scenario, const std::string& kit, Rule rule) {
  return Runner(scenario, kit, rule).run();
}

std::optional<std::string> find_kit() {
  std::vector<std::string> places{std::string(ENTENTE_SOURCE_DIR) + "/../shared/opencypher-tck"};
  if (const auto* named = std::getenv("OPENCYPHER_TCK")) places.insert(places.begin(), named);
  for (const auto& place : places) {
    if (std::filesystem::is_directory(place + "/features")) return place;
  }
  return std::nullopt;
}

std::map<std::string, std::string> read_exceptions(const std::string& path) {
  std::map<std::string, std::string> result;
  std::ifstream in(path);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto at = line.find(" : ");
    if (at == std::string::npos || at + 3 >= line.size()) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": an exception needs a reason: id : reason");
    }
    result[line.substr(0, at)] = line.substr(at + 3);
  }
  return result;
}

}  // namespace entente::suites
