// Convolution as its definition says it: the twin that the fast algorithms are held to. Sums in
// float64, rounded once.
#include <vector>

#include "core/kernels/convolution_algorithms.h"

namespace cnnlab {
namespace {

// Calls visit(input cell, kernel cell, output cell) for every product of one input and one kernel
// position with one output position, cells counted in pixels and taps, without their channels.
template <typename Visit>
void for_each_tap(const ConvolutionShape& s, std::size_t n, std::size_t out_row,
                  std::size_t out_column, const Visit& visit) {
  for (std::size_t i = 0; i < s.kernel_height; ++i) {
    for (std::size_t j = 0; j < s.kernel_width; ++j) {
      // Unsigned: a cell above or left of the picture wraps to a huge number, and is outside too.
      const std::size_t row = out_row * s.stride_height + i - s.pad_top;
      const std::size_t column = out_column * s.stride_width + j - s.pad_left;
      if (row >= s.height || column >= s.width) continue;
      visit((n * s.height + row) * s.width + column, i * s.kernel_width + j);
    }
  }
}

template <typename Visit>
void for_each_output(const ConvolutionShape& s, const Visit& visit) {
  for (std::size_t n = 0; n < s.batch; ++n) {
    for (std::size_t row = 0; row < s.output_height; ++row) {
      for (std::size_t column = 0; column < s.output_width; ++column) {
        const std::size_t output = (n * s.output_height + row) * s.output_width + column;
        for_each_tap(s, n, row, column,
                     [&](std::size_t input, std::size_t tap) { visit(input, tap, output); });
      }
    }
  }
}

void round_to(const std::vector<double>& sums, float* target) {
  for (std::size_t i = 0; i < sums.size(); ++i) target[i] = static_cast<float>(sums[i]);
}

}  // namespace

void reference_forward(const ConvolutionShape& s, const float* x, const float* w, const float* bias,
                       bool relu, float* y) {
  std::vector<double> sums(s.output_size());
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = bias[i % s.filters];
  for_each_output(s, [&](std::size_t input, std::size_t tap, std::size_t output) {
    for (std::size_t c = 0; c < s.channels; ++c) {
      const double value = x[input * s.channels + c];
      const float* row = w + (tap * s.channels + c) * s.filters;
      double* sum = &sums[output * s.filters];
      for (std::size_t o = 0; o < s.filters; ++o) sum[o] += value * row[o];
    }
  });
  if (relu) {
    for (double& sum : sums) sum = sum < 0.0 ? 0.0 : sum;
  }
  round_to(sums, y);
}

void reference_input_gradient(const ConvolutionShape& s, const float* dy, const float* w,
                              const float* gate, float* dx) {
  std::vector<double> sums(s.input_size());
  for_each_output(s, [&](std::size_t input, std::size_t tap, std::size_t output) {
    for (std::size_t c = 0; c < s.channels; ++c) {
      const float* row = w + (tap * s.channels + c) * s.filters;
      double& sum = sums[input * s.channels + c];
      for (std::size_t o = 0; o < s.filters; ++o) {
        sum += static_cast<double>(dy[output * s.filters + o]) * row[o];
      }
    }
  });
  for (std::size_t i = 0; gate != nullptr && i < sums.size(); ++i) {
    if (!(gate[i] > 0.0f)) sums[i] = 0.0;
  }
  round_to(sums, dx);
}

void reference_filter_gradient(const ConvolutionShape& s, const float* x, const float* dy,
                               float* dw, float* dbias) {
  std::vector<double> sums(s.kernel_size()), bias_sums(s.filters);
  for_each_output(s, [&](std::size_t input, std::size_t tap, std::size_t output) {
    for (std::size_t c = 0; c < s.channels; ++c) {
      const double value = x[input * s.channels + c];
      double* sum = &sums[(tap * s.channels + c) * s.filters];
      for (std::size_t o = 0; o < s.filters; ++o) sum[o] += value * dy[output * s.filters + o];
    }
  });
  round_to(sums, dw);
  for (std::size_t i = 0; i < s.output_size(); ++i) bias_sums[i % s.filters] += dy[i];
  round_to(bias_sums, dbias);
}

}  // namespace cnnlab
