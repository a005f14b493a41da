#include "src/articles/page_blocks.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "graph/base/utf8.h"
#include "src/articles/page_content.h"

namespace entente::articles {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool is_block(const PageNode& node) {
  static constexpr std::array<std::string_view, 46> blocks{
      "#root",  "address", "article", "aside", "blockquote", "body",     "caption",    "center",  "dd",     "details",
      "dialog", "dir",     "div",     "dl",    "dt",         "fieldset", "figcaption", "figure",  "footer", "form",
      "h1",     "h2",      "h3",      "h4",    "h5",         "h6",       "head",       "header",  "hr",     "html",
      "li",     "main",    "nav",     "ol",    "p",          "pre",      "section",    "summary", "table",  "tbody",
      "td",     "tfoot",   "th",      "thead", "tr",         "ul"};
  static_assert(std::is_sorted(blocks.begin(), blocks.end()));
  return among(blocks, node.name);
}

std::string words_of(const PageNode& node) {
  std::string words(node.attribute("class"));
  words += ' ';
  words += node.attribute("id");
  for (char& c : words) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words;
}

template <std::size_t N>
bool has_any(std::string_view words, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return words.find(part) != std::string_view::npos; });
}

/// Collects one block.
class Collector {
 public:
  void text(std::string_view piece, NodeId node, bool in_link) {
    for (std::size_t i = 0; i < piece.size();) {
      const std::size_t begin = i;
      const char32_t c = base::next_code_point(piece, i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xA0) {
        blank_ = !block_.text.empty();
        continue;
      }
      if (c < 0x20 || c == 0x7F || c == 0xAD || c == 0xFEFF || c == 0x200B) continue;
      if (block_.text.empty()) block_.first_text = node;
      if (blank_ && block_.text.back() != '\n') put(" ", in_link);
      blank_ = false;
      breaks_ = 0;
      put(piece.substr(begin, i - begin), in_link);
    }
  }

  void line_break(std::vector<Block>& out, NodeId block) {
    if (++breaks_ > 1) return flush(out, block);
    if (!block_.text.empty() && block_.text.back() != '\n') put("\n", false);
    blank_ = false;
  }

  void flush(std::vector<Block>& out, NodeId block) {
    while (!block_.text.empty() && block_.text.back() == '\n') block_.text.pop_back();
    if (!block_.text.empty()) {
      block_.length = block_.text.size();
      block_.in_links = std::min(block_.in_links, block_.length);
      block_.node = block;
      out.push_back(std::move(block_));
    }
    block_ = {};
    blank_ = false;
    breaks_ = 0;
  }

 private:
  void put(std::string_view piece, bool in_link) {
    block_.text += piece;
    if (in_link) block_.in_links += piece.size();
  }

  Block block_;
  bool blank_ = false;
  int breaks_ = 0;
};

}  // namespace

std::vector<Block> blocks_of(const PageTree& page, NodeId from, const std::vector<bool>& dropped) {
  std::vector<Block> out;
  Collector collector;
  std::vector<NodeId> open;  // block elements around the place
  NodeId link_end = 0;
  for (NodeId i = from; i < page[from].end;) {
    while (!open.empty() && page[open.back()].end <= i) {
      collector.flush(out, open.back());
      open.pop_back();
    }
    const PageNode& node = page[i];
    if (dropped[i]) {
      if (is_block(node)) collector.flush(out, open.empty() ? from : open.back());
      i = node.end;
      continue;
    }
    if (node.is_text()) {
      collector.text(node.text, i, i < link_end);
    } else if (is_block(node)) {
      collector.flush(out, open.empty() ? from : open.back());
      open.push_back(i);
    } else if (node.name == "br") {
      collector.line_break(out, open.empty() ? from : open.back());
    } else if (node.name == "a") {
      link_end = std::max(link_end, node.end);
    }
    ++i;
  }
  collector.flush(out, open.empty() ? from : open.back());
  return out;
}

bool is_never_text(const PageNode& node) {
  static constexpr std::array<std::string_view, 31> never{
      "applet",     "aside",  "audio",  "button", "canvas",   "datalist", "dialog", "embed",
      "figcaption", "figure", "footer", "frame",  "frameset", "head",     "header", "iframe",
      "input",      "map",    "menu",   "meter",  "nav",      "noscript", "object", "progress",
      "script",     "select", "style",  "svg",    "template", "textarea", "video"};
  static_assert(std::is_sorted(never.begin(), never.end()));
  if (among(never, node.name)) return true;
  if (node.attributes.empty()) return false;
  static constexpr std::array<std::string_view, 11> roles{"alert",       "alertdialog", "banner", "complementary",
                                                          "contentinfo", "dialog",      "menu",   "menubar",
                                                          "navigation",  "search",      "toolbar"};
  if (among(roles, node.attribute("role"))) return true;
  if (node.attribute("aria-hidden") == "true") return true;
  for (const auto& [key, value] : node.attributes) {
    if (key == "hidden") return true;
    if (key != "style") continue;
    std::string style(value);
    style.erase(std::remove_if(style.begin(), style.end(), [](unsigned char c) { return std::isspace(c) != 0; }),
                style.end());
    if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos)
      return true;
  }
  return false;
}

bool is_unlikely(const PageNode& node) {
  static constexpr std::array<std::string_view, 69> parts{
      "comment",    "share",      "sharing",        "social",     "related",  "recirc",
      "promo",      "newsletter", "subscri",        "signup",     "sign-up",  "sidebar",
      "side-bar",   "footer",     "masthead",       "breadcrumb", "cookie",   "consent",
      "gdpr",       "advert",     "ad-slot",        "ad-unit",    "adslot",   "-ads",
      "ads-",       "sponsor",    "popup",          "pop-up",     "modal",    "banner",
      "toolbar",    "outbrain",   "taboola",        "paginat",    "pager",    "navbar",
      "navigation", "nav-",       "-nav",           "byline",     "by-line",  "author",
      "timestamp",  "caption",    "credit",         "most-read",  "mostread", "most-popular",
      "trending",   "recommend",  "read-more",      "readmore",   "more-on",  "more-from",
      "tag-list",   "disclaimer", "copyright",      "login",      "disqus",   "teaser",
      "see-also",   "infobox",    "navbox",         "reflist",    "donat",    "correction-form",
      "feedback",   "print-only", "visually-hidden"};
  return !node.attributes.empty() && has_any(words_of(node), parts);
}

bool is_likely(const PageNode& node) {
  static constexpr std::array<std::string_view, 9> parts{"article", "body",  "content", "entry", "main",
                                                         "post",    "story", "text",    "prose"};
  return !node.attributes.empty() && has_any(words_of(node), parts);
}

bool is_heading(const PageNode& node) {
  return node.name.size() == 2 && node.name[0] == 'h' && node.name[1] >= '1' && node.name[1] <= '6';
}

std::string collapse(std::string_view text) {
  Collector collector;
  collector.text(text, 0, false);
  std::vector<Block> out;
  collector.flush(out, 0);
  return out.empty() ? std::string{} : std::move(out[0].text);
}

}  // namespace entente::articles
