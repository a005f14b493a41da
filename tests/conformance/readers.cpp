#include "tests/conformance/readers.h"

#include <graphviz/cgraph.h>

#include "graph/base/json.h"
#include "graph/base/utf8.h"

namespace entente::conformance {
namespace {

std::string as_it_is(std::string_view name) {
  return std::string(name);
}

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

/// Escape strings double backslashes.
std::string unescaped(const char* text) {
  std::string out;
  for (; text != nullptr && *text != 0; ++text) {
    if (*text == '\\' && text[1] == '\\') ++text;
    out += *text;
  }
  return out;
}

/// DOT has no control characters; their Unicode pictures stand for them.
std::string with_control_pictures(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      base::append_code_point(out, byte == 0x7F ? 0x2421U : 0x2400U + byte);
    } else {
      out += c;
    }
  }
  return out;
}

/// With Graphviz' own parser.
base::Expected<Read> read_dot(std::string_view text) {
  Agraph_t* graph = agmemread(std::string(text).c_str());
  if (graph == nullptr) return base::fail(base::ErrorCode::Malformed, "Graphviz cannot read it");
  Read out;
  char label[] = "label";
  for (Agnode_t* n = agfstnode(graph); n != nullptr; n = agnxtnode(graph, n)) {
    out.nodes[agnameof(n)] = unescaped(agget(n, label));
    for (Agedge_t* e = agfstout(graph, n); e != nullptr; e = agnxtout(graph, e)) {
      out.edges.emplace_back(agnameof(e), agnameof(agtail(e)), unescaped(agget(e, label)), agnameof(aghead(e)));
    }
  }
  agclose(graph);
  return out;
}

}  // namespace

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> table{{"json", {&read_node_link, &as_it_is}},
                                                                {"dot", {&read_dot, &with_control_pictures}}};
  return table;
}

}  // namespace entente::conformance
