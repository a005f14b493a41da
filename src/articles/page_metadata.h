#pragma once

#include <string>
#include <string_view>

#include "graph/model/records.h"
#include "src/articles/page_tree.h"

/// What a page says about itself.
namespace entente::articles {

struct PageMetadata {
  std::string title;
  base::Date date;
  model::DateOrigin date_origin = model::DateOrigin::None;
  std::string source;
  std::string url;
  std::string language;
  std::string body;  ///< JSON-LD's articleBody; may be a teaser only
};

/// From, in this order: JSON-LD (schema.org NewsArticle and its relatives), `<meta>` (Open Graph, article:, Dublin Core
/// and what publishers use), then the page (`<time>`, elements whose class speaks of a date, the address). JSON-LD that
/// does not parse is passed over.
PageMetadata page_metadata(const PageTree& page);

/// Character references ("&amp;") resolved, white space collapsed.
std::string plain(std::string_view text);

}  // namespace entente::articles
