#include "src/articles/page_content.h"

#include <algorithm>
#include <map>

#include "graph/base/utf8.h"
#include "src/articles/page_blocks.h"

namespace entente::articles {
namespace {

constexpr std::size_t shortest_sentence = 25;  ///< bytes: shorter blocks say nothing about where the article is
constexpr std::size_t enough_text = 200;       ///< bytes: below, a choice is not trusted
constexpr int levels_above = 5;

std::string join(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& b : blocks) {
    if (!out.empty()) out += "\n\n";
    out += b.text;
  }
  return out;
}

std::size_t total(const std::vector<Block>& blocks) {
  std::size_t n = 0;
  for (const Block& b : blocks) n += b.length - b.in_links;
  return n;
}

/// What a block that ends like this is: prose, or a label.
bool ends_sentence(std::string_view text) {
  static constexpr std::string_view ends = ".!?:;\"')";
  if (!text.empty() && ends.find(text.back()) != std::string_view::npos) return true;
  for (const std::string_view mark : {"”", "’", "…", "»"}) {
    if (text.size() >= mark.size() && text.substr(text.size() - mark.size()) == mark) return true;
  }
  return false;
}

class Extraction {
 public:
  Extraction(const PageTree& page, std::string_view title) : page_(page), title_(base::fold_for_comparison(title)) {
    body_ = page.find("body");
    if (body_ == no_node) body_ = 0;
    dropped_.assign(page.nodes().size(), false);
    for (NodeId i = 0; i < page.nodes().size(); ++i) dropped_[i] = i != body_ && is_never_text(page[i]);
    everything_ = blocks_of(page, body_, dropped_);
  }

  std::string run() {
    drop_unlikely();
    std::vector<Block> chosen = clean(choose());
    if (total(chosen) >= enough_text) return join(chosen);
    // Too little: every block that is more than links, then whatever there is.
    std::vector<Block> prose;
    for (const Block& b : everything_) {
      if (b.length >= shortest_sentence && b.link_density() < 0.5) prose.push_back(b);
    }
    prose = clean(std::move(prose));
    if (total(prose) > total(chosen)) chosen = std::move(prose);
    return chosen.empty() ? join(everything_) : join(chosen);
  }

 private:
  /// Text outside links below each node, as prefix sums over the page's order.
  std::vector<std::size_t> prefix_sums(const std::vector<Block>& blocks, bool links) const {
    std::vector<std::size_t> sums(page_.nodes().size() + 1, 0);
    for (const Block& b : blocks) sums[b.first_text + 1] += links ? b.in_links : b.length - b.in_links;
    for (std::size_t i = 1; i < sums.size(); ++i) sums[i] += sums[i - 1];
    return sums;
  }

  std::size_t below(const std::vector<std::size_t>& sums, NodeId id) const { return sums[page_[id].end] - sums[id]; }

  /// A part that calls itself a sidebar goes, but not one that holds most of the page's text; nor does a form go that
  /// wraps the whole page.
  void drop_unlikely() {
    const auto sums = prefix_sums(everything_, false);
    const std::size_t all = sums.back();
    for (NodeId i = 0; i < page_.nodes().size();) {
      const PageNode& node = page_[i];
      const bool candidate = !node.is_text() && i != body_ && node.name != "html" && node.name != "article" &&
                             node.name != "main" && (node.name == "form" || is_unlikely(node));
      if (candidate && !dropped_[i] && below(sums, i) * 100 <= all * 35) dropped_[i] = true;
      i = dropped_[i] ? node.end : i + 1;
    }
    blocks_ = blocks_of(page_, body_, dropped_);
    text_ = prefix_sums(blocks_, false);
    links_ = prefix_sums(blocks_, true);
    prose_.assign(page_.nodes().size() + 1, 0);
    for (const Block& b : blocks_) {
      if (b.length >= 80 && b.link_density() < 0.3 && ends_sentence(b.text)) prose_[b.first_text + 1] += b.length;
    }
    for (std::size_t i = 1; i < prose_.size(); ++i) prose_[i] += prose_[i - 1];
  }

  double link_density(NodeId id) const {
    const auto text = static_cast<double>(below(text_, id));
    const auto links = static_cast<double>(below(links_, id));
    return text + links == 0 ? 0 : links / (text + links);
  }

  double tag_score(NodeId id) const {
    const PageNode& node = page_[id];
    double score = 0;
    if (node.name == "article" || node.name == "main") score = 10;
    if (node.name == "div" || node.name == "section") score = 5;
    if (node.name == "pre" || node.name == "td" || node.name == "blockquote") score = 3;
    if (node.name == "ul" || node.name == "ol" || node.name == "li" || node.name == "dl" || node.name == "form")
      score = -3;
    if (is_heading(node) || node.name == "th") score = -5;
    if (is_likely(node)) score += 25;
    if (is_unlikely(node)) score -= 25;
    return score;
  }

  /// The elements whose text is the article.
  std::vector<NodeId> select() {
    std::vector<NodeId> marked;
    for (NodeId i = 0; i < page_.nodes().size(); ++i) {
      if (page_[i].attribute("itemprop") != "articleBody" || dropped_[i]) continue;
      if (marked.empty() || page_[marked.back()].end <= i) marked.push_back(i);
    }
    std::size_t marked_text = 0;
    for (const NodeId id : marked) marked_text += below(text_, id);
    if (marked_text >= enough_text) return marked;

    const NodeId scope = only_article();
    std::map<NodeId, double> scores;
    for (const Block& b : blocks_) {
      if (b.length < shortest_sentence || b.node < scope || b.node >= page_[scope].end) continue;
      const auto commas = std::count(b.text.begin(), b.text.end(), ',');
      const double score = 1 + static_cast<double>(commas) + std::min(static_cast<double>(b.length) / 100.0, 3.0);
      NodeId up = page_[b.node].name == "p" || page_[b.node].name == "li" ? page_[b.node].parent : b.node;
      for (int level = 0; level < levels_above && up != no_node && up >= scope; ++level, up = page_[up].parent) {
        const auto [at, is_new] = scores.emplace(up, 0);
        if (is_new) at->second = tag_score(up);
        at->second += score / (level == 0 ? 1.0 : level == 1 ? 2.0 : level * 3.0);
      }
    }
    NodeId best = no_node;
    for (auto& [id, score] : scores) {
      score *= 1 - link_density(id);
      if (best == no_node || score > scores[best]) best = id;
    }
    if (best == no_node) return {};
    const NodeId whole = widened(best, scope);
    return whole == best ? with_relatives(best, scores) : std::vector<NodeId>{whole};
  }

  /// The page's one <article> or <main> with text enough, else its body.
  NodeId only_article() const {
    for (const std::string_view name : {"article", "main"}) {
      NodeId found = no_node;
      std::size_t count = 0;
      for (NodeId i = body_; i < page_[body_].end; ++i) {
        if (page_[i].name != name || below(text_, i) < enough_text) continue;
        if (found != no_node && page_[found].end > i) continue;  // nested
        found = i;
        ++count;
      }
      if (count == 1) return found;
    }
    return body_;
  }

  /// The ancestor that holds clearly more prose and adds little else: articles divided into sections.
  NodeId widened(NodeId best, NodeId scope) const {
    const auto all = [&](NodeId id) { return static_cast<double>(below(text_, id) + below(links_, id)); };
    const auto prose = [&](NodeId id) { return static_cast<double>(below(prose_, id)); };
    NodeId chosen = best;
    for (NodeId up = page_[best].parent; up != no_node && up >= scope; up = page_[up].parent) {
      const double more = prose(up) - prose(chosen);
      if (more >= 0.2 * prose(chosen) && more >= 0.5 * (all(up) - all(chosen))) chosen = up;
    }
    return chosen;
  }

  /// Siblings that score too, and parts of the same class under other parents: articles cut up by advertisements.
  std::vector<NodeId> with_relatives(NodeId best, const std::map<NodeId, double>& scores) const {
    const double bar = std::max(10.0, scores.at(best) * 0.2);
    const NodeId parent = page_[best].parent;
    const NodeId grandparent = parent == no_node ? no_node : page_[parent].parent;
    const std::string_view kind = page_[best].attribute("class");
    std::vector<NodeId> out;
    for (const auto& [id, score] : scores) {
      const NodeId up = page_[id].parent;
      const bool sibling = up != no_node && up == parent;
      const bool cousin = !kind.empty() && page_[id].attribute("class") == kind && up != no_node &&
                          grandparent != no_node && page_[up].parent == grandparent;
      if (id == best || ((sibling || cousin) && score >= bar && link_density(id) < 0.3)) out.push_back(id);
    }
    // Paragraphs that stand right beside the best element.
    if (parent != no_node) {
      for (NodeId id = page_[parent].first_child; id != no_node; id = page_[id].next) {
        if (page_[id].name == "p" && below(text_, id) > 80 && link_density(id) < 0.25) out.push_back(id);
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  std::vector<Block> choose() {
    const std::vector<NodeId> chosen = select();
    std::vector<bool> covered(page_.nodes().size(), false);
    for (const NodeId id : chosen) {
      if (covered[id]) continue;
      std::fill(covered.begin() + id, covered.begin() + page_[id].end, true);
    }
    std::vector<Block> out;
    for (const Block& b : blocks_) {
      if (covered[b.first_text]) out.push_back(b);
    }
    return out;
  }

  bool is_label(const Block& b) const {
    const PageNode& node = page_[b.node];
    const double links = b.link_density();
    if (links > 0.5 && b.length < 300) return true;
    if (node.name == "li" && links > 0.4) return true;
    if (node.name == "h1") return true;  // the headline
    if (is_heading(node)) return !title_.empty() && base::fold_for_comparison(b.text) == title_;
    return b.length < shortest_sentence && !ends_sentence(b.text) && node.name != "li" && node.name != "blockquote";
  }

  std::vector<Block> clean(std::vector<Block> blocks) const {
    std::vector<Block> out;
    for (Block& b : blocks) {
      if (is_label(b)) continue;
      if (!out.empty() && out.back().text == b.text) continue;
      out.push_back(std::move(b));
    }
    while (!out.empty() && is_heading(page_[out.back().node])) out.pop_back();  // "More stories"
    return out;
  }

  const PageTree& page_;
  std::string title_;
  NodeId body_ = 0;
  std::vector<bool> dropped_;
  std::vector<Block> everything_;
  std::vector<Block> blocks_;
  std::vector<std::size_t> text_;
  std::vector<std::size_t> links_;
  std::vector<std::size_t> prose_;
};

}  // namespace

std::string article_text(const PageTree& page, std::string_view title) {
  return Extraction(page, title).run();
}

std::string fragment_text(const PageTree& page) {
  return join(blocks_of(page, 0, std::vector<bool>(page.nodes().size(), false)));
}

base::Expected<std::string> fragment_text(std::string_view html) {
  const auto page = PageTree::parse(html);
  if (!page) return tl::make_unexpected(page.error());
  return fragment_text(*page);
}

bool looks_like_markup(std::string_view text) {
  const auto closing = text.find("</");
  if (closing != std::string_view::npos && text.find('>', closing) != std::string_view::npos) return true;
  return text.find("<br") != std::string_view::npos || text.find("<p>") != std::string_view::npos;
}

}  // namespace entente::articles
