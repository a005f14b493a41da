#include "graph/base/error.h"

#include <fmt/format.h>

namespace entente::base {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::Usage: return "usage";
    case ErrorCode::NotFound: return "not-found";
    case ErrorCode::Unreadable: return "unreadable";
    case ErrorCode::Malformed: return "malformed";
    case ErrorCode::Query: return "query";
    case ErrorCode::Limit: return "limit";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Io: return "io";
    case ErrorCode::Partial: return "partial";
    case ErrorCode::Internal: return "internal";
  }
  return "internal";
}

std::string format(const Error& error) {
  std::string out;
  if (error.location) {
    const Location& at = *error.location;
    out += at.source;
    if (at.line > 0) {
      out += fmt::format(":{}", at.line);
      if (at.column > 0) out += fmt::format(":{}", at.column);
    }
    if (!out.empty()) out += ": ";
  }
  out += error.message;
  if (error.location && !error.location->line_text.empty()) {
    const Location& at = *error.location;
    out += fmt::format("\n  {}", at.line_text);
    if (at.column > 0) {
      out += "\n  " + std::string(at.column - 1, ' ') + std::string(at.length > 0 ? at.length : 1, '^');
    }
  }
  if (!error.hint.empty()) out += "\n  hint: " + error.hint;
  return out;
}

}  // namespace entente::base
