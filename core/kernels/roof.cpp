#include "core/kernels/roof.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/base/f32x4.h"

namespace cnnlab {

double multiply_add_roof(ThreadPool& pool) {
  using Clock = std::chrono::steady_clock;
  // Twelve registers full of independent chains hide the latency of an addition, and sixteen exist.
  constexpr std::size_t kChains = 12 / kRegistersOfEight, kWidth = 8;
  constexpr std::size_t kSteps = 20'000, kTries = 8;
  const std::size_t chunks = 4 * static_cast<std::size_t>(pool.threads());
  std::vector<float> out(chunks * kChains * kWidth);
  double best = 0.0;
  for (std::size_t attempt = 0; attempt < kTries; ++attempt) {
    const auto start = Clock::now();
    pool.parallel_for(chunks, [&](std::size_t chunk) {
      f32x8 sum[kChains] = {};
      const f32x8 a = splat8(0.999f + 1e-6f * static_cast<float>(chunk)), b = splat8(0.001f);
      for (std::size_t step = 0; step < kSteps; ++step) {
#pragma GCC unroll 12
        for (std::size_t i = 0; i < kChains; ++i) sum[i] = multiply_add(sum[i], a, b);
      }
      for (std::size_t i = 0; i < kChains; ++i) {
        store8(&out[(chunk * kChains + i) * kWidth], sum[i]);
      }
    });
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const auto operations = static_cast<double>(chunks * kChains * kSteps * kWidth * 2);
    best = std::max(best, operations / seconds * 1e-9);
  }
  return best;
}

}  // namespace cnnlab
