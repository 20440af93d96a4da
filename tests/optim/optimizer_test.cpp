#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/optim/adam.h"
#include "core/optim/sgd.h"

namespace cnnlab {
namespace {

constexpr std::size_t kSize = 7;

/// Two trainable parameters with one between them that is not.
struct Weights {
  Weights() {
    for (std::size_t k = 0; k < 3; ++k) {
      all.push_back(make_parameter("kernel", Shape{kSize}));
      for (std::size_t i = 0; i < kSize; ++i) {
        all[k].value(i) = 0.3f * static_cast<float>(i) - static_cast<float>(k);
      }
    }
    all[1].trainable = false;
  }
  std::vector<Parameter*> pointers() { return {&all[0], &all[1], &all[2]}; }

  /// The gradients of a step: of every size from 1e-9 to 1e3, zero for element 3, and all zero in
  /// step 2.
  static double gradient(std::size_t step, std::size_t k, std::size_t i) {
    if (i == 3 || step == 2) return 0.0;
    const double size = std::pow(10.0, 2.0 * static_cast<double>(i) - 9.0);
    return static_cast<float>(size *
                              std::sin(1.0 + 7.0 * static_cast<double>(step) +
                                       3.0 * static_cast<double>(k) + static_cast<double>(i)));
  }
  void set_gradients(std::size_t step) {
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t i = 0; i < kSize; ++i) {
        all[k].gradient(i) = static_cast<float>(gradient(step, k, i));
      }
    }
  }

  std::vector<Parameter> all;
};

TEST(Adam, AgreesWithItsDefinitionInFloat64) {
  Weights weights;
  ThreadPool pool(2);
  Adam adam;
  double p[3][kSize], m[3][kSize] = {}, v[3][kSize] = {};
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t i = 0; i < kSize; ++i) p[k][i] = weights.all[k].value(i);
  }
  constexpr double kRate = 0.01;
  for (std::size_t step = 1; step <= 200; ++step) {
    weights.set_gradients(step);
    adam.update(pool, weights.pointers(), kRate);
    const auto t = static_cast<double>(step);
    const double alpha = kRate * std::sqrt(1.0 - std::pow(0.999, t)) / (1.0 - std::pow(0.9, t));
    for (const std::size_t k : {0, 2}) {
      for (std::size_t i = 0; i < kSize; ++i) {
        const double g = Weights::gradient(step, k, i);
        m[k][i] = 0.9 * m[k][i] + 0.1 * g;
        v[k][i] = 0.999 * v[k][i] + 0.001 * g * g;
        p[k][i] -= alpha * m[k][i] / (std::sqrt(v[k][i]) + 1e-7);
        // Each step rounds a parameter of size 3 at most once: 2^-23 each, all in one direction.
        ASSERT_NEAR(weights.all[k].value(i), p[k][i], t * std::ldexp(1.0, -23) + 1e-7)
            << "step " << step << ", element " << i;
      }
    }
  }
  EXPECT_EQ(adam.steps(), 200u);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(weights.all[k].value(3),
              0.3f * 3.0f - static_cast<float>(k));  // no gradient, no move
  }
  for (std::size_t i = 0; i < kSize; ++i) {
    EXPECT_EQ(weights.all[1].value(i), 0.3f * static_cast<float>(i) - 1.0f);  // not trainable
  }
}

TEST(Adam, TheFirstStepIsTheLearningRate) {
  // m / sqrt(v) corrected is the gradient's sign: gradients of any size move by the same.
  Weights weights;
  ThreadPool pool(1);
  Adam adam({0.9, 0.999, 0.0});
  const float before = weights.all[0].value(6);
  weights.set_gradients(1);
  adam.update(pool, weights.pointers(), 0.01);
  const double sign = Weights::gradient(1, 0, 6) > 0 ? 1.0 : -1.0;
  EXPECT_NEAR(weights.all[0].value(6), before - sign * 0.01, 1e-6);
}

template <typename Make>
void expect_same_after_restoring(const Make& make) {
  const auto train = [&](bool interrupted) {
    Weights weights;
    ThreadPool pool(1);
    auto optimizer = make();
    for (std::size_t step = 1; step <= 9; ++step) {
      weights.set_gradients(step);
      optimizer->update(pool, weights.pointers(), 0.02);
      if (!interrupted || step != 4) continue;
      auto next = make();
      const std::vector<Tensor*> from = optimizer->state(weights.pointers());
      const std::vector<Tensor*> to = next->state(weights.pointers());
      EXPECT_EQ(from.size(), to.size());
      for (std::size_t i = 0; i < from.size(); ++i) *to[i] = *from[i];
      next->set_steps(optimizer->steps());
      optimizer = std::move(next);
    }
    EXPECT_EQ(optimizer->steps(), 9u);
    return std::vector<Tensor>{weights.all[0].value, weights.all[2].value};
  };
  EXPECT_TRUE(train(false) == train(true));
}

TEST(Adam, GoesOnFromItsStateToTheSameBits) {
  expect_same_after_restoring([] { return std::make_unique<Adam>(); });
}

TEST(Sgd, GoesOnFromItsStateToTheSameBits) {
  expect_same_after_restoring([] { return std::make_unique<Sgd>(SgdSettings{0.9, true}); });
}

TEST(Optimizer, StateIsOfTrainableParametersOnly) {
  Weights weights;
  Adam adam;
  Sgd sgd;
  EXPECT_EQ(adam.state(weights.pointers()).size(), 4u);
  EXPECT_EQ(sgd.state(weights.pointers()).size(), 2u);
}

TEST(Sgd, AgreesWithItsDefinitionInFloat64) {
  for (const bool nesterov : {false, true}) {
    for (const double momentum : {0.0, 0.7}) {
      Weights weights;
      ThreadPool pool(2);
      Sgd sgd({momentum, nesterov});
      double p[3][kSize], velocity[3][kSize] = {};
      for (std::size_t k = 0; k < 3; ++k) {
        for (std::size_t i = 0; i < kSize; ++i) p[k][i] = weights.all[k].value(i);
      }
      for (std::size_t step = 1; step <= 20; ++step) {
        weights.set_gradients(step);
        const double rate = 0.001 * static_cast<double>(step);  // a rate that changes
        sgd.update(pool, weights.pointers(), rate);
        for (const std::size_t k : {0, 2}) {
          for (std::size_t i = 0; i < kSize; ++i) {
            const double g = Weights::gradient(step, k, i);
            velocity[k][i] = momentum * velocity[k][i] - rate * g;
            p[k][i] += nesterov ? momentum * velocity[k][i] - rate * g : velocity[k][i];
            const double size = 3.0 + std::abs(p[k][i]) + std::abs(velocity[k][i]);
            ASSERT_NEAR(weights.all[k].value(i), p[k][i],
                        static_cast<double>(step) * std::ldexp(size, -22))
                << "step " << step << ", element " << i;
          }
        }
      }
      EXPECT_EQ(weights.all[1].value(2), 0.3f * 2.0f - 1.0f);
      EXPECT_EQ(sgd.steps(), 20u);
    }
  }
}

}  // namespace
}  // namespace cnnlab
