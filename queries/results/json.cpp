#include "queries/results/json.h"

#include "queries/functions/function.h"

namespace entente::queries {
namespace {

class Writer {
 public:
  Writer(base::JsonWriter& out, const Result& result) : out_(out), result_(result) {}

  void value(const Value& v) {
    switch (v.kind()) {
      case Kind::Null:
        out_.Null();
        return;
      case Kind::Boolean:
        out_.Bool(v.boolean());
        return;
      case Kind::Integer:
        out_.Int64(v.integer());
        return;
      case Kind::Float:
        out_.number(v.floating());
        return;
      case Kind::String:
        out_.string(v.string());
        return;
      case Kind::List:
        out_.StartArray();
        for (const auto& item : v.list()) value(item);
        out_.EndArray();
        return;
      case Kind::Map:
        object(v.map());
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
        out_.string(to_text(v));
        return;
    }
  }

 private:
  template <typename Entries>
  void object(const Entries& entries) {
    out_.StartObject();
    for (const auto& [key, item] : entries) {
      out_.key(key);
      value(item);
    }
    out_.EndObject();
  }

  void node(NodeId id) {
    const auto& snapshot = result_.nodes.at(id);
    out_.StartObject();
    out_.key("id");
    out_.Uint64(index_of(id));
    out_.key("labels");
    out_.StartArray();
    for (const auto& label : snapshot.labels) out_.string(label);
    out_.EndArray();
    out_.key("properties");
    object(snapshot.properties);
    out_.EndObject();
  }

  void relationship(RelationshipId id) {
    const auto& snapshot = result_.relationships.at(id);
    out_.StartObject();
    out_.key("id");
    out_.Uint64(index_of(id));
    out_.field("type", snapshot.type);
    out_.key("start");
    out_.Uint64(index_of(snapshot.start));
    out_.key("end");
    out_.Uint64(index_of(snapshot.end));
    out_.key("properties");
    object(snapshot.properties);
    out_.EndObject();
  }

  void path(const Path& p) {
    out_.StartObject();
    out_.key("nodes");
    out_.StartArray();
    for (const auto id : p.nodes) node(id);
    out_.EndArray();
    out_.key("relationships");
    out_.StartArray();
    for (const auto id : p.relationships) relationship(id);
    out_.EndArray();
    out_.EndObject();
  }

  base::JsonWriter& out_;
  const Result& result_;
};

}  // namespace

void write_json(base::JsonWriter& out, const Value& value, const Result& result) {
  Writer(out, result).value(value);
}

void write_json_row(base::JsonWriter& out, const Result& result, const List& row) {
  out.StartObject();
  for (std::size_t i = 0; i < row.size(); ++i) {
    out.key(result.columns[i]);
    write_json(out, row[i], result);
  }
  out.EndObject();
}

void write_json(base::JsonWriter& out, const SideEffects& effects) {
  out.StartObject();
  const auto field = [&out](std::string_view name, std::int64_t count) {
    out.key(name);
    out.Int64(count);
  };
  field("nodes_added", effects.nodes_added);
  field("nodes_removed", effects.nodes_removed);
  field("relationships_added", effects.relationships_added);
  field("relationships_removed", effects.relationships_removed);
  field("labels_added", effects.labels_added);
  field("labels_removed", effects.labels_removed);
  field("properties_added", effects.properties_added);
  field("properties_removed", effects.properties_removed);
  out.EndObject();
}

}  // namespace entente::queries
