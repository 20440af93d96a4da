// Four floats at once: SIMD128 in WebAssembly, SSE and NEON natively, from one source; and eight,
// in two such registers or in one of 256 bits.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__) && !defined(__wasm__)
#include <immintrin.h>
#endif

namespace cnnlab {

using f32x4 = float __attribute__((vector_size(16)));
using i32x4 = std::int32_t __attribute__((vector_size(16)));

inline constexpr int kLanes = 4;

/// Unaligned load and store: the fixed-size copies compile to one instruction each.
template <typename Vector>
inline Vector load_vector(const float* from) {
  Vector value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
template <typename Vector>
inline void store_vector(float* to, Vector value) {
  std::memcpy(to, &value, sizeof value);
}
inline f32x4 load4(const float* from) { return load_vector<f32x4>(from); }
inline void store4(float* to, f32x4 value) { store_vector(to, value); }
inline f32x4 splat4(float value) { return f32x4{value, value, value, value}; }

/// a * b + c. Two roundings, the same bits in WebAssembly SIMD and natively; one rounding in the
/// relaxed build and its native twin, which are builds of their own for that reason.
inline f32x4 multiply_add(f32x4 a, f32x4 b, f32x4 c) {
#if defined(CNNLAB_RELAXED_SIMD)
  // This clang emits the draft's opcode, whose operands are (addend, factor, factor); after the
  // link tools/relaxed_simd.mjs makes it the final one, whose operands are (factor, factor,
  // addend).
  return __builtin_wasm_fma_f32x4(a, b, c);
#elif defined(CNNLAB_FMA)
  return (f32x4)_mm_fmadd_ps((__m128)a, (__m128)b, (__m128)c);
#else
  return a * b + c;
#endif
}

inline f32x4 select4(i32x4 mask, f32x4 yes, f32x4 no) {
  return (f32x4)(((i32x4)yes & mask) | ((i32x4)no & ~mask));
}

/// Correctly rounded in every build.
inline float square_root(float value) { return std::sqrt(value); }
inline f32x4 square_root(f32x4 value) {
#if defined(__wasm_simd128__)
  return __builtin_wasm_sqrt_f32x4(value);
#elif defined(__SSE2__)
  return (f32x4)_mm_sqrt_ps((__m128)value);
#else
  return f32x4{std::sqrt(value[0]), std::sqrt(value[1]), std::sqrt(value[2]), std::sqrt(value[3])};
#endif
}

/// a < b ? b : a. A NaN in b is never larger, one in a stays.
inline f32x4 larger(f32x4 a, f32x4 b) {
#if defined(__wasm_simd128__)
  return __builtin_wasm_pmax_f32x4(a, b);
#else
  return select4(a < b, b, a);
#endif
}

/// ReLU: max(value, 0), where NaN stays NaN.
inline f32x4 rectified(f32x4 value) { return larger(value, splat4(0.0f)); }

/// `value` where `gate` is greater than 0, else 0: the gradient before a ReLU whose output is
/// `gate`.
inline f32x4 where_positive(f32x4 gate, f32x4 value) {
  return (f32x4)((i32x4)value & (gate > splat4(0.0f)));
}

/// Eight floats: one register where the build has 256-bit ones, else two vectors of four. What is
/// computed of each float is the same, so the width changes no bit.
#if defined(CNNLAB_FMA)
using f32x8 = float __attribute__((vector_size(32)));
using i32x8 = std::int32_t __attribute__((vector_size(32)));
inline constexpr int kRegistersOfEight = 1;

inline f32x8 load8(const float* from) { return load_vector<f32x8>(from); }
inline void store8(float* to, f32x8 value) { store_vector(to, value); }
inline f32x8 splat8(float value) { return (f32x8)_mm256_set1_ps(value); }
inline f32x8 multiply_add(f32x8 a, f32x8 b, f32x8 c) {
  return (f32x8)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
inline f32x8 rectified(f32x8 value) { return (f32x8)((i32x8)value & ~(value < splat8(0.0f))); }
#else
struct f32x8 {
  f32x4 low, high;
};
inline constexpr int kRegistersOfEight = 2;

inline f32x8 load8(const float* from) { return {load4(from), load4(from + 4)}; }
inline void store8(float* to, f32x8 value) {
  store4(to, value.low);
  store4(to + 4, value.high);
}
inline f32x8 splat8(float value) { return {splat4(value), splat4(value)}; }
inline f32x8 operator+(f32x8 a, f32x8 b) { return {a.low + b.low, a.high + b.high}; }
inline f32x8 operator*(f32x8 a, f32x8 b) { return {a.low * b.low, a.high * b.high}; }
inline f32x8 multiply_add(f32x8 a, f32x8 b, f32x8 c) {
  return {multiply_add(a.low, b.low, c.low), multiply_add(a.high, b.high, c.high)};
}
inline f32x8 rectified(f32x8 value) { return {rectified(value.low), rectified(value.high)}; }
#endif

/// Rows become columns.
inline void transpose4(f32x4* rows) {
  const f32x4 low01 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  const f32x4 high01 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  const f32x4 low23 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  const f32x4 high23 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
}

/// Lanes added in a fixed order: (0 + 2) + (1 + 3).
inline float sum_lanes(f32x4 value) { return (value[0] + value[2]) + (value[1] + value[3]); }

}  // namespace cnnlab
