#include "core/kernels/depthwise.h"

#include "core/base/f32x4.h"
#include "core/kernels/convolution_algorithms.h"

namespace cnnlab {
namespace {

/// Where the terms of a sum are: rows by columns of them, and the steps from one to the next.
struct Terms {
  std::size_t rows, columns;
  std::ptrdiff_t a_row, a_column, b_row, b_column;
};

/// sums[c] of a[c] * b[c] over all terms, for kVectors times four channels: in registers.
template <int kVectors>
void sum_products(const Terms& terms, const float* a, const float* b, float* sums) {
  f32x4 totals[kVectors] = {};
  for (std::size_t row = 0; row < terms.rows; ++row) {
    std::ptrdiff_t at_a = static_cast<std::ptrdiff_t>(row) * terms.a_row;
    std::ptrdiff_t at_b = static_cast<std::ptrdiff_t>(row) * terms.b_row;
    for (std::size_t column = 0; column < terms.columns; ++column) {
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) {
        totals[v] += load4(a + at_a + v * kLanes) * load4(b + at_b + v * kLanes);
      }
      at_a += terms.a_column;
      at_b += terms.b_column;
    }
  }
  for (int v = 0; v < kVectors; ++v) store4(sums + v * kLanes, totals[v]);
}

float sum_products(const Terms& terms, const float* a, const float* b) {
  float total = 0.0f;
  for (std::size_t row = 0; row < terms.rows; ++row) {
    std::ptrdiff_t at_a = static_cast<std::ptrdiff_t>(row) * terms.a_row;
    std::ptrdiff_t at_b = static_cast<std::ptrdiff_t>(row) * terms.b_row;
    for (std::size_t column = 0; column < terms.columns; ++column) {
      total += a[at_a] * b[at_b];
      at_a += terms.a_column;
      at_b += terms.b_column;
    }
  }
  return total;
}

/// The same for any number of channels.
void sum_products(std::size_t channels, const Terms& terms, const float* a, const float* b,
                  float* sums) {
  std::size_t c = 0;
  for (; c + 8 * kLanes <= channels; c += 8 * kLanes)
    sum_products<8>(terms, a + c, b + c, sums + c);
  for (; c + kLanes <= channels; c += kLanes) sum_products<1>(terms, a + c, b + c, sums + c);
  for (; c < channels; ++c) sums[c] = sum_products(terms, a + c, b + c);
}

/// One axis of the geometry: output o takes tap t from input o * stride + t * dilation - pad.
struct Axis {
  std::size_t input, output, taps, stride, dilation, pad;
};
Axis vertical(const ConvolutionShape& s) {
  return {s.height,        s.output_height,   s.kernel_height,
          s.stride_height, s.dilation_height, s.pad_top};
}
Axis horizontal(const ConvolutionShape& s) {
  return {s.width, s.output_width, s.kernel_width, s.stride_width, s.dilation_width, s.pad_left};
}

/// What meets a place along one axis: evenly spaced, of two kinds side by side.
struct Line {
  std::size_t count = 0, first_a = 0, first_b = 0;
  std::ptrdiff_t a_step = 0, b_step = 0;

  void add(std::size_t a, std::size_t b) {
    if (count == 0) {
      first_a = a;
      first_b = b;
    } else if (count == 1) {
      a_step = static_cast<std::ptrdiff_t>(a) - static_cast<std::ptrdiff_t>(first_a);
      b_step = static_cast<std::ptrdiff_t>(b) - static_cast<std::ptrdiff_t>(first_b);
    }
    ++count;
  }
};

/// Inputs and taps of an output.
Line of_output(const Axis& axis, std::size_t output) {
  Line line;
  for (std::size_t tap = 0; tap < axis.taps; ++tap) {
    const std::size_t padded = output * axis.stride + tap * axis.dilation;
    if (padded >= axis.pad && padded - axis.pad < axis.input) line.add(padded - axis.pad, tap);
  }
  return line;
}

/// Outputs and taps of an input, the first output first.
Line of_input(const Axis& axis, std::size_t input) {
  Line line;
  for (std::size_t tap = axis.taps; tap-- > 0;) {
    const std::size_t padded = input + axis.pad, back = tap * axis.dilation;
    if (padded < back || (padded - back) % axis.stride != 0) continue;
    const std::size_t output = (padded - back) / axis.stride;
    if (output < axis.output) line.add(output, tap);
  }
  return line;
}

/// Inputs and outputs of a tap.
Line of_tap(const Axis& axis, std::size_t tap) {
  Line line;
  for (std::size_t output = 0; output < axis.output; ++output) {
    const std::size_t padded = output * axis.stride + tap * axis.dilation;
    if (padded >= axis.pad && padded - axis.pad < axis.input) line.add(padded - axis.pad, output);
  }
  return line;
}

/// sums {C} at one place: `rows` and `columns` say what meets there, in tensors of these widths.
void sum_at(std::size_t channels, const Line& rows, const Line& columns, const float* a,
            std::size_t a_width, const float* b, std::size_t b_width, float* sums) {
  const auto step = [&](std::ptrdiff_t cells, std::size_t width) {
    return cells * static_cast<std::ptrdiff_t>(width * channels);
  };
  const Terms terms{rows.count,
                    columns.count,
                    step(rows.a_step, a_width),
                    step(columns.a_step, 1),
                    step(rows.b_step, b_width),
                    step(columns.b_step, 1)};
  sum_products(channels, terms, a + (rows.first_a * a_width + columns.first_a) * channels,
               b + (rows.first_b * b_width + columns.first_b) * channels, sums);
}

bool is_one_of_one(const ConvolutionShape& s) { return s.filters == s.channels; }

}  // namespace

void depthwise_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
                       float* y) {
  if (!is_one_of_one(s)) return depthwise_forward_reference(pool, s, x, w, y);
  const std::size_t channels = s.channels;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    const float* in = x + n * s.height * s.width * channels;
    float* out = y + n * s.output_height * s.output_width * channels;
    for (std::size_t row = 0; row < s.output_height; ++row) {
      const Line rows = of_output(vertical(s), row);
      for (std::size_t column = 0; column < s.output_width; ++column, out += channels) {
        const Line columns = of_output(horizontal(s), column);
        sum_at(channels, rows, columns, in, s.width, w, s.kernel_width, out);
      }
    }
  });
}

void depthwise_input_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* dy,
                              const float* w, float* dx) {
  if (!is_one_of_one(s)) return depthwise_input_gradient_reference(pool, s, dy, w, dx);
  const std::size_t channels = s.channels;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    const float* after = dy + n * s.output_height * s.output_width * channels;
    float* before = dx + n * s.height * s.width * channels;
    for (std::size_t row = 0; row < s.height; ++row) {
      const Line rows = of_input(vertical(s), row);
      for (std::size_t column = 0; column < s.width; ++column, before += channels) {
        const Line columns = of_input(horizontal(s), column);
        sum_at(channels, rows, columns, after, s.output_width, w, s.kernel_width, before);
      }
    }
  });
}

std::size_t depthwise_workspace(const ConvolutionShape& s) {
  return s.batch * s.kernel_height * s.kernel_width * s.filters;
}

void depthwise_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                               const float* dy, float* dw, float* workspace) {
  if (!is_one_of_one(s)) {
    return depthwise_filter_gradient_reference(pool, s, x, dy, dw, workspace);
  }
  const std::size_t channels = s.channels, size = s.kernel_height * s.kernel_width * channels;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    const float* in = x + n * s.height * s.width * channels;
    const float* after = dy + n * s.output_height * s.output_width * channels;
    float* own = workspace + n * size;
    for (std::size_t i = 0; i < s.kernel_height; ++i) {
      const Line rows = of_tap(vertical(s), i);
      for (std::size_t j = 0; j < s.kernel_width; ++j, own += channels) {
        const Line columns = of_tap(horizontal(s), j);
        sum_at(channels, rows, columns, in, s.width, after, s.output_width, own);
      }
    }
  });
  add_parts(pool, s.batch, size, size, workspace, dw);
}

}  // namespace cnnlab
