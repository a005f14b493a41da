#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/schema/ontology.h"
#include "src/extraction/matcher_actors.h"
#include "src/extraction/measures.h"

/// Frames over one sentence's tree: which relations its words state between which entities.
namespace entente::extraction {

/// A Measure as one end of a match or as its means, before it becomes an entity of the document.
struct MeasureUse {
  std::string kind;
  std::optional<Filler> imposer;
  std::optional<Filler> target;
  WordIndex word = 0;
  WordList topics;
};

/// One relation that a frame found. Either `object` or `object_measure` is set, or (for a described accord) the head
/// word of the Agreement.
struct Match {
  std::string relation;
  WordIndex trigger = 0;
  Filler subject;
  std::optional<Filler> object;
  std::optional<MeasureUse> object_measure;
  std::optional<WordIndex> object_agreement;
  std::optional<MeasureUse> means;  ///< the measure it was done by ("retaliated with tariffs")
  WordList topics;                  ///< heads of what it was about
  std::optional<schema::Status> status;
  double confidence = 0.0;
};

/// Confidence of a match: the frame's own figure (0.9 unless its line says otherwise), times 0.95 for each end that is
/// no name, times the fillers' weights, times 0.75 where the subject was taken from the surrounding clause.
class Matcher {
 public:
  Matcher(const FrameSet& frames, const schema::Ontology& ontology) : frames_(frames), ontology_(ontology) {}
  /// All matches of one sentence, by trigger. `before`: who acted in the sentence before, if anyone. O(words * frames
  /// of their lemmas).
  std::vector<Match> match(const Tree& tree, const Actors& actors,
                           std::optional<model::LocalIndex> before = std::nullopt) const;

 private:
  const FrameSet& frames_;
  const schema::Ontology& ontology_;
};

}  // namespace entente::extraction
