// Keras's activations that work on each number by itself: one table, by name.
#pragma once

#include <cstddef>
#include <span>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// One row: y = f(x) and dx = dy f'(x), each of `count` numbers. Input and output may be the same.
/// Where f has a corner, f' is what TensorFlow gives.
struct ElementwiseActivation {
  const char* name;
  void (*value)(std::size_t count, const float* x, float* y);
  void (*gradient)(std::size_t count, const float* x, const float* dy, float* dx);
  /// The definition in float64 and the platform's own functions: the twin of `value`.
  double (*reference)(double x);
};

/// All of them: elu, selu, sigmoid, tanh, softplus, softsign, silu, gelu, leaky_relu, relu6,
/// hard_sigmoid, hard_silu, mish, exponential. (relu is in elementwise.h: its gradient needs no x.)
std::span<const ElementwiseActivation> elementwise_activations();

/// A whole tensor, in chunks.
void elementwise_forward(ThreadPool& pool, const ElementwiseActivation& f, std::size_t count,
                         const float* x, float* y);
void elementwise_backward(ThreadPool& pool, const ElementwiseActivation& f, std::size_t count,
                          const float* x, const float* dy, float* dx);

}  // namespace cnnlab
