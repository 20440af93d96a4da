#include "core/kernels/activations.h"

#include <string>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

std::vector<float> grid() {
  std::vector<float> x;
  for (int step = -4000; step <= 4000; ++step) x.push_back(static_cast<float>(step) / 200.0f);
  return x;
}

TEST(Activations, AreTheirDefinitionsWithinRounding) {
  ThreadPool pool(2);
  const std::vector<float> x = grid();
  for (const ElementwiseActivation& row : elementwise_activations()) {
    // Below the normal range floats are steps of 2^-149; x / 6 + 0.5 is a difference.
    const bool is_difference = std::string(row.name).starts_with("hard_");
    const double least = is_difference ? 4e-7 : 0x1p-140;
    GuardedBuffer y(x.size());
    elementwise_forward(pool, row, x.size(), x.data(), y.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double wanted = row.reference(x[i]);
      // The rounding of an exponent of 80 is as much.
      ASSERT_NEAR(y[i], wanted, 6e-6 * std::abs(wanted) + least) << row.name << " of " << x[i];
    }
    EXPECT_TRUE(y.guards_intact());
  }
}

// The difference quotient of the definition in float64. Where a slope is itself a difference, some
// roundings of its terms are left. Corners are at whole numbers.
TEST(Activations, GradientsAreTheirSlopes) {
  ThreadPool pool(2);
  const std::vector<float> x = grid(), dy = random_values(x.size(), 1);
  for (const ElementwiseActivation& row : elementwise_activations()) {
    GuardedBuffer dx(x.size());
    elementwise_backward(pool, row, x.size(), x.data(), dy.data(), dx.data());
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] == std::round(x[i])) continue;
      const double step = 1e-5, at = x[i];
      const double slope = (row.reference(at + step) - row.reference(at - step)) / (2.0 * step);
      ASSERT_NEAR(dx[i], slope * dy[i], 2e-6 * std::abs(slope) + 2e-7 * std::exp(std::max(at, 0.0)))
          << row.name << " at " << x[i];
    }
    EXPECT_TRUE(dx.guards_intact());
  }
}

// Where they are nearly flat, what is left of the slope is not lost: 1 - y * y would be 0.
TEST(Activations, KeepTheSlopeOfTheirTails) {
  ThreadPool pool(1);
  const auto slope_at = [&](const char* name, float x) {
    for (const ElementwiseActivation& row : elementwise_activations()) {
      const float one = 1.0f;
      float dx = 0.0f;
      if (std::string(row.name) == name) {
        elementwise_backward(pool, row, 1, &x, &one, &dx);
        return double{dx};
      }
    }
    return std::nan("");
  };
  for (const float x : {-30.0f, -12.0f, 12.0f, 30.0f}) {
    const double tanh = 1.0 / (std::cosh(double{x}) * std::cosh(double{x}));
    EXPECT_NEAR(slope_at("tanh", x), tanh, 1e-6 * tanh) << x;
    const double sigmoid =
        std::exp(-std::abs(double{x})) / std::pow(1.0 + std::exp(-std::abs(double{x})), 2);
    EXPECT_NEAR(slope_at("sigmoid", x), sigmoid, 1e-6 * sigmoid) << x;
  }
}

}  // namespace
}  // namespace cnnlab
