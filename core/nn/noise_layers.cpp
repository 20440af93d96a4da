#include "core/nn/noise_layers.h"

#include <algorithm>
#include <cmath>

#include "core/base/normal.h"

namespace cnnlab {
namespace {

constexpr std::size_t kGrain = 4096;  // a multiple of 8; a draw is some tens of operations

/// body(i, draw) for every number, with a draw of its own of mean 0 and deviation 1.
template <typename Body>
void with_draws(Pass& pass, std::size_t count, const Body& body) {
  pass.pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; i += 8) {
      const auto draws = eight_normals(pass.random, i);
      for (std::size_t j = 0; j < 8 && i + j < range.end; ++j) {
        body(i + j, static_cast<float>(draws[j]));
      }
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

std::size_t GaussianDropout::kept(std::size_t batch, const Shape& input) const {
  return batch * element_count(input);
}

void GaussianDropout::forward(const TensorView& x, TensorView& y, Pass& pass) {
  if (!pass.training || rate_ == 0.0f) {
    std::copy_n(x.data(), x.size(), y.data());
    return;
  }
  const float* from = x.data();
  float *to = y.data(), *noise = pass.kept;
  with_draws(pass, x.size(),
             [=, deviation = std::sqrt(rate_ / (1.0f - rate_))](std::size_t i, float draw) {
               noise[i] = 1.0f + deviation * draw;
               to[i] = from[i] * noise[i];
             });
}

void GaussianDropout::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                               Pass& pass) {
  if (dx == nullptr) return;
  if (!pass.training || rate_ == 0.0f) {
    std::copy_n(dy.data(), dy.size(), dx->data());
    return;
  }
  const float *from = dy.data(), *noise = pass.kept;
  float* to = dx->data();
  pass.pool.parallel_for(chunk_count(dy.size(), kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, dy.size(), kGrain);
    for (std::size_t i = range.begin; i < range.end; ++i) to[i] = from[i] * noise[i];
  });
}

}  // namespace cnnlab
