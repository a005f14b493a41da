// The int8 linears of the network at its sizes, once for each instruction set of this machine. OPS counts a
// multiplication and an addition as two; time is processor time.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "src/language/kernels.h"

namespace {

using namespace entente::language;

struct Free {
  void operator()(std::int8_t* p) const { std::free(p); }
};

void linear(benchmark::State& state, const Kernels* kernels) {
  const auto rows = static_cast<std::uint32_t>(state.range(0));
  const auto inputs = static_cast<std::uint32_t>(state.range(1));
  const auto outputs = static_cast<std::uint32_t>(state.range(2));
  std::mt19937 random(1);
  std::vector<std::int8_t> w(std::size_t{inputs} * outputs);
  for (std::int8_t& v : w) v = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
  const std::unique_ptr<std::int8_t[], Free> packed(static_cast<std::int8_t*>(std::aligned_alloc(64, w.size())));
  kernels->pack(w.data(), outputs, inputs, outputs, inputs, packed.get());
  const std::vector<std::int32_t> offsets(outputs);
  const std::vector<float> ones(outputs, 1.0F);
  const PackedMatrix m{outputs, inputs, outputs, inputs, packed.get(), offsets.data(), ones.data(), ones.data()};
  std::vector<float> x(std::size_t{rows} * inputs);
  for (float& v : x) v = static_cast<float>(random() % 2000) / 1000.0F - 1.0F;
  std::vector<std::uint8_t> q(x.size() * kernels->quantised_size);
  std::vector<float> scale(rows);
  std::vector<float> y(std::size_t{rows} * outputs);
  for (auto _ : state) {
    for (std::uint32_t i = 0; i < rows; ++i) {
      kernels->quantise(x.data() + std::size_t{i} * inputs, inputs, inputs,
                        q.data() + std::size_t{i} * inputs * kernels->quantised_size, &scale[i]);
    }
    kernels->multiply(m, q.data(), scale.data(), rows, y.data(), outputs, Activation::None);
    benchmark::DoNotOptimize(y.data());
  }
  state.counters["OPS"] =
      benchmark::Counter(2.0 * rows * inputs * outputs, benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

int main(int argc, char** argv) {
  for (const char* name : {"avx512vnni", "avx2", "portable"}) {
    const Kernels* k = find_kernels(name);
    if (k == nullptr) continue;
    for (const auto& [inputs, outputs] : {std::pair{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}}) {
      benchmark::RegisterBenchmark((std::string(name) + "/quantise_and_multiply").c_str(), linear, k)
          ->Args({192, inputs, outputs});
    }
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
