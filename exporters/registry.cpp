#include "exporters/registry.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "exporters/dot/dot.h"
#include "exporters/json/node_link.h"
#include "graph/base/utf8.h"

namespace entente::exporters {
namespace {

constexpr std::array table{
    Format{"json", "json", "application/json", "node-link JSON: nodes, edges, evidence, documents", &write_node_link},
    Format{"dot", "dot", "text/vnd.graphviz", "DOT for Graphviz: every entity and statement with its attributes",
           &write_dot},
};

}  // namespace

std::span<const Format> formats() {
  return table;
}

base::Expected<const Format*> find_format(std::string_view name) {
  const std::string wanted = base::fold_case(name);
  std::vector<std::string> names;
  for (const auto& f : table) {
    if (wanted == f.name || wanted == f.extension) return &f;
    names.emplace_back(f.name);
  }
  const auto near = schema::suggest(wanted, names, 1);
  return base::fail(base::ErrorCode::NotFound, fmt::format("there is no format '{}'", name),
                    near.empty() ? fmt::format("the formats are {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", near.front()));
}

}  // namespace entente::exporters
