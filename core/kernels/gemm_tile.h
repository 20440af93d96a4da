// The innermost product and the packing that feeds it: what gemm, convolution and Winograd share.
//
// After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34,
// 2008): a tile of C stays in registers while one packed panel of A and one of B stream past it.
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/base/f32x4.h"
#include "core/kernels/gemm.h"

namespace cnnlab {

// A tile of C is kTileRows x kTileColumns. V8 and x86-64 have sixteen vector registers:
// accumulators, the loads of B, one broadcast of A and, where multiply and add are two
// instructions, a product. Of 128 bits, a row of eight takes two registers, of 256 bits one. Larger
// tiles spill in some versions of V8 and then lose half of their speed. The shape does not change
// any bit: each element of C is one chain of additions along K.
#if !defined(CNNLAB_TILE_ROWS)
#define CNNLAB_TILE_ROWS 4
#endif
inline constexpr std::size_t kTileRows = CNNLAB_TILE_ROWS;
inline constexpr std::size_t kTileColumns = 8;

// Blocks: kBlockRows x kBlockDepth of A (120 KB packed) stay in the L2 cache, one panel of B
// (kBlockDepth x 8, 8 KB) in L1. kBlockDepth decides where sums along K are cut: changing it
// changes bits. kBlockRows is a multiple of 4, 6 and 12.
inline constexpr std::size_t kBlockRows = 120;
inline constexpr std::size_t kBlockDepth = 256;
inline constexpr std::size_t kPackedRowsFloats = kBlockRows * kBlockDepth;
inline constexpr std::size_t kPackedColumnsFloats = kTileColumns * kBlockDepth;

/// What happens to a finished tile: C = alpha * AB + beta * C. With beta 0, C is not read.
struct TileUpdate {
  float alpha = 1.0f;
  float beta = 0.0f;
};

namespace detail {

inline f32x8 updated(f32x8 sum, const float* c, TileUpdate update) {
  if (update.alpha != 1.0f) sum = sum * splat8(update.alpha);
  if (update.beta == 0.0f) return sum;
  if (update.beta == 1.0f) return load8(c) + sum;
  return splat8(update.beta) * load8(c) + sum;
}

// a: depth groups of kRows floats, a_step apart; b: depth rows of eight floats, b_step apart.
template <std::size_t kRows>
inline void tile(std::size_t depth, const float* a, std::size_t a_step, const float* b,
                 std::size_t b_step, TileUpdate update, float* c, std::size_t c_stride,
                 std::size_t columns) {
  f32x8 sum[kRows] = {};
  for (std::size_t p = 0; p < depth; ++p) {
    const f32x8 columns_of_b = load8(b);
#pragma GCC unroll 12
    for (std::size_t row = 0; row < kRows; ++row) {
      sum[row] = multiply_add(splat8(a[row]), columns_of_b, sum[row]);
    }
    a += a_step;
    b += b_step;
  }
  if (columns == kTileColumns) {
#pragma GCC unroll 12
    for (std::size_t row = 0; row < kRows; ++row) {
      float* to = c + row * c_stride;
      store8(to, updated(sum[row], to, update));
    }
    return;
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    float* to = c + row * c_stride;
    float edge[kTileColumns] = {};
    if (update.beta != 0.0f) std::copy(to, to + columns, edge);
    store8(edge, updated(sum[row], edge, update));
    std::copy(edge, edge + columns, to);
  }
}

}  // namespace detail

/// Calls tile.operator()<rows>(), with 1 <= rows <= kTileRows known to the compiler.
template <std::size_t kRows = kTileRows, typename Tile>
inline void with_rows(std::size_t rows, const Tile& tile) {
  if constexpr (kRows > 1) {
    if (rows < kRows) return with_rows<kRows - 1>(rows, tile);
  }
  tile.template operator()<kRows>();
}

/// Calls body.operator()<rows>(first) for `count` rows in shares as equal as can be: 13 rows by
/// fours are 4 + 3 + 3 + 3, not 4 + 4 + 4 + 1, which would wait for its one chain of additions.
template <typename Body>
inline void in_equal_shares(std::size_t count, const Body& body) {
  const std::size_t shares = chunk_count(count, kTileRows);
  for (std::size_t share = 0; share < shares; ++share) {
    const std::size_t first = share * count / shares;
    with_rows((share + 1) * count / shares - first,
              [&]<std::size_t kRows>() { body.template operator()<kRows>(first); });
  }
}

/// C {rows <= kTileRows, columns <= 8} from panels of A and B: element (i, p) of A is
/// a[p * a_step + i], element (p, j) of B is b[p * b_step + j]. Eight columns of B are read always.
inline void multiply_tile(std::size_t rows, std::size_t columns, std::size_t depth, const float* a,
                          std::size_t a_step, const float* b, std::size_t b_step, TileUpdate update,
                          float* c, std::size_t c_stride) {
  with_rows(rows, [&]<std::size_t kRows>() {
    detail::tile<kRows>(depth, a, a_step, b, b_step, update, c, c_stride, columns);
  });
}

/// Packs kTileRows rows of A, each `depth` contiguous floats, into groups of kTileRows:
/// to[p * kTileRows + row] = rows[row][p].
inline void interleave_rows(const float* const* rows, std::size_t depth, float* to) {
  std::size_t p = 0;
  for (; p + 4 <= depth; p += 4, to += 4 * kTileRows) {
    std::size_t row = 0;
    for (; row + 4 <= kTileRows; row += 4) {
      f32x4 square[4] = {load4(rows[row] + p), load4(rows[row + 1] + p), load4(rows[row + 2] + p),
                         load4(rows[row + 3] + p)};
      transpose4(square);
      for (std::size_t q = 0; q < 4; ++q) store4(to + q * kTileRows + row, square[q]);
    }
    for (; row < kTileRows; ++row) {
      for (std::size_t q = 0; q < 4; ++q) to[q * kTileRows + row] = rows[row][p + q];
    }
  }
  for (; p < depth; ++p, to += kTileRows) {
    for (std::size_t row = 0; row < kTileRows; ++row) to[row] = rows[row][p];
  }
}

/// Packs `columns` <= 8 columns of B, `depth` rows, into rows of eight; missing columns are zero.
void pack_columns(MatrixView b, std::size_t columns, std::size_t depth, float* to);

/// Zeros to stand in for rows beyond an edge.
inline constexpr float kZeroRow[kBlockDepth] = {};

}  // namespace cnnlab
