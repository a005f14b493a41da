#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "graph/base/utf8.h"
#include "graph/schema/ontology.h"
#include "queries/knowledge_view.h"
#include "queries/run_query.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

/// Runs one query and writes its answer: the exit status.
int answer(const std::string& text, const graph::KnowledgeGraph& graph, const queries::RunOptions& options,
           queries::Format format, bool explain) {
  if (explain) {
    const queries::KnowledgeView view(graph);
    const auto plan = queries::Engine().explain(text, view, options);
    if (!plan) return report(queries::to_base_error(plan.error(), text));
    return print(*plan);
  }
  const auto output = queries::run_query(text, graph, options, format);
  if (output) return print(output->text);
  if (format == queries::Format::Json || format == queries::Format::JsonLines) {
    print(queries::error_to_json(output.error(), text));
  }
  return report(queries::to_base_error(output.error(), text));
}

constexpr std::string_view shell_help =
    "A query ends with a semicolon and may go over several lines. Commands:\n"
    "  :schema          labels, relationship types and properties\n"
    "  :format NAME     table, csv, json, jsonl, markdown or cypher\n"
    "  :param k=VALUE   sets a parameter\n"
    "  :explain QUERY;  the plan of a query\n"
    "  :help            this\n"
    "  :quit            leaves, as does the end of input\n";

class Shell {
 public:
  Shell(const LoadedGraph& graph, bool interactive) : graph_(graph), interactive_(interactive) {
    format_ = interactive ? queries::Format::Table : queries::Format::Csv;
  }

  int run() {
    if (interactive_)
      say(fmt::format("{}, {}. :help shows what can be asked",
                      counted(graph_.graph->entities().size(), "entity", "entities"),
                      counted(graph_.graph->statements().size(), "statement")));
    std::string line;
    while (!quit_ && next(line)) take(line);
    if (!base::trim(pending_).empty()) run_query(pending_);
    if (interactive_) say("");
    return status_;
  }

 private:
  bool next(std::string& line) {
    if (interactive_) {
      const std::string_view prompt = pending_.empty() ? "entente> " : "     ... ";
      if (::write(STDERR_FILENO, prompt.data(), prompt.size()) < 0) return false;
    }
    return static_cast<bool>(std::getline(std::cin, line));
  }

  void take(const std::string& line) {
    if (pending_.empty() && !line.empty() && line[0] == ':') return command(line);
    const std::string text = pending_ + line + "\n";
    std::string rest;
    const auto parts = queries::split_queries(text, rest);
    pending_ = rest.empty() ? std::string{} : rest + "\n";
    for (const auto& part : parts) run_query(part);
  }

  void run_query(const std::string& text) {
    const int status = answer(text, *graph_.graph, options_, format_, false);
    if (status != Ok) status_ = status;
  }

  void command(const std::string& line) {
    const auto blank = line.find(' ');
    const std::string name = line.substr(0, blank);
    const std::string rest(
        base::trim(blank == std::string::npos ? std::string_view{} : std::string_view(line).substr(blank)));
    if (name == ":quit" || name == ":exit" || name == ":q") {
      quit_ = true;
    } else if (name == ":help") {
      say(shell_help);
    } else if (name == ":schema") {
      print(queries::format(queries::schema_of(queries::KnowledgeView(*graph_.graph)), format_));
    } else if (name == ":format") {
      if (const auto format = queries::format_from(rest)) {
        format_ = *format;
      } else {
        status_ = report({base::ErrorCode::Usage, fmt::format("there is no result format '{}'", shown(rest)),
                          "the formats are table, csv, json, jsonl, markdown, cypher", std::nullopt});
      }
    } else if (name == ":param") {
      if (const auto added = queries::add_parameter(options_.parameters, rest); !added) status_ = report(added.error());
    } else if (name == ":explain") {
      std::string query = rest;
      while (!query.empty() && query.back() == ';') query.pop_back();
      answer(query, *graph_.graph, options_, format_, true);
    } else {
      const auto near = schema::suggest(name, {":quit", ":help", ":schema", ":format", ":param", ":explain"}, 1);
      status_ = report({base::ErrorCode::Usage, fmt::format("there is no command '{}'", shown(name)),
                        near.empty() ? ":help shows the commands" : fmt::format("did you mean {}?", near.front()),
                        std::nullopt});
    }
  }

  const LoadedGraph& graph_;
  bool interactive_;
  bool quit_ = false;
  int status_ = Ok;
  std::string pending_;
  queries::Format format_;
  queries::RunOptions options_;
};

}  // namespace

Run declare_shell(CLI::App& app) {
  auto file = std::make_shared<std::string>();
  app.add_option("FILE", *file, "A graph that entente build has made")->required();
  return [file] {
    const auto graph = load_graph(*file);
    if (!graph) return report(graph.error());
    return Shell(*graph, is_terminal(STDIN_FILENO)).run();
  };
}

}  // namespace entente::cli
