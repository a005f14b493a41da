// Any text: the words lie in it in order, sentences are bounded, what is written as CoNLL-U reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "graph/base/utf8.h"
#include "src/language/conllu.h"
#include "src/language/print.h"
#include "src/language/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string text = base::repair_utf8({reinterpret_cast<const char*>(data), size});
  const language::Analysis a = language::segment(text);
  std::uint32_t at = 0;
  for (const language::Sentence& s : a.sentences) {
    if (s.words.empty() || s.words.size() > language::max_sentence_words) std::abort();
    for (const language::Word& w : s.words) {
      if (w.span.begin < at || w.span.end <= w.span.begin || w.span.end > text.size()) std::abort();
      at = w.span.end;
    }
    if (!language::check_tree(s).empty()) std::abort();
  }
  const std::string written = language::write_conllu(text, a);
  const auto again = language::read_conllu(written, text, "written");
  if (!again || language::write_conllu(text, *again) != written) std::abort();
  language::print_analysis(text, a);
  return 0;
}
