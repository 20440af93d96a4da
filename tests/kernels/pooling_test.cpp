#include "core/kernels/pooling.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

PoolingShape shape_of(std::size_t batch, std::size_t height, std::size_t width,
                      std::size_t channels, std::size_t window_height, std::size_t window_width,
                      std::size_t stride_height, std::size_t stride_width, bool same) {
  PoolingShape s{
      batch, height, width, channels, window_height, window_width, stride_height, stride_width,
      0,     0,      0,     0};
  const auto along = [&](std::size_t size, std::size_t window, std::size_t stride,
                         std::size_t& output, std::size_t& pad) {
    output = same ? (size + stride - 1) / stride : (size - window) / stride + 1;
    const std::size_t covered = (output - 1) * stride + window;
    pad = same && covered > size ? (covered - size) / 2 : 0;
  };
  along(height, window_height, stride_height, s.output_height, s.pad_top);
  along(width, window_width, stride_width, s.output_width, s.pad_left);
  return s;
}

std::size_t input_size(const PoolingShape& s) { return s.batch * s.height * s.width * s.channels; }
std::size_t output_size(const PoolingShape& s) {
  return s.batch * s.output_height * s.output_width * s.channels;
}

/// Every window, stride and padding up to 4, on pictures that are not square, around four channels.
template <typename Visit>
void for_shapes(const Visit& visit) {
  for (std::size_t channels : {1, 3, 4, 5, 9}) {
    for (std::size_t window = 1; window <= 4; ++window) {
      for (std::size_t stride = 1; stride <= 3; ++stride) {
        for (const bool same : {false, true}) {
          visit(shape_of(2, 5, 7, channels, window, 5 - window, stride, 4 - stride, same));
          visit(shape_of(1, 8, 4, channels, window, window, stride, stride, same));
          visit(shape_of(1, 5, 6, channels, window, window, stride, stride, same));
          visit(shape_of(1, 6, 5, channels, window, window, stride, stride, same));
        }
      }
    }
  }
}

/// The input cells of output (h, w), by their definition: visit(row, column).
template <typename Visit>
void for_cells(const PoolingShape& s, std::size_t h, std::size_t w, const Visit& visit) {
  for (std::size_t row = 0; row < s.height; ++row) {
    for (std::size_t column = 0; column < s.width; ++column) {
      const bool inside_rows = row + s.pad_top >= h * s.stride_height &&
                               row + s.pad_top < h * s.stride_height + s.window_height;
      const bool inside_columns = column + s.pad_left >= w * s.stride_width &&
                                  column + s.pad_left < w * s.stride_width + s.window_width;
      if (inside_rows && inside_columns) visit(row, column);
    }
  }
}

template <typename Visit>
void for_outputs(const PoolingShape& s, const Visit& visit) {
  std::size_t out = 0;
  for (std::size_t n = 0; n < s.batch; ++n)
    for (std::size_t h = 0; h < s.output_height; ++h)
      for (std::size_t w = 0; w < s.output_width; ++w)
        for (std::size_t c = 0; c < s.channels; ++c) visit(n, h, w, c, out++);
}

std::size_t cell(const PoolingShape& s, std::size_t n, std::size_t row, std::size_t column,
                 std::size_t c) {
  return ((n * s.height + row) * s.width + column) * s.channels + c;
}

/// Few different values, so that most windows have several maxima.
std::vector<float> values_with_ties(std::size_t count, std::uint64_t seed) {
  std::vector<float> values = random_values(count, seed);
  for (float& value : values) value = std::floor(2.0f * value);
  return values;
}

TEST(MaxPooling, IsTheMaximumAndItsGradientGoesToTheFirst) {
  ThreadPool pool(2);
  for_shapes([&](const PoolingShape& s) {
    for (const bool ties : {false, true}) {
      const GuardedBuffer x(ties ? values_with_ties(input_size(s), 1)
                                 : random_values(input_size(s), 1));
      const GuardedBuffer dy(random_values(output_size(s), 2));
      std::vector<float> y(output_size(s)), dx(input_size(s), 0.0f);
      for_outputs(s,
                  [&](std::size_t n, std::size_t h, std::size_t w, std::size_t c, std::size_t out) {
                    y[out] = -HUGE_VALF;
                    std::size_t first = 0;
                    for_cells(s, h, w, [&](std::size_t row, std::size_t column) {
                      const std::size_t at = cell(s, n, row, column, c);
                      if (x[at] > y[out]) y[out] = x[at], first = at;
                    });
                    dx[first] += dy[out];
                  });
      GuardedBuffer fast(y.size()), plain(y.size()), fast_dx(dx.size()), plain_dx(dx.size());
      max_pooling_forward(pool, s, x.data(), fast.data());
      max_pooling_forward_reference(s, x.data(), plain.data());
      max_pooling_backward(pool, s, x.data(), fast.data(), dy.data(), false, fast_dx.data());
      max_pooling_backward_reference(s, x.data(), dy.data(), plain_dx.data());
      EXPECT_TRUE(same_bits(fast, GuardedBuffer(y)));
      EXPECT_TRUE(same_bits(plain, GuardedBuffer(y)));
      // Additions into a cell happen in the order of windows in all three: the same bits.
      EXPECT_TRUE(same_bits(fast_dx, GuardedBuffer(dx)));
      EXPECT_TRUE(same_bits(plain_dx, GuardedBuffer(dx)));
      for (const GuardedBuffer* buffer : {&fast, &plain, &fast_dx, &plain_dx}) {
        EXPECT_TRUE(buffer->guards_intact());
      }
    }
  });
}

TEST(MaxPooling, OfNegativeNumbersIsNegative) {
  // Padding is no zero: windows at the edge of a picture of -1 give -1.
  ThreadPool pool(1);
  const PoolingShape s = shape_of(1, 3, 4, 5, 2, 3, 1, 2, true);
  const std::vector<float> x(input_size(s), -1.0f);
  std::vector<float> y(output_size(s)), plain(output_size(s));
  max_pooling_forward(pool, s, x.data(), y.data());
  max_pooling_forward_reference(s, x.data(), plain.data());
  for (std::size_t i = 0; i < y.size(); ++i) {
    EXPECT_EQ(y[i], -1.0f);
    EXPECT_EQ(plain[i], -1.0f);
  }
}

TEST(MaxPooling, NaNIsNoMaximumWhereverItStands) {
  ThreadPool pool(1);
  const PoolingShape s = shape_of(1, 2, 2, 5, 2, 2, 2, 2, false);
  for (std::size_t position = 0; position < 4; ++position) {
    std::vector<float> x(input_size(s));
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i);
    for (std::size_t c = 0; c < 5; ++c) x[position * 5 + c] = std::nanf("");
    std::vector<float> y(5), plain(5);
    max_pooling_forward(pool, s, x.data(), y.data());
    max_pooling_forward_reference(s, x.data(), plain.data());
    for (std::size_t c = 0; c < 5; ++c) {
      EXPECT_EQ(y[c], static_cast<float>((position == 3 ? 10 : 15) + c)) << position;
      EXPECT_EQ(plain[c], y[c]);
    }
  }
}

TEST(AveragePooling, IsTheMeanOfTheCellsInside) {
  ThreadPool pool(2);
  for_shapes([&](const PoolingShape& s) {
    const GuardedBuffer x(random_values(input_size(s), 1));
    GuardedBuffer y(output_size(s));
    average_pooling_forward(pool, s, x.data(), y.data());
    ASSERT_TRUE(y.guards_intact());
    for_outputs(s,
                [&](std::size_t n, std::size_t h, std::size_t w, std::size_t c, std::size_t out) {
                  double sum = 0.0, count = 0.0;
                  for_cells(s, h, w, [&](std::size_t row, std::size_t column) {
                    sum += x[cell(s, n, row, column, c)];
                    count += 1.0;
                  });
                  // At most 16 cells of size 1: 16 roundings of the sum, one of the division.
                  ASSERT_NEAR(y[out], sum / count, 17.0 * std::ldexp(1.0, -24));
                });
  });
}

TEST(AveragePooling, ThePassesAreAdjoint) {
  // <average(x), dy> = <x, gradient(dy)> for every x and dy.
  ThreadPool pool(2);
  for_shapes([&](const PoolingShape& s) {
    const GuardedBuffer x(random_values(input_size(s), 1)), dy(random_values(output_size(s), 2));
    GuardedBuffer y(output_size(s)), dx(input_size(s));
    average_pooling_forward(pool, s, x.data(), y.data());
    average_pooling_backward(pool, s, dy.data(), dx.data());
    ASSERT_TRUE(dx.guards_intact());
    double left = 0.0, right = 0.0, size = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i)
      left += double{y[i]} * dy[i], size += std::abs(dy[i]);
    for (std::size_t i = 0; i < dx.size(); ++i) right += double{x[i]} * dx[i];
    ASSERT_NEAR(left, right, 40.0 * std::ldexp(1.0, -24) * size);
  });
}

TEST(Pooling, SameBitsForAnyNumberOfThreads) {
  const PoolingShape s = shape_of(7, 6, 5, 6, 3, 2, 2, 1, true);
  const GuardedBuffer x(random_values(input_size(s), 1)), dy(random_values(output_size(s), 2));
  const auto run = [&](int threads) {
    ThreadPool pool(threads);
    std::vector<GuardedBuffer> out{GuardedBuffer(output_size(s)), GuardedBuffer(input_size(s)),
                                   GuardedBuffer(output_size(s)), GuardedBuffer(input_size(s))};
    max_pooling_forward(pool, s, x.data(), out[0].data());
    max_pooling_backward(pool, s, x.data(), out[0].data(), dy.data(), false, out[1].data());
    average_pooling_forward(pool, s, x.data(), out[2].data());
    average_pooling_backward(pool, s, dy.data(), out[3].data());
    return out;
  };
  const auto one = run(1);
  for (const int threads : {2, 3, 8}) {
    const auto more = run(threads);
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_TRUE(same_bits(one[i], more[i])) << threads;
  }
}

}  // namespace
}  // namespace cnnlab
