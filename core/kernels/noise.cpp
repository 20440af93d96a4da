#include "core/kernels/noise.h"

#include "core/base/normal.h"
#include "core/kernels/by_fours.h"

namespace cnnlab {
namespace {

// Numbers a chunk: a multiple of 16, and their draws stay in the nearest cache.
constexpr std::size_t kGrain = 4096;

/// body(range, draws) for each chunk, with a draw for every number of its range.
template <typename Body>
void with_draws(ThreadPool& pool, std::size_t count, const Random& random, const Body& body) {
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk, float* draws) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; i += 16) {
      const auto sixteen = sixteen_normals(random, i);
      for (std::size_t k = 0; k < 4; ++k)
        store4(draws + (i - range.begin) + k * kLanes, sixteen[k]);
    }
    body(range, draws);
  });
}

}  // namespace

void add_noise(ThreadPool& pool, std::size_t count, float deviation, const Random& random,
               const float* x, float* y) {
  const auto noisy = [=](f32x4 at, f32x4 draw) { return at + deviation * draw; };
  with_draws(pool, count, random, [&](const Range& range, const float* draws) {
    by_fours(range.end - range.begin, y + range.begin, noisy, x + range.begin, draws);
  });
}

void multiply_by_noise(ThreadPool& pool, std::size_t count, float deviation, const Random& random,
                       const float* x, float* noise, float* y) {
  const auto factor = [=](f32x4 draw) { return deviation * draw + 1.0f; };
  const auto product = [](f32x4 at, f32x4 by) { return at * by; };
  with_draws(pool, count, random, [&](const Range& range, const float* draws) {
    const std::size_t size = range.end - range.begin;
    by_fours(size, noise + range.begin, factor, draws);
    by_fours(size, y + range.begin, product, x + range.begin, noise + range.begin);
  });
}

}  // namespace cnnlab
