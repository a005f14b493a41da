#include "src/language/kernels_impl.h"

#if defined(ENTENTE_X86)
namespace entente::language {
namespace {

using Quantised = std::uint8_t;  // q + 128: vpdpbusd wants one factor without sign

constexpr int wide = 4;  ///< blocks of 16 outputs in a tile

/// `count` rows by 64 outputs. The sums begin at -128 * (sum of the weights' row), which takes the shift back out.
template <int count>
ENTENTE_INLINE void tile(const Quantised* q, std::uint32_t columns, const std::int8_t* w, const std::int32_t* offsets,
                         __m512i (&sums)[count][wide]) {
  for (int n = 0; n < wide; ++n) {
    const __m512i start = _mm512_loadu_si512(offsets + 16 * n);
    for (int i = 0; i < count; ++i) sums[i][n] = start;
  }
  const std::size_t block = static_cast<std::size_t>(columns) * 16;
  for (std::uint32_t c = 0; c < columns; c += 4, w += 64) {
    __m512i weights[wide];
    for (int n = 0; n < wide; ++n) weights[n] = _mm512_load_si512(w + static_cast<std::size_t>(n) * block);
    for (int i = 0; i < count; ++i) {
      std::int32_t four = 0;
      std::memcpy(&four, q + static_cast<std::size_t>(i) * columns + c, 4);
      const __m512i x = _mm512_set1_epi32(four);
      for (int n = 0; n < wide; ++n) sums[i][n] = _mm512_dpbusd_epi32(sums[i][n], x, weights[n]);
    }
  }
}

template <int count>
void tile_rows(const PackedMatrix& w, std::uint32_t block, const Quantised* q, const float* scale, float* y,
               std::size_t stride) {
  __m512i sums[count][wide];
  tile<count>(q, w.padded_columns, w.weights + static_cast<std::size_t>(block) * w.padded_columns, w.offsets + block,
              sums);
  for (int i = 0; i < count; ++i) {
    const Floats s = Floats::all(scale[i]);
    for (int n = 0; n < wide; ++n) {
      Ints v;
      std::memcpy(v.part, &sums[i][n], 64);
      const std::uint32_t at = block + static_cast<std::uint32_t>(16 * n);
      finish(v, s, w.scales + at, w.bias + at, y + static_cast<std::size_t>(i) * stride + 16 * n);
    }
  }
}

void multiply(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
              std::size_t stride, Activation activation) {
  const auto* values = static_cast<const Quantised*>(q);
  for (std::uint32_t block = 0; block < w.padded_rows; block += 16 * wide) {
    std::uint32_t i = 0;
    const auto at = [&](std::uint32_t row) { return values + static_cast<std::size_t>(row) * w.padded_columns; };
    for (; i + 6 <= rows; i += 6) {
      tile_rows<6>(w, block, at(i), scale + i, y + i * stride + block, stride);
      activate(y + i * stride + block, 6, stride, 16 * wide, activation);
    }
    const std::uint32_t rest = i;
    for (; i + 3 <= rows; i += 3) tile_rows<3>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i < rows; ++i) tile_rows<1>(w, block, at(i), scale + i, y + i * stride + block, stride);
    activate(y + rest * stride + block, rows - rest, stride, 16 * wide, activation);
  }
}

}  // namespace

namespace detail {
const Kernels avx512_kernels = {
    "avx512vnni", sizeof(Quantised), pack_rows<4>, quantise_row<Quantised, 128>, multiply, add_norm, attention,
    add_scaled,   add_scaled_i8,     dot};
}  // namespace detail
}  // namespace entente::language
#endif
