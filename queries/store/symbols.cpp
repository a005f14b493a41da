#include "queries/store/symbols.h"

namespace entente::queries {

Symbol SymbolTable::intern(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = index_.find(name); found != index_.end()) return found->second;
  const auto symbol = static_cast<Symbol>(names_.size());
  names_.emplace_back(name);
  index_.emplace(names_.back(), symbol);
  return symbol;
}

const std::string& SymbolTable::name(Symbol symbol) const {
  const std::scoped_lock lock(mutex_);
  return names_[static_cast<std::size_t>(symbol)];
}

}  // namespace entente::queries
