#pragma once

#include <string>
#include <vector>

#include "graph/model/records.h"
#include "graph/schema/ontology.h"

namespace entente::store {

/// Every invariant of one record, as `model/records.h` states them: one sentence for each thing that is wrong, with the
/// document's key in front, added to `problems`.
void check_record(const model::DocumentRecord& record, const schema::Ontology& ontology,
                  std::vector<std::string>& problems);

}  // namespace entente::store
