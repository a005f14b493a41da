#include "graph/base/resources.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

namespace entente::base {

namespace fs = std::filesystem;

std::vector<std::string> resource_folders() {
  std::vector<std::string> folders;
  if (const char* set = std::getenv("ENTENTE_DATA"); set != nullptr && *set != '\0') folders.emplace_back(set);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) folders.push_back((program.parent_path().parent_path() / "share" / "entente").string());
  folders.emplace_back(ENTENTE_BUILD_DATA_DIR);
  return folders;
}

Expected<std::string> find_resource(std::string_view name) {
  const auto folders = resource_folders();
  for (const auto& folder : folders) {
    const fs::path path = fs::path(folder) / name;
    std::error_code error;
    if (fs::exists(path, error)) return path.string();
  }
  return fail(ErrorCode::NotFound, fmt::format("the data file '{}' is missing", name),
              fmt::format("looked in {}; set ENTENTE_DATA to the folder that holds it", fmt::join(folders, ", ")));
}

Expected<std::string> read_file(const std::string& path, std::uint64_t limit) {
  const Location at{path, 0, 0, 0, {}};
  std::error_code error;
  if (fs::is_directory(path, error)) return fail(ErrorCode::Unreadable, "is a folder, not a file", {}, at);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return fail(ErrorCode::Unreadable, std::strerror(errno), {}, at);
  std::string bytes;
  const auto size = fs::file_size(path, error);
  if (!error && size <= limit) bytes.reserve(size);
  std::array<char, 1U << 16U> buffer;
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    if (bytes.size() + n > limit) {
      return fail(ErrorCode::Limit, fmt::format("is larger than the limit of {} bytes", limit), {}, at);
    }
    bytes.append(buffer.data(), n);
  }
  if (std::ferror(file.get()) != 0) return fail(ErrorCode::Unreadable, "reading failed", {}, at);
  return bytes;
}

}  // namespace entente::base
