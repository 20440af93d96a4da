// What the Winograd convolution reads, and how it lays it out: tiles, planes, and the transforms of
// pictures and of gradients. See winograd.cpp for the method.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/winograd_transforms.h"

// Each stage is compiled by itself: in one large function V8 runs out of registers and the products
// get slower.
#define CNNLAB_STAGE __attribute__((noinline))

// A transform keeps what is between its two dimensions in memory, here: left to itself the compiler
// gives each vector a variable, and V8 is slower at moving 36 of them in and out of 16 registers.
#define CNNLAB_IN_MEMORY(array) asm volatile("" : : "r"(array) : "memory")

namespace cnnlab::winograd {

// Planes are kept in blocks of kTiles tiles by kChannelBlock channels, block after block of
// channels: block[plane][tile][channel]. All distances within a block are known to the compiler,
// so one pointer serves all planes of a transform and all rows of a product.
//
// One cache line between planes and one vector between rows: without them, powers of two would put
// all 36 planes into the same set of the cache.
inline constexpr std::size_t kChannelBlock = 32;
inline constexpr std::size_t kRow = kChannelBlock + 4;
template <std::size_t kTiles>
inline constexpr std::size_t kPlane = kTiles* kRow + 16;
template <std::size_t kTiles>
inline constexpr std::size_t kBlock = kPlanes* kPlane<kTiles>;

// The forward pass takes so many tiles at a time through all stages: V and M stay in the L2 cache.
// Of many channels, it takes few.
inline constexpr std::size_t kTileBlock = 16;
inline constexpr std::size_t kFewTiles = 4;

inline std::size_t round_up(std::size_t value, std::size_t multiple) {
  return chunk_count(value, multiple) * multiple;
}

inline std::size_t channel_blocks(std::size_t channels) {
  return chunk_count(channels, kChannelBlock);
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
inline Place place_of(const Tiles& tiles, std::size_t tile) {
  const std::size_t in_picture = tiles.down() * tiles.across();
  return {tile / in_picture, tile % in_picture / tiles.across() * kOutput,
          tile % tiles.across() * kOutput};
}

inline constexpr float kZeros[kWinogradMaxChannels] = {};

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
  // place of floats. A window whose maximum is not positive has zero, since no cell that the ReLU
  // let pass.
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

inline Tiles forward_tiles(const ConvolutionShape& s) {
  return {s.batch, s.output_height, s.output_width, s.pad_top, s.pad_left};
}

// The gradient of the outputs of a convolution.
inline Pictures outputs_of(const ConvolutionShape& s, const float* dy) {
  return {dy, s.output_height, s.output_width, s.filters};
}
inline UnpooledPictures outputs_of(const ConvolutionShape& s, const PooledGradient& dy) {
  return {dy.values, dy.positions, s.output_height, s.output_width, s.filters};
}

}  // namespace cnnlab::winograd
