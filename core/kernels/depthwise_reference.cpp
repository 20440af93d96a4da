// The plain twins of depthwise.cpp, for any number of channels made of one.
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/depthwise.h"

namespace cnnlab {
namespace {

std::size_t taps_size(const ConvolutionShape& s) {
  return s.kernel_height * s.kernel_width * s.filters;
}

/// visit(input cell, output cell, tap), each the index of its first channel, for every tap of every
/// output cell of picture n that lies inside the picture.
template <typename Visit>
void slide(const ConvolutionShape& s, std::size_t n, const Visit& visit) {
  for (std::size_t row = 0; row < s.output_height; ++row) {
    for (std::size_t column = 0; column < s.output_width; ++column) {
      const std::size_t to = ((n * s.output_height + row) * s.output_width + column) * s.filters;
      for (std::size_t i = 0; i < s.kernel_height; ++i) {
        const std::size_t h = row * s.stride_height + i * s.dilation_height;
        if (h < s.pad_top || h - s.pad_top >= s.height) continue;
        for (std::size_t j = 0; j < s.kernel_width; ++j) {
          const std::size_t w = column * s.stride_width + j * s.dilation_width;
          if (w < s.pad_left || w - s.pad_left >= s.width) continue;
          const std::size_t from =
              ((n * s.height + h - s.pad_top) * s.width + w - s.pad_left) * s.channels;
          visit(from, to, (i * s.kernel_width + j) * s.filters);
        }
      }
    }
  }
}

/// body(c, o) for every channel and each output channel made of it.
template <typename Body>
void for_each_pair(const ConvolutionShape& s, const Body& body) {
  const std::size_t multiplier = s.filters / s.channels;
  if (multiplier == 1) {
    for (std::size_t c = 0; c < s.channels; ++c) body(c, c);
    return;
  }
  for (std::size_t c = 0, o = 0; c < s.channels; ++c) {
    for (std::size_t m = 0; m < multiplier; ++m, ++o) body(c, o);
  }
}

}  // namespace

void depthwise_forward_reference(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                                 const float* w, float* y) {
  const std::size_t picture = s.output_height * s.output_width * s.filters;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    std::fill_n(y + n * picture, picture, 0.0f);
    slide(s, n, [&](std::size_t from, std::size_t to, std::size_t tap) {
      const float *in = x + from, *taps = w + tap;
      float* out = y + to;
      for_each_pair(s, [=](std::size_t c, std::size_t o) { out[o] += in[c] * taps[o]; });
    });
  });
}

void depthwise_input_gradient_reference(ThreadPool& pool, const ConvolutionShape& s,
                                        const float* dy, const float* w, float* dx) {
  const std::size_t picture = s.height * s.width * s.channels;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    std::fill_n(dx + n * picture, picture, 0.0f);
    slide(s, n, [&](std::size_t from, std::size_t to, std::size_t tap) {
      const float *after = dy + to, *taps = w + tap;
      float* before = dx + from;
      for_each_pair(s, [=](std::size_t c, std::size_t o) { before[c] += after[o] * taps[o]; });
    });
  });
}

void depthwise_filter_gradient_reference(ThreadPool& pool, const ConvolutionShape& s,
                                         const float* x, const float* dy, float* dw,
                                         float* workspace) {
  const std::size_t size = taps_size(s);
  pool.parallel_for(s.batch, [&](std::size_t n) {
    float* own = workspace + n * size;
    std::fill_n(own, size, 0.0f);
    slide(s, n, [&](std::size_t from, std::size_t to, std::size_t tap) {
      const float *in = x + from, *after = dy + to;
      float* taps = own + tap;
      for_each_pair(s, [=](std::size_t c, std::size_t o) { taps[o] += in[c] * after[o]; });
    });
  });
  add_parts(pool, s.batch, size, size, workspace, dw);
}

}  // namespace cnnlab
