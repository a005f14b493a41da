#include <fmt/format.h>

#include <array>
#include <optional>

#include "graph/base/json.h"
#include "graph/base/utf8.h"
#include "src/articles/dates.h"
#include "src/articles/page_content.h"
#include "src/articles/page_metadata.h"
#include "src/articles/session.h"

namespace entente::articles {
namespace {

using base::ErrorCode;
using rapidjson::Value;

constexpr std::uint64_t json_limit = std::uint64_t{256} << 20U;

/// A string or number as text; the `name`, `title` or `url` of an object; "" otherwise.
std::string text_of(const Value& v) {
  if (v.IsString()) return {v.GetString(), v.GetStringLength()};
  if (v.IsInt64()) return std::to_string(v.GetInt64());
  if (v.IsUint64()) return std::to_string(v.GetUint64());
  if (v.IsDouble()) return fmt::format("{:.0f}", v.GetDouble());
  for (const char* key : {"name", "title", "url"}) {
    if (const auto inner = base::json_string(v, key); !inner.empty()) return std::string(inner);
  }
  return {};
}

template <std::size_t N>
std::string first_of(const Value& object, const std::array<const char*, N>& keys) {
  for (const char* key : keys) {
    const auto member = object.FindMember(key);
    if (member == object.MemberEnd()) continue;
    std::string text = text_of(member->value);
    if (!base::trim(text).empty()) return text;
  }
  return {};
}

constexpr std::array text_keys{"text",    "body",        "content",      "maintext",
                               "article", "articleBody", "content_text", "full_text"};
constexpr std::array markup_keys{"content_html", "html"};
constexpr std::array title_keys{"title", "headline"};
constexpr std::array date_keys{"date",          "date_publish",   "published",      "pub_date",
                               "publishedAt",   "published_at",   "date_published", "publish_date",
                               "datePublished", "published_date", "pubDate",        "timestamp"};
constexpr std::array id_keys{"id", "_id", "doc_id"};
constexpr std::array url_keys{"url", "link"};
constexpr std::array source_keys{"source", "publisher", "source_domain", "site", "publication"};
constexpr std::array language_keys{"language", "lang"};

void read_record(Session& session, const Value& object, const NamedText& file, const std::string& fallback_key,
                 std::size_t line, const std::string& where) {
  const auto refuse = [&](std::string message, std::string hint) {
    session.problem({ErrorCode::Malformed, where + std::move(message), std::move(hint), std::nullopt}, file.path, line);
  };
  if (!object.IsObject())
    return refuse("is no JSON object", R"(each record is an object such as {"id": "a", "text": "…"})");
  model::Document document;
  document.path = file.path;
  document.text = first_of(object, text_keys);
  const bool declared = document.text.empty();
  if (declared) document.text = first_of(object, markup_keys);
  if (document.text.empty()) {
    return refuse("there is no text in it",
                  "the text is looked for in the fields text, body, content, maintext, article");
  }
  if (document.text.size() <= session.options().text_limit &&
      (declared || (document.text.find('<') < 16 && looks_like_markup(document.text)))) {
    auto shown = fragment_text(document.text);
    if (!shown) return session.problem(shown.error(), file.path, line);
    document.text = std::move(*shown);
  }
  document.key = collapse(first_of(object, id_keys));
  if (document.key.empty()) document.key = fallback_key;
  document.title = collapse(first_of(object, title_keys));
  document.source = collapse(first_of(object, source_keys));
  document.url = collapse(first_of(object, url_keys));
  document.language = collapse(first_of(object, language_keys));
  session.set_date(document, first_of(object, date_keys), line);
  session.deliver(std::move(document), line);
}

}  // namespace

void read_json_line(Session& session, const NamedText& file, std::size_t line) {
  auto parsed = base::parse_json(file.text, file.path);
  if (!parsed) {
    base::Error error = std::move(parsed.error());
    error.message = "the line is not valid JSON: " + error.message;
    if (error.code == ErrorCode::Malformed) error.hint = "each line holds one JSON object";
    return session.problem(std::move(error), file.path, line);
  }
  read_record(session, *parsed, file, fmt::format("{}:{}", file.key, line), line, "");
}

void read_json(Session& session, const NamedText& file) {
  if (file.text.size() > json_limit) {
    return session.problem({ErrorCode::Limit, fmt::format("is JSON of more than {} MiB", json_limit >> 20U),
                            "write it as JSONL, one object a line", std::nullopt},
                           file.path);
  }
  const auto parsed = base::parse_json(file.text, file.path);
  if (!parsed) return session.problem(parsed.error(), file.path);
  const Value* list = &*parsed;
  if (list->IsObject() && first_of(*list, text_keys).empty()) {
    for (const char* key : {"articles", "items", "documents", "data", "results", "entries"}) {
      const auto member = parsed->FindMember(key);
      if (member != parsed->MemberEnd() && member->value.IsArray()) {
        list = &member->value;
        break;
      }
    }
  }
  if (!list->IsArray()) return read_record(session, *list, file, file.key, 0, "");
  if (list->Empty()) {
    return session.problem({ErrorCode::Malformed, "the list of articles is empty", "", std::nullopt}, file.path);
  }
  std::size_t number = 0;
  for (const Value& entry : list->GetArray()) {
    if (session.stopped()) return;
    ++number;
    read_record(session, entry, file, fmt::format("{}:{}", file.key, number), 0, fmt::format("record {}: ", number));
  }
}

}  // namespace entente::articles
