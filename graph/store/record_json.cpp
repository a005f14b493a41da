#include "graph/store/record_json.h"

#include <fmt/format.h>

#include "graph/base/json.h"

namespace entente::store {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;
using base::JsonWriter;
using rapidjson::Value;

void texts(JsonWriter& json, const char* key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  json.key(key);
  json.StartArray();
  for (const auto& t : list) json.string(t);
  json.EndArray();
}

void text(JsonWriter& json, const char* key, const std::string& value) {
  if (!value.empty()) json.field(key, value);
}

void index(JsonWriter& json, const char* key, const std::optional<model::LocalIndex>& i) {
  if (!i) return;
  json.key(key);
  json.Uint(*i);
}

void write_entity(JsonWriter& json, const model::EntityRecord& e) {
  json.StartObject();
  json.field("type", schema::to_string(e.type));
  json.field("name", e.name);
  texts(json, "aliases", e.aliases);
  text(json, "reference", e.reference);
  text(json, "kind", e.kind);
  index(json, "imposer", e.imposer);
  index(json, "target", e.target);
  json.key("mentions");
  json.StartArray();
  for (const auto& m : e.mentions) {
    json.StartArray();
    json.Uint(m.span.begin);
    json.Uint(m.span.end);
    json.string(m.surface);
    json.EndArray();
  }
  json.EndArray();
  texts(json, "reasons", e.reasons);
  json.EndObject();
}

void write_statement(JsonWriter& json, const model::StatementRecord& s) {
  json.StartObject();
  json.key("subject");
  json.Uint(s.subject);
  json.field("type", s.type);
  json.key("object");
  json.Uint(s.object);
  json.field("status", schema::to_string(s.status));
  text(json, "date", s.date.iso());
  index(json, "place", s.place);
  text(json, "title", s.title);
  if (s.former) {
    json.key("former");
    json.Bool(true);
  }
  index(json, "measure", s.measure);
  if (!s.topics.empty()) {
    json.key("topics");
    json.StartArray();
    for (const auto t : s.topics) json.Uint(t);
    json.EndArray();
  }
  index(json, "claimed_by", s.claimed_by);
  json.key("confidence");
  json.number(s.confidence);
  json.key("evidence");
  json.StartArray();
  for (const auto& e : s.evidence) {
    json.StartArray();
    json.Uint(e.sentence.begin);
    json.Uint(e.sentence.end);
    json.string(e.subject);
    json.string(e.object);
    json.EndArray();
  }
  json.EndArray();
  json.EndObject();
}

/// Reads members and remembers the first thing that is wrong.
class Decoder {
 public:
  Decoder(std::string_view source, model::DocumentRecord& record) : source_(source), record_(record) {}

  Expected<void> run(const Value& json) {
    if (!json.IsObject()) return wrong("the record is no object");
    record_.entities.clear();
    record_.statements.clear();
    if (const Value* list = array(json, "entities", true)) {
      count_ = list->Size();
      for (const auto& item : list->GetArray()) entity(item);
    }
    if (const Value* list = array(json, "statements", true)) {
      for (const auto& item : list->GetArray()) statement(item);
    }
    return problem_.empty() ? Expected<void>() : wrong(problem_);
  }

 private:
  Expected<void> wrong(const std::string& what) const {
    return fail(ErrorCode::Malformed, fmt::format("damaged record of {}: {}", source_, what),
                "remove that document and add it again", base::Location{source_, 0, 0, 0, {}});
  }
  void problem(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
  }

  const Value* array(const Value& object, const char* key, bool required) {
    const auto found = object.IsObject() ? object.FindMember(key) : Value::ConstMemberIterator();
    if (!object.IsObject() || found == object.MemberEnd()) {
      if (required) problem(fmt::format("no list '{}'", key));
      return nullptr;
    }
    if (!found->value.IsArray()) {
      problem(fmt::format("'{}' is no list", key));
      return nullptr;
    }
    return &found->value;
  }
  std::vector<std::string> texts_of(const Value& object, const char* key) {
    std::vector<std::string> out;
    if (const Value* list = array(object, key, false)) {
      for (const auto& item : list->GetArray()) out.push_back(text_of(item));
    }
    return out;
  }
  std::string text_of(const Value& v) {
    if (v.IsString()) return {v.GetString(), v.GetStringLength()};
    problem("a text is missing");
    return {};
  }
  std::uint32_t number_of(const Value& v) {
    if (v.IsUint()) return v.GetUint();
    problem("an offset is no whole number");
    return 0;
  }
  std::optional<model::LocalIndex> index_of(const Value& object, const char* key) {
    if (!object.IsObject()) return std::nullopt;
    const auto found = object.FindMember(key);
    if (found == object.MemberEnd()) return std::nullopt;
    return checked(found->value, key);
  }
  model::LocalIndex checked(const Value& v, const char* key) {
    if (v.IsUint() && v.GetUint() < count_) return v.GetUint();
    problem(fmt::format("'{}' points to no entity", key));
    return 0;
  }

  void entity(const Value& json);
  void statement(const Value& json);

  std::string source_;
  model::DocumentRecord& record_;
  std::string problem_;
  std::size_t count_ = 0;
};

void Decoder::entity(const Value& json) {
  model::EntityRecord e;
  const auto type = schema::entity_type_from(base::json_string(json, "type"));
  if (!type) return problem(fmt::format("unknown entity type '{}'", base::json_string(json, "type")));
  e.type = *type;
  e.name = base::json_string(json, "name");
  e.aliases = texts_of(json, "aliases");
  e.reference = base::json_string(json, "reference");
  e.kind = base::json_string(json, "kind");
  e.imposer = index_of(json, "imposer");
  e.target = index_of(json, "target");
  if (const Value* list = array(json, "mentions", true)) {
    for (const auto& m : list->GetArray()) {
      if (!m.IsArray() || m.Size() != 3) return problem("a mention is not [begin, end, text]");
      e.mentions.push_back({{number_of(m[0]), number_of(m[1])}, text_of(m[2])});
    }
  }
  e.reasons = texts_of(json, "reasons");
  record_.entities.push_back(std::move(e));
}

void Decoder::statement(const Value& json) {
  model::StatementRecord s;
  const auto subject = index_of(json, "subject");
  const auto object = index_of(json, "object");
  if (!subject || !object) return problem("a statement lacks an end");
  s.subject = *subject;
  s.object = *object;
  s.type = base::json_string(json, "type");
  const auto status = schema::status_from(base::json_string(json, "status"));
  if (!status) return problem(fmt::format("unknown status '{}'", base::json_string(json, "status")));
  s.status = *status;
  if (const auto iso = base::json_string(json, "date"); !iso.empty()) {
    const auto date = base::DateRange::parse_iso(iso);
    if (!date) return problem(fmt::format("'{}' is no date", iso));
    s.date = *date;
  }
  s.place = index_of(json, "place");
  s.title = base::json_string(json, "title");
  const auto former = json.FindMember("former");
  s.former = former != json.MemberEnd() && former->value.IsTrue();
  s.measure = index_of(json, "measure");
  if (const Value* list = array(json, "topics", false)) {
    for (const auto& t : list->GetArray()) s.topics.push_back(checked(t, "topics"));
  }
  s.claimed_by = index_of(json, "claimed_by");
  const auto confidence = json.FindMember("confidence");
  if (confidence == json.MemberEnd() || !confidence->value.IsNumber())
    return problem("a statement lacks its confidence");
  s.confidence = confidence->value.GetDouble();
  if (const Value* list = array(json, "evidence", true)) {
    for (const auto& e : list->GetArray()) {
      if (!e.IsArray() || e.Size() != 4) return problem("a piece of evidence is not [begin, end, subject, object]");
      s.evidence.push_back({{number_of(e[0]), number_of(e[1])}, text_of(e[2]), text_of(e[3])});
    }
  }
  record_.statements.push_back(std::move(s));
}

}  // namespace

std::string encode(const model::DocumentRecord& record) {
  rapidjson::StringBuffer out;
  JsonWriter json(out);
  json.StartObject();
  json.key("entities");
  json.StartArray();
  for (const auto& e : record.entities) write_entity(json, e);
  json.EndArray();
  json.key("statements");
  json.StartArray();
  for (const auto& s : record.statements) write_statement(json, s);
  json.EndArray();
  json.EndObject();
  return {out.GetString(), out.GetSize()};
}

Expected<void> decode(std::string_view json, std::string_view source, model::DocumentRecord& record) {
  const auto parsed = base::parse_json(json, source, {16});
  if (!parsed) return tl::make_unexpected(parsed.error());
  return Decoder(source, record).run(*parsed);
}

}  // namespace entente::store
