#include <fmt/format.h>

#include <memory>

#include "exporters/registry.h"
#include "src/cli/command.h"
#include "src/cli/selection.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct ExportCommandOptions {
  std::string file;
  std::string format;
  std::string output;
  bool list = false;
  bool unasserted = false;
  Selection selection;
};

std::string list_formats() {
  std::string out;
  for (const auto& f : exporters::formats()) {
    out += fmt::format("{:<10} .{:<8} {:<24} {}\n", f.name, f.extension, f.media_type, f.description);
  }
  return out;
}

/// The format that is named, or that the output's ending says.
base::Expected<const exporters::Format*> format_of(const ExportCommandOptions& o) {
  if (!o.format.empty()) {
    auto format = exporters::find_format(o.format);
    if (!format) {
      base::Error error = std::move(format.error());
      error.code = base::ErrorCode::Usage;
      return tl::make_unexpected(std::move(error));
    }
    return format;
  }
  const auto slash = o.output.rfind('/');
  const auto dot = o.output.rfind('.');
  if (dot != std::string::npos && (slash == std::string::npos || dot > slash)) {
    if (const auto format = exporters::find_format(o.output.substr(dot + 1))) return *format;
  }
  return base::fail(base::ErrorCode::Usage, "which format? give --format, or -o with a format's ending",
                    "entente export --list shows the formats");
}

base::Expected<int> write(const ExportCommandOptions& o) {
  if (o.list) return print(list_formats());
  if (o.file.empty()) {
    return base::fail(base::ErrorCode::Usage, "FILE is missing",
                      "entente export FILE --format json; --list shows the formats");
  }
  const auto format = format_of(o);
  if (!format) return tl::make_unexpected(format.error());
  auto loaded = load_graph(o.file);
  if (!loaded) return tl::make_unexpected(loaded.error());
  auto graph = selected(o.selection, std::move(*loaded));
  if (!graph) return tl::make_unexpected(graph.error());
  auto sink = open_output(o.output);
  if (!sink) return tl::make_unexpected(sink.error());
  exporters::ExportOptions options;
  options.unasserted_as_facts = o.unasserted;
  const auto written = (*format)->write(*graph->graph, *graph->ontology, options, **sink);
  if (!written) {
    if (is_broken_pipe(written.error())) return int{Ok};
    return tl::make_unexpected(written.error());
  }
  for (const auto& loss : written->losses)
    say(fmt::format("entente: not in {}: {} ({})", (*format)->name, loss.what, loss.count));
  for (const auto& hint : written->hints) say(fmt::format("entente: {}", hint));
  if (!o.output.empty() && o.output != "-") {
    say(fmt::format("{}: {}, {}", o.output, counted(written->nodes, "node"), counted(written->edges, "edge")));
  }
  return int{Ok};
}

}  // namespace

Run declare_export(CLI::App& app) {
  auto o = std::make_shared<ExportCommandOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made");
  app.add_option("--format", o->format, "Format; --list shows them (default: what the output's ending says)");
  app.add_option("-o,--output", o->output, "Where to write; standard output if absent");
  app.add_flag("--list", o->list, "List the formats");
  app.add_flag(
      "--unasserted", o->unasserted,
      "Write planned, possible, denied and demanded statements as facts where a format cannot tell them apart");
  declare_selection(app, o->selection, true);
  return [o] {
    const auto status = write(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
