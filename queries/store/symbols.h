#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace entente::queries {

/// A label, relationship type or property key as a number, unique within one graph.
enum class Symbol : std::uint32_t {};

/// The names of a graph's labels, types and keys. Append-only: a name keeps its symbol and its address. Thread-safe.
class SymbolTable {
 public:
  /// The symbol of a name, made if there is none.
  Symbol intern(std::string_view name);
  const std::string& name(Symbol symbol) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> names_;
  std::unordered_map<std::string_view, Symbol> index_;  // views into names_; looked up only, never iterated
};

}  // namespace entente::queries
