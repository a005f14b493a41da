#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/articles/page_tree.h"

namespace entente::articles {

/// A run of text that a page shows as one block.
struct Block {
  std::string text;          ///< white space collapsed; a line feed for a single <br>
  std::size_t length = 0;    ///< bytes
  std::size_t in_links = 0;  ///< bytes of it inside <a>
  NodeId node = 0;           ///< the block element that it stands in
  NodeId first_text = 0;     ///< its first text node
  double link_density() const { return length == 0 ? 0 : static_cast<double>(in_links) / static_cast<double>(length); }
};

/// The blocks below `from` in page order, without what lies under a node marked in `dropped` (one flag a node).
std::vector<Block> blocks_of(const PageTree& page, NodeId from, const std::vector<bool>& dropped);

/// Elements that never hold article text: scripts, navigation, forms' controls, figures, hidden ones.
bool is_never_text(const PageNode& node);
/// Elements whose class or id says that they are about the page, not the article: comments, sharing, related links …
bool is_unlikely(const PageNode& node);
/// Elements whose class or id speaks for an article body.
bool is_likely(const PageNode& node);
bool is_heading(const PageNode& node);

}  // namespace entente::articles
