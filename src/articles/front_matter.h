#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The block of `key: value` lines between two lines `---` that a text or Markdown file may begin with.
namespace entente::articles {

struct FrontMatterField {
  std::string key;  ///< one word in lower case, '-' as '_'
  std::string value;
  std::size_t line = 0;
};

struct FrontMatter {
  std::vector<FrontMatterField> fields;
  std::size_t body = 0;  ///< byte offset of the text behind the block; 0 where there is no block
};

/// Reads the block, if there is one: the first line is `---`, each line up to `---` or `...` within 64 KiB is a field,
/// a comment (`#`), a list item or the indented continuation of a field. Anything else is text that happens to begin
/// with a rule. Values lose their quotes; of lists nothing is kept. Line ends may be LF, CRLF or CR.
FrontMatter read_front_matter(std::string_view text);

}  // namespace entente::articles
