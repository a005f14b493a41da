#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "src/articles/page_tree.h"

/// The running text of a page.
namespace entente::articles {

/// The article's paragraphs, joined by empty lines, white space collapsed, without navigation, captions, teasers,
/// comments and forms; "" where the page has no running text. Scores blocks by their sentences and hands the score to
/// what encloses them, as Readability does; falls back to every block that is no list of links. O(page). Headlines
/// (`<h1>`) and headings that repeat `title` are left out.
std::string article_text(const PageTree& page, std::string_view title);

/// All text of a fragment, its blocks joined by empty lines: for markup inside feeds and JSON.
std::string fragment_text(const PageTree& page);
/// The same from markup. Errors as PageTree::parse.
base::Expected<std::string> fragment_text(std::string_view html);

/// True where the text is evidently HTML: it has a closing tag or a break, or begins with a tag.
bool looks_like_markup(std::string_view text);

/// White space of any kind collapsed to one blank, trimmed, control characters dropped.
std::string collapse(std::string_view text);

}  // namespace entente::articles
