#include "src/articles/byte_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace entente::articles {
namespace {

constexpr std::size_t block = std::size_t{1} << 16U;

}  // namespace

void ByteSource::Closer::operator()(std::FILE* f) const {
  if (f != nullptr && f != stdin) std::fclose(f);
}

base::Expected<ByteSource> ByteSource::open(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return base::fail(base::ErrorCode::Unreadable, "is a folder, not a file");
  ByteSource source;
  source.file_.reset(std::fopen(path.c_str(), "rb"));
  if (!source.file_) return base::fail(base::ErrorCode::Unreadable, std::strerror(errno));
  return source;
}

ByteSource ByteSource::standard_input() {
  ByteSource source;
  source.file_.reset(stdin);
  return source;
}

ByteSource ByteSource::memory(std::string_view bytes) {
  ByteSource source;
  source.memory_ = bytes;
  return source;
}

/// Reads one more block behind what the buffer holds. False at the end.
base::Expected<bool> ByteSource::fill() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  if (!file_) {
    const std::string_view next = memory_.substr(0, block);
    buffer_ += next;
    memory_.remove_prefix(next.size());
    ended_ = next.empty();
    return !ended_;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + block);
  errno = 0;
  const std::size_t n = std::fread(buffer_.data() + before, 1, block, file_.get());
  buffer_.resize(before + n);
  if (std::ferror(file_.get()) != 0) {
    ended_ = true;
    return base::fail(base::ErrorCode::Unreadable,
                      fmt::format("reading failed: {}", errno != 0 ? std::strerror(errno) : "unknown reason"));
  }
  ended_ = n == 0;
  return n > 0;
}

base::Expected<std::string_view> ByteSource::peek() {
  while (buffer_.size() - at_ < block) {
    const auto more = fill();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) break;
  }
  return std::string_view(buffer_).substr(at_, block);
}

base::Expected<std::string> ByteSource::rest(std::uint64_t limit) {
  std::string out = buffer_.substr(at_);
  buffer_.clear();
  at_ = 0;
  while (true) {
    if (out.size() > limit) {
      return base::fail(base::ErrorCode::Limit, fmt::format("is larger than {} MiB", limit >> 20U));
    }
    const auto more = fill();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return out;
    out += buffer_;
    buffer_.clear();
  }
}

base::Expected<ByteSource::Line> ByteSource::line(std::string& out, std::uint64_t limit) {
  out.clear();
  bool too_long = false;
  bool any = false;
  while (true) {
    if (at_ == buffer_.size()) {
      buffer_.clear();
      at_ = 0;
      const auto more = fill();
      if (!more) return tl::make_unexpected(more.error());
      if (!*more) return too_long ? Line::TooLong : any ? Line::Ok : Line::End;
    }
    any = true;
    const auto end = buffer_.find('\n', at_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    if (!too_long) out.append(buffer_, at_, stop - at_);
    if (out.size() > limit) {
      too_long = true;
      out = {};
    }
    at_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos) return too_long ? Line::TooLong : Line::Ok;
  }
}

}  // namespace entente::articles
