#pragma once

#include <cstdint>

#include "core/model/spec.h"

namespace cnnlab {

/// Everything that, with a model and the data, determines a run to the last bit. Ranges, defaults
/// and what each means are in the catalog's rows (core/model/rows.h). Defaults are Keras's where
/// Keras has them.
struct RunSettings {
  std::uint64_t epochs = 10;
  std::uint64_t batch_size = 32;
  std::uint64_t training_pictures = 5000;  // the first so many of the pack
  std::uint64_t test_pictures = 10000;
  std::uint64_t seed = 1;
  double learning_rate = 0.001;               // what the schedule begins with
  Json optimizer = {{"kind", "adam"}};        // with its fields, as the catalog's row has them
  Json schedule = {{"kind", "constant"}};     // likewise
  double l2 = 0.0;                            // factor of Keras's L2 regularizer on every kernel
  double label_smoothing = 0.0;               // the share of each label that all classes get
  double validation_split = 0.0;              // the last share of them is examined, not trained on
  std::uint64_t early_stopping_patience = 0;  // epochs that are no better; 0: never stop
  double min_delta = 0.0;                     // what is not better by more than this is no better
  bool watch_accuracy = false;                // better is a higher accuracy, not a lower loss
  bool watch_training = false;                // of training, not of what is examined after an epoch
  bool keep_best = false;                     // end with the weights of the best epoch
  bool exact_convolution = false;             // without Winograd's rounding
};

/// How many of the training pictures are trained on, the first ones: Keras's
/// int(n * (1 - validation_split)), but one at least. The others are the validation set.
std::uint64_t trained_pictures(const RunSettings& settings);

/// Reads settings, defaults for what is absent; also those of before optimizers and schedules had
/// rows. Throws Error(kBadSettings, "settings.<name>").
RunSettings parse_settings(const Json& json);

Json settings_to_json(const RunSettings& settings);

}  // namespace cnnlab
