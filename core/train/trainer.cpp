#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/data/batch.h"
#include "core/kernels/elementwise.h"
#include "core/kernels/updates.h"
#include "core/nn/losses.h"
#include "core/nn/metrics.h"

namespace cnnlab {
namespace {

bool is_regularized(const Parameter& parameter) {
  return parameter.trainable && parameter.name == "kernel";
}

// The largest gradient an optimizer can follow: Adam squares it, and a float ends at 3.4e38.
constexpr float kLargestGradient = 1e19f;

bool finite(const Tensor& tensor) { return all_finite(tensor.size(), tensor.data()); }

Error not_finite(Problem problem, const std::string& where, Facts facts) {
  return Error(ErrorCode::kNotFinite, problem, where, std::move(facts));
}

}  // namespace

Trainer::Trainer(Sequential& network, Optimizer& optimizer, ThreadPool& pool, double l2)
    : network_(network), optimizer_(optimizer), pool_(pool), l2_(l2) {
  for (const auto& named : network_.parameters()) {
    parameters_.push_back(named.parameter);
    if (!named.parameter->trainable) statistics_.push_back(named.parameter->value);
  }
}

void Trainer::time_steps(Stopwatch* stopwatch) {
  stopwatch_ = stopwatch;
  network_.time_layers(stopwatch);
}

void Trainer::lap(const char* name) const {
  if (stopwatch_ != nullptr) stopwatch_->lap(name);
}

BatchResult Trainer::train(const Dataset& data, std::span<const std::uint32_t> indices,
                           const Random& step_random, double learning_rate) {
  const std::size_t batch = indices.size();
  if (stopwatch_ != nullptr) stopwatch_->start();
  assemble_batch(pool_, data, indices, network_.input(batch), labels_);
  lap("batch");
  save_statistics();
  try {
    return step(batch, step_random, learning_rate);
  } catch (...) {
    restore_statistics();
    throw;
  }
}

BatchResult Trainer::step(std::size_t batch, const Random& step_random, double learning_rate) {
  const TensorView& logits = network_.forward(batch, pool_, true, step_random);
  TensorView& dlogits = network_.logits_gradient(batch);

  BatchResult result;
  result.pictures = batch;
  result.correct = count_correct(logits, labels_);
  result.loss_sum = sparse_categorical_crossentropy(logits, labels_, smoothing_);
  sparse_categorical_crossentropy_gradient(logits, labels_, 1.0f / static_cast<float>(batch),
                                           dlogits, smoothing_);
  result.loss_sum += penalties() * static_cast<double>(batch);
  if (!std::isfinite(result.loss_sum)) {
    network_.forward(batch, pool_, true, step_random, true);  // again, for all that may be at fault
    restore_statistics();                                     // what is reported is what is kept
    report_not_finite(batch);
  }
  lap("loss");

  network_.backward(batch, pool_, step_random);
  if (l2_ > 0.0) {
    for (Parameter* parameter : parameters_) {
      if (!is_regularized(*parameter)) continue;
      add_l2_gradient(pool_, parameter->value.size(), static_cast<float>(l2_),
                      parameter->value.data(), parameter->gradient.data());
    }
  }
  for (Parameter* parameter : parameters_) add_penalty_gradient(*parameter);
  if (const std::string* name = first_bad_gradient()) {
    throw not_finite(Problem::kGradientNotFinite, "gradients", {{"name", *name}});
  }
  // What could fail comes before the update: after it the step counts.
  if (stopwatch_ != nullptr) stopwatch_->expect("update");
  optimizer_.update(pool_, parameters_, learning_rate);
  for (Parameter* parameter : parameters_) constrain(*parameter);
  lap("update");
  return result;
}

BatchResult Trainer::evaluate(const Dataset& data, std::span<const std::uint32_t> indices) {
  const std::size_t batch = indices.size();
  assemble_batch(pool_, data, indices, network_.input(batch), labels_);
  const TensorView& logits = network_.forward(batch, pool_, false, Random(0));
  BatchResult result;
  result.pictures = batch;
  result.correct = count_correct(logits, labels_);
  result.loss_sum = sparse_categorical_crossentropy(logits, labels_, smoothing_) +
                    penalties() * static_cast<double>(batch);
  if (!std::isfinite(result.loss_sum)) report_not_finite(batch);
  return result;
}

double Trainer::penalties() const {
  double of_kernels = 0.0, of_rules = 0.0;
  for (const Parameter* parameter : parameters_) {
    if (l2_ > 0.0 && is_regularized(*parameter)) {
      of_kernels = add_squares(of_kernels, parameter->value);
    }
    of_rules += penalty(*parameter);
  }
  return l2_ * of_kernels + of_rules;
}

void Trainer::report_not_finite(std::size_t batch) const {
  for (std::size_t i = 0; i < network_.layer_count(); ++i) {
    const std::string where = sentence("layers[", i, "]");
    for (const auto& named : network_.parameters()) {
      const bool own = named.name.rfind(network_.layer_name(i) + "/", 0) == 0;
      if (own && !finite(named.parameter->value)) {
        throw not_finite(Problem::kParameterNotFinite, where, {{"name", named.name}});
      }
    }
    const TensorView& output = network_.output(batch, i);
    if (!all_finite(output.size(), output.data())) {
      throw not_finite(Problem::kOutputNotFinite, where, {{"layer", network_.layer_name(i)}});
    }
  }
  throw not_finite(Problem::kLossNotFinite, "loss", {});
}

const std::string* Trainer::first_bad_gradient() const {
  for (const auto& named : network_.parameters()) {
    const Tensor& gradient = named.parameter->gradient;
    if (!all_within(pool_, gradient.size(), gradient.data(), kLargestGradient)) return &named.name;
  }
  return nullptr;
}

void Trainer::save_statistics() {
  std::size_t i = 0;
  for (const Parameter* parameter : parameters_) {
    if (parameter->trainable) continue;
    std::copy_n(parameter->value.data(), parameter->value.size(), statistics_[i++].data());
  }
}

void Trainer::restore_statistics() {
  std::size_t i = 0;
  for (Parameter* parameter : parameters_) {
    if (parameter->trainable) continue;
    std::copy_n(statistics_[i].data(), statistics_[i].size(), parameter->value.data());
    ++i;
  }
}

}  // namespace cnnlab
