#include "core/optim/adam.h"

#include <cmath>

#include "core/kernels/updates.h"

namespace cnnlab {

void Adam::begin() { beta_1_power_ = beta_2_power_ = 1.0; }

void Adam::begin_step() {
  beta_1_power_ *= settings_.beta_1;
  beta_2_power_ *= settings_.beta_2;
}

void Adam::update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                            double learning_rate) {
  const double alpha = learning_rate * std::sqrt(1.0 - beta_2_power_) / (1.0 - beta_1_power_);
  adam_update(pool, parameter.value.size(), static_cast<float>(alpha),
              static_cast<float>(1.0 - settings_.beta_1),
              static_cast<float>(1.0 - settings_.beta_2), static_cast<float>(settings_.epsilon),
              parameter.gradient.data(), parameter.value.data(), state[0].data(), state[1].data());
}

}  // namespace cnnlab
