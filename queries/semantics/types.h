#pragma once

#include <memory>
#include <optional>
#include <string>

#include "queries/value/value.h"

namespace entente::queries {

/// What is known of a value before the query runs: nothing (any kind, null included), or its kind, unless it is null.
/// For lists perhaps also the type of every element.
class Type {
 public:
  Type() = default;
  Type(Kind kind) : kind_(kind == Kind::Null ? std::nullopt : std::optional(kind)) {}  // NOLINT: implicit on purpose
  static Type list_of(const Type& element);

  bool known() const { return kind_.has_value(); }
  bool is(Kind kind) const { return kind_ == kind; }
  /// Known to be of another kind.
  bool excludes(Kind kind) const { return kind_ && *kind_ != kind; }
  bool excludes_number() const { return excludes(Kind::Integer) && excludes(Kind::Float); }
  bool is_temporal() const { return kind_ && *kind_ >= Kind::Date; }  ///< durations included
  std::optional<Kind> kind() const { return kind_; }
  Type element() const { return element_ ? *element_ : Type(); }
  /// What two branches have in common.
  friend Type common(const Type& a, const Type& b);
  std::string name() const;

 private:
  std::optional<Kind> kind_;
  std::shared_ptr<const Type> element_;
};

}  // namespace entente::queries
