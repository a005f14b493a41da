#include "src/articles/page_tree.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "graph/base/utf8.h"
#include "src/articles/page_markup.h"

namespace entente::articles {

std::string_view PageNode::attribute(std::string_view key) const {
  for (const auto& [k, v] : attributes) {
    if (k == key) return v;
  }
  return {};
}

std::string PageTree::text_of(NodeId id) const {
  std::string out;
  for (NodeId i = id; i < nodes_[id].end; ++i) out += nodes_[i].text;
  return out;
}

NodeId PageTree::find(std::string_view name, NodeId from) const {
  for (NodeId i = from; i < nodes_[from].end; ++i) {
    if (nodes_[i].name == name) return i;
  }
  return no_node;
}

namespace {

std::string_view view(const xmlChar* s) {
  return s == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(s));
}

}  // namespace

/// Receives libxml2's events. The library's own tree builder is not used: it would free and copy deep trees its own
/// way.
class PageBuilder {
 public:
  explicit PageBuilder(PageTree& tree) : tree_(tree) {
    tree_.nodes_.emplace_back();
    tree_.nodes_[0].name = "#root";
    open_.push_back(0);
  }

  void parse(std::string_view html) {
    const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> context(htmlNewParserCtxt(),
                                                                               &htmlFreeParserCtxt);
    htmlSAXHandler handler{};
    handler.startElement = &PageBuilder::on_start;
    handler.endElement = &PageBuilder::on_end;
    handler.characters = &PageBuilder::on_text;
    handler.ignorableWhitespace = &PageBuilder::on_text;
    handler.cdataBlock = &PageBuilder::on_text;
    handler.initialized = 1;
    *context->sax = handler;
    context->userData = this;
    context_ = context.get();
    // No HUGE option: the library's own limits stay on. The character set is settled before.
    htmlCtxtReadMemory(
        context.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    while (!open_.empty()) close();
  }

  bool too_deep() const { return too_deep_; }

 private:
  static PageBuilder& self(void* data) { return *static_cast<PageBuilder*>(data); }
  static void on_start(void* data, const xmlChar* name, const xmlChar** attributes) {
    self(data).start(view(name), attributes);
  }
  static void on_end(void* data, const xmlChar* name) { self(data).end(view(name)); }
  static void on_text(void* data, const xmlChar* text, int length) {
    self(data).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
  }

  NodeId append(PageNode node) {
    const auto id = static_cast<NodeId>(tree_.nodes_.size());
    node.parent = open_.back();
    PageNode& parent = tree_.nodes_[node.parent];
    if (parent.first_child == no_node) {
      parent.first_child = id;
    } else {
      tree_.nodes_[parent.last_child].next = id;
    }
    parent.last_child = id;
    node.end = id + 1;
    tree_.nodes_.push_back(std::move(node));
    return id;
  }

  void start(std::string_view name, const xmlChar** attributes) {
    if (too_deep_) return;
    if (open_.size() > page_depth_limit) {
      too_deep_ = true;
      xmlStopParser(context_);
      return;
    }
    PageNode node;
    node.name = name.empty() ? "#none" : std::string(name);
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      node.attributes.emplace_back(view(attributes[0]), base::repair_utf8(view(attributes[1])));
    }
    open_.push_back(append(std::move(node)));
  }

  void close() {
    tree_.nodes_[open_.back()].end = static_cast<NodeId>(tree_.nodes_.size());
    open_.pop_back();
  }

  void end(std::string_view name) {
    if (open_.size() > 1 && tree_.nodes_[open_.back()].name == name) return close();
    const auto match =
        std::find_if(open_.rbegin(), open_.rend(), [&](NodeId id) { return tree_.nodes_[id].name == name; });
    if (match == open_.rend() || *match == 0) return;
    while (tree_.nodes_[open_.back()].name != name) close();
    close();
  }

  void text(std::string_view piece) {
    if (too_deep_) return;
    const NodeId last = tree_.nodes_[open_.back()].last_child;
    if (last != no_node && tree_.nodes_[last].is_text()) {
      tree_.nodes_[last].text += piece;
    } else {
      PageNode node;
      node.text = piece;
      append(std::move(node));
    }
  }

  PageTree& tree_;
  std::vector<NodeId> open_;
  htmlParserCtxtPtr context_ = nullptr;
  bool too_deep_ = false;
};

base::Expected<PageTree> PageTree::parse(std::string_view html) {
  static std::once_flag initialised;
  std::call_once(initialised, [] { xmlInitParser(); });
  if (html.size() > page_size_limit) {
    return base::fail(base::ErrorCode::Limit, fmt::format("is a page of more than {} MiB", page_size_limit >> 20U));
  }
  // The parser compares each attribute of an element with all before it: markup goes in in regular form only.
  PageMarkup markup = regular_markup(html);
  PageTree tree;
  tree.json_ld_ = std::move(markup.json_ld);
  PageBuilder builder(tree);
  builder.parse(markup.html);
  if (builder.too_deep()) {
    return base::fail(base::ErrorCode::Limit, fmt::format("has elements nested deeper than {}", page_depth_limit));
  }
  for (PageNode& node : tree.nodes_) {
    if (node.is_text()) node.text = base::repair_utf8(node.text);
  }
  return tree;
}

}  // namespace entente::articles
