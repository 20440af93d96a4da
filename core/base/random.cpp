#include "core/base/random.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace cnnlab {
namespace {

using Counter = std::array<std::uint32_t, 4>;

// Multipliers and key increments of Philox4x32 as published.
constexpr std::uint32_t kMultiplier0 = 0xD2511F53u;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57u;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9u;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85u;
constexpr int kRounds = 10;

i32x4 splat(std::uint32_t word) {
  const auto w = static_cast<std::int32_t>(word);
  return i32x4{w, w, w, w};
}

// The 64-bit products of four numbers and a multiplier, in two halves.
struct Products {
  i32x4 low, high;
};
Products multiply_wide(i32x4 numbers, std::uint32_t multiplier) {
#if defined(__wasm_simd128__)
  const auto factor = (v128_t)splat(multiplier);
  const auto first = (i32x4)wasm_u64x2_extmul_low_u32x4((v128_t)numbers, factor);
  const auto second = (i32x4)wasm_u64x2_extmul_high_u32x4((v128_t)numbers, factor);
  return {__builtin_shufflevector(first, second, 0, 2, 4, 6),
          __builtin_shufflevector(first, second, 1, 3, 5, 7)};
#elif defined(__SSE2__)
  const auto factor = (__m128i)splat(multiplier);
  const i32x4 odd_numbers = __builtin_shufflevector(numbers, numbers, 1, 1, 3, 3);
  const auto even = (i32x4)_mm_mul_epu32((__m128i)numbers, factor);
  const auto odd = (i32x4)_mm_mul_epu32((__m128i)odd_numbers, factor);
  return {__builtin_shufflevector(even, odd, 0, 4, 2, 6),
          __builtin_shufflevector(even, odd, 1, 5, 3, 7)};
#else
  Products products;
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::uint64_t product =
        std::uint64_t{static_cast<std::uint32_t>(numbers[lane])} * multiplier;
    products.low[lane] = static_cast<std::int32_t>(product);
    products.high[lane] = static_cast<std::int32_t>(product >> 32);
  }
  return products;
#endif
}

Counter philox(std::uint64_t key, Counter counter) {
  auto key0 = static_cast<std::uint32_t>(key);
  auto key1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = std::uint64_t{kMultiplier0} * counter[0];
    const std::uint64_t product1 = std::uint64_t{kMultiplier1} * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key0,
               static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key1,
               static_cast<std::uint32_t>(product0)};
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return counter;
}

// The upper counter word separates draws from forks.
constexpr std::uint32_t kDraw = 0;
constexpr std::uint32_t kFork = 1;

Counter at(std::uint64_t index, std::uint32_t space) {
  return {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), 0, space};
}

}  // namespace

Random Random::fork(std::uint64_t index) const {
  const Counter words = philox(key_, at(index, kFork));
  return Random(std::uint64_t{words[1]} << 32 | words[0]);
}

Counter Random::block(std::uint64_t block) const { return philox(key_, at(block, kDraw)); }

std::array<i32x4, 4> Random::four_blocks(std::uint64_t first) const {
  const Counter counter = at(first, kDraw);
  i32x4 c0 = splat(counter[0]) + i32x4{0, 1, 2, 3}, c1 = splat(counter[1]);
  i32x4 c2 = splat(counter[2]), c3 = splat(counter[3]);
  auto key0 = static_cast<std::uint32_t>(key_);
  auto key1 = static_cast<std::uint32_t>(key_ >> 32);
#pragma GCC unroll 10
  for (int round = 0; round < kRounds; ++round) {
    const Products first_products = multiply_wide(c0, kMultiplier0);
    const Products second_products = multiply_wide(c2, kMultiplier1);
    c0 = second_products.high ^ c1 ^ splat(key0);
    c1 = second_products.low;
    c2 = first_products.high ^ c3 ^ splat(key1);
    c3 = first_products.low;
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return {c0, c1, c2, c3};
}

std::uint32_t Random::bits(std::uint64_t index) const { return block(index / 4)[index % 4]; }

float Random::uniform(std::uint64_t index) const { return unit_float(bits(index)); }

std::uint32_t Random::below(std::uint32_t bound, std::uint64_t index) const {
  return static_cast<std::uint32_t>(std::uint64_t{bits(index)} * bound >> 32);
}

}  // namespace cnnlab
