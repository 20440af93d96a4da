#include "core/nn/layer_normalization.h"

#include <algorithm>
#include <cmath>

namespace cnnlab {
namespace {

constexpr std::size_t kGrain = 256;  // rows a chunk

struct Moments {
  double mean, inverse_deviation;
};

Moments moments(const float* x, std::size_t size, double epsilon) {
  double sum = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < size; ++i) sum += x[i];
  const double mean = sum / static_cast<double>(size);
  for (std::size_t i = 0; i < size; ++i) squares += (x[i] - mean) * (x[i] - mean);
  return {mean, 1.0 / std::sqrt(squares / static_cast<double>(size) + epsilon)};
}

}  // namespace

void LayerNormalization::build(const Shape& input, const Random&) {
  gamma_ = make_parameter("gamma", Shape{input.back()}, 1.0f);
  beta_ = make_parameter("beta", Shape{input.back()});
}

std::size_t LayerNormalization::workspace(std::size_t batch, const Shape& input, bool) const {
  const std::size_t rows = batch * element_count(input) / input.back();
  return chunk_count(rows, kGrain) * 2 * input.back();
}

void LayerNormalization::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const std::size_t size = gamma_.value.size(), rows = x.size() / size;
  const float *gamma = gamma_.value.data(), *beta = beta_.value.data();
  pass.pool.parallel_for(chunk_count(rows, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, rows, kGrain);
    for (std::size_t row = range.begin; row < range.end; ++row) {
      const float* from = x.data() + row * size;
      float* to = y.data() + row * size;
      const auto [mean, inverse] = moments(from, size, epsilon_);
      for (std::size_t i = 0; i < size; ++i) {
        to[i] = static_cast<float>((from[i] - mean) * inverse * gamma[i] + beta[i]);
      }
    }
  });
}

void LayerNormalization::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  const std::size_t size = gamma_.value.size(), rows = x.size() / size;
  const std::size_t chunks = chunk_count(rows, kGrain);
  const float* gamma = gamma_.value.data();
  pass.pool.parallel_for(chunks, [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, rows, kGrain);
    float* dgamma = pass.workspace + chunk * 2 * size;
    float* dbeta = dgamma + size;
    std::fill_n(dgamma, 2 * size, 0.0f);
    for (std::size_t row = range.begin; row < range.end; ++row) {
      const float *from = x.data() + row * size, *after = dy.data() + row * size;
      const auto [mean, inverse] = moments(from, size, epsilon_);
      // Of g = dy gamma: its mean, and that of its product with the normalized x.
      double g_mean = 0.0, g_dot = 0.0;
      for (std::size_t i = 0; i < size; ++i) {
        const double normalized = (from[i] - mean) * inverse;
        dgamma[i] += static_cast<float>(after[i] * normalized);
        dbeta[i] += after[i];
        g_mean += double{after[i]} * gamma[i];
        g_dot += double{after[i]} * gamma[i] * normalized;
      }
      if (dx == nullptr) continue;
      g_mean /= static_cast<double>(size);
      g_dot /= static_cast<double>(size);
      float* before = dx->data() + row * size;
      for (std::size_t i = 0; i < size; ++i) {
        const double normalized = (from[i] - mean) * inverse;
        before[i] = static_cast<float>(inverse *
                                       (double{after[i]} * gamma[i] - g_mean - normalized * g_dot));
      }
    }
  });
  // Chunk by chunk, in order.
  float *dgamma = gamma_.gradient.data(), *dbeta = beta_.gradient.data();
  std::fill_n(dgamma, size, 0.0f);
  std::fill_n(dbeta, size, 0.0f);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    const float* partial = pass.workspace + chunk * 2 * size;
    for (std::size_t i = 0; i < size; ++i) {
      dgamma[i] += partial[i];
      dbeta[i] += partial[size + i];
    }
  }
}

}  // namespace cnnlab
