#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/base/error.h"

/// An HTML page as a flat tree: libxml2's tolerant parser feeds it, nothing walks it recursively.
namespace entente::articles {

inline constexpr std::size_t page_size_limit = std::size_t{16} << 20U;  ///< bytes of one page
inline constexpr std::size_t page_depth_limit = 512;                    ///< elements open at once

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFU;

struct PageNode {
  std::string name;  ///< lower case; "" for text
  std::string text;  ///< of a text node
  std::vector<std::pair<std::string, std::string>> attributes;
  NodeId parent = no_node;
  NodeId first_child = no_node;
  NodeId last_child = no_node;
  NodeId next = no_node;  ///< the sibling behind it
  NodeId end = no_node;   ///< one behind the last node below it: the subtree is [id, end)
  bool is_text() const { return name.empty(); }
  /// The value of the attribute, or "".
  std::string_view attribute(std::string_view key) const;
};

/// Nodes in document order; node 0 is a root above everything.
class PageTree {
 public:
  /// `html` is valid UTF-8; a character set that it declares is not looked at. Errors: Limit for the two limits above.
  /// Time and memory are linear in the page's size, for any nesting and any markup.
  static base::Expected<PageTree> parse(std::string_view html);

  const std::vector<PageNode>& nodes() const { return nodes_; }
  const PageNode& operator[](NodeId id) const { return nodes_[id]; }
  /// The contents of the page's <script type="application/ld+json">, as they stand.
  const std::vector<std::string>& json_ld() const { return json_ld_; }
  /// All text below the node, as it stands.
  std::string text_of(NodeId id) const;
  /// The first element of that name below `from`, or no_node.
  NodeId find(std::string_view name, NodeId from = 0) const;

 private:
  friend class PageBuilder;
  std::vector<PageNode> nodes_;
  std::vector<std::string> json_ld_;
};

}  // namespace entente::articles
