#pragma once

#include <string>
#include <vector>

#include "graph/property_graph.h"
#include "graph/schema/ontology.h"

/// What a picture of the graph shows: the graph as an analyst would draw it, before anything is laid out.
namespace entente::exporters {

struct DrawOptions {
  std::string title;
  bool legend = true;
  /// Posts (HOLDS_POSITION), the country of a body (PART_OF) and of a place (LOCATED_IN) as a second line of the label
  /// instead of edges; no TARGETS of a measure that an event names, whose name says it; no structural edge of a subject
  /// that takes part in no event, unless there are no events at all.
  bool fold_structure = true;
  /// Where more relations than this connect two entities, those of the same direction, tone and status become one line
  /// that lists them. 0: every line of a picture without labels is so.
  std::size_t bundle_above = 4;
};

/// How a line is coloured.
enum class Tone : std::uint8_t {
  Cooperation,  ///< CONSULT, AGREE, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT
  Conflict,     ///< every other PLOVER class
  Structure     ///< TARGETS, PART_OF …
};

struct PictureNode {
  model::EntityIndex entity{};
  std::string name;                ///< at most 80 code points
  std::vector<std::string> notes;  ///< "Commerce Secretary, United States"; at most 3
  std::string tooltip;
};

struct PictureLine {
  std::string text;
  bool minor = false;  ///< set smaller
  friend bool operator==(const PictureLine&, const PictureLine&) = default;
};

/// All statements of one subject, relation, object and status, said by the text itself or by others; or a bundle of
/// such.
struct PictureEdge {
  model::EntityIndex from{};
  model::EntityIndex to{};
  std::string type;  ///< "" for a bundle
  schema::Status status = schema::Status::Happened;
  bool claimed = false;
  bool symmetric = false;
  bool backwards = false;  ///< laid out from `to` to `from`, so that not everything stands on one side of a hub
  Tone tone = Tone::Cooperation;
  std::size_t count = 0;
  std::vector<PictureLine> lines;  ///< "met with ×3", "2023-08-28 – 2025-05-12", "claimed by Jamieson Greer"
  std::string tooltip;             ///< the sentences
};

struct Picture {
  std::vector<PictureNode> nodes;  ///< those with an edge, in the graph's order; all if no entity has one
  std::vector<PictureEdge> edges;  ///< in the order of ends, type and status
  std::size_t left_out = 0;        ///< entities without a line
};

Picture compose(const graph::KnowledgeGraph& graph, const schema::Ontology& ontology, const DrawOptions& options);

}  // namespace entente::exporters
