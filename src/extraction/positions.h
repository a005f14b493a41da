#pragma once

#include <vector>

#include "graph/model/records.h"
#include "src/extraction/mentions.h"

namespace entente::extraction {

/// What names and titles say by themselves: HOLDS_POSITION (title, former), PART_OF, MEMBER_OF, LOCATED_IN. One
/// statement for subject, type, object, title and former, with every sentence that bears it out as evidence, in text
/// order. Posts whose holder is not known give none.
std::vector<model::StatementRecord> find_positions(const model::Document& document, const language::Analysis& analysis,
                                                   const Mentions& mentions);

}  // namespace entente::extraction
