// One convolution, run by any algorithm in guarded buffers; shared by the tests of the algorithms.
#pragma once

#include "core/kernels/convolution.h"
#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {

struct ConvolutionCase {
  std::size_t batch, height, width, channels, kernel_height, kernel_width, filters;
  std::size_t stride_height = 1, stride_width = 1;
  bool same = true;
};

/// Output sizes and pads as Keras defines 'same' and 'valid'.
inline ConvolutionShape shape_of(const ConvolutionCase& c) {
  ConvolutionShape s{c.batch,
                     c.height,
                     c.width,
                     c.channels,
                     c.kernel_height,
                     c.kernel_width,
                     c.filters,
                     c.stride_height,
                     c.stride_width,
                     0,
                     0,
                     0,
                     0};
  if (c.same) {
    s.output_height = (c.height + c.stride_height - 1) / c.stride_height;
    s.output_width = (c.width + c.stride_width - 1) / c.stride_width;
    const std::size_t seen_height = (s.output_height - 1) * c.stride_height + c.kernel_height;
    const std::size_t seen_width = (s.output_width - 1) * c.stride_width + c.kernel_width;
    s.pad_top = seen_height > c.height ? (seen_height - c.height) / 2 : 0;
    s.pad_left = seen_width > c.width ? (seen_width - c.width) / 2 : 0;
  } else {
    s.output_height = (c.height - c.kernel_height) / c.stride_height + 1;
    s.output_width = (c.width - c.kernel_width) / c.stride_width + 1;
  }
  return s;
}

struct ConvolutionInputs {
  explicit ConvolutionInputs(const ConvolutionShape& s)
      : x(random_values(s.input_size(), 1)),
        w(random_values(s.kernel_size(), 2)),
        bias(random_values(s.filters, 3)),
        dy(random_values(s.output_size(), 4)) {}
  /// Every value replaced by its magnitude: what error bounds are made of.
  ConvolutionInputs magnitudes() const {
    ConvolutionInputs other = *this;
    for (auto* values : {&other.x, &other.w, &other.bias, &other.dy}) {
      for (float& value : *values) value = std::abs(value);
    }
    return other;
  }
  std::vector<float> x, w, bias, dy;
};

struct ConvolutionResults {
  GuardedBuffer y, dx, dw, dbias;
};

inline ConvolutionResults run_convolution(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                                          const ConvolutionShape& s, const ConvolutionInputs& in,
                                          bool relu = false) {
  // Inputs are guarded with NaN-free canaries too: a kernel that reads beyond them computes with
  // -12345, and shows.
  const GuardedBuffer x{in.x}, w{in.w}, bias{in.bias}, dy{in.dy};
  ConvolutionResults r{GuardedBuffer(s.output_size()), GuardedBuffer(s.input_size()),
                       GuardedBuffer(s.kernel_size()), GuardedBuffer(s.filters)};
  const std::size_t workspace = convolution_workspace(s, algorithm);
  GuardedBuffer forward(workspace), input(workspace), filter(workspace), gated(s.input_size());
  convolution_forward(pool, algorithm, s, x.data(), w.data(), bias.data(), relu, r.y.data(),
                      forward.data());
  convolution_input_gradient(pool, algorithm, s, dy.data(), w.data(), nullptr, r.dx.data(),
                             input.data());
  convolution_input_gradient(pool, algorithm, s, dy.data(), w.data(), x.data(), gated.data(),
                             input.data());
  convolution_filter_gradient(pool, algorithm, s, x.data(), dy.data(), r.dw.data(), r.dbias.data(),
                              filter.data());
  EXPECT_TRUE(forward.guards_intact() && input.guards_intact() && filter.guards_intact() &&
              gated.guards_intact())
      << "wrote outside the workspace";
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < s.input_size(); ++i) {
    wrong += gated[i] != (x[i] > 0.0f ? r.dx[i] : 0.0f) ? 1 : 0;
  }
  EXPECT_EQ(wrong, 0u) << "gated elsewhere than where x is not positive";
  return r;
}

inline std::string describe(const ConvolutionShape& s) {
  const testing::Message text = testing::Message()
                                << s.batch << 'x' << s.height << 'x' << s.width << 'x' << s.channels
                                << " kernel " << s.kernel_height << 'x' << s.kernel_width
                                << " filters " << s.filters << " strides " << s.stride_height << ' '
                                << s.stride_width << " pads " << s.pad_top << ' ' << s.pad_left;
  return text.GetString();
}

inline double inner_product(const float* a, const float* b, std::size_t count) {
  double sum = 0.0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum;
}

/// <conv(x), dy> = <x, input_gradient(dy)> = <w, filter_gradient(x, dy)>: the three passes are one
/// bilinear map, seen from three sides.
inline void expect_adjoint(const ConvolutionShape& s, ConvolutionInputs in,
                           ConvolutionAlgorithm algorithm, double tolerance) {
  std::fill(in.bias.begin(), in.bias.end(), 0.0f);
  ThreadPool pool(2);
  const ConvolutionResults r = run_convolution(pool, algorithm, s, in);
  const double by_output = inner_product(r.y.data(), in.dy.data(), s.output_size());
  const double by_input = inner_product(in.x.data(), r.dx.data(), s.input_size());
  const double by_kernel = inner_product(in.w.data(), r.dw.data(), s.kernel_size());
  // The terms are random and mostly cancel: errors count against the size of y and dy.
  const double scale = std::sqrt(inner_product(r.y.data(), r.y.data(), s.output_size()) *
                                 inner_product(in.dy.data(), in.dy.data(), s.output_size()));
  EXPECT_NEAR(by_output, by_input, tolerance * scale) << describe(s);
  EXPECT_NEAR(by_output, by_kernel, tolerance * scale) << describe(s);
}

inline void expect_same_bits_for_any_threads(const ConvolutionShape& s,
                                             ConvolutionAlgorithm algorithm) {
  const ConvolutionInputs in(s);
  ThreadPool one(1);
  const ConvolutionResults wanted = run_convolution(one, algorithm, s, in, true);
  for (const int threads : {2, 3, 8}) {
    ThreadPool pool(threads);
    const ConvolutionResults got = run_convolution(pool, algorithm, s, in, true);
    EXPECT_TRUE(same_bits(got.y, wanted.y)) << threads << " threads, " << describe(s);
    EXPECT_TRUE(same_bits(got.dx, wanted.dx)) << threads << " threads, " << describe(s);
    EXPECT_TRUE(same_bits(got.dw, wanted.dw)) << threads << " threads, " << describe(s);
    EXPECT_TRUE(same_bits(got.dbias, wanted.dbias)) << threads << " threads, " << describe(s);
  }
}

}  // namespace cnnlab
