// Draws of a normal distribution.
#pragma once

#include <cstdint>

#include "core/base/random.h"

namespace cnnlab {

/// Mean 0 and deviation 1, from the numbers at `index` and behind it (Box and Muller, A Note on the
/// Generation of Random Normal Deviates, 1958). The largest is 5.8.
double normal(const Random& random, std::uint64_t index);

}  // namespace cnnlab
