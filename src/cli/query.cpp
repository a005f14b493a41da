#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "graph/base/resources.h"
#include "graph/base/utf8.h"
#include "queries/knowledge_view.h"
#include "queries/run_query.h"
#include "queries/store/graph_file.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

constexpr int query_failed = 4;
constexpr std::size_t query_limit = std::size_t{16} << 20U;  // bytes of a query's text

struct QueryOptions {
  std::string file;
  std::string query;
  std::vector<std::string> parameters;
  std::string format = "table";
  bool json = false;
  bool explain = false;
};

/// The argument itself, a file's content where the argument names one, or standard input for "-".
base::Expected<std::string> query_text(const std::string& argument) {
  std::string text = argument;
  if (argument == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  } else if (std::error_code error; argument.size() < 4096 && std::filesystem::is_regular_file(argument, error)) {
    auto read = base::read_file(argument, query_limit);
    if (!read) return read;
    text = std::move(*read);
  }
  if (text.size() > query_limit) return base::fail(base::ErrorCode::Limit, "the query is longer than 16 MiB");
  if (base::find_invalid_utf8(text) != std::string::npos) {
    return base::fail(base::ErrorCode::Malformed, "the query is no valid UTF-8");
  }
  return text;
}

int report_query(const queries::QueryError& error, const std::string& query, bool json) {
  if (!json) return report(queries::to_base_error(error, query));
  print(queries::error_to_json(error, query));
  return query_failed;
}

/// The graph a query runs on: one of articles (read only) or one that queries made.
struct Target {
  LoadedGraph articles;
  std::unique_ptr<queries::KnowledgeView> view;
  std::unique_ptr<queries::PropertyGraph> graph;
};

base::Expected<Target> load_target(const std::string& path) {
  Target target;
  std::error_code error;
  const bool missing = !std::filesystem::exists(path, error);
  if (missing || (std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) == 0)) {
    target.graph = std::make_unique<queries::PropertyGraph>();
  } else if (queries::is_graph_file(path)) {
    auto graph = queries::load_graph_file(path);
    if (!graph) return tl::make_unexpected(graph.error());
    target.graph = std::move(*graph);
  } else {
    auto loaded = load_graph(path);
    if (!loaded) return tl::make_unexpected(loaded.error());
    target.articles = std::move(*loaded);
    target.view = std::make_unique<queries::KnowledgeView>(*target.articles.graph);
  }
  return target;
}

bool changes(const queries::SideEffects& effects) {
  return !(effects == queries::SideEffects{});
}

int run_on(Target& target, const QueryOptions& o, const std::string& query, queries::Format format,
           const queries::RunOptions& options) {
  const queries::Engine engine;
  const queries::GraphView& view = target.view ? static_cast<const queries::GraphView&>(*target.view) : *target.graph;
  if (o.explain) {
    const auto plan = engine.explain(query, view, options);
    return plan ? print(*plan) : report_query(plan.error(), query, o.json);
  }
  const auto result =
      target.view ? engine.run(query, *target.view, options) : engine.run(query, *target.graph, options);
  if (!result) return report_query(result.error(), query, o.json);
  if (changes(result->side_effects)) {
    if (const auto saved = queries::save_graph_file(*target.graph, o.file); !saved) return report(saved.error());
    if (format != queries::Format::Json) say(queries::describe(result->side_effects));
  }
  return print(queries::format(*result, format));
}

int run_query(const QueryOptions& o) {
  const auto format = o.json ? queries::Format::Json : queries::format_from(o.format);
  if (!format) {
    return report({base::ErrorCode::Usage, fmt::format("there is no format '{}'", shown(o.format)),
                   "formats are table, csv, json, jsonl, markdown, cypher", std::nullopt});
  }
  queries::RunOptions options;
  for (const auto& assignment : o.parameters) {
    const auto added = queries::add_parameter(options.parameters, assignment);
    if (!added) return report(added.error());
  }
  const auto query = query_text(o.query);
  if (!query) return report(query.error());
  std::error_code error;
  const bool missing = !std::filesystem::exists(o.file, error);
  auto target = load_target(o.file);
  if (!target) return report(target.error());
  const int status = run_on(*target, o, *query, *format, options);
  if (missing && status == Ok && !o.explain && !std::filesystem::exists(o.file, error)) {
    say(fmt::format("there is no file {}: the query ran on an empty graph", shown(o.file)));
  }
  return status;
}

}  // namespace

Run declare_query(CLI::App& app) {
  auto o = std::make_shared<QueryOptions>();
  app.add_option("FILE", o->file, "A graph; a query that writes makes it if there is none")->required();
  app.add_option("QUERY", o->query, "openCypher: the query itself, a file that holds it, or - for standard input")
      ->required();
  app.add_option("--param", o->parameters, "k=VALUE, a Cypher literal: name=\"'Xi Jinping'\"")->take_all();
  app.add_option("--format", o->format, "table, csv, json, jsonl, markdown or cypher")->capture_default_str();
  app.add_flag("--json", o->json, "The same as --format json; an error is JSON too");
  app.add_flag("--explain", o->explain, "Show the plan and do not run the query");
  return [o] { return run_query(*o); };
}

}  // namespace entente::cli
