#include <fmt/format.h>

#include <memory>

#include "graph/base/json.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

std::string json_of(std::uint64_t documents, const std::vector<std::string>& problems) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter json(buffer);
  json.StartObject();
  json.key("documents");
  json.Uint64(documents);
  json.key("problems");
  json.StartArray();
  for (const auto& p : problems) json.string(p);
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace

Run declare_check(CLI::App& app) {
  struct Options {
    std::string file;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  app.add_option("FILE", o->file, "A graph that entente build has made")->required();
  app.add_flag("--json", o->json, "As JSON");
  return [o]() -> int {
    const auto ontology = load_ontology();
    if (!ontology) return report(ontology.error());
    const auto store = store::Store::open(o->file, store::OpenMode::Read);
    if (!store) return report(store.error());
    const auto stats = store->stats();
    if (!stats) return report(stats.error());
    const auto problems = store->check(*ontology);
    if (!problems) return report(problems.error());
    int printed = Ok;
    if (o->json) {
      printed = print(json_of(stats->documents, *problems));
    } else if (problems->empty()) {
      printed = print(fmt::format("{}: {}, everything holds\n", o->file, counted(stats->documents, "document")));
    } else {
      std::string out;
      for (const auto& p : *problems) out += shown(p) + "\n";
      printed = print(out);
      say(fmt::format("entente: {}: {}", o->file, counted(problems->size(), "problem")));
    }
    return printed != Ok ? printed : problems->empty() ? int{Ok} : int{Unreadable};
  };
}

}  // namespace entente::cli
