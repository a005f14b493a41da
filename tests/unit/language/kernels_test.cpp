#include "src/language/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

namespace entente::language {
namespace {

std::vector<const Kernels*> available() {
  std::vector<const Kernels*> out;
  for (const char* name : {"portable", "avx2", "avx512vnni"}) {
    if (const Kernels* k = find_kernels(name); k != nullptr) out.push_back(k);
  }
  return out;
}

std::vector<float> random_floats(std::size_t n, float range, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<float> out(n);
  for (float& x : out) x = (static_cast<float>(random() % 200001) / 100000.0F - 1.0F) * range;
  return out;
}

/// A packed matrix with its memory.
struct Matrix {
  Matrix(const Kernels& k, const std::vector<std::int8_t>& values, std::uint32_t rows, std::uint32_t columns) {
    m = {rows, columns, (rows + 63) / 64 * 64, (columns + 63) / 64 * 64, nullptr, nullptr, nullptr, nullptr};
    weights.reset(static_cast<std::int8_t*>(std::aligned_alloc(64, std::size_t{m.padded_rows} * m.padded_columns)));
    k.pack(values.data(), rows, columns, m.padded_rows, m.padded_columns, weights.get());
    offsets.assign(m.padded_rows, 0);
    scales.assign(m.padded_rows, 0.0F);
    bias.assign(m.padded_rows, 0.0F);
    for (std::uint32_t r = 0; r < rows; ++r) {
      for (std::uint32_t c = 0; c < columns; ++c) offsets[r] -= 128 * values[std::size_t{r} * columns + c];
      scales[r] = 0.001F * static_cast<float>(r % 7 + 1);
      bias[r] = 0.1F * static_cast<float>(r % 5) - 0.2F;
    }
    m.weights = weights.get();
    m.offsets = offsets.data();
    m.scales = scales.data();
    m.bias = bias.data();
  }
  struct Free {
    void operator()(std::int8_t* p) const { std::free(p); }
  };
  std::unique_ptr<std::int8_t[], Free> weights;
  std::vector<std::int32_t> offsets;
  std::vector<float> scales, bias;
  PackedMatrix m;
};

struct Result {
  std::vector<float> y;
  std::vector<float> scale;
};

Result multiply(const Kernels& k, const std::vector<std::int8_t>& values, std::uint32_t rows, std::uint32_t columns,
                const std::vector<float>& x, std::uint32_t count, Activation activation) {
  const Matrix matrix(k, values, rows, columns);
  std::vector<std::uint8_t> q(std::size_t{count} * matrix.m.padded_columns * k.quantised_size);
  Result r{std::vector<float>(std::size_t{count} * matrix.m.padded_rows), std::vector<float>(count)};
  for (std::uint32_t i = 0; i < count; ++i) {
    k.quantise(x.data() + std::size_t{i} * columns, columns, matrix.m.padded_columns,
               q.data() + std::size_t{i} * matrix.m.padded_columns * k.quantised_size, &r.scale[i]);
  }
  k.multiply(matrix.m, q.data(), r.scale.data(), count, r.y.data(), matrix.m.padded_rows, activation);
  return r;
}

TEST(Kernels, TheSpecifiedArithmetic) {
  std::mt19937 random(3);
  for (const auto& [rows, columns] : {std::pair{17U, 24U}, {64U, 64U}, {70U, 130U}, {1U, 1536U}}) {
    std::vector<std::int8_t> w(std::size_t{rows} * columns);
    for (std::int8_t& v : w) v = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    const std::uint32_t count = 11;
    const std::vector<float> x = random_floats(std::size_t{count} * columns, 3.0F, rows);
    for (const Kernels* k : available()) {
      const Result result = multiply(*k, w, rows, columns, x, count, Activation::None);
      for (std::uint32_t i = 0; i < count; ++i) {
        const float* row = x.data() + std::size_t{i} * columns;
        float most = 0;
        for (std::uint32_t c = 0; c < columns; ++c) most = std::max(most, std::fabs(row[c]));
        const float s = most / 127.0F;
        EXPECT_EQ(result.scale[i], s) << k->name;
        for (std::uint32_t r = 0; r < rows; ++r) {
          std::int64_t sum = 0;
          for (std::uint32_t c = 0; c < columns; ++c) {
            sum += static_cast<std::int64_t>(std::nearbyint(row[c] / s)) * w[std::size_t{r} * columns + c];
          }
          const float expected = static_cast<float>(sum) * s * (0.001F * static_cast<float>(r % 7 + 1)) +
                                 (0.1F * static_cast<float>(r % 5) - 0.2F);
          EXPECT_EQ(result.y[i * ((rows + 63) / 64 * 64) + r], expected) << k->name << " " << r;
        }
      }
    }
  }
}

TEST(Kernels, TheLargestSumsAreExact) {
  const std::uint32_t columns = 1536;
  for (const int sign : {1, -1}) {
    const std::vector<std::int8_t> w(columns, static_cast<std::int8_t>(127 * sign));
    const std::vector<float> x(columns, 127.0F);
    for (const Kernels* k : available()) {
      const Result r = multiply(*k, w, 1, columns, x, 1, Activation::None);
      EXPECT_EQ(r.y[0], static_cast<float>(1536 * 127 * 127 * sign) * 0.001F - 0.2F) << k->name;
    }
  }
}

TEST(Kernels, ZerosAndTinyNumbers) {
  for (const Kernels* k : available()) {
    float scale = 0;
    std::vector<std::int16_t> q(64, 99);
    const std::vector<float> zero(20, 0.0F);
    k->quantise(zero.data(), 20, 64, q.data(), &scale);
    EXPECT_EQ(scale, 1e-12F / 127.0F) << k->name;
  }
}

TEST(Kernels, Activations) {
  const std::uint32_t columns = 64;
  std::vector<std::int8_t> w(std::size_t{columns} * columns, 0);
  for (std::uint32_t i = 0; i < columns; ++i) w[i * columns + i] = 127;
  const std::vector<float> x = random_floats(std::size_t{200} * columns, 6.0F, 9);
  for (const Kernels* k : available()) {
    const Result plain = multiply(*k, w, columns, columns, x, 200, Activation::None);
    const Result relu = multiply(*k, w, columns, columns, x, 200, Activation::Relu);
    const Result gelu = multiply(*k, w, columns, columns, x, 200, Activation::Gelu);
    for (std::size_t i = 0; i < plain.y.size(); ++i) {
      EXPECT_EQ(relu.y[i], std::max(0.0F, plain.y[i])) << k->name;
      const double v = static_cast<double>(plain.y[i]);
      EXPECT_NEAR(static_cast<double>(gelu.y[i]), 0.5 * v * (1.0 + std::erf(v / std::sqrt(2.0))), 2e-6) << k->name << v;
    }
  }
}

TEST(Kernels, NormalisationAndDot) {
  const std::vector<float> x = random_floats(96, 4.0F, 1);
  const std::vector<float> y = random_floats(96, 4.0F, 2);
  const std::vector<float> w = random_floats(96, 1.0F, 3);
  const std::vector<float> b = random_floats(96, 1.0F, 4);
  double mean = 0;
  for (std::size_t i = 0; i < 96; ++i) mean += static_cast<double>(x[i] + y[i]) / 96;
  double variance = 0;
  for (std::size_t i = 0; i < 96; ++i) variance += std::pow(static_cast<double>(x[i] + y[i]) - mean, 2) / 96;
  for (const Kernels* k : available()) {
    std::vector<float> out(96);
    k->add_norm(x.data(), y.data(), w.data(), b.data(), 1e-12F, 96, out.data());
    double dot = 0;
    for (std::size_t i = 0; i < 96; ++i) {
      const double expected =
          (static_cast<double>(x[i] + y[i]) - mean) / std::sqrt(variance) * static_cast<double>(w[i]) +
          static_cast<double>(b[i]);
      EXPECT_NEAR(static_cast<double>(out[i]), expected, 1e-5) << k->name;
      if (i < 93) dot += static_cast<double>(x[i]) * static_cast<double>(y[i]);
    }
    EXPECT_NEAR(static_cast<double>(k->dot(x.data(), y.data(), 93)), dot, 1e-4) << k->name;
  }
}

/// Softmax attention in double precision.
std::vector<double> attend(const std::vector<float>& qkv, std::uint32_t rows, std::uint32_t heads,
                           std::uint32_t hidden) {
  const std::uint32_t width = hidden / heads;
  std::vector<double> out(std::size_t{rows} * hidden, 0.0);
  const auto at = [&](std::uint32_t i, std::uint32_t part, std::uint32_t c) {
    return static_cast<double>(qkv[std::size_t{i} * 3 * hidden + part * hidden + c]);
  };
  for (std::uint32_t h = 0; h < heads; ++h) {
    for (std::uint32_t i = 0; i < rows; ++i) {
      std::vector<double> p(rows);
      double total = 0;
      for (std::uint32_t j = 0; j < rows; ++j) {
        double s = 0;
        for (std::uint32_t d = 0; d < width; ++d) s += at(i, 0, h * width + d) * at(j, 1, h * width + d);
        p[j] = std::exp(s / std::sqrt(width));
        total += p[j];
      }
      for (std::uint32_t j = 0; j < rows; ++j) {
        for (std::uint32_t d = 0; d < width; ++d) {
          out[std::size_t{i} * hidden + h * width + d] += p[j] / total * at(j, 2, h * width + d);
        }
      }
    }
  }
  return out;
}

TEST(Kernels, Attention) {
  for (const std::uint32_t rows : {1U, 3U, 16U, 31U, 33U, 70U}) {
    const std::uint32_t hidden = 64;
    const std::vector<float> qkv = random_floats(std::size_t{rows} * 3 * hidden, 2.0F, rows);
    const std::vector<double> expected = attend(qkv, rows, 2, hidden);
    for (const Kernels* k : available()) {
      std::vector<float> scratch(36 * (rows + 64));
      std::vector<float> out(std::size_t{rows} * hidden);
      k->attention(qkv.data(), 3 * hidden, rows, 2, hidden, scratch.data(), out.data());
      for (std::size_t i = 0; i < out.size(); ++i)
        EXPECT_NEAR(static_cast<double>(out[i]), expected[i], 2e-5) << k->name;
    }
  }
}

/// The same bits on every instruction set.
TEST(Kernels, AllSetsAgreeToTheLastBit) {
  const std::vector<const Kernels*> sets = available();
  if (sets.size() < 2) GTEST_SKIP() << "this machine has one instruction set only";
  std::mt19937 random(11);
  std::vector<std::int8_t> w(std::size_t{100} * 200);
  for (std::int8_t& v : w) v = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
  const std::vector<float> x = random_floats(std::size_t{23} * 200, 9.0F, 12);
  const std::vector<float> qkv = random_floats(std::size_t{45} * 96, 3.0F, 13);
  std::vector<std::vector<float>> first;
  for (const Kernels* k : sets) {
    std::vector<std::vector<float>> results;
    for (const Activation a : {Activation::None, Activation::Relu, Activation::Gelu}) {
      results.push_back(multiply(*k, w, 100, 200, x, 23, a).y);
    }
    std::vector<float> scratch(36 * 110);
    std::vector<float> out(std::size_t{45} * 32);
    k->attention(qkv.data(), 96, 45, 2, 32, scratch.data(), out.data());
    results.push_back(out);
    k->add_norm(x.data(), x.data() + 16, x.data() + 32, x.data() + 48, 1e-12F, 32, out.data());
    k->add_scaled(x.data(), 0.37F, 32, out.data() + 32);
    k->add_scaled_i8(w.data(), 0.37F, 32, out.data() + 64);
    out.push_back(k->dot(x.data(), qkv.data(), 300));
    results.push_back(out);
    if (first.empty()) {
      first = results;
    } else {
      for (std::size_t i = 0; i < results.size(); ++i) {
        EXPECT_EQ(std::memcmp(results[i].data(), first[i].data(), 4 * first[i].size()), 0) << k->name << " " << i;
      }
    }
  }
}

TEST(Kernels, UnknownSetsAreNotFound) {
  EXPECT_EQ(find_kernels("sse9"), nullptr);
  EXPECT_EQ(find_kernels(""), nullptr);
  EXPECT_EQ(find_kernels("portable")->name, "portable");
}

}  // namespace
}  // namespace entente::language
