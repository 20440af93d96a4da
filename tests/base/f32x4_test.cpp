#include "core/base/f32x4.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/f32x4_math.h"

namespace cnnlab {
namespace {

TEST(F32x4, LoadsAndStoresUnaligned) {
  alignas(16) const float from[] = {0, 1, 2, 3, 4, 5};
  alignas(16) float to[] = {9, 9, 9, 9, 9, 9};
  store4(to + 1, load4(from + 1));
  const float wanted[] = {9, 1, 2, 3, 4, 9};
  for (int i = 0; i < 6; ++i) EXPECT_EQ(to[i], wanted[i]);
}

TEST(F32x4, MultiplyAdd) {
  const f32x4 result = multiply_add(f32x4{1, 2, 3, 4}, f32x4{10, 20, 30, 40}, f32x4{5, 6, 7, 8});
  const float wanted[] = {15, 46, 97, 168};
  for (int i = 0; i < 4; ++i) EXPECT_EQ(result[i], wanted[i]);
}

// (1 + e)(1 - e) - 1 with e = 2^-13 is -2^-26: a fused multiply-add keeps it, two roundings lose
// it.
TEST(F32x4, MultiplyAddRoundsTwiceUnlessFused) {
  volatile float e = 0x1p-13f;  // not folded by the compiler
  const f32x4 result = multiply_add(splat4(1.0f + e), splat4(1.0f - e), splat4(-1.0f));
#if defined(CNNLAB_RELAXED_SIMD) || defined(CNNLAB_FMA)
  EXPECT_EQ(result[0], -0x1p-26f);
#else
  EXPECT_EQ(result[0], 0.0f);
#endif
}

TEST(F32x4, SelectTakesWholeLanes) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const f32x4 value = {-1, 2, nan, -0.0f};
  const f32x4 cut = select4(value < splat4(0.0f), splat4(7.0f), value);
  EXPECT_EQ(cut[0], 7.0f);
  EXPECT_EQ(cut[1], 2.0f);
  EXPECT_NE(cut[2], cut[2]);
  EXPECT_EQ(cut[3], 0.0f);
}

TEST(F32x4Math, LargerAndSmallerKeepNaNOfTheFirst) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const f32x4 a = {1, 5, nan, 2}, b = {4, 3, 7, nan};
  const f32x4 high = f32x4_math::larger(a, b), low = f32x4_math::smaller(a, b);
  EXPECT_EQ(high[0], 4.0f);
  EXPECT_EQ(high[1], 5.0f);
  EXPECT_NE(high[2], high[2]);
  EXPECT_EQ(high[3], 2.0f);
  EXPECT_EQ(low[0], 1.0f);
  EXPECT_EQ(low[1], 3.0f);
  EXPECT_NE(low[2], low[2]);
  EXPECT_EQ(low[3], 2.0f);
}

/// The largest relative error of `f` against `definition`, over [low, high].
template <typename F, typename Definition>
double worst_error(double low, double high, const F& f, const Definition& definition) {
  constexpr int kSteps = 40'000;
  double worst = 0.0;
  for (int step = 0; step <= kSteps; ++step) {
    const auto x = static_cast<float>(low + (high - low) * step / kSteps);
    const double wanted = definition(double{x});
    if (wanted == 0.0) continue;
    worst = std::max(worst, std::abs(f(splat4(x))[step % 4] / wanted - 1.0));
  }
  return worst;
}

// A float's own rounding is 6e-8.
TEST(F32x4Math, IsWithinAFewRoundings) {
  const auto log = [](double x) { return std::log(x); };
  const auto logarithms = [](f32x4 x) { return logarithm(x); };
  EXPECT_LT(worst_error(0.25, 4.0, logarithms, log), 4e-7);
  EXPECT_LT(worst_error(0x1p-24, 0x1p-12, logarithms, log), 4e-7);
  EXPECT_EQ(logarithm(splat4(1.0f))[0], 0.0f);
  const auto linear = [](double x) { return x > 0.0 ? x : std::expm1(x); };
  const auto exponentials = [](f32x4 x) { return exponential_linear(x); };
  EXPECT_LT(worst_error(-1e-6, 1e-6, exponentials, linear), 4e-7);
  EXPECT_LT(worst_error(-120.0, 3.0, exponentials, linear), 4e-7);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(exponential_linear(splat4(nan))[0]));
}

TEST(F32x4Math, SineAndCosineOfEveryPartOfATurn) {
  constexpr double kTwoPi = 6.28318530717958647692;
  for (int step = 0; step <= 0x10000; ++step) {
    const float turns = static_cast<float>(step) / 0x10000;
    const auto [sines, cosines] = sine_and_cosine_of_turns(splat4(turns));
    ASSERT_NEAR(sines[step % 4], std::sin(kTwoPi * turns), 2e-7) << turns;
    ASSERT_NEAR(cosines[step % 4], std::cos(kTwoPi * turns), 2e-7) << turns;
  }
}

TEST(F32x8, EachLaneIsItsOwn) {
  const float from[] = {9, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  float to[10] = {};
  store8(to + 1, multiply_add(load8(from + 1), splat8(10.0f), load8(from)) + splat8(1.0f));
  const float wanted[] = {0, 20, 22, 33, 44, 55, 66, 77, 88, 0};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(to[i], wanted[i]) << i;
  store8(to + 1, load8(from + 1) * load8(from + 2));
  for (int i = 1; i < 9; ++i) EXPECT_EQ(to[i], static_cast<float>(i * (i + 1))) << i;
}

TEST(F32x8, RectifiedIsMaxWithZero) {
  const float from[] = {-1, 2, 7, -0.0f, 0, -3, 5, -1e-30f};
  const float wanted[] = {0, 2, 7, 0, 0, 0, 5, 0};
  float to[8];
  store8(to, rectified(load8(from)));
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(to[i], wanted[i]) << i;
    EXPECT_EQ(rectified(splat4(from[i]))[0], wanted[i]) << i;
  }
}

TEST(F32x8, RectifiedKeepsNaN) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  float to[8];
  store8(to, rectified(splat8(nan)));
  for (const float value : to) EXPECT_NE(value, value);
}

TEST(F32x4, Transpose) {
  f32x4 rows[4];
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) rows[i][j] = static_cast<float>(10 * i + j);
  }
  transpose4(rows);
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) EXPECT_EQ(rows[i][j], static_cast<float>(10 * j + i));
  }
}

// In this order the large ones cancel first: (2^24 - 2^24) + (1 + 1). From left to right the second
// addition would lose its 1.
TEST(F32x4, LanesAreAddedInAFixedOrder) {
  EXPECT_EQ(sum_lanes(f32x4{0x1p24f, 1, -0x1p24f, 1}), 2.0f);
}

}  // namespace
}  // namespace cnnlab
