#include <fmt/format.h>
#include <libxml/parser.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "graph/base/utf8.h"
#include "src/articles/dates.h"
#include "src/articles/page_content.h"
#include "src/articles/page_metadata.h"
#include "src/articles/page_tree.h"
#include "src/articles/session.h"

namespace entente::articles {
namespace {

using base::ErrorCode;

constexpr std::string_view atom = "http://www.w3.org/2005/Atom";
constexpr std::string_view old_atom = "http://purl.org/atom/ns#";
constexpr std::string_view content_module = "http://purl.org/rss/1.0/modules/content/";
constexpr std::string_view dublin_core = "http://purl.org/dc/elements/1.1/";

std::string_view view(const xmlChar* s) {
  return s == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(s));
}

struct Item {
  std::string id, title, date, updated, url, source, language;
  std::string content;  ///< content:encoded, Atom's content
  std::string summary;  ///< description, Atom's summary
  std::size_t line = 0;
};

/// libxml2's events put together to items, each handed on as it ends. No tree is built.
class FeedReader {
 public:
  FeedReader(Session& session, const NamedText& file) : session_(session), file_(file) {}

  void run() {
    static std::once_flag initialised;
    std::call_once(initialised, [] { xmlInitParser(); });
    const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> context(xmlNewParserCtxt(), &xmlFreeParserCtxt);
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* data, const xmlChar* name, const xmlChar*, const xmlChar* space, int,
                                const xmlChar**, int count, int, const xmlChar** attributes) {
      self(data).start(view(name), view(space), count, attributes);
    };
    handler.endElementNs = [](void* data, const xmlChar* name, const xmlChar*, const xmlChar* space) {
      self(data).end(view(name), view(space));
    };
    handler.characters = [](void* data, const xmlChar* text, int n) {
      self(data).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(n)});
    };
    handler.ignorableWhitespace = handler.characters;
    handler.cdataBlock = handler.characters;
    handler.entityDecl = [](void* data, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
      self(data).entities_declared();
    };
    // Called for every error; the first is kept. The variadic handlers stay unset, so nothing is printed.
    handler.serror = [](void* data, xmlErrorPtr error) { self(data).failed(*error); };
    *context->sax = handler;
    context->userData = this;
    context_ = context.get();
    // For entity declarations the library makes a document of its own, even without a tree.
    xmlDoc* made = xmlCtxtReadMemory(
        context.get(), file_.text.data(), static_cast<int>(file_.text.size()), nullptr, "UTF-8",
        XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA);
    if (made != nullptr) xmlFreeDoc(made);
    finish();
  }

 private:
  static FeedReader& self(void* data) {
    // The library hands the error handler the context, the other handlers the user data.
    return *static_cast<FeedReader*>(data);
  }

  void stop() {
    halted_ = true;
    xmlStopParser(context_);
  }

  void entities_declared() {
    if (halted_) return;
    session_.problem({ErrorCode::Unsupported, "declares XML entities, which are not expanded",
                      "remove the DOCTYPE with its entities", std::nullopt},
                     file_.path, line());
    reported_ = true;
    stop();
  }

  void failed(const xmlError& error) {
    if (halted_ || error.level < XML_ERR_ERROR || error.domain == XML_FROM_NAMESPACE) return;
    // Names such as &nbsp; are common in feeds; the text loses the character, not the item.
    if (error.code == XML_ERR_UNDECLARED_ENTITY || error.code == XML_WAR_UNDECLARED_ENTITY) return;
    if (in_item_) broken_ = true;
    if (!first_error_.empty()) return;
    first_error_ = std::string(base::trim(base::repair_utf8(error.message == nullptr ? "" : error.message)));
    error_line_ = error.line > 0 ? static_cast<std::size_t>(error.line) : 0;
  }

  std::size_t line() const {
    return context_->input == nullptr || context_->input->line < 0 ? 0
                                                                   : static_cast<std::size_t>(context_->input->line);
  }

  bool is_item(std::string_view name, std::string_view space) const {
    return name == "item" || (name == "entry" && (space == atom || space == old_atom));
  }

  void start(std::string_view name, std::string_view space, int count, const xmlChar** attributes) {
    if (halted_) return;
    ++depth_;
    if (depth_ == 1) {
      known_ = name == "rss" || name == "RDF" || (name == "feed" && (space == atom || space == old_atom));
      if (!known_) {
        session_.problem({ErrorCode::Unsupported,
                          fmt::format("is XML, but neither RSS nor Atom: its root is <{}>", name), "", std::nullopt},
                         file_.path, line());
        reported_ = true;
        return stop();
      }
    }
    if (capture_depth_ != 0) return nested(name, count, attributes);
    if (!in_item_ && is_item(name, space)) {
      in_item_ = true;
      broken_ = false;
      item_depth_ = depth_;
      item_ = {};
      item_.line = line();
      return;
    }
    if (in_item_ && depth_ == item_depth_ + 1) return field(name, space, count, attributes);
    if (!in_item_ && depth_ <= 3 && (name == "title" || name == "language"))
      capture(name == "title" ? &feed_title_ : &language_);
  }

  static std::string attribute(std::string_view wanted, int count, const xmlChar** attributes) {
    for (int i = 0; i < count; ++i, attributes += 5) {
      if (view(attributes[0]) != wanted) continue;
      const auto* begin = reinterpret_cast<const char*>(attributes[3]);
      return {begin, static_cast<std::size_t>(reinterpret_cast<const char*>(attributes[4]) - begin)};
    }
    return {};
  }

  void field(std::string_view name, std::string_view space, int count, const xmlChar** attributes) {
    if (name == "title" && space != content_module) return capture(&item_.title);
    if (name == "encoded" && space == content_module) return capture(&item_.content);
    if (name == "content") return capture(&item_.content);
    if (name == "description" || name == "summary") return capture(&item_.summary);
    if (name == "pubDate" || name == "published" || (name == "date" && space == dublin_core))
      return capture(&item_.date);
    if (name == "updated" || name == "issued" || name == "modified") return capture(&item_.updated);
    if (name == "guid" || name == "id") return capture(&item_.id);
    if (name == "source" && space.empty()) return capture(&item_.source);
    if (name == "language") return capture(&item_.language);
    if (name != "link") return;
    const std::string rel = attribute("rel", count, attributes);
    const std::string href = attribute("href", count, attributes);
    if (!href.empty() && (rel.empty() || rel == "alternate")) item_.url = href;
    if (href.empty()) capture(&item_.url);
  }

  void capture(std::string* into) {
    target_ = into;
    if (capture_depth_ == 0 && !into->empty()) target_ = &ignored_;  // the first of a kind counts
    ignored_.clear();
    capture_depth_ = depth_;
  }

  /// Markup inside a captured element (XHTML in Atom) is written out again, to be read as a page's fragment.
  void nested(std::string_view name, int, const xmlChar**) { *target_ += fmt::format("<{}>", name); }

  void end(std::string_view name, std::string_view space) {
    if (halted_) return;
    if (capture_depth_ == depth_) {
      capture_depth_ = 0;
      target_ = nullptr;
    } else if (capture_depth_ != 0) {
      *target_ += fmt::format("</{}>", name);
    } else if (in_item_ && depth_ == item_depth_ && is_item(name, space)) {
      in_item_ = false;
      deliver();
    }
    --depth_;
  }

  void text(std::string_view piece) {
    if (halted_ || target_ == nullptr) return;
    const bool inside_markup = depth_ > capture_depth_;
    if (!inside_markup) {
      *target_ += piece;
      return;
    }
    for (const char c : piece) {
      if (c == '<') {
        *target_ += "&lt;";
      } else if (c == '&') {
        *target_ += "&amp;";
      } else {
        *target_ += c;
      }
    }
  }

  void deliver() {
    ++number_;
    if (broken_) {
      session_.problem({ErrorCode::Malformed, fmt::format("item {} is not well-formed XML: {}", number_, first_error_),
                        "", std::nullopt},
                       file_.path, error_line_ != 0 ? error_line_ : item_.line);
      reported_ = true;
      first_error_.clear();
      return;
    }
    model::Document document;
    document.path = file_.path;
    document.title = plain(item_.title);
    document.url = collapse(item_.url);
    document.source = plain(item_.source.empty() ? feed_title_ : item_.source);
    document.language = collapse(item_.language.empty() ? language_ : item_.language);
    document.key = collapse(item_.id);
    if (document.key.empty()) document.key = document.url;
    if (document.key.empty()) document.key = fmt::format("{}:{}", file_.key, item_.line);
    const std::string& markup = base::trim(item_.content).empty() ? item_.summary : item_.content;
    auto shown = fragment_text(markup);
    if (!shown) {
      session_.problem(shown.error(), file_.path, item_.line);
      reported_ = true;
      return;
    }
    document.text = std::move(*shown);
    session_.set_date(document, item_.date.empty() ? item_.updated : item_.date, item_.line);
    session_.deliver(std::move(document), item_.line);
    if (session_.stopped()) stop();
  }

  void finish() {
    if (session_.stopped() || reported_) return;
    if (!first_error_.empty()) {
      session_.problem(
          {ErrorCode::Malformed, "is not well-formed XML: " + first_error_,
           number_ > 0 ? fmt::format("the {} items before it were read", number_) : std::string{}, std::nullopt},
          file_.path, error_line_);
    } else if (number_ == 0) {
      session_.problem({ErrorCode::Malformed, "the feed has no items", "", std::nullopt}, file_.path);
    }
  }

  Session& session_;
  const NamedText& file_;
  xmlParserCtxtPtr context_ = nullptr;
  Item item_;
  std::string feed_title_, language_, ignored_;
  std::string* target_ = nullptr;
  std::string first_error_;
  std::size_t error_line_ = 0;
  std::size_t depth_ = 0, item_depth_ = 0, capture_depth_ = 0, number_ = 0;
  bool in_item_ = false, broken_ = false, known_ = false, halted_ = false, reported_ = false;
};

}  // namespace

void read_feed(Session& session, const NamedText& file) {
  if (file.text.size() > (std::size_t{256} << 20U)) {
    return session.problem({ErrorCode::Limit, "is a feed of more than 256 MiB", "divide it", std::nullopt}, file.path);
  }
  FeedReader(session, file).run();
}

}  // namespace entente::articles
