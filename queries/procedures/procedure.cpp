#include "queries/procedures/procedure.h"

namespace entente::queries {

void ProcedureRegistry::add(Procedure procedure) {
  auto name = procedure.name;
  procedures_.insert_or_assign(std::move(name), std::move(procedure));
}

const Procedure* ProcedureRegistry::find(std::string_view name) const {
  const auto found = procedures_.find(name);
  return found == procedures_.end() ? nullptr : &found->second;
}

}  // namespace entente::queries
