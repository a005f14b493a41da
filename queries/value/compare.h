#pragma once

#include <compare>
#include <cstddef>
#include <optional>

#include "queries/value/value.h"

/// The four relations of CIP2016-06-14 (comparability, equality, orderability, equivalence).
namespace entente::queries {

/// Three-valued truth: nullopt is null (unknown).
using Ternary = std::optional<bool>;
inline Value to_value(Ternary t) {
  return t ? Value(*t) : Value();
}

/// `=`: null if either is null or if the answer hangs on a null inside; values of different types are unequal, but 1
/// = 1.0.
Ternary equals(const Value& a, const Value& b);

/// `<`, `<=`, `>`, `>=`: the order of two values, or nothing if they do not compare (different types, nulls, nodes, …).
/// `unordered` where a NaN is involved: every comparison is then false.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);

/// ORDER BY, ascending: a total order over everything. Types rank Map, Node, Relationship, List, Path, DateTime,
/// LocalDateTime, Date, Time, LocalTime, Duration, String, Boolean, Number, null; NaN is the greatest number.
std::weak_ordering order(const Value& a, const Value& b);

/// DISTINCT and grouping: the same in the total order (null is itself, NaN is itself, 1 is 1.0).
inline bool equivalent(const Value& a, const Value& b) {
  return order(a, b) == 0;
}

/// Equal for equivalent values. The same in every run.
std::size_t hash(const Value& value);

struct EquivalenceHash {
  std::size_t operator()(const Value& v) const { return hash(v); }
  std::size_t operator()(const List& row) const;
};
struct Equivalence {
  bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
  bool operator()(const List& a, const List& b) const;
};

}  // namespace entente::queries
