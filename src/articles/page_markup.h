#pragma once

#include <string>
#include <string_view>
#include <vector>

/// One pass over a page's markup before the parser sees it.
namespace entente::articles {

inline constexpr std::size_t page_attribute_limit = 64;  ///< attributes of one element; further ones are dropped

struct PageMarkup {
  std::string html;                  ///< the page in regular form
  std::vector<std::string> json_ld;  ///< contents of <script type="application/ld+json">
};

/// Brings HTML into a form that libxml2 parses in linear time and without surprises: names in lower case, attributes
/// quoted, each at most once and at most 64 of them, no comments, no declarations, no scripts and styles; a `<` that
/// begins no tag is escaped. Divides the page into tags and text as the HTML standard does (13.2.5), with unclosed
/// quotes, comments and scripts reaching to the end. O(length), whatever the markup. Character references stay as they
/// are.
PageMarkup regular_markup(std::string_view html);

}  // namespace entente::articles
