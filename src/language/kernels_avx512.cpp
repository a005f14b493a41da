#include "src/language/kernels_impl.h"

#if defined(ENTENTE_X86)
namespace entente::language {
namespace {

using Quantised = std::uint8_t;  // q + 128: vpdpbusd wants one factor without sign

constexpr int wide = 64;  ///< outputs of a tile

/// One row's sums over four registers of 16 outputs. They begin at -128 * (sum of the weights' row), which takes the
/// shift of the quantised values back out. Named members, not an array: GCC 12 spills arrays of registers.
struct Sums {
  __m512i a, b, c, d;

  ENTENTE_INLINE explicit Sums(const std::int32_t* offsets)
      : a(_mm512_loadu_si512(offsets)),
        b(_mm512_loadu_si512(offsets + 16)),
        c(_mm512_loadu_si512(offsets + 32)),
        d(_mm512_loadu_si512(offsets + 48)) {}

  ENTENTE_INLINE void add(const Quantised* q, __m512i wa, __m512i wb, __m512i wc, __m512i wd) {
    std::int32_t four = 0;
    std::memcpy(&four, q, 4);
    const __m512i x = _mm512_set1_epi32(four);
    a = _mm512_dpbusd_epi32(a, x, wa);
    b = _mm512_dpbusd_epi32(b, x, wb);
    c = _mm512_dpbusd_epi32(c, x, wc);
    d = _mm512_dpbusd_epi32(d, x, wd);
  }

  ENTENTE_INLINE void store(std::int32_t* sums) const {
    _mm512_store_si512(sums, a);
    _mm512_store_si512(sums + 16, b);
    _mm512_store_si512(sums + 32, c);
    _mm512_store_si512(sums + 48, d);
  }
};

__attribute__((noinline)) void finish_rows(const std::int32_t* sums, int count, const float* scales, const float* bias,
                                           const float* scale, float* y, std::size_t stride) {
  for (int i = 0; i < count; ++i, sums += wide, y += stride) {
    const Floats s = Floats::all(scale[i]);
    for (int n = 0; n < wide; n += 16) {
      Ints v;
      std::memcpy(v.part, sums + n, 64);
      finish(v, s, scales + n, bias + n, y + n);
    }
  }
}

/// `count` rows (1, 3 or 6) by 64 outputs. Six rows keep 24 sums, 4 weights and a factor in the 32 registers.
template <int count>
void tile(const PackedMatrix& w, std::uint32_t block, const Quantised* q, const float* scale, float* y,
          std::size_t stride) {
  const std::size_t columns = w.padded_columns;
  const std::int32_t* offsets = w.offsets + block;
  Sums s0(offsets), s1(offsets), s2(offsets), s3(offsets), s4(offsets), s5(offsets);
  const std::int8_t* wa = w.weights + block * columns;
  const std::int8_t* wb = wa + 16 * columns;
  const std::int8_t* wc = wb + 16 * columns;
  const std::int8_t* wd = wc + 16 * columns;
  for (std::size_t c = 0; c < columns; c += 4) {
    const __m512i a = _mm512_load_si512(wa + 16 * c);
    const __m512i b = _mm512_load_si512(wb + 16 * c);
    const __m512i e = _mm512_load_si512(wc + 16 * c);
    const __m512i d = _mm512_load_si512(wd + 16 * c);
    s0.add(q + c, a, b, e, d);
    if constexpr (count > 1) {
      s1.add(q + columns + c, a, b, e, d);
      s2.add(q + 2 * columns + c, a, b, e, d);
    }
    if constexpr (count > 3) {
      s3.add(q + 3 * columns + c, a, b, e, d);
      s4.add(q + 4 * columns + c, a, b, e, d);
      s5.add(q + 5 * columns + c, a, b, e, d);
    }
  }
  // By way of memory: if the sums went straight into the floating-point code, GCC 12 would spill them within the loop.
  alignas(64) std::int32_t sums[count * wide];
  s0.store(sums);
  if constexpr (count > 1) {
    s1.store(sums + wide);
    s2.store(sums + 2 * wide);
  }
  if constexpr (count > 3) {
    s3.store(sums + 3 * wide);
    s4.store(sums + 4 * wide);
    s5.store(sums + 5 * wide);
  }
  finish_rows(sums, count, w.scales + block, w.bias + block, scale, y, stride);
}

void multiply(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
              std::size_t stride, Activation activation) {
  const auto* values = static_cast<const Quantised*>(q);
  for (std::uint32_t block = 0; block < w.padded_rows; block += wide) {
    std::uint32_t i = 0;
    const auto at = [&](std::uint32_t row) { return values + static_cast<std::size_t>(row) * w.padded_columns; };
    for (; i + 6 <= rows; i += 6) {
      tile<6>(w, block, at(i), scale + i, y + i * stride + block, stride);
      activate(y + i * stride + block, 6, stride, wide, activation);
    }
    const std::uint32_t rest = i;
    for (; i + 3 <= rows; i += 3) tile<3>(w, block, at(i), scale + i, y + i * stride + block, stride);
    for (; i < rows; ++i) tile<1>(w, block, at(i), scale + i, y + i * stride + block, stride);
    activate(y + rest * stride + block, rows - rest, stride, wide, activation);
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
