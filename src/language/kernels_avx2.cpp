#include "src/language/kernels_impl.h"

#if defined(ENTENTE_X86)
namespace entente::language {
namespace {

using Quantised = std::int16_t;

/// `count` rows by 16 outputs: pairs of columns, 16-bit products added into 32 bits (vpmaddwd; nothing saturates, since
/// the values lie in ±127).
template <int count>
ENTENTE_INLINE void tile(const Quantised* q, std::uint32_t columns, const std::int8_t* w, Ints* sums) {
  __m256i low[count];
  __m256i high[count];
  for (int i = 0; i < count; ++i) low[i] = high[i] = _mm256_setzero_si256();
  for (std::uint32_t c = 0; c < columns; c += 2, w += 32) {
    const __m256i a = _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(w)));
    const __m256i b = _mm256_cvtepi8_epi16(_mm_load_si128(reinterpret_cast<const __m128i*>(w + 16)));
    for (int i = 0; i < count; ++i) {
      std::int32_t pair = 0;
      std::memcpy(&pair, q + static_cast<std::size_t>(i) * columns + c, 4);
      const __m256i x = _mm256_set1_epi32(pair);
      low[i] = _mm256_add_epi32(low[i], _mm256_madd_epi16(x, a));
      high[i] = _mm256_add_epi32(high[i], _mm256_madd_epi16(x, b));
    }
  }
  for (int i = 0; i < count; ++i) {
    std::memcpy(&sums[i].part[0], &low[i], 32);
    std::memcpy(&sums[i].part[1], &high[i], 32);
  }
}

template <int count>
void tile_rows(const PackedMatrix& w, std::uint32_t block, const Quantised* q, const float* scale, float* y,
               std::size_t stride) {
  Ints sums[count];
  tile<count>(q, w.padded_columns, w.weights + static_cast<std::size_t>(block) * w.padded_columns, sums);
  for (int i = 0; i < count; ++i) {
    finish(sums[i], Floats::all(scale[i]), w.scales + block, w.bias + block, y + static_cast<std::size_t>(i) * stride);
  }
}

void multiply(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
              std::size_t stride, Activation activation) {
  const auto* values = static_cast<const Quantised*>(q);
  for (std::uint32_t block = 0; block < w.padded_rows; block += 16) {
    std::uint32_t i = 0;
    const auto at = [&](std::uint32_t row) { return values + static_cast<std::size_t>(row) * w.padded_columns; };
    for (; i + 6 <= rows; i += 6) tile_rows<6>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i + 2 <= rows; i += 2) tile_rows<2>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i < rows; ++i) tile_rows<1>(w, block, at(i), scale + i, y + i * stride + block, stride);
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
