#include "core/kernels/softmax.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

constexpr std::size_t kRows = 6, kColumns = 7;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Logits of ordinary size, of size 80 where exp in float32 overflows, and of size 10,000.
std::vector<float> logits_of(double size) {
  std::vector<float> x = random_values(kRows * kColumns, 1);
  for (float& value : x) value = static_cast<float>(value * size);
  return x;
}

/// log(sum(exp(row))) in long double.
long double log_sum_exp(const float* row) {
  const long double top = *std::max_element(row, row + kColumns);
  long double sum = 0.0L;
  for (std::size_t c = 0; c < kColumns; ++c) sum += std::exp(row[c] - top);
  return top + std::log(sum);
}

TEST(Softmax, AgreesWithItsDefinitionAtEverySize) {
  for (const double size : {1.0, 80.0, 10000.0}) {
    const std::vector<float> x = logits_of(size);
    GuardedBuffer y(x.size());
    softmax_forward(kRows, kColumns, x.data(), y.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const long double log = x[i] - log_sum_exp(&x[i / kColumns * kColumns]);
      EXPECT_NEAR(y[i], static_cast<double>(std::exp(log)), 1e-7 * (1e-30 + y[i]));
    }
    EXPECT_TRUE(y.guards_intact());
    std::vector<float> in_place = x;
    softmax_forward(kRows, kColumns, in_place.data(), in_place.data());
    EXPECT_TRUE(same_bits(GuardedBuffer(in_place), y));
  }
}

TEST(Softmax, EqualLogitsShareEqually) {
  const std::vector<float> x(2 * 3, 1e30f);
  std::vector<float> y(6);
  softmax_forward(2, 3, x.data(), y.data());
  for (const float share : y) EXPECT_EQ(share, 1.0f / 3.0f);
}

TEST(Softmax, PassesNaNOnToItsWholeRowAlone) {
  for (std::size_t position = 0; position < 3; ++position) {
    std::vector<float> x{1.0f, 2.0f, 3.0f, 1.0f, 2.0f, 3.0f}, y(6);
    x[position] = std::nanf("");
    softmax_forward(2, 3, x.data(), y.data());
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(std::isnan(y[i]), i < 3) << i;
  }
}

TEST(Softmax, ImpossibleClassesGetNothing) {
  const std::vector<float> x{0.0f, -static_cast<float>(kInfinity), 0.0f};
  std::vector<float> y(3);
  softmax_forward(1, 3, x.data(), y.data());
  EXPECT_EQ(y[0], 0.5f);
  EXPECT_EQ(y[1], 0.0f);
}

/// d f / d x[i] by central differences of `f`, in float64.
template <typename Function>
double difference(std::vector<double> x, std::size_t i, const Function& f) {
  constexpr double kStep = 1e-6;
  x[i] += kStep;
  const double above = f(x);
  x[i] -= 2.0 * kStep;
  return (above - f(x)) / (2.0 * kStep);
}

TEST(Softmax, GradientAgreesWithDifferences) {
  const std::vector<float> x = logits_of(2.0), dy = random_values(x.size(), 2);
  GuardedBuffer y(x.size()), dx(x.size());
  softmax_forward(kRows, kColumns, x.data(), y.data());
  softmax_backward(kRows, kColumns, y.data(), dy.data(), dx.data());
  const auto weighted = [&](const std::vector<double>& at) {
    double total = 0.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const std::size_t first = i / kColumns * kColumns;
      double sum = 0.0;
      for (std::size_t c = 0; c < kColumns; ++c) sum += std::exp(at[first + c]);
      total += dy[i] * std::exp(at[i]) / sum;
    }
    return total;
  };
  const std::vector<double> at(x.begin(), x.end());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(dx[i], difference(at, i, weighted), 1e-6);
  }
  EXPECT_TRUE(dx.guards_intact());
}

}  // namespace
}  // namespace cnnlab
