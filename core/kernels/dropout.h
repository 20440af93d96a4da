// Dropout (Srivastava et al., JMLR 15, 2014), inverted as in Keras: what is kept is scaled by
// 1 / (1 - rate), so that nothing changes at inference.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/random.h"
#include "core/base/thread_pool.h"

namespace cnnlab {

/// y[i] = x[i] / (1 - rate) where the 16-bit draw number i of `random` is at least rate * 65536
/// (rounded to nearest), else -0: a zero that says that it was dropped, as no kept number does. x
/// and y may be the same.
void dropout(ThreadPool& pool, std::size_t count, float rate, const Random& random, const float* x,
             float* y);

/// dx[i] = dy[i] / (1 - rate) where dropout() kept y[i], else 0: nothing is drawn again.
void dropout_gradient(ThreadPool& pool, std::size_t count, float rate, const float* y,
                      const float* dy, float* dx);

/// One draw for each picture and channel of x {N,positions,C}: SpatialDropout2D.
void spatial_dropout(ThreadPool& pool, std::size_t batch, std::size_t positions,
                     std::size_t channels, float rate, const Random& random, const float* x,
                     float* y);

}  // namespace cnnlab
