// mentions_tool --parses DIR [-o GRAPH.json] [--dump] ARTICLE… : who is who in articles whose parses lie in DIR, as
// node-link JSON of entities and of the statements that names make by themselves, or readable (--dump) for looking at it.
// An article is a text file with optional front matter (`date:` is read) or JSONL with id, date and text; its parse is
// DIR/<name without .txt>.conllu or DIR/<id>.conllu. Exit 1 on any error.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "graph/base/json.h"
#include "graph/base/resources.h"
#include "graph/base/utf8.h"
#include "src/extraction/mentions.h"
#include "src/extraction/names.h"
#include "src/extraction/positions.h"
#include "src/language/conllu.h"

namespace {

using namespace entente;

model::Document from_text(const std::string& path, std::string_view content) {
  model::Document d;
  d.key = std::filesystem::path(path).filename().string();
  if (content.substr(0, 4) == "---\n") {
    const std::size_t end = content.find("\n---", 3);
    if (end != std::string_view::npos) {
      const std::string_view front = content.substr(0, end);
      if (const std::size_t at = front.find("\ndate:"); at != std::string_view::npos) {
        const std::string_view value = base::trim(front.substr(at + 6, front.find('\n', at + 1) - at - 6));
        if (const auto date = base::Date::parse_iso(value)) d.date = *date;
      }
      content.remove_prefix(std::min(content.size(), content.find('\n', end + 1) + 1));
    }
  }
  d.text = content;
  return d;
}

std::vector<model::Document> read_input(const std::string& path) {
  const auto content = base::read_file(path);
  std::vector<model::Document> out;
  if (!content) return out;
  if (path.size() < 6 || path.substr(path.size() - 6) != ".jsonl") {
    out.push_back(from_text(path, *content));
    return out;
  }
  for (std::size_t at = 0; at < content->size();) {
    const std::size_t end = std::min(content->find('\n', at), content->size());
    const auto json = base::parse_json(std::string_view(*content).substr(at, end - at), path);
    at = end + 1;
    if (!json || !json->IsObject()) continue;
    model::Document d;
    d.key = base::json_string(*json, "id");
    d.text = base::json_string(*json, "text");
    if (const auto date = base::Date::parse_iso(base::json_string(*json, "date"))) d.date = *date;
    out.push_back(std::move(d));
  }
  return out;
}

void dump(const model::Document& d, const language::Analysis& a, const extraction::Mentions& m,
          const std::vector<model::StatementRecord>& statements) {
  fmt::print("=== {} {}\n", d.key, d.date.iso());
  for (std::size_t e = 0; e < m.entities.size(); ++e) {
    const auto& r = m.entities[e];
    if (r.mentions.empty()) continue;
    fmt::print("  {} {} [{}] {} {}x |", e, r.name, schema::to_string(r.type), r.reference, r.mentions.size());
    for (const auto& alias : r.aliases) fmt::print(" {} |", alias);
    fmt::print("\n");
  }
  for (const auto& s : statements) {
    fmt::print("  {} -{}-> {} {}{} ({})\n", m.entities[s.subject].name, s.type, m.entities[s.object].name, s.title,
               s.former ? " former" : "", s.confidence);
  }
  for (const auto& p : m.posts) {
    if (!p.holder) fmt::print("  no holder: {} '{}'\n", m.entities[p.person].name, p.title);
  }
  std::size_t i = 0;
  for (std::size_t s = 0; s < a.sentences.size(); ++s) {
    std::string text = d.text.substr(a.sentences[s].span.begin, a.sentences[s].span.size());
    for (char& c : text) c = c == '\n' ? ' ' : c;
    fmt::print("  [{}] {}\n", s, text);
    for (; i < m.mentions.size() && m.mentions[i].sentence == s; ++i) {
      const auto& x = m.mentions[i];
      const char* kinds[] = {"name", "adj", "nominal", "pronoun"};
      std::string who;
      for (const auto e : x.entities) who += (who.empty() ? "" : " + ") + m.entities[e].name;
      const auto& words = a.sentences[s].words;
      fmt::print("      {:8} {}{} -> {} @{}\n", kinds[static_cast<int>(x.kind)],
                 extraction::clean_description(std::string_view(d.text).substr(
                     words[x.begin].span.begin, words[x.end - 1].span.end - words[x.begin].span.begin)),
                 x.locative ? " (where)" : "", who, language::form(d.text, words[x.head]));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::string parses;
  std::string out;
  bool readable = false;
  std::vector<std::string> inputs;
  for (int i = 1; i < argc; ++i) {
    const std::string a = argv[i];
    if (a == "--parses" && i + 1 < argc) {
      parses = argv[++i];
    } else if (a == "-o" && i + 1 < argc) {
      out = argv[++i];
    } else if (a == "--dump") {
      readable = true;
    } else {
      inputs.push_back(a);
    }
  }
  const auto gazetteer = extraction::Gazetteer::load_default();
  if (!gazetteer) {
    std::fprintf(stderr, "%s\n", base::format(gazetteer.error()).c_str());
    return 1;
  }
  rapidjson::StringBuffer nodes_buffer;
  rapidjson::StringBuffer edges_buffer;
  base::JsonWriter nodes(nodes_buffer);
  base::JsonWriter edges(edges_buffer);
  nodes.StartArray();
  edges.StartArray();
  int failures = 0;
  std::size_t number = 0;
  for (const auto& input : inputs) {
    for (const auto& d : read_input(input)) {
      const std::string stem = d.key.size() > 4 && d.key.substr(d.key.size() - 4) == ".txt" ? d.key.substr(0, d.key.size() - 4) : d.key;
      const auto conllu = base::read_file(parses + "/" + stem + ".conllu");
      if (!conllu) {
        std::fprintf(stderr, "%s\n", base::format(conllu.error()).c_str());
        ++failures;
        continue;
      }
      const auto analysis = language::read_conllu(*conllu, d.text, stem + ".conllu");
      if (!analysis) {
        std::fprintf(stderr, "%s\n", base::format(analysis.error()).c_str());
        ++failures;
        continue;
      }
      const auto m = extraction::resolve_mentions(d, *analysis, *gazetteer);
      const auto statements = extraction::find_positions(d, *analysis, m);
      if (readable) dump(d, *analysis, m, statements);
      ++number;
      const auto id = [&](std::size_t e) { return fmt::format("e{}.{}", number, e); };
      for (std::size_t e = 0; e < m.entities.size(); ++e) {
        const auto& r = m.entities[e];
        nodes.StartObject();
        nodes.field("id", id(e));
        nodes.field("type", schema::to_string(r.type));
        nodes.field("name", r.name);
        nodes.key("aliases");
        nodes.StartArray();
        for (const auto& alias : r.aliases) nodes.string(alias);
        nodes.EndArray();
        nodes.key("mentions");
        nodes.StartArray();
        for (const auto& x : r.mentions) {
          nodes.StartObject();
          nodes.field("document", d.key);
          nodes.key("begin");
          nodes.Uint(x.span.begin);
          nodes.key("end");
          nodes.Uint(x.span.end);
          nodes.EndObject();
        }
        nodes.EndArray();
        nodes.EndObject();
      }
      for (const auto& s : statements) {
        edges.StartObject();
        edges.field("source", id(s.subject));
        edges.field("target", id(s.object));
        edges.field("type", s.type);
        edges.field("title", s.title);
        edges.field("status", "happened");
        edges.key("evidence");
        edges.StartArray();
        edges.StartObject();
        edges.field("document", d.key);
        edges.EndObject();
        edges.EndArray();
        edges.EndObject();
      }
    }
  }
  nodes.EndArray();
  edges.EndArray();
  if (!out.empty()) {
    std::ofstream file(out, std::ios::binary);
    file << "{\"nodes\":" << nodes_buffer.GetString() << ",\n\"edges\":" << edges_buffer.GetString() << "}\n";
  }
  return failures == 0 ? 0 : 1;
}
