#include "core/base/normal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "core/base/math.h"

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

}  // namespace
}  // namespace cnnlab
