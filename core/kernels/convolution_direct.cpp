// The first layer's convolution, straight from the picture: with three channels a cell's patch is a
// few short runs of floats, and packing them would cost as much as multiplying. Pictures are copied
// with a border of zeros; then every patch row lies in one piece, and neighbouring cells are three
// floats apart.
//
//   forward         y {cells, O} = patches * w:   a tile of cells by eight filters in registers
//   filter gradient dw {kH kW 3, O} += patches' * dy: a kernel row's taps by four filters
//
// Sums run in the order of the matrix product (convolution_gemm.cpp): the same bits.
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/gemm_tile.h"

namespace cnnlab {
namespace {

constexpr std::size_t kChannels = 3;
constexpr std::size_t kKernelWidth = 3;
constexpr std::size_t kRowTaps = kKernelWidth * kChannels;  // of one kernel row
constexpr std::size_t kRowGrain = 8;                        // output rows that a chunk takes

// Rows of pictures with their borders, as output rows {first … first + count-1} see them.
struct Bordered {
  const ConvolutionShape& s;

  std::size_t row_floats() const { return (s.output_width + kKernelWidth - 1) * kChannels; }
  std::size_t floats(std::size_t rows) const { return (rows + s.kernel_height - 1) * row_floats(); }

  void copy(const float* x, std::size_t n, std::size_t first, std::size_t count, float* to) const {
    const std::size_t left = s.pad_left * kChannels;
    const std::size_t inside = std::min(s.width * kChannels, row_floats() - left);
    for (std::size_t i = 0; i < count + s.kernel_height - 1; ++i, to += row_floats()) {
      const std::size_t row = first + i - s.pad_top;  // above the picture it wraps: outside too
      std::fill_n(to, row_floats(), 0.0f);
      if (row >= s.height) continue;
      std::copy_n(x + (n * s.height + row) * s.width * kChannels, inside, to + left);
    }
  }
};

// kCells neighbouring cells by eight filters: `cells` is the first one's corner, w a panel of
// eight.
template <std::size_t kCells>
void forward_tile(const ConvolutionShape& s, const float* cells, std::size_t row_floats,
                  const float* w, const float* bias, bool relu, float* y) {
  f32x8 sum[kCells] = {};
  for (std::size_t i = 0; i < s.kernel_height; ++i, cells += row_floats) {
    for (std::size_t tap = 0; tap < kRowTaps; ++tap, w += kTileColumns) {
      const f32x8 taps = load8(w);
#pragma GCC unroll 12
      for (std::size_t cell = 0; cell < kCells; ++cell) {
        sum[cell] = multiply_add(splat8(cells[cell * kChannels + tap]), taps, sum[cell]);
      }
    }
  }
#pragma GCC unroll 12
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const f32x8 out = sum[cell] + load8(bias);
    store8(y + cell * s.filters, relu ? rectified(out) : out);
  }
}

void forward_row(const ConvolutionShape& s, const float* cells, std::size_t row_floats,
                 const float* w, const float* bias, bool relu, float* y) {
  in_equal_shares(s.output_width, [&]<std::size_t kCells>(std::size_t column) {
    forward_tile<kCells>(s, cells + column * kChannels, row_floats, w, bias, relu,
                         y + column * s.filters);
  });
}

// Neighbouring cells of one row: their first patch in the bordered copy, their first gradient.
struct Run {
  const float* patches;
  const float* dy;
  std::size_t cells;
};

// Cells {begin … end-1} as runs, with what they see copied to `scratch`; returns how many runs.
std::size_t collect_runs(const ConvolutionShape& s, const float* x, const float* dy,
                         std::size_t begin, std::size_t end, float* scratch, Run* runs) {
  const Bordered bordered{s};
  const std::size_t in_picture = s.output_height * s.output_width;
  std::size_t count = 0;
  for (std::size_t cell = begin; cell < end;) {
    const std::size_t n = cell / in_picture;
    const std::size_t last = std::min(end, (n + 1) * in_picture) - 1;
    const std::size_t top = cell % in_picture / s.output_width;
    const std::size_t rows = last % in_picture / s.output_width - top + 1;
    bordered.copy(x, n, top, rows, scratch);
    while (cell <= last) {
      const std::size_t row = cell % in_picture / s.output_width, column = cell % s.output_width;
      const std::size_t length = std::min(last + 1 - cell, s.output_width - column);
      runs[count++] = {scratch + (row - top) * bordered.row_floats() + column * kChannels,
                       dy + cell * s.filters, length};
      cell += length;
    }
    scratch += bordered.floats(rows);
  }
  return count;
}

// dw {9, 4} of one kernel row, its first tap at `patches` of each run; with kBias also dbias {4}.
template <bool kBias>
void gradient_tile(const Run* runs, std::size_t count, std::size_t down, std::size_t filter,
                   std::size_t filters, bool first, float* dw, float* dbias) {
  f32x4 sum[kRowTaps] = {}, bias_sum = {};
  for (const Run* run = runs; run < runs + count; ++run) {
    const float* patch = run->patches + down;
    const float* gradient = run->dy + filter;
    for (std::size_t cell = 0; cell < run->cells; ++cell) {
      const f32x4 d = load4(gradient);
#pragma GCC unroll 9
      for (std::size_t tap = 0; tap < kRowTaps; ++tap) {
        sum[tap] = multiply_add(splat4(patch[tap]), d, sum[tap]);
      }
      if constexpr (kBias) bias_sum = bias_sum + d;
      patch += kChannels;
      gradient += filters;
    }
  }
#pragma GCC unroll 9
  for (std::size_t tap = 0; tap < kRowTaps; ++tap) {
    float* to = dw + tap * filters;
    store4(to, first ? sum[tap] : load4(to) + sum[tap]);
  }
  if constexpr (kBias) {
    float* to = dbias + filter;
    store4(to, first ? bias_sum : load4(to) + bias_sum);
  }
}

// What keeps the bordered rows of a chunk or a block, and the panels, within a thread's scratch.
constexpr std::size_t kFewestCells = 64, kTallestKernel = 8, kWidestRow = 1024, kMostFilters = 1024;

}  // namespace

bool direct_applies(const ConvolutionShape& s) {
  return !s.is_dilated() && s.channels == kChannels && s.kernel_width == kKernelWidth &&
         s.stride_height == 1 && s.stride_width == 1 && s.filters % kTileColumns == 0 &&
         s.filters <= kMostFilters && s.kernel_height <= kTallestKernel &&
         s.output_width <= kWidestRow && s.output_height * s.output_width >= kFewestCells;
}

void direct_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
                    const float* bias, bool relu, float* y) {
  const Bordered bordered{s};
  const std::size_t grains = chunk_count(s.output_height, kRowGrain);
  const std::size_t taps = s.kernel_height * kRowTaps;
  pool.parallel_for(s.batch * grains, [&](std::size_t chunk, float* scratch) {
    const std::size_t n = chunk / grains;
    const Range rows = chunk_range(chunk % grains, s.output_height, kRowGrain);
    float* panels = scratch + bordered.floats(kRowGrain);
    bordered.copy(x, n, rows.begin, rows.end - rows.begin, scratch);
    for (std::size_t o = 0; o < s.filters; o += kTileColumns) {
      pack_columns({w + o, s.filters, 1}, kTileColumns, taps, panels + o * taps);
    }
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
      const float* cells = scratch + (row - rows.begin) * bordered.row_floats();
      float* out = y + (n * s.output_height + row) * s.output_width * s.filters;
      for (std::size_t o = 0; o < s.filters; o += kTileColumns) {
        forward_row(s, cells, bordered.row_floats(), panels + o * taps, bias + o, relu, out + o);
      }
    }
  });
}

std::size_t direct_workspace(const ConvolutionShape& s) {
  const std::size_t slices = chunk_count(s.output_cells(), filter_gradient_slice_cells(s));
  return slices * (s.kernel_size() + s.filters);
}

void direct_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                            const float* dy, float* dw, float* dbias, float* workspace) {
  const std::size_t cells = s.output_cells();
  const std::size_t slice_cells = filter_gradient_slice_cells(s);
  const std::size_t slices = chunk_count(cells, slice_cells);
  const std::size_t part = s.kernel_size() + s.filters;
  pool.parallel_for(slices, [&](std::size_t chunk, float* scratch) {
    const Range slice = chunk_range(chunk, cells, slice_cells);
    float* partial = workspace + chunk * part;
    float* bias_partial = partial + s.kernel_size();
    Run runs[kBlockDepth];
    for (std::size_t begin = slice.begin; begin < slice.end; begin += kBlockDepth) {
      const std::size_t end = std::min(begin + kBlockDepth, slice.end);
      const std::size_t count = collect_runs(s, x, dy, begin, end, scratch, runs);
      for (std::size_t i = 0; i < s.kernel_height; ++i) {
        for (std::size_t o = 0; o < s.filters; o += kLanes) {
          const auto tile = i == 0 ? gradient_tile<true> : gradient_tile<false>;
          tile(runs, count, i * Bordered{s}.row_floats(), o, s.filters, begin == slice.begin,
               partial + i * kRowTaps * s.filters + o, bias_partial);
        }
      }
    }
  });
  add_parts(pool, slices, s.kernel_size(), part, workspace, dw);
  add_parts(pool, slices, s.filters, part, workspace + s.kernel_size(), dbias);
}

}  // namespace cnnlab
