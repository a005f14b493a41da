#include "queries/errors.h"

#include <algorithm>

#include "graph/base/utf8.h"

namespace entente::queries {

std::string_view to_string(ErrorType type) {
  switch (type) {
    case ErrorType::SyntaxError:
      return "SyntaxError";
    case ErrorType::SemanticError:
      return "SemanticError";
    case ErrorType::ParameterMissing:
      return "ParameterMissing";
    case ErrorType::ConstraintVerificationFailed:
      return "ConstraintVerificationFailed";
    case ErrorType::EntityNotFound:
      return "EntityNotFound";
    case ErrorType::TypeError:
      return "TypeError";
    case ErrorType::ArgumentError:
      return "ArgumentError";
    case ErrorType::ArithmeticError:
      return "ArithmeticError";
    case ErrorType::ProcedureError:
      return "ProcedureError";
    case ErrorType::NotSupported:
      return "NotSupported";
    case ErrorType::LimitExceeded:
      return "LimitExceeded";
    case ErrorType::ReadOnly:
      return "ReadOnly";
  }
  return "";
}

std::string_view to_string(Phase phase) {
  return phase == Phase::CompileTime ? "compile time" : "runtime";
}

tl::unexpected<QueryError> runtime_error(ErrorType type, std::string_view detail, std::string message) {
  return tl::make_unexpected(QueryError{type, Phase::Runtime, std::string(detail), std::move(message), {}, {}});
}

Position position_of(std::string_view query, std::uint32_t byte) {
  const auto before = query.substr(0, std::min<std::size_t>(byte, query.size()));
  const auto last_break = before.rfind('\n');
  Position position;
  position.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const auto line = last_break == std::string_view::npos ? before : before.substr(last_break + 1);
  position.column = 1 + base::count_code_points(line);
  return position;
}

base::Error to_base_error(const QueryError& error, std::string_view query) {
  base::Error result{base::ErrorCode::Query, error.message, error.hint, std::nullopt};
  if (error.type == ErrorType::LimitExceeded) result.code = base::ErrorCode::Limit;
  if (error.type == ErrorType::NotSupported) result.code = base::ErrorCode::Unsupported;
  if (error.span.empty()) return result;
  const auto position = position_of(query, error.span.begin);
  const auto begin = query.rfind('\n', error.span.begin == 0 ? 0 : error.span.begin - 1);
  const auto line_begin = begin == std::string_view::npos || position.line == 1 ? 0 : begin + 1;
  const auto line_end = std::min(query.find('\n', error.span.begin), query.size());
  const auto span_end = std::min<std::size_t>(error.span.end, line_end);
  base::Location location{"query", position.line, position.column, 1,
                          std::string(query.substr(line_begin, line_end - line_begin))};
  if (span_end > error.span.begin) {
    location.length = base::count_code_points(query.substr(error.span.begin, span_end - error.span.begin));
  }
  result.location = std::move(location);
  return result;
}

}  // namespace entente::queries
