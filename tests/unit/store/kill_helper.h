#pragma once

#include <fmt/format.h>

#include "tests/support/records.h"

namespace entente::test {

/// The documents that the helper adds one by one; large enough that a commit writes several pages.
inline model::DocumentRecord numbered_document(unsigned i) {
  RecordBuilder b(fmt::format("document{:05}.txt", i), "2024-05-01");
  const auto x = b.person(fmt::format("Anna Number{}", i));
  const auto y = b.country("United States", "US");
  b.statement(x, "CRITICIZED", y, fmt::format("Anna Number{} criticised the United States.", i));
  for (unsigned line = 0; line < 200; ++line)
    b->document.text += fmt::format("Line {} of document {} – more text.\n", line, i);
  return *b;
}

}  // namespace entente::test
