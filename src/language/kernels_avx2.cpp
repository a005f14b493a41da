#include "src/language/kernels_impl.h"

#if defined(ENTENTE_X86)
namespace entente::language {
namespace {

using Quantised = std::int16_t;

/// One row's sums over 16 outputs. Named members, not an array: GCC 12 spills arrays of registers.
struct Sums {
  __m256i low = _mm256_setzero_si256();
  __m256i high = _mm256_setzero_si256();

  ENTENTE_INLINE void add(const Quantised* q, __m256i a, __m256i b) {
    std::int32_t pair = 0;
    std::memcpy(&pair, q, 4);
    const __m256i x = _mm256_set1_epi32(pair);
    low = _mm256_add_epi32(low, _mm256_madd_epi16(x, a));
    high = _mm256_add_epi32(high, _mm256_madd_epi16(x, b));
  }
  ENTENTE_INLINE void store(std::int32_t* sums) const {
    _mm256_store_si256(reinterpret_cast<__m256i*>(sums), low);
    _mm256_store_si256(reinterpret_cast<__m256i*>(sums + 8), high);
  }
};

__attribute__((noinline)) void finish_rows(const std::int32_t* sums, int count, const float* scales, const float* bias,
                                           const float* scale, float* y, std::size_t stride) {
  for (int i = 0; i < count; ++i, sums += 16, y += stride) {
    Ints v;
    std::memcpy(v.part, sums, 64);
    finish(v, Floats::all(scale[i]), scales, bias, y);
  }
}

/// `count` rows (1, 2 or 6) by 16 outputs: pairs of columns, 16-bit products added into 32 bits (vpmaddwd; nothing
/// saturates, since the values lie in ±127).
template <int count>
void tile(const PackedMatrix& w, std::uint32_t block, const Quantised* q, const float* scale, float* y,
          std::size_t stride) {
  const std::size_t columns = w.padded_columns;
  const std::int8_t* weights = w.weights + block * columns;
  Sums s0, s1, s2, s3, s4, s5;
  for (std::size_t c = 0; c < columns; c += 2, weights += 32) {
    const __m256i a = _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(weights)));
    const __m256i b = _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(weights + 16)));
    s0.add(q + c, a, b);
    if constexpr (count > 1) s1.add(q + columns + c, a, b);
    if constexpr (count > 2) {
      s2.add(q + 2 * columns + c, a, b);
      s3.add(q + 3 * columns + c, a, b);
      s4.add(q + 4 * columns + c, a, b);
      s5.add(q + 5 * columns + c, a, b);
    }
  }
  alignas(32) std::int32_t sums[count * 16];
  s0.store(sums);
  if constexpr (count > 1) s1.store(sums + 16);
  if constexpr (count > 2) {
    s2.store(sums + 32);
    s3.store(sums + 48);
    s4.store(sums + 64);
    s5.store(sums + 80);
  }
  finish_rows(sums, count, w.scales + block, w.bias + block, scale, y, stride);
}

void multiply(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
              std::size_t stride, Activation activation) {
  const auto* values = static_cast<const Quantised*>(q);
  for (std::uint32_t block = 0; block < w.padded_rows; block += 16) {
    std::uint32_t i = 0;
    const auto at = [&](std::uint32_t row) { return values + static_cast<std::size_t>(row) * w.padded_columns; };
    for (; i + 6 <= rows; i += 6) tile<6>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i + 2 <= rows; i += 2) tile<2>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i < rows; ++i) tile<1>(w, block, at(i), scale + i, y + i * stride + block, stride);
    activate(y + block, rows, stride, 16, activation);
  }
}

}  // namespace

namespace detail {
const Kernels avx2_kernels = {
    "avx2",     sizeof(Quantised), pack_rows<2>, quantise_row<Quantised, 0>, multiply, add_norm, attention,
    add_scaled, add_scaled_i8,     dot};
}  // namespace detail
}  // namespace entente::language
#endif
