#include "core/optim/optimizer.h"

#include <cmath>
#include <utility>

#include "core/kernels/updates.h"

namespace cnnlab {
namespace {

/// Zero tensors, `each` per trainable parameter, made once: all of them or, out of memory, none.
void ensure_state(const std::vector<Parameter*>& parameters, std::size_t each,
                  std::vector<Tensor>& state) {
  if (!state.empty()) return;
  std::vector<Tensor> made;
  for (const Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    for (std::size_t i = 0; i < each; ++i) made.emplace_back(parameter->value.shape(), 0.0f);
  }
  state = std::move(made);
}

std::vector<Tensor*> pointers_to(std::vector<Tensor>& tensors) {
  std::vector<Tensor*> pointers;
  pointers.reserve(tensors.size());
  for (Tensor& tensor : tensors) pointers.push_back(&tensor);
  return pointers;
}

}  // namespace

void Adam::update(ThreadPool& pool, const std::vector<Parameter*>& parameters,
                  double learning_rate) {
  ensure_state(parameters, 2, moments_);
  ++steps_;
  beta_1_power_ *= settings_.beta_1;
  beta_2_power_ *= settings_.beta_2;
  const double alpha = learning_rate * std::sqrt(1.0 - beta_2_power_) / (1.0 - beta_1_power_);
  std::size_t slot = 0;
  for (Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    adam_update(pool, parameter->value.size(), static_cast<float>(alpha),
                static_cast<float>(1.0 - settings_.beta_1),
                static_cast<float>(1.0 - settings_.beta_2), static_cast<float>(settings_.epsilon),
                parameter->gradient.data(), parameter->value.data(), moments_[slot].data(),
                moments_[slot + 1].data());
    slot += 2;
  }
}

std::vector<Tensor*> Adam::state(const std::vector<Parameter*>& parameters) {
  ensure_state(parameters, 2, moments_);
  return pointers_to(moments_);
}

void Adam::set_steps(std::uint64_t steps) {
  steps_ = steps;
  beta_1_power_ = 1.0;
  beta_2_power_ = 1.0;
  for (std::uint64_t i = 0; i < steps; ++i) {
    beta_1_power_ *= settings_.beta_1;
    beta_2_power_ *= settings_.beta_2;
  }
}

void Sgd::update(ThreadPool& pool, const std::vector<Parameter*>& parameters,
                 double learning_rate) {
  ensure_state(parameters, 1, velocities_);
  ++steps_;
  std::size_t slot = 0;
  for (Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    sgd_update(pool, parameter->value.size(), static_cast<float>(learning_rate),
               static_cast<float>(settings_.momentum), settings_.nesterov,
               parameter->gradient.data(), parameter->value.data(), velocities_[slot].data());
    ++slot;
  }
}

std::vector<Tensor*> Sgd::state(const std::vector<Parameter*>& parameters) {
  ensure_state(parameters, 1, velocities_);
  return pointers_to(velocities_);
}

}  // namespace cnnlab
