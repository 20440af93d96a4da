// Noise of a normal distribution, number i of the draws for number i (base/normal.h).
#pragma once

#include <cstddef>

#include "core/base/random.h"
#include "core/base/thread_pool.h"

namespace cnnlab {

/// y = x + deviation * draw. x and y may be the same.
void add_noise(ThreadPool& pool, std::size_t count, float deviation, const Random& random,
               const float* x, float* y);

/// noise = 1 + deviation * draw, and y = x * noise. x and y may be the same.
void multiply_by_noise(ThreadPool& pool, std::size_t count, float deviation, const Random& random,
                       const float* x, float* noise, float* y);

}  // namespace cnnlab
