// Convolution as a matrix product whose left side is never written down: panels of patches are
// packed straight from the picture (implicit im2col). Any kernel size, stride and padding.
//
//   forward         y  {N H' W', O}   = patches(x)  {N H' W', kH kW C} * w          {kH kW C, O}
//   input gradient  dx {N H W, C}     = patches(dy) {N H W, kH kW O}   * w flipped  {kH kW O, C}
//   filter gradient dw {kH kW C, O}   = patches(x)^T                   * dy         {N H' W', O}
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/elementwise.h"
#include "core/kernels/gemm_tile.h"

namespace cnnlab {
namespace {

// Where the cell of picture n at (row, column) begins, or null outside the picture. A cell above or
// left of it wraps to a huge number and is outside too.
const float* cell(const float* pictures, std::size_t n, std::size_t row, std::size_t column,
                  std::size_t height, std::size_t width, std::size_t channels) {
  if (row >= height || column >= width) return nullptr;
  return pictures + ((n * height + row) * width + column) * channels;
}

// Forward: the input cell that output cell (row, column) sees through tap (i, j).
struct InputPatches {
  const ConvolutionShape& s;
  const float* x;

  std::size_t height() const { return s.output_height; }
  std::size_t width() const { return s.output_width; }
  std::size_t depth() const { return s.channels; }
  const float* operator()(std::size_t n, std::size_t row, std::size_t column, std::size_t i,
                          std::size_t j) const {
    return cell(x, n, row * s.stride_height + i * s.dilation_height - s.pad_top,
                column * s.stride_width + j * s.dilation_width - s.pad_left, s.height, s.width,
                s.channels);
  }
  // The taps of kernel row i side by side, as they lie in memory; null where some are outside.
  const float* kernel_row(std::size_t n, std::size_t row, std::size_t column, std::size_t i) const {
    const std::size_t left = column * s.stride_width - s.pad_left;
    if (s.dilation_width != 1) return nullptr;
    if (left >= s.width || left + s.kernel_width > s.width) return nullptr;
    return (*this)(n, row, column, i, 0);
  }
};

// Input gradient: the output cell that saw input cell (row, column) through tap (i, j), if any.
struct OutputPatches {
  const ConvolutionShape& s;
  const float* dy;

  std::size_t height() const { return s.height; }
  std::size_t width() const { return s.width; }
  std::size_t depth() const { return s.filters; }
  const float* operator()(std::size_t n, std::size_t row, std::size_t column, std::size_t i,
                          std::size_t j) const {
    const std::size_t down = row + s.pad_top - i * s.dilation_height;
    const std::size_t right = column + s.pad_left - j * s.dilation_width;
    if (down % s.stride_height != 0 || right % s.stride_width != 0) return nullptr;
    // A negative distance has wrapped: it stays far too large after any division by a stride.
    return cell(dy, n, down / s.stride_height, right / s.stride_width, s.output_height,
                s.output_width, s.filters);
  }
  // Taps run against the picture.
  const float* kernel_row(std::size_t, std::size_t, std::size_t, std::size_t) const {
    return nullptr;
  }
};

// A walk over the cells of a patch grid.
template <typename Patches>
struct GridCell {
  std::size_t n, row, column;

  GridCell(const Patches& patches, std::size_t cell)
      : n(cell / patches.width() / patches.height()),
        row(cell / patches.width() % patches.height()),
        column(cell % patches.width()) {}
  void advance(const Patches& patches) {
    if (++column < patches.width()) return;
    column = 0;
    if (++row < patches.height()) return;
    row = 0;
    ++n;
  }
};

// Short runs: a call of memcpy would cost more than the copy.
void copy_floats(const float* from, std::size_t count, float* to) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store4(to + i, load4(from + i));
  for (; i < count; ++i) to[i] = from[i];
}

// Elements {begin … end-1} of one cell's patch, taps times channels: whole kernel rows where they
// lie in one piece, else tap by tap, zeros for what is outside.
template <typename Patches>
void copy_patch(const Patches& patches, const GridCell<Patches>& cell, std::size_t begin,
                std::size_t end, float* to) {
  const std::size_t depth = patches.depth();
  const std::size_t kernel_width = patches.s.kernel_width;
  const std::size_t row_depth = kernel_width * depth;
  for (std::size_t p = begin; p < end;) {
    const std::size_t i = p / row_depth, in_row = p % row_depth;
    if (const float* row = patches.kernel_row(cell.n, cell.row, cell.column, i)) {
      const std::size_t run = std::min(row_depth - in_row, end - p);
      copy_floats(row + in_row, run, to);
      p += run, to += run;
      continue;
    }
    const std::size_t channel = in_row % depth;
    const std::size_t run = std::min(depth - channel, end - p);
    const float* source = patches(cell.n, cell.row, cell.column, i, in_row / depth);
    if (source) {
      copy_floats(source + channel, run, to);
    } else {
      std::fill_n(to, run, 0.0f);
    }
    p += run, to += run;
  }
}

// Packs rows {first … first+count-1} (cells of the grid) and depths {begin … end-1} of the patch
// matrix into panels of kTileRows rows.
template <typename Patches>
void pack_patches(const Patches& patches, std::size_t first, std::size_t count, std::size_t begin,
                  std::size_t end, float* to) {
  GridCell<Patches> cell(patches, first);
  for (std::size_t tile = 0; tile < count; tile += kTileRows) {
    float rows[kTileRows][kBlockDepth];
    const float* sources[kTileRows];
    for (std::size_t r = 0; r < kTileRows; ++r) {
      sources[r] = kZeroRow;
      if (tile + r >= count) continue;
      copy_patch(patches, cell, begin, end, rows[r]);
      cell.advance(patches);
      sources[r] = rows[r];
    }
    interleave_rows(sources, end - begin, to);
    to += (end - begin) * kTileRows;
  }
}

// C {cells, columns} = patches * B, where panel(p, depth, column, wide, to) packs a panel of B.
// finish(row, rows) is called on rows of C that are complete, while they are still in cache.
template <typename Patches, typename Panel, typename Finish>
void multiply_patches(ThreadPool& pool, const Patches& patches, std::size_t k, std::size_t columns,
                      const Panel& panel, const Finish& finish, float* c) {
  const std::size_t cells = patches.s.batch * patches.height() * patches.width();
  std::size_t grain = kBlockRows;
  while (chunk_count(cells, grain) < 8 && grain > 30) grain /= 2;
  pool.parallel_for(chunk_count(cells, grain), [&](std::size_t chunk, float* scratch) {
    const Range rows = chunk_range(chunk, cells, grain);
    float* packed_rows = scratch;
    float* packed_columns = scratch + kPackedRowsFloats;
    for (std::size_t p = 0; p < k; p += kBlockDepth) {
      const std::size_t depth = std::min(kBlockDepth, k - p);
      pack_patches(patches, rows.begin, rows.end - rows.begin, p, p + depth, packed_rows);
      for (std::size_t column = 0; column < columns; column += kTileColumns) {
        const std::size_t wide = std::min(kTileColumns, columns - column);
        panel(p, depth, column, wide, packed_columns);
        const float* tile_rows = packed_rows;
        for (std::size_t row = rows.begin; row < rows.end;
             row += kTileRows, tile_rows += kTileRows * depth) {
          multiply_tile(std::min(kTileRows, rows.end - row), wide, depth, tile_rows, kTileRows,
                        packed_columns, kTileColumns, {1.0f, p == 0 ? 0.0f : 1.0f},
                        c + row * columns + column, columns);
        }
      }
    }
    finish(rows.begin, rows.end - rows.begin);
  });
}

}  // namespace

std::size_t filter_gradient_slice_cells(const ConvolutionShape& s) {
  constexpr std::size_t kSlices = 8;
  return std::max(chunk_count(s.output_cells(), kSlices), kBlockDepth);
}

void gemm_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
                  const float* bias, bool relu, float* y) {
  multiply_patches(
      pool, InputPatches{s, x}, s.kernel_height * s.kernel_width * s.channels, s.filters,
      [&](std::size_t p, std::size_t depth, std::size_t column, std::size_t wide, float* to) {
        pack_columns({w + p * s.filters + column, s.filters, 1}, wide, depth, to);
      },
      [&](std::size_t row, std::size_t rows) {
        add_bias_rows(rows, s.filters, bias, relu, y + row * s.filters);
      },
      y);
}

void gemm_input_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* dy,
                         const float* w, const float* gate, float* dx) {
  multiply_patches(
      pool, OutputPatches{s, dy}, s.kernel_height * s.kernel_width * s.filters, s.channels,
      // Row (tap, o) of the right side is w[tap, c, o] along c: a transpose within each tap.
      [&](std::size_t p, std::size_t depth, std::size_t column, std::size_t wide, float* to) {
        for (std::size_t done = 0; done < depth;) {
          const std::size_t tap = (p + done) / s.filters;
          const std::size_t filter = (p + done) % s.filters;
          const std::size_t run = std::min(s.filters - filter, depth - done);
          const float* from = w + (tap * s.channels + column) * s.filters + filter;
          pack_columns({from, 1, s.filters}, wide, run, to + done * kTileColumns);
          done += run;
        }
      },
      [&](std::size_t row, std::size_t rows) {
        if (gate == nullptr) return;
        const std::size_t begin = row * s.channels, end = begin + rows * s.channels;
        for (std::size_t i = begin; i < end; ++i) dx[i] = gate[i] > 0.0f ? dx[i] : 0.0f;
      },
      dx);
}

std::size_t gemm_convolution_workspace(const ConvolutionShape& s) {
  return std::max(chunk_count(s.output_cells(), filter_gradient_slice_cells(s)) * s.kernel_size(),
                  column_sums_workspace(s.output_cells(), s.filters));
}

void gemm_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                          const float* dy, float* dw, float* dbias, float* workspace) {
  const std::size_t rows = s.kernel_height * s.kernel_width * s.channels;
  const std::size_t cells = s.output_cells(), slice_cells = filter_gradient_slice_cells(s);
  const std::size_t slices = chunk_count(cells, slice_cells);
  const std::size_t down = chunk_count(rows, kBlockRows);
  const InputPatches patches{s, x};
  pool.parallel_for(slices * down, [&](std::size_t chunk, float* scratch) {
    const Range slice = chunk_range(chunk / down, cells, slice_cells);
    const Range block = chunk_range(chunk % down, rows, kBlockRows);
    float* partial = workspace + chunk / down * s.kernel_size();
    float* packed_columns = scratch + kPackedRowsFloats;
    for (std::size_t p = slice.begin; p < slice.end; p += kBlockDepth) {
      const std::size_t depth = std::min(kBlockDepth, slice.end - p);
      // Patches side by side are their own transpose: element (row, cell) is scratch[cell * patch +
      // row].
      const std::size_t patch = block.end - block.begin;
      GridCell<InputPatches> cell(patches, p);
      for (std::size_t q = 0; q < depth; ++q, cell.advance(patches)) {
        copy_patch(patches, cell, block.begin, block.end, scratch + q * patch);
      }
      for (std::size_t column = 0; column < s.filters; column += kTileColumns) {
        const std::size_t wide = std::min(kTileColumns, s.filters - column);
        pack_columns({dy + p * s.filters + column, s.filters, 1}, wide, depth, packed_columns);
        for (std::size_t row = block.begin; row < block.end; row += kTileRows) {
          multiply_tile(std::min(kTileRows, block.end - row), wide, depth,
                        scratch + row - block.begin, patch, packed_columns, kTileColumns,
                        {1.0f, p == slice.begin ? 0.0f : 1.0f}, partial + row * s.filters + column,
                        s.filters);
        }
      }
    }
  });
  add_parts(pool, slices, s.kernel_size(), s.kernel_size(), workspace, dw);
  column_sums(pool, cells, s.filters, dy, dbias, workspace);
}

}  // namespace cnnlab
