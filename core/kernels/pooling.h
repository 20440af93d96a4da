// Pooling over windows of NHWC pictures. Cells outside the picture take no part: they are never a
// maximum and do not count in a mean, as in Keras.
#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// Sizes of one pooling. Letters and padding as in kernels/convolution.h.
struct PoolingShape {
  std::size_t batch;                    // N
  std::size_t height, width, channels;  // H, W, C
  std::size_t window_height, window_width;
  std::size_t stride_height, stride_width;
  std::size_t pad_top, pad_left;
  std::size_t output_height, output_width;  // H', W'
};

/// y {N,H',W',C} = maximum of each window of x {N,H,W,C}. A NaN is never a maximum, as in
/// TensorFlow.
void max_pooling_forward(ThreadPool& pool, const PoolingShape& shape, const float* x, float* y);

/// dx {N,H,W,C}: each dy goes to the first maximum of its window in row-major order, as in Keras.
/// The maximum is found again by comparing x with y, so the forward pass stores no positions. Where
/// x is what a ReLU gave, `gate` makes dx the gradient before that ReLU.
void max_pooling_backward(ThreadPool& pool, const PoolingShape& shape, const float* x,
                          const float* y, const float* dy, bool gate, float* dx);

/// y {N,H',W',C} = mean of the cells of each window that lie inside the picture.
void average_pooling_forward(ThreadPool& pool, const PoolingShape& shape, const float* x, float* y);

/// dx {N,H,W,C}: each dy is shared equally by the cells that its mean was taken over.
void average_pooling_backward(ThreadPool& pool, const PoolingShape& shape, const float* dy,
                              float* dx);

/// The twins: one cell at a time, nothing clever.
void max_pooling_forward_reference(const PoolingShape& shape, const float* x, float* y);
void max_pooling_backward_reference(const PoolingShape& shape, const float* x, const float* dy,
                                    float* dx);

}  // namespace cnnlab
