#include "exporters/dot/draw.h"

#include <fmt/format.h>

#include <memory>

#include "src/cli/command.h"
#include "src/cli/selection.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

struct DrawCommandOptions {
  std::string file;
  std::string output;
  std::string title;
  bool no_legend = false;
  bool unfold = false;
  Selection selection;
};

base::Expected<int> draw_file(const DrawCommandOptions& o) {
  const auto format = exporters::picture_format(o.output);
  if (!format) return tl::make_unexpected(format.error());
  auto loaded = load_graph(o.file);
  if (!loaded) return tl::make_unexpected(loaded.error());
  auto graph = selected(o.selection, std::move(*loaded));
  if (!graph) return tl::make_unexpected(graph.error());
  if (graph->graph->entities().empty()) {
    return base::fail(base::ErrorCode::NotFound, "there is nothing to draw",
                      "entente stats shows what the graph holds");
  }
  exporters::DrawOptions options;
  exporters::StringSink picture;
  options.title = o.title;
  options.legend = !o.no_legend;
  options.fold_structure = !o.unfold;
  const auto drawn = exporters::draw(*graph->graph, *graph->ontology, options, *format, picture);
  if (!drawn) return tl::make_unexpected(drawn.error());
  // The file is made only now: a layout that is interrupted leaves nothing behind.
  auto sink = open_output(o.output);
  if (!sink) return tl::make_unexpected(sink.error());
  if (auto done = (*sink)->write(picture.text()); !done) return tl::make_unexpected(done.error());
  if (auto done = (*sink)->finish(); !done) return tl::make_unexpected(done.error());
  for (const auto& hint : drawn->hints) say(fmt::format("entente: {}", hint));
  say(fmt::format("{}: {}, {}", o.output, counted(drawn->nodes, "entity", "entities"), counted(drawn->edges, "line")));
  return int{Ok};
}

}  // namespace

Run declare_draw(CLI::App& app) {
  auto o = std::make_shared<DrawCommandOptions>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_option("-o,--output", o->output, "The picture; its ending says the format: svg, png, pdf, dot")->required();
  app.add_option("--title", o->title, "Title of the picture");
  app.add_flag("--no-legend", o->no_legend, "Without the legend");
  app.add_flag("--unfold", o->unfold, "Posts, membership and places as lines of their own");
  declare_selection(app, o->selection, true);
  return [o] {
    const auto status = draw_file(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
