// Anything as CoNLL-U: it is refused with a line, or it reads and writes the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "src/language/conllu.h"
#include "src/language/print.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = language::read_conllu(bytes, "fuzz");
  if (!read) {
    if (read.error().message.empty() || !read.error().location || read.error().location->line == 0) std::abort();
    return 0;
  }
  for (const language::Sentence& s : read->analysis.sentences) {
    if (!language::check_tree(s).empty()) std::abort();
  }
  language::print_analysis(read->text, read->analysis);
  language::write_conllu(read->text, read->analysis);
  const auto over = language::read_conllu(bytes, read->text, "fuzz");
  if (over) language::write_conllu(read->text, *over);
  return 0;
}
