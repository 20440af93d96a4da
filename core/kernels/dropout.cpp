#include "core/kernels/dropout.h"

#include <array>
#include <cmath>

#include "core/base/f32x4.h"

namespace cnnlab {
namespace {

constexpr std::size_t kDrawsPerBlock = 8;  // a Philox block is 128 bits
constexpr std::size_t kGrain = 8192;       // elements a chunk; a multiple of kDrawsPerBlock

/// Draws below this number, of 65536, are dropped.
std::uint32_t drop_below(float rate) {
  // Never negative, so adding a half and cutting rounds.
  // NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<std::uint32_t>(static_cast<double>(rate) * 65536.0 + 0.5);
}

std::uint32_t draw(const std::array<std::uint32_t, 4>& block, std::size_t lane) {
  return block[lane / 2] >> (lane % 2 * 16) & 0xFFFFu;
}

float kept_scale(float rate) { return static_cast<float>(1.0 / (1.0 - static_cast<double>(rate))); }

constexpr float kDropped = -0.0f;

float keep_or_drop(bool kept, float x, float scale) { return kept ? x * scale : 0.0f; }

}  // namespace

void dropout(ThreadPool& pool, std::size_t count, float rate, const Random& random, const float* x,
             float* y) {
  constexpr std::size_t kBlocks = 4;
  const auto threshold = static_cast<std::int32_t>(drop_below(rate));
  const float scale = kept_scale(rate);
  // Adding 0 makes a kept -0 a 0.
  const auto kept = [&](auto value) { return value * scale + 0.0f; };
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    std::size_t i = range.begin;
    for (; i + kBlocks * kDrawsPerBlock <= range.end; i += kBlocks * kDrawsPerBlock) {
      const auto words = random.four_blocks(i / kDrawsPerBlock);
      f32x4 blocks[kBlocks];
      for (std::size_t k = 0; k < kBlocks; ++k) blocks[k] = (f32x4)words[k];
      transpose4(blocks);
      for (std::size_t k = 0; k < kBlocks; ++k) {
        const auto block = (i32x4)blocks[k];
        const i32x4 low = block & 0xFFFF, high = (block >> 16) & 0xFFFF;
        const i32x4 draws[2] = {__builtin_shufflevector(low, high, 0, 4, 1, 5),
                                __builtin_shufflevector(low, high, 2, 6, 3, 7)};
        for (std::size_t half = 0; half < 2; ++half) {
          const std::size_t at = i + k * kDrawsPerBlock + half * kLanes;
          store4(y + at, select4(draws[half] >= threshold, kept(load4(x + at)), splat4(kDropped)));
        }
      }
    }
    for (; i < range.end; ++i) {
      const auto block = random.block(i / kDrawsPerBlock);
      const std::uint32_t number = draw(block, i % kDrawsPerBlock);
      y[i] = number >= static_cast<std::uint32_t>(threshold) ? kept(x[i]) : kDropped;
    }
  });
}

void dropout_gradient(ThreadPool& pool, std::size_t count, float rate, const float* y,
                      const float* dy, float* dx) {
  const float scale = kept_scale(rate);
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    std::size_t i = range.begin;
    const auto dropped = (i32x4)splat4(kDropped);
    for (; i + kLanes <= range.end; i += kLanes) {
      const i32x4 gone = (i32x4)load4(y + i) == dropped;
      store4(dx + i, select4(gone, splat4(0.0f), load4(dy + i) * scale));
    }
    for (; i < range.end; ++i) {
      const bool is_gone = y[i] == 0.0f && std::signbit(y[i]);
      dx[i] = is_gone ? 0.0f : dy[i] * scale;
    }
  });
}

void spatial_dropout(ThreadPool& pool, std::size_t batch, std::size_t positions,
                     std::size_t channels, float rate, const Random& random, const float* x,
                     float* y) {
  const std::uint32_t threshold = drop_below(rate);
  const float scale = kept_scale(rate);
  pool.parallel_for(batch, [&](std::size_t n) {
    for (std::size_t c = 0; c < channels; ++c) {
      const std::size_t index = n * channels + c;
      const auto block = random.block(index / kDrawsPerBlock);
      const bool kept = draw(block, index % kDrawsPerBlock) >= threshold;
      for (std::size_t p = 0; p < positions; ++p) {
        const std::size_t i = (n * positions + p) * channels + c;
        y[i] = keep_or_drop(kept, x[i], scale);
      }
    }
  });
}

}  // namespace cnnlab
