#include "queries/results/notation.h"

#include <cctype>

#include "queries/functions/function.h"

namespace entente::queries {
namespace {

bool is_plain_name(std::string_view name) {
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  for (const auto c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U && std::isalnum(byte) == 0 && c != '_') return false;
  }
  return true;
}

/// A label, type or key: in backquotes where it must be.
std::string named(std::string_view name) {
  if (is_plain_name(name)) return std::string(name);
  std::string result = "`";
  for (const auto c : name) {
    if (c == '`') result += c;
    result += c;
  }
  return result + '`';
}

class Writer {
 public:
  explicit Writer(const Result& result) : result_(result) {}

  void value(const Value& v) {
    switch (v.kind()) {
      case Kind::String:
        out_ += quoted(v.string());
        return;
      case Kind::List:
        list(v.list());
        return;
      case Kind::Map:
        map(v.map());
        return;
      case Kind::Node:
        node(v.node());
        return;
      case Kind::Relationship:
        relationship(v.relationship());
        return;
      case Kind::Path:
        path(v.path());
        return;
      case Kind::Date:
      case Kind::LocalTime:
      case Kind::Time:
      case Kind::LocalDateTime:
      case Kind::DateTime:
      case Kind::Duration:
        out_ += quoted(to_text(v));
        return;
      case Kind::Null:
      case Kind::Boolean:
      case Kind::Integer:
      case Kind::Float:
        out_ += to_text(v);
        return;
    }
  }

  std::string finish() { return std::move(out_); }

 private:
  void list(const List& items) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ", ";
      value(items[i]);
    }
    out_ += ']';
  }

  template <typename Entries>
  void map(const Entries& entries) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, item] : entries) {
      if (!first) out_ += ", ";
      first = false;
      out_ += named(key) + ": ";
      value(item);
    }
    out_ += '}';
  }

  void node(NodeId id) {
    const auto& snapshot = result_.nodes.at(id);
    out_ += '(';
    for (const auto& label : snapshot.labels) out_ += ':' + named(label);
    if (!snapshot.properties.empty()) {
      if (!snapshot.labels.empty()) out_ += ' ';
      map(snapshot.properties);
    }
    out_ += ')';
  }

  void relationship(RelationshipId id) {
    const auto& snapshot = result_.relationships.at(id);
    out_ += "[:" + named(snapshot.type);
    if (!snapshot.properties.empty()) {
      out_ += ' ';
      map(snapshot.properties);
    }
    out_ += ']';
  }

  void path(const Path& p) {
    out_ += '<';
    node(p.nodes.front());
    for (std::size_t i = 0; i < p.relationships.size(); ++i) {
      const bool forward = result_.relationships.at(p.relationships[i]).start == p.nodes[i];
      out_ += forward ? "-" : "<-";
      relationship(p.relationships[i]);
      out_ += forward ? "->" : "-";
      node(p.nodes[i + 1]);
    }
    out_ += '>';
  }

  const Result& result_;
  std::string out_;
};

}  // namespace

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const auto c : text) {
    switch (c) {
      case '\'':
        result += "\\'";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        result += c;
    }
  }
  return result + '\'';
}

std::string to_notation(const Value& value, const Result& result) {
  Writer writer(result);
  writer.value(value);
  return writer.finish();
}

}  // namespace entente::queries
