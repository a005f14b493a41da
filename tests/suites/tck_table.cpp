#include <cstdio>
#include <cstring>
#include <iostream>
#include <map>

#include "tests/suites/tck_runner.h"

/// Runs the whole TCK and prints the result by folder as Markdown (docs/tck.md), or with --failures every failure.
int main(int argc, char** argv) {
  using namespace entente::suites;
  const bool failures = argc > 1 && std::strcmp(argv[1], "--failures") == 0;
  const std::string only = argc > 2 ? argv[2] : "";
  const auto kit = find_kit();
  if (!kit) {
    std::cerr << "the openCypher TCK is not there: set OPENCYPHER_TCK to its folder (features/, graphs/)\n";
    return 1;
  }
  struct Count {
    int all = 0;
    int strict = 0;
    int lax = 0;
  };
  std::map<std::string, Count> folders;
  Count total;
  for (const auto& scenario : read_kit(*kit)) {
    if (!only.empty() && scenario.id().find(only) == std::string::npos) continue;
    const auto strict = run_scenario(scenario, *kit, Rule::Strict);
    const bool lax = !strict || !run_scenario(scenario, *kit, Rule::Lax);
    for (auto* count : {&folders[scenario.folder], &total}) {
      ++count->all;
      count->strict += strict ? 0 : 1;
      count->lax += lax ? 1 : 0;
    }
    if (strict && failures) std::cout << scenario.id() << ": " << *strict << '\n';
  }
  const auto row = [](const std::string& name, const Count& c) {
    std::printf("| %s | %d | %d | %d |\n", name.c_str(), c.all, c.strict, c.lax);
  };
  std::printf(
      "# openCypher TCK\n\nWritten by `build/bin/tck_table > docs/tck.md`. Strict: rows, column names, side effects, "
      "and of an "
      "error type, phase and detail. Lax: of an error only that there is one.\n\n"
      "| folder | scenarios | strict | lax |\n|---|---:|---:|---:|\n");
  for (const auto& [name, count] : folders) row(name, count);
  row("all", total);
  return 0;
}
