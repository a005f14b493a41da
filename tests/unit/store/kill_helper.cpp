#include "tests/unit/store/kill_helper.h"

#include <cstdio>
#include <cstdlib>

#include "graph/store/store.h"

/// usage: store_kill_helper FILE COUNT — adds the documents 0 … COUNT-1 that are not there yet, one transaction each,
/// and prints the id of each once it is safe.
int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto store = entente::store::Store::open(argv[1], entente::store::OpenMode::CreateIfMissing);
  if (!store) {
    std::fprintf(stderr, "%s\n", entente::base::format(store.error()).c_str());
    return 1;
  }
  const auto count = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
  for (unsigned i = 0; i < count; ++i) {
    const auto record = entente::test::numbered_document(i);
    const auto added = store->add({record});
    if (!added) {
      std::fprintf(stderr, "%s\n", entente::base::format(added.error()).c_str());
      return 1;
    }
    if (*added == 0) continue;
    std::printf("%s\n", record.document.id().c_str());
    std::fflush(stdout);
  }
  return 0;
}
