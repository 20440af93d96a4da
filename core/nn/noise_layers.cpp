#include "core/nn/noise_layers.h"

#include <algorithm>
#include <cmath>

#include "core/base/normal.h"

namespace cnnlab {
namespace {

constexpr std::size_t kGrain = 4096;  // a draw is some tens of operations

/// body(i, draw) for every number, with a draw of its own of mean 0 and deviation 1.
template <typename Body>
void with_draws(Pass& pass, std::size_t count, const Body& body) {
  pass.pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; ++i) {
      body(i, static_cast<float>(normal(pass.random, 2 * i)));
    }
  });
}

}  // namespace

void GaussianNoise::forward(const TensorView& x, TensorView& y, Pass& pass) {
  if (!pass.training || deviation_ == 0.0f) {
    std::copy_n(x.data(), x.size(), y.data());
    return;
  }
  const float* from = x.data();
  float* to = y.data();
  with_draws(pass, x.size(), [=, deviation = deviation_](std::size_t i, float draw) {
    to[i] = from[i] + deviation * draw;
  });
}

void GaussianNoise::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                             Pass&) {
  if (dx != nullptr) std::copy_n(dy.data(), dy.size(), dx->data());
}

void GaussianDropout::multiply(const TensorView& from, TensorView& to, Pass& pass) const {
  if (!pass.training || rate_ == 0.0f) {
    std::copy_n(from.data(), from.size(), to.data());
    return;
  }
  const float deviation = std::sqrt(rate_ / (1.0f - rate_));
  const float* x = from.data();
  float* y = to.data();
  with_draws(pass, from.size(),
             [=](std::size_t i, float draw) { y[i] = x[i] * (1.0f + deviation * draw); });
}

void GaussianDropout::forward(const TensorView& x, TensorView& y, Pass& pass) {
  multiply(x, y, pass);
}

void GaussianDropout::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                               Pass& pass) {
  if (dx != nullptr) multiply(dy, *dx, pass);  // the same draws again
}

}  // namespace cnnlab
