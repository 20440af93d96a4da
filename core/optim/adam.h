#pragma once

#include "core/optim/optimizer.h"

namespace cnnlab {

struct AdamSettings {
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
};

/// Adam (Kingma and Ba, ICLR 2015) as Keras computes it, epsilon outside the bias correction:
///   alpha_t = learning_rate * sqrt(1 - beta_2^t) / (1 - beta_1^t)
///   m += (g - m)(1 - beta_1);  v += (g^2 - v)(1 - beta_2);  p -= alpha_t * m / (sqrt(v) + epsilon)
class Adam final : public Optimizer {
 public:
  explicit Adam(const AdamSettings& settings = {}) : Optimizer(2), settings_(settings) {}

 private:
  void begin() override;
  void begin_step() override;
  void update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                        double learning_rate) override;

  AdamSettings settings_;
  double beta_1_power_ = 1.0;  // beta_1^steps, by repeated multiplication: the same bits everywhere
  double beta_2_power_ = 1.0;
};

}  // namespace cnnlab
