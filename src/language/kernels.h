#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The arithmetic of the network, once for each instruction set. docs/adr/0002-inference-kernel.md says why it is our
/// own.
///
/// Integers are exact everywhere. Floating-point code is the same source for every set: 16 lanes, sums in a fixed
/// order, no contraction; so every set gives the same bits.
namespace entente::language {

/// What is done with the result of a linear.
enum class Activation : std::uint8_t { None, Relu, Gelu };

/// An int8 matrix as a kernel wants it. Rows and columns are padded with zeros to multiples of 64.
struct PackedMatrix {
  std::uint32_t rows = 0;  ///< outputs
  std::uint32_t columns = 0;
  std::uint32_t padded_rows = 0;
  std::uint32_t padded_columns = 0;
  const std::int8_t* weights = nullptr;   ///< padded_rows * padded_columns, 64-byte aligned, order of Kernels::pack
  const std::int32_t* offsets = nullptr;  ///< [padded_rows] -128 * sum of the row
  const float* scales = nullptr;          ///< [padded_rows]
  const float* bias = nullptr;            ///< [padded_rows]
};

/// Functions of one instruction set. All pointers may be unaligned but for PackedMatrix::weights. Widths that
/// are called `width` are multiples of 16.
struct Kernels {
  std::string_view name;
  std::size_t quantised_size;  ///< bytes of one quantised value

  /// Reorders a row-major matrix into `out` (padded_rows * padded_columns bytes).
  void (*pack)(const std::int8_t* matrix, std::uint32_t rows, std::uint32_t columns, std::uint32_t padded_rows,
               std::uint32_t padded_columns, std::int8_t* out);

  /// One row: scale = absmax / 127 (absmax at least 1e-12), q = round-half-even(x / scale), zeros up to padded.
  void (*quantise)(const float* x, std::uint32_t n, std::uint32_t padded, void* q, float* scale);

  /// y[i, r] = activation(sum over c of q[i, c] * W[r, c] * scale[i] * W.scales[r] + W.bias[r]) for r < padded_rows.
  /// q has rows of padded_columns values; y has rows of `stride` floats, at least padded_rows.
  void (*multiply)(const PackedMatrix& w, const void* q, const float* scale, std::uint32_t rows, float* y,
                   std::size_t stride, Activation activation);

  /// out = LayerNorm(x + y); y may be nullptr. out may be x.
  void (*add_norm)(const float* x, const float* y, const float* weight, const float* bias, float epsilon,
                   std::uint32_t width, float* out);

  /// Multi-head attention over one sentence: qkv has rows of `stride` floats (3 * hidden used), out rows of hidden.
  /// scratch: (hidden / heads + 4) * (rows + 64) floats.
  void (*attention)(const float* qkv, std::uint32_t stride, std::uint32_t rows, std::uint32_t heads,
                    std::uint32_t hidden, float* scratch, float* out);

  /// out[i] += factor * x[i]
  void (*add_scaled)(const float* x, float factor, std::uint32_t width, float* out);
  /// out[i] += factor * x[i] for int8 x
  void (*add_scaled_i8)(const std::int8_t* x, float factor, std::uint32_t width, float* out);

  /// Sum of a[i] * b[i]; n is any number.
  float (*dot)(const float* a, const float* b, std::uint32_t n);
};

/// The kernels of a set: "portable", "avx2" or "avx512vnni"; nullptr if it is unknown or this machine lacks it.
const Kernels* find_kernels(std::string_view name);
/// The best set of this machine, or what the environment variable ENTENTE_ISA names if this machine has that.
const Kernels& default_kernels();

namespace detail {
extern const Kernels portable_kernels;
#if defined(ENTENTE_X86)
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif
}  // namespace detail

}  // namespace entente::language
