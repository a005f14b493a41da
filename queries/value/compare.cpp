#include "queries/value/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "graph/base/hash.h"

namespace entente::queries {
namespace {

/// An integer against a float, exactly: a cast of either could round.
std::partial_ordering compare_mixed(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= 9223372036854775808.0) return std::partial_ordering::less;
  if (b < -9223372036854775808.0) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return a < whole ? std::partial_ordering::less : std::partial_ordering::greater;
  return 0.0 <=> (b - static_cast<double>(whole));
}

std::partial_ordering reversed(std::partial_ordering order) {
  if (order == std::partial_ordering::less) return std::partial_ordering::greater;
  if (order == std::partial_ordering::greater) return std::partial_ordering::less;
  return order;
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.is(Kind::Integer)) {
    if (b.is(Kind::Integer)) return a.integer() <=> b.integer();
    return compare_mixed(a.integer(), b.floating());
  }
  if (b.is(Kind::Integer)) return reversed(compare_mixed(b.integer(), a.floating()));
  return a.floating() <=> b.floating();
}

Ternary equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  Ternary result = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equals(a[i], b[i]);
    if (same == Ternary(false)) return false;
    if (!same) result = std::nullopt;
  }
  return result;
}

Ternary equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  const auto same_key = [](const auto& x, const auto& y) { return x.first == y.first; };
  if (!std::equal(a.begin(), a.end(), b.begin(), same_key)) return false;
  Ternary result = true;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j) {
    const auto same = equals(i->second, j->second);
    if (same == Ternary(false)) return false;
    if (!same) result = std::nullopt;
  }
  return result;
}

std::optional<std::partial_ordering> compare_lists(const List& a, const List& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    const auto part = compare(a[i], b[i]);
    if (!part || *part != 0) return part;
  }
  return std::partial_ordering(a.size() <=> b.size());
}

/// Rank of a kind in the total order; the alternatives' order is Kind's.
int rank(Kind kind) {
  switch (kind) {
    case Kind::Map:
      return 0;
    case Kind::Node:
      return 1;
    case Kind::Relationship:
      return 2;
    case Kind::List:
      return 3;
    case Kind::Path:
      return 4;
    case Kind::DateTime:
      return 5;
    case Kind::LocalDateTime:
      return 6;
    case Kind::Date:
      return 7;
    case Kind::Time:
      return 8;
    case Kind::LocalTime:
      return 9;
    case Kind::Duration:
      return 10;
    case Kind::String:
      return 11;
    case Kind::Boolean:
      return 12;
    case Kind::Integer:
    case Kind::Float:
      return 13;
    case Kind::Null:
      return 14;
  }
  return 14;
}

std::weak_ordering order_numbers(const Value& a, const Value& b) {
  const bool a_nan = a.is(Kind::Float) && std::isnan(a.floating());
  const bool b_nan = b.is(Kind::Float) && std::isnan(b.floating());
  if (a_nan || b_nan) return static_cast<int>(a_nan) <=> static_cast<int>(b_nan);
  const auto order = compare_numbers(a, b);
  if (order == 0) return std::weak_ordering::equivalent;
  return order < 0 ? std::weak_ordering::less : std::weak_ordering::greater;
}

std::weak_ordering order_maps(const Map& a, const Map& b) {
  auto i = a.begin();
  auto j = b.begin();
  for (; i != a.end() && j != b.end(); ++i, ++j) {
    if (const auto part = i->first.compare(j->first) <=> 0; part != 0) return part;
    if (const auto part = order(i->second, j->second); part != 0) return part;
  }
  return a.size() <=> b.size();
}

std::weak_ordering order_lists(const List& a, const List& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const auto part = order(a[i], b[i]); part != 0) return part;
  }
  return a.size() <=> b.size();
}

std::size_t mix(std::size_t seed, std::size_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ULL + (seed >> 7U);
}

std::size_t hash_number(const Value& value) {
  if (value.is(Kind::Integer)) return mix(1, static_cast<std::size_t>(value.integer()));
  const auto v = value.floating();
  if (std::isnan(v)) return 2;
  if (v == std::floor(v) && std::abs(v) < 9.2e18) return mix(1, static_cast<std::size_t>(static_cast<std::int64_t>(v)));
  std::uint64_t bits = 0;
  std::memcpy(&bits, &v, sizeof bits);
  return mix(3, bits);
}

}  // namespace

Ternary equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::List:
      return equal_lists(a.list(), b.list());
    case Kind::Map:
      return equal_maps(a.map(), b.map());
    case Kind::Duration:
      return a.duration() == b.duration();
    default:
      return order(a, b) == 0;
  }
}

std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return std::nullopt;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::List:
      return compare_lists(a.list(), b.list());
    case Kind::String:
    case Kind::Boolean:
    case Kind::Date:
    case Kind::LocalTime:
    case Kind::Time:
    case Kind::LocalDateTime:
    case Kind::DateTime:
      return std::partial_ordering(order(a, b));
    // Lengths of months and days vary: only the same duration is both <= and >=.
    case Kind::Duration:
      if (a.duration() == b.duration()) return std::partial_ordering::equivalent;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::weak_ordering order(const Value& a, const Value& b) {
  if (const auto ranks = rank(a.kind()) <=> rank(b.kind()); ranks != 0) return ranks;
  switch (a.kind()) {
    case Kind::Null:
      return std::weak_ordering::equivalent;
    case Kind::Boolean:
      return static_cast<int>(a.boolean()) <=> static_cast<int>(b.boolean());
    case Kind::Integer:
    case Kind::Float:
      return order_numbers(a, b);
    case Kind::String:
      return a.string().compare(b.string()) <=> 0;
    case Kind::List:
      return order_lists(a.list(), b.list());
    case Kind::Map:
      return order_maps(a.map(), b.map());
    case Kind::Node:
      return index_of(a.node()) <=> index_of(b.node());
    case Kind::Relationship:
      return index_of(a.relationship()) <=> index_of(b.relationship());
    case Kind::Path:
      return a.path() <=> b.path();
    case Kind::Date:
      return a.date() <=> b.date();
    case Kind::LocalTime:
      return a.local_time() <=> b.local_time();
    case Kind::Time:
      return a.time() <=> b.time();
    case Kind::LocalDateTime:
      return a.local_date_time() <=> b.local_date_time();
    case Kind::DateTime:
      return a.date_time() <=> b.date_time();
    case Kind::Duration: {
      const auto& x = a.duration();
      const auto& y = b.duration();
      if (const auto length = compare_length(x, y); length != 0) return length;
      if (const auto months = x.months <=> y.months; months != 0) return months;
      return x.days <=> y.days;
    }
  }
  return std::weak_ordering::equivalent;
}

std::size_t hash(const Value& value) {
  const auto seed = static_cast<std::size_t>(rank(value.kind())) + 11;
  switch (value.kind()) {
    case Kind::Null:
      return seed;
    case Kind::Boolean:
      return mix(seed, value.boolean() ? 1 : 0);
    case Kind::Integer:
    case Kind::Float:
      return hash_number(value);
    case Kind::String:
      return mix(seed, base::hash64(value.string()));
    case Kind::List:
      return mix(seed, EquivalenceHash{}(value.list()));
    case Kind::Map: {
      auto h = seed;
      for (const auto& [key, item] : value.map()) h = mix(mix(h, base::hash64(key)), hash(item));
      return h;
    }
    case Kind::Node:
      return mix(seed, index_of(value.node()));
    case Kind::Relationship:
      return mix(seed, index_of(value.relationship()));
    case Kind::Path: {
      auto h = seed;
      for (const auto id : value.path().nodes) h = mix(h, index_of(id));
      for (const auto id : value.path().relationships) h = mix(h, index_of(id));
      return h;
    }
    case Kind::Date:
      return mix(seed, static_cast<std::size_t>(value.date().days));
    case Kind::LocalTime:
      return mix(seed, static_cast<std::size_t>(value.local_time().nanos));
    case Kind::Time:
      return mix(seed, static_cast<std::size_t>(value.time().utc_nanos()));
    case Kind::LocalDateTime: {
      const auto v = value.local_date_time();
      return mix(mix(seed, static_cast<std::size_t>(v.days)), static_cast<std::size_t>(v.nanos));
    }
    case Kind::DateTime:
      return mix(seed, static_cast<std::size_t>(value.date_time().epoch_seconds()));
    case Kind::Duration: {
      const auto& v = value.duration();
      return mix(mix(seed, static_cast<std::size_t>(v.months)), static_cast<std::size_t>(v.days));
    }
  }
  return seed;
}

std::size_t EquivalenceHash::operator()(const List& row) const {
  std::size_t h = row.size();
  for (const auto& value : row) h = mix(h, hash(value));
  return h;
}

bool Equivalence::operator()(const List& a, const List& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Value& x, const Value& y) { return equivalent(x, y); });
}

}  // namespace entente::queries
