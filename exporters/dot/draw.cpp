#include "exporters/dot/draw.h"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <memory>

#include "exporters/dot/graphviz.h"
#include "graph/base/utf8.h"

namespace entente::exporters {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;
using graph::KnowledgeGraph;
using schema::EntityType;
using schema::Status;

constexpr std::size_t most_labelled_edges = 500;
constexpr std::size_t most_drawn = 20000;
constexpr std::size_t line_width = 26;  // code points of a label's line
constexpr const char* ink = "#222222";
constexpr const char* soft_ink = "#555555";

struct NodeStyle {
  const char* shape;
  const char* fill;
  const char* border;
  const char* style;
};

/// Tints of Okabe and Ito's colours behind dark text, the colours themselves as borders.
NodeStyle style_of(EntityType type) {
  switch (type) {
    case EntityType::Person:
      return {"box", "#DCEEFA", "#0072B2", "filled,rounded"};
    case EntityType::Country:
      return {"box", "#FBE7C2", "#E69F00", "filled,bold"};
    case EntityType::Organization:
      return {"component", "#CFEEE3", "#009E73", "filled"};
    case EntityType::Place:
      return {"house", "#E4F3FC", "#56B4E9", "filled"};
    case EntityType::Measure:
      return {"note", "#F9DCCB", "#D55E00", "filled"};
    case EntityType::Agreement:
      return {"folder", "#F4E0EC", "#CC79A7", "filled"};
    case EntityType::Topic:
      return {"hexagon", "#FBF8CC", "#B5A900", "filled"};
  }
  return {"box", "#FFFFFF", "#000000", "filled"};
}

const char* colour_of(const PictureEdge& e) {
  if (e.status == Status::Denied) return "#A50026";
  switch (e.tone) {
    case Tone::Cooperation:
      return "#0072B2";
    case Tone::Conflict:
      return "#D55E00";
    case Tone::Structure:
      break;
  }
  return "#B0B0B0";
}

const char* line_of(Status status) {
  switch (status) {
    case Status::Happened:
      return "solid";
    case Status::Planned:
    case Status::Denied:
    case Status::Demanded:
      return "dashed";
    case Status::Possible:
      return "dotted";
  }
  return "solid";
}

/// Breaks text at blanks into lines of about `line_width`, as HTML.
std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view word = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    std::size_t length = base::count_code_points(word);
    if (width > 0 && width + 1 + length > line_width) {
      out += "<br/>";
      width = 0;
    } else if (width > 0) {
      out += ' ';
      ++width;
    }
    // A word that no line holds is cut.
    while (length > line_width) {
      std::size_t cut = 0;
      for (std::size_t n = 0; n < line_width; ++n) base::next_code_point(word, cut);
      out += html_text(word.substr(0, cut)) + "<br/>";
      word.remove_prefix(cut);
      length -= line_width;
    }
    out += html_text(word);
    width += length;
  }
  return out;
}

std::string node_label(const PictureNode& node) {
  const std::string name = wrapped(node.name);
  std::string out = fmt::format("<b>{}</b>", name.empty() ? "(no name)" : name);
  for (const auto& note : node.notes) {
    // A post and where it is held: rather broken between the two than within one.
    std::string lines;
    const std::size_t comma = base::count_code_points(note) > line_width ? note.rfind(", ") : std::string::npos;
    if (comma == std::string::npos) {
      lines = wrapped(note);
    } else {
      lines = wrapped(std::string_view(note).substr(0, comma + 1)) + "<br/>" +
              wrapped(std::string_view(note).substr(comma + 2));
    }
    out += fmt::format("<br/><font point-size=\"10\" color=\"{}\">{}{}</font>", soft_ink,
                       node.notes.size() > 1 ? "• " : "", lines);
  }
  return out;
}

std::string edge_label(const PictureEdge& edge) {
  const char* colour = edge.tone == Tone::Structure && edge.status != Status::Denied ? "#808080" : colour_of(edge);
  std::string out;
  for (const auto& line : edge.lines) {
    if (!out.empty()) out += "<br/>";
    out += line.minor ? fmt::format("<font point-size=\"9\" color=\"{}\">{}</font>", soft_ink, wrapped(line.text))
                      : fmt::format("<font color=\"{}\">{}</font>", colour, html_text(line.text));
  }
  return out;
}

std::string legend(const Picture& picture, const KnowledgeGraph& graph) {
  std::string types;
  for (const auto type : schema::all_entity_types) {
    const bool used = std::any_of(picture.nodes.begin(), picture.nodes.end(),
                                  [&](const PictureNode& n) { return graph.entity(n.entity).type == type; });
    if (!used) continue;
    const NodeStyle s = style_of(type);
    types += fmt::format("<td border=\"1\" color=\"{}\" bgcolor=\"{}\"> {} </td>", s.border, s.fill,
                         schema::to_string(type));
  }
  const auto uses = [&](auto&& condition) {
    return std::any_of(picture.edges.begin(), picture.edges.end(), condition);
  };
  std::string lines;
  const auto line = [&](bool used, const char* colour, const char* stroke, const char* text) {
    if (used) lines += fmt::format("<td><font color=\"{}\">{}</font> {}</td>", colour, stroke, text);
  };
  line(uses([](const auto& e) { return e.tone == Tone::Cooperation && e.status != Status::Denied; }), "#0072B2", "━━",
       "cooperation");
  line(uses([](const auto& e) { return e.tone == Tone::Conflict && e.status != Status::Denied; }), "#D55E00", "━━",
       "conflict");
  line(uses([](const auto& e) { return e.tone == Tone::Structure; }), "#B0B0B0", "━━", "structure");
  line(uses([](const auto& e) { return e.status == Status::Planned || e.status == Status::Demanded; }), ink, "╸╸╸",
       "planned, demanded");
  line(uses([](const auto& e) { return e.status == Status::Possible; }), ink, "⋯⋯", "possible");
  line(uses([](const auto& e) { return e.status == Status::Denied; }), "#A50026", "╸╸╸", "denied");
  line(uses([](const auto& e) { return e.symmetric; }), ink, "──", "no arrow: both ways");
  if (types.empty() && lines.empty()) return {};
  return fmt::format("<table border=\"0\" cellborder=\"0\" cellspacing=\"6\" cellpadding=\"3\"><tr>{}{}</tr></table>",
                     types, lines);
}

void graph_attributes(DotGraph& dot, const Picture& picture, const KnowledgeGraph& graph, const DrawOptions& options,
                      bool labelled) {
  dot.set("fontname", "sans-serif");
  dot.set("fontsize", "11");
  dot.set("fontcolor", ink);
  dot.set("bgcolor", "white");
  dot.set("pad", "0.3");
  dot.set("labelloc", "t");
  dot.set("labeljust", "l");
  if (labelled) {
    dot.set("rankdir", "LR");
    dot.set("ranksep", "0.7");
    dot.set("nodesep", "0.28");
    dot.set("splines", "true");
    // Placing labels optimally can take minutes in a dense graph; a few rounds for each node are as readable.
    dot.set("nslimit", "2");
    dot.set("nslimit1", "2");
  } else {
    dot.set("layout", "sfdp");
    dot.set("overlap", "prism");
    dot.set("outputorder", "edgesfirst");
    dot.set("K", "1.2");
    dot.set("repulsiveforce", "1.6");
    dot.set("splines", "line");
  }
  std::string label;
  if (!options.title.empty()) {
    label = fmt::format("<tr><td align=\"left\"><font point-size=\"20\"><b>{}</b></font></td></tr>",
                        html_text(options.title));
  }
  if (options.legend) {
    if (const std::string l = legend(picture, graph); !l.empty())
      label += fmt::format("<tr><td align=\"left\">{}</td></tr>", l);
  }
  if (!label.empty()) dot.set_html("label", fmt::format("<table border=\"0\" cellspacing=\"2\">{}</table>", label));
  dot.node_default("fontname", "sans-serif");
  dot.node_default("fontsize", "12");
  dot.node_default("fontcolor", ink);
  dot.node_default("margin", "0.12,0.06");
  dot.node_default("penwidth", "1.4");
  dot.edge_default("fontname", "sans-serif");
  dot.edge_default("fontsize", "10");
  dot.edge_default("arrowsize", "0.7");
  dot.edge_default("penwidth", "1.3");
}

void build(DotGraph& dot, const Picture& picture, const KnowledgeGraph& graph, const DrawOptions& options,
           bool labelled) {
  graph_attributes(dot, picture, graph, options, labelled);
  std::vector<Agnode_s*> nodes(graph.entities().size(), nullptr);
  for (const auto& n : picture.nodes) {
    const auto& e = graph.entity(n.entity);
    Agnode_s* node = nodes[model::value(n.entity)] = dot.node(e.id);
    const NodeStyle s = style_of(e.type);
    dot.set_html(node, "label", node_label(n));
    dot.set(node, "shape", s.shape);
    dot.set(node, "style", s.style);
    dot.set(node, "fillcolor", s.fill);
    dot.set(node, "color", s.border);
    dot.set_lines(node, "tooltip", n.tooltip);
  }
  for (std::size_t i = 0; i < picture.edges.size(); ++i) {
    const auto& e = picture.edges[i];
    Agnode_s* tail = nodes[model::value(e.from)];
    Agnode_s* head = nodes[model::value(e.to)];
    if (e.backwards) std::swap(tail, head);
    Agedge_s* edge = dot.edge(tail, head, fmt::format("l{}", i));
    if (labelled) dot.set_html(edge, "label", edge_label(e));
    dot.set(edge, "color", colour_of(e));
    dot.set(edge, "style", line_of(e.status));
    if (e.symmetric || e.backwards) dot.set(edge, "dir", e.symmetric ? "none" : "back");
    if (e.claimed) dot.set(edge, e.backwards ? "arrowtail" : "arrowhead", "empty");
    if (e.count > 1) dot.set(edge, "penwidth", e.count > 4 ? "2.6" : "1.9");
    const std::string said = e.tooltip.empty() ? e.lines.front().text : e.tooltip;
    dot.set_lines(edge, "tooltip", said);
    dot.set_lines(edge, "labeltooltip", said);
  }
}

const char* name_of(PictureFormat format) {
  switch (format) {
    case PictureFormat::Svg:
      return "svg";
    case PictureFormat::Png:
      return "png:cairo";
    case PictureFormat::Pdf:
      return "pdf:cairo";
    case PictureFormat::Dot:
      break;
  }
  return "dot";
}

struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};

Expected<std::string> render(DotGraph& dot, bool labelled, PictureFormat format, const GraphvizScope& scope) {
  const std::unique_ptr<GVC_t, FreeContext> context(gvContext());
  if (context == nullptr) return fail(ErrorCode::Internal, "Graphviz does not start");
  const auto said = [&] { return fmt::format("{}", fmt::join(scope.messages(), "; ")); };
  if (gvLayout(context.get(), dot.get(), labelled ? "dot" : "sfdp") != 0) {
    return fail(ErrorCode::Internal, fmt::format("Graphviz cannot lay the graph out: {}", said()),
                "draw a part of it: --about NAME --depth 1");
  }
  char* data = nullptr;
  unsigned length = 0;
  const bool done = gvRenderData(context.get(), dot.get(), name_of(format), &data, &length) == 0 && data != nullptr;
  std::string out;
  if (done) out.assign(data, length);
  if (data != nullptr) gvFreeRenderData(data);
  gvFreeLayout(context.get(), dot.get());
  if (!done || out.empty()) {
    return fail(ErrorCode::Unsupported, fmt::format("Graphviz cannot make this format: {}", said()),
                "the Debian package graphviz brings the plugins for SVG, PNG and PDF");
  }
  return out;
}

/// Cairo writes the time into a PDF; the same graph must give the same bytes. Same length, so that the file's table of
/// offsets stays right.
void remove_time(std::string& pdf) {
  constexpr std::string_view key = "/CreationDate (D:";
  constexpr std::string_view epoch = "19700101000000";
  const std::size_t at = pdf.rfind(key);
  if (at == std::string::npos || at + key.size() + epoch.size() > pdf.size()) return;
  pdf.replace(at + key.size(), epoch.size(), epoch);
}

}  // namespace

Expected<PictureFormat> picture_format(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::string extension = dot == std::string_view::npos ? "" : base::fold_case(path.substr(dot + 1));
  if (extension == "svg") return PictureFormat::Svg;
  if (extension == "png") return PictureFormat::Png;
  if (extension == "pdf") return PictureFormat::Pdf;
  if (extension == "dot" || extension == "gv") return PictureFormat::Dot;
  return fail(ErrorCode::Usage, fmt::format("'{}' does not end in the name of a picture format", path),
              "pictures are .svg, .png, .pdf or .dot");
}

Expected<ExportReport> draw(const KnowledgeGraph& graph, const schema::Ontology& ontology, const DrawOptions& options,
                            PictureFormat format, Sink& sink) {
  Picture picture = compose(graph, ontology, options);
  const std::size_t lines = picture.edges.size();
  const bool labelled = lines <= most_labelled_edges;
  if (!labelled) {
    DrawOptions plain = options;
    plain.bundle_above = 0;
    picture = compose(graph, ontology, plain);
    for (auto& n : picture.nodes) n.notes.clear();
  }
  if (picture.nodes.size() > most_drawn || picture.edges.size() > most_drawn) {
    return fail(ErrorCode::Limit,
                fmt::format("{} entities and {} lines are more than a picture can show ({})", picture.nodes.size(),
                            picture.edges.size(), most_drawn),
                "draw a part of it: --about NAME --depth 1, --since DATE, --type TYPE");
  }
  ExportReport report;
  report.nodes = picture.nodes.size();
  report.edges = picture.edges.size();
  if (picture.left_out > 0) report.losses.push_back({"entities without a line", picture.left_out});
  if (!labelled) {
    report.hints.push_back(fmt::format(
        "{} lines are too many for labels; --about NAME --depth 1 draws a part with them", picture.edges.size()));
  }
  std::string bytes;
  {
    const GraphvizScope scope;
    DotGraph dot;
    build(dot, picture, graph, options, labelled);
    auto made = format == PictureFormat::Dot ? dot.text(scope) : render(dot, labelled, format, scope);
    if (!made) return tl::make_unexpected(made.error());
    bytes = std::move(*made);
    if (format == PictureFormat::Pdf) remove_time(bytes);
    for (auto& message : scope.messages()) report.hints.push_back("Graphviz: " + message);
  }
  if (auto done = sink.write(bytes); !done) return tl::make_unexpected(done.error());
  if (auto done = sink.finish(); !done) return tl::make_unexpected(done.error());
  return report;
}

}  // namespace entente::exporters
