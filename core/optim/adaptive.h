// Keras's optimizers beside SGD and Adam. Formulas and defaults are Keras's, epsilons where it has
// them; w is a weight, g its gradient, t counts the steps from 1.
#pragma once

#include <array>

#include "core/optim/adam.h"

namespace cnnlab {

/// An optimizer that treats each number by itself, with at most three numbers of state beside it.
/// What derives from it is a formula.
class ElementwiseOptimizer : public Optimizer {
 protected:
  static constexpr std::size_t kMostStates = 3;
  using Optimizer::Optimizer;

  /// Updates `count` weights; state[i] holds as many numbers of state i.
  virtual void move(std::size_t count, double learning_rate, const float* g, float* w,
                    const std::array<float*, kMostStates>& state) const = 0;

 private:
  void update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                        double learning_rate) final;
};

struct RmspropSettings {
  double rho = 0.9;
  double momentum = 0.0;
  double epsilon = 1e-7;
  bool centered = false;
};

/// RMSprop (Hinton's lecture, 2012): v = rho v + (1 - rho) g^2;  d = g / sqrt(v + epsilon), where
/// `centered` takes the square of the mean of g off v;  b = momentum b + lr d;  w -= b.
class Rmsprop final : public ElementwiseOptimizer {
 public:
  explicit Rmsprop(const RmspropSettings& settings = {})
      : ElementwiseOptimizer(3), settings_(settings) {}

 private:
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  RmspropSettings settings_;
};

/// Adam with AMSGrad (Reddi, Kale and Kumar, 2018): v in the denominator is the largest so far.
class Amsgrad final : public ElementwiseOptimizer {
 public:
  explicit Amsgrad(const AdamSettings& settings = {})
      : ElementwiseOptimizer(3), settings_(settings) {}

 private:
  void begin() override;
  void begin_step() override;
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  AdamSettings settings_;
  double beta_1_power_ = 1.0, beta_2_power_ = 1.0;
};

/// Adamax (Kingma and Ba, 2015): m += (g - m)(1 - beta_1);  u = max(beta_2 u, |g|);
/// w -= lr / (1 - beta_1^t) m / (u + epsilon).
class Adamax final : public ElementwiseOptimizer {
 public:
  explicit Adamax(const AdamSettings& settings = {})
      : ElementwiseOptimizer(2), settings_(settings) {}

 private:
  void begin() override;
  void begin_step() override;
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  AdamSettings settings_;
  double beta_1_power_ = 1.0;
};

/// Nadam (Dozat, 2016): Adam with Nesterov's momentum, which grows by the schedule
/// u_t = beta_1 (1 - 0.96^t / 2).
class Nadam final : public ElementwiseOptimizer {
 public:
  explicit Nadam(const AdamSettings& settings = {})
      : ElementwiseOptimizer(2), settings_(settings) {}

 private:
  void begin() override;
  void begin_step() override;
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  AdamSettings settings_;
  double decay_power_ = 1.0, beta_2_power_ = 1.0;
  double now_ = 0.0, next_ = 0.0;  // u_t, u_{t+1}
  double product_ = 1.0;           // u_1 u_2 … u_t
};

struct AdagradSettings {
  double initial_accumulator_value = 0.1;
  double epsilon = 1e-7;
};

/// Adagrad (Duchi, Hazan and Singer, 2011): a += g^2;  w -= lr g / sqrt(a + epsilon).
class Adagrad final : public ElementwiseOptimizer {
 public:
  explicit Adagrad(const AdagradSettings& settings = {})
      : ElementwiseOptimizer(1, static_cast<float>(settings.initial_accumulator_value)),
        settings_(settings) {}

 private:
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  AdagradSettings settings_;
};

struct AdadeltaSettings {
  double rho = 0.95;
  double epsilon = 1e-7;
};

/// Adadelta (Zeiler, 2012): a = rho a + (1 - rho) g^2;  d = g sqrt(b + epsilon) / sqrt(a +
/// epsilon); b = rho b + (1 - rho) d^2;  w -= lr d.
class Adadelta final : public ElementwiseOptimizer {
 public:
  explicit Adadelta(const AdadeltaSettings& settings = {})
      : ElementwiseOptimizer(2), settings_(settings) {}

 private:
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  AdadeltaSettings settings_;
};

struct LionSettings {
  double beta_1 = 0.9;
  double beta_2 = 0.99;
};

/// Lion (Chen et al., 2023): w -= lr sign(beta_1 m + (1 - beta_1) g);  m = beta_2 m + (1 - beta_2)
/// g.
class Lion final : public ElementwiseOptimizer {
 public:
  explicit Lion(const LionSettings& settings = {}) : ElementwiseOptimizer(1), settings_(settings) {}

 private:
  void move(std::size_t count, double learning_rate, const float* g, float* w,
            const std::array<float*, kMostStates>& state) const override;
  LionSettings settings_;
};

}  // namespace cnnlab
