#include <fmt/format.h>

#include <memory>

#include "graph/base/json.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/phrases.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

std::string ends(const std::bitset<8>& types) {
  std::string out;
  for (const auto type : schema::all_entity_types) {
    if (types.test(static_cast<std::size_t>(type)))
      out += fmt::format("{}{}", out.empty() ? "" : ", ", schema::to_string(type));
  }
  return out;
}

std::string text_of(const schema::RelationType& r) {
  const Colours& c = colours();
  std::string out =
      fmt::format("{}{}{}{}\n", c.bold, r.name, c.reset, r.plover.empty() ? "" : fmt::format("  {}", r.plover));
  out += wrapped(r.description, 2, terminal_width());
  out += fmt::format("  {} {} {}\n", ends(r.subjects), r.symmetric ? "↔" : "→", ends(r.objects));
  out += wrapped(fmt::format("“{}”", r.example), 2, terminal_width());
  return out;
}

void write(base::JsonWriter& json, const schema::RelationType& r) {
  const auto list = [&](std::string_view key, const std::bitset<8>& types) {
    json.key(key);
    json.StartArray();
    for (const auto type : schema::all_entity_types) {
      if (types.test(static_cast<std::size_t>(type))) json.string(schema::to_string(type));
    }
    json.EndArray();
  };
  json.StartObject();
  json.field("name", r.name);
  json.field("plover", r.plover);
  json.key("symmetric");
  json.Bool(r.symmetric);
  list("subjects", r.subjects);
  list("objects", r.objects);
  json.field("description", r.description);
  json.field("example", r.example);
  json.EndObject();
}

}  // namespace

Run declare_ontology(CLI::App& app) {
  struct Options {
    std::string type;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  app.add_option("TYPE", o->type, "One relation type only, written as you like: MET_WITH, met-with");
  app.add_flag("--json", o->json, "As JSON");
  return [o]() -> int {
    const auto ontology = load_ontology();
    if (!ontology) return report(ontology.error());
    std::vector<const schema::RelationType*> chosen;
    if (o->type.empty()) {
      for (const auto& r : ontology->relations()) chosen.push_back(&r);
    } else {
      const auto type = ontology->resolve(o->type);
      if (!type) return report(type.error());
      chosen.push_back(*type);
    }
    if (!o->json) {
      std::string out;
      for (const auto* r : chosen) out += (out.empty() ? "" : "\n") + text_of(*r);
      return print(out);
    }
    rapidjson::StringBuffer buffer;
    base::JsonWriter json(buffer);
    json.StartObject();
    json.key("relations");
    json.StartArray();
    for (const auto* r : chosen) write(json, *r);
    json.EndArray();
    json.key("measure_kinds");
    json.StartArray();
    for (const auto& kind : ontology->measure_kinds()) json.string(kind);
    json.EndArray();
    json.EndObject();
    return print(std::string(buffer.GetString(), buffer.GetSize()) + "\n");
  };
}

}  // namespace entente::cli
