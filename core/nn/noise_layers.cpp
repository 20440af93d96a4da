#include "core/nn/noise_layers.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/by_fours.h"
#include "core/kernels/noise.h"

namespace cnnlab {

void GaussianNoise::forward(const TensorView& x, TensorView& y, Pass& pass) {
  if (!pass.training || deviation_ == 0.0f) {
    std::copy_n(x.data(), x.size(), y.data());
    return;
  }
  add_noise(pass.pool, x.size(), deviation_, pass.random, x.data(), y.data());
}

void GaussianNoise::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                             Pass&) {
  if (dx != nullptr) std::copy_n(dy.data(), dy.size(), dx->data());
}

std::size_t GaussianDropout::kept(std::size_t batch, const Shape& input) const {
  return batch * element_count(input);
}

void GaussianDropout::forward(const TensorView& x, TensorView& y, Pass& pass) {
  if (!pass.training || rate_ == 0.0f) {
    std::copy_n(x.data(), x.size(), y.data());
    return;
  }
  const float deviation = std::sqrt(rate_ / (1.0f - rate_));
  multiply_by_noise(pass.pool, x.size(), deviation, pass.random, x.data(), pass.kept, y.data());
}

void GaussianDropout::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                               Pass& pass) {
  if (dx == nullptr) return;
  if (!pass.training || rate_ == 0.0f) {
    std::copy_n(dy.data(), dy.size(), dx->data());
    return;
  }
  constexpr std::size_t kGrain = 16384;  // as kernels/elementwise.cpp
  const auto product = [](f32x4 after, f32x4 by) { return after * by; };
  by_fours(pass.pool, kGrain, dy.size(), dx->data(), product, dy.data(), pass.kept);
}

}  // namespace cnnlab
