// Convolution as its definition says it: the twin that the fast algorithms are held to. Sums in
// float64, rounded once.
#include <algorithm>
#include <xtensor/xadapt.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/convolution_algorithms.h"
#include "core/tensor/tensor.h"

namespace cnnlab {
namespace {

using Numbers = xt::xtensor<double, 4>;
using xt::all;
using xt::newaxis;
using xt::range;

/// Cells from a window's first tap to its last.
std::size_t reach(std::size_t taps, std::size_t dilation) { return (taps - 1) * dilation + 1; }

/// Zeros {N,…,C} of the pictures with all that their windows reach beyond them.
Numbers padding(const ConvolutionShape& s) {
  const std::size_t reached_rows =
      (s.output_height - 1) * s.stride_height + reach(s.kernel_height, s.dilation_height);
  const std::size_t reached_columns =
      (s.output_width - 1) * s.stride_width + reach(s.kernel_width, s.dilation_width);
  return xt::zeros<double>({s.batch, std::max(s.pad_top + s.height, reached_rows),
                            std::max(s.pad_left + s.width, reached_columns), s.channels});
}

/// The pictures themselves {N,H,W,C}, without what is around them.
auto inside(const ConvolutionShape& s, Numbers& padded) {
  return xt::view(padded, all(), range(s.pad_top, s.pad_top + s.height),
                  range(s.pad_left, s.pad_left + s.width), all());
}

/// What output cell (n, h, w) sees {kH,kW,C}.
auto window(const ConvolutionShape& s, Numbers& padded, std::size_t n, std::size_t h,
            std::size_t w) {
  const std::size_t top = h * s.stride_height, left = w * s.stride_width;
  return xt::view(
      padded, n, range(top, top + reach(s.kernel_height, s.dilation_height), s.dilation_height),
      range(left, left + reach(s.kernel_width, s.dilation_width), s.dilation_width), all());
}

template <typename Number>
auto pictures(const ConvolutionShape& s, Number* x) {
  return span_of<Number, 4>(x, {s.batch, s.height, s.width, s.channels});
}

template <typename Number>
auto outputs(const ConvolutionShape& s, Number* y) {
  return span_of<Number, 4>(y, {s.batch, s.output_height, s.output_width, s.filters});
}

template <typename Number>
auto kernel(const ConvolutionShape& s, Number* w) {
  return span_of<Number, 4>(w, {s.kernel_height, s.kernel_width, s.channels, s.filters});
}

template <typename Body>
void for_each_output(const ConvolutionShape& s, const Body& body) {
  for (std::size_t n = 0; n < s.batch; ++n) {
    for (std::size_t h = 0; h < s.output_height; ++h) {
      for (std::size_t w = 0; w < s.output_width; ++w) body(n, h, w);
    }
  }
}

}  // namespace

void reference_forward(const ConvolutionShape& s, const float* x, const float* w, const float* bias,
                       bool relu, float* y) {
  Numbers padded = padding(s);
  inside(s, padded) = pictures(s, x);
  const Numbers weights = kernel(s, w);
  auto results = outputs(s, y);
  for_each_output(s, [&](std::size_t n, std::size_t i, std::size_t j) {
    const auto cells = xt::view(window(s, padded, n, i, j), all(), all(), all(), newaxis());
    const xt::xtensor<double, 1> sums =
        row_of(bias, s.filters) + xt::sum(cells * weights, {0, 1, 2});
    xt::view(results, n, i, j, all()) =
        xt::cast<float>(relu ? xt::eval(xt::where(sums < 0.0, 0.0, sums)) : sums);
  });
}

void reference_input_gradient(const ConvolutionShape& s, const float* dy, const float* w,
                              const float* gate, float* dx) {
  Numbers padded = padding(s);
  const Numbers weights = kernel(s, w), gradients = outputs(s, dy);
  for_each_output(s, [&](std::size_t n, std::size_t i, std::size_t j) {
    window(s, padded, n, i, j) += xt::sum(weights * xt::view(gradients, n, i, j, all()), {3});
  });
  auto results = pictures(s, dx);
  if (gate != nullptr) {
    inside(s, padded) = xt::where(pictures(s, gate) > 0.0f, inside(s, padded), 0.0);
  }
  xt::noalias(results) = xt::cast<float>(inside(s, padded));
}

void reference_filter_gradient(const ConvolutionShape& s, const float* x, const float* dy,
                               float* dw, float* dbias) {
  Numbers padded = padding(s);
  inside(s, padded) = pictures(s, x);
  const Numbers gradients = outputs(s, dy);
  Numbers sums = xt::zeros<double>({s.kernel_height, s.kernel_width, s.channels, s.filters});
  for_each_output(s, [&](std::size_t n, std::size_t i, std::size_t j) {
    const auto cells = xt::view(window(s, padded, n, i, j), all(), all(), all(), newaxis());
    sums += cells * xt::view(gradients, n, i, j, all());
  });
  auto kernel_gradient = kernel(s, dw);
  auto bias_gradient = row_of(dbias, s.filters);
  xt::noalias(kernel_gradient) = xt::cast<float>(sums);
  xt::noalias(bias_gradient) = xt::cast<float>(xt::sum(gradients, {0, 1, 2}));
}

}  // namespace cnnlab
