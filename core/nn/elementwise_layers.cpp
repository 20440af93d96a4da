#include "core/nn/elementwise_layers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/f32x4_math.h"

namespace cnnlab {
namespace {

// As kernels/elementwise.cpp: a chunk outweighs its claim.
constexpr std::size_t kGrain = 16384;

/// body(i) for every number, in chunks.
template <typename Body>
void for_each_number(ThreadPool& pool, std::size_t count, const Body& body) {
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    for (std::size_t i = range.begin; i < range.end; ++i) body(i);
  });
}

/// e^x - 1 where x is negative, else 0.
float negative_part(float x) { return exponential_minus_one(splat4(x < 0.0f ? x : 0.0f))[0]; }

}  // namespace

void ReLU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const ReLUSettings f = settings_;
  const float* from = x.data();
  float* to = y.data();
  for_each_number(pass.pool, x.size(), [=](std::size_t i) {
    const float value =
        from[i] > f.threshold ? from[i] : f.negative_slope * (from[i] - f.threshold);
    to[i] = f.max_value && value > *f.max_value ? *f.max_value : value;
  });
}

void ReLU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                    Pass& pass) {
  if (dx == nullptr) return;
  const ReLUSettings f = settings_;
  const float *from = x.data(), *after = dy.data();
  float* before = dx->data();
  for_each_number(pass.pool, x.size(), [=](std::size_t i) {
    const bool is_cut = f.max_value && from[i] >= *f.max_value;
    before[i] = is_cut ? 0.0f : from[i] > f.threshold ? after[i] : f.negative_slope * after[i];
  });
}

void ELU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const float* from = x.data();
  float* to = y.data();
  for_each_number(pass.pool, x.size(), [&, alpha = alpha_](std::size_t i) {
    to[i] = from[i] > 0.0f ? from[i] : alpha * negative_part(from[i]);
  });
}

void ELU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                   Pass& pass) {
  if (dx == nullptr) return;
  const float *from = x.data(), *after = dy.data();
  float* before = dx->data();
  for_each_number(pass.pool, x.size(), [&, alpha = alpha_](std::size_t i) {
    before[i] = from[i] > 0.0f ? after[i] : alpha * exponential(splat4(from[i]))[0] * after[i];
  });
}

void PReLU::build(const Shape& input, const Random&) { alpha_ = make_parameter("alpha", input); }

void PReLU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const float *from = x.data(), *alpha = alpha_.value.data();
  const std::size_t size = alpha_.value.size();
  float* to = y.data();
  for_each_number(pass.pool, x.size(), [=](std::size_t i) {
    to[i] = from[i] > 0.0f ? from[i] : alpha[i % size] * from[i];
  });
}

void PReLU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                     Pass& pass) {
  const float *from = x.data(), *after = dy.data(), *alpha = alpha_.value.data();
  const std::size_t size = alpha_.value.size(), pictures = x.size() / size;
  float* dalpha = alpha_.gradient.data();
  // Each alpha adds up its own pictures, in their order.
  for_each_number(pass.pool, size, [=](std::size_t i) {
    double sum = 0.0;
    for (std::size_t at = i; at < pictures * size; at += size) {
      if (from[at] <= 0.0f) sum += double{after[at]} * from[at];
    }
    dalpha[i] = static_cast<float>(sum);
  });
  if (dx == nullptr) return;
  float* before = dx->data();
  for_each_number(pass.pool, x.size(), [=](std::size_t i) {
    before[i] = from[i] > 0.0f ? after[i] : alpha[i % size] * after[i];
  });
}

void Rescaling::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const float* from = x.data();
  float* to = y.data();
  for_each_number(pass.pool, x.size(), [=, scale = scale_, offset = offset_](std::size_t i) {
    to[i] = from[i] * scale + offset;
  });
}

void Rescaling::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                         Pass& pass) {
  if (dx == nullptr) return;
  const float* after = dy.data();
  float* before = dx->data();
  for_each_number(pass.pool, x.size(),
                  [=, scale = scale_](std::size_t i) { before[i] = after[i] * scale; });
}

GivenNormalization::GivenNormalization(std::vector<float> mean, std::vector<float> variance)
    : mean_(std::move(mean)) {
  constexpr float kLeastDeviation = 1e-7f;  // Keras's epsilon
  for (const float one : variance) deviation_.push_back(std::max(std::sqrt(one), kLeastDeviation));
}

Shape GivenNormalization::output_shape(const Shape& input) const {
  const auto check = [&](const char* field, std::size_t given) {
    if (given == 1 || given == input.back()) return;
    throw Error(ErrorCode::kBadModel, Problem::kChannelsDiffer, field,
                {{"field", field}, {"given", given}, {"channels", input.back()}});
  };
  check("mean", mean_.size());
  check("variance", deviation_.size());
  return input;
}

void GivenNormalization::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const float *from = x.data(), *mean = mean_.data(), *deviation = deviation_.data();
  const std::size_t means = mean_.size(), deviations = deviation_.size();
  float* to = y.data();
  for_each_number(pass.pool, x.size(), [=](std::size_t i) {
    to[i] = (from[i] - mean[i % means]) / deviation[i % deviations];
  });
}

void GivenNormalization::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  const float *after = dy.data(), *deviation = deviation_.data();
  const std::size_t deviations = deviation_.size();
  float* before = dx->data();
  for_each_number(pass.pool, x.size(),
                  [=](std::size_t i) { before[i] = after[i] / deviation[i % deviations]; });
}

}  // namespace cnnlab
