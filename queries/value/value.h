#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "queries/value/temporal.h"

/// The values of Cypher. A Value is cheap to copy (24 bytes; what does not fit is shared and immutable) and may be read
/// by any number of threads.
namespace entente::queries {

/// Identity of a node or relationship within one graph; ids are not reused.
enum class NodeId : std::uint64_t {};
enum class RelationshipId : std::uint64_t {};
constexpr std::uint64_t index_of(NodeId id) {
  return static_cast<std::uint64_t>(id);
}
constexpr std::uint64_t index_of(RelationshipId id) {
  return static_cast<std::uint64_t>(id);
}

/// In the order of Value's alternatives.
enum class Kind : std::uint8_t {
  Null,
  Boolean,
  Integer,
  Float,
  String,
  List,
  Map,
  Node,
  Relationship,
  Path,
  Date,
  LocalTime,
  Time,
  LocalDateTime,
  DateTime,
  Duration
};
std::string_view to_string(Kind kind);  ///< "Integer", as in error messages

/// A set of kinds: kinds(Kind::Integer, Kind::Float).
template <typename... Kinds>
constexpr std::uint32_t kinds(Kinds... list) {
  return ((std::uint32_t{1} << static_cast<unsigned>(list)) | ...);
}

class Value;
using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

/// nodes.size() == relationships.size() + 1; relationship i joins nodes i and i+1, in either direction.
struct Path {
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
  friend auto operator<=>(const Path&, const Path&) = default;
};

class Value {
 public:
  Value() = default;
  Value(bool v) : data_(v) {}                                                         // NOLINT: implicit on purpose
  Value(std::int64_t v) : data_(v) {}                                                 // NOLINT
  Value(int v) : data_(std::int64_t{v}) {}                                            // NOLINT
  Value(double v) : data_(v) {}                                                       // NOLINT
  Value(std::string v) : data_(std::make_shared<const std::string>(std::move(v))) {}  // NOLINT
  Value(std::string_view v) : Value(std::string(v)) {}                                // NOLINT
  Value(const char* v) : Value(std::string(v)) {}                                     // NOLINT
  Value(List v) : data_(std::make_shared<const List>(std::move(v))) {}                // NOLINT
  Value(Map v) : data_(std::make_shared<const Map>(std::move(v))) {}                  // NOLINT
  Value(NodeId v) : data_(v) {}                                                       // NOLINT
  Value(RelationshipId v) : data_(v) {}                                               // NOLINT
  Value(Path v) : data_(std::make_shared<const Path>(std::move(v))) {}                // NOLINT
  Value(Date v) : data_(v) {}                                                         // NOLINT
  Value(LocalTime v) : data_(v) {}                                                    // NOLINT
  Value(Time v) : data_(v) {}                                                         // NOLINT
  Value(LocalDateTime v) : data_(v) {}                                                // NOLINT
  Value(DateTime v) : data_(std::make_shared<const DateTime>(std::move(v))) {}        // NOLINT
  Value(Duration v) : data_(std::make_shared<const Duration>(v)) {}                   // NOLINT

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::Null; }
  bool is(Kind k) const { return kind() == k; }
  bool is_number() const { return is(Kind::Integer) || is(Kind::Float); }
  bool is_true() const { return is(Kind::Boolean) && boolean(); }

  // Each of these needs the kind of its name.
  bool boolean() const { return *std::get_if<bool>(&data_); }
  std::int64_t integer() const { return *std::get_if<std::int64_t>(&data_); }
  double floating() const { return *std::get_if<double>(&data_); }
  double number() const { return is(Kind::Integer) ? static_cast<double>(integer()) : floating(); }
  const std::string& string() const { return **std::get_if<std::shared_ptr<const std::string>>(&data_); }
  const List& list() const { return **std::get_if<std::shared_ptr<const List>>(&data_); }
  const Map& map() const { return **std::get_if<std::shared_ptr<const Map>>(&data_); }
  NodeId node() const { return *std::get_if<NodeId>(&data_); }
  RelationshipId relationship() const { return *std::get_if<RelationshipId>(&data_); }
  const Path& path() const { return **std::get_if<std::shared_ptr<const Path>>(&data_); }
  Date date() const { return *std::get_if<Date>(&data_); }
  LocalTime local_time() const { return *std::get_if<LocalTime>(&data_); }
  Time time() const { return *std::get_if<Time>(&data_); }
  LocalDateTime local_date_time() const { return *std::get_if<LocalDateTime>(&data_); }
  const DateTime& date_time() const { return **std::get_if<std::shared_ptr<const DateTime>>(&data_); }
  const Duration& duration() const { return **std::get_if<std::shared_ptr<const Duration>>(&data_); }

  bool is_temporal() const {
    return kind() >= Kind::Date && kind() <= Kind::DateTime;
  }  ///< a point in time, no duration

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::shared_ptr<const std::string>,
               std::shared_ptr<const List>, std::shared_ptr<const Map>, NodeId, RelationshipId,
               std::shared_ptr<const Path>, Date, LocalTime, Time, LocalDateTime, std::shared_ptr<const DateTime>,
               std::shared_ptr<const Duration>>
      data_;
};

}  // namespace entente::queries
