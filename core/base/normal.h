// Draws of a normal distribution.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/f32x4.h"
#include "core/base/random.h"

namespace cnnlab {

/// Mean 0 and deviation 1, from the numbers at `index` and behind it (Box and Muller, A Note on the
/// Generation of Random Normal Deviates, 1958). The largest is 5.8.
double normal(const Random& random, std::uint64_t index);

/// normal(random, 2 * i) for i from `first`, a multiple of 8, to `first` + 7: the same bits at a
/// fraction of the time.
std::array<double, 8> eight_normals(const Random& random, std::uint64_t first);

/// Draws `first`, a multiple of 16, to `first` + 15 of another such stream, in float32 for where
/// many are needed: [k][lane] is draw `first` + 4 k + lane. A block of four numbers gives two of
/// Box and Muller's points, and each of these both of its coordinates.
std::array<f32x4, 4> sixteen_normals(const Random& random, std::uint64_t first);

/// One of them by its definition in float64.
double normal_of_sixteen_reference(const Random& random, std::uint64_t index);

}  // namespace cnnlab
