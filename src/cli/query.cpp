#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <memory>

#include "graph/base/utf8.h"
#include "graph/schema/ontology.h"
#include "queries/knowledge_view.h"
#include "queries/run_query.h"
#include "src/articles/byte_source.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct QueryOptions {
  std::string file;
  std::string query;
  std::string script;
  std::vector<std::string> parameters;
  std::string format;
  bool json = false;
  bool explain = false;
};

base::Expected<queries::Format> format_of(const QueryOptions& o) {
  if (o.json) return queries::Format::Json;
  if (o.format.empty()) return is_terminal(STDOUT_FILENO) ? queries::Format::Table : queries::Format::Csv;
  if (const auto format = queries::format_from(o.format)) return *format;
  const std::vector<std::string> names{"table", "csv", "json", "jsonl", "markdown", "cypher"};
  const auto near = schema::suggest(o.format, names, 1);
  return base::fail(base::ErrorCode::Usage, fmt::format("there is no result format '{}'", shown(o.format)),
                    near.empty() ? fmt::format("the formats are {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", near.front()));
}

/// The query as given, from the script, or from standard input for "-".
base::Expected<std::string> query_text(const QueryOptions& o) {
  if (o.script.empty() && o.query != "-") return o.query;
  const std::string name = o.script.empty() ? "-" : o.script;
  auto source = name == "-" ? articles::ByteSource::standard_input() : articles::ByteSource::open(name);
  auto text = source ? source->rest(std::uint64_t{16} << 20U)
                     : base::Expected<std::string>(tl::make_unexpected(source.error()));
  if (!text) {
    base::Error error = text.error();
    error.location = base::Location{name, 0, 0, 0, {}};
    return tl::make_unexpected(std::move(error));
  }
  return text;
}

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

base::Expected<queries::RunOptions> run_options(const QueryOptions& o) {
  queries::RunOptions options;
  for (const auto& assignment : o.parameters) {
    const auto added = queries::add_parameter(options.parameters, assignment);
    if (!added) return tl::make_unexpected(added.error());
  }
  return options;
}

base::Expected<int> query(const QueryOptions& o) {
  if (o.query.empty() == o.script.empty()) {
    return base::fail(base::ErrorCode::Usage,
                      o.query.empty() ? "QUERY is required" : "QUERY and --file exclude each other",
                      "entente query --help shows examples");
  }
  const auto format = format_of(o);
  if (!format) return tl::make_unexpected(format.error());
  const auto options = run_options(o);
  if (!options) return tl::make_unexpected(options.error());
  const auto text = query_text(o);
  if (!text) return tl::make_unexpected(text.error());
  std::string rest;
  std::vector<std::string> parts = queries::split_queries(*text, rest);
  if (!rest.empty()) parts.push_back(rest);
  if (parts.empty())
    return base::fail(base::ErrorCode::Usage, "the query is empty", "entente query --help shows examples");
  const auto graph = load_graph(o.file);
  if (!graph) return tl::make_unexpected(graph.error());
  for (const std::string& part : parts) {
    if (const int status = answer(part, *graph->graph, *options, *format, o.explain); status != Ok) return status;
  }
  return int{Ok};
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

Run declare_query(CLI::App& app) {
  auto o = std::make_shared<QueryOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("QUERY", o->query, "openCypher; several queries are divided by semicolons; - is standard input");
  app.add_option("-f,--file", o->script, "Read the query from this file");
  app.add_option("--param", o->parameters, "k=VALUE: a parameter $k; may be given several times")
      ->allow_extra_args(false);
  app.add_option("--format", o->format,
                 "table, csv, json, jsonl, markdown or cypher (default: table on a terminal, else csv)");
  app.add_flag("--json", o->json, "The same as --format json");
  app.add_flag("--explain", o->explain, "The plan instead of the answer");
  return [o] {
    const auto status = query(*o);
    return status ? *status : report(status.error());
  };
}

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
