#include "core/kernels/convolution.h"

#include "core/kernels/convolution_algorithms.h"
#include "tests/kernels/convolution_cases.h"

namespace cnnlab {
namespace {

using enum ConvolutionAlgorithm;

// Each element within the rounding of its own terms: the reference over magnitudes sums them up.
void check_gemm(ThreadPool& pool, const ConvolutionShape& s) {
  SCOPED_TRACE(describe(s));
  const ConvolutionInputs in(s);
  const ConvolutionResults wanted = run_convolution(pool, kReference, s, in);
  const ConvolutionResults got = run_convolution(pool, kGemm, s, in);
  const ConvolutionResults magnitude = run_convolution(pool, kReference, s, in.magnitudes());
  const auto bound = [](const GuardedBuffer& sums, std::size_t terms) {
    std::vector<double> bounds(sums.size());
    // One more for the float32 that the reference rounds to, a few for bias, blocks and slices.
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      bounds[i] = rounding_bound(terms + 16) * sums[i];
    }
    return bounds;
  };
  const std::size_t taps = s.kernel_height * s.kernel_width;
  const std::size_t cells = s.output_cells();
  expect_within(got.y, wanted.y, bound(magnitude.y, taps * s.channels), "y");
  expect_within(got.dx, wanted.dx, bound(magnitude.dx, taps * s.filters), "dx");
  expect_within(got.dw, wanted.dw, bound(magnitude.dw, cells), "dw");
  expect_within(got.dbias, wanted.dbias, bound(magnitude.dbias, cells), "dbias");
}

// ones(3x3) over ones(5x5), same padding: 9 inside, 6 on an edge, 4 in a corner.
TEST(Convolution, OnesOverOnes) {
  const ConvolutionShape s = shape_of({1, 5, 5, 1, 3, 3, 1});
  ConvolutionInputs in(s);
  in.x.assign(25, 1.0f);
  in.w.assign(9, 1.0f);
  in.bias.assign(1, 0.0f);
  in.dy.assign(25, 1.0f);
  ThreadPool pool(1);
  for (const ConvolutionAlgorithm algorithm : {kReference, kGemm}) {
    const ConvolutionResults r = run_convolution(pool, algorithm, s, in);
    for (std::size_t row = 0; row < 5; ++row) {
      for (std::size_t column = 0; column < 5; ++column) {
        const float down = row == 0 || row == 4 ? 2 : 3;
        const float across = column == 0 || column == 4 ? 2 : 3;
        EXPECT_EQ(r.y[row * 5 + column], down * across);
        EXPECT_EQ(r.dx[row * 5 + column], down * across);  // by symmetry
      }
    }
    // Tap (i, j) meets the picture in 4 or 5 rows and columns.
    for (std::size_t tap = 0; tap < 9; ++tap) {
      const float down = tap / 3 == 1 ? 5 : 4, across = tap % 3 == 1 ? 5 : 4;
      EXPECT_EQ(r.dw[tap], down * across);
    }
    EXPECT_EQ(r.dbias[0], 25);
  }
}

// A kernel that is 1 at one tap and channel moves the picture: which tap sees which cell.
TEST(Convolution, ADeltaKernelShifts) {
  const ConvolutionShape s = shape_of({2, 4, 6, 3, 3, 5, 2});
  ConvolutionInputs in(s);
  std::fill(in.w.begin(), in.w.end(), 0.0f);
  in.w[((0 * 5 + 3) * 3 + 1) * 2 + 1] = 1.0f;  // tap (0, 3), channel 1, filter 1
  in.bias = {10.0f, 20.0f};
  ThreadPool pool(1);
  for (const ConvolutionAlgorithm algorithm : {kReference, kGemm}) {
    const ConvolutionResults r = run_convolution(pool, algorithm, s, in);
    for (std::size_t n = 0; n < 2; ++n) {
      for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t column = 0; column < 6; ++column) {
          // Pads are 1 above and 2 to the left: the tap looks one up, one right.
          const bool inside = row >= 1 && column + 1 < 6;
          const float seen = inside ? in.x[((n * 4 + row - 1) * 6 + column + 1) * 3 + 1] : 0.0f;
          const std::size_t cell = ((n * 4 + row) * 6 + column) * 2;
          EXPECT_EQ(r.y[cell], 10.0f);
          EXPECT_EQ(r.y[cell + 1], seen + 20.0f);
        }
      }
    }
  }
}

// x = 0 1 2 3 4, w = 1 10 100, stride 2, valid: 0 + 10 + 200 and 2 + 30 + 400.
TEST(Convolution, StridesByHand) {
  const ConvolutionShape s = shape_of({1, 1, 5, 1, 1, 3, 1, 1, 2, false});
  ConvolutionInputs in(s);
  in.x = {0, 1, 2, 3, 4};
  in.w = {1, 10, 100};
  in.bias = {0.5f};
  in.dy = {1, 2};
  ThreadPool pool(1);
  for (const ConvolutionAlgorithm algorithm : {kReference, kGemm}) {
    const ConvolutionResults r = run_convolution(pool, algorithm, s, in);
    EXPECT_EQ(r.y[0], 210.5f);
    EXPECT_EQ(r.y[1], 432.5f);
    // dx: 1*1, 1*10, 1*100 + 2*1, 2*10, 2*100. dw: 1*0 + 2*2, 1*1 + 2*3, 1*2 + 2*4.
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(r.dx[i], (std::vector{1, 10, 102, 20, 200}[i]));
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(r.dw[i], (std::vector{4, 7, 10}[i]));
    EXPECT_EQ(r.dbias[0], 3);
  }
}

TEST(Convolution, ReluKeepsPositiveAndNaN) {
  const ConvolutionShape s = shape_of({2, 5, 7, 3, 3, 3, 6});
  ConvolutionInputs in(s);
  in.x[(2 * 7 + 3) * 3 + 1] = std::numeric_limits<float>::quiet_NaN();
  ThreadPool pool(1);
  for (const ConvolutionAlgorithm algorithm : {kReference, kGemm}) {
    const ConvolutionResults plain = run_convolution(pool, algorithm, s, in, false);
    const ConvolutionResults cut = run_convolution(pool, algorithm, s, in, true);
    std::size_t cut_off = 0, not_numbers = 0;
    for (std::size_t i = 0; i < s.output_size(); ++i) {
      if (std::isnan(plain.y[i])) {
        EXPECT_TRUE(std::isnan(cut.y[i]));
        ++not_numbers;
      } else {
        EXPECT_EQ(cut.y[i], plain.y[i] > 0.0f ? plain.y[i] : 0.0f);
        cut_off += plain.y[i] < 0.0f;
      }
    }
    EXPECT_GT(cut_off, 50u);
    EXPECT_EQ(not_numbers, 9u * 6u);  // the nine cells that see it, in every filter
  }
}

TEST(Convolution, GemmAgreesForEveryKernelStrideAndPadding) {
  ThreadPool pool(2);
  for (const std::size_t kernel : {1, 2, 3, 5, 7}) {
    for (const std::size_t stride : {1, 2, 3}) {
      for (const bool same : {true, false}) {
        check_gemm(pool, shape_of({3, 9, 8, 5, kernel, kernel, 6, stride, stride, same}));
        check_gemm(pool, shape_of({2, 8, 11, 3, kernel, 3, 9, 1, stride, same}));
        check_gemm(pool, shape_of({1, 10, 7, 4, 2, kernel, 3, stride, 2, same}));
      }
    }
  }
}

TEST(Convolution, GemmAgreesAroundTileEdges) {
  ThreadPool pool(2);
  for (const std::size_t channels : {1, 2, 3, 4, 5, 7, 8, 9}) {
    for (const std::size_t filters : {1, 4, 7, 8, 9, 17}) {
      check_gemm(pool, shape_of({1, 5, 6, channels, 3, 3, filters}));
    }
  }
  // kH kW C just below, at and above the block depth of 256; cells around blocks of rows.
  for (const std::size_t channels : {63, 64, 65}) {
    check_gemm(pool, shape_of({1, 4, 5, channels, 2, 2, 9}));
  }
  for (const std::size_t width : {119, 120, 121, 257, 2049}) {
    check_gemm(pool, shape_of({1, 1, width, 3, 1, 3, 5}));
  }
}

TEST(Convolution, GemmAgreesOnRandomShapes) {
  ThreadPool pool(2);
  for (std::uint64_t i = 0; i < 150; ++i) {
    const Random random = Random{7}.fork(Purpose::kTest).fork(i);
    std::uint64_t draw = 0;
    const auto between = [&](std::uint32_t low, std::uint32_t high) {
      return low + random.below(high - low + 1, draw++);
    };
    ConvolutionShape s{};
    s.batch = between(1, 3);
    s.height = between(1, 12), s.width = between(1, 12);
    s.channels = between(1, 20), s.filters = between(1, 20);
    s.kernel_height = between(1, 5), s.kernel_width = between(1, 5);
    s.stride_height = between(1, 3), s.stride_width = between(1, 3);
    // Any pads, beyond what Keras asks for: the contract allows them.
    s.pad_top = between(0, 5), s.pad_left = between(0, 5);
    s.output_height = between(1, 12), s.output_width = between(1, 12);
    check_gemm(pool, s);
  }
}

// Around its tiles, its grain of eight rows, blocks of 256 cells that end within a row or span
// pictures, and slices.
TEST(Convolution, DirectIsTheMatrixProductToTheBit) {
  ThreadPool pool(2);
  std::size_t applied = 0;
  for (const std::size_t height : {7, 8, 9, 17, 32}) {
    for (const std::size_t width : {10, 12, 15, 32}) {
      for (const std::size_t kernel_height : {1, 3, 4}) {
        for (const bool same : {false, true}) {
          const std::size_t batch = height * width > 300 ? 3 : 11;
          const ConvolutionShape s =
              shape_of({batch, height, width, 3, kernel_height, 3, 16, 1, 1, same});
          if (!direct_applies(s)) continue;
          ++applied;
          for (const bool relu : {false, true}) {
            const ConvolutionInputs in(s);
            const ConvolutionResults wanted = run_convolution(pool, kGemm, s, in, relu);
            const ConvolutionResults got = run_convolution(pool, kDirect, s, in, relu);
            EXPECT_TRUE(same_bits(got.y, wanted.y)) << describe(s);
            EXPECT_TRUE(same_bits(got.dw, wanted.dw)) << describe(s);
          }
        }
      }
    }
  }
  EXPECT_GT(applied, 100u);
}

TEST(Convolution, DirectIsForPicturesOnly) {
  EXPECT_TRUE(direct_applies(shape_of({32, 32, 32, 3, 3, 3, 32})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 4, 3, 3, 32})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 3, 3, 5, 32})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 3, 9, 3, 32})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 3, 3, 3, 12})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 3, 3, 3, 32, 2, 1})));
  EXPECT_FALSE(direct_applies(shape_of({32, 32, 32, 3, 3, 3, 32, 1, 2})));
  EXPECT_FALSE(direct_applies(shape_of({32, 7, 9, 3, 3, 3, 32})));
}

TEST(Convolution, ThePassesAreAdjoint) {
  for (const ConvolutionCase& c :
       {ConvolutionCase{3, 9, 7, 5, 3, 3, 6}, ConvolutionCase{2, 10, 9, 3, 5, 2, 4, 2, 3, false},
        ConvolutionCase{2, 7, 8, 4, 2, 3, 5, 3, 1, true}}) {
    const ConvolutionShape s = shape_of(c);
    expect_adjoint(s, ConvolutionInputs(s), kReference, 1e-6);
    expect_adjoint(s, ConvolutionInputs(s), kGemm, 1e-6);
  }
}

TEST(Convolution, SameBitsForAnyNumberOfThreads) {
  expect_same_bits_for_any_threads(shape_of({5, 16, 14, 3, 3, 3, 20}), kGemm);
  expect_same_bits_for_any_threads(shape_of({5, 16, 14, 3, 3, 3, 24}), kDirect);
  expect_same_bits_for_any_threads(shape_of({3, 9, 8, 40, 5, 5, 12, 2, 2, false}), kGemm);
}

TEST(Convolution, WinogradIsChosenWhereItAppliesAndNeverWhenExact) {
  const ConvolutionShape vgg = shape_of({32, 16, 16, 32, 3, 3, 64});
  EXPECT_EQ(choose_convolution(vgg), kWinograd);
  EXPECT_EQ(choose_convolution(vgg, true), kGemm);
  EXPECT_EQ(choose_convolution(shape_of({32, 32, 32, 3, 3, 3, 32})), kDirect);
  EXPECT_EQ(choose_convolution(shape_of({32, 16, 16, 32, 3, 3, 62})), kGemm);
  EXPECT_EQ(choose_convolution(shape_of({32, 16, 16, 32, 5, 3, 64})), kGemm);
  EXPECT_EQ(choose_convolution(shape_of({32, 16, 16, 32, 3, 3, 64, 2, 1})), kGemm);
  EXPECT_EQ(choose_convolution(shape_of({32, 16, 16, 32, 3, 3, 64, 1, 2})), kGemm);
  EXPECT_EQ(choose_convolution(shape_of({32, 2, 2, 2048, 3, 3, 2048})), kGemm);
}

}  // namespace
}  // namespace cnnlab
