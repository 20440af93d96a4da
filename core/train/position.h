// Where a run is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/train/trainer.h"

namespace cnnlab {

/// Mean loss and accuracy of some pictures.
struct Score {
  double loss, accuracy;
};

struct EpochRecord {
  std::uint64_t epoch;  // from 1
  double loss, accuracy;
  double test_loss, test_accuracy;
  std::optional<Score> validation = std::nullopt;  // where the run has a validation set
};

enum class Phase { kTraining, kEvaluating, kFinished };

/// What does not follow from a run's model, settings and tensors.
struct Position {
  Phase phase = Phase::kTraining;
  std::uint64_t epoch = 0;  // from 0
  std::uint64_t batch = 0;  // done in this phase of this epoch
  BatchResult training_sum;
  BatchResult validation_sum;
  BatchResult test_sum;
  std::vector<EpochRecord> history;
  std::uint64_t best_epoch = 0;  // from 1; 0: none yet
};

}  // namespace cnnlab
