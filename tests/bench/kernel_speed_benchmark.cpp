// The six convolutions and two dense layers of Model 1, each pass by itself: milliseconds (best of
// several), GFLOP/s of the direct definition, share of the machine's roof. A plain main, so that
// the same source runs natively and in WebAssembly.
//
//   kernel_speed_benchmark [threads = 2] [batch = 32] [repeats = 15]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/base/random.h"
#include "core/kernels/convolution.h"
#include "core/kernels/gemm.h"
#include "core/kernels/roof.h"

namespace {

using namespace cnnlab;

std::vector<float> random_floats(std::size_t count, std::uint64_t seed) {
  const Random random = Random{seed}.fork(Purpose::kTest);
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = random.uniform(i) - 0.5f;
  return values;
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

template <typename Work>
double best_ms(int repeats, const Work& work) {
  work();
  double best = 1e30;
  for (int i = 0; i < repeats; ++i) {
    const double start = now_ms();
    work();
    best = std::min(best, now_ms() - start);
  }
  return best;
}

struct Totals {
  double forward = 0, input_gradient = 0, filter_gradient = 0;
};

void convolution_line(ThreadPool& pool, ConvolutionAlgorithm algorithm, const char* name,
                      std::size_t batch, std::size_t side, std::size_t channels,
                      std::size_t filters, bool first, int repeats, double roof, Totals& totals) {
  const ConvolutionShape s{batch, side, side, channels, 3, 3, filters, 1, 1, 1, 1, side, side};
  const std::vector<float> x = random_floats(s.input_size(), 1),
                           w = random_floats(s.kernel_size(), 2);
  const std::vector<float> dy = random_floats(s.output_size(), 3), bias = random_floats(filters, 4);
  std::vector<float> y(s.output_size()), dx(s.input_size()), dw(s.kernel_size()), dbias(filters);
  std::vector<float> workspace(convolution_workspace(s, algorithm));
  const double forward = best_ms(repeats, [&] {
    convolution_forward(pool, algorithm, s, x.data(), w.data(), bias.data(), true, y.data(),
                        workspace.data());
  });
  // The first layer's input is the picture: nobody asks for its gradient.
  const double input = first ? 0.0 : best_ms(repeats, [&] {
    convolution_input_gradient(pool, algorithm, s, dy.data(), w.data(), nullptr, dx.data(),
                               workspace.data());
  });
  const double filter = best_ms(repeats, [&] {
    convolution_filter_gradient(pool, algorithm, s, x.data(), dy.data(), dw.data(), dbias.data(),
                                workspace.data());
  });
  totals.forward += forward;
  totals.input_gradient += input;
  totals.filter_gradient += filter;
  const double gflop = 2e-6 * static_cast<double>(s.output_size() * 9 * channels);
  const auto cell = [&](double ms) {
    if (ms == 0.0) return static_cast<void>(std::printf("  %8s %7s %5s", "-", "", ""));
    std::printf("  %8.3f %7.1f %4.0f%%", ms, gflop / ms, 100 * gflop / ms / roof);
  };
  std::printf("%2zux%-2zu %3zu -> %-3zu %-9s", side, side, channels, filters, name);
  cell(forward), cell(input), cell(filter);
  std::printf("\n");
}

void gemm_line(ThreadPool& pool, const char* name, std::size_t m, std::size_t n, std::size_t k,
               bool a_transposed, bool b_transposed, int repeats, double roof) {
  const std::vector<float> a = random_floats(m * k, 5), b = random_floats(k * n, 6);
  std::vector<float> c(m * n);
  const MatrixView left = a_transposed ? MatrixView{a.data(), 1, m} : MatrixView{a.data(), k, 1};
  const MatrixView right = b_transposed ? MatrixView{b.data(), 1, k} : MatrixView{b.data(), n, 1};
  const double ms =
      best_ms(repeats, [&] { gemm(pool, m, n, k, 1.0f, left, right, 0.0f, c.data(), n); });
  const double gflops = 2e-6 * static_cast<double>(m * n * k) / ms;
  std::printf("%-34s %8.3f ms %7.1f GFLOP/s %4.0f%%\n", name, ms, gflops, 100 * gflops / roof);
}

}  // namespace

int main(int count, char** arguments) {
  const int threads = count > 1 ? std::atoi(arguments[1]) : 2;
  const std::size_t batch = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 32;
  const int repeats = count > 3 ? std::atoi(arguments[3]) : 15;
  ThreadPool pool(threads);
  const double roof = multiply_add_roof(pool);
  std::printf("threads %d, batch %zu, roof %.1f GFLOP/s\n", threads, batch, roof);

  gemm_line(pool, "gemm 512 x 512 x 512", 512, 512, 512, false, false, repeats, roof);
  gemm_line(pool, "dense 2048 -> 128 forward", batch, 128, 2048, false, false, repeats, roof);
  gemm_line(pool, "dense 2048 -> 128 input gradient", batch, 2048, 128, false, true, repeats, roof);
  gemm_line(pool, "dense 2048 -> 128 kernel gradient", 2048, 128, batch, true, false, repeats,
            roof);
  gemm_line(pool, "dense 3072 -> 128 forward", batch, 128, 3072, false, false, repeats, roof);
  gemm_line(pool, "dense 3072 -> 128 kernel gradient", 3072, 128, batch, true, false, repeats,
            roof);
  gemm_line(pool, "dense 128 -> 10 forward", batch, 10, 128, false, false, repeats, roof);

  struct Layer {
    std::size_t side, channels, filters;
  };
  constexpr Layer kLayers[] = {{32, 3, 32},  {32, 32, 32}, {16, 32, 64},
                               {16, 64, 64}, {8, 64, 128}, {8, 128, 128}};
  std::printf("%-24s  %-23s  %-23s  %s\n", "", "forward ms GFLOP/s", "input gradient",
              "filter gradient");
  for (const bool exact : {true, false}) {
    Totals totals;
    for (const Layer& layer : kLayers) {
      const std::size_t side = layer.side;
      const ConvolutionShape s{batch, side, side, layer.channels, 3,   3, layer.filters, 1,
                               1,     1,    1,    side,           side};
      const ConvolutionAlgorithm algorithm = choose_convolution(s, exact);
      const bool winograd = algorithm == ConvolutionAlgorithm::kWinograd;
      convolution_line(pool, algorithm, winograd ? "winograd" : "gemm", batch, side, layer.channels,
                       layer.filters, layer.channels == 3, repeats, roof, totals);
    }
    const double all = totals.forward + totals.input_gradient + totals.filter_gradient;
    std::printf(
        "%s: forward %.2f + input gradient %.2f + filter gradient %.2f = %.2f ms, "
        "%.0f pictures/s\n",
        exact ? "exact" : "fast", totals.forward, totals.input_gradient, totals.filter_gradient,
        all, 1e3 * static_cast<double>(batch) / all);
  }
  return 0;
}
