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
//
// Pictures and tiles are in winograd_tiles.h, outputs in winograd_targets.h, the filter gradient in
// winograd_filter_gradient.cpp.
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/gemm_tile.h"
#include "core/kernels/winograd_targets.h"
#include "core/kernels/winograd_tiles.h"

namespace cnnlab {
namespace {

using namespace winograd;

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
          CNNLAB_IN_MEMORY(columns);
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

// The passes, wherever their pictures come from and go to.

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

}  // namespace

bool winograd_applies(const ConvolutionShape& s) {
  return !s.is_dilated() && s.kernel_height == kTaps && s.kernel_width == kTaps &&
         s.stride_height == 1 && s.stride_width == 1 && s.pad_top <= 2 && s.pad_left <= 2 &&
         s.channels % kLanes == 0 && s.filters % kLanes == 0 &&
         s.channels <= kWinogradMaxChannels && s.filters <= kWinogradMaxChannels;
}

std::size_t winograd_workspace(const ConvolutionShape& s) {
  const std::size_t kernel =
      kPlanes * std::max(kernel_plane(s.channels, s.filters), kernel_plane(s.filters, s.channels));
  return std::max(kernel, winograd_filter_gradient_workspace(s));
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

}  // namespace cnnlab
