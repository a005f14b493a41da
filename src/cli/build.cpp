#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "graph/base/json.h"
#include "src/articles/dates.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/progress.h"
#include "src/cli/terminal.h"
#include "src/pipeline/pipeline.h"

namespace entente::cli {
namespace {

struct BuildOptions {
  std::string file;
  std::vector<std::string> inputs;
  std::string date;
  std::string input_format;
  unsigned threads = 0;
  bool json = false;
  bool done = false;
};

constexpr std::uint64_t most_problems_shown = 100;

std::atomic<bool> interrupted{false};

/// The first signal asks for a clean end; a second one ends at once.
void on_signal(int number) {
  interrupted.store(true, std::memory_order_relaxed);
  std::signal(number, SIG_DFL);
}

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = &on_signal;  // without SA_RESTART: a read that waits for input comes back
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(number, nullptr, &before);
    // What the caller has chosen to ignore (nohup, a script's background job) stays ignored.
    if (before.sa_handler != SIG_IGN) sigaction(number, &action, nullptr);
  }
}

base::Expected<articles::ReadOptions> read_options(const BuildOptions& o) {
  articles::ReadOptions out;
  if (!o.date.empty()) {
    out.date = base::Date::parse_iso(o.date);
    if (!out.date) {
      const auto meant = articles::parse_date(o.date);
      return base::fail(
          base::ErrorCode::Usage, fmt::format("--date: '{}' is no date", shown(o.date)),
          meant ? fmt::format("did you mean {}?", meant->iso()) : "write it as 2025-05-12, 2025-05 or 2025");
    }
  }
  if (o.input_format.empty()) return out;
  const std::vector<std::pair<std::string, articles::Format>> formats{{"text", articles::Format::Text},
                                                                      {"markdown", articles::Format::Markdown},
                                                                      {"html", articles::Format::Html},
                                                                      {"jsonl", articles::Format::Jsonl},
                                                                      {"feed", articles::Format::Feed}};
  std::vector<std::string> names;
  for (const auto& [name, format] : formats) {
    if (name == o.input_format) out.format = format;
    names.push_back(name);
  }
  if (!out.format) {
    const auto near = schema::suggest(o.input_format, names, 1);
    return base::fail(base::ErrorCode::Usage, fmt::format("there is no input format '{}'", shown(o.input_format)),
                      near.empty() ? fmt::format("the formats are {}", fmt::join(names, ", "))
                                   : fmt::format("did you mean {}?", near.front()));
  }
  return out;
}

std::string rate(std::uint64_t words, double seconds) {
  if (seconds < 1e-3) return "";
  return fmt::format(" ({} words/s)", grouped(static_cast<std::uint64_t>(static_cast<double>(words) / seconds)));
}

void say_report(const pipeline::Report& r, const std::string& file, std::uint64_t in_file) {
  std::string text = fmt::format("{} read: {} new, {} there already, {}\n", counted(r.documents, "document"),
                                 grouped(r.added), grouped(r.skipped), counted(r.problems, "problem"));
  if (r.added > 0) {
    text += fmt::format("{}, {}: {} and {}, counted by document\n", counted(r.sentences, "sentence"),
                        counted(r.words, "word"), counted(r.entities, "entity", "entities"),
                        counted(r.statements, "statement"));
    text += fmt::format(
        "{:.1f} s on {}{}: reading {:.1f} s, language {:.1f} s{}, extraction {:.1f} s{}, storing {:.1f} s{}\n",
        r.seconds, counted(r.threads, "thread"), rate(r.words, r.seconds), r.stage.read, r.stage.analyze,
        rate(r.words, r.stage.analyze), r.stage.extract, rate(r.words, r.stage.extract), r.stage.store,
        rate(r.words, r.stage.store));
  }
  text += fmt::format("{}: {}\n", file, counted(in_file, "document"));
  if (r.cancelled) text += "interrupted: what was done is kept; the same command goes on from here\n";
  say(text);
}

int print_report(const pipeline::Report& r, const std::string& file, std::uint64_t in_file) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter json(buffer);
  json.StartObject();
  json.field("file", file);
  const auto count = [&](std::string_view key, std::uint64_t n) {
    json.key(key);
    json.Uint64(n);
  };
  count("documents_in_file", in_file);
  count("documents", r.documents);
  count("added", r.added);
  count("skipped", r.skipped);
  count("problems", r.problems);
  count("sentences", r.sentences);
  count("words", r.words);
  count("bytes", r.bytes);
  count("entities", r.entities);
  count("statements", r.statements);
  count("threads", r.threads);
  json.key("cancelled");
  json.Bool(r.cancelled);
  json.key("seconds");
  json.number(r.seconds);
  json.key("stage_seconds");
  json.StartObject();
  const auto stage = [&](std::string_view key, double seconds) {
    json.key(key);
    json.number(seconds);
  };
  stage("read", r.stage.read);
  stage("language", r.stage.analyze);
  stage("extraction", r.stage.extract);
  stage("store", r.stage.store);
  json.EndObject();
  json.EndObject();
  return print(std::string(buffer.GetString(), buffer.GetSize()) + "\n");
}

int status_of_run(const pipeline::Report& r) {
  if (r.cancelled) return Partly;
  if (r.problems == 0) return r.documents > 0 ? Ok : Nothing;
  return r.documents > 0 ? Partly : Unreadable;
}

/// True where there was no file, or an empty one: the store makes it, and it goes again if nothing comes in.
bool is_new(const std::string& file) {
  std::error_code error;
  return !std::filesystem::exists(file, error) || std::filesystem::file_size(file, error) == 0;
}

base::Expected<int> build(const BuildOptions& o, store::OpenMode mode) {
  const auto reading = read_options(o);
  if (!reading) return tl::make_unexpected(reading.error());
  auto ontology = load_ontology();
  if (!ontology) return tl::make_unexpected(ontology.error());
  auto analyzer = language::Analyzer::load_default();
  if (!analyzer) return tl::make_unexpected(as_unreadable(analyzer.error()));
  auto extractor = extraction::Extractor::load_default(*ontology);
  if (!extractor) return tl::make_unexpected(as_unreadable(extractor.error()));
  const bool fresh = is_new(o.file);
  auto store = store::Store::open(o.file, mode);
  if (!store) return tl::make_unexpected(store.error());

  catch_signals();
  ProgressLine line(articles::list_inputs(o.inputs));
  std::uint64_t shown_problems = 0;
  pipeline::Callbacks callbacks;
  callbacks.problem = [&](const base::Error& error) {
    line.clear();
    if (++shown_problems <= most_problems_shown) say("entente: " + base::format(error));
    if (shown_problems == most_problems_shown + 1) say("entente: further problems are counted, not shown");
  };
  if (o.done) callbacks.done = [&](const model::Document& document) { print(shown(document.key) + "\n"); };
  callbacks.taken = [&](const model::Document& document) { line.taken(document); };
  callbacks.progress = [&](const pipeline::Progress& progress) { line.update(progress); };
  pipeline::Options options;
  options.threads = o.threads;
  options.cancel = &interrupted;
  const auto report = pipeline::run(
      [&](const articles::Sink& sink, const articles::ProblemSink& problem) {
        return articles::read(o.inputs, *reading, sink, problem);
      },
      pipeline::stages_of(*analyzer, *extractor), *store, options, callbacks);
  line.clear();
  if (!report) return tl::make_unexpected(report.error());
  const auto stats = store->stats();
  if (!stats) return tl::make_unexpected(stats.error());
  if (fresh && stats->documents == 0 && !report->cancelled) {
    { const store::Store closed = std::move(*store); }
    std::error_code ignored;
    std::filesystem::remove(o.file, ignored);
    say(fmt::format("no document could be read; {} is not made", o.file));
    return status_of_run(*report);
  }
  say_report(*report, o.file, stats->documents);
  const int printed = o.json ? print_report(*report, o.file, stats->documents) : Ok;
  return printed != Ok ? printed : status_of_run(*report);
}

void declare_reading(CLI::App& app, BuildOptions& o) {
  app.add_option("--date", o.date, "Date of articles that carry none of their own: 2025-05-12, 2025-05 or 2025");
  app.add_option("--input-format", o.input_format,
                 "text, markdown, html, jsonl or feed, for files whose names do not say");
  app.add_option("--threads", o.threads, "Threads for the analysis (default: as many as the machine has)")
      ->check(CLI::Range(1, 256));
  CLI::Option* json = app.add_flag("--json", o.json, "The report as JSON to standard output");
  app.add_flag("--done", o.done, "The key of each document to standard output, once it is in the file")->excludes(json);
}

Run runner(std::shared_ptr<BuildOptions> o, store::OpenMode mode) {
  return [o = std::move(o), mode] {
    const auto status = build(*o, mode);
    return status ? *status : report(status.error());
  };
}

/// Removes the document that exports show under this label ("a.txt~2" where two share a key), or with this key or id.
base::Expected<std::size_t> remove_shown(store::Store& store, const std::string& name) {
  const auto ontology = load_ontology();
  if (!ontology) return tl::make_unexpected(ontology.error());
  const auto graph = store.graph(*ontology);
  if (!graph) return store.remove(name);
  for (std::size_t i = 0; i < graph->documents().size(); ++i) {
    const model::DocumentIndex at{static_cast<std::uint32_t>(i)};
    if (graph->document_label(at) == name) return store.remove(graph->document(at).id());
  }
  return store.remove(name);
}

}  // namespace

Run declare_build(CLI::App& app) {
  auto o = std::make_shared<BuildOptions>();
  app.add_option("ARTICLES", o->inputs,
                 "Files and folders (text, Markdown, HTML, JSON, RSS, Atom); - is standard input")
      ->required();
  app.add_option("-o,--output", o->file, "The graph's file; if there is one, articles are added to it")->required();
  declare_reading(app, *o);
  return runner(std::move(o), store::OpenMode::CreateIfMissing);
}

Run declare_add(CLI::App& app) {
  auto o = std::make_shared<BuildOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("ARTICLES", o->inputs, "Files and folders; - is standard input")->required();
  declare_reading(app, *o);
  return runner(std::move(o), store::OpenMode::ReadWrite);
}

Run declare_remove(CLI::App& app) {
  struct Options {
    std::string file;
    std::vector<std::string> keys;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("--document", o->keys, "Key or id of a document, as exports show it; may be given several times")
      ->required()
      ->allow_extra_args(false);
  app.add_flag("--json", o->json, "The number of documents removed as JSON to standard output");
  return [o]() -> int {
    auto store = store::Store::open(o->file, store::OpenMode::ReadWrite);
    if (!store) return report(store.error());
    std::size_t removed = 0;
    int status = Ok;
    for (const std::string& key : o->keys) {
      const auto n = remove_shown(*store, key);
      if (!n) return report(n.error());
      removed += *n;
      if (*n > 0) continue;
      std::vector<std::string> keys;
      if (const auto records = store->records()) {
        for (const auto& r : *records) keys.push_back(r.document.key);
      }
      const auto near = schema::suggest(key, keys, 1);
      status = report(
          {base::ErrorCode::NotFound, fmt::format("there is no document '{}' in {}", shown(key), o->file),
           near.empty() ? "entente stats --documents lists them" : fmt::format("did you mean '{}'?", near.front()),
           std::nullopt});
    }
    if (removed > 0 && status != Ok) status = Partly;
    say(fmt::format("{} removed", counted(removed, "document")));
    const int printed = o->json ? print(fmt::format("{{\"removed\":{}}}\n", removed)) : int{Ok};
    return printed != Ok ? printed : status;
  };
}

}  // namespace entente::cli
