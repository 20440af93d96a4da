// One batch of training, one batch of evaluation: the arithmetic of a step, without any notion of
// where in a run it stands.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/thread_pool.h"
#include "core/data/dataset.h"
#include "core/nn/sequential.h"
#include "core/optim/optimizer.h"

namespace cnnlab {

/// Sums over pictures; means are taken by whoever reads them.
struct BatchResult {
  double loss_sum = 0.0;
  std::uint64_t correct = 0;
  std::uint64_t pictures = 0;
};

class Trainer {
 public:
  Trainer(Sequential& network, Optimizer& optimizer, ThreadPool& pool, double l2 = 0.0);

  /// Forward, loss (mean over the batch, plus what large weights cost), backward, update,
  /// constraints. The result is of before the update, dropout on, as Keras reports it. Throws
  /// Error(kNotFinite) naming the first tensor with a NaN or an infinity; after this and every
  /// other exception the weights are those of before this batch.
  BatchResult train(const Dataset& data, std::span<const std::uint32_t> indices,
                    const Random& step_random, double learning_rate);

  /// Loss and hits with dropout off. Changes no weights. Throws Error(kNotFinite) as train() does.
  BatchResult evaluate(const Dataset& data, std::span<const std::uint32_t> indices);

  /// Keras's label_smoothing, in training and in evaluation.
  void set_label_smoothing(double share) { smoothing_ = share; }

  /// From now on train() records laps: batch, each layer's passes, loss, update; until given null.
  void time_steps(Stopwatch* stopwatch);

  const std::vector<Parameter*>& parameters() const { return parameters_; }

 private:
  BatchResult step(std::size_t batch, const Random& step_random, double learning_rate);
  /// What large weights cost: Keras's regularizers, part of the loss in training and in evaluation.
  double penalties() const;
  void lap(const char* name) const;
  void save_statistics();
  void restore_statistics();
  [[noreturn]] void report_not_finite(std::size_t batch) const;
  /// The name of the first parameter whose gradient no optimizer can follow, or nothing.
  const std::string* first_bad_gradient() const;

  Sequential& network_;
  Optimizer& optimizer_;
  ThreadPool& pool_;
  double l2_;
  double smoothing_ = 0.0;
  Stopwatch* stopwatch_ = nullptr;
  std::vector<Parameter*> parameters_;
  std::vector<std::uint8_t> labels_;
  // Parameters that a forward pass changes (moving means), as they were before this batch.
  std::vector<Tensor> statistics_;
};

}  // namespace cnnlab
