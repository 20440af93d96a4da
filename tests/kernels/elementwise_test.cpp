#include "core/kernels/elementwise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

// Around the size of a chunk, 16,384, and of a vector.
const std::vector<std::size_t> kCounts{1, 3, 4, 5, 17, 16383, 16384, 16385, 40001};

TEST(Elementwise, PixelsAreDividedBy255) {
  std::vector<std::uint8_t> bytes(256);
  for (std::size_t i = 0; i < 256; ++i) bytes[i] = static_cast<std::uint8_t>(255 - i);
  GuardedBuffer out(256);
  pixels_to_floats(256, bytes.data(), out.data());
  EXPECT_TRUE(out.guards_intact());
  for (std::size_t i = 0; i < 256; ++i) {
    EXPECT_EQ(out[i], static_cast<float>(static_cast<double>(255 - i) / 255.0)) << i;
  }
}

TEST(Elementwise, ReluKeepsPositiveNumbersAndTheirGradients) {
  ThreadPool pool(2);
  for (const std::size_t count : kCounts) {
    std::vector<float> x = random_values(count, 1);
    x[count / 2] = 0.0f;
    const GuardedBuffer dy(random_values(count, 2));
    GuardedBuffer y(count), dx(count);
    relu_forward(pool, count, x.data(), y.data());
    relu_backward(pool, count, y.data(), dy.data(), dx.data());
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(y[i], std::max(x[i], 0.0f));
      ASSERT_EQ(dx[i], x[i] > 0.0f ? dy[i] : 0.0f);  // nothing at zero itself
    }
    EXPECT_TRUE(y.guards_intact() && dx.guards_intact());
    relu_forward(pool, count, x.data(), x.data());
    EXPECT_TRUE(same_bits(GuardedBuffer(x), y));
  }
}

TEST(Elementwise, ReluPassesNaNOn) {
  ThreadPool pool(1);
  const float x = std::nanf("");
  float y = 0.0f;
  relu_forward(pool, 1, &x, &y);
  EXPECT_TRUE(std::isnan(y));
}

TEST(Elementwise, BiasIsAddedToEachRow) {
  ThreadPool pool(3);
  for (const auto& [rows, columns] :
       std::vector<std::pair<std::size_t, std::size_t>>{{1, 1}, {3, 5}, {700, 33}, {2, 40000}}) {
    const std::vector<float> before = random_values(rows * columns, 1),
                             bias = random_values(columns, 2);
    for (const bool relu : {false, true}) {
      GuardedBuffer y(before);
      add_bias(pool, rows, columns, bias.data(), relu, y.data());
      for (std::size_t i = 0; i < before.size(); ++i) {
        const float sum = before[i] + bias[i % columns];
        ASSERT_EQ(y[i], relu ? std::max(sum, 0.0f) : sum) << rows << "x" << columns << " at " << i;
      }
      EXPECT_TRUE(y.guards_intact());
    }
  }
}

TEST(Elementwise, ColumnSumsAddEveryRow) {
  ThreadPool pool(2);
  // Around the size of a group of rows, 512.
  for (const std::size_t rows : {1, 2, 511, 512, 513, 1100}) {
    for (const std::size_t columns : {1, 3, 8}) {
      const std::vector<float> x = random_values(rows * columns, 1);
      GuardedBuffer sums(columns), workspace(column_sums_workspace(rows, columns));
      column_sums(pool, rows, columns, x.data(), sums.data(), workspace.data());
      EXPECT_TRUE(sums.guards_intact() && workspace.guards_intact());
      for (std::size_t c = 0; c < columns; ++c) {
        double sum = 0.0, magnitudes = 0.0;
        for (std::size_t row = 0; row < rows; ++row) {
          sum += x[row * columns + c];
          magnitudes += std::abs(x[row * columns + c]);
        }
        ASSERT_NEAR(sums[c], sum, rounding_bound(rows) * magnitudes) << rows << "x" << columns;
      }
    }
  }
}

// One pass has to do what two do, to the last bit.
TEST(Elementwise, ReluBackwardAndSumsIsBoth) {
  ThreadPool pool(2);
  for (const std::size_t rows : {1, 511, 512, 1100}) {
    for (const std::size_t columns : {1, 5, 8}) {
      std::vector<float> y = random_values(rows * columns, 1);
      for (std::size_t i = 0; i < y.size(); i += 3) y[i] = 0.0f;
      const std::vector<float> before = random_values(rows * columns, 2);
      std::vector<float> masked(before);
      for (std::size_t i = 0; i < y.size(); ++i) masked[i] = y[i] > 0.0f ? before[i] : 0.0f;
      GuardedBuffer wanted(columns), sums(columns), dy(before);
      GuardedBuffer workspace(column_sums_workspace(rows, columns));
      column_sums(pool, rows, columns, masked.data(), wanted.data(), workspace.data());
      relu_backward_and_sums(pool, rows, columns, y.data(), dy.data(), sums.data(),
                             workspace.data());
      EXPECT_TRUE(same_bits(dy, GuardedBuffer(masked))) << rows << "x" << columns;
      EXPECT_TRUE(same_bits(sums, wanted)) << rows << "x" << columns;
      EXPECT_TRUE(dy.guards_intact() && sums.guards_intact() && workspace.guards_intact());
    }
  }
}

TEST(Elementwise, SameBitsForAnyNumberOfThreads) {
  const std::vector<float> x = random_values(1500 * 40, 1);
  const auto sums_with = [&](int threads) {
    ThreadPool pool(threads);
    GuardedBuffer sums(40), workspace(column_sums_workspace(1500, 40));
    column_sums(pool, 1500, 40, x.data(), sums.data(), workspace.data());
    return sums;
  };
  const GuardedBuffer one = sums_with(1);
  for (const int threads : {2, 3, 8}) EXPECT_TRUE(same_bits(one, sums_with(threads))) << threads;
}

TEST(Elementwise, FiniteMeansEveryNumber) {
  for (const std::size_t count : {1u, 4u, 7u, 100u}) {
    for (std::size_t position = 0; position < count; ++position) {
      std::vector<float> x(count, std::numeric_limits<float>::max());
      x[0] = -std::numeric_limits<float>::denorm_min();
      EXPECT_TRUE(all_finite(count, x.data()));
      for (const float bad : {std::nanf(""), -std::nanf(""), HUGE_VALF, -HUGE_VALF}) {
        x[position] = bad;
        EXPECT_FALSE(all_finite(count, x.data())) << position << " of " << count;
      }
    }
  }
  EXPECT_TRUE(all_finite(0, nullptr));
}

TEST(Elementwise, WithinALimitOnBothSides) {
  const std::vector<float> x{1.0f, -2.5f, 2.0f};
  EXPECT_TRUE(all_within(3, x.data(), 2.5f));
  EXPECT_FALSE(all_within(3, x.data(), 2.4f));
  EXPECT_TRUE(all_within(1, x.data(), 1.0f));
  EXPECT_FALSE(all_within(1, x.data(), 0.5f));
}

}  // namespace
}  // namespace cnnlab
