// oneDNN at the sizes of kernel_bench, on one thread (set OMP_NUM_THREADS=1), for docs/adr/0002-inference-kernel.md.
#include <benchmark/benchmark.h>
#include <dnnl.hpp>

#include <unordered_map>

namespace {

using dnnl::memory;

void linear(benchmark::State& state, memory::data_type x_type, memory::data_type w_type) {
  dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const memory::dim rows = state.range(0);
  const memory::dim inputs = state.range(1);
  const memory::dim outputs = state.range(2);
  const memory::desc x({rows, inputs}, x_type, memory::format_tag::ab);
  const memory::desc w({inputs, outputs}, w_type, memory::format_tag::any);
  const memory::desc y({rows, outputs}, memory::data_type::f32, memory::format_tag::ab);
  const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(x, w, y), engine);
  const dnnl::matmul primitive(description);
  memory xm(description.src_desc(), engine);
  memory wm(description.weights_desc(), engine);
  memory ym(description.dst_desc(), engine);
  const std::unordered_map<int, memory> arguments = {{DNNL_ARG_SRC, xm}, {DNNL_ARG_WEIGHTS, wm}, {DNNL_ARG_DST, ym}};
  for (auto _ : state) {
    primitive.execute(stream, arguments);
    stream.wait();
  }
  const double operations =
      2.0 * static_cast<double>(rows) * static_cast<double>(inputs) * static_cast<double>(outputs);
  state.counters["OPS"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

int main(int argc, char** argv) {
  for (const auto& [inputs, outputs] : {std::pair{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}}) {
    benchmark::RegisterBenchmark("u8s8", linear, memory::data_type::u8, memory::data_type::s8)
        ->Args({192, inputs, outputs});
    benchmark::RegisterBenchmark("f32", linear, memory::data_type::f32, memory::data_type::f32)
        ->Args({192, inputs, outputs});
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
