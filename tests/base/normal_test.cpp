#include "core/base/normal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "core/base/math.h"
#include "tests/statistics.h"

namespace cnnlab {
namespace {

// What trains with noise or begins with a normal distribution keeps its bits.
TEST(Normal, EightAtOnceHaveTheBitsOfEachByItself) {
  for (const std::uint64_t seed : {1, 2, 77}) {
    const Random random(seed);
    for (std::uint64_t first = 0; first < 40'000; first += 8) {
      const std::array<double, 8> draws = eight_normals(random, first);
      for (std::uint64_t i = 0; i < 8; ++i) {
        const double alone = normal(random, 2 * (first + i));
        ASSERT_EQ(0, std::memcmp(&alone, &draws[i], sizeof alone)) << first + i;
      }
    }
  }
}

// The ends of what uniform numbers give, and where the quadrants and the mantissa's halves meet.
TEST(Normal, TheSeriesAgreeWithTheOnesOfOneNumberEverywhere) {
  constexpr double kTwoPi = 6.28318530717958647692;
  for (int step = 0; step <= 4096; step += 8) {
    Eight x, logarithms, cosines;
    for (int i = 0; i < 8; ++i) x[i] = (step + i) / 4096.0;
    Eight turns = x * kTwoPi, positive = x + 0x1p-24;
    logarithm(positive, logarithms);
    cosine(turns, cosines);
    for (int i = 0; i < 8; ++i) {
      EXPECT_EQ(logarithm(positive[i]), logarithms[i]) << positive[i];
      EXPECT_EQ(cosine(turns[i]), cosines[i]) << turns[i];
      EXPECT_NEAR(std::log(positive[i]), logarithms[i], 1e-13);
      EXPECT_NEAR(std::cos(turns[i]), cosines[i], 1e-13);
    }
  }
}

TEST(Normal, SixteenAtOnceAreThoseOfTheDefinition) {
  for (const std::uint64_t seed : {3, 12}) {
    const Random random(seed);
    for (std::uint64_t first = 0; first < 40'000; first += 16) {
      const auto draws = sixteen_normals(random, first);
      for (std::uint64_t i = 0; i < 16; ++i) {
        ASSERT_NEAR(draws[i / 4][i % 4], normal_of_sixteen_reference(random, first + i), 4e-6)
            << first + i;
      }
    }
  }
}

// Their shares below are uniform; and neighbours, which may be coordinates of one point or come of
// one block, do not follow each other. 160,000 products have a mean within 5 / 400.
TEST(Normal, SixteenAtOnceAreNormalAndApart) {
  constexpr std::size_t kCount = 160'000;
  const Random random(5);
  std::vector<double> draws, shares;
  for (std::uint64_t first = 0; first < kCount; first += 16) {
    for (const f32x4& four : sixteen_normals(random, first)) {
      for (int lane = 0; lane < 4; ++lane) draws.push_back(four[lane]);
    }
  }
  for (const double draw : draws) shares.push_back(0.5 * std::erfc(-draw / std::sqrt(2.0)));
  EXPECT_LT(uniformity(shares, 0.0, 1.0, 200), 199.0 + 5.0 * std::sqrt(2.0 * 199.0) + 15.0);
  for (const std::size_t apart : {1, 2, 3, 4, 8, 12, 16, 32}) {
    double sum = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < kCount; ++i) {
      const double other = draws[(i + apart) % kCount];
      sum += draws[i] * other;
      squares += (draws[i] * draws[i] - 1.0) * (other * other - 1.0) / 2.0;
    }
    EXPECT_LT(std::abs(sum / kCount), 0.0125) << apart;
    EXPECT_LT(std::abs(squares / kCount), 0.0125) << apart;
  }
}

}  // namespace
}  // namespace cnnlab
