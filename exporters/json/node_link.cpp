#include "exporters/json/node_link.h"

#include <cmath>
#include <string>

#include "graph/base/json.h"

namespace entente::exporters {
namespace {

using base::Expected;
using base::JsonWriter;
using graph::KnowledgeGraph;
using model::EntityIndex;

/// One JSON value a line, flushed to the sink when enough has come together.
class LineWriter {
 public:
  LineWriter(Sink& sink) : sink_(sink) {}

  /// Text between the values.
  void raw(std::string_view text) { buffer_ += text; }

  /// One element of the current list.
  template <typename Fill>
  Expected<void> element(bool& first, Fill fill) {
    buffer_ += first ? "\n " : ",\n ";
    first = false;
    value_.Clear();
    JsonWriter json(value_);
    json.StartObject();
    fill(json);
    json.EndObject();
    buffer_.append(value_.GetString(), value_.GetSize());
    return buffer_.size() < flush_at ? Expected<void>() : flush();
  }

  Expected<void> flush() {
    auto done = sink_.write(buffer_);
    buffer_.clear();
    return done;
  }

 private:
  static constexpr std::size_t flush_at = 1U << 16U;
  Sink& sink_;
  std::string buffer_;
  rapidjson::StringBuffer value_;
};

void text_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.Null();
  } else {
    json.string(text);
  }
}

void texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& list) {
  json.key(key);
  json.StartArray();
  for (const auto& t : list) json.string(t);
  json.EndArray();
}

void span(JsonWriter& json, const KnowledgeGraph& graph, model::DocumentIndex document, base::CodePointSpan s) {
  json.field("document", graph.document_label(document));
  json.key("begin");
  json.Uint(s.begin);
  json.key("end");
  json.Uint(s.end);
}

void id_or_null(JsonWriter& json, std::string_view key, const KnowledgeGraph& graph, EntityIndex i) {
  text_or_null(json, key, i == model::no_entity ? std::string_view() : std::string_view(graph.entity(i).id));
}

void name_or_null(JsonWriter& json, std::string_view key, const KnowledgeGraph& graph, EntityIndex i) {
  text_or_null(json, key, i == model::no_entity ? std::string_view() : std::string_view(graph.entity(i).name));
}

void document(JsonWriter& json, const KnowledgeGraph& graph, model::DocumentIndex i) {
  const auto& d = graph.document(i);
  json.field("id", d.id());
  json.field("key", d.key);
  json.field("label", graph.document_label(i));
  text_or_null(json, "title", d.title);
  text_or_null(json, "date", d.date.iso());
  json.field("date_origin", model::to_string(d.date_origin));
  text_or_null(json, "source", d.source);
  text_or_null(json, "url", d.url);
  text_or_null(json, "language", d.language);
}

void node(JsonWriter& json, const KnowledgeGraph& graph, const model::Entity& e) {
  json.field("id", e.id);
  json.field("type", schema::to_string(e.type));
  json.field("name", e.name);
  texts(json, "aliases", e.aliases);
  if (e.type == schema::EntityType::Measure) {
    json.field("kind", e.kind);
    id_or_null(json, "imposer", graph, e.imposer);
    id_or_null(json, "target", graph, e.target);
  }
  text_or_null(json, "reference", e.reference);
  json.key("mentions");
  json.StartArray();
  for (const auto& m : e.mentions) {
    json.StartObject();
    span(json, graph, m.document, m.span);
    json.EndObject();
  }
  json.EndArray();
  texts(json, "reasons", e.reasons);
}

void evidence(JsonWriter& json, const KnowledgeGraph& graph, const model::Statement& s) {
  json.key("evidence");
  json.StartArray();
  for (const auto& e : s.evidence) {
    json.StartObject();
    span(json, graph, e.document, e.sentence);
    json.field("text", e.text);
    json.field("subject", e.subject);
    json.field("object", e.object);
    json.EndObject();
  }
  json.EndArray();
}

void edge(JsonWriter& json, const KnowledgeGraph& graph, const schema::Ontology& ontology, const model::Statement& s) {
  json.field("id", s.id);
  json.field("source", graph.entity(s.subject).id);
  json.field("target", graph.entity(s.object).id);
  json.field("type", s.type);
  const auto* relation = ontology.find(s.type);
  text_or_null(json, "plover", relation != nullptr ? std::string_view(relation->plover) : std::string_view());
  json.key("symmetric");
  json.Bool(relation != nullptr && relation->symmetric);
  json.field("status", schema::to_string(s.status));
  text_or_null(json, "date", s.date.iso());
  name_or_null(json, "place", graph, s.place);
  id_or_null(json, "place_id", graph, s.place);
  text_or_null(json, "title", s.title);
  json.key("former");
  json.Bool(s.former);
  name_or_null(json, "measure", graph, s.measure);
  id_or_null(json, "measure_id", graph, s.measure);
  json.key("topics");
  json.StartArray();
  for (const auto t : s.topics) json.string(graph.entity(t).name);
  json.EndArray();
  json.key("topic_ids");
  json.StartArray();
  for (const auto t : s.topics) json.string(graph.entity(t).id);
  json.EndArray();
  name_or_null(json, "claimed_by", graph, s.claimed_by);
  id_or_null(json, "claimed_by_id", graph, s.claimed_by);
  json.key("confidence");
  json.number(std::round(s.confidence * 1e4) / 1e4);
  evidence(json, graph, s);
}

}  // namespace

Expected<ExportReport> write_node_link(const KnowledgeGraph& graph, const schema::Ontology& ontology,
                                       const ExportOptions& options, Sink& sink) {
  LineWriter out(sink);
  rapidjson::StringBuffer head;
  JsonWriter title(head);
  title.StartObject();
  text_or_null(title, "title", options.title);
  title.EndObject();
  out.raw("{\"format\": \"entente-node-link\", \"version\": 1, \"directed\": true, \"multigraph\": true, \"graph\": ");
  out.raw({head.GetString(), head.GetSize()});

  Expected<void> done;
  const auto list = [&](std::string_view key, std::size_t size, auto&& fill) {
    if (!done) return;
    out.raw(",\n\"");
    out.raw(key);
    out.raw("\": [");
    bool first = true;
    for (std::uint32_t i = 0; i < size && done; ++i) {
      done = out.element(first, [&](JsonWriter& json) { fill(json, i); });
    }
    out.raw(first ? "]" : "\n]");
  };
  list("documents", graph.documents().size(),
       [&](JsonWriter& json, std::uint32_t i) { document(json, graph, model::DocumentIndex{i}); });
  list("nodes", graph.entities().size(),
       [&](JsonWriter& json, std::uint32_t i) { node(json, graph, graph.entities()[i]); });
  list("edges", graph.statements().size(),
       [&](JsonWriter& json, std::uint32_t i) { edge(json, graph, ontology, graph.statements()[i]); });
  out.raw("}\n");
  if (done) done = out.flush();
  if (done) done = sink.finish();
  if (!done) return tl::make_unexpected(done.error());
  ExportReport report;
  report.nodes = graph.entities().size();
  report.edges = graph.statements().size();
  if (!graph.documents().empty()) report.losses.push_back({"the texts of the documents", graph.documents().size()});
  return report;
}

}  // namespace entente::exporters
