#include "core/kernels/updates.h"

#include "core/base/f32x4.h"

namespace cnnlab {
namespace {

constexpr std::size_t kGrain = 16384;

}  // namespace

void adam_update(ThreadPool& pool, std::size_t count, float alpha, float one_minus_beta_1,
                 float one_minus_beta_2, float epsilon, const float* g, float* p, float* m,
                 float* v) {
  const auto update = [=]<typename Vector>(Vector, std::size_t i) {
    const auto gradient = load_vector<Vector>(g + i);
    const auto mean = load_vector<Vector>(m + i), square = load_vector<Vector>(v + i);
    const Vector new_mean = mean + (gradient - mean) * one_minus_beta_1;
    const Vector new_square = square + (gradient * gradient - square) * one_minus_beta_2;
    const Vector step = alpha * new_mean / (square_root(new_square) + epsilon);
    store_vector(m + i, new_mean);
    store_vector(v + i, new_square);
    store_vector(p + i, load_vector<Vector>(p + i) - step);
  };
  pool.parallel_for(chunk_count(count, kGrain), [=](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    std::size_t i = range.begin;
    // By hand: clang 14 leaves this loop scalar in WebAssembly.
    for (; i + kLanes <= range.end; i += kLanes) update(f32x4{}, i);
    for (; i < range.end; ++i) update(0.0f, i);
  });
}

void sgd_update(ThreadPool& pool, std::size_t count, float rate, float momentum, bool nesterov,
                const float* __restrict g, float* __restrict p, float* __restrict velocity) {
  pool.parallel_for(chunk_count(count, kGrain), [=](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      velocity[i] = momentum * velocity[i] - rate * g[i];
      p[i] += nesterov ? momentum * velocity[i] - rate * g[i] : velocity[i];
    }
  });
}

void add_l2_gradient(ThreadPool& pool, std::size_t count, float factor, const float* __restrict p,
                     float* __restrict g) {
  pool.parallel_for(chunk_count(count, kGrain), [=](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; ++i) g[i] += 2.0f * factor * p[i];
  });
}

}  // namespace cnnlab
