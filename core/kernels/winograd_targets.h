// Where the Winograd convolution's outputs go: pictures with a bias and ReLU, gradients before a
// ReLU, or pooled pictures; and the transform that makes them. See winograd.cpp for the method.
#pragma once

#include <algorithm>
#include <limits>

#include "core/kernels/winograd_tiles.h"

namespace cnnlab::winograd {

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

}  // namespace cnnlab::winograd
