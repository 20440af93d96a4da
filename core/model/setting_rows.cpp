#include "core/model/rows.h"

namespace cnnlab {

const std::vector<SettingRow>& setting_rows() {
  constexpr double kLargestSeed = 9007199254740991.0;  // 2^53 - 1: exact in JavaScript too
  constexpr double kLargestKerasSeed = 4294967295.0;
  static const std::vector<SettingRow> rows = {
      {integer("epochs", 1, 1000, 10, "how often the run goes through its training pictures"),
       "epochs"},
      {integer("batch_size", 1, 1024, 32, "pictures to each step"), "batch"},
      {integer("training_pictures", 1, 50000, 5000, "the first so many of CIFAR-10 are trained on"),
       "pictures", 10, 50000},
      {integer("test_pictures", 1, 10000, 10000,
               "the first so many are tested on, after each epoch")
           .starting_with(2000),
       "test", 10, 10000},
      {integer("seed", 0, kLargestSeed, 1, "the same seed gives the same run"), "seed", 0,
       kLargestKerasSeed},
      {number("learning_rate", 0, 1e6, 0.001, "how far each step goes"), "rate", 1e-7, 10},
      {number("l2", 0, 1, 0, "how much large weights of kernels cost: a factor of their squares"),
       "l2"},
      {number("label_smoothing", 0, 1, 0, "the share of each label that all classes get alike"),
       "smoothing"},
      {number("validation_split", 0, 0.99, 0,
              "the last share of the training pictures: not trained on, but examined"),
       "validation"},
      {integer("early_stopping_patience", 0, 1000, 0,
               "epochs that are no better after which the run ends; 0 never"),
       "patience", 0, 1000},
      {number("min_delta", 0, 100, 0, "an epoch is better only by more than this"), "delta"},
      {truth("watch_accuracy", false,
             "the best epoch has the highest accuracy, not the lowest loss"),
       "watchaccuracy"},
      {truth("watch_training", false,
             "the best epoch is so in training, not in what it is examined on"),
       "watchtraining"},
      {truth("keep_best", false, "end with the weights of the best epoch"), "best"},
      {truth("exact_convolution", false, "slower convolution, without Winograd's rounding"),
       "exact"},
  };
  return rows;
}

}  // namespace cnnlab
