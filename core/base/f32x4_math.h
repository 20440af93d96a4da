// exp, expm1, log1p and erfc of four floats at once. Only +, -, *, / and selections: the same bits
// in every build, within a few units of the last place of the true value. NaN stays NaN.
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

/// x within [low, high]; NaN stays.
inline f32x4 clamped(f32x4 x, float low, float high) {
  x = select4(x < splat4(low), splat4(low), x);
  return select4(x > splat4(high), splat4(high), x);
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
  const auto [n, p] = f32x4_math::split_exponent(f32x4_math::clamped(x, -80.0f, 80.0f));
  const f32x4 scale = f32x4_math::power_of_two(n);
  return scale * p + (scale - 1.0f);
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
