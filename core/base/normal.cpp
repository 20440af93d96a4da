#include "core/base/normal.h"

#include <cmath>

#include "core/base/math.h"

namespace cnnlab {

double normal(const Random& random, std::uint64_t index) {
  constexpr double kTwoPi = 6.28318530717958647692;
  // 1 - uniform is in (0, 1]: its logarithm is finite.
  const double radius = std::sqrt(-2.0 * logarithm(1.0 - double{random.uniform(index)}));
  return radius * cosine(kTwoPi * random.uniform(index + 1));
}

}  // namespace cnnlab
