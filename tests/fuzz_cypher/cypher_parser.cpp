#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "queries/cypher/parser.h"
#include "queries/cypher/token.h"

/// Whatever comes in, the parser gives a tree or an error with a place inside the text; tokens follow each other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente::queries;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = parse(text);
  if (!tree) {
    const auto& error = tree.error();
    if (error.message.empty() || error.detail.empty() || error.span.end > size) std::abort();
    (void)to_base_error(error, text);
    return 0;
  }
  std::uint32_t end = 0;
  for (const auto& token : tokenize(text)) {
    if (token.span.begin < end || token.span.end < token.span.begin || token.span.end > size) std::abort();
    end = token.span.end;
  }
  return 0;
}
