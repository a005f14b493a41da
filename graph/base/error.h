#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

/// Failures that input can cause are values, never exceptions: a function that can fail on what it is given returns
/// `Expected<T>`. Bugs of our own are assertions. The library neither prints nor exits.
namespace entente::base {

/// What kind of failure it is; the program derives its exit status from it.
enum class ErrorCode : std::uint8_t {
  Usage,        ///< the caller asked for something that makes no sense (exit status 2)
  NotFound,     ///< nothing of that name or id (1)
  Unreadable,   ///< a file or stream cannot be opened or read (3)
  Malformed,    ///< it can be read, but is not what it claims to be (3)
  Query,        ///< a query is wrong or failed (4)
  Limit,        ///< a documented limit is exceeded (3)
  Unsupported,  ///< well-formed, but not supported, refused by name (3)
  Io,           ///< writing failed: disk full, broken pipe (3)
  Partial,      ///< some of the inputs failed, the rest is done (5)
  Internal      ///< an invariant of ours is broken: our bug (70)
};

/// The stable name of a code, such as "malformed", for JSON output.
std::string_view to_string(ErrorCode code);

/// Where in an input the failure is. Lines and columns count from 1, columns in code points; 0 means unknown.
struct Location {
  std::string source;       ///< file name, document key or "query"
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t length = 0;   ///< code points to underline
  std::string line_text;    ///< the line itself, for the caret; may be empty
};

/// One failure: what happened, where, and what to do about it.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;               ///< one sentence without a full stop: what is wrong
  std::string hint;                  ///< what to do ("did you mean MET_WITH?"); may be empty
  std::optional<Location> location;  ///< where, if known
};

template <typename T>
using Expected = tl::expected<T, Error>;

/// `return fail(ErrorCode::NotFound, "no entity named 'Xi'", "did you mean …")`.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {},
                                  std::optional<Location> location = std::nullopt) {
  return tl::make_unexpected(Error{code, std::move(message), std::move(hint), std::move(location)});
}

/// The error as lines for a person: `source:line:column: message`, the line with a caret under the span, the hint.
/// No trailing line feed.
std::string format(const Error& error);

}  // namespace entente::base
