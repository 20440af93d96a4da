// exp, expm1, log, log1p, erfc, sine and cosine of four floats at once. Only +, -, *, / and
// selections: the same bits in every build, within a few units of the last place of the true value.
// NaN stays NaN.
#pragma once

#include "core/base/f32x4.h"

namespace cnnlab {

namespace f32x4_math {

/// x = n ln 2 + r with |r| <= ln(2) / 2: e^x is 2^n (1 + p), with p = e^r - 1.
struct Exponent {
  i32x4 n;
  f32x4 p;
};

inline Exponent split_exponent(f32x4 x) {
  // Adding 1.5 * 2^23 leaves no room for a fraction: the sum is rounded to a whole number, which
  // its low bits hold.
  const f32x4 magic = splat4(12582912.0f);
  const f32x4 shifted = x * 1.44269504f + magic;
  const f32x4 n = shifted - magic;
  // ln 2 in two parts: n times the first is exact.
  const f32x4 r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  // The Taylor series to r^7 / 7!; what is left out is below 2e-8 of p.
  f32x4 sum = splat4(1.0f / 5040.0f);
  for (const float term : {1.0f / 720.0f, 1.0f / 120.0f, 1.0f / 24.0f, 1.0f / 6.0f, 0.5f, 1.0f}) {
    sum = sum * r + term;
  }
  return {(i32x4)shifted - (i32x4)magic, sum * r};
}

/// 2^n for n from -126 to 127.
inline f32x4 power_of_two(i32x4 n) { return (f32x4)((n + 127) << 23); }

/// b < a ? b : a, and larger() likewise: in one operation, NaN in a stays.
inline f32x4 smaller(f32x4 a, f32x4 b) {
#if defined(__wasm_simd128__)
  return __builtin_wasm_pmin_f32x4(a, b);
#elif defined(__SSE2__)
  return (f32x4)_mm_min_ps((__m128)b, (__m128)a);
#else
  return select4(b < a, b, a);
#endif
}
inline f32x4 larger(f32x4 a, f32x4 b) {
#if defined(__SSE2__) && !defined(__wasm__)
  return (f32x4)_mm_max_ps((__m128)b, (__m128)a);
#else
  return cnnlab::larger(a, b);
#endif
}

/// x within [low, high]; NaN stays.
inline f32x4 clamped(f32x4 x, float low, float high) {
  return smaller(larger(x, splat4(low)), splat4(high));
}

/// e^x - 1 without loss near 0, for x from -80 to 80.
inline f32x4 exponential_minus_one_within(f32x4 x) {
  const auto [n, p] = split_exponent(x);
  const f32x4 scale = power_of_two(n);
  return scale * p + (scale - 1.0f);
}

}  // namespace f32x4_math

/// e^x; infinity above 88.7, 0 below -103.
inline f32x4 exponential(f32x4 x) {
  const auto [n, p] = f32x4_math::split_exponent(f32x4_math::clamped(x, -110.0f, 90.0f));
  // In two factors: 2^n alone may be more than a float holds, or less.
  const i32x4 half = n >> 1;
  return (p + 1.0f) * f32x4_math::power_of_two(half) * f32x4_math::power_of_two(n - half);
}

/// e^x - 1 without loss near 0, for x up to 80.
inline f32x4 exponential_minus_one(f32x4 x) {
  return f32x4_math::exponential_minus_one_within(f32x4_math::clamped(x, -80.0f, 80.0f));
}

/// x where it is positive, else e^x - 1.
inline f32x4 exponential_linear(f32x4 x) {
  const f32x4 negative = f32x4_math::clamped(x, -80.0f, 0.0f);
  return select4(x > 0.0f, x, f32x4_math::exponential_minus_one_within(negative));
}

/// log(x) for normal, positive x.
inline f32x4 logarithm(f32x4 x) {
  // x = 2^n m with m from sqrt(1/2) to sqrt(2): counted from the bits of sqrt(1/2), the exponent is
  // n. log m is 2 atanh(s); |s| is below 0.172, terms past s^9 are below 1e-9 of the sum.
  const i32x4 bits = (i32x4)x, n = (bits - 0x3F3504F3) >> 23;
  const f32x4 above = (f32x4)(bits - (n << 23)) - 1.0f;
  const f32x4 s = above / (above + 2.0f), square = s * s;
  f32x4 sum = splat4(1.0f / 9.0f);
  for (int k = 7; k >= 1; k -= 2) sum = sum * square + 1.0f / static_cast<float>(k);
  return __builtin_convertvector(n, f32x4) * 0.69314718f + 2.0f * s * sum;
}

struct SineAndCosine {
  f32x4 sine, cosine;
};

/// Of `turns` whole turns, from 0 to 1.
inline SineAndCosine sine_and_cosine_of_turns(f32x4 turns) {
  // The nearest quarter turn, and the rest of at most an eighth: exact. As in split_exponent.
  const f32x4 magic = splat4(12582912.0f), quarters = 4.0f * turns, shifted = quarters + magic;
  const i32x4 quadrant = (i32x4)shifted - (i32x4)magic;
  const f32x4 angle = (quarters - (shifted - magic)) * 1.57079633f, square = angle * angle;
  // The Taylor series; what is left out is below 3e-8.
  f32x4 s = splat4(1.0f / 362880.0f), c = splat4(1.0f / 40320.0f);
  for (const float term : {-1.0f / 5040.0f, 1.0f / 120.0f, -1.0f / 6.0f, 1.0f}) {
    s = s * square + term;
  }
  for (const float term : {-1.0f / 720.0f, 1.0f / 24.0f, -0.5f, 1.0f}) c = c * square + term;
  s *= angle;
  // Each quarter turn makes the sine the cosine, and the cosine the sine with the other sign.
  const i32x4 is_odd = -(quadrant & 1);
  const i32x4 sine_sign = (quadrant & 2) << 30, cosine_sign = ((quadrant + 1) & 2) << 30;
  return {(f32x4)((i32x4)select4(is_odd, c, s) ^ sine_sign),
          (f32x4)((i32x4)select4(is_odd, s, c) ^ cosine_sign)};
}

/// log(1 + x) without loss near 0, for x from 0 to 1.
inline f32x4 logarithm_of_one_plus(f32x4 x) {
  // 2 atanh(x / (2 + x)); s is at most 1/3, terms past s^15 are below 2e-9 of the sum.
  const f32x4 s = x / (x + 2.0f);
  const f32x4 square = s * s;
  f32x4 sum = splat4(1.0f / 15.0f);
  for (int k = 13; k >= 1; k -= 2) sum = sum * square + 1.0f / static_cast<float>(k);
  return 2.0f * s * sum;
}

/// e^(z^2) erfc(z), for z of at least 0: t (c0 + c1 t + …) with t = 1 / (1 + z / 2), fitted for the
/// smallest relative error, which is 2e-8 before rounding.
inline f32x4 scaled_complementary_error_function(f32x4 z) {
  const f32x4 t = 1.0f / (0.5f * z + 1.0f);
  f32x4 sum = splat4(0.013856079f);
  for (const float term : {-0.13163884f, 0.44822717f, -0.69512188f, 0.44154286f, -0.10882563f,
                           0.2290289f, 0.23793259f, 0.2829381f, 0.28206059f}) {
    sum = sum * t + term;
  }
  return sum * t;
}

}  // namespace cnnlab
