#include "src/language/kernels.h"

#include <cstdlib>

namespace entente::language {

const Kernels* find_kernels(std::string_view name) {
  if (name == detail::portable_kernels.name) return &detail::portable_kernels;
#if defined(ENTENTE_X86)
  __builtin_cpu_init();
  if (name == detail::avx2_kernels.name && __builtin_cpu_supports("avx2") != 0) return &detail::avx2_kernels;
  const bool vnni = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                    __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                    __builtin_cpu_supports("avx512vnni") != 0;
  if (name == detail::avx512_kernels.name && vnni) return &detail::avx512_kernels;
#endif
  return nullptr;
}

const Kernels& default_kernels() {
  if (const char* wanted = std::getenv("ENTENTE_ISA"); wanted != nullptr) {
    if (const Kernels* k = find_kernels(wanted); k != nullptr) return *k;
  }
  for (const char* name : {"avx512vnni", "avx2"}) {
    if (const Kernels* k = find_kernels(name); k != nullptr) return *k;
  }
  return detail::portable_kernels;
}

}  // namespace entente::language
