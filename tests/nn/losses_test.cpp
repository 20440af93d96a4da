#include "core/nn/losses.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/nn/metrics.h"
#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

constexpr std::size_t kRows = 6, kClasses = 7;

const std::vector<std::uint8_t> kLabels{3, 0, 6, 2, 2, 5};

/// Logits of ordinary size, of size 80 where exp in float32 overflows, and of size 10,000.
std::vector<float> logits_of(double size) {
  std::vector<float> x = random_values(kRows * kClasses, 1);
  for (float& value : x) value = static_cast<float>(value * size);
  return x;
}

/// log(sum(exp(row))) in long double.
long double log_sum_exp(const float* row) {
  const long double top = *std::max_element(row, row + kClasses);
  long double sum = 0.0L;
  for (std::size_t c = 0; c < kClasses; ++c) sum += std::exp(row[c] - top);
  return top + std::log(sum);
}

TEST(SparseCategoricalCrossentropy, IsMinusLogSoftmaxOfTheLabel) {
  for (const double size : {1.0, 80.0, 10000.0}) {
    std::vector<float> x = logits_of(size);
    long double wanted = 0.0L;
    for (std::size_t row = 0; row < kRows; ++row) {
      wanted += log_sum_exp(&x[row * kClasses]) - x[row * kClasses + kLabels[row]];
    }
    EXPECT_NEAR(sparse_categorical_crossentropy(view_of(x.data(), {kRows, kClasses}), kLabels),
                static_cast<double>(wanted), 1e-12 * static_cast<double>(wanted));
  }
}

TEST(SparseCategoricalCrossentropy, GradientIsSoftmaxMinusOneHot) {
  for (const double size : {1.0, 80.0, 10000.0}) {
    std::vector<float> x = logits_of(size);
    GuardedBuffer dlogits(x.size());
    TensorView gradient = view_of(dlogits.data(), {kRows, kClasses});
    sparse_categorical_crossentropy_gradient(view_of(x.data(), {kRows, kClasses}), kLabels, 0.25f,
                                             gradient);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t row = i / kClasses;
      const long double share = std::exp(x[i] - log_sum_exp(&x[row * kClasses]));
      const long double target = i % kClasses == kLabels[row] ? 1.0L : 0.0L;
      EXPECT_NEAR(dlogits[i], static_cast<double>(0.25L * (share - target)), 1e-7);
    }
    EXPECT_TRUE(dlogits.guards_intact());
  }
}

TEST(SparseCategoricalCrossentropy, SmoothingSharesTheLabelAmongAllClasses) {
  // Against the definition of categorical cross-entropy with the smoothed label written out.
  std::vector<float> x = logits_of(3.0);
  const double smoothing = 0.3;
  GuardedBuffer dlogits(x.size());
  TensorView gradient = view_of(dlogits.data(), {kRows, kClasses});
  const TensorView logits = view_of(x.data(), {kRows, kClasses});
  sparse_categorical_crossentropy_gradient(logits, kLabels, 0.25f, gradient, smoothing);
  long double wanted = 0.0L;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t row = i / kClasses;
    const long double one_hot = i % kClasses == kLabels[row] ? 1.0L : 0.0L;
    const long double target = (1.0L - 0.3L) * one_hot + 0.3L / kClasses;
    const long double log_share = x[i] - log_sum_exp(&x[row * kClasses]);
    wanted -= target * log_share;
    EXPECT_NEAR(dlogits[i], static_cast<double>(0.25L * (std::exp(log_share) - target)), 1e-7);
  }
  EXPECT_NEAR(sparse_categorical_crossentropy(logits, kLabels, smoothing),
              static_cast<double>(wanted), 1e-6 * static_cast<double>(wanted));
  EXPECT_TRUE(dlogits.guards_intact());
}

TEST(SparseCategoricalCrossentropy, IsNotFiniteWhereALogitIsNot) {
  std::vector<float> x = logits_of(1.0);
  x[8] = std::nanf("");
  EXPECT_TRUE(
      std::isnan(sparse_categorical_crossentropy(view_of(x.data(), {kRows, kClasses}), kLabels)));
}

TEST(AddSquares, GoesOnFromTheSumBefore) {
  const Tensor weights = Tensor::from_shape({2, 3});
  Tensor values = weights;
  for (std::size_t i = 0; i < 6; ++i) values.flat(i) = static_cast<float>(i) - 2.0f;
  // 4 + 1 + 0 + 1 + 4 + 9
  EXPECT_EQ(19.0, add_squares(0.0, values));
  // In float64, one after the other: beside 2^54 a square of 1 rounds away, four do not.
  EXPECT_EQ(std::ldexp(1.0, 54) + 4.0 + 4.0 + 8.0, add_squares(std::ldexp(1.0, 54), values));
}

std::size_t hits(std::vector<float> scores, const std::vector<std::uint8_t>& labels) {
  return count_correct(view_of(scores.data(), {labels.size(), scores.size() / labels.size()}),
                       labels);
}

TEST(CountCorrect, CountsFirstMaximaAtTheLabel) {
  EXPECT_EQ(hits({0.1f, 0.7f, 0.2f}, {1}), 1u);
  EXPECT_EQ(hits({0.1f, 0.7f, 0.2f}, {2}), 0u);
  EXPECT_EQ(hits({0.4f, 0.4f, 0.2f}, {0}), 1u);  // of two equals the first counts
  EXPECT_EQ(hits({0.4f, 0.4f, 0.2f}, {1}), 0u);
  EXPECT_EQ(hits({0.1f, 0.7f, 0.2f, 0.5f, 0.3f, 0.2f, 0.3f, 0.3f, 0.4f}, {1, 2, 2}), 2u);
}

}  // namespace
}  // namespace cnnlab
