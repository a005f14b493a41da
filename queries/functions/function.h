#pragma once

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "queries/errors.h"
#include "queries/semantics/types.h"
#include "queries/store/graph_view.h"
#include "queries/value/value.h"

namespace entente::queries {

/// The moments that functions without arguments mean by "now", fixed when the statement begins.
struct Clock {
  DateTime statement;  ///< UTC
};

/// What a function may look at besides its arguments.
struct FunctionContext {
  const GraphView& graph;
  Clock clock;
  /// Fails on entities that this query deleted.
  Checked<void> check_exists(const Value& entity) const;
};

using Arguments = std::span<const Value>;

/// A scalar function. `null_in_null_out`: any null argument gives null without a call.
struct Function {
  std::string_view name;  ///< as documented; calls ignore case
  std::size_t least = 1;
  std::size_t most = 1;
  Checked<Value> (*evaluate)(const FunctionContext&, Arguments) = nullptr;
  Type (*type)(std::span<const Type>) = nullptr;  ///< of the result; null: unknown
  /// Kinds the first argument may have, by bits 1 << Kind; 0: any.
  std::uint32_t accepts = 0;
  bool null_in_null_out = true;
  bool deterministic = true;
};

template <Kind K>
Type returns(std::span<const Type>) {
  return K;
}

/// By name, case ignored; null if there is none.
const Function* find_function(std::string_view name);
/// The names of all functions, sorted, for suggestions.
std::vector<std::string> function_names();

/// The functions by group; each file of queries/functions defines one table.
std::span<const Function> graph_functions();
std::span<const Function> list_functions();
std::span<const Function> math_functions();
std::span<const Function> string_functions();
std::span<const Function> conversion_functions();
std::span<const Function> temporal_functions();

/// TypeError InvalidArgumentValue: `name` cannot take this value.
tl::unexpected<QueryError> invalid_argument(std::string_view name, const Value& value);

/// A component such as `d.year` or `d.hours`; null if the value has none of that name.
Value temporal_component(const Value& value, std::string_view name);

/// Arithmetic with overflow checks, on numbers, durations and temporal values; also what `+` does to lists and strings.
/// Null gives null.
Checked<Value> add(const Value& a, const Value& b);
Checked<Value> subtract(const Value& a, const Value& b);
Checked<Value> multiply(const Value& a, const Value& b);
Checked<Value> divide(const Value& a, const Value& b);
Checked<Value> modulo(const Value& a, const Value& b);
Checked<Value> power(const Value& a, const Value& b);
Checked<Value> negate(const Value& a);

/// How toString() writes a value that is no list, map or entity.
std::string to_text(const Value& value);
/// The shortest decimal text that reads back as the same float: `1.0`, `1.0E10`, `NaN`.
std::string float_to_text(double value);

}  // namespace entente::queries
