#include "tests/conformance/readers.h"

#include "graph/base/json.h"

namespace entente::conformance {

base::Expected<Read> read_node_link(std::string_view text) {
  const auto json = base::parse_json(text, "export");
  if (!json) return tl::make_unexpected(json.error());
  Read out;
  const auto string = [](const rapidjson::Value& v, const char* key) { return std::string(base::json_string(v, key)); };
  for (const auto& n : (*json)["nodes"].GetArray()) out.nodes[string(n, "id")] = string(n, "name");
  for (const auto& e : (*json)["edges"].GetArray()) {
    out.edges.emplace_back(string(e, "id"), string(e, "source"), string(e, "type"), string(e, "target"));
  }
  return out;
}

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> table{{"json", &read_node_link}};
  return table;
}

}  // namespace entente::conformance
