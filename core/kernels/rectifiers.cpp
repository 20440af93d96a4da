#include "core/kernels/rectifiers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/f32x4_math.h"
#include "core/kernels/by_fours.h"

namespace cnnlab {
namespace {

// As elementwise.cpp: a chunk outweighs its claim.
constexpr std::size_t kGrain = 16384;
constexpr std::size_t kExponentialGrain = 4096;  // some tens of operations each
constexpr std::size_t kWeightGrain = 512;        // of PReLU's weights, in the nearest cache

/// What no x is at least, where there is no maximum.
f32x4 maximum_of(const ReLUSettings& f) {
  return splat4(f.max_value.value_or(std::numeric_limits<float>::quiet_NaN()));
}

}  // namespace

void limited_relu_forward(ThreadPool& pool, const ReLUSettings& f, std::size_t count,
                          const float* x, float* y) {
  const f32x4 maximum = maximum_of(f), threshold = splat4(f.threshold);
  const f32x4 slope = splat4(f.negative_slope);
  const auto value = [=](f32x4 at) {
    return f32x4_math::smaller(select4(at > threshold, at, slope * (at - threshold)), maximum);
  };
  by_fours(pool, kGrain, count, y, value, x);
}

void limited_relu_backward(ThreadPool& pool, const ReLUSettings& f, std::size_t count,
                           const float* x, const float* dy, float* dx) {
  const f32x4 maximum = maximum_of(f), threshold = splat4(f.threshold);
  const f32x4 slope = splat4(f.negative_slope);
  const auto before = [=](f32x4 at, f32x4 after) {
    return select4(at >= maximum, splat4(0.0f), select4(at > threshold, after, slope * after));
  };
  by_fours(pool, kGrain, count, dx, before, x, dy);
}

void elu_forward(ThreadPool& pool, float alpha, std::size_t count, const float* x, float* y) {
  const auto value = [=](f32x4 at) {
    return select4(at > 0.0f, at, alpha * exponential_linear(at));
  };
  by_fours(pool, kExponentialGrain, count, y, value, x);
}

void elu_backward(ThreadPool& pool, float alpha, std::size_t count, const float* x, const float* dy,
                  float* dx) {
  const auto before = [=](f32x4 at, f32x4 after) {
    return select4(at > 0.0f, after, alpha * exponential(at) * after);
  };
  by_fours(pool, kExponentialGrain, count, dx, before, x, dy);
}

void prelu_forward(ThreadPool& pool, std::size_t pictures, std::size_t size, const float* alpha,
                   const float* x, float* y) {
  const std::size_t chunks = chunk_count(size, kGrain);
  pool.parallel_for(pictures * chunks, [&](std::size_t task) {
    const Range range = chunk_range(task % chunks, size, kGrain);
    const std::size_t first = task / chunks * size + range.begin;
    const auto value = [](f32x4 at, f32x4 slope) { return select4(at > 0.0f, at, slope * at); };
    by_fours(range.end - range.begin, y + first, value, x + first, alpha + range.begin);
  });
}

void prelu_backward(ThreadPool& pool, std::size_t pictures, std::size_t size, const float* alpha,
                    const float* x, const float* dy, float* dalpha, float* dx) {
  const auto share = [](f32x4 sum, f32x4 at, f32x4 after) {
    return sum + select4(at > 0.0f, splat4(0.0f), after * at);
  };
  const auto before = [](f32x4 at, f32x4 after, f32x4 slope) {
    return select4(at > 0.0f, after, slope * after);
  };
  pool.parallel_for(chunk_count(size, kWeightGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, size, kWeightGrain);
    const std::size_t count = range.end - range.begin;
    float* sums = dalpha + range.begin;
    std::fill_n(sums, count, 0.0f);
    for (std::size_t n = 0; n < pictures; ++n) {
      const std::size_t first = n * size + range.begin;
      by_fours(count, sums, share, sums, x + first, dy + first);
      if (dx != nullptr) {
        by_fours(count, dx + first, before, x + first, dy + first, alpha + range.begin);
      }
    }
  });
}

float limited_relu_reference(const ReLUSettings& f, float x) {
  const float value = x > f.threshold ? x : f.negative_slope * (x - f.threshold);
  return f.max_value && value > *f.max_value ? *f.max_value : value;
}

float limited_relu_slope_reference(const ReLUSettings& f, float x) {
  if (f.max_value && x >= *f.max_value) return 0.0f;
  return x > f.threshold ? 1.0f : f.negative_slope;
}

double elu_reference(double alpha, double x) { return x > 0.0 ? x : alpha * std::expm1(x); }

double elu_slope_reference(double alpha, double x) { return x > 0.0 ? 1.0 : alpha * std::exp(x); }

void prelu_backward_reference(std::size_t pictures, std::size_t size, const float* alpha,
                              const float* x, const float* dy, double* dalpha, float* dx) {
  std::fill_n(dalpha, size, 0.0);
  for (std::size_t i = 0; i < pictures * size; ++i) {
    const bool is_positive = x[i] > 0.0f;
    if (!is_positive) dalpha[i % size] += double{dy[i]} * x[i];
    dx[i] = is_positive ? dy[i] : alpha[i % size] * dy[i];
  }
}

}  // namespace cnnlab
