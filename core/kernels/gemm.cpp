#include "core/kernels/gemm.h"

#include <algorithm>

#include "core/kernels/gemm_tile.h"

namespace cnnlab {
namespace {

// Rows {0 … rows-1} of A, columns {0 … depth-1}, in panels of kTileRows rows; missing rows are
// zero.
void pack_rows(MatrixView a, std::size_t rows, std::size_t depth, float* to) {
  if (a.row_stride == 1 && rows % kTileRows == 0) {
    // A transposed: along its memory, column by column of A, to all panels.
    for (std::size_t p = 0; p < depth; ++p) {
      const float* from = a.data + p * a.column_stride;
      for (std::size_t row = 0; row < rows; row += kTileRows) {
        std::copy_n(from + row, kTileRows, to + row * depth + p * kTileRows);
      }
    }
    return;
  }
  for (std::size_t first = 0; first < rows; first += kTileRows, to += kTileRows * depth) {
    const std::size_t here = std::min(kTileRows, rows - first);
    const float* from = a.data + first * a.row_stride;
    if (a.column_stride == 1) {
      const float* sources[kTileRows];
      for (std::size_t row = 0; row < kTileRows; ++row) {
        sources[row] = row < here ? from + row * a.row_stride : kZeroRow;
      }
      interleave_rows(sources, depth, to);
      continue;
    }
    for (std::size_t p = 0; p < depth; ++p) {
      for (std::size_t row = 0; row < kTileRows; ++row) {
        to[p * kTileRows + row] =
            row < here ? from[row * a.row_stride + p * a.column_stride] : 0.0f;
      }
    }
  }
}

// Blocks of C small enough that eight or more can be shared out, large enough that packing (once
// for each block) stays a few percent of the work. Little work is not worth sharing.
struct Blocks {
  std::size_t rows, columns;
};
Blocks block_sizes(std::size_t m, std::size_t n, std::size_t k) {
  constexpr std::size_t kLittle = 1 << 17;  // multiply-adds: a few microseconds
  Blocks blocks{std::min(m, kBlockRows), std::min<std::size_t>(n, 256)};
  if (m * n * k <= kLittle) return {kBlockRows, 256};
  const auto count = [&] { return chunk_count(m, blocks.rows) * chunk_count(n, blocks.columns); };
  while (count() < 8 && blocks.columns >= 4 * kTileColumns) {
    blocks.columns = chunk_count(blocks.columns / 2, kTileColumns) * kTileColumns;
  }
  while (count() < 8 && blocks.rows >= 2 * kTileRows) blocks.rows = chunk_count(blocks.rows, 2);
  return blocks;
}

}  // namespace

void pack_columns(MatrixView b, std::size_t columns, std::size_t depth, float* to) {
  if (columns == kTileColumns && b.column_stride == 1) {
    for (std::size_t p = 0; p < depth; ++p, to += kTileColumns) {
      const float* from = b.data + p * b.row_stride;
      store8(to, load8(from));
    }
    return;
  }
  std::size_t p = 0;
  if (columns == kTileColumns && b.row_stride == 1) {
    // B transposed: squares of four columns along their memory.
    for (; p + 4 <= depth; p += 4, to += 4 * kTileColumns) {
      for (std::size_t half = 0; half < kTileColumns; half += 4) {
        const float* from = b.data + half * b.column_stride + p;
        f32x4 square[4];
        for (std::size_t q = 0; q < 4; ++q) square[q] = load4(from + q * b.column_stride);
        transpose4(square);
        for (std::size_t q = 0; q < 4; ++q) store4(to + q * kTileColumns + half, square[q]);
      }
    }
  }
  for (; p < depth; ++p, to += kTileColumns) {
    for (std::size_t column = 0; column < kTileColumns; ++column) {
      to[column] = column < columns ? b.data[p * b.row_stride + column * b.column_stride] : 0.0f;
    }
  }
}

void gemm(ThreadPool& pool, std::size_t m, std::size_t n, std::size_t k, float alpha, MatrixView a,
          MatrixView b, float beta, float* c, std::size_t c_stride) {
  const Blocks blocks = block_sizes(m, n, k);
  const std::size_t across = chunk_count(n, blocks.columns);
  pool.parallel_for(chunk_count(m, blocks.rows) * across, [&](std::size_t chunk, float* scratch) {
    const Range rows = chunk_range(chunk / across, m, blocks.rows);
    const Range columns = chunk_range(chunk % across, n, blocks.columns);
    float* packed_rows = scratch;
    float* packed_columns = scratch + kPackedRowsFloats;
    // At least once: with K = 0 the product is zero, and beta still holds.
    for (std::size_t p = 0; p == 0 || p < k; p += kBlockDepth) {
      const std::size_t depth = std::min(kBlockDepth, k - p);
      const TileUpdate update{alpha, p == 0 ? beta : 1.0f};
      pack_rows(
          {a.data + rows.begin * a.row_stride + p * a.column_stride, a.row_stride, a.column_stride},
          rows.end - rows.begin, depth, packed_rows);
      for (std::size_t column = columns.begin; column < columns.end; column += kTileColumns) {
        const std::size_t wide = std::min(kTileColumns, columns.end - column);
        const float* panel = b.data + p * b.row_stride + column * b.column_stride;
        std::size_t step = b.row_stride;
        // A panel that only one tile reads is not worth packing.
        const bool once = rows.end - rows.begin <= kTileRows;
        if (!once || wide < kTileColumns || b.column_stride != 1) {
          pack_columns({panel, b.row_stride, b.column_stride}, wide, depth, packed_columns);
          panel = packed_columns;
          step = kTileColumns;
        }
        const float* tile_rows = packed_rows;
        for (std::size_t row = rows.begin; row < rows.end;
             row += kTileRows, tile_rows += kTileRows * depth) {
          multiply_tile(std::min(kTileRows, rows.end - row), wide, depth, tile_rows, kTileRows,
                        panel, step, update, c + row * c_stride + column, c_stride);
        }
      }
    }
  });
}

}  // namespace cnnlab
