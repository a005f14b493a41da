#include "queries/value/value.h"

namespace entente::queries {

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "Null";
    case Kind::Boolean:
      return "Boolean";
    case Kind::Integer:
      return "Integer";
    case Kind::Float:
      return "Float";
    case Kind::String:
      return "String";
    case Kind::List:
      return "List";
    case Kind::Map:
      return "Map";
    case Kind::Node:
      return "Node";
    case Kind::Relationship:
      return "Relationship";
    case Kind::Path:
      return "Path";
    case Kind::Date:
      return "Date";
    case Kind::LocalTime:
      return "LocalTime";
    case Kind::Time:
      return "Time";
    case Kind::LocalDateTime:
      return "LocalDateTime";
    case Kind::DateTime:
      return "DateTime";
    case Kind::Duration:
      return "Duration";
  }
  return "";
}

}  // namespace entente::queries
