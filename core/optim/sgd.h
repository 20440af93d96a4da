#pragma once

#include "core/optim/optimizer.h"

namespace cnnlab {

struct SgdSettings {
  double momentum = 0.0;
  bool nesterov = false;
};

/// Keras's SGD: velocity = momentum * velocity - learning_rate * g; p += velocity, or with Nesterov
/// p += momentum * velocity - learning_rate * g.
class Sgd final : public Optimizer {
 public:
  explicit Sgd(const SgdSettings& settings = {}) : Optimizer(1), settings_(settings) {}

 private:
  void update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                        double learning_rate) override;

  SgdSettings settings_;
};

}  // namespace cnnlab
