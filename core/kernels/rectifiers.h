// ReLU's relatives that have settings or weights of their own. Those without are in activations.h.
#pragma once

#include <cstddef>
#include <optional>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// Keras's ReLU: f(x) = max_value where x >= max_value, x where threshold <= x < max_value, else
/// negative_slope (x - threshold).
struct ReLUSettings {
  std::optional<float> max_value;
  float negative_slope = 0.0f;
  float threshold = 0.0f;
};

void limited_relu_forward(ThreadPool& pool, const ReLUSettings& f, std::size_t count,
                          const float* x, float* y);
void limited_relu_backward(ThreadPool& pool, const ReLUSettings& f, std::size_t count,
                           const float* x, const float* dy, float* dx);

/// y = x where x > 0, else alpha (e^x - 1).
void elu_forward(ThreadPool& pool, float alpha, std::size_t count, const float* x, float* y);
void elu_backward(ThreadPool& pool, float alpha, std::size_t count, const float* x, const float* dy,
                  float* dx);

/// y {pictures,size} = x where x > 0, else alpha {size} x.
void prelu_forward(ThreadPool& pool, std::size_t pictures, std::size_t size, const float* alpha,
                   const float* x, float* y);

/// dalpha, each picture's share added in order; dx unless it is null. In one pass over memory.
void prelu_backward(ThreadPool& pool, std::size_t pictures, std::size_t size, const float* alpha,
                    const float* x, const float* dy, float* dalpha, float* dx);

// The same of one number, by the definitions.
float limited_relu_reference(const ReLUSettings& f, float x);
float limited_relu_slope_reference(const ReLUSettings& f, float x);
double elu_reference(double alpha, double x);
double elu_slope_reference(double alpha, double x);
void prelu_backward_reference(std::size_t pictures, std::size_t size, const float* alpha,
                              const float* x, const float* dy, double* dalpha, float* dx);

}  // namespace cnnlab
