// Text on standard input to CoNLL-U on standard output, for the quality scripts:
//   analyze_tool segment < TEXT
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "graph/base/utf8.h"
#include "src/language/conllu.h"
#include "src/language/tokenizer.h"

int main(int argc, char** /*argv*/) {
  using namespace entente;
  if (argc < 2) {
    std::fputs("usage: analyze_tool segment < TEXT\n", stderr);
    return 2;
  }
  const std::string text =
      base::repair_utf8(std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()));
  const language::Analysis analysis = language::segment(text);
  const std::string out = language::write_conllu(text, analysis);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
