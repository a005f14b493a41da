#include "tests/suites/tck_value.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <stdexcept>
#include <vector>

#include "queries/functions/function.h"

namespace entente::suites {
namespace {

using queries::Kind;
using queries::Value;

std::string join(const std::vector<std::string>& parts) {
  std::string result;
  for (const auto& part : parts) result += (result.empty() ? "" : ", ") + part;
  return result;
}

std::string list_form(std::vector<std::string> items, bool sort) {
  if (sort) std::sort(items.begin(), items.end());
  return '[' + join(items) + ']';
}

std::string map_form(const std::map<std::string, std::string>& entries) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : entries) parts.push_back(key + ": " + value);
  return '{' + join(parts) + '}';
}

std::string node_form(std::vector<std::string> labels, const std::map<std::string, std::string>& properties) {
  std::sort(labels.begin(), labels.end());
  std::string result = "(";
  for (const auto& label : labels) result += ':' + label;
  return result + map_form(properties) + ')';
}

std::string float_form(double value) {
  if (std::isnan(value)) return "float NaN";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "float %.17g", value == 0 ? 0.0 : value);
  return buffer;
}

std::string string_form(std::string_view text) {
  return "string<" + std::string(text) + ">";
}

/// Reads the notation; makes the canonical form and, where there is one, the value.
class Reader {
 public:
  Reader(std::string_view text, bool sort) : text_(text), sort_(sort) {}

  std::string form_of_all() {
    auto result = form();
    space();
    if (at_ != text_.size()) fail();
    return result;
  }

  Value value_of_all() {
    auto result = value();
    space();
    if (at_ != text_.size()) fail();
    return result;
  }

 private:
  [[noreturn]] void fail() const {
    throw std::runtime_error("'" + std::string(text_) + "' is no value, at " + std::to_string(at_));
  }
  void space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool accept(std::string_view token) {
    space();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail();
  }

  std::string name() {
    space();
    if (accept("`")) {
      const auto end = text_.find('`', at_);
      if (end == std::string_view::npos) fail();
      const auto result = text_.substr(at_, end - at_);
      at_ = end + 1;
      return std::string(result);
    }
    const auto begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_' ||
                                  static_cast<unsigned char>(text_[at_]) >= 0x80U)) {
      ++at_;
    }
    if (at_ == begin) fail();
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string string() {
    std::string result;
    for (++at_; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\' && (peek(1) == '\'' || peek(1) == '\\' || peek(1) == 'n')) {
        ++at_;
        result += text_[at_] == 'n' ? '\n' : text_[at_];
      } else {
        result += text_[at_];
      }
    }
    if (at_ >= text_.size()) fail();
    ++at_;
    return result;
  }

  std::string_view word() {
    const auto begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '.' ||
                                  text_[at_] == '-' || text_[at_] == '+')) {
      ++at_;
    }
    if (at_ == begin) fail();
    return text_.substr(begin, at_ - begin);
  }

  Value scalar() {
    if (peek() == '\'') return string();
    const auto text = std::string(word());
    if (text == "null") return {};
    if (text == "true" || text == "false") return text == "true";
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Inf" || text == "-Inf") return text == "Inf" ? HUGE_VAL : -HUGE_VAL;
    std::size_t used = 0;
    if (text.find_first_of(".eE") == std::string::npos) {
      const auto integer = std::stoll(text, &used);
      if (used == text.size()) return static_cast<std::int64_t>(integer);
    }
    const auto number = std::stod(text, &used);
    if (used != text.size()) fail();
    return number;
  }

  Value value() {
    space();
    if (accept("[")) {
      queries::List items;
      if (accept("]")) return items;
      do {
        items.push_back(value());
      } while (accept(","));
      expect("]");
      return items;
    }
    if (accept("{")) {
      queries::Map entries;
      if (accept("}")) return entries;
      do {
        auto key = name();
        expect(":");
        entries[key] = value();
      } while (accept(","));
      expect("}");
      return entries;
    }
    return scalar();
  }

  std::map<std::string, std::string> properties() {
    std::map<std::string, std::string> entries;
    if (!accept("{")) return entries;
    if (accept("}")) return entries;
    do {
      auto key = name();
      expect(":");
      entries[key] = form();
    } while (accept(","));
    expect("}");
    return entries;
  }

  std::string node() {
    expect("(");
    std::vector<std::string> labels;
    while (accept(":")) labels.push_back(name());
    const auto entries = properties();
    expect(")");
    return node_form(labels, entries);
  }

  std::string relationship() {
    expect("[:");
    const auto type = name();
    const auto entries = properties();
    expect("]");
    return "[:" + type + map_form(entries) + ']';
  }

  std::string path() {
    expect("<");
    auto result = '<' + node();
    while (!accept(">")) {
      const bool backward = accept("<-");
      if (!backward) expect("-");
      const auto between = relationship();
      expect(backward ? "-" : "->");
      result += (backward ? "<-" : "-") + between + (backward ? "-" : "->") + node();
    }
    return result + '>';
  }

  std::string form() {
    space();
    if (peek() == '(') return node();
    if (peek() == '<') return path();
    if (peek() == '[' && peek(1) == ':') return relationship();
    if (accept("[")) {
      std::vector<std::string> items;
      if (accept("]")) return "[]";
      do {
        items.push_back(form());
      } while (accept(","));
      expect("]");
      return list_form(std::move(items), sort_);
    }
    if (peek() == '{') return map_form(properties());
    return canonical(scalar(), {}, sort_);
  }

  std::string_view text_;
  bool sort_;
  std::size_t at_ = 0;
};

class Former {
 public:
  Former(const queries::Result& result, bool sort) : result_(result), sort_(sort) {}

  std::string form(const Value& v) const {
    switch (v.kind()) {
      case Kind::Null:
        return "null";
      case Kind::Boolean:
        return v.boolean() ? "true" : "false";
      case Kind::Integer:
        return std::to_string(v.integer());
      case Kind::Float:
        return float_form(v.floating());
      case Kind::String:
        return string_form(v.string());
      case Kind::List: {
        std::vector<std::string> items;
        for (const auto& item : v.list()) items.push_back(form(item));
        return list_form(std::move(items), sort_);
      }
      case Kind::Map:
        return map_form(entries(v.map()));
      case Kind::Node:
        return node(v.node());
      case Kind::Relationship:
        return relationship(v.relationship());
      case Kind::Path:
        return path(v.path());
      case Kind::Date:
      case Kind::LocalTime:
      case Kind::Time:
      case Kind::LocalDateTime:
      case Kind::DateTime:
      case Kind::Duration:
        return string_form(queries::to_text(v));
    }
    return {};
  }

 private:
  template <typename Entries>
  std::map<std::string, std::string> entries(const Entries& list) const {
    std::map<std::string, std::string> result;
    for (const auto& [key, value] : list) result[key] = form(value);
    return result;
  }
  std::string node(queries::NodeId id) const {
    const auto& snapshot = result_.nodes.at(id);
    return node_form(snapshot.labels, entries(snapshot.properties));
  }
  std::string relationship(queries::RelationshipId id) const {
    const auto& snapshot = result_.relationships.at(id);
    return "[:" + snapshot.type + map_form(entries(snapshot.properties)) + ']';
  }
  std::string path(const queries::Path& p) const {
    auto text = '<' + node(p.nodes.front());
    for (std::size_t i = 0; i < p.relationships.size(); ++i) {
      const bool backward = result_.relationships.at(p.relationships[i]).start != p.nodes[i];
      text +=
          (backward ? "<-" : "-") + relationship(p.relationships[i]) + (backward ? "-" : "->") + node(p.nodes[i + 1]);
    }
    return text + '>';
  }

  const queries::Result& result_;
  bool sort_;
};

}  // namespace

std::string canonical(std::string_view notation, bool ignore_list_order) {
  return Reader(notation, ignore_list_order).form_of_all();
}

std::string canonical(const Value& value, const queries::Result& result, bool ignore_list_order) {
  return Former(result, ignore_list_order).form(value);
}

Value read_value(std::string_view notation) {
  return Reader(notation, false).value_of_all();
}

}  // namespace entente::suites
