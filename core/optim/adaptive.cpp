#include "core/optim/adaptive.h"

#include <algorithm>
#include <cmath>

#include "core/base/f32x4.h"

namespace cnnlab {
namespace {

constexpr std::size_t kGrain = 16384;  // a chunk outweighs its claim

float single(double value) { return static_cast<float>(value); }

}  // namespace

void ElementwiseOptimizer::update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                                            double learning_rate) {
  const std::size_t count = parameter.value.size();
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    std::array<float*, kMostStates> own{};
    for (std::size_t i = 0; i < tensors(); ++i) own[i] = state[i].data() + range.begin;
    move(range.end - range.begin, learning_rate, parameter.gradient.data() + range.begin,
         parameter.value.data() + range.begin, own);
  });
}

void Rmsprop::move(std::size_t count, double learning_rate, const float* g, float* w,
                   const std::array<float*, kMostStates>& state) const {
  const auto [velocity, mean, buffer] = state;
  const float rho = single(settings_.rho), rest = single(1.0 - settings_.rho);
  const float epsilon = single(settings_.epsilon), momentum = single(settings_.momentum);
  const float rate = single(learning_rate);
  for (std::size_t i = 0; i < count; ++i) {
    velocity[i] = rho * velocity[i] + rest * (g[i] * g[i]);
    float spread = velocity[i];
    if (settings_.centered) {
      mean[i] = rho * mean[i] + rest * g[i];
      spread -= mean[i] * mean[i];
    }
    buffer[i] = momentum * buffer[i] + rate * g[i] / square_root(spread + epsilon);
    w[i] -= buffer[i];
  }
}

void Amsgrad::begin() { beta_1_power_ = beta_2_power_ = 1.0; }
void Amsgrad::begin_step() {
  beta_1_power_ *= settings_.beta_1;
  beta_2_power_ *= settings_.beta_2;
}
void Amsgrad::move(std::size_t count, double learning_rate, const float* g, float* w,
                   const std::array<float*, kMostStates>& state) const {
  const auto [m, v, largest] = state;
  const float alpha =
      single(learning_rate * std::sqrt(1.0 - beta_2_power_) / (1.0 - beta_1_power_));
  const float rest_1 = single(1.0 - settings_.beta_1), rest_2 = single(1.0 - settings_.beta_2);
  const float epsilon = single(settings_.epsilon);
  for (std::size_t i = 0; i < count; ++i) {
    m[i] += (g[i] - m[i]) * rest_1;
    v[i] += (g[i] * g[i] - v[i]) * rest_2;
    largest[i] = std::max(largest[i], v[i]);
    w[i] -= m[i] * alpha / (square_root(largest[i]) + epsilon);
  }
}

void Adamax::begin() { beta_1_power_ = 1.0; }
void Adamax::begin_step() { beta_1_power_ *= settings_.beta_1; }
void Adamax::move(std::size_t count, double learning_rate, const float* g, float* w,
                  const std::array<float*, kMostStates>& state) const {
  const auto [m, u, none] = state;
  const float rate = single(learning_rate / (1.0 - beta_1_power_));
  const float rest = single(1.0 - settings_.beta_1), beta_2 = single(settings_.beta_2);
  const float epsilon = single(settings_.epsilon);
  for (std::size_t i = 0; i < count; ++i) {
    m[i] += (g[i] - m[i]) * rest;
    u[i] = std::max(beta_2 * u[i], std::abs(g[i]));
    w[i] -= rate * m[i] / (u[i] + epsilon);
  }
}

void Nadam::begin() {
  decay_power_ = beta_2_power_ = product_ = 1.0;
  now_ = next_ = 0.0;
}
void Nadam::begin_step() {
  constexpr double kDecay = 0.96;
  decay_power_ *= kDecay;
  now_ = settings_.beta_1 * (1.0 - 0.5 * decay_power_);
  next_ = settings_.beta_1 * (1.0 - 0.5 * decay_power_ * kDecay);
  product_ *= now_;
  beta_2_power_ *= settings_.beta_2;
}
void Nadam::move(std::size_t count, double learning_rate, const float* g, float* w,
                 const std::array<float*, kMostStates>& state) const {
  const auto [m, v, none] = state;
  const float rest_1 = single(1.0 - settings_.beta_1), rest_2 = single(1.0 - settings_.beta_2);
  const float of_m = single(next_ / (1.0 - product_ * next_));
  const float of_g = single((1.0 - now_) / (1.0 - product_));
  const float of_v = single(1.0 / (1.0 - beta_2_power_));
  const float rate = single(learning_rate), epsilon = single(settings_.epsilon);
  for (std::size_t i = 0; i < count; ++i) {
    m[i] += (g[i] - m[i]) * rest_1;
    v[i] += (g[i] * g[i] - v[i]) * rest_2;
    w[i] -= rate * (of_m * m[i] + of_g * g[i]) / (square_root(of_v * v[i]) + epsilon);
  }
}

void Adagrad::move(std::size_t count, double learning_rate, const float* g, float* w,
                   const std::array<float*, kMostStates>& state) const {
  float* sum = state[0];
  const float rate = single(learning_rate), epsilon = single(settings_.epsilon);
  for (std::size_t i = 0; i < count; ++i) {
    sum[i] += g[i] * g[i];
    w[i] -= rate * g[i] / square_root(sum[i] + epsilon);
  }
}

void Adadelta::move(std::size_t count, double learning_rate, const float* g, float* w,
                    const std::array<float*, kMostStates>& state) const {
  const auto [gradients, moves, none] = state;
  const float rho = single(settings_.rho), rest = single(1.0 - settings_.rho);
  const float rate = single(learning_rate), epsilon = single(settings_.epsilon);
  for (std::size_t i = 0; i < count; ++i) {
    gradients[i] = rho * gradients[i] + rest * (g[i] * g[i]);
    const float move = g[i] * square_root(moves[i] + epsilon) / square_root(gradients[i] + epsilon);
    moves[i] = rho * moves[i] + rest * (move * move);
    w[i] -= rate * move;
  }
}

void Lion::move(std::size_t count, double learning_rate, const float* g, float* w,
                const std::array<float*, kMostStates>& state) const {
  float* m = state[0];
  const float beta_1 = single(settings_.beta_1), rest_1 = single(1.0 - settings_.beta_1);
  const float beta_2 = single(settings_.beta_2), rest_2 = single(1.0 - settings_.beta_2);
  const float rate = single(learning_rate);
  for (std::size_t i = 0; i < count; ++i) {
    const float direction = beta_1 * m[i] + rest_1 * g[i];
    if (direction > 0.0f) w[i] -= rate;
    if (direction < 0.0f) w[i] += rate;
    m[i] = beta_2 * m[i] + rest_2 * g[i];
  }
}

}  // namespace cnnlab
