#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "graph/base/error.h"

/// Reading exports back, with other code than wrote them.
namespace entente::conformance {

/// What every format must say at least.
struct Read {
  std::map<std::string, std::string> nodes;                                           ///< id → name
  std::vector<std::tuple<std::string, std::string, std::string, std::string>> edges;  ///< id, source, type, target
};

struct Reader {
  base::Expected<Read> (*read)(std::string_view text) = nullptr;
  /// How the format shows a name that it cannot hold as it is; the name itself for most.
  std::string (*shown)(std::string_view name) = nullptr;
};

/// By name of the format; a format without a reader here fails the suite.
const std::map<std::string, Reader, std::less<>>& readers();

}  // namespace entente::conformance
