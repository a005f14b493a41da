#include "src/articles/formats.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace entente::articles {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// The first 2,048 characters in lower case, without byte order mark, zero bytes and leading blanks.
std::string beginning(std::string_view head) {
  head = head.substr(0, 4096);
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  if (head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF") head.remove_prefix(2);
  std::string out = lower(head);
  out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  out.erase(0, std::min(out.find_first_not_of(" \t\r\n\f"), out.size()));
  return out;
}

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

std::string ending(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string{} : lower(name.substr(dot + 1));
}

/// `<?xml …?>`, comments and a document type passed over.
std::string_view behind_prolog(std::string_view text) {
  while (begins(text, "<?") || begins(text, "<!--")) {
    const std::string_view mark = begins(text, "<?") ? "?>" : "-->";
    const auto end = text.find(mark);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + mark.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
  }
  return text;
}

}  // namespace

std::optional<Format> format_of_name(std::string_view name) {
  const std::string end = ending(name);
  if (end == "txt" || end == "text") return Format::Text;
  if (end == "md" || end == "markdown") return Format::Markdown;
  if (end == "html" || end == "htm" || end == "xhtml") return Format::Html;
  if (end == "jsonl" || end == "ndjson" || end == "json" || end == "jsonlines") return Format::Jsonl;
  if (end == "rss" || end == "atom") return Format::Feed;
  return std::nullopt;
}

Format guess_format(std::string_view head) {
  const std::string text = beginning(head);
  if (begins(text, "{")) {
    const auto next = text.find_first_not_of(" \t\r\n", 1);
    return next != std::string::npos && (text[next] == '"' || text[next] == '}') ? Format::Jsonl : Format::Text;
  }
  if (begins(text, "[")) {
    const auto next = text.find_first_not_of(" \t\r\n", 1);
    return next != std::string::npos && (text[next] == '{' || text[next] == ']') ? Format::Jsonl : Format::Text;
  }
  if (!begins(text, "<")) return Format::Text;
  const std::string_view root = behind_prolog(text);
  if (begins(root, "<!doctype html") || begins(root, "<html")) return Format::Html;
  if (begins(root, "<rss") || begins(root, "<feed") || begins(root, "<rdf:rdf") || begins(root, "<!doctype rss")) {
    return Format::Feed;
  }
  if (begins(text, "<?xml") || begins(root, "<!doctype")) {
    return root.find("<html") != std::string_view::npos ? Format::Html : Format::Feed;
  }
  static constexpr std::array<std::string_view, 9> tags{"<head", "<body",    "<title", "<meta", "<div",
                                                        "<p>",   "<article", "<main",  "<!--"};
  const bool page = std::any_of(tags.begin(), tags.end(), [&](std::string_view t) { return begins(root, t); });
  return page ? Format::Html : Format::Text;
}

bool is_whole_json(std::string_view head, std::string_view name) {
  const std::string text = beginning(head);
  if (begins(text, "[")) return true;
  if (!begins(text, "{")) return false;
  const std::string end = ending(name);
  if (end == "jsonl" || end == "ndjson" || end == "jsonlines") return false;
  // One object over several lines, or one alone on its line: `{"articles": […]}`.
  const auto feed = head.find('\n');
  if (feed == std::string_view::npos) return true;
  std::string_view line = head.substr(0, feed);
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) line.remove_suffix(1);
  if (line.empty() || line.back() != '}') return true;
  return head.find_first_not_of(" \t\r\n", feed) == std::string_view::npos;
}

}  // namespace entente::articles
