#include "src/articles/page_markup.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace entente::articles {
namespace {

constexpr std::size_t name_limit = 64;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

struct Attribute {
  std::string name;
  std::string_view value;
};

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) { out_.html.reserve(html.size()); }

  PageMarkup run() {
    while (at_ < html_.size()) {
      const std::size_t open = std::min(html_.find('<', at_), html_.size());
      out_.html += html_.substr(at_, open - at_);
      at_ = open;
      if (at_ < html_.size()) tag();
    }
    return std::move(out_);
  }

 private:
  void skip_behind(std::string_view mark, std::size_t from) {
    const auto found = html_.find(mark, from);
    at_ = found == std::string_view::npos ? html_.size() : found + mark.size();
  }

  void tag() {
    const std::string_view rest = html_.substr(at_);
    if (rest.substr(0, 4) == "<!--") return comment();
    if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) return skip_behind(">", at_ + 2);
    if (rest.size() > 2 && rest[1] == '/' && is_letter(rest[2])) {
      at_ += 2;
      out_.html += "</" + name("/>") + ">";
      return skip_behind(">", at_);
    }
    if (rest.size() > 1 && rest[1] == '/') return skip_behind(">", at_ + 2);
    if (rest.size() > 1 && is_letter(rest[1])) {
      ++at_;
      return start_tag();
    }
    out_.html += "&lt;";
    ++at_;
  }

  void comment() {
    at_ += 4;
    if (html_.substr(at_, 1) == ">" || html_.substr(at_, 2) == "->") return skip_behind(">", at_);
    skip_behind("-->", at_);
  }

  /// The name at the place, up to a blank or one of `stops`, in lower case and cut to what a parser takes.
  std::string name(std::string_view stops) {
    std::string out;
    for (; at_ < html_.size() && !is_blank(html_[at_]) && stops.find(html_[at_]) == std::string_view::npos; ++at_) {
      if (out.size() >= name_limit) continue;
      const char c = lower(html_[at_]);
      const bool good = is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
      out += good ? c : '_';
    }
    if (!out.empty() && !is_letter(out[0])) out[0] = 'x';
    return out;
  }

  std::string_view value() {
    while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return {};
    const char quote = html_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    std::size_t begin = at_;
    if (quoted) {
      const std::size_t end = std::min(html_.find(quote, ++begin), html_.size());
      at_ = std::min(end + 1, html_.size());
      return html_.substr(begin, end - begin);
    }
    while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  void start_tag() {
    const std::string element = name("/>");
    std::vector<Attribute> attributes;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_blank(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      if (html_[at_] == '=') ++at_;  // a name may begin with it
      Attribute a{name("/>="), {}};
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ < html_.size() && html_[at_] == '=') {
        ++at_;
        a.value = value();
      }
      const bool known =
          std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& b) { return b.name == a.name; });
      if (!a.name.empty() && !known && attributes.size() < page_attribute_limit) attributes.push_back(a);
    }
    if (at_ >= html_.size()) return;  // a tag that never ends is no tag
    ++at_;
    const bool raw = is_raw(element);
    if (!raw) write(element, attributes);
    if (raw || element == "title" || element == "textarea") contents(element, attributes, raw);
  }

  static bool is_raw(std::string_view element) {
    static constexpr std::array<std::string_view, 7> raw{"script",  "style",    "xmp",     "iframe",
                                                         "noembed", "noframes", "noscript"};
    return std::find(raw.begin(), raw.end(), element) != raw.end();
  }

  void write(const std::string& element, const std::vector<Attribute>& attributes) {
    out_.html += '<' + element;
    for (const Attribute& a : attributes) {
      out_.html += ' ' + a.name + "=\"";
      escape(a.value);
      out_.html += '"';
    }
    out_.html += '>';
  }

  void escape(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '<':
          out_.html += "&lt;";
          break;
        case '>':
          out_.html += "&gt;";
          break;
        case '"':
          out_.html += "&quot;";
          break;
        default:
          out_.html += c;
      }
    }
  }

  /// Text up to the element's own end tag: dropped for scripts and the like, escaped for a title.
  void contents(const std::string& element, const std::vector<Attribute>& attributes, bool raw) {
    const std::size_t begin = at_;
    std::size_t end = html_.size();
    for (auto close = html_.find("</", at_); close != std::string_view::npos; close = html_.find("</", close + 2)) {
      const std::string_view word = html_.substr(close + 2, element.size());
      const bool same = std::equal(word.begin(), word.end(), element.begin(), element.end(),
                                   [](char a, char b) { return lower(a) == b; });
      if (same) {
        end = close;
        break;
      }
    }
    const std::string_view text = html_.substr(begin, end - begin);
    at_ = end;
    skip_behind(">", at_);
    if (!raw) {
      escape(text);
      out_.html += "</" + element + ">";
      return;
    }
    const auto type =
        std::find_if(attributes.begin(), attributes.end(), [](const Attribute& a) { return a.name == "type"; });
    if (element == "script" && type != attributes.end() && type->value.find("ld+json") != std::string_view::npos) {
      out_.json_ld.emplace_back(text);
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  PageMarkup out_;
};

}  // namespace

PageMarkup regular_markup(std::string_view html) {
  return Scanner(html).run();
}

}  // namespace entente::articles
