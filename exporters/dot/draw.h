#pragma once

#include <string_view>

#include "exporters/dot/picture.h"
#include "exporters/exporter.h"

/// Pictures of a graph for people, laid out by Graphviz.
namespace entente::exporters {

enum class PictureFormat : std::uint8_t { Svg, Png, Pdf, Dot };

/// By the extension of a file name (".svg"). Error: Usage with the formats there are.
base::Expected<PictureFormat> picture_format(std::string_view path);

/// Draws the graph: left to right, one shape and colour for each entity type (Okabe and Ito's palette, which
/// colour-blind readers can tell apart), one line for each subject, relation, object and status with its count and
/// dates, planned lines dashed, possible ones dotted, denied ones dashed in dark red, sentences as tooltips (SVG), a
/// legend.
///
/// Up to 500 lines are laid out in ranks with labels; more are laid out by forces (sfdp) without labels, which a hint
/// in the report says. At most 20,000 entities and lines: error Limit. Other errors: those of the sink; Unsupported if
/// Graphviz lacks the plugin for the format; Internal if layout fails. Thread-safe, but only one drawing at a time is
/// made.
base::Expected<ExportReport> draw(const graph::KnowledgeGraph& graph, const schema::Ontology& ontology,
                                  const DrawOptions& options, PictureFormat format, Sink& sink);

}  // namespace entente::exporters
