#pragma once

// The kernels' source, compiled once for each instruction set (kernels_portable.cpp, kernels_avx2.cpp,
// kernels_avx512.cpp). Everything lies in an unnamed namespace, and no header with inline functions of its own is used
// beyond <cstring>'s memcpy: code compiled for a newer machine must never be shared with the rest of the program.

#include <cstring>

#include "src/language/kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace entente::language {
namespace {

#if defined(__AVX512VNNI__)
constexpr int register_bytes = 64;
#elif defined(__AVX2__)
constexpr int register_bytes = 32;
#else
constexpr int register_bytes = 16;
#endif

typedef float FloatRegister __attribute__((vector_size(register_bytes)));
typedef std::int32_t IntRegister __attribute__((vector_size(register_bytes)));
constexpr int lanes = register_bytes / 4;
constexpr int parts = 16 / lanes;

#define ENTENTE_INLINE inline __attribute__((always_inline))

/// Sixteen floats. Every operation works lane by lane, so the width of the machine's registers does not matter.
struct Floats {
  FloatRegister part[parts];

  static ENTENTE_INLINE Floats load(const float* p) {
    Floats f;
    std::memcpy(f.part, p, 64);
    return f;
  }
  static ENTENTE_INLINE Floats all(float value) {
    Floats f;
    for (int i = 0; i < parts; ++i) f.part[i] = FloatRegister{} + value;
    return f;
  }
  ENTENTE_INLINE void store(float* p) const { std::memcpy(p, part, 64); }
};

struct Ints {
  IntRegister part[parts];
};

ENTENTE_INLINE Floats operator+(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] += b.part[i];
  return a;
}
ENTENTE_INLINE Floats operator-(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] -= b.part[i];
  return a;
}
ENTENTE_INLINE Floats operator*(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] *= b.part[i];
  return a;
}
ENTENTE_INLINE Floats operator/(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] /= b.part[i];
  return a;
}
ENTENTE_INLINE Floats larger(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] = a.part[i] > b.part[i] ? a.part[i] : b.part[i];
  return a;
}
ENTENTE_INLINE Floats smaller(Floats a, const Floats& b) {
  for (int i = 0; i < parts; ++i) a.part[i] = a.part[i] < b.part[i] ? a.part[i] : b.part[i];
  return a;
}
ENTENTE_INLINE Ints bits(const Floats& a) {
  Ints r;
  std::memcpy(r.part, a.part, 64);
  return r;
}
ENTENTE_INLINE Floats from_bits(const Ints& a) {
  Floats r;
  std::memcpy(r.part, a.part, 64);
  return r;
}
ENTENTE_INLINE Floats absolute(const Floats& a) {
  Ints b = bits(a);
  for (int i = 0; i < parts; ++i) b.part[i] &= 0x7FFFFFFF;
  return from_bits(b);
}

/// ((lane 0 + lane 8) + (lane 4 + lane 12)) + …: halves are added until one is left.
ENTENTE_INLINE float sum(const Floats& f) {
  float x[16];
  f.store(x);
  for (int half = 8; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) x[i] += x[i + half];
  }
  return x[0];
}
ENTENTE_INLINE float maximum(const Floats& f) {
  float x[16];
  f.store(x);
  float best = x[0];
  for (int i = 1; i < 16; ++i) best = x[i] > best ? x[i] : best;
  return best;
}

/// Adding and taking away 1.5 * 2^23 rounds to an integer, half to even, for |x| < 2^22.
constexpr float rounder = 12582912.0F;
ENTENTE_INLINE Floats round_even(const Floats& x) {
  return (x + Floats::all(rounder)) - Floats::all(rounder);
}

/// e^x for -87 ≤ x ≤ 88 (others are clamped): x = n ln 2 + r, a polynomial of degree 6 in r, error below 2 ulp.
ENTENTE_INLINE Floats exponential(Floats x) {
  x = smaller(larger(x, Floats::all(-87.0F)), Floats::all(88.0F));
  const Floats n = round_even(x * Floats::all(1.44269504F));
  const Floats r = (x - n * Floats::all(0.693359375F)) - n * Floats::all(-2.12194440e-4F);
  Floats p = Floats::all(1.0F / 720.0F);
  p = p * r + Floats::all(1.0F / 120.0F);
  p = p * r + Floats::all(1.0F / 24.0F);
  p = p * r + Floats::all(1.0F / 6.0F);
  p = p * r + Floats::all(0.5F);
  p = p * r + Floats::all(1.0F);
  p = p * r + Floats::all(1.0F);
  // n + rounder has n in its low bits: shifted up they are the exponent.
  const Ints shifted = bits(n + Floats::all(rounder));
  Ints result = bits(p);
  for (int i = 0; i < parts; ++i) result.part[i] += shifted.part[i] << 23;
  return from_bits(result);
}

/// 0.5 x (1 + erf(x / sqrt 2)). erf after Abramowitz and Stegun, 7.1.26: absolute error below 1.5e-7.
ENTENTE_INLINE Floats gelu(const Floats& x) {
  const Floats z = absolute(x) * Floats::all(0.70710678F);
  const Floats t = Floats::all(1.0F) / (Floats::all(1.0F) + Floats::all(0.3275911F) * z);
  Floats p = Floats::all(1.061405429F);
  p = p * t + Floats::all(-1.453152027F);
  p = p * t + Floats::all(1.421413741F);
  p = p * t + Floats::all(-0.284496736F);
  p = p * t + Floats::all(0.254829592F);
  const Floats tail = p * t * exponential(Floats::all(0.0F) - z * z);  // 1 - erf(z)
  // For x < 0 the factor is tail / 2, for x ≥ 0 it is 1 - tail / 2.
  const Floats half = tail * Floats::all(0.5F);
  const Floats other = Floats::all(1.0F) - half;
  Floats r;
  for (int i = 0; i < parts; ++i) {
    r.part[i] = x.part[i] * (x.part[i] < FloatRegister{} ? half.part[i] : other.part[i]);
  }
  return r;
}

float absolute_maximum(const float* x, std::uint32_t n) {
  Floats most = Floats::all(0.0F);
  std::uint32_t i = 0;
  for (; i + 16 <= n; i += 16) most = larger(most, absolute(Floats::load(x + i)));
  float best = maximum(most);
  for (; i < n; ++i) {
    const float a = x[i] < 0.0F ? -x[i] : x[i];
    best = a > best ? a : best;
  }
  return best;
}

/// Quantises as `Value`, which holds q + shift.
template <typename Value, int shift>
void quantise_row(const float* x, std::uint32_t n, std::uint32_t padded, void* out, float* scale) {
  const float most = absolute_maximum(x, n);
  const float s = (most > 1e-12F ? most : 1e-12F) / 127.0F;
  *scale = s;
  Value* q = static_cast<Value*>(out);
  const Floats divisor = Floats::all(s);
  float rest[16] = {};
  for (std::uint32_t i = 0; i < padded; i += 16) {
    const float* from = x + i;
    if (i + 16 > n) {
      for (std::uint32_t j = 0; j < 16; ++j) rest[j] = i + j < n ? x[i + j] : 0.0F;
      from = rest;
    }
    Floats r = round_even(Floats::load(from) / divisor);
    r = larger(smaller(r, Floats::all(127.0F)), Floats::all(-127.0F));
    // r + rounder has the bits of rounder plus r.
    const Ints b = bits(r + Floats::all(rounder));
    std::int32_t v[16];
    std::memcpy(v, b.part, 64);
    Value* to = q + i;
    for (int j = 0; j < 16; ++j) to[j] = static_cast<Value>(v[j] - 0x4B400000 + shift);
  }
}

void activate(float* y, std::uint32_t rows, std::size_t stride, std::uint32_t columns, Activation activation) {
  if (activation == Activation::None) return;
  const Floats zero = Floats::all(0.0F);
  for (std::uint32_t i = 0; i < rows; ++i) {
    float* row = y + i * stride;
    for (std::uint32_t c = 0; c < columns; c += 16) {
      const Floats x = Floats::load(row + c);
      (activation == Activation::Relu ? larger(x, zero) : gelu(x)).store(row + c);
    }
  }
}

void add_norm(const float* x, const float* y, const float* weight, const float* bias, float epsilon,
              std::uint32_t width, float* out) {
  Floats total = Floats::all(0.0F);
  for (std::uint32_t i = 0; i < width; i += 16) {
    Floats v = Floats::load(x + i);
    if (y != nullptr) v = v + Floats::load(y + i);
    v.store(out + i);
    total = total + v;
  }
  const auto n = static_cast<float>(width);
  const Floats mean = Floats::all(sum(total) / n);
  Floats squares = Floats::all(0.0F);
  for (std::uint32_t i = 0; i < width; i += 16) {
    const Floats d = Floats::load(out + i) - mean;
    squares = squares + d * d;
  }
  const Floats factor = Floats::all(1.0F / __builtin_sqrtf(sum(squares) / n + epsilon));
  for (std::uint32_t i = 0; i < width; i += 16) {
    const Floats v = (Floats::load(out + i) - mean) * factor * Floats::load(weight + i) + Floats::load(bias + i);
    v.store(out + i);
  }
}

/// Probabilities of the first n scores; scores behind them up to a multiple of 16 become 0.
void softmax(float* s, std::uint32_t n) {
  float most = s[0];
  const std::uint32_t padded = (n + 15) / 16 * 16;
  for (std::uint32_t j = n; j < padded; ++j) s[j] = -1e30F;
  Floats highest = Floats::all(-1e30F);
  for (std::uint32_t j = 0; j < padded; j += 16) highest = larger(highest, Floats::load(s + j));
  most = maximum(highest);
  Floats total = Floats::all(0.0F);
  const Floats top = Floats::all(most);
  for (std::uint32_t j = 0; j < padded; j += 16) {
    Floats e = exponential(Floats::load(s + j) - top);
    if (j + 16 > n) {
      float rest[16];
      e.store(rest);
      for (std::uint32_t l = n - j; l < 16; ++l) rest[l] = 0.0F;
      e = Floats::load(rest);
    }
    total = total + e;
    e.store(s + j);
  }
  const Floats factor = Floats::all(1.0F / sum(total));
  for (std::uint32_t j = 0; j < padded; j += 16) (Floats::load(s + j) * factor).store(s + j);
}

/// What attention works on: one head of one sentence.
struct Head {
  const float* queries;  ///< rows of `row` floats, as keys and values
  const float* values;
  std::size_t row;
  const float* keys;  ///< turned: [width, stride], zeros behind the last row
  std::uint32_t stride;
  std::uint32_t rows;
  std::uint32_t width;
  float factor;
};

/// `count` queries from row i on: their scores with every key, side by side so that additions need not wait for each
/// other.
template <std::uint32_t count>
ENTENTE_INLINE void score(const Head& h, std::uint32_t i, float* s) {
  const Floats by = Floats::all(h.factor);
  for (std::uint32_t j = 0; j < h.stride; j += 32) {
    Floats a[count];
    Floats b[count];
    for (std::uint32_t n = 0; n < count; ++n) a[n] = b[n] = Floats::all(0.0F);
    for (std::uint32_t d = 0; d < h.width; ++d) {
      const Floats k = Floats::load(h.keys + d * h.stride + j);
      const Floats l = Floats::load(h.keys + d * h.stride + j + 16);
      for (std::uint32_t n = 0; n < count; ++n) {
        const Floats q = Floats::all(h.queries[(i + n) * h.row + d]);
        a[n] = a[n] + q * k;
        b[n] = b[n] + q * l;
      }
    }
    for (std::uint32_t n = 0; n < count; ++n) {
      (a[n] * by).store(s + n * h.stride + j);
      (b[n] * by).store(s + n * h.stride + j + 16);
    }
  }
}

/// The means of the values, weighted by `count` rows of probabilities.
template <std::uint32_t count>
ENTENTE_INLINE void weigh(const Head& h, const float* s, float* out, std::size_t out_row) {
  for (std::uint32_t d = 0; d < h.width; d += 16) {
    Floats total[count];
    for (std::uint32_t n = 0; n < count; ++n) total[n] = Floats::all(0.0F);
    for (std::uint32_t j = 0; j < h.rows; ++j) {
      const Floats v = Floats::load(h.values + j * h.row + d);
      for (std::uint32_t n = 0; n < count; ++n) total[n] = total[n] + Floats::all(s[n * h.stride + j]) * v;
    }
    for (std::uint32_t n = 0; n < count; ++n) total[n].store(out + n * out_row + d);
  }
}

template <std::uint32_t count>
void attend(const Head& h, std::uint32_t i, float* s, float* out, std::size_t out_row) {
  score<count>(h, i, s);
  for (std::uint32_t n = 0; n < count; ++n) softmax(s + n * h.stride, h.rows);
  weigh<count>(h, s, out, out_row);
}

void attention(const float* qkv, std::uint32_t row, std::uint32_t rows, std::uint32_t heads, std::uint32_t hidden,
               float* scratch, float* out) {
  Head h{};
  h.row = row;
  h.rows = rows;
  h.width = hidden / heads;
  h.stride = (rows + 31) / 32 * 32;
  h.factor = 1.0F / __builtin_sqrtf(static_cast<float>(h.width));
  h.keys = scratch;
  float* s = scratch + h.width * h.stride;
  for (std::uint32_t n = 0; n < heads; ++n) {
    h.queries = qkv + n * h.width;
    const float* k = h.queries + hidden;
    h.values = k + hidden;
    for (std::uint32_t d = 0; d < h.width; ++d) {
      for (std::uint32_t j = 0; j < rows; ++j) scratch[d * h.stride + j] = k[j * h.row + d];
      for (std::uint32_t j = rows; j < h.stride; ++j) scratch[d * h.stride + j] = 0.0F;
    }
    float* to = out + n * h.width;
    std::uint32_t i = 0;
    for (; i + 4 <= rows; i += 4) attend<4>(h, i, s, to + std::size_t{i} * hidden, hidden);
    for (; i < rows; ++i) attend<1>(h, i, s, to + std::size_t{i} * hidden, hidden);
  }
}

void add_scaled(const float* x, float factor, std::uint32_t width, float* out) {
  const Floats f = Floats::all(factor);
  for (std::uint32_t i = 0; i < width; i += 16) (Floats::load(out + i) + f * Floats::load(x + i)).store(out + i);
}

void add_scaled_i8(const std::int8_t* x, float factor, std::uint32_t width, float* out) {
  const Floats f = Floats::all(factor);
  for (std::uint32_t i = 0; i < width; i += 16) {
    float v[16];
    for (std::uint32_t j = 0; j < 16; ++j) v[j] = static_cast<float>(x[i + j]);
    (Floats::load(out + i) + f * Floats::load(v)).store(out + i);
  }
}

float dot(const float* a, const float* b, std::uint32_t n) {
  Floats total = Floats::all(0.0F);
  std::uint32_t i = 0;
  for (; i + 16 <= n; i += 16) total = total + Floats::load(a + i) * Floats::load(b + i);
  float result = sum(total);
  for (; i < n; ++i) result += a[i] * b[i];
  return result;
}

/// Sixteen results: (sum * scale) * row scale + bias.
ENTENTE_INLINE void finish(const Ints& sums, const Floats& scale, const float* row_scales, const float* bias,
                           float* y) {
  Floats f;
  for (int i = 0; i < parts; ++i) f.part[i] = __builtin_convertvector(sums.part[i], FloatRegister);
  (f * scale * Floats::load(row_scales) + Floats::load(bias)).store(y);
}

/// Blocks of 16 rows; within a block the columns in steps of `step`, each step holding `step` columns of all 16 rows.
template <std::uint32_t step>
void pack_rows(const std::int8_t* matrix, std::uint32_t rows, std::uint32_t columns, std::uint32_t padded_rows,
               std::uint32_t padded_columns, std::int8_t* out) {
  for (std::uint32_t block = 0; block < padded_rows; block += 16) {
    for (std::uint32_t c = 0; c < padded_columns; c += step) {
      for (std::uint32_t r = block; r < block + 16; ++r) {
        for (std::uint32_t j = 0; j < step; ++j) {
          const bool inside = r < rows && c + j < columns;
          *out++ = inside ? matrix[static_cast<std::size_t>(r) * columns + c + j] : std::int8_t{0};
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente::language
