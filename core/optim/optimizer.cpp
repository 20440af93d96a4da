#include "core/optim/optimizer.h"

#include <utility>

namespace cnnlab {

void Optimizer::update(ThreadPool& pool, const std::vector<Parameter*>& parameters,
                       double learning_rate) {
  ensure_state(parameters);  // what could fail comes first
  modify(modifiers_, parameters, learning_rate);
  if (steps_++ == 0) begin();
  begin_step();
  Tensor* state = state_.data();
  for (Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    update_parameter(pool, *parameter, state, learning_rate);
    state += tensors_;
  }
}

std::vector<Tensor*> Optimizer::state(const std::vector<Parameter*>& parameters) {
  ensure_state(parameters);
  std::vector<Tensor*> pointers;
  pointers.reserve(state_.size());
  for (Tensor& tensor : state_) pointers.push_back(&tensor);
  return pointers;
}

void Optimizer::set_steps(std::uint64_t steps) {
  steps_ = steps;
  begin();
  for (std::uint64_t i = 0; i < steps; ++i) begin_step();
}

void Optimizer::ensure_state(const std::vector<Parameter*>& parameters) {
  if (!state_.empty()) return;
  std::vector<Tensor> made;  // all of them or, out of memory, none
  for (const Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    for (std::size_t i = 0; i < tensors_; ++i)
      made.emplace_back(parameter->value.shape(), initial_);
  }
  state_ = std::move(made);
}

}  // namespace cnnlab
