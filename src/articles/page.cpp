#include "graph/base/utf8.h"
#include "src/articles/page_content.h"
#include "src/articles/page_metadata.h"
#include "src/articles/session.h"

namespace entente::articles {
namespace {

/// articleBody is taken where it is an article: of some length, and no teaser for what the page shows.
constexpr std::size_t least_body = 250;

bool is_whole(std::string_view body, std::string_view shown) {
  if (body.size() < least_body) return shown.empty();
  const bool cut = body.substr(body.size() - 3) == "..." || body.substr(body.size() - 3) == "…";
  return cut ? shown.size() <= body.size() : shown.size() < 2 * body.size();
}

}  // namespace

void read_page(Session& session, const NamedText& file) {
  const auto page = PageTree::parse(file.text);
  if (!page) return session.problem(page.error(), file.path);
  PageMetadata data = page_metadata(*page);
  model::Document document;
  document.key = file.key;
  document.path = file.path;
  document.title = std::move(data.title);
  document.date = data.date;
  document.date_origin = data.date_origin;
  document.source = std::move(data.source);
  document.url = std::move(data.url);
  document.language = std::move(data.language);
  document.text = article_text(*page, document.title);
  std::string body = std::move(data.body);
  if (looks_like_markup(body)) {
    if (auto text = fragment_text(body)) body = std::move(*text);
  }
  const std::string_view trimmed = base::trim(body);
  if (!trimmed.empty() && is_whole(trimmed, document.text)) document.text = std::string(trimmed);
  if (base::trim(document.text).empty()) {
    return session.problem({base::ErrorCode::Malformed, "the page shows no text", "", std::nullopt}, file.path);
  }
  session.deliver(std::move(document));
}

}  // namespace entente::articles
