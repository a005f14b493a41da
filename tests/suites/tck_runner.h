#pragma once

#include <map>
#include <optional>
#include <string>

#include "tests/suites/gherkin.h"

namespace entente::suites {

/// How much of an expected error has to agree: all of it (the TCK's own rule), or that there is one.
enum class Rule : std::uint8_t { Strict, Lax };

/// Runs one scenario on a graph of its own. Nothing if it passes, else what went wrong, with the line of the step.
/// `kit` is the folder of the kit, for the named graphs.
std::optional<std::string> run_scenario(const Scenario& scenario, const std::string& kit, Rule rule = Rule::Strict);

/// The folder of the kit: OPENCYPHER_TCK, or beside the source tree; nothing if neither has one.
std::optional<std::string> find_kit();

/// Scenarios that are known not to pass, by id, each with its reason: lines `id : reason`, `#` begins a comment.
/// Throws std::runtime_error on a line without a reason.
std::map<std::string, std::string> read_exceptions(const std::string& path);

}  // namespace entente::suites
