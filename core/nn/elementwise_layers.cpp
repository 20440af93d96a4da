#include "core/nn/elementwise_layers.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/by_fours.h"

namespace cnnlab {
namespace {

// As kernels/elementwise.cpp: a chunk outweighs its claim.
constexpr std::size_t kGrain = 16384;

}  // namespace

void ReLU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  limited_relu_forward(pass.pool, settings_, x.size(), x.data(), y.data());
}

void ReLU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                    Pass& pass) {
  if (dx == nullptr) return;
  limited_relu_backward(pass.pool, settings_, x.size(), x.data(), dy.data(), dx->data());
}

void ELU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  elu_forward(pass.pool, alpha_, x.size(), x.data(), y.data());
}

void ELU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                   Pass& pass) {
  if (dx == nullptr) return;
  elu_backward(pass.pool, alpha_, x.size(), x.data(), dy.data(), dx->data());
}

void PReLU::build(const Shape& input, const Random&) { alpha_ = make_parameter("alpha", input); }

void PReLU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const std::size_t size = alpha_.value.size();
  prelu_forward(pass.pool, x.size() / size, size, alpha_.value.data(), x.data(), y.data());
}

void PReLU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                     Pass& pass) {
  const std::size_t size = alpha_.value.size();
  prelu_backward(pass.pool, x.size() / size, size, alpha_.value.data(), x.data(), dy.data(),
                 alpha_.gradient.data(), dx == nullptr ? nullptr : dx->data());
}

void Rescaling::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const auto value = [=, this](f32x4 at) { return at * scale_ + offset_; };
  by_fours(pass.pool, kGrain, x.size(), y.data(), value, x.data());
}

void Rescaling::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                         Pass& pass) {
  if (dx == nullptr) return;
  const auto before = [=, this](f32x4 after) { return after * scale_; };
  by_fours(pass.pool, kGrain, x.size(), dx->data(), before, dy.data());
}

GivenNormalization::GivenNormalization(const std::vector<float>& mean,
                                       const std::vector<float>& variance)
    : means_(mean.size()), deviations_(variance.size()) {
  constexpr float kLeastDeviation = 1e-7f;  // Keras's epsilon
  constexpr std::size_t kEnough = 256;      // numbers for a loop to be worth its beginning
  const std::size_t channels = std::max(means_, deviations_);
  for (std::size_t i = 0; i < chunk_count(kEnough, channels) * channels; ++i) {
    mean_.push_back(mean[i % means_]);
    deviation_.push_back(std::max(std::sqrt(variance[i % deviations_]), kLeastDeviation));
  }
}

Shape GivenNormalization::output_shape(const Shape& input) const {
  const auto check = [&](const char* field, std::size_t given) {
    if (given == 1 || given == input.back()) return;
    throw Error(ErrorCode::kBadModel, Problem::kChannelsDiffer, field,
                {{"field", field}, {"given", given}, {"channels", input.back()}});
  };
  check("mean", means_);
  check("variance", deviations_);
  return input;
}

template <typename Body>
void GivenNormalization::by_rows(ThreadPool& pool, std::size_t count, const Body& body) const {
  const std::size_t rows = mean_.size(), grain = chunk_count(kGrain, rows) * rows;
  pool.parallel_for(chunk_count(count, grain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, grain);
    for (std::size_t first = range.begin; first < range.end; first += rows) {
      body(first, std::min(rows, range.end - first));
    }
  });
}

void GivenNormalization::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const auto value = [](f32x4 at, f32x4 mean, f32x4 deviation) { return (at - mean) / deviation; };
  by_rows(pass.pool, x.size(), [&](std::size_t first, std::size_t count) {
    by_fours(count, y.data() + first, value, x.data() + first, mean_.data(), deviation_.data());
  });
}

void GivenNormalization::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  const auto before = [](f32x4 after, f32x4 deviation) { return after / deviation; };
  by_rows(pass.pool, x.size(), [&](std::size_t first, std::size_t count) {
    by_fours(count, dx->data() + first, before, dy.data() + first, deviation_.data());
  });
}

}  // namespace cnnlab
