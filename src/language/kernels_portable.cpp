#include "src/language/kernels_impl.h"

namespace entente::language {
namespace {

using Quantised = std::int16_t;

/// Sixteen outputs of one row.
void sixteen(const Quantised* q, const std::int8_t* w, std::uint32_t columns, std::int32_t* sums) {
  for (int r = 0; r < 16; ++r) sums[r] = 0;
  for (std::uint32_t c = 0; c < columns; c += 2, w += 32) {
    const std::int32_t a = q[c];
    const std::int32_t b = q[c + 1];
    for (int r = 0; r < 16; ++r) sums[r] += a * w[2 * r] + b * w[2 * r + 1];
  }
}

void multiply(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
              std::size_t stride, Activation activation) {
  const auto* values = static_cast<const Quantised*>(q);
  for (std::uint32_t block = 0; block < w.padded_rows; block += 16) {
    const std::int8_t* weights = w.weights + static_cast<std::size_t>(block) * w.padded_columns;
    for (std::uint32_t i = 0; i < rows; ++i) {
      Ints sums;
      std::int32_t s[16];
      sixteen(values + static_cast<std::size_t>(i) * w.padded_columns, weights, w.padded_columns, s);
      std::memcpy(sums.part, s, 64);
      finish(sums, Floats::all(scale[i]), w.scales + block, w.bias + block, y + i * stride + block);
    }
    activate(y + block, rows, stride, 16, activation);
  }
}

}  // namespace

namespace detail {
const Kernels portable_kernels = {
    "portable", sizeof(Quantised), pack_rows<2>, quantise_row<Quantised, 0>, multiply, add_norm, attention,
    add_scaled, add_scaled_i8,     dot};
}  // namespace detail
}  // namespace entente::language
