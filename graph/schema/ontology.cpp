#include "graph/schema/ontology.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "graph/base/json.h"
#include "graph/base/resources.h"
#include "graph/base/utf8.h"

namespace entente::schema {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;

base::Location in_file(std::string_view source) { return {std::string(source), 0, 0, 0, {}}; }

Expected<std::bitset<8>> read_types(const rapidjson::Value& relation, const char* key, std::string_view name,
                                    std::string_view source) {
  std::bitset<8> types;
  const auto member = relation.FindMember(key);
  if (member == relation.MemberEnd() || !member->value.IsArray() || member->value.Empty()) {
    return fail(ErrorCode::Malformed, fmt::format("relation {} has no list '{}' of entity types", name, key), {},
                in_file(source));
  }
  for (const auto& item : member->value.GetArray()) {
    const auto type = item.IsString() ? entity_type_from(item.GetString()) : std::nullopt;
    if (!type) {
      return fail(ErrorCode::Malformed, fmt::format("relation {}: '{}' names an entity type that does not exist", name, key),
                  "entity types are Person, Country, Organization, Place, Measure, Agreement, Topic", in_file(source));
    }
    types.set(static_cast<std::size_t>(*type));
  }
  return types;
}

Expected<RelationType> read_relation(const rapidjson::Value& value, std::string_view source) {
  RelationType r;
  r.name = base::json_string(value, "type");
  const auto legal = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  if (r.name.empty() || !std::all_of(r.name.begin(), r.name.end(), legal) || !(r.name[0] >= 'A' && r.name[0] <= 'Z')) {
    return fail(ErrorCode::Malformed, fmt::format("a relation's type must look like MET_WITH, not '{}'", r.name), {},
                in_file(source));
  }
  r.plover = base::json_string(value, "plover");
  r.description = base::json_string(value, "description");
  r.example = base::json_string(value, "example");
  const auto symmetric = value.FindMember("symmetric");
  r.symmetric = symmetric != value.MemberEnd() && symmetric->value.IsBool() && symmetric->value.GetBool();
  auto subjects = read_types(value, "subject", r.name, source);
  if (!subjects) return tl::make_unexpected(subjects.error());
  auto objects = read_types(value, "object", r.name, source);
  if (!objects) return tl::make_unexpected(objects.error());
  r.subjects = *subjects;
  r.objects = *objects;
  if (const auto expected = value.FindMember("expected"); expected != value.MemberEnd()) {
    r.expected_subject = base::json_string(expected->value, "subject");
    r.expected_object = base::json_string(expected->value, "object");
  }
  return r;
}

std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_previous;
  std::vector<std::size_t> previous(b.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_previous[j - 2] + 1);
      }
    }
    before_previous = std::exchange(previous, std::move(row));
  }
  return previous[b.size()];
}

std::u32string folded(std::string_view text) {
  const std::string f = base::fold_for_comparison(text);
  std::u32string out;
  for (std::size_t i = 0; i < f.size();) out.push_back(base::next_code_point(f, i));
  return out;
}

}  // namespace

Expected<Ontology> Ontology::parse(std::string_view json, std::string_view source) {
  Ontology ontology;
  if (auto done = ontology.extend(json, source); !done) return tl::make_unexpected(done.error());
  return ontology;
}

Expected<Ontology> Ontology::load_default() {
  const auto path = base::find_resource("ontology.json");
  if (!path) return tl::make_unexpected(path.error());
  const auto text = base::read_file(*path);
  if (!text) return tl::make_unexpected(text.error());
  return parse(*text, *path);
}

Expected<void> Ontology::extend(std::string_view json, std::string_view source) {
  const auto document = base::parse_json(json, source);
  if (!document) return tl::make_unexpected(document.error());
  if (!document->IsObject()) return fail(ErrorCode::Malformed, "an ontology is a JSON object", {}, in_file(source));
  if (const auto kinds = document->FindMember("measure_kinds"); kinds != document->MemberEnd()) {
    if (!kinds->value.IsArray()) return fail(ErrorCode::Malformed, "'measure_kinds' is no list", {}, in_file(source));
    for (const auto& kind : kinds->value.GetArray()) {
      if (!kind.IsString()) return fail(ErrorCode::Malformed, "a measure kind is no text", {}, in_file(source));
      const std::string name = kind.GetString();
      if (std::find(measure_kinds_.begin(), measure_kinds_.end(), name) == measure_kinds_.end()) {
        measure_kinds_.push_back(name);
      }
    }
  }
  const auto relations = document->FindMember("relations");
  if (relations == document->MemberEnd()) return {};
  if (!relations->value.IsArray()) return fail(ErrorCode::Malformed, "'relations' is no list", {}, in_file(source));
  for (const auto& item : relations->value.GetArray()) {
    auto relation = read_relation(item, source);
    if (!relation) return tl::make_unexpected(relation.error());
    const auto same = std::find_if(relations_.begin(), relations_.end(),
                                   [&](const RelationType& r) { return r.name == relation->name; });
    if (same != relations_.end()) {
      *same = std::move(*relation);
    } else {
      relations_.push_back(std::move(*relation));
    }
  }
  return {};
}

const RelationType* Ontology::find(std::string_view name) const {
  const auto found =
      std::find_if(relations_.begin(), relations_.end(), [&](const RelationType& r) { return r.name == name; });
  return found == relations_.end() ? nullptr : &*found;
}

Expected<const RelationType*> Ontology::resolve(std::string_view name) const {
  std::string canonical(name);
  for (char& c : canonical) {
    if (c == '-' || c == ' ') c = '_';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (const RelationType* found = find(canonical)) return found;
  std::vector<std::string> names;
  for (const auto& r : relations_) names.push_back(r.name);
  const auto near = suggest(canonical, names, 1);
  return fail(ErrorCode::NotFound, fmt::format("there is no relation type '{}'", name),
              near.empty() ? std::string("`entente ontology` lists them") : fmt::format("did you mean {}?", near[0]));
}

std::vector<std::string> suggest(std::string_view word, const std::vector<std::string>& candidates, std::size_t limit) {
  const std::u32string target = folded(word);
  std::vector<std::pair<std::size_t, std::size_t>> scored;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::u32string candidate = folded(candidates[i]);
    const std::size_t allowed = std::max<std::size_t>(1, std::max(target.size(), candidate.size()) / 3);
    const std::size_t gap = target.size() > candidate.size() ? target.size() - candidate.size() : candidate.size() - target.size();
    if (gap > allowed) continue;
    if (const std::size_t d = edit_distance(target, candidate); d <= allowed) scored.emplace_back(d, i);
  }
  std::sort(scored.begin(), scored.end());
  std::vector<std::string> out;
  for (const auto& [distance, index] : scored) {
    if (out.size() == limit) break;
    out.push_back(candidates[index]);
  }
  return out;
}

}  // namespace entente::schema
