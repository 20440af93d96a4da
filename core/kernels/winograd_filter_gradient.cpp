// The filter gradient of the Winograd convolution: see winograd.cpp for the method.
#include <algorithm>

#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/gemm_tile.h"
#include "core/kernels/winograd_tiles.h"

namespace cnnlab {
namespace {

using namespace winograd;

// It adds up so many blocks of kTileBlock tiles at a time: few enough for one plane of their V and
// Y to come from the L1 cache. Changing it changes bits.
constexpr std::size_t kMostBlocksOfASum = 4, kFewestBlocksOfASum = 2;

// Where there are many tiles and few channels, a chunk takes a slice of the tiles through all
// stages, into a dU of its own: V and Y never leave its core, and nobody waits for anyone. Else
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

}  // namespace

std::size_t winograd_filter_gradient_workspace(const ConvolutionShape& s) {
  const GradientPlan plan = plan_gradient(s);
  return plan.bias_floats + plan.parts() * kPlanes * plan.plane +
         (plan.slices == 0 ? plan.sum_floats() : 0);
}

void winograd_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                              const float* dy, float* dw, float* dbias, float* workspace) {
  filter_gradient(pool, s, x, outputs_of(s, dy), dw, dbias, workspace);
}

void pooled_convolution_filter_gradient(ThreadPool& pool, const ConvolutionShape& s, const float* x,
                                        const PooledGradient& dy, float* dw, float* dbias,
                                        float* workspace) {
  filter_gradient(pool, s, x, outputs_of(s, dy), dw, dbias, workspace);
}

}  // namespace cnnlab
