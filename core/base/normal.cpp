#include "core/base/normal.h"

#include <cmath>

#include "core/base/math.h"

namespace cnnlab {
namespace {

constexpr double kTwoPi = 6.28318530717958647692;

}  // namespace

double normal(const Random& random, std::uint64_t index) {
  // 1 - uniform is in (0, 1]: its logarithm is finite.
  const double radius = std::sqrt(-2.0 * logarithm(1.0 - double{random.uniform(index)}));
  return radius * cosine(kTwoPi * random.uniform(index + 1));
}

std::array<double, 8> eight_normals(const Random& random, std::uint64_t first) {
  const auto words = random.four_blocks(first / 2);  // a block is two draws of two numbers each
  Eight away, turn;
  for (int i = 0; i < 8; ++i) {
    away[i] = 1.0 - double{unit_float(static_cast<std::uint32_t>(words[i % 2 * 2][i / 2]))};
    turn[i] = kTwoPi * unit_float(static_cast<std::uint32_t>(words[i % 2 * 2 + 1][i / 2]));
  }
  Eight logarithms, cosines;
  logarithm(away, logarithms);
  cosine(turn, cosines);
  std::array<double, 8> draws;
  for (int i = 0; i < 8; ++i) draws[i] = std::sqrt(-2.0 * logarithms[i]) * cosines[i];
  return draws;
}

}  // namespace cnnlab
