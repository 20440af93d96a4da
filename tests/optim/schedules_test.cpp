#include "core/optim/schedules.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cnnlab {
namespace {

constexpr double kPi = 3.14159265358979323846;

TEST(Schedules, ExponentialDecayIsAPower) {
  for (std::uint64_t step = 0; step <= 500; ++step) {
    const double exponent = static_cast<double>(step) / 70.0;
    const double wanted = 0.3 * std::pow(0.9, exponent);
    EXPECT_NEAR(wanted, exponential_decay(0.3, step, 70, 0.9, false), 1e-13 * wanted);
    const double stairs = 0.3 * std::pow(0.9, std::floor(exponent));
    EXPECT_NEAR(stairs, exponential_decay(0.3, step, 70, 0.9, true), 1e-13 * stairs);
  }
  // Steps 0 to 29 as it was, then half, then a quarter: exactly.
  EXPECT_EQ(0.5, exponential_decay(0.5, 29, 30, 0.5, true));
  EXPECT_EQ(0.25, exponential_decay(0.5, 30, 30, 0.5, true));
  EXPECT_EQ(0.25, exponential_decay(0.5, 59, 30, 0.5, true));
  EXPECT_EQ(0.125, exponential_decay(0.5, 60, 30, 0.5, true));
  // A factor of 0 is no error: nothing is left after the first step.
  EXPECT_EQ(0.5, exponential_decay(0.5, 0, 30, 0.0, false));
  EXPECT_EQ(0.0, exponential_decay(0.5, 1, 30, 0.0, false));
}

TEST(Schedules, InverseTimeDecayIsAQuotient) {
  for (std::uint64_t step = 0; step <= 500; ++step) {
    const double time = static_cast<double>(step) / 70.0;
    EXPECT_DOUBLE_EQ(0.3 / (1.0 + 0.4 * time), inverse_time_decay(0.3, step, 70, 0.4, false));
    EXPECT_DOUBLE_EQ(0.3 / (1.0 + 0.4 * std::floor(time)),
                     inverse_time_decay(0.3, step, 70, 0.4, true));
  }
}

TEST(Schedules, PolynomialDecayEndsAndMayBeginAgain) {
  for (const double power : {1.0, 2.0, 0.5, 3.3}) {
    for (std::uint64_t step = 0; step <= 200; ++step) {
      const double left = std::max(0.0, 1.0 - static_cast<double>(step) / 100.0);
      EXPECT_NEAR(0.29 * std::pow(left, power) + 0.01,
                  polynomial_decay(0.3, step, 100, 0.01, power, false), 1e-13);
    }
  }
  // With cycles the end is at 100; from 101 on at 200, and so 150 is three quarters of the way.
  EXPECT_NEAR(0.01, polynomial_decay(0.3, 100, 100, 0.01, 1, true), 1e-15);
  EXPECT_NEAR(0.01 + 0.29 * 0.25, polynomial_decay(0.3, 150, 100, 0.01, 1, true), 1e-15);
  EXPECT_NEAR(0.3, polynomial_decay(0.3, 0, 100, 0.01, 1, true), 1e-15);
}

TEST(Schedules, CosineDecayIsHalfAWave) {
  for (std::uint64_t step = 0; step <= 150; ++step) {
    const double done = std::min(1.0, static_cast<double>(step) / 100.0);
    EXPECT_NEAR(0.3 * (0.9 * 0.5 * (1.0 + std::cos(kPi * done)) + 0.1),
                cosine_decay(0.3, step, 100, 0.1), 1e-14);
  }
  EXPECT_EQ(0.3, cosine_decay(0.3, 0, 100, 0.0));
  EXPECT_NEAR(0.0, cosine_decay(0.3, 100, 100, 0.0), 1e-16);
}

TEST(Schedules, WarmUpRisesInALineAndThenFalls) {
  // From 0.1 to 0.5 over 20 steps: 0.02 a step.
  for (std::uint64_t step = 0; step < 20; ++step) {
    EXPECT_NEAR(0.1 + 0.02 * static_cast<double>(step), warm_up(0.1, step, 100, 0.2, 0.5, 20),
                1e-15);
  }
  for (std::uint64_t step = 20; step <= 200; ++step) {
    EXPECT_EQ(cosine_decay(0.5, step - 20, 100, 0.2), warm_up(0.1, step, 100, 0.2, 0.5, 20));
  }
  EXPECT_EQ(0.5, warm_up(0.1, 0, 100, 0.0, 0.5, 0));
}

TEST(Schedules, PiecewiseConstantChangesBehindEachBoundary) {
  const std::vector<double> boundaries{5, 9}, values{0.2, 0.1};
  const auto at = [&](std::uint64_t step) {
    return piecewise_constant(0.5, step, boundaries, values);
  };
  // Keras: the step of a boundary still has the value before it.
  EXPECT_EQ(0.5, at(0));
  EXPECT_EQ(0.5, at(5));
  EXPECT_EQ(0.2, at(6));
  EXPECT_EQ(0.2, at(9));
  EXPECT_EQ(0.1, at(10));
  EXPECT_EQ(0.1, at(100000));
}

/// The learning rate after each epoch, from 0.1, where these losses were examined.
std::vector<double> plateau_rates(const std::vector<double>& losses, const Plateau& plateau) {
  std::vector<EpochScores> past;
  std::vector<double> rates;
  for (const double loss : losses) {
    past.push_back({0.0, 0.0, loss, 1.0 - loss});
    rates.push_back(reduced_on_plateau(0.1, past, plateau));
  }
  return rates;
}

TEST(Schedules, ReduceOnPlateauWaitsMultipliesAndCools) {
  const std::vector<double> losses{1.0, 0.9, 0.95, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.6, 0.6};
  Plateau plateau{.factor = 0.5, .patience = 2, .min_delta = 0.0, .least = 0.02};
  EXPECT_EQ((std::vector<double>{.1, .1, .1, .05, .05, .025, .025, .02, .02, .02, .02}),
            plateau_rates(losses, plateau));
  // An epoch of peace does not count.
  plateau.cooldown = 2;
  EXPECT_EQ((std::vector<double>{.1, .1, .1, .05, .05, .05, .025, .025, .025, .025, .02}),
            plateau_rates(losses, plateau));
  plateau.watch_accuracy = true;  // 1 - loss: the same epochs
  EXPECT_EQ((std::vector<double>{.1, .1, .1, .05, .05, .05, .025, .025, .025, .025, .02}),
            plateau_rates(losses, plateau));
  EXPECT_EQ(0.1, reduced_on_plateau(0.1, {}, plateau));
}

}  // namespace
}  // namespace cnnlab
