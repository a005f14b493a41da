#pragma once

#include "src/extraction/frames.h"
#include "src/extraction/mentions.h"

namespace entente::extraction {

/// Finds the event statements of a document (who did what to whom, whether, when, where, says who), the Measures and
/// Agreements that they need, and what those target and concern. Const and thread-safe after construction; the frames
/// and the ontology must outlive it.
class RelationFinder {
 public:
  RelationFinder(const FrameSet& frames, const schema::Ontology& ontology) : frames_(frames), ontology_(ontology) {}

  /// Adds to `record`, whose document and entities are set: `mentions` speaks of these entities. `holders` gives for an
  /// entity whom it acts for (a person's country by post), so that "Trump's tariffs" and "US tariffs" are one measure.
  /// Equal statements are united with all their evidence. O(words).
  void add_statements(const Mentions& mentions, const language::Analysis& analysis,
                      const std::vector<std::optional<model::LocalIndex>>& holders,
                      model::DocumentRecord& record) const;

 private:
  const FrameSet& frames_;
  const schema::Ontology& ontology_;
};

/// Puts statements that say the same together: equal ends (either way round for symmetric types), type and status, and
/// dates and places of which one is unknown or the other agrees. Evidence is joined, sorted and without repeats; the
/// confidence is that of independent witnesses, at most 0.99. The order of the first of each is kept.
void unite_statements(const schema::Ontology& ontology, std::vector<model::StatementRecord>& statements);

}  // namespace entente::extraction
