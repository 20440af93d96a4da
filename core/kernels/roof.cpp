#include "core/kernels/roof.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "core/base/f32x4.h"

namespace cnnlab {

double multiply_add_roof(ThreadPool& pool) {
  using Clock = std::chrono::steady_clock;
  // Twelve independent chains hide the latency of an addition and fit sixteen registers.
  constexpr std::size_t kChains = 12, kSteps = 20'000, kTries = 8;
  const std::size_t chunks = 4 * static_cast<std::size_t>(pool.threads());
  std::vector<float> out(chunks * kChains * kLanes);
  double best = 0.0;
  for (std::size_t attempt = 0; attempt < kTries; ++attempt) {
    const auto start = Clock::now();
    pool.parallel_for(chunks, [&](std::size_t chunk) {
      f32x4 sum[kChains] = {};
      const f32x4 a = splat4(0.999f + 1e-6f * static_cast<float>(chunk)), b = splat4(0.001f);
      for (std::size_t step = 0; step < kSteps; ++step) {
#pragma GCC unroll 12
        for (std::size_t i = 0; i < kChains; ++i) sum[i] = multiply_add(sum[i], a, b);
      }
      for (std::size_t i = 0; i < kChains; ++i) {
        store4(&out[(chunk * kChains + i) * kLanes], sum[i]);
      }
    });
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const auto operations = static_cast<double>(chunks * kChains * kSteps * kLanes * 2);
    best = std::max(best, operations / seconds * 1e-9);
  }
  return best;
}

}  // namespace cnnlab
