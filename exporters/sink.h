#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"

/// Where exports go. One thread at a time.
namespace entente::exporters {

/// Takes bytes in order. After a failure the output is incomplete and every further call fails too.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Error: Io with the system's reason (disk full, reader gone).
  virtual base::Expected<void> write(std::string_view bytes) = 0;
  /// Everything is written; makes the output visible and durable as far as the sink can. Error: Io.
  virtual base::Expected<void> finish() = 0;
};

/// Collects everything in memory.
class StringSink : public Sink {
 public:
  base::Expected<void> write(std::string_view bytes) override;
  base::Expected<void> finish() override { return {}; }
  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// Writes to a file descriptor that the caller owns, such as standard output. SIGPIPE must be ignored by the program
/// for a reader that has gone to come back as an error.
class DescriptorSink : public Sink {
 public:
  DescriptorSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  base::Expected<void> write(std::string_view bytes) override;
  base::Expected<void> finish() override { return {}; }

 private:
  int descriptor_;
  std::string name_;
};

/// Writes a file that appears under its name only once it is complete: bytes go to a temporary file beside it, which
/// finish() syncs and renames. What is no regular file (a device, a pipe) is written directly. Without finish() nothing
/// is left behind.
class FileSink : public Sink {
 public:
  /// Error: Io with the system's reason.
  static base::Expected<std::unique_ptr<FileSink>> create(const std::string& path);
  base::Expected<void> write(std::string_view bytes) override;
  base::Expected<void> finish() override;
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  ~FileSink() override;

 private:
  FileSink(std::string path, std::string temporary, int descriptor);
  std::string path_;
  std::string temporary_;  ///< "" where the path is written directly
  int descriptor_;
};

}  // namespace entente::exporters
