#include "src/articles/page_metadata.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <map>
#include <optional>
#include <vector>

#include "graph/base/json.h"
#include "graph/base/utf8.h"
#include "src/articles/dates.h"
#include "src/articles/page_content.h"

namespace entente::articles {

std::string plain(std::string_view text) {
  if (text.find('&') != std::string_view::npos || text.find('<') != std::string_view::npos) {
    if (const auto page = PageTree::parse(text)) return collapse(page->text_of(0));
  }
  return collapse(text);
}

namespace {

using rapidjson::Value;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// 2 for an article, 1 for a page about one, 0 for anything else.
int article_rank(const Value& object) {
  const auto rank = [](const Value& type) {
    if (!type.IsString()) return 0;
    const std::string_view name(type.GetString(), type.GetStringLength());
    if (name.find("Article") != std::string_view::npos || name.find("BlogPosting") != std::string_view::npos ||
        name == "Report") {
      return 2;
    }
    return name == "WebPage" ? 1 : 0;
  };
  const auto type = object.FindMember("@type");
  if (type == object.MemberEnd()) return 0;
  if (!type->value.IsArray()) return rank(type->value);
  int best = 0;
  for (const Value& t : type->value.GetArray()) best = std::max(best, rank(t));
  return best;
}

/// The objects of a JSON-LD text that describe an article, walked with a stack of their own.
void collect(const Value& top, std::vector<std::pair<int, const Value*>>& out) {
  std::vector<const Value*> stack{&top};
  for (std::size_t seen = 0; !stack.empty() && seen < 10000; ++seen) {
    const Value& v = *stack.back();
    stack.pop_back();
    if (v.IsArray()) {
      for (rapidjson::SizeType i = v.Size(); i > 0; --i) stack.push_back(&v[i - 1]);
    } else if (v.IsObject()) {
      if (const int rank = article_rank(v); rank > 0) out.emplace_back(rank, &v);
      for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
        const auto inner = v.FindMember(key);
        if (inner != v.MemberEnd() && !inner->value.IsString()) stack.push_back(&inner->value);
      }
    }
  }
}

/// A string, the `name`, `@id` or `url` of an object, or that of the first element of an array.
std::string name_in(const Value& object, const char* key, std::initializer_list<const char*> inner) {
  const auto member = object.FindMember(key);
  if (member == object.MemberEnd()) return {};
  const Value* v = &member->value;
  if (v->IsArray() && !v->Empty()) v = &(*v)[0];
  if (v->IsString()) return {v->GetString(), v->GetStringLength()};
  for (const char* name : inner) {
    if (const auto found = base::json_string(*v, name); !found.empty()) return std::string(found);
  }
  return {};
}

/// Raw line feeds inside strings and comment or CDATA marks around the whole are common mistakes.
std::string mended(std::string_view json) {
  std::string out;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string && c == '\\' && i + 1 < json.size()) {
      out += c;
      out += json[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    out += in_string && static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  for (const std::string_view mark : {"<![CDATA[", "]]>"}) {
    if (const auto at = out.find(mark); at != std::string::npos) out.erase(at, mark.size());
  }
  const auto begin = out.find_first_of("{[");
  const auto end = out.find_last_of("}]");
  return begin == std::string::npos || end == std::string::npos || end < begin ? std::string{}
                                                                               : out.substr(begin, end - begin + 1);
}

void set(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void set_date(PageMetadata& data, std::string_view text, model::DateOrigin origin) {
  if (data.date.known()) return;
  if (const auto date = parse_date(text)) {
    data.date = *date;
    data.date_origin = origin;
  }
}

void read_json_ld(const PageTree& page, PageMetadata& data) {
  for (const int wanted : {2, 1}) {
    for (const std::string& json : page.json_ld()) {
      auto document = base::parse_json(json, "JSON-LD", {128});
      if (!document) document = base::parse_json(mended(json), "JSON-LD", {128});
      if (!document) continue;
      std::vector<std::pair<int, const Value*>> articles;
      collect(*document, articles);
      for (const auto& [rank, article] : articles) {
        if (rank != wanted) continue;
        set(data.title, plain(base::json_string(*article, "headline")));
        if (rank == 2) set(data.title, plain(base::json_string(*article, "name")));
        for (const char* key : {"datePublished", "dateCreated", "dateModified"}) {
          set_date(data, base::json_string(*article, key), model::DateOrigin::Metadata);
        }
        set(data.source, plain(name_in(*article, "publisher", {"name"})));
        set(data.url, collapse(name_in(*article, "url", {"@id"})));
        set(data.url, collapse(name_in(*article, "mainEntityOfPage", {"@id", "url"})));
        set(data.language, collapse(name_in(*article, "inLanguage", {"alternateName", "name"})));
        if (rank == 2) set(data.body, std::string(base::json_string(*article, "articleBody")));
      }
    }
  }
}

using Metas = std::map<std::string, std::string>;

Metas read_metas(const PageTree& page) {
  Metas out;
  for (const PageNode& node : page.nodes()) {
    if (node.name != "meta") continue;
    const std::string content = collapse(node.attribute("content"));
    if (content.empty()) continue;
    for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
      if (const auto name = node.attribute(key); !name.empty()) out.emplace(lower(base::trim(name)), content);
    }
  }
  return out;
}

std::string first_of(const Metas& metas, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (const auto found = metas.find(key); found != metas.end()) return found->second;
  }
  return {};
}

void read_meta(const PageTree& page, PageMetadata& data) {
  const Metas metas = read_metas(page);
  set(data.title, first_of(metas, {"og:title", "twitter:title", "dc.title", "dcterms.title", "headline"}));
  for (const char* key : {"article:published_time",
                          "og:article:published_time",
                          "article:published",
                          "og:published_time",
                          "datepublished",
                          "dc.date.issued",
                          "dcterms.issued",
                          "dc.date.created",
                          "dcterms.created",
                          "dc.date",
                          "dcterms.date",
                          "pubdate",
                          "publishdate",
                          "publish-date",
                          "publish_date",
                          "publication_date",
                          "parsely-pub-date",
                          "sailthru.date",
                          "displaydate",
                          "originalpublicationdate",
                          "date",
                          "article:modified_time"}) {
    if (const auto found = metas.find(key); found != metas.end()) {
      set_date(data, found->second, model::DateOrigin::Metadata);
    }
  }
  set(data.source,
      first_of(metas, {"og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"}));
  set(data.url, first_of(metas, {"og:url"}));
  set(data.language, first_of(metas, {"dc.language", "content-language", "og:locale"}));
}

std::string element_text(const PageTree& page, std::string_view name) {
  const NodeId id = page.find(name);
  return id == no_node ? std::string{} : collapse(page.text_of(id));
}

/// The <title> without the site's name behind the last bar or dash; the heading where the title contains it.
std::string title_of(const PageTree& page, std::string_view source) {
  std::string title = element_text(page, "title");
  const std::string heading = element_text(page, "h1");
  if (title.empty()) return heading;
  if (heading.size() >= 10 && title.find(heading) != std::string::npos) return heading;
  for (const std::string_view mark : {" | ", " – ", " — ", " - ", " :: ", " » "}) {
    const auto at = title.rfind(mark);
    if (at == std::string::npos || at < 10) continue;
    const std::string tail = title.substr(at + mark.size());
    if (tail == source || mark == " | " || mark == " :: " || tail.size() * 3 < title.size()) title.resize(at);
    break;
  }
  return title;
}

void read_page_dates(const PageTree& page, PageMetadata& data) {
  const auto attempt = [&](const PageNode& node, NodeId id) {
    if (const auto stamp = node.attribute("datetime"); !stamp.empty()) set_date(data, stamp, model::DateOrigin::Page);
    if (const auto stamp = node.attribute("content"); !stamp.empty()) set_date(data, stamp, model::DateOrigin::Page);
    if (page[id].end - id < 20) set_date(data, collapse(page.text_of(id)), model::DateOrigin::Page);
  };
  const auto each = [&](const auto& wanted) {
    for (NodeId i = 0; i < page.nodes().size() && !data.date.known(); ++i) {
      if (!page[i].is_text() && wanted(page[i])) attempt(page[i], i);
    }
  };
  each([](const PageNode& n) { return n.attribute("itemprop") == "datePublished"; });
  each([](const PageNode& n) { return n.name == "time"; });
  each([](const PageNode& n) {
    const std::string words = lower(std::string(n.attribute("class")) + " " + std::string(n.attribute("id")));
    return words.find("publish") != std::string::npos || words.find("pubdate") != std::string::npos ||
           words.find("dateline") != std::string::npos || words.find("timestamp") != std::string::npos ||
           words.find("date") != std::string::npos;
  });
  if (const auto date = date_in_url(data.url); date && !data.date.known()) {
    data.date = *date;
    data.date_origin = model::DateOrigin::Page;
  }
}

}  // namespace

PageMetadata page_metadata(const PageTree& page) {
  PageMetadata data;
  read_json_ld(page, data);
  read_meta(page, data);
  for (const PageNode& node : page.nodes()) {
    if (node.name == "link" && lower(node.attribute("rel")) == "canonical")
      set(data.url, collapse(node.attribute("href")));
    if (node.name == "html") set(data.language, collapse(node.attribute("lang")));
  }
  std::replace(data.language.begin(), data.language.end(), '_', '-');
  set(data.title, title_of(page, data.source));
  read_page_dates(page, data);
  return data;
}

}  // namespace entente::articles
