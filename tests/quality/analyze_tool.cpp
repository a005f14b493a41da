// The language layer on its own, for the quality scripts. Standard input to standard output:
//   analyze_tool segment  < TEXT          sentences and words only
//   analyze_tool analyze  < TEXT          everything
//   analyze_tool print    < TEXT          for a person
//   analyze_tool annotate < CONLLU        keeps the sentences and words of CoNLL-U
//   analyze_tool time     < TEXT          words per second, one thread
// Options: --model FILE, --isa NAME, --repeat N (time).
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "graph/base/utf8.h"
#include "src/language/analyzer.h"
#include "src/language/conllu.h"
#include "src/language/print.h"
#include "src/language/tokenizer.h"

namespace {

using namespace entente;

int fail(const base::Error& error) {
  std::cerr << base::format(error) << '\n';
  return 3;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

void time(const language::Analyzer& analyzer, std::string_view text, int repeat) {
  std::size_t words = 0;
  for (const language::Sentence& s : analyzer.analyze(text).sentences) words += s.words.size();
  double best_cpu = 1e9;
  double best_wall = 1e9;
  for (int i = 0; i < repeat; ++i) {
    const double cpu = cpu_seconds();
    const auto wall = std::chrono::steady_clock::now();
    const language::Analysis analysis = analyzer.analyze(text);
    best_cpu = std::min(best_cpu, cpu_seconds() - cpu);
    best_wall = std::min(best_wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count());
  }
  fmt::print("{} words; {:.0f} words/s of processor time, {:.0f} words/s on the clock ({})\n", words,
             static_cast<double>(words) / best_cpu, static_cast<double>(words) / best_wall, analyzer.instruction_set());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  std::map<std::string, std::string> options;
  for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (command != "segment" && command != "analyze" && command != "annotate" && command != "time" &&
      command != "print") {
    std::fputs("usage: analyze_tool segment|analyze|annotate|print|time [--model FILE] [--isa NAME]\n", stderr);
    return 2;
  }
  std::string text =
      base::repair_utf8(std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()));
  language::Analysis analysis;
  if (command == "segment") {
    analysis = language::segment(text);
  } else {
    const auto begin = std::chrono::steady_clock::now();
    const auto analyzer = options.count("--model") > 0 ? language::Analyzer::load(options["--model"], options["--isa"])
                                                       : language::Analyzer::load_default();
    if (!analyzer) return fail(analyzer.error());
    const double loading = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (command == "time") {
      fmt::print("loaded in {:.1f} ms\n", loading * 1e3);
      time(*analyzer, text, options.count("--repeat") > 0 ? std::atoi(options["--repeat"].c_str()) : 3);
      return 0;
    }
    if (command == "annotate") {
      auto read = language::read_conllu(text, "standard input");
      if (!read) return fail(read.error());
      text = std::move(read->text);
      analysis = std::move(read->analysis);
      analyzer->annotate(text, analysis);
    } else {
      analysis = analyzer->analyze(text);
    }
  }
  const std::string out =
      command == "print" ? language::print_analysis(text, analysis) : language::write_conllu(text, analysis);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
