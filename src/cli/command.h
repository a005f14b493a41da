#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"

/// The program's commands: one file and one row of the table in commands.cpp each.
namespace entente::cli {

/// Runs a command whose options are parsed; gives the exit status.
using Run = std::function<int()>;

struct Command {
  std::string_view name;
  std::string_view summary;                 ///< one line, without a full stop
  std::string_view examples;                ///< lines for the beginning of its help
  Run (*declare)(CLI::App& app) = nullptr;  ///< adds the options; what they bind to lives in the result
};

/// In the order of the help.
std::span<const Command> commands();

/// The whole program: parses, runs, reports. Never throws.
int run_program(int argc, const char* const* argv);

Run declare_build(CLI::App& app);
Run declare_add(CLI::App& app);
Run declare_remove(CLI::App& app);
Run declare_show(CLI::App& app);
Run declare_neighbours(CLI::App& app);
Run declare_path(CLI::App& app);
Run declare_query(CLI::App& app);
Run declare_draw(CLI::App& app);
Run declare_export(CLI::App& app);
Run declare_shell(CLI::App& app);
Run declare_stats(CLI::App& app);
Run declare_check(CLI::App& app);
Run declare_analyze(CLI::App& app);
Run declare_ontology(CLI::App& app);

}  // namespace entente::cli
