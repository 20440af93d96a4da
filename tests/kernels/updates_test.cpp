#include "core/kernels/updates.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

// Around the size of a chunk, 16,384.
const std::vector<std::size_t> kCounts{1, 5, 16384, 16385, 40001};
constexpr double kRounding = 1.0 / (1 << 24);

TEST(Updates, AdamMovesEveryElement) {
  ThreadPool pool(2);
  constexpr float kAlpha = 0.003f, kBeta1 = 0.1f, kBeta2 = 0.02f, kEpsilon = 1e-3f;
  for (const std::size_t count : kCounts) {
    const std::vector<float> g = random_values(count, 1), p0 = random_values(count, 2),
                             m0 = random_values(count, 3);
    std::vector<float> v0 = random_values(count, 4);
    for (float& v : v0) v = std::abs(v);
    GuardedBuffer p(p0), m(m0), v(v0);
    adam_update(pool, count, kAlpha, kBeta1, kBeta2, kEpsilon, g.data(), p.data(), m.data(),
                v.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double m1 = m0[i] + (double{g[i]} - m0[i]) * kBeta1;
      const double v1 = v0[i] + (double{g[i]} * g[i] - v0[i]) * kBeta2;
      ASSERT_NEAR(m[i], m1, 4.0 * kRounding) << i;
      ASSERT_NEAR(v[i], v1, 4.0 * kRounding) << i;
      // The rounding of the parameter, of the step, and that of m, magnified as m is.
      const double gain = kAlpha / (std::sqrt(v1) + kEpsilon);
      const double tolerance = kRounding * (2.0 + 4.0 * gain * std::abs(m1) + 4.0 * gain);
      ASSERT_NEAR(p[i], p0[i] - gain * m1, tolerance) << i;
    }
    EXPECT_TRUE(p.guards_intact() && m.guards_intact() && v.guards_intact());
  }
}

TEST(Updates, AdamLeavesAloneWhatHasNoGradient) {
  ThreadPool pool(1);
  const float g = 0.0f;
  float p = 0.7f, m = 0.0f, v = 0.0f;
  adam_update(pool, 1, 0.1f, 0.1f, 0.001f, 1e-7f, &g, &p, &m, &v);
  EXPECT_EQ(p, 0.7f);
}

TEST(Updates, SgdWithMomentumAndNesterov) {
  ThreadPool pool(2);
  constexpr float kRate = 0.3f, kMomentum = 0.7f;
  for (const std::size_t count : kCounts) {
    for (const bool nesterov : {false, true}) {
      const std::vector<float> g = random_values(count, 1), p0 = random_values(count, 2),
                               velocity0 = random_values(count, 3);
      GuardedBuffer p(p0), velocity(velocity0);
      sgd_update(pool, count, kRate, kMomentum, nesterov, g.data(), p.data(), velocity.data());
      for (std::size_t i = 0; i < count; ++i) {
        const double v1 = double{kMomentum} * velocity0[i] - double{kRate} * g[i];
        const double step = nesterov ? double{kMomentum} * v1 - double{kRate} * g[i] : v1;
        ASSERT_NEAR(velocity[i], v1, 4.0 * kRounding);
        ASSERT_NEAR(p[i], p0[i] + step, 8.0 * kRounding);
      }
      EXPECT_TRUE(p.guards_intact() && velocity.guards_intact());
    }
  }
}

TEST(Updates, L2AddsTwiceTheFactorTimesTheWeight) {
  ThreadPool pool(2);
  for (const std::size_t count : kCounts) {
    const std::vector<float> p = random_values(count, 1), g0 = random_values(count, 2);
    GuardedBuffer g(g0);
    add_l2_gradient(pool, count, 0.05f, p.data(), g.data());
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_NEAR(g[i], g0[i] + 2.0 * 0.05f * p[i], 2.0 * kRounding);
    }
    EXPECT_TRUE(g.guards_intact());
  }
}

}  // namespace
}  // namespace cnnlab
