#include "exporters/sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace entente::exporters {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;

std::string reason(int error) {
  return std::generic_category().message(error);
}

Expected<void> write_all(int descriptor, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0) {
      const int error = errno;
      if (error == EINTR) continue;
      const char* hint = error == ENOSPC || error == EDQUOT ? "make room and run it again; nothing else is lost" : "";
      return fail(ErrorCode::Io, fmt::format("cannot write to {}: {}", name, reason(error)), hint);
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace

Expected<void> StringSink::write(std::string_view bytes) {
  text_ += bytes;
  return {};
}

Expected<void> DescriptorSink::write(std::string_view bytes) {
  return write_all(descriptor_, bytes, name_);
}

FileSink::FileSink(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

Expected<std::unique_ptr<FileSink>> FileSink::create(const std::string& path) {
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) {
    return fail(ErrorCode::Io, fmt::format("cannot write to {}: it is a folder", path), "name a file");
  }
  const bool direct = exists && !S_ISREG(info.st_mode);
  std::string temporary;
  int descriptor = -1;
  if (direct) {
    descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    temporary = path + ".XXXXXX";
    descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor >= 0) {
      // mkostemp makes it private; an export gets the rights that any new file would, or those of the file it replaces.
      const mode_t mask = ::umask(0);
      ::umask(mask);
      if (::fchmod(descriptor, exists ? info.st_mode & 07777U : 0666U & ~mask) != 0) {
        // Some file systems know no modes; the content matters more.
      }
    }
  }
  if (descriptor < 0) {
    return fail(ErrorCode::Io, fmt::format("cannot write to {}: {}", path, reason(errno)));
  }
  return std::unique_ptr<FileSink>(new FileSink(path, std::move(temporary), descriptor));
}

Expected<void> FileSink::write(std::string_view bytes) {
  return write_all(descriptor_, bytes, path_);
}

Expected<void> FileSink::finish() {
  const bool synced = temporary_.empty() || ::fsync(descriptor_) == 0 || errno == EINVAL || errno == EROFS;
  int error = synced ? 0 : errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && error == 0) error = errno;
  if (error == 0 && !temporary_.empty()) {
    if (std::rename(temporary_.c_str(), path_.c_str()) == 0) {
      temporary_.clear();
    } else {
      error = errno;
    }
  }
  if (error != 0) return fail(ErrorCode::Io, fmt::format("cannot write to {}: {}", path_, reason(error)));
  return {};
}

FileSink::~FileSink() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

}  // namespace entente::exporters
