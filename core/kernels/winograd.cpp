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
#include <cstdint>
#include <limits>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/gemm_tile.h"
#include "core/kernels/winograd_transforms.h"

// Each stage is compiled by itself: in one large function V8 runs out of registers and keeps the
// products' sums in memory (6 to 14% of a forward pass).
#define CNNLAB_STAGE __attribute__((noinline))

// A transform keeps what is between its two dimensions in memory, here: left to itself the compiler
// gives each vector a variable, and V8 moves 36 of them in and out of 16 registers worse (a sixth
// to a third of a transform).
#define CNNLAB_IN_MEMORY(array) asm volatile("" : : "r"(array) : "memory")

namespace cnnlab {
namespace {

using namespace winograd;

// Planes are kept in blocks of kTiles tiles by kChannelBlock channels, block after block of
// channels: block[plane][tile][channel]. All distances within a block are known to the compiler,
// so one pointer serves all planes of a transform and all rows of a product.
//
// One cache line between planes and one vector between rows: without them, powers of two would put
// all 36 planes into the same set of the cache.
constexpr std::size_t kChannelBlock = 32;
constexpr std::size_t kRow = kChannelBlock + 4;
template <std::size_t kTiles>
constexpr std::size_t kPlane = kTiles* kRow + 16;
template <std::size_t kTiles>
constexpr std::size_t kBlock = kPlanes* kPlane<kTiles>;

// The forward pass takes so many tiles at a time through all stages: V and M stay in the L2 cache.
// Of many channels, it takes few.
constexpr std::size_t kTileBlock = 16;
constexpr std::size_t kFewTiles = 4;

std::size_t round_up(std::size_t value, std::size_t multiple) {
  return chunk_count(value, multiple) * multiple;
}

std::size_t channel_blocks(std::size_t channels) { return chunk_count(channels, kChannelBlock); }

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

// Tiles of the output of a correlation of `batch` pictures.
struct Tiles {
  std::size_t batch, height, width;  // of the output
  std::size_t pad_top, pad_left;

  std::size_t down() const { return chunk_count(height, kOutput); }
  std::size_t across() const { return chunk_count(width, kOutput); }
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

// What a transform reads: tile<kSide>(n, row, column) has column(j, c, cells), four channels of
// each of its kSide cells, zeros beyond the edge. Rows and columns above or left of the picture
// wrap to huge numbers, and are outside too.
struct Pictures {
  const float* data;  // {N,H,W,C}
  std::size_t height, width, channels;

  template <std::size_t kSide>
  struct Tile {
    const float* cells[kSide * kSide];
    void column(std::size_t j, std::size_t c, f32x4* to) const {
#pragma GCC unroll 6
      for (std::size_t i = 0; i < kSide; ++i) to[i] = load4(cells[i * kSide + j] + c);
    }
  };
  template <std::size_t kSide>
  Tile<kSide> tile(std::size_t n, std::size_t row, std::size_t column) const {
    Tile<kSide> tile;
    for (std::size_t i = 0; i < kSide; ++i) {
      for (std::size_t j = 0; j < kSide; ++j) {
        const bool inside = row + i < height && column + j < width;
        tile.cells[i * kSide + j] =
            inside ? data + ((n * height + row + i) * width + column + j) * channels : kZeros;
      }
    }
    return tile;
  }
};

// The gradient of a ReLU's outputs below a 2x2 max pooling, from the gradient of what was pooled:
// each cell has that of its window where it was the maximum, else zero. Only for pads of one: a
// tile of inputs then begins in the middle of a window, a tile of outputs with a window.
struct UnpooledPictures {
  const float* data;                    // {N,H/2,W/2,C}
  const float* positions;               // likewise, as PooledTarget writes them
  std::size_t height, width, channels;  // of the unpooled pictures

  template <std::size_t kSide>
  struct Tile {
    static constexpr std::size_t kBefore = kSide == kInput ? 1 : 0;
    static constexpr std::size_t kWindows = kSide / 2 + kBefore;
    const float* data[kWindows * kWindows];
    const float* positions[kWindows * kWindows];
    void column(std::size_t j, std::size_t c, f32x4* to) const {
      const std::size_t across = (j + kBefore) / 2, right = (j + kBefore) % 2;
#pragma GCC unroll 4
      for (std::size_t w = 0; w < kWindows; ++w) {
        const f32x4 value = load4(data[w * kWindows + across] + c);
        const auto position = (i32x4)load4(positions[w * kWindows + across] + c);
#pragma GCC unroll 2
        for (std::size_t below = 0; below < 2; ++below) {
          const std::size_t i = 2 * w + below - kBefore;
          if (i >= kSide) continue;
          const auto own = static_cast<std::int32_t>(2 * below + right);
          to[i] = (f32x4)((i32x4)value & (position == UnpooledPictures::position(own)));
        }
      }
    }
  };
  template <std::size_t kSide>
  Tile<kSide> tile(std::size_t n, std::size_t row, std::size_t column) const {
    constexpr std::size_t kWindows = Tile<kSide>::kWindows, kBefore = Tile<kSide>::kBefore;
    const std::size_t down = height / 2, wide = width / 2;
    Tile<kSide> tile;
    for (std::size_t i = 0; i < kWindows; ++i) {
      for (std::size_t j = 0; j < kWindows; ++j) {
        // Half of row - 1 for row 0 is a huge number too.
        const std::size_t top = (row + kBefore) / 2 + i - kBefore;
        const std::size_t left = (column + kBefore) / 2 + j - kBefore;
        const bool inside = top < down && left < wide;
        const std::size_t at = ((n * down + top) * wide + left) * channels;
        tile.data[i * kWindows + j] = inside ? data + at : kZeros;
        tile.positions[i * kWindows + j] = inside ? positions + at : kZeros;
      }
    }
    return tile;
  }
  // A cell's position in its window, 0 to 3 row by row, as it is written: whole numbers in the
  // place of floats. A window whose maximum is not positive has zero, for no cell that the ReLU let
  // pass.
  static i32x4 position(std::int32_t cell) {
    const std::int32_t code = -1 - cell;
    return i32x4{code, code, code, code};
  }
};

// V of tiles {range}: tile t's channels go to to[(t - range.begin) * kRow …] of each plane.
template <std::size_t kTiles, typename Source>
CNNLAB_STAGE void input_planes(const Tiles& tiles, Range range, const Source& source, float* to) {
  for (std::size_t t = range.begin; t < range.end; ++t, to += kRow) {
    const Place place = place_of(tiles, t);
    const auto seen = source.template tile<kInput>(place.n, place.row - tiles.pad_top,
                                                   place.column - tiles.pad_left);
    for (std::size_t c = 0; c < source.channels; c += kLanes) {
      float* planes = to + c / kChannelBlock * kBlock<kTiles> + c % kChannelBlock;
      f32x4 columns[kPlanes], row[kInput];
#pragma GCC unroll 6
      for (std::size_t j = 0; j < kInput; ++j) {
        f32x4 cell[kInput];
        seen.column(j, c, cell);
        transform_input(cell, 1, columns + j, kInput);
      }
      CNNLAB_IN_MEMORY(columns);
#pragma GCC unroll 6
      for (std::size_t i = 0; i < kInput; ++i) {
        transform_input(columns + i * kInput, 1, row, 1);
#pragma GCC unroll 6
        for (std::size_t j = 0; j < kInput; ++j) {
          store4(planes + (i * kInput + j) * kPlane<kTiles>, row[j]);
        }
      }
    }
  }
}

// Y: the same for the gradient of the output, beside its sum over all cells of the tiles, the
// gradient of the bias.
template <typename Source>
CNNLAB_STAGE void gradient_planes(const Tiles& tiles, Range range, const Source& source, float* to,
                                  float* sums) {
  std::fill_n(sums, source.channels, 0.0f);
  for (std::size_t t = range.begin; t < range.end; ++t, to += kRow) {
    const Place place = place_of(tiles, t);
    const auto seen = source.template tile<kOutput>(place.n, place.row, place.column);
    for (std::size_t o = 0; o < source.channels; o += kLanes) {
      float* planes = to + o / kChannelBlock * kBlock<kTileBlock> + o % kChannelBlock;
      f32x4 columns[kInput * kOutput], row[kInput], sum = load4(sums + o);
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kOutput; ++j) {
        f32x4 cell[kOutput];
        seen.column(j, o, cell);
        sum = sum + ((cell[0] + cell[1]) + (cell[2] + cell[3]));
        transform_output_gradient(cell, 1, columns + j, kOutput);
      }
      store4(sums + o, sum);
      CNNLAB_IN_MEMORY(columns);
#pragma GCC unroll 6
      for (std::size_t i = 0; i < kInput; ++i) {
        transform_output_gradient(columns + i * kOutput, 1, row, 1);
#pragma GCC unroll 6
        for (std::size_t j = 0; j < kInput; ++j) {
          store4(planes + (i * kInput + j) * kPlane<kTileBlock>, row[j]);
        }
      }
    }
  }
}

// Where outputs go: at(place, filter) takes four filters of one tile, row by row. Cells beyond the
// edge are dropped; nearly all tiles are whole.

// y + bias, rectified or not.
struct BiasedTarget {
  float* data;  // {N,H',W',O}
  std::size_t height, width, channels;
  const float* bias;
  bool relu;

  struct Writer {
    float* corner;
    std::size_t row_step, step;
    f32x4 bias, floor;
    void row(std::size_t i, std::size_t across, const f32x4* cells) {
      float* to = corner + i * row_step;
      for (std::size_t j = 0; j < across; ++j, to += step) {
        store4(to, larger(cells[j] + bias, floor));
      }
    }
  };
  Writer at(const Place& place, std::size_t filter) const {
    return {data + ((place.n * height + place.row) * width + place.column) * channels + filter,
            width * channels, channels, load4(bias + filter),
            splat4(relu ? 0.0f : -std::numeric_limits<float>::infinity())};
  }
};

// Zero where `gate` is not positive; without a gate everything passes.
struct GatedTarget {
  float* data;  // {N,H',W',O}
  const float* gate;
  std::size_t height, width, channels;

  struct Writer {
    float* corner;
    const float* gate;
    std::size_t row_step, step;
    void row(std::size_t i, std::size_t across, const f32x4* cells) {
      std::size_t to = i * row_step;
      for (std::size_t j = 0; j < across; ++j, to += step) {
        store4(corner + to, gate ? where_positive(load4(gate + to), cells[j]) : cells[j]);
      }
    }
  };
  Writer at(const Place& place, std::size_t filter) const {
    const std::size_t corner =
        ((place.n * height + place.row) * width + place.column) * channels + filter;
    return {data + corner, gate ? gate + corner : nullptr, width * channels, channels};
  }
};

// The maximum of each 2x2 window of max(y + bias, 0), and where it was, the first of equals. A NaN
// is never a maximum: as max_pooling_forward has it.
struct PooledTarget {
  float* data;  // {N,H'/2,W'/2,O}
  float* positions;
  std::size_t height, width, channels;  // of what is pooled
  const float* bias;

  struct Writer {
    float *corner, *positions;
    std::size_t row_step, step;
    f32x4 bias;
    f32x4 above[kOutput];
    void row(std::size_t i, std::size_t across, const f32x4* cells) {
      f32x4 here[kOutput];
#pragma GCC unroll 4
      for (std::size_t j = 0; j < kOutput; ++j) here[j] = rectified(cells[j] + bias);
      if (i % 2 == 0) return static_cast<void>(std::copy_n(here, kOutput, above));
      for (std::size_t w = 0; w < across / 2; ++w) {
        const f32x4 window[4] = {above[2 * w], above[2 * w + 1], here[2 * w], here[2 * w + 1]};
        f32x4 top = splat4(-std::numeric_limits<float>::infinity());
#pragma GCC unroll 4
        for (std::size_t k = 0; k < 4; ++k) top = larger(top, window[k]);
        // -1 for each cell before the first that is as large.
        const i32x4 after_0 = window[0] != top;
        const i32x4 after_1 = after_0 & (window[1] != top);
        const i32x4 after_2 = after_1 & (window[2] != top);
        const i32x4 position = UnpooledPictures::position(0) + after_0 + after_1 + after_2;
        const std::size_t to = i / 2 * row_step + w * step;
        store4(corner + to, top);
        store4(positions + to, (f32x4)(position & (top > splat4(0.0f))));
      }
    }
  };
  Writer at(const Place& place, std::size_t filter) const {
    const std::size_t down = height / 2, wide = width / 2;
    const std::size_t corner =
        ((place.n * down + place.row / 2) * wide + place.column / 2) * channels + filter;
    return {data + corner, positions + corner, wide * channels, channels, load4(bias + filter), {}};
  }
};

// y = A' M A of tiles {range}, for `filters` filters from `first` on.
template <std::size_t kTiles, typename Target>
CNNLAB_STAGE void output_tiles(const Tiles& tiles, Range range, const float* m, std::size_t first,
                               std::size_t filters, const Target& target) {
  for (std::size_t tile = range.begin; tile < range.end; ++tile, m += kRow) {
    const Place place = place_of(tiles, tile);
    const std::size_t rows = std::min(kOutput, tiles.height - place.row);
    const std::size_t across = std::min(kOutput, tiles.width - place.column);
    for (std::size_t o = 0; o < filters; o += kLanes) {
      f32x4 columns[kOutput * kInput], cells[kOutput];
#pragma GCC unroll 6
      for (std::size_t j = 0; j < kInput; ++j) {
        f32x4 plane[kInput];
#pragma GCC unroll 6
        for (std::size_t i = 0; i < kInput; ++i) {
          plane[i] = load4(m + (i * kInput + j) * kPlane<kTiles> + o);
        }
        transform_output(plane, 1, columns + j, kInput);
      }
      CNNLAB_IN_MEMORY(columns);
      auto writer = target.at(place, first + o);
      if (rows == kOutput && across == kOutput) {
#pragma GCC unroll 4
        for (std::size_t i = 0; i < kOutput; ++i) {
          transform_output(columns + i * kInput, 1, cells, 1);
          writer.row(i, kOutput, cells);
        }
        continue;
      }
      for (std::size_t i = 0; i < rows; ++i) {
        transform_output(columns + i * kInput, 1, cells, 1);
        writer.row(i, across, cells);
      }
    }
  }
}

// M {kRows tiles, 8 filters} = V U for one plane: v is the first tile of the first block of
// channels, u a panel of eight filters.
template <std::size_t kTiles, std::size_t kRows>
inline void plane_tile(std::size_t channels, const float* v, const float* u, float* m) {
  f32x8 sum[kRows] = {};
  for (std::size_t first = 0; first < channels; first += kChannelBlock, v += kBlock<kTiles>) {
    const std::size_t depth = std::min(kChannelBlock, channels - first);
    const float* a = v;
    for (std::size_t c = 0; c < depth; ++c, ++a, u += kTileColumns) {
      const f32x8 columns_of_u = load8(u);
#pragma GCC unroll 12
      for (std::size_t row = 0; row < kRows; ++row) {
        sum[row] = multiply_add(splat8(a[row * kRow]), columns_of_u, sum[row]);
      }
    }
  }
#pragma GCC unroll 12
  for (std::size_t row = 0; row < kRows; ++row) store8(m + row * kRow, sum[row]);
}

// Floats between two planes of U, which holds panels of eight filters: u[plane][panel][channel][8].
std::size_t kernel_plane(std::size_t channels, std::size_t filters) {
  return channels * round_up(filters, kTileColumns) + 16;
}

// M of `count` tiles and one block of `filters` filters, whose panels begin at u.
template <std::size_t kTiles>
CNNLAB_STAGE void multiply_planes(std::size_t count, std::size_t channels, std::size_t filters,
                                  const float* v, const float* u, std::size_t u_plane, float* m) {
  for (std::size_t plane = 0; plane < kPlanes; ++plane) {
    for (std::size_t o = 0; o < filters; o += kTileColumns) {
      in_equal_shares(count, [&]<std::size_t kRows>(std::size_t t) {
        plane_tile<kTiles, kRows>(channels, v + t * kRow, u + o * channels, m + t * kRow + o);
      });
    }
    v += kPlane<kTiles>;
    m += kPlane<kTiles>;
    u += u_plane;
  }
}

// U = G w G'. `taps` loads, for four channels and four filters, the nine taps.
template <typename Taps>
void kernel_planes(ThreadPool& pool, std::size_t channels, std::size_t filters, const Taps& taps,
                   float* u) {
  const std::size_t plane_stride = kernel_plane(channels, filters);
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
template <std::size_t kTiles, typename Source, typename Target>
void correlate_blocks(ThreadPool& pool, const Tiles& tiles, const Source& source, const float* u,
                      const Target& target) {
  const std::size_t channels = source.channels, filters = target.channels;
  const std::size_t u_plane = kernel_plane(channels, filters);
  pool.parallel_for(chunk_count(tiles.count(), kTiles), [&](std::size_t chunk, float* scratch) {
    const Range range = chunk_range(chunk, tiles.count(), kTiles);
    float* v = scratch;
    float* m = scratch + channel_blocks(channels) * kBlock<kTiles>;
    input_planes<kTiles>(tiles, range, source, v);
    for (std::size_t first = 0; first < filters; first += kChannelBlock) {
      const std::size_t here = std::min(kChannelBlock, filters - first);
      multiply_planes<kTiles>(range.end - range.begin, channels, here, v, u + first * channels,
                              u_plane, m);
      output_tiles<kTiles>(tiles, range, m, first, here, target);
    }
  });
}

template <std::size_t kTiles>
constexpr std::size_t kMostChannels =
    (ThreadPool::kScratchFloats / kBlock<kTiles> - 1) * kChannelBlock;
static_assert(kMostChannels<kFewTiles> >= kWinogradMaxChannels);

template <typename Source, typename Target>
void correlate(ThreadPool& pool, const Tiles& tiles, const Source& source, const float* u,
               const Target& target) {
  if (source.channels <= kMostChannels<kTileBlock>) {
    return correlate_blocks<kTileBlock>(pool, tiles, source, u, target);
  }
  correlate_blocks<kFewTiles>(pool, tiles, source, u, target);
}

Tiles forward_tiles(const ConvolutionShape& s) {
  return {s.batch, s.output_height, s.output_width, s.pad_top, s.pad_left};
}

// The filter gradient -----------------------------------------------------------------------------

// It adds up so many blocks of kTileBlock tiles at a time: few enough for one plane of their V and
// Y to come from the L1 cache. Changing it changes bits.
constexpr std::size_t kMostBlocksOfASum = 4, kFewestBlocksOfASum = 2;

// Where there are many tiles and few channels, a chunk takes a slice of the tiles through all
// stages, into a dU of its own: V and Y never leave its core, and nobody waits for anybody. Else
// chunks share the planes of one dU, and V and Y pass through memory.
struct GradientPlan {
  std::size_t tiles, slices;       // no slices: planes are shared
  std::size_t blocks;              // of a sum
  std::size_t v_floats, y_floats;  // of kTileBlock tiles
  std::size_t row, plane;          // of dU, in floats
  std::size_t bias_floats;         // of the bias' sums, one for each block of tiles

  std::size_t sum_tiles() const { return blocks * kTileBlock; }
  std::size_t sum_floats() const { return blocks * (v_floats + y_floats); }
  std::size_t parts() const { return std::max<std::size_t>(1, slices); }
};
GradientPlan plan_gradient(const ConvolutionShape& s) {
  constexpr std::size_t kSliceTiles = 64, kFewestSlices = 8, kMostSlices = 16;
  GradientPlan plan;
  plan.tiles = forward_tiles(s).count();
  plan.v_floats = channel_blocks(s.channels) * kBlock<kTileBlock>;
  plan.y_floats = channel_blocks(s.filters) * kBlock<kTileBlock>;
  plan.row = round_up(s.filters, kTileColumns);
  plan.plane = s.channels * plan.row + 16;
  plan.bias_floats = round_up(chunk_count(plan.tiles, kTileBlock) * s.filters, 16);
  plan.blocks = kMostBlocksOfASum;
  const auto fits = [&] { return plan.sum_floats() <= ThreadPool::kScratchFloats; };
  if (!fits()) plan.blocks = kFewestBlocksOfASum;
  const std::size_t slices = std::min(kMostSlices, plan.tiles / kSliceTiles);
  plan.slices = fits() && slices >= kFewestSlices ? slices : 0;
  if (plan.slices == 0) plan.blocks = kMostBlocksOfASum;
  return plan;
}

// dU {kRows channels, 8 filters} += V' Y for one plane and `count` tiles.
template <std::size_t kRows>
inline void gradient_tile(const GradientPlan& plan, std::size_t count, const float* v,
                          const float* y, bool first, float* du) {
  f32x8 sum[kRows] = {};
  for (; count > 0; v += plan.v_floats, y += plan.y_floats) {
    const std::size_t here = std::min(kTileBlock, count);
    count -= here;
    const float *a = v, *b = y;
    for (std::size_t t = 0; t < here; ++t, a += kRow, b += kRow) {
      const f32x8 gradient = load8(b);
#pragma GCC unroll 12
      for (std::size_t row = 0; row < kRows; ++row) {
        sum[row] = multiply_add(splat8(a[row]), gradient, sum[row]);
      }
    }
  }
#pragma GCC unroll 12
  for (std::size_t row = 0; row < kRows; ++row, du += plan.row) {
    store8(du, first ? sum[row] : load8(du) + sum[row]);
  }
}

// One plane of dU += V' Y for the tiles of one sum.
CNNLAB_STAGE void gradient_plane(const GradientPlan& plan, const ConvolutionShape& s,
                                 std::size_t count, const float* v, const float* y, bool first,
                                 float* du) {
  for (std::size_t o = 0; o < s.filters; o += kTileColumns) {
    const float* right = y + o / kChannelBlock * kBlock<kTileBlock> + o % kChannelBlock;
    for (std::size_t c = 0; c < s.channels; c += kChannelBlock) {
      const float* left = v + c / kChannelBlock * kBlock<kTileBlock>;
      float* to = du + c * plan.row + o;
      in_equal_shares(
          std::min(kChannelBlock, s.channels - c), [&]<std::size_t kRows>(std::size_t row) {
            gradient_tile<kRows>(plan, count, left + row, right, first, to + row * plan.row);
          });
    }
  }
}

// V, Y and the bias' sums of one block of tiles.
template <typename Source>
void gradient_block(const GradientPlan& plan, const ConvolutionShape& s, std::size_t block,
                    const float* x, const Source& dy, float* v, float* y, float* sums) {
  const Tiles tiles = forward_tiles(s);
  const Range range = chunk_range(block, plan.tiles, kTileBlock);
  input_planes<kTileBlock>(tiles, range, Pictures{x, s.height, s.width, s.channels}, v);
  gradient_planes(tiles, range, dy, y, sums + block * s.filters);
}

template <typename Source>
void gradient_by_slices(ThreadPool& pool, const GradientPlan& plan, const ConvolutionShape& s,
                        const float* x, const Source& dy, float* du, float* sums) {
  // Slices of whole sums.
  const std::size_t whole = chunk_count(plan.tiles, plan.sum_tiles());
  pool.parallel_for(plan.slices, [&](std::size_t slice, float* scratch) {
    float* v = scratch;
    float* y = scratch + plan.blocks * plan.v_floats;
    float* own = du + slice * kPlanes * plan.plane;
    const std::size_t begin = slice * whole / plan.slices;
    for (std::size_t sum = begin; sum < (slice + 1) * whole / plan.slices; ++sum) {
      const Range range = chunk_range(sum, plan.tiles, plan.sum_tiles());
      const std::size_t count = range.end - range.begin;
      for (std::size_t b = 0; b < chunk_count(count, kTileBlock); ++b) {
        gradient_block(plan, s, sum * plan.blocks + b, x, dy, v + b * plan.v_floats,
                       y + b * plan.y_floats, sums);
      }
      for (std::size_t plane = 0; plane < kPlanes; ++plane) {
        gradient_plane(plan, s, count, v + plane * kPlane<kTileBlock>,
                       y + plane * kPlane<kTileBlock>, sum == begin, own + plane * plan.plane);
      }
    }
  });
}

template <typename Source>
void gradient_by_planes(ThreadPool& pool, const GradientPlan& plan, const ConvolutionShape& s,
                        const float* x, const Source& dy, float* du, float* sums, float* room) {
  float* v = room;
  float* y = room + plan.blocks * plan.v_floats;
  for (std::size_t first = 0; first < plan.tiles; first += plan.sum_tiles()) {
    const std::size_t count = std::min(plan.sum_tiles(), plan.tiles - first);
    pool.parallel_for(chunk_count(count, kTileBlock), [&](std::size_t b) {
      gradient_block(plan, s, first / kTileBlock + b, x, dy, v + b * plan.v_floats,
                     y + b * plan.y_floats, sums);
    });
    pool.parallel_for(kPlanes, [&](std::size_t plane) {
      gradient_plane(plan, s, count, v + plane * kPlane<kTileBlock>, y + plane * kPlane<kTileBlock>,
                     first == 0, du + plane * plan.plane);
    });
  }
}

// dw = G' dU G, dU being the sum of its parts.
void kernel_gradient(ThreadPool& pool, const GradientPlan& plan, const ConvolutionShape& s,
                     const float* du, float* dw) {
  constexpr std::size_t kGrain = 4;
  pool.parallel_for(chunk_count(s.channels, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, s.channels, kGrain);
    for (std::size_t c = range.begin; c < range.end; ++c) {
      for (std::size_t o = 0; o < s.filters; o += kLanes) {
        f32x4 columns[kTaps * kInput], taps[kTaps];
        for (std::size_t j = 0; j < kInput; ++j) {
          f32x4 plane[kInput];
          for (std::size_t i = 0; i < kInput; ++i) {
            const float* from = du + (i * kInput + j) * plan.plane + c * plan.row + o;
            plane[i] = load4(from);
            for (std::size_t part = 1; part < plan.parts(); ++part) {
              plane[i] = plane[i] + load4(from + part * kPlanes * plan.plane);
            }
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

// The three passes, wherever their pictures come from and go to.

template <typename Target>
void forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
             const Target& target, float* workspace) {
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
  correlate(pool, forward_tiles(s), Pictures{x, s.height, s.width, s.channels}, workspace, target);
}

template <typename Source>
void input_gradient(ThreadPool& pool, const ConvolutionShape& s, const Source& dy, const float* w,
                    const float* gate, float* dx, float* workspace) {
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
  const Tiles tiles{s.batch, s.height, s.width, kTaps - 1 - s.pad_top, kTaps - 1 - s.pad_left};
  correlate(pool, tiles, dy, workspace, GatedTarget{dx, gate, s.height, s.width, s.channels});
}

template <typename Source>
void filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x, const Source& dy,
                     float* dw, float* dbias, float* workspace) {
  const GradientPlan plan = plan_gradient(s);
  const std::size_t blocks = chunk_count(plan.tiles, kTileBlock);
  float* sums = workspace;
  float* du = sums + plan.bias_floats;
  if (plan.slices > 0) {
    gradient_by_slices(pool, plan, s, x, dy, du, sums);
  } else {
    gradient_by_planes(pool, plan, s, x, dy, du, sums, du + kPlanes * plan.plane);
  }
  kernel_gradient(pool, plan, s, du, dw);
  std::copy_n(sums, s.filters, dbias);
  for (std::size_t block = 1; block < blocks; ++block) {
    for (std::size_t o = 0; o < s.filters; ++o) dbias[o] += sums[block * s.filters + o];
  }
}

Pictures outputs_of(const ConvolutionShape& s, const float* dy) {
  return {dy, s.output_height, s.output_width, s.filters};
}
UnpooledPictures outputs_of(const ConvolutionShape& s, const PooledGradient& dy) {
  return {dy.values, dy.positions, s.output_height, s.output_width, s.filters};
}

}  // namespace

bool winograd_applies(const ConvolutionShape& s) {
  return s.kernel_height == kTaps && s.kernel_width == kTaps && s.stride_height == 1 &&
         s.stride_width == 1 && s.pad_top <= 2 && s.pad_left <= 2 && s.channels % kLanes == 0 &&
         s.filters % kLanes == 0 && s.channels <= kWinogradMaxChannels &&
         s.filters <= kWinogradMaxChannels;
}

std::size_t winograd_workspace(const ConvolutionShape& s) {
  const std::size_t kernel =
      kPlanes * std::max(kernel_plane(s.channels, s.filters), kernel_plane(s.filters, s.channels));
  const GradientPlan plan = plan_gradient(s);
  const std::size_t gradient = plan.bias_floats + plan.parts() * kPlanes * plan.plane +
                               (plan.slices == 0 ? plan.sum_floats() : 0);
  return std::max(kernel, gradient);
}

void winograd_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x, const float* w,
                      const float* bias, bool relu, float* y, float* workspace) {
  forward(pool, s, x, w, BiasedTarget{y, s.output_height, s.output_width, s.filters, bias, relu},
          workspace);
}

void winograd_input_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* dy,
                             const float* w, const float* gate, float* dx, float* workspace) {
  input_gradient(pool, s, outputs_of(s, dy), w, gate, dx, workspace);
}

void winograd_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                              const float* dy, float* dw, float* dbias, float* workspace) {
  filter_gradient(pool, s, x, outputs_of(s, dy), dw, dbias, workspace);
}

void pooled_convolution_forward(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                                const float* w, const float* bias, float* y, float* positions,
                                float* workspace) {
  forward(pool, s, x, w,
          PooledTarget{y, positions, s.output_height, s.output_width, s.filters, bias}, workspace);
}

void pooled_convolution_input_gradient(ThreadPool& pool, const ConvolutionShape& s,
                                       const PooledGradient& dy, const float* w, const float* gate,
                                       float* dx, float* workspace) {
  input_gradient(pool, s, outputs_of(s, dy), w, gate, dx, workspace);
}

void pooled_convolution_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                                        const PooledGradient& dy, float* dw, float* dbias,
                                        float* workspace) {
  filter_gradient(pool, s, x, outputs_of(s, dy), dw, dbias, workspace);
}

}  // namespace cnnlab
