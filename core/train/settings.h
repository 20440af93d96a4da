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
  std::uint64_t early_stopping_patience = 0;  // epochs without a lower test loss; 0: never stop
  bool keep_best = false;                     // end with the weights of the lowest test loss
  bool exact_convolution = false;             // without Winograd's rounding
};

/// Reads settings, defaults for what is absent; also those of before optimizers and schedules had
/// rows. Throws Error(kBadSettings, "settings.<name>").
RunSettings parse_settings(const Json& json);

Json settings_to_json(const RunSettings& settings);

}  // namespace cnnlab
