#include "core/kernels/rectifiers.h"

#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

// Around the sizes of a vector, of PReLU's chunks, 512, and of the others', 4,096 and 16,384.
const std::vector<std::size_t> kCounts{1, 3, 4, 5, 17, 511, 513, 4097, 16385, 33000};

/// From -100 to 100, most of them near 0, which is one of them.
std::vector<float> wide_values(std::size_t count, std::uint64_t seed) {
  std::vector<float> values = random_values(count, seed);
  for (float& value : values) value *= value * value * 100.0f;
  values[count / 2] = 0.0f;
  return values;
}

TEST(Rectifiers, LimitedReluIsItsDefinitionToTheBit) {
  ThreadPool pool(2);
  for (const ReLUSettings& f : {ReLUSettings{},
                                {6.0f, 0.0f, 0.0f},
                                {1.5f, 0.2f, -0.5f},
                                {std::nullopt, -0.1f, 2.0f},
                                {0.5f, 0.3f, 1.0f}}) {
    for (const std::size_t count : kCounts) {
      std::vector<float> x = wide_values(count, 1);
      if (f.max_value) x[count / 3] = *f.max_value;
      x[count / 4] = f.threshold;
      const std::vector<float> dy = random_values(count, 2);
      GuardedBuffer y(count), dx(count);
      limited_relu_forward(pool, f, count, x.data(), y.data());
      limited_relu_backward(pool, f, count, x.data(), dy.data(), dx.data());
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_EQ(y[i], limited_relu_reference(f, x[i])) << x[i];
        ASSERT_EQ(dx[i], limited_relu_slope_reference(f, x[i]) * dy[i]) << x[i];
      }
      EXPECT_TRUE(y.guards_intact() && dx.guards_intact());
    }
  }
}

TEST(Rectifiers, EluIsItsDefinitionWithinRounding) {
  ThreadPool pool(2);
  for (const float alpha : {1.0f, 0.3f, 2.5f, -0.5f}) {
    for (const std::size_t count : kCounts) {
      const std::vector<float> x = wide_values(count, 3), dy = random_values(count, 4);
      GuardedBuffer y(count), dx(count);
      elu_forward(pool, alpha, count, x.data(), y.data());
      elu_backward(pool, alpha, count, x.data(), dy.data(), dx.data());
      for (std::size_t i = 0; i < count; ++i) {
        const double value = elu_reference(alpha, x[i]);
        const double before = elu_slope_reference(alpha, x[i]) * dy[i];
        ASSERT_NEAR(y[i], value, 5e-7 * std::abs(value)) << x[i];
        // Below the normal range floats are steps of 2^-149.
        ASSERT_NEAR(dx[i], before, 5e-7 * std::abs(before) + 0x1p-148) << x[i];
      }
      EXPECT_TRUE(y.guards_intact() && dx.guards_intact());
      GuardedBuffer same(x);
      elu_forward(pool, alpha, count, same.data(), same.data());
      EXPECT_TRUE(same_bits(same, y));
    }
  }
}

TEST(Rectifiers, PreluIsItsDefinitionWithinRounding) {
  ThreadPool pool(2);
  for (const auto& [pictures, size] : std::vector<std::pair<std::size_t, std::size_t>>{
           {1, 1}, {3, 5}, {33, 512}, {2, 517}, {5, 16387}}) {
    const std::size_t count = pictures * size;
    const std::vector<float> x = wide_values(count, 5), dy = random_values(count, 6);
    const std::vector<float> alpha = random_values(size, 7);
    GuardedBuffer y(count), dx(count), dalpha(size), alone(size);
    prelu_forward(pool, pictures, size, alpha.data(), x.data(), y.data());
    prelu_backward(pool, pictures, size, alpha.data(), x.data(), dy.data(), dalpha.data(),
                   dx.data());
    prelu_backward(pool, pictures, size, alpha.data(), x.data(), dy.data(), alone.data(), nullptr);
    std::vector<double> wanted(size), magnitudes(size);
    std::vector<float> before(count);
    prelu_backward_reference(pictures, size, alpha.data(), x.data(), dy.data(), wanted.data(),
                             before.data());
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(y[i], x[i] > 0.0f ? x[i] : alpha[i % size] * x[i]);
      magnitudes[i % size] += std::abs(double{dy[i]} * std::min(x[i], 0.0f));
    }
    EXPECT_TRUE(same_bits(dx, GuardedBuffer(before)));
    EXPECT_TRUE(same_bits(dalpha, alone));
    for (std::size_t i = 0; i < size; ++i) {
      ASSERT_NEAR(dalpha[i], wanted[i], rounding_bound(pictures + 1) * magnitudes[i]);
    }
    EXPECT_TRUE(y.guards_intact() && dx.guards_intact() && dalpha.guards_intact());
  }
}

TEST(Rectifiers, PassNaNOn) {
  ThreadPool pool(1);
  const float x = std::nanf(""), one = 1.0f;
  for (const ReLUSettings& f : {ReLUSettings{}, {6.0f, 0.1f, 0.0f}}) {
    float y = 0.0f;
    limited_relu_forward(pool, f, 1, &x, &y);
    EXPECT_TRUE(std::isnan(y));
  }
  float y = 0.0f, dx = 0.0f, dalpha = 0.0f;
  elu_forward(pool, 1.0f, 1, &x, &y);
  EXPECT_TRUE(std::isnan(y));
  elu_backward(pool, 1.0f, 1, &x, &one, &dx);
  EXPECT_TRUE(std::isnan(dx));
  prelu_forward(pool, 1, 1, &one, &x, &y);
  EXPECT_TRUE(std::isnan(y));
  prelu_backward(pool, 1, 1, &one, &x, &one, &dalpha, nullptr);
  EXPECT_TRUE(std::isnan(dalpha));
}

}  // namespace
}  // namespace cnnlab
