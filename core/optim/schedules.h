// How the learning rate changes over a run: Keras's schedules, each as its definition.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace cnnlab {

/// What an epoch came to, in training and in what it was examined on.
struct EpochScores {
  double loss, accuracy;
  double examined_loss, examined_accuracy;
};

/// When in a run a learning rate is wanted: the step and the epoch, from 0, and how the epochs
/// before it went.
struct Moment {
  std::uint64_t step = 0;
  std::uint64_t epoch = 0;
  std::span<const EpochScores> past = {};
};

/// The learning rate at a moment of a run that begins with `initial`.
using Schedule = std::function<double(double initial, const Moment& moment)>;

/// initial * rate^(step / steps); a staircase takes whole powers only.
double exponential_decay(double initial, std::uint64_t step, double steps, double rate,
                         bool staircase);

/// initial / (1 + rate * step / steps); a staircase takes whole quotients only.
double inverse_time_decay(double initial, std::uint64_t step, double steps, double rate,
                          bool staircase);

/// (initial - end) * (1 - step / steps)^power + end, and `end` from then on; or with `cycle` again
/// from above over twice, three times, … as many steps.
double polynomial_decay(double initial, std::uint64_t step, double steps, double end, double power,
                        bool cycle);

/// Half a cosine wave (Loshchilov and Hutter, 2017) from initial to alpha * initial.
double cosine_decay(double initial, std::uint64_t step, double steps, double alpha);

/// In a straight line from initial to `target` over so many steps, and cosine_decay of it then.
double warm_up(double initial, std::uint64_t step, double steps, double alpha, double target,
               double warm_up_steps);

/// `initial` up to the first boundary, that step included; then `values[i]` behind `boundaries[i]`.
double piecewise_constant(double initial, std::uint64_t step, std::span<const double> boundaries,
                          std::span<const double> values);

/// Keras's ReduceLROnPlateau: multiplied by `factor`, down to `least`, whenever the watched number
/// has not been better by more than `min_delta` for `patience` epochs; then `cooldown` epochs of
/// peace.
struct Plateau {
  bool watch_accuracy = false;  // better is higher
  bool watch_training = false;
  double factor = 0.1;
  std::uint64_t patience = 10;
  double min_delta = 1e-4;
  std::uint64_t cooldown = 0;
  double least = 0.0;
};
double reduced_on_plateau(double initial, std::span<const EpochScores> past,
                          const Plateau& plateau);

}  // namespace cnnlab
