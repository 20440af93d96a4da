// How weights follow their gradients.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/thread_pool.h"
#include "core/nn/layer.h"
#include "core/optim/modifiers.h"

namespace cnnlab {

/// Keras's optimizers, one update at a time. All state but the step count is float32 tensors, in
/// the order of the parameters. What is derived says how one parameter moves.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One update of every trainable parameter from its gradient.
  void update(ThreadPool& pool, const std::vector<Parameter*>& parameters, double learning_rate);

  /// What comes before the optimizer's own step.
  void set_modifiers(const Modifiers& modifiers) { modifiers_ = modifiers; }

  /// Tensors that a checkpoint has to keep; made for these parameters if not there yet.
  std::vector<Tensor*> state(const std::vector<Parameter*>& parameters);
  /// How many there are for each trainable parameter.
  std::size_t tensors() const { return tensors_; }
  std::uint64_t steps() const { return steps_; }
  void set_steps(std::uint64_t steps);

 protected:
  /// `tensors`: how many tensors of state there are for each trainable parameter, all `initial` at
  /// first.
  explicit Optimizer(std::size_t tensors, float initial = 0.0f)
      : tensors_(tensors), initial_(initial) {}

  /// Before the first step, and before each: for what changes with the count of steps.
  virtual void begin() {}
  virtual void begin_step() {}
  virtual void update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                                double learning_rate) = 0;

 private:
  void ensure_state(const std::vector<Parameter*>& parameters);

  std::size_t tensors_;
  float initial_;
  Modifiers modifiers_;
  std::uint64_t steps_ = 0;
  std::vector<Tensor> state_;
};

}  // namespace cnnlab
