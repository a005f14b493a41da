#pragma once

#include <map>
#include <string>

#include "queries/errors.h"
#include "queries/semantics/bound.h"

namespace entente::queries {

/// What a query is bound against. Everything must outlive the bound query.
struct BindContext {
  SymbolTable& symbols;
  const ProcedureRegistry& procedures;
  const Map& parameters;  ///< only asked which names there are
};

/// Resolves names and finds every error of the TCK's phase "compile time" that is no error of the grammar. `text` is
/// what `query` was parsed from; grouping keys are recognised by their text.
Checked<bound::Query> bind(const ast::Query& query, std::string_view text, const BindContext& context);

}  // namespace entente::queries
