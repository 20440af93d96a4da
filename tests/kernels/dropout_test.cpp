#include "core/kernels/dropout.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

constexpr std::size_t kMany = 200003;  // more than one chunk, and no multiple of a block of draws

std::vector<float> mask_of(const Random& random, float rate, std::size_t count, int threads = 2) {
  ThreadPool pool(threads);
  const std::vector<float> ones(count, 1.0f);
  GuardedBuffer y(count);
  dropout(pool, count, rate, random, ones.data(), y.data());
  EXPECT_TRUE(y.guards_intact());
  return {y.data(), y.data() + count};
}

double share_dropped(const std::vector<float>& mask) {
  return static_cast<double>(std::count(mask.begin(), mask.end(), 0.0f)) /
         static_cast<double>(mask.size());
}

/// Share of places where both are dropped, less what chance makes of independent masks, in standard
/// errors.
double dependence(const std::vector<float>& a, const std::vector<float>& b) {
  const std::size_t count = std::min(a.size(), b.size());
  double both = 0.0;
  for (std::size_t i = 0; i < count; ++i) both += a[i] == 0.0f && b[i] == 0.0f ? 1.0 : 0.0;
  const double chance = share_dropped(a) * share_dropped(b);
  return (both / static_cast<double>(count) - chance) /
         std::sqrt(chance * (1.0 - chance) / static_cast<double>(count));
}

TEST(Dropout, DropsItsShareAndScalesTheRest) {
  for (const float rate : {0.2f, 0.4f}) {
    const std::vector<float> mask = mask_of(Random(1), rate, kMany);
    const double error = std::sqrt(rate * (1.0 - rate) / static_cast<double>(kMany));
    EXPECT_NEAR(share_dropped(mask), rate, 5.0 * error);
    const auto scale = static_cast<float>(1.0 / (1.0 - static_cast<double>(rate)));
    for (const float value : mask) ASSERT_TRUE(value == 0.0f || value == scale) << value;
  }
}

TEST(Dropout, KeepsWhatItsDrawsSay) {
  // Draw i is the i-th half of the stream's 32-bit numbers, the low half first.
  const Random random = Random(7).fork(Purpose::kDropout);
  const std::vector<float> mask = mask_of(random, 0.2f, 1001);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const std::uint32_t draw = random.bits(i / 2) >> (i % 2 == 0 ? 0 : 16) & 0xFFFFu;
    ASSERT_EQ(mask[i] != 0.0f, draw >= 13107u) << i;  // 0.2 * 65536 = 13107.2
  }
}

TEST(Dropout, AnElementsFateDependsOnItsPlaceAlone) {
  const std::vector<float> all = mask_of(Random(3), 0.4f, 30000, 1);
  for (const std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{9},
                                  std::size_t{8191}, std::size_t{8193}, std::size_t{20000}}) {
    for (const int threads : {1, 3, 8}) {
      const std::vector<float> some = mask_of(Random(3), 0.4f, count, threads);
      EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin())) << count << " " << threads;
    }
  }
}

TEST(Dropout, MasksOfStepsLayersAndNeighboursAreIndependent) {
  const Random root = Random(1).fork(Purpose::kDropout);
  const std::vector<float> mask = mask_of(root.fork(5).fork(2), 0.4f, kMany);
  EXPECT_LT(std::abs(dependence(mask, mask_of(root.fork(6).fork(2), 0.4f, kMany))), 5.0);  // step
  EXPECT_LT(std::abs(dependence(mask, mask_of(root.fork(5).fork(3), 0.4f, kMany))), 5.0);  // layer
  EXPECT_LT(std::abs(dependence(mask, mask_of(root.fork(2).fork(5), 0.4f, kMany))), 5.0);  // both
  for (std::size_t distance = 1; distance <= 16; ++distance) {
    const std::vector<float> shifted(mask.begin() + static_cast<std::ptrdiff_t>(distance),
                                     mask.end());
    EXPECT_LT(std::abs(dependence(mask, shifted)), 5.0) << distance;
  }
  EXPECT_GT(dependence(mask, mask), 100.0);  // the measure sees what it should
}

TEST(Dropout, InPlaceIsTheSame) {
  ThreadPool pool(2);
  std::vector<float> x = random_values(1000, 1), y(1000);
  dropout(pool, 1000, 0.2f, Random(2), x.data(), y.data());
  dropout(pool, 1000, 0.2f, Random(2), x.data(), x.data());
  EXPECT_TRUE(same_bits(GuardedBuffer(x), GuardedBuffer(y)));
}

// Where the input is zero of either sign the output is, dropped or not; the gradient still knows.
TEST(Dropout, TheGradientPassesWhereItsDrawsSay) {
  ThreadPool pool(2);
  const Random random = Random(7).fork(Purpose::kDropout);
  constexpr std::size_t kCount = 20003;
  std::vector<float> x = random_values(kCount, 1);
  for (std::size_t i = 0; i < kCount; i += 3) x[i] = i % 2 == 0 ? 0.0f : -0.0f;
  const std::vector<float> dy = random_values(kCount, 2);
  GuardedBuffer y(kCount), dx(kCount);
  dropout(pool, kCount, 0.2f, random, x.data(), y.data());
  dropout_gradient(pool, kCount, 0.2f, y.data(), dy.data(), dx.data());
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::uint32_t draw = random.bits(i / 2) >> (i % 2 == 0 ? 0 : 16) & 0xFFFFu;
    ASSERT_EQ(dx[i], draw >= 13107u ? dy[i] * 1.25f : 0.0f) << i;
    ASSERT_EQ(y[i], draw >= 13107u ? x[i] * 1.25f : 0.0f) << i;
  }
  EXPECT_TRUE(dx.guards_intact());
}

TEST(SpatialDropout, DropsWholeChannelsOfSinglePictures) {
  constexpr std::size_t kBatch = 90, kPositions = 6, kChannels = 43;
  ThreadPool pool(3);
  const std::vector<float> x(kBatch * kPositions * kChannels, 1.0f);
  GuardedBuffer y(x.size());
  spatial_dropout(pool, kBatch, kPositions, kChannels, 0.2f, Random(4), x.data(), y.data());
  ASSERT_TRUE(y.guards_intact());
  double dropped = 0.0;
  for (std::size_t n = 0; n < kBatch; ++n) {
    for (std::size_t c = 0; c < kChannels; ++c) {
      const float first = y[n * kPositions * kChannels + c];
      ASSERT_TRUE(first == 0.0f || first == 1.25f);
      dropped += first == 0.0f ? 1.0 : 0.0;
      for (std::size_t p = 0; p < kPositions; ++p) {
        ASSERT_EQ(y[(n * kPositions + p) * kChannels + c], first);
      }
      // The draw is that of place n * channels + c.
      const std::size_t place = n * kChannels + c;
      const std::uint32_t draw = Random(4).bits(place / 2) >> (place % 2 * 16) & 0xFFFFu;
      ASSERT_EQ(first != 0.0f, draw >= 13107u);
    }
  }
  constexpr double kCount = kBatch * kChannels;
  EXPECT_NEAR(dropped / kCount, 0.2, 5.0 * std::sqrt(0.16 / kCount));
}

}  // namespace
}  // namespace cnnlab
