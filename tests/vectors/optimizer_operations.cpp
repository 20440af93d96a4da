#include <algorithm>
#include <memory>

#include "core/kernels/updates.h"
#include "core/optim/adam.h"
#include "core/optim/sgd.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

void flatten_into(const Json& json, std::vector<float>& to) {
  if (!json.is_array()) return to.push_back(json.get<float>());
  for (const Json& item : json) flatten_into(item, to);
}

/// The gradient of every step: given, or twice the parameter.
class Gradients {
 public:
  explicit Gradients(const Case& one) {
    if (const Array* grad = one.find_input("grad")) given_.push_back(grad->floats());
    if (one.has("grads")) {
      for (const Json& step : one.attributes["grads"]) flatten_into(step, given_.emplace_back());
    }
    doubling_ = given_.empty() && one.text("grad_fn", "") == "2x";
    if (given_.empty() && !doubling_) throw Unsupported{"gradients of another kind"};
    steps_ = static_cast<std::size_t>(one.number("steps", static_cast<double>(given_.size())));
    // Fewer gradients than steps: the last, or only, one stays.
    if (steps_ == 0) steps_ = 1;
  }

  std::size_t steps() const { return steps_; }
  void at(std::size_t step, Parameter& parameter) const {
    if (doubling_) {
      parameter.gradient = 2.0f * parameter.value;
      return;
    }
    const std::vector<float>& from = given_[std::min(step, given_.size() - 1)];
    if (from.size() != parameter.value.size()) throw Unsupported{"gradients of another size"};
    std::copy(from.begin(), from.end(), parameter.gradient.data());
  }

 private:
  std::vector<std::vector<float>> given_;
  bool doubling_ = false;
  std::size_t steps_ = 0;
};

void set_state(Tensor& state, const Array* given) {
  if (given != nullptr) std::copy(given->values.begin(), given->values.end(), state.data());
}

Array array_of(const Tensor& tensor, const Sizes& shape) {
  return make_array(shape, {tensor.data(), tensor.data() + tensor.size()});
}

Answers train(const Case& one, ThreadPool& pool, Optimizer& optimizer,
              const std::vector<const char*>& state_names) {
  const Array& start = one.input("param");
  const std::size_t size = start.values.size();
  Parameter parameter = make_parameter("kernel", Shape{size});
  std::copy(start.values.begin(), start.values.end(), parameter.value.data());
  const std::vector<Parameter*> parameters{&parameter};
  const std::vector<Tensor*> state = optimizer.state(parameters);
  for (std::size_t i = 0; i < state.size(); ++i) {
    set_state(*state[i], one.find_input(state_names[i]));
  }
  const Gradients gradients(one);
  const double rate = one.number("lr", one.number("learning_rate", 0.001));
  // Keras's L2 is factor * sum(p^2), whose gradient is 2 * factor * p; these cases mean factor * p.
  const auto l2 = static_cast<float>(one.number("l2", 0.0) / 2.0);
  std::vector<float> history;
  for (std::size_t step = 0; step < gradients.steps(); ++step) {
    gradients.at(step, parameter);
    if (l2 != 0.0f) {
      add_l2_gradient(pool, size, l2, parameter.value.data(), parameter.gradient.data());
    }
    optimizer.update(pool, parameters, rate);
    history.insert(history.end(), parameter.value.data(), parameter.value.data() + size);
  }
  Sizes all = start.shape;
  all.insert(all.begin(), gradients.steps());
  Answers answers = answer_with("params", make_array(all, history));
  answers[0].outputs["param"] = array_of(parameter.value, start.shape);
  for (std::size_t i = 0; i < state.size(); ++i) {
    answers[0].outputs[state_names[i]] = array_of(*state[i], start.shape);
  }
  return answers;
}

Answers adam(const Case& one, ThreadPool& pool) {
  if (one.number("amsgrad", 0) != 0) throw Unsupported{"amsgrad"};
  AdamSettings settings;
  settings.beta_1 = one.number("beta1", settings.beta_1);
  settings.beta_2 = one.number("beta2", settings.beta_2);
  settings.epsilon = one.number("eps", settings.epsilon);
  Adam optimizer(settings);
  // Steps before the first: so many that nothing is left of the bias correction are as good as any
  // larger number (0.999^100000 is 3e-44).
  constexpr double kAll = 100000;
  const bool corrected = one.number("bias_correction", 1) != 0;
  const double before = corrected ? one.number("t0", 0) : kAll;
  optimizer.set_steps(static_cast<std::uint64_t>(std::min(before, kAll)));
  return train(one, pool, optimizer, {"m", "v"});
}

Answers sgd(const Case& one, ThreadPool& pool) {
  SgdSettings settings;
  settings.momentum = one.number("momentum", 0.0);
  settings.nesterov = one.number("nesterov", 0) != 0;
  Sgd optimizer(settings);
  return train(one, pool, optimizer, {"velocity"});
}

}  // namespace

void add_optimizers(Operations& operations) {
  operations["adam"] = {{"lr", "learning_rate", "beta1", "beta2", "eps", "eps_form", "grads",
                         "grad_fn", "steps", "l2", "t0", "bias_correction", "amsgrad"},
                        adam};
  operations["sgd"] = {
      {"lr", "learning_rate", "momentum", "nesterov", "grads", "grad_fn", "steps", "l2"}, sgd};
}

}  // namespace cnnlab::vectors
