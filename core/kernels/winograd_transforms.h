// The one-dimensional transforms of Winograd's minimal filtering F(4,3): four outputs of a
// three-tap correlation from six inputs with six multiplications instead of twelve.
//
//   y = A' [(G g) * (B' d)]        d {6} inputs, g {3} taps, y {4} outputs, * element by element
//
// Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, arXiv 1509.09308. Their points
// are 0, 1, -1, 2, -2 and infinity. Any 0, a, -a, b, -b, infinity is as cheap; a = 3/4 and b = 3/2
// spread the rounding errors more evenly and are, like all coefficients of A and B, exact in
// float32.
//
// Every function takes and gives vectors `stride` apart, so that the same code runs down columns
// and along rows.
#pragma once

#include <cstddef>

#include "core/base/f32x4.h"

namespace cnnlab::winograd {

inline constexpr std::size_t kOutput = 4;  // outputs along one side of a tile
inline constexpr std::size_t kTaps = 3;
inline constexpr std::size_t kInput = kOutput + kTaps - 1;
inline constexpr std::size_t kPlanes = kInput * kInput;

inline constexpr float kA = 0.75f, kB = 1.5f;
inline constexpr float kA2 = kA * kA, kB2 = kB * kB;

// The rows of G: g(s) / (product of the distances from point s to the others).
inline constexpr float kAtZero = static_cast<float>(1.0 / (double{kA2} * kB2));
inline constexpr float kAtA = static_cast<float>(1.0 / (2.0 * kA2 * (double{kA2} - kB2)));
inline constexpr float kAtB = static_cast<float>(1.0 / (2.0 * kB2 * (double{kB2} - kA2)));

/// B' d: six to six. Rows 0 and 5 are d4 - (a2 + b2) d2 + a2 b2 d0 and its like, written so that
/// four constants serve all rows and stay in registers beside the data.
inline void transform_input(const f32x4* d, std::size_t stride, f32x4* to, std::size_t to_stride) {
  const f32x4 d0 = d[0], d1 = d[stride], d2 = d[2 * stride];
  const f32x4 d3 = d[3 * stride], d4 = d[4 * stride], d5 = d[5 * stride];
  const f32x4 even_a = multiply_add(splat4(-kB2), d2, d4),
              odd_a = multiply_add(splat4(-kB2), d1, d3);
  const f32x4 even_b = multiply_add(splat4(-kA2), d2, d4),
              odd_b = multiply_add(splat4(-kA2), d1, d3);
  const f32x4 a = splat4(kA) * odd_a, b = splat4(kB) * odd_b;
  to[0] = multiply_add(splat4(-kA2), multiply_add(splat4(-kB2), d0, d2), even_a);
  to[to_stride] = even_a + a;
  to[2 * to_stride] = even_a - a;
  to[3 * to_stride] = even_b + b;
  to[4 * to_stride] = even_b - b;
  to[5 * to_stride] = multiply_add(splat4(-kA2), odd_a, multiply_add(splat4(-kB2), d3, d5));
}

/// G g: three to six.
inline void transform_taps(const f32x4* g, std::size_t stride, f32x4* to, std::size_t to_stride) {
  const f32x4 g0 = g[0], g1 = g[stride], g2 = g[2 * stride];
  const f32x4 even_a = splat4(kAtA) * multiply_add(splat4(kA2), g2, g0);
  const f32x4 even_b = splat4(kAtB) * multiply_add(splat4(kB2), g2, g0);
  to[0] = splat4(kAtZero) * g0;
  to[to_stride] = multiply_add(splat4(kAtA * kA), g1, even_a);
  to[2 * to_stride] = multiply_add(splat4(-kAtA * kA), g1, even_a);
  to[3 * to_stride] = multiply_add(splat4(kAtB * kB), g1, even_b);
  to[4 * to_stride] = multiply_add(splat4(-kAtB * kB), g1, even_b);
  to[5 * to_stride] = g2;
}

/// A' m: six to four.
inline void transform_output(const f32x4* m, std::size_t stride, f32x4* to, std::size_t to_stride) {
  const f32x4 m1 = m[stride], m2 = m[2 * stride], m3 = m[3 * stride], m4 = m[4 * stride];
  const f32x4 even_a = m1 + m2, odd_a = splat4(kA) * (m1 - m2);
  const f32x4 even_b = m3 + m4, odd_b = splat4(kB) * (m3 - m4);
  to[0] = m[0] + (even_a + even_b);
  to[to_stride] = odd_a + odd_b;
  to[2 * to_stride] = multiply_add(splat4(kA2), even_a, splat4(kB2) * even_b);
  to[3 * to_stride] =
      multiply_add(splat4(kA2), odd_a, multiply_add(splat4(kB2), odd_b, m[5 * stride]));
}

/// A y: four to six, the transpose of transform_output; for the filter gradient.
inline void transform_output_gradient(const f32x4* y, std::size_t stride, f32x4* to,
                                      std::size_t to_stride) {
  const f32x4 y0 = y[0], y1 = y[stride], y2 = y[2 * stride], y3 = y[3 * stride];
  const f32x4 even_a = multiply_add(splat4(kA2), y2, y0);
  const f32x4 odd_a = splat4(kA) * multiply_add(splat4(kA2), y3, y1);
  const f32x4 even_b = multiply_add(splat4(kB2), y2, y0);
  const f32x4 odd_b = splat4(kB) * multiply_add(splat4(kB2), y3, y1);
  to[0] = y0;
  to[to_stride] = even_a + odd_a;
  to[2 * to_stride] = even_a - odd_a;
  to[3 * to_stride] = even_b + odd_b;
  to[4 * to_stride] = even_b - odd_b;
  to[5 * to_stride] = y3;
}

/// G' u: six to three, the transpose of transform_taps; for the filter gradient.
inline void transform_taps_gradient(const f32x4* u, std::size_t stride, f32x4* to,
                                    std::size_t to_stride) {
  const f32x4 u1 = u[stride], u2 = u[2 * stride], u3 = u[3 * stride], u4 = u[4 * stride];
  const f32x4 even_a = splat4(kAtA) * (u1 + u2), odd_a = u1 - u2;
  const f32x4 even_b = splat4(kAtB) * (u3 + u4), odd_b = u3 - u4;
  to[0] = multiply_add(splat4(kAtZero), u[0], even_a + even_b);
  to[to_stride] = multiply_add(splat4(kAtA * kA), odd_a, splat4(kAtB * kB) * odd_b);
  to[2 * to_stride] =
      multiply_add(splat4(kA2), even_a, multiply_add(splat4(kB2), even_b, u[5 * stride]));
}

}  // namespace cnnlab::winograd
