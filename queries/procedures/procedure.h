#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "queries/errors.h"
#include "queries/semantics/types.h"
#include "queries/store/graph_view.h"

namespace entente::queries {

/// A name and type of a procedure's argument or column, as written in `test.my.proc(in :: INTEGER?) :: (out ::
/// STRING?)`.
struct Field {
  std::string name;
  std::uint32_t accepted = 0;  ///< kinds(…); 0: any
  bool nullable = true;
  bool accepts(Kind kind) const {
    return kind == Kind::Null ? nullable : accepted == 0 || (accepted & kinds(kind)) != 0;
  }
};

/// What CALL calls. `run` gives all rows for one list of arguments, each with a value for every column.
struct Procedure {
  std::string name;
  std::vector<Field> inputs;
  std::vector<Field> outputs;
  std::function<Checked<std::vector<List>>(const GraphView&, const List& arguments)> run;
};

/// The procedures an engine knows, by exact name.
class ProcedureRegistry {
 public:
  void add(Procedure procedure);
  const Procedure* find(std::string_view name) const;

 private:
  std::map<std::string, Procedure, std::less<>> procedures_;
};

}  // namespace entente::queries
