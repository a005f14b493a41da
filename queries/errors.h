#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "graph/base/error.h"
#include "graph/base/span.h"

/// What can go wrong with a query, in the terms of the openCypher TCK: a type, the phase it is noticed in, and a
/// detail.
namespace entente::queries {

enum class Phase : std::uint8_t { CompileTime, Runtime };

/// The TCK's error types that this engine raises. The TCK's name is the enumerator's.
enum class ErrorType : std::uint8_t {
  SyntaxError,
  SemanticError,
  ParameterMissing,
  ConstraintVerificationFailed,
  EntityNotFound,
  TypeError,
  ArgumentError,
  ArithmeticError,
  ProcedureError,
  NotSupported,   ///< ours: well-formed, but refused by name
  LimitExceeded,  ///< ours: a documented limit (depth, rows, time) was reached
  ReadOnly        ///< ours: a write on a graph that can only be read
};

std::string_view to_string(ErrorType type);
std::string_view to_string(Phase phase);  ///< "compile time", "runtime"

/// One failure of a query. `detail` is the TCK's word ("UndefinedVariable"); `span` counts bytes of the query's text
/// and is empty where no place is to blame.
struct QueryError {
  ErrorType type = ErrorType::SyntaxError;
  Phase phase = Phase::CompileTime;
  std::string detail;
  std::string message;  ///< one sentence without a full stop
  std::string hint;
  base::ByteSpan span;
};

template <typename T>
using Checked = tl::expected<T, QueryError>;

/// A failure while the query runs; the caller adds the place.
tl::unexpected<QueryError> runtime_error(ErrorType type, std::string_view detail, std::string message);

/// The same failure as the rest of the program reports it: code Query, with line, column, and the line's text.
base::Error to_base_error(const QueryError& error, std::string_view query);

/// Line and column, from 1, of a byte of the query; columns count code points.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};
Position position_of(std::string_view query, std::uint32_t byte);

}  // namespace entente::queries
