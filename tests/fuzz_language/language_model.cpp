// Anything as a model file's header, with a right digest: it is refused with a reason, or the network can be made.
#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "src/language/analyzer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string json(reinterpret_cast<const char*>(data), size);
  std::string file(64, '\0');
  file.replace(0, 8, "ENTLANG1");
  file[8] = 1;
  const std::uint64_t json_size = json.size();
  const std::uint64_t data_size = 1U << 16U;
  std::memcpy(file.data() + 16, &json_size, 8);
  std::memcpy(file.data() + 24, &data_size, 8);
  const std::string tensors(data_size, '\1');
  const std::string content = json + tensors;
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(content.data(), content.size()));
  std::memcpy(file.data() + 32, canonical.digest, 16);
  file += json;
  file.resize((file.size() + 63) / 64 * 64, '\0');
  file += tensors;
  char name[] = "/tmp/entente_fuzz_XXXXXX";
  const int descriptor = mkstemp(name);
  if (descriptor < 0) return 0;
  const bool written = write(descriptor, file.data(), file.size()) == static_cast<ssize_t>(file.size());
  close(descriptor);
  if (written) {
    const auto analyzer = language::Analyzer::load(name);
    if (!analyzer && analyzer.error().message.empty()) std::abort();
    if (analyzer) analyzer->analyze("The talks ended. Xi met her.");
  }
  unlink(name);
  return 0;
}
