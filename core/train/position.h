// Where a run is.
#pragma once

#include <cstdint>
#include <vector>

#include "core/train/trainer.h"

namespace cnnlab {

struct EpochRecord {
  std::uint64_t epoch;  // from 1
  double loss, accuracy;
  double test_loss, test_accuracy;
};

enum class Phase { kTraining, kEvaluating, kFinished };

/// What does not follow from a run's model, settings and tensors.
struct Position {
  Phase phase = Phase::kTraining;
  std::uint64_t epoch = 0;  // from 0
  std::uint64_t batch = 0;  // done in this phase of this epoch
  BatchResult training_sum;
  BatchResult test_sum;
  std::vector<EpochRecord> history;
  std::uint64_t best_epoch = 0;  // from 1; 0: none yet
};

}  // namespace cnnlab
