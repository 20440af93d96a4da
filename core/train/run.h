// A run: a network, its optimizer, and the place it has reached.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/spec.h"
#include "core/nn/sequential.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedules.h"
#include "core/train/position.h"
#include "core/train/settings.h"
#include "core/train/trainer.h"

namespace cnnlab {

/// What one call of advance() did.
struct Progress {
  Phase phase;
  std::uint64_t epoch;  // from 1
  std::uint64_t batch;  // batches done in this phase of this epoch
  std::uint64_t batches;
  std::uint64_t pictures_trained;
  double loss, accuracy;  // running means over this epoch's training batches
  std::vector<double> batch_losses, batch_accuracies;
  std::optional<EpochRecord> epoch_record;
};

/// Bytes that a run takes: for its weights with all that belongs to them, for its passes; and how
/// many there are for both.
struct MemoryNeed {
  std::uint64_t weights = 0;
  std::uint64_t passes = 0;
  std::uint64_t available = 0;
  std::uint64_t bytes() const { return weights + passes; }
};

/// Trains epoch by epoch as Keras's fit does: shuffle, batches (the last one short), then an
/// evaluation on the validation pictures, if there are any, and on the test pictures. advance() may
/// be called in slices of any size: the weights do not depend on it, nor on the number of threads,
/// nor on snapshots taken and restored between.
class Run {
 public:
  /// What the run would take; throws where the model or its settings cannot be.
  static MemoryNeed memory_need(const ModelSpec& model, const RunSettings& settings,
                                const DataSpec& data);

  /// Throws as the constructor would, at a fraction of its memory and time.
  static void check(const ModelSpec& model, const RunSettings& settings, const Dataset& training,
                    const Dataset& test);

  /// Throws Error (kBadModel, kBadSettings, kOutOfMemory).
  Run(const ModelSpec& model, const RunSettings& settings, const Dataset& training,
      const Dataset& test, ThreadPool& pool);

  /// Up to `batches` batches of training or evaluation; returns early when an epoch is complete.
  /// Throws Error(kNotFinite) with the weights of the batch before.
  Progress advance(std::uint64_t batches);

  /// The place the run is at.
  Progress progress() const;

  /// From the next batch on.
  void set_learning_rate(double rate);

  /// Up to `batches` batches of this epoch's training, timed; none when it is not training.
  std::vector<Stopwatch::Lap> profile(std::uint64_t batches);

  /// Class probabilities {n,classes} of pictures already in network().input(n).
  const TensorView& predict(std::size_t n);

  Sequential& network() { return *network_; }
  const ModelSpec& model() const { return model_; }
  const RunSettings& settings() const { return settings_; }
  const std::vector<EpochRecord>& history() const { return position_.history; }

  /// The whole state as bytes (format in snapshot.cpp), and back. restore() continues to the same
  /// bits; it throws Error(kBadData) for bytes that are not a snapshot, or one of other data.
  std::vector<std::uint8_t> snapshot();
  static std::unique_ptr<Run> restore(std::span<const std::uint8_t> bytes, const Dataset& training,
                                      const Dataset& test, ThreadPool& pool);

 private:
  /// A report with room for so many batches: once a batch is trained nothing may fail.
  Progress report_of(std::uint64_t batches) const;
  void train_batch(Progress& report);
  void evaluate_batch(Progress& report);
  void finish_epoch(Progress& report);
  /// Whether this epoch is better than the best before it.
  bool is_best(const EpochRecord& record) const;
  void keep_best_weights();
  void restore_best_weights();
  double learning_rate_now() const;
  std::uint64_t training_batches() const;
  /// Of the evaluation's batches the first are of the validation pictures.
  std::uint64_t validation_batches() const;
  std::uint64_t evaluation_batches() const;
  static std::span<const std::uint32_t> batch_indices(const std::vector<std::uint32_t>& order,
                                                      std::uint64_t batch,
                                                      std::uint64_t batch_size);
  std::vector<Tensor*> tensors();
  /// Throws where the counters of a place do not fit together.
  void go_to(const Position& position);

  ModelSpec model_;
  RunSettings settings_;
  const Dataset& training_;
  const Dataset& test_;
  ThreadPool& pool_;
  Random random_;
  std::unique_ptr<Sequential> network_;
  std::unique_ptr<Optimizer> optimizer_;
  Schedule schedule_;
  std::unique_ptr<Trainer> trainer_;

  Position position_;
  std::uint64_t step_ = 0;  // training batches since the run began
  std::uint64_t pictures_trained_ = 0;
  std::vector<Tensor> best_weights_;  // empty unless they are to be kept
  std::vector<EpochScores> past_;     // the history as the schedule sees it

  // Derived: the order of the epoch it was made for.
  std::vector<std::uint32_t> order_;
  std::optional<std::uint64_t> order_epoch_;
  std::vector<std::uint32_t> validation_order_, test_order_;
};

}  // namespace cnnlab
