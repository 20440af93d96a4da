#include "core/optim/schedules.h"

#include <algorithm>
#include <cmath>

#include "core/base/math.h"

namespace cnnlab {
namespace {

double quotient(std::uint64_t step, double steps, bool whole) {
  const double exact = static_cast<double>(step) / steps;
  return whole ? std::floor(exact) : exact;
}

/// x^y for x from 0 up, with the same bits everywhere: whole powers by multiplication.
double power(double x, double y) {
  constexpr double kMostProducts = 64.0;
  if (y == std::floor(y) && y >= 0.0 && y <= kMostProducts) {
    double product = 1.0;
    for (double i = 0.0; i < y; i += 1.0) product *= x;
    return product;
  }
  return x == 0.0 ? 0.0 : exponential(y * logarithm(x));
}

}  // namespace

double exponential_decay(double initial, std::uint64_t step, double steps, double rate,
                         bool staircase) {
  return initial * power(rate, quotient(step, steps, staircase));
}

double inverse_time_decay(double initial, std::uint64_t step, double steps, double rate,
                          bool staircase) {
  return initial / (1.0 + rate * quotient(step, steps, staircase));
}

double polynomial_decay(double initial, std::uint64_t step, double steps, double end,
                        double exponent, bool cycle) {
  const auto now = static_cast<double>(step);
  const double all = cycle ? steps * std::max(1.0, std::ceil(now / steps)) : steps;
  const double left = 1.0 - std::min(now, all) / all;
  return (initial - end) * power(left, exponent) + end;
}

double cosine_decay(double initial, std::uint64_t step, double steps, double alpha) {
  constexpr double kPi = 3.14159265358979323846;
  const double done = std::min(static_cast<double>(step), steps) / steps;
  return initial * ((1.0 - alpha) * (0.5 * (1.0 + cosine(kPi * done))) + alpha);
}

double warm_up(double initial, std::uint64_t step, double steps, double alpha, double target,
               double warm_up_steps) {
  const auto now = static_cast<double>(step);
  if (now < warm_up_steps) return initial + (target - initial) * (now / warm_up_steps);
  return cosine_decay(target, step - static_cast<std::uint64_t>(warm_up_steps), steps, alpha);
}

double piecewise_constant(double initial, std::uint64_t step, std::span<const double> boundaries,
                          std::span<const double> values) {
  const auto now = static_cast<double>(step);
  const auto passed = static_cast<std::size_t>(
      std::count_if(boundaries.begin(), boundaries.end(), [now](double b) { return now > b; }));
  return passed == 0 ? initial : values[std::min(passed, values.size()) - 1];
}

double reduced_on_plateau(double initial, std::span<const EpochScores> past,
                          const Plateau& plateau) {
  const auto watched = [&](const EpochScores& epoch) {
    if (plateau.watch_training) return plateau.watch_accuracy ? epoch.accuracy : epoch.loss;
    return plateau.watch_accuracy ? epoch.examined_accuracy : epoch.examined_loss;
  };
  double rate = initial, best = 0.0;
  std::uint64_t waited = 0, cooling = 0;
  for (std::size_t i = 0; i < past.size(); ++i) {
    const double now = watched(past[i]);
    if (cooling > 0) {
      --cooling;
      waited = 0;
    }
    const bool better = i == 0 || (plateau.watch_accuracy ? now > best + plateau.min_delta
                                                          : now < best - plateau.min_delta);
    if (better) {
      best = now;
      waited = 0;
    } else if (cooling == 0 && ++waited >= plateau.patience && rate > plateau.least) {
      rate = std::max(rate * plateau.factor, plateau.least);
      cooling = plateau.cooldown;
      waited = 0;
    }
  }
  return rate;
}

}  // namespace cnnlab
