#include "core/kernels/convolution.h"
#include "core/kernels/elementwise.h"
#include "core/kernels/pooling.h"
#include "core/kernels/winograd_transforms.h"
#include "tests/kernels/convolution_cases.h"

namespace cnnlab {
namespace {

using namespace winograd;
using enum ConvolutionAlgorithm;

// The largest error, measured against the root mean square of the right answer. F(4x4,3x3) with the
// usual points 0, 1, 2 gives up to 5e-5 here, with 0, 3/4, 3/2 up to 1.5e-5; plain summation 3e-6.
constexpr double kErrorOverRms = 3e-5;

// What any rounding can do at worst: every multiplication by a coefficient, every addition, taken
// by magnitudes. One dimension multiplies them by max over outputs of sum over points |A'| |G|1
// |B'|1, two dimensions by its square, for inputs and taps of at most 1.
double amplification() {
  const double a = kA, b = kB, a2 = kA2, b2 = kB2;
  const double input[kInput] = {a2 * b2 + a2 + b2 + 1, (1 + a) * (1 + b2), (1 + a) * (1 + b2),
                                (1 + b) * (1 + a2),    (1 + b) * (1 + a2), a2 * b2 + a2 + b2 + 1};
  const double at_a = 1 / std::abs(2 * a2 * (a2 - b2)), at_b = 1 / std::abs(2 * b2 * (b2 - a2));
  const double taps[kInput] = {1 / (a2 * b2),       (1 + a + a2) * at_a, (1 + a + a2) * at_a,
                               (1 + b + b2) * at_b, (1 + b + b2) * at_b, 1};
  double worst = 0.0;
  for (std::size_t power = 0; power < kOutput; ++power) {
    double sum = power == 0 ? input[0] * taps[0] : 0.0;
    for (std::size_t point = 1; point < 5; ++point) {
      sum += std::pow(point < 3 ? a : b, power) * input[point] * taps[point];
    }
    if (power == kOutput - 1) sum += input[5] * taps[5];
    worst = std::max(worst, sum);
  }
  return worst * worst;
}

double root_mean_square(const GuardedBuffer& values) {
  return std::sqrt(inner_product(values.data(), values.data(), values.size()) /
                   static_cast<double>(values.size()));
}

void check(ThreadPool& pool, const ConvolutionShape& s) {
  SCOPED_TRACE(describe(s));
  const ConvolutionInputs in(s);
  const ConvolutionResults wanted = run_convolution(pool, kReference, s, in);
  const ConvolutionResults got = run_convolution(pool, kWinograd, s, in);
  const auto bounds = [&](const GuardedBuffer& values, std::size_t sum) {
    const double worst = rounding_bound(sum + 32) * amplification() * static_cast<double>(sum);
    return std::vector<double>(values.size(),
                               std::min(worst, kErrorOverRms * root_mean_square(values)));
  };
  const std::size_t cells = s.output_cells();
  expect_within(got.y, wanted.y, bounds(wanted.y, s.channels), "y");
  expect_within(got.dx, wanted.dx, bounds(wanted.dx, s.filters), "dx");
  expect_within(got.dw, wanted.dw, bounds(wanted.dw, cells), "dw");
  const std::vector<double> plain(s.filters, rounding_bound(cells) * static_cast<double>(cells));
  expect_within(got.dbias, wanted.dbias, plain, "dbias");
}

// One dimension, by unit vectors: A'[(G e_tap) * (B' e_input)] is 1 where input = output + tap.
TEST(Winograd, OneDimensionIsACorrelation) {
  for (std::size_t tap = 0; tap < kTaps; ++tap) {
    for (std::size_t input = 0; input < kInput; ++input) {
      f32x4 g[kTaps] = {}, d[kInput] = {}, u[kInput], v[kInput], y[kOutput];
      g[tap] = splat4(1.0f);
      d[input] = splat4(1.0f);
      transform_taps(g, 1, u, 1);
      transform_input(d, 1, v, 1);
      for (std::size_t i = 0; i < kInput; ++i) u[i] = u[i] * v[i];
      transform_output(u, 1, y, 1);
      for (std::size_t output = 0; output < kOutput; ++output) {
        EXPECT_NEAR(y[output][2], input == output + tap ? 1.0f : 0.0f, 2e-6)
            << "tap " << tap << ", input " << input << ", output " << output;
      }
    }
  }
}

// <A' m, y> = <m, A y> and <G g, u> = <g, G' u>, by unit vectors: element for element.
TEST(Winograd, GradientTransformsAreTransposes) {
  for (std::size_t i = 0; i < kInput; ++i) {
    f32x4 unit[kInput] = {}, out[kOutput], taps[kTaps];
    unit[i] = splat4(1.0f);
    transform_output(unit, 1, out, 1);
    transform_taps_gradient(unit, 1, taps, 1);
    for (std::size_t j = 0; j < kOutput; ++j) {
      f32x4 y[kOutput] = {}, m[kInput];
      y[j] = splat4(1.0f);
      transform_output_gradient(y, 1, m, 1);
      EXPECT_EQ(out[j][0], m[i][0]) << i << ' ' << j;
    }
    for (std::size_t j = 0; j < kTaps; ++j) {
      f32x4 g[kTaps] = {}, u[kInput];
      g[j] = splat4(1.0f);
      transform_taps(g, 1, u, 1);
      EXPECT_NEAR(taps[j][0], u[i][0], 1e-6) << i << ' ' << j;
    }
  }
}

TEST(Winograd, AgreesAroundTileEdges) {
  ThreadPool pool(2);
  for (const std::size_t height : {3, 4, 5, 8, 9}) {
    for (const std::size_t width : {4, 6, 7, 12, 13}) {
      for (const bool same : {true, false}) {
        check(pool, shape_of({2, height, width, 8, 3, 3, 12, 1, 1, same}));
      }
    }
  }
}

TEST(Winograd, AgreesForEveryNumberOfChannelsAndFilters) {
  ThreadPool pool(2);
  for (const std::size_t channels : {4, 8, 28, 32, 36, 64, 68}) {
    for (const std::size_t filters : {4, 8, 12, 28, 32, 36, 72}) {
      check(pool, shape_of({1, 5, 7, channels, 3, 3, filters}));
    }
  }
}

TEST(Winograd, AgreesForEveryNumberOfTiles) {
  ThreadPool pool(2);
  for (std::size_t batch = 1; batch <= 19; ++batch) {
    check(pool, shape_of({batch, 4, 4, 8, 3, 3, 8}));
  }
  // The filter gradient takes many tiles in slices, whose sums are as deep as fit: four blocks of
  // tiles here, then two.
  check(pool, shape_of({3, 49, 66, 32, 3, 3, 36}));
  check(pool, shape_of({2, 64, 64, 36, 3, 3, 40}));
}

// The scratch of a thread holds fewer tiles of so many channels.
TEST(Winograd, AgreesForManyChannels) {
  ThreadPool pool(2);
  check(pool, shape_of({1, 9, 18, 516, 3, 3, 8}));
  check(pool, shape_of({1, 9, 10, 8, 3, 3, 1024}));
}

TEST(Winograd, PadsOfTwo) {
  ThreadPool pool(2);
  ConvolutionShape s = shape_of({2, 6, 9, 8, 3, 3, 4});
  s.pad_top = 2, s.pad_left = 0;
  s.output_height = 8, s.output_width = 7;
  check(pool, s);
}

TEST(Winograd, ReluCutsTheSameOutput) {
  ThreadPool pool(1);
  const ConvolutionShape s = shape_of({2, 9, 6, 12, 3, 3, 20});
  const ConvolutionInputs in(s);
  const ConvolutionResults plain = run_convolution(pool, kWinograd, s, in, false);
  const ConvolutionResults cut = run_convolution(pool, kWinograd, s, in, true);
  for (std::size_t i = 0; i < s.output_size(); ++i) {
    ASSERT_EQ(cut.y[i], plain.y[i] > 0.0f ? plain.y[i] : 0.0f);
  }
}

// The three layers by themselves: convolution with ReLU, pooling, and back with every gradient.
void check_pooled(ThreadPool& pool, const ConvolutionShape& s, const ConvolutionInputs& in) {
  SCOPED_TRACE(describe(s));
  ASSERT_TRUE(pooled_convolution_applies(s));
  const std::size_t down = s.output_height / 2, across = s.output_width / 2;
  const PoolingShape windows{s.batch, s.output_height, s.output_width, s.filters, 2, 2, 2, 2, 0, 0,
                             down,    across};
  const std::size_t pooled = s.batch * down * across * s.filters;
  const std::vector<float> dpooled = random_values(pooled, 5);
  const std::size_t room = convolution_workspace(s, kWinograd);
  GuardedBuffer y(s.output_size()), wanted(pooled), dy(s.output_size()), wanted_dx(s.input_size()),
      wanted_dw(s.kernel_size()), wanted_dbias(s.filters), workspace(room);
  convolution_forward(pool, kWinograd, s, in.x.data(), in.w.data(), in.bias.data(), true, y.data(),
                      workspace.data());
  max_pooling_forward(pool, windows, y.data(), wanted.data());
  max_pooling_backward(pool, windows, y.data(), wanted.data(), dpooled.data(), false, dy.data());
  relu_backward(pool, s.output_size(), y.data(), dy.data(), dy.data());
  convolution_filter_gradient(pool, kWinograd, s, in.x.data(), dy.data(), wanted_dw.data(),
                              wanted_dbias.data(), workspace.data());
  convolution_input_gradient(pool, kWinograd, s, dy.data(), in.w.data(), in.x.data(),
                             wanted_dx.data(), workspace.data());

  GuardedBuffer got(pooled), positions(pooled), dx(s.input_size()), dw(s.kernel_size()),
      dbias(s.filters);
  pooled_convolution_forward(pool, s, in.x.data(), in.w.data(), in.bias.data(), got.data(),
                             positions.data(), workspace.data());
  const PooledGradient gradient{dpooled.data(), positions.data()};
  pooled_convolution_filter_gradient(pool, s, in.x.data(), gradient, dw.data(), dbias.data(),
                                     workspace.data());
  pooled_convolution_input_gradient(pool, s, gradient, in.w.data(), in.x.data(), dx.data(),
                                    workspace.data());
  EXPECT_TRUE(same_bits(got, wanted));
  EXPECT_TRUE(same_bits(dx, wanted_dx));
  EXPECT_TRUE(same_bits(dw, wanted_dw));
  EXPECT_TRUE(same_bits(dbias, wanted_dbias));
  EXPECT_TRUE(got.guards_intact() && positions.guards_intact() && dx.guards_intact() &&
              dw.guards_intact() && dbias.guards_intact() && workspace.guards_intact());
}

TEST(PooledConvolution, HasTheBitsOfItsParts) {
  ThreadPool pool(2);
  // Odd sides, whose last row or column nothing pools; many tiles, many channels; some of these
  // take the filter gradient's tiles in slices, others its planes.
  for (const std::size_t height : {4, 5, 6, 7, 16}) {
    for (const std::size_t width : {4, 9, 10, 11}) {
      const ConvolutionShape s = shape_of({3, height, width, 8, 3, 3, 12});
      check_pooled(pool, s, ConvolutionInputs(s));
    }
  }
  for (const ConvolutionShape& s :
       {shape_of({20, 32, 32, 32, 3, 3, 32}), shape_of({2, 8, 8, 516, 3, 3, 40})}) {
    check_pooled(pool, s, ConvolutionInputs(s));
  }
}

TEST(PooledConvolution, TiesAndNaNsFallAsInMaxPooling) {
  ThreadPool pool(1);
  const ConvolutionShape s = shape_of({2, 8, 8, 8, 3, 3, 8});
  ConvolutionInputs in(s);
  // Constant pictures: all four cells inside a window are equal. Half of the filters see nothing.
  std::fill(in.x.begin(), in.x.begin() + s.input_size() / 2, 0.5f);
  for (std::size_t o = 0; o < 4; ++o) in.bias[o] = -100.0f;
  check_pooled(pool, s, in);
  in.x[100] = std::numeric_limits<float>::quiet_NaN();
  const std::size_t cells = s.output_cells() / 4;
  GuardedBuffer y(s.output_size()), wanted(cells * 8), got(cells * 8), positions(cells * 8),
      workspace(convolution_workspace(s, kWinograd));
  convolution_forward(pool, kWinograd, s, in.x.data(), in.w.data(), in.bias.data(), true, y.data(),
                      workspace.data());
  max_pooling_forward(pool, {2, 8, 8, 8, 2, 2, 2, 2, 0, 0, 4, 4}, y.data(), wanted.data());
  pooled_convolution_forward(pool, s, in.x.data(), in.w.data(), in.bias.data(), got.data(),
                             positions.data(), workspace.data());
  EXPECT_TRUE(same_bits(got, wanted));
}

TEST(PooledConvolution, IsForWinogradWithPadsOfOne) {
  EXPECT_TRUE(pooled_convolution_applies(shape_of({1, 8, 8, 8, 3, 3, 8})));
  EXPECT_FALSE(pooled_convolution_applies(shape_of({1, 8, 8, 8, 3, 3, 8}), true));
  EXPECT_FALSE(pooled_convolution_applies(shape_of({1, 8, 8, 8, 3, 3, 8, 1, 1, false})));
  EXPECT_FALSE(pooled_convolution_applies(shape_of({1, 8, 8, 3, 3, 3, 8})));
}

TEST(Winograd, ThePassesAreAdjoint) {
  const ConvolutionShape s = shape_of({3, 9, 11, 36, 3, 3, 28});
  expect_adjoint(s, ConvolutionInputs(s), kWinograd, 1e-6);
}

TEST(Winograd, SameBitsForAnyNumberOfThreads) {
  expect_same_bits_for_any_threads(shape_of({9, 13, 10, 36, 3, 3, 40}), kWinograd);
  expect_same_bits_for_any_threads(shape_of({4, 8, 8, 64, 3, 3, 128, 1, 1, false}), kWinograd);
  expect_same_bits_for_any_threads(shape_of({9, 32, 32, 8, 3, 3, 12}), kWinograd);
}

}  // namespace
}  // namespace cnnlab
