// The kernels of batch normalization against their twins in xtensor's words, and these by hand.
#include "core/kernels/normalization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <xtensor/xmath.hpp>

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

PerChannel zeros(std::size_t channels) { return xt::zeros<double>({channels}); }

// Two pictures of two rows and two channels: channel 0 holds 1, 3, 5, 7; channel 1 only tens.
TEST(Normalization, MomentsByHand) {
  const std::vector<float> x{1, 10, 3, 10, 5, 10, 7, 10};
  const ChannelShape shape{2, 2, 2};
  ThreadPool pool(1);
  std::vector<double> partial;
  PerChannel mean = zeros(2), variance = zeros(2), plain_mean = zeros(2), plain_variance = zeros(2);
  channel_moments(pool, shape, x.data(), partial, mean, variance);
  channel_moments_reference(shape, x.data(), plain_mean, plain_variance);
  EXPECT_EQ(mean, (PerChannel{4, 10}));
  EXPECT_EQ(variance, (PerChannel{5, 0}));  // (9 + 1 + 1 + 9) / 4
  EXPECT_EQ(plain_mean, mean);
  EXPECT_EQ(plain_variance, variance);
}

TEST(Normalization, KernelsAgreeWithTheirTwinsAndForAnyThreads) {
  const ChannelShape shape{7, 6, 5};
  const std::size_t size = shape.count() * shape.channels;
  const std::vector<float> x = random_values(size, 1), dy = random_values(size, 2);
  const std::vector<float> gamma = random_values(5, 3), beta = random_values(5, 4);
  std::vector<GuardedBuffer> results;
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    std::vector<double> partial;
    PerChannel mean = zeros(5), variance = zeros(5), dbeta = zeros(5), dgamma = zeros(5);
    channel_moments(pool, shape, x.data(), partial, mean, variance);
    PerChannel plain_mean = zeros(5), plain_variance = zeros(5);
    channel_moments_reference(shape, x.data(), plain_mean, plain_variance);
    for (std::size_t c = 0; c < 5; ++c) {
      EXPECT_NEAR(mean(c), plain_mean(c), 1e-15);
      EXPECT_NEAR(variance(c), plain_variance(c), 1e-15);
    }
    const PerChannel inverse = 1.0 / xt::sqrt(variance + 1e-3);
    const Normalization by{mean, inverse, gamma.data(), beta.data()};
    GuardedBuffer y(size), plain_y(size), dx(size), plain_dx(size);
    normalize_channels(pool, shape, x.data(), by, y.data());
    normalize_channels_reference(shape, x.data(), by, plain_y.data());
    EXPECT_TRUE(same_bits(y, plain_y));
    normalization_sums(pool, shape, x.data(), dy.data(), by, partial, dbeta, dgamma);
    normalization_input_gradient(pool, shape, x.data(), dy.data(), by,
                                 1.0 / static_cast<double>(shape.count()), dbeta, dgamma,
                                 dx.data());
    normalization_input_gradient_reference(shape, x.data(), dy.data(), by, plain_dx.data());
    for (std::size_t i = 0; i < size; ++i) EXPECT_NEAR(dx[i], plain_dx[i], 1e-6) << i;
    for (const GuardedBuffer* buffer : {&y, &plain_y, &dx, &plain_dx}) {
      EXPECT_TRUE(buffer->guards_intact());
    }
    results.push_back(y);
    results.push_back(dx);
  }
  EXPECT_TRUE(same_bits(results[0], results[2]));
  EXPECT_TRUE(same_bits(results[1], results[3]));
}

}  // namespace
}  // namespace cnnlab
