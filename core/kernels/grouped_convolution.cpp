#include "core/kernels/grouped_convolution.h"

#include <algorithm>

namespace cnnlab {
namespace {

/// Columns of a matrix: `count` numbers of each row of `stride`.
struct Columns {
  std::size_t stride, count;
};

template <typename Move>
void for_each_row(ThreadPool& pool, std::size_t rows, const Move& move) {
  constexpr std::size_t kGrain = 1024;
  pool.parallel_for(chunk_count(rows, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, rows, kGrain);
    for (std::size_t row = range.begin; row < range.end; ++row) move(row);
  });
}

void take(ThreadPool& pool, std::size_t rows, Columns columns, const float* from, float* to) {
  for_each_row(pool, rows, [=](std::size_t row) {
    std::copy_n(from + row * columns.stride, columns.count, to + row * columns.count);
  });
}

void put(ThreadPool& pool, std::size_t rows, Columns columns, const float* from, float* to) {
  for_each_row(pool, rows, [=](std::size_t row) {
    std::copy_n(from + row * columns.count, columns.count, to + row * columns.stride);
  });
}

/// One group's convolution, and where its copies lie in the workspace.
struct Group {
  Group(const ConvolutionShape& whole, std::size_t groups, bool exact) : shape(whole) {
    shape.channels = whole.channels / groups;
    shape.filters = whole.filters / groups;
    algorithm = choose_convolution(shape, exact);
    cells = whole.batch * whole.height * whole.width;
    taps = shape.kernel_height * shape.kernel_width * shape.channels;
    in = {whole.channels, shape.channels};
    out = {whole.filters, shape.filters};
    y = rounded(shape.input_size());
    w = y + rounded(shape.output_size());
    dw = w + rounded(shape.kernel_size());
    dx = dw + rounded(shape.kernel_size());
    rest = dx + rounded(shape.input_size());
  }
  // Copies begin on cache lines.
  static std::size_t rounded(std::size_t floats) { return (floats + 15) / 16 * 16; }

  ConvolutionShape shape;
  ConvolutionAlgorithm algorithm;
  std::size_t cells, taps;
  Columns in{}, out{};
  std::size_t y, w, dw, dx, rest;  // x is the first
};

}  // namespace

std::size_t grouped_workspace(const ConvolutionShape& shape, std::size_t groups, bool exact) {
  const Group group(shape, groups, exact);
  return group.rest + convolution_workspace(group.shape, group.algorithm);
}

void grouped_forward(ThreadPool& pool, const ConvolutionShape& shape, std::size_t groups,
                     bool exact, const float* x, const float* w, const float* bias, bool relu,
                     float* y, float* workspace) {
  const Group group(shape, groups, exact);
  for (std::size_t g = 0; g < groups; ++g) {
    const std::size_t filter = g * group.out.count;
    take(pool, group.cells, group.in, x + g * group.in.count, workspace);
    take(pool, group.taps, group.out, w + filter, workspace + group.w);
    convolution_forward(pool, group.algorithm, group.shape, workspace, workspace + group.w,
                        bias + filter, relu, workspace + group.y, workspace + group.rest);
    put(pool, shape.output_cells(), group.out, workspace + group.y, y + filter);
  }
}

void grouped_backward(ThreadPool& pool, const ConvolutionShape& shape, std::size_t groups,
                      bool exact, const float* x, const float* dy, const float* w, float* dw,
                      float* dbias, float* dx, float* workspace) {
  const Group group(shape, groups, exact);
  for (std::size_t g = 0; g < groups; ++g) {
    const std::size_t channel = g * group.in.count, filter = g * group.out.count;
    take(pool, group.cells, group.in, x + channel, workspace);
    take(pool, shape.output_cells(), group.out, dy + filter, workspace + group.y);
    convolution_filter_gradient(pool, group.algorithm, group.shape, workspace, workspace + group.y,
                                workspace + group.dw, dbias + filter, workspace + group.rest);
    put(pool, group.taps, group.out, workspace + group.dw, dw + filter);
    if (dx == nullptr) continue;
    take(pool, group.taps, group.out, w + filter, workspace + group.w);
    convolution_input_gradient(pool, group.algorithm, group.shape, workspace + group.y,
                               workspace + group.w, nullptr, workspace + group.dx,
                               workspace + group.rest);
    put(pool, group.cells, group.in, workspace + group.dx, dx + channel);
  }
}

}  // namespace cnnlab
