// extract_tool --parses DIR [-o GRAPH.json] ARTICLE… : articles with parses that lie beside them to node-link JSON, for
// ../shared-style scorers (score.py) and for the quality test. An article is a text file with optional front matter
// (`date:` is read) or a JSONL file with id, date and text; its parse is DIR/<name without .txt>.conllu or
// DIR/<id>.conllu. One file only, no merging of documents: entity ids are local to the document. Exit 1 on any error.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "graph/base/json.h"
#include "graph/base/resources.h"
#include "graph/base/utf8.h"
#include "src/extraction/extractor.h"
#include "src/language/analyzer.h"
#include "src/language/conllu.h"

namespace {

using namespace entente;

struct Options {
  std::string parses;
  std::string model;
  std::string out;
  std::vector<std::string> inputs;
  bool time = false;
};

int complain(const base::Error& error) {
  std::fprintf(stderr, "%s\n", base::format(error).c_str());
  return 1;
}

model::Document from_text(const std::string& path, std::string_view content) {
  model::Document d;
  d.key = std::filesystem::path(path).filename().string();
  if (content.substr(0, 4) == "---\n") {
    const std::size_t end = content.find("\n---", 3);
    if (end != std::string_view::npos) {
      const std::string_view front = content.substr(0, end);
      const std::size_t at = front.find("\ndate:");
      if (at != std::string_view::npos) {
        std::string_view value = front.substr(at + 6, front.find('\n', at + 1) - at - 6);
        if (const auto date = base::Date::parse_iso(base::trim(value))) d.date = *date;
      }
      content.remove_prefix(std::min(content.size(), content.find('\n', end + 1) + 1));
    }
  }
  d.text = content;
  return d;
}

/// Reads documents with the name of their parse.
base::Expected<std::vector<model::Document>> read_input(const std::string& path) {
  auto content = base::read_file(path);
  if (!content) return tl::make_unexpected(content.error());
  std::vector<model::Document> documents;
  if (path.size() < 6 || path.substr(path.size() - 6) != ".jsonl") {
    documents.push_back(from_text(path, *content));
    return documents;
  }
  std::size_t at = 0;
  while (at < content->size()) {
    const std::size_t end = std::min(content->find('\n', at), content->size());
    const std::string_view line = std::string_view(*content).substr(at, end - at);
    at = end + 1;
    if (base::trim(line).empty()) continue;
    auto json = base::parse_json(line, path);
    if (!json) return tl::make_unexpected(json.error());
    model::Document d;
    d.key = base::json_string(*json, "id");
    d.text = base::json_string(*json, "text");
    if (const auto date = base::Date::parse_iso(base::json_string(*json, "date"))) d.date = *date;
    documents.push_back(std::move(d));
  }
  return documents;
}

class GraphWriter {
 public:
  GraphWriter() : json_(buffer_) {}

  void add(const model::DocumentRecord& record) { records_.push_back(&record); }

  std::string finish() {
    json_.StartObject();
    json_.key("nodes");
    json_.StartArray();
    for (std::size_t d = 0; d < records_.size(); ++d) {
      for (std::size_t e = 0; e < records_[d]->entities.size(); ++e) node(d, e);
    }
    json_.EndArray();
    json_.key("edges");
    json_.StartArray();
    for (std::size_t d = 0; d < records_.size(); ++d) {
      for (const auto& s : records_[d]->statements) edge(d, s);
    }
    json_.EndArray();
    json_.EndObject();
    return buffer_.GetString();
  }

 private:
  static std::string id(std::size_t d, std::size_t e) { return fmt::format("e{}.{}", d, e); }

  void node(std::size_t d, std::size_t e) {
    const auto& entity = records_[d]->entities[e];
    json_.StartObject();
    json_.field("id", id(d, e));
    json_.field("name", entity.name);
    json_.field("type", schema::to_string(entity.type));
    if (!entity.kind.empty()) json_.field("kind", entity.kind);
    json_.key("aliases");
    json_.StartArray();
    for (const auto& alias : entity.aliases) json_.string(alias);
    json_.EndArray();
    json_.key("mentions");
    json_.StartArray();
    for (const auto& mention : entity.mentions) {
      json_.StartObject();
      json_.field("document", records_[d]->document.key);
      json_.key("begin"), json_.Uint(mention.span.begin);
      json_.key("end"), json_.Uint(mention.span.end);
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
  }

  void edge(std::size_t d, const model::StatementRecord& s) {
    const auto& record = *records_[d];
    json_.StartObject();
    json_.field("source", id(d, s.subject));
    json_.field("target", id(d, s.object));
    json_.field("type", s.type);
    json_.field("status", schema::to_string(s.status));
    if (s.date.known()) json_.field("date", s.date.iso());
    if (s.place) json_.field("place", record.entities[*s.place].name);
    if (!s.title.empty()) json_.field("title", s.title);
    if (s.measure) json_.field("measure", record.entities[*s.measure].kind);
    if (s.claimed_by) json_.field("claimed_by", record.entities[*s.claimed_by].name);
    json_.key("confidence"), json_.number(s.confidence);
    json_.key("evidence");
    json_.StartArray();
    const base::OffsetMap offsets(record.document.text);
    for (const auto& e : s.evidence) {
      const auto bytes = offsets.to_bytes(e.sentence);
      json_.StartObject();
      json_.field("document", record.document.key);
      json_.key("begin"), json_.Uint(e.sentence.begin);
      json_.key("end"), json_.Uint(e.sentence.end);
      json_.field("text", std::string_view(record.document.text).substr(bytes.begin, bytes.size()));
      json_.field("subject", e.subject);
      json_.field("object", e.object);
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  base::JsonWriter json_;
  std::vector<const model::DocumentRecord*> records_;
};

std::string parse_name(const model::Document& d) {
  return d.key.size() > 4 && d.key.substr(d.key.size() - 4) == ".txt" ? d.key.substr(0, d.key.size() - 4) : d.key;
}

/// Where analyses come from: parses in a folder, or the language model.
class Source {
 public:
  static base::Expected<Source> open(const Options& options) {
    Source source;
    source.parses_ = options.parses;
    if (!options.parses.empty()) return source;
    auto analyzer =
        options.model.empty() ? language::Analyzer::load_default() : language::Analyzer::load(options.model);
    if (!analyzer) return tl::make_unexpected(analyzer.error());
    source.analyzer_.emplace(std::move(*analyzer));
    return source;
  }
  base::Expected<language::Analysis> analyze(const model::Document& document) const {
    if (analyzer_) return analyzer_->analyze(document.text);
    const std::string parse = parses_ + "/" + parse_name(document) + ".conllu";
    auto conllu = base::read_file(parse);
    if (!conllu) return tl::make_unexpected(conllu.error());
    return language::read_conllu(*conllu, document.text, parse);
  }

 private:
  std::string parses_;
  std::optional<language::Analyzer> analyzer_;
};

int run(const Options& options) {
  auto ontology = schema::Ontology::load_default();
  if (!ontology) return complain(ontology.error());
  auto extractor = extraction::Extractor::load_default(*ontology);
  if (!extractor) return complain(extractor.error());
  auto source = Source::open(options);
  if (!source) return complain(source.error());
  std::vector<model::DocumentRecord> records;
  std::size_t words = 0;
  double seconds = 0;
  for (const auto& path : options.inputs) {
    auto documents = read_input(path);
    if (!documents) return complain(documents.error());
    for (const auto& document : *documents) {
      auto analysis = source->analyze(document);
      if (!analysis) return complain(analysis.error());
      for (const auto& s : analysis->sentences) words += s.words.size();
      const auto start = std::chrono::steady_clock::now();
      records.push_back(extractor->extract(document, *analysis));
      seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
  }
  GraphWriter writer;
  for (const auto& record : records) writer.add(record);
  const std::string json = writer.finish();
  std::FILE* out = options.out.empty() ? stdout : std::fopen(options.out.c_str(), "w");
  if (out == nullptr) return complain({base::ErrorCode::Io, "cannot write " + options.out, {}, std::nullopt});
  std::fwrite(json.data(), 1, json.size(), out);
  std::fputc('\n', out);
  if (out != stdout) std::fclose(out);
  if (options.time)
    std::fprintf(stderr, "%zu words, %.3f s, %.0f words/s\n", words, seconds, words / std::max(seconds, 1e-9));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--parses" && i + 1 < argc) {
      options.parses = argv[++i];
    } else if (argument == "--model" && i + 1 < argc) {
      options.model = argv[++i];
    } else if (argument == "-o" && i + 1 < argc) {
      options.out = argv[++i];
    } else if (argument == "--time") {
      options.time = true;
    } else {
      options.inputs.push_back(argument);
    }
  }
  if (options.inputs.empty()) {
    std::fprintf(stderr, "usage: extract_tool [--model FILE | --parses DIR] [-o GRAPH.json] [--time] ARTICLE...\n");
    return 2;
  }
  return run(options);
}
