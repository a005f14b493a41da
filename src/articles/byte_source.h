#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"

namespace entente::articles {

/// Bytes from a file, standard input or memory, with a look ahead.
class ByteSource {
 public:
  /// Error: Unreadable with the system's reason.
  static base::Expected<ByteSource> open(const std::string& path);
  static ByteSource standard_input();
  static ByteSource memory(std::string_view bytes);

  /// The next bytes without taking them, up to 64 KiB; fewer only at the end. Valid until the next call of any
  /// function.
  base::Expected<std::string_view> peek();
  /// Everything that is left. Error: Limit beyond `limit` bytes.
  base::Expected<std::string> rest(std::uint64_t limit);
  enum class Line : std::uint8_t { Ok, TooLong, End };
  /// The next line without its line feed. One of more than `limit` bytes is passed over (TooLong) without being kept.
  base::Expected<Line> line(std::string& out, std::uint64_t limit);

 private:
  struct Closer {
    void operator()(std::FILE* f) const;
  };
  base::Expected<bool> fill();

  std::unique_ptr<std::FILE, Closer> file_;
  std::string_view memory_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace entente::articles
