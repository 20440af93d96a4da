// 3x3 convolution with stride 1 by Winograd's F(4x4,3x3): a quarter of the multiplications of the
// definition, paid for with transforms and about ten times its rounding error.
//
// The picture is cut into 4x4 tiles of output, each seen through 6x6 inputs. Transforms turn the
// convolution of a tile into 36 independent numbers ("planes"); in each plane the sum over channels
// is a matrix product over all tiles:
//
//   forward         M[plane] {tiles, O} = V[plane] {tiles, C} * U[plane] {C, O}
//   filter gradient dU[plane] {C, O}   += V[plane]' {C, tiles} * Y[plane] {tiles, O}
//
// with V = B' x B, U = G w G', y = A' M A and, transposed, Y = A dy A', dw = G' dU G. The input
// gradient is the forward pass over dy with the kernel flipped and its channels exchanged.
//
// Lavin and Gray, arXiv 1509.09308.
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/gemm_tile.h"
#include "core/kernels/winograd_transforms.h"

namespace cnnlab {
namespace {

using namespace winograd;

// One cache line between planes and one vector between rows: without them, powers of two would put
// all 36 planes into the same set of the cache.
constexpr std::size_t kPlanePadding = 16;
constexpr std::size_t kRowPadding = 4;

// The forward pass takes kTileBlock tiles at a time through all stages: V and M stay in the L2
// cache. V is cut into blocks of kChannelBlock channels, M into blocks of kFilterBlock filters, so
// that the distance between two tiles is known to the compiler: one pointer then serves all rows of
// a product.
constexpr std::size_t kTileBlock = 16;
constexpr std::size_t kChannelBlock = 32;
constexpr std::size_t kFilterBlock = 32;
constexpr std::size_t kVStride = kChannelBlock + kRowPadding;
constexpr std::size_t kMStride = kFilterBlock + kRowPadding;

std::size_t round_up(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

// Tiles of the output of a correlation, and the pictures it reads.
struct Tiles {
  std::size_t batch, height, width, channels;  // source {N,H,W,C}
  std::size_t target_height, target_width;
  std::size_t pad_top, pad_left;

  std::size_t down() const { return chunk_count(target_height, kOutput); }
  std::size_t across() const { return chunk_count(target_width, kOutput); }
  std::size_t count() const { return batch * down() * across(); }
};

// Picture n and the first target row and column of a tile.
struct Place {
  std::size_t n, row, column;
};
Place place_of(const Tiles& tiles, std::size_t tile) {
  const std::size_t in_picture = tiles.down() * tiles.across();
  return {tile / in_picture, tile % in_picture / tiles.across() * kOutput,
          tile % tiles.across() * kOutput};
}

const float kZeros[kWinogradMaxChannels] = {};

// V: the 36 numbers of one tile for all its channels. Plane k goes to to[k * plane_stride], channel
// c within it to [c / kChannelBlock * block_stride + c % kChannelBlock].
void input_planes(const Tiles& tiles, std::size_t tile, const float* source, float* to,
                  std::size_t plane_stride, std::size_t block_stride) {
  const Place place = place_of(tiles, tile);
  const float* cells[kPlanes];
  for (std::size_t i = 0; i < kInput; ++i) {
    for (std::size_t j = 0; j < kInput; ++j) {
      // Cells above or left of the picture wrap to huge numbers, and are outside too.
      const std::size_t row = place.row + i - tiles.pad_top;
      const std::size_t column = place.column + j - tiles.pad_left;
      const bool inside = row < tiles.height && column < tiles.width;
      cells[i * kInput + j] =
          inside ? source + ((place.n * tiles.height + row) * tiles.width + column) * tiles.channels
                 : kZeros;
    }
  }
  for (std::size_t c = 0; c < tiles.channels; c += kLanes) {
    float* block = to + c / kChannelBlock * block_stride + c % kChannelBlock;
    f32x4 columns[kPlanes], planes[kInput];
#pragma GCC unroll 6
    for (std::size_t j = 0; j < kInput; ++j) {
      f32x4 cell[kInput];
#pragma GCC unroll 6
      for (std::size_t i = 0; i < kInput; ++i) cell[i] = load4(cells[i * kInput + j] + c);
      transform_input(cell, 1, columns + j, kInput);
    }
#pragma GCC unroll 6
    for (std::size_t i = 0; i < kInput; ++i) {
      transform_input(columns + i * kInput, 1, planes, 1);
#pragma GCC unroll 6
      for (std::size_t j = 0; j < kInput; ++j) {
        store4(block + (i * kInput + j) * plane_stride, planes[j]);
      }
    }
  }
}

// Y: the same for the gradient of the output; cells beyond the edge count as zero.
void gradient_planes(const Tiles& tiles, std::size_t tile, std::size_t filters, const float* dy,
                     float* to, std::size_t plane_stride) {
  const Place place = place_of(tiles, tile);
  const float* cells[kOutput * kOutput];
  for (std::size_t i = 0; i < kOutput; ++i) {
    for (std::size_t j = 0; j < kOutput; ++j) {
      const std::size_t row = place.row + i, column = place.column + j;
      const bool inside = row < tiles.target_height && column < tiles.target_width;
      cells[i * kOutput + j] =
          inside
              ? dy + ((place.n * tiles.target_height + row) * tiles.target_width + column) * filters
              : kZeros;
    }
  }
  for (std::size_t o = 0; o < filters; o += kLanes) {
    f32x4 columns[kInput * kOutput], planes[kInput];
#pragma GCC unroll 4
    for (std::size_t j = 0; j < kOutput; ++j) {
      f32x4 cell[kOutput];
#pragma GCC unroll 4
      for (std::size_t i = 0; i < kOutput; ++i) cell[i] = load4(cells[i * kOutput + j] + o);
      transform_output_gradient(cell, 1, columns + j, kOutput);
    }
#pragma GCC unroll 6
    for (std::size_t i = 0; i < kInput; ++i) {
      transform_output_gradient(columns + i * kOutput, 1, planes, 1);
#pragma GCC unroll 6
      for (std::size_t j = 0; j < kInput; ++j) {
        store4(to + (i * kInput + j) * plane_stride + o, planes[j]);
      }
    }
  }
}

// y = A' M A + bias for `filters` filters of one tile; cells beyond the edge are dropped.
void output_tile(const Tiles& tiles, std::size_t tile, const float* m, std::size_t plane_stride,
                 std::size_t filters, const float* bias, bool relu, float* target,
                 std::size_t target_channels) {
  const Place place = place_of(tiles, tile);
  const std::size_t rows = std::min(kOutput, tiles.target_height - place.row);
  const std::size_t across = std::min(kOutput, tiles.target_width - place.column);
  float* corner =
      target + ((place.n * tiles.target_height + place.row) * tiles.target_width + place.column) *
                   target_channels;
  for (std::size_t o = 0; o < filters; o += kLanes) {
    f32x4 columns[kOutput * kInput], cells[kOutput];
#pragma GCC unroll 6
    for (std::size_t j = 0; j < kInput; ++j) {
      f32x4 plane[kInput];
#pragma GCC unroll 6
      for (std::size_t i = 0; i < kInput; ++i) {
        plane[i] = load4(m + (i * kInput + j) * plane_stride + o);
      }
      transform_output(plane, 1, columns + j, kInput);
    }
    const f32x4 shift = bias ? load4(bias + o) : splat4(0.0f);
    for (std::size_t i = 0; i < rows; ++i) {
      transform_output(columns + i * kInput, 1, cells, 1);
      float* to = corner + i * tiles.target_width * target_channels + o;
      for (std::size_t j = 0; j < across; ++j, to += target_channels) {
        const f32x4 sum = cells[j] + shift;
        store4(to, relu ? rectified(sum) : sum);
      }
    }
  }
}

// M {kRows tiles, 8 filters} = V U for one plane: v is the first tile of the first block of
// channels, u a panel of eight filters.
template <std::size_t kRows>
void plane_tile(std::size_t channels, const float* v, std::size_t block_stride, const float* u,
                float* m) {
  f32x8 sum[kRows] = {};
  for (std::size_t first = 0; first < channels; first += kChannelBlock, v += block_stride) {
    const std::size_t depth = std::min(kChannelBlock, channels - first);
    const float* a = v;
    for (std::size_t c = 0; c < depth; ++c, ++a, u += kTileColumns) {
      const f32x8 columns_of_u = load8(u);
#pragma GCC unroll 12
      for (std::size_t row = 0; row < kRows; ++row) {
        sum[row] = multiply_add(splat8(a[row * kVStride]), columns_of_u, sum[row]);
      }
    }
  }
#pragma GCC unroll 12
  for (std::size_t row = 0; row < kRows; ++row) store8(m + row * kMStride, sum[row]);
}

std::size_t kernel_plane_stride(std::size_t channels, std::size_t filters) {
  return channels * round_up(filters, kTileColumns) + kPlanePadding;
}

// U = G w G' in panels of eight filters: u[plane][panel][channel][8]. `taps` loads, for one channel
// and four filters, the nine taps.
template <typename Taps>
void kernel_planes(ThreadPool& pool, std::size_t channels, std::size_t filters, const Taps& taps,
                   float* u) {
  const std::size_t plane_stride = kernel_plane_stride(channels, filters);
  pool.parallel_for(chunk_count(filters, kTileColumns), [&](std::size_t panel) {
    float* to = u + panel * channels * kTileColumns;
    for (std::size_t c = 0; c < channels; c += 4) {
      for (std::size_t half = 0; half < kTileColumns; half += kLanes) {
        const std::size_t o = panel * kTileColumns + half;
        f32x4 tap[4][kTaps * kTaps] = {};
        if (o < filters) taps(c, o, tap);
        for (std::size_t q = 0; q < 4; ++q) {
          f32x4 columns[kInput * kTaps], planes[kInput];
#pragma GCC unroll 3
          for (std::size_t j = 0; j < kTaps; ++j) {
            transform_taps(tap[q] + j, kTaps, columns + j, kTaps);
          }
#pragma GCC unroll 6
          for (std::size_t i = 0; i < kInput; ++i) {
            transform_taps(columns + i * kTaps, 1, planes, 1);
#pragma GCC unroll 6
            for (std::size_t j = 0; j < kInput; ++j) {
              store4(to + (i * kInput + j) * plane_stride + (c + q) * kTileColumns + half,
                     planes[j]);
            }
          }
        }
      }
    }
  });
}

// The pass itself: each chunk takes a block of tiles through all three stages.
void correlate(ThreadPool& pool, const Tiles& tiles, std::size_t filters, const float* source,
               const float* u, const float* bias, bool relu, float* target) {
  const std::size_t channels = tiles.channels;
  const std::size_t blocks = chunk_count(channels, kChannelBlock);
  // As many tiles as fit beside their products, at most kTileBlock.
  const std::size_t room = ThreadPool::kScratchFloats / kPlanes - kPlanePadding * 2;
  const std::size_t grain = std::min(kTileBlock, room / (blocks * kVStride + kMStride));
  const std::size_t block_stride = grain * kVStride;
  const std::size_t v_plane = blocks * block_stride + kPlanePadding;
  const std::size_t m_plane = grain * kMStride + kPlanePadding;
  const std::size_t u_plane = kernel_plane_stride(channels, filters);
  pool.parallel_for(chunk_count(tiles.count(), grain), [&](std::size_t chunk, float* scratch) {
    const Range block = chunk_range(chunk, tiles.count(), grain);
    const std::size_t count = block.end - block.begin;
    float* v = scratch;
    float* m = scratch + kPlanes * v_plane;
    for (std::size_t t = 0; t < count; ++t) {
      input_planes(tiles, block.begin + t, source, v + t * kVStride, v_plane, block_stride);
    }
    // Rows in shares as equal as can be: 13 tiles are 4 + 3 + 3 + 3, not 4 + 4 + 4 + 1.
    const std::size_t shares = chunk_count(count, kTileRows);
    for (std::size_t first = 0; first < filters; first += kFilterBlock) {
      const std::size_t here = std::min(kFilterBlock, filters - first);
      for (std::size_t plane = 0; plane < kPlanes; ++plane) {
        for (std::size_t o = 0; o < here; o += kTileColumns) {
          const float* panel = u + plane * u_plane + (first + o) * channels;
          for (std::size_t share = 0; share < shares; ++share) {
            const std::size_t t = share * count / shares;
            const std::size_t rows = (share + 1) * count / shares - t;
            with_rows(rows, [&]<std::size_t kRows>() {
              plane_tile<kRows>(channels, v + plane * v_plane + t * kVStride, block_stride, panel,
                                m + plane * m_plane + t * kMStride + o);
            });
          }
        }
      }
      for (std::size_t t = 0; t < count; ++t) {
        output_tile(tiles, block.begin + t, m + t * kMStride, m_plane, here,
                    bias ? bias + first : nullptr, relu, target + first, filters);
      }
    }
  });
}

Tiles forward_tiles(const ConvolutionShape& s) {
  return {s.batch,         s.height,       s.width,   s.channels,
          s.output_height, s.output_width, s.pad_top, s.pad_left};
}

// The filter gradient adds up this many tiles at a time: few enough for one plane of their V and Y
// to come from the L1 cache. Changing it changes bits.
constexpr std::size_t kGradientDepth = 64;

// It transforms this many tiles at once, then multiplies plane by plane: as many as the L2 cache
// holds, and whole sums.
std::size_t gradient_tile_block(const ConvolutionShape& s) {
  constexpr std::size_t kFloats = 1 << 17;
  const std::size_t tile = kPlanes * (s.channels + s.filters + 2 * kRowPadding);
  const std::size_t sums = std::max<std::size_t>(1, kFloats / tile / kGradientDepth);
  return std::min(sums * kGradientDepth, forward_tiles(s).count());
}

}  // namespace

bool winograd_applies(const ConvolutionShape& s) {
  return s.kernel_height == kTaps && s.kernel_width == kTaps && s.stride_height == 1 &&
         s.stride_width == 1 && s.pad_top <= 2 && s.pad_left <= 2 && s.channels % kLanes == 0 &&
         s.filters % kLanes == 0 && s.channels <= kWinogradMaxChannels &&
         s.filters <= kWinogradMaxChannels;
}

std::size_t winograd_workspace(const ConvolutionShape& s) {
  const std::size_t kernel = kPlanes * std::max(kernel_plane_stride(s.channels, s.filters),
                                                kernel_plane_stride(s.filters, s.channels));
  const std::size_t block = gradient_tile_block(s);
  const std::size_t gradient = kPlanes * (block * (s.channels + s.filters + 2 * kRowPadding) +
                                          2 * kPlanePadding + s.channels * s.filters);
  return std::max(kernel, gradient);
}

void winograd_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
                      const float* bias, bool relu, float* y, float* workspace) {
  kernel_planes(
      pool, s.channels, s.filters,
      [&](std::size_t c, std::size_t o, f32x4(*tap)[kTaps * kTaps]) {
        for (std::size_t k = 0; k < kTaps * kTaps; ++k) {
          for (std::size_t q = 0; q < 4; ++q) {
            tap[q][k] = load4(w + (k * s.channels + c + q) * s.filters + o);
          }
        }
      },
      workspace);
  correlate(pool, forward_tiles(s), s.filters, x, workspace, bias, relu, y);
}

void winograd_input_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* dy,
                             const float* w, float* dx, float* workspace) {
  // Source channels are the filters, target filters the channels; tap k is tap 8 - k.
  kernel_planes(
      pool, s.filters, s.channels,
      [&](std::size_t o, std::size_t c, f32x4(*tap)[kTaps * kTaps]) {
        for (std::size_t k = 0; k < kTaps * kTaps; ++k) {
          const float* from = w + ((8 - k) * s.channels + c) * s.filters + o;
          f32x4 rows[4] = {load4(from), load4(from + s.filters), load4(from + 2 * s.filters),
                           load4(from + 3 * s.filters)};
          transpose4(rows);
          for (std::size_t q = 0; q < 4; ++q) tap[q][k] = rows[q];
        }
      },
      workspace);
  const Tiles tiles{s.batch,  s.output_height, s.output_width,        s.filters,
                    s.height, s.width,         kTaps - 1 - s.pad_top, kTaps - 1 - s.pad_left};
  correlate(pool, tiles, s.channels, dy, workspace, nullptr, false, dx);
}

void winograd_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                              const float* dy, float* dw, float* workspace) {
  const Tiles tiles = forward_tiles(s);
  const std::size_t block = gradient_tile_block(s);
  const std::size_t v_row = s.channels + kRowPadding, y_row = s.filters + kRowPadding;
  const std::size_t v_plane = block * v_row + kPlanePadding;
  const std::size_t y_plane = block * y_row + kPlanePadding;
  float* v = workspace;
  float* y = v + kPlanes * v_plane;
  float* du = y + kPlanes * y_plane;
  const std::size_t du_plane = s.channels * s.filters;

  for (std::size_t first = 0; first < tiles.count(); first += block) {
    const std::size_t count = std::min(block, tiles.count() - first);
    constexpr std::size_t kGrain = 8;
    pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
      const Range range = chunk_range(chunk, count, kGrain);
      for (std::size_t t = range.begin; t < range.end; ++t) {
        // Blocks end to end: all channels of a tile lie side by side.
        input_planes(tiles, first + t, x, v + t * v_row, v_plane, kChannelBlock);
        gradient_planes(tiles, first + t, s.filters, dy, y + t * y_row, y_plane);
      }
    });
    pool.parallel_for(kPlanes, [&](std::size_t plane) {
      for (std::size_t p = 0; p < count; p += kGradientDepth) {
        const std::size_t depth = std::min(kGradientDepth, count - p);
        const TileUpdate update{1.0f, first + p == 0 ? 0.0f : 1.0f};
        const float* left = v + plane * v_plane + p * v_row;
        const float* right = y + plane * y_plane + p * y_row;
        for (std::size_t o = 0; o < s.filters; o += kTileColumns) {
          const std::size_t wide = std::min(kTileColumns, s.filters - o);
          for (std::size_t c = 0; c < s.channels; c += kTileRows) {
            multiply_tile(std::min(kTileRows, s.channels - c), wide, depth, left + c, v_row,
                          right + o, y_row, update, du + plane * du_plane + c * s.filters + o,
                          s.filters);
          }
        }
      }
    });
  }

  pool.parallel_for(chunk_count(s.channels, 4), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, s.channels, 4);
    for (std::size_t c = range.begin; c < range.end; ++c) {
      for (std::size_t o = 0; o < s.filters; o += kLanes) {
        f32x4 columns[kTaps * kInput], taps[kTaps];
        for (std::size_t j = 0; j < kInput; ++j) {
          f32x4 plane[kInput];
          for (std::size_t i = 0; i < kInput; ++i) {
            plane[i] = load4(du + (i * kInput + j) * du_plane + c * s.filters + o);
          }
          transform_taps_gradient(plane, 1, columns + j, kInput);
        }
        for (std::size_t i = 0; i < kTaps; ++i) {
          transform_taps_gradient(columns + i * kInput, 1, taps, 1);
          for (std::size_t j = 0; j < kTaps; ++j) {
            store4(dw + ((i * kTaps + j) * s.channels + c) * s.filters + o, taps[j]);
          }
        }
      }
    }
  });
}

}  // namespace cnnlab
