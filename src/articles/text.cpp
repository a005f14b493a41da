#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "src/articles/front_matter.h"
#include "src/articles/session.h"

namespace entente::articles {
namespace {

template <std::size_t N>
const FrontMatterField* field(const FrontMatter& block, const std::array<std::string_view, N>& keys) {
  for (const std::string_view key : keys) {
    for (const FrontMatterField& f : block.fields) {
      if (f.key == key && !f.value.empty()) return &f;
    }
  }
  return nullptr;
}

/// The first line that is a heading of the first level, if nothing but empty lines stands before it.
std::string first_heading(std::string_view text) {
  text = base::trim(text);
  if (text.substr(0, 2) != "# ") return {};
  const auto end = text.find_first_of("\r\n");
  std::string_view line = base::trim(text.substr(2, end == std::string_view::npos ? end : end - 2));
  while (!line.empty() && line.back() == '#') line.remove_suffix(1);
  return std::string(base::trim(line));
}

}  // namespace

void read_text(Session& session, const NamedText& file, bool markdown) {
  static constexpr std::array<std::string_view, 2> titles{"title", "headline"};
  static constexpr std::array<std::string_view, 9> dates{"date",         "published",     "date_published",
                                                         "publish_date", "pub_date",      "pubdate",
                                                         "published_at", "datepublished", "created"};
  static constexpr std::array<std::string_view, 5> sources{"source", "publisher", "publication", "site", "site_name"};
  static constexpr std::array<std::string_view, 4> urls{"url", "link", "canonical", "permalink"};
  static constexpr std::array<std::string_view, 2> languages{"language", "lang"};
  const FrontMatter block = read_front_matter(file.text);
  model::Document document;
  document.key = file.key;
  document.path = file.path;
  document.text = file.text.substr(block.body);
  if (const auto* f = field(block, titles)) document.title = f->value;
  if (const auto* f = field(block, sources)) document.source = f->value;
  if (const auto* f = field(block, urls)) document.url = f->value;
  if (const auto* f = field(block, languages)) document.language = f->value;
  if (const auto* f = field(block, dates)) session.set_date(document, f->value, f->line);
  if (markdown && document.title.empty()) document.title = first_heading(document.text);
  session.deliver(std::move(document));
}

}  // namespace entente::articles
