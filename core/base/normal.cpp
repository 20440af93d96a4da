#include "core/base/normal.h"

#include <cmath>

#include "core/base/f32x4_math.h"
#include "core/base/math.h"

namespace cnnlab {
namespace {

constexpr double kTwoPi = 6.28318530717958647692;

/// unit_float of four.
f32x4 unit_floats(i32x4 bits) {
  return __builtin_convertvector((bits >> 8) & 0xFFFFFF, f32x4) * (1.0f / 16777216.0f);
}

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

std::array<f32x4, 4> sixteen_normals(const Random& random, std::uint64_t first) {
  const auto words = random.four_blocks(first / 4);
  std::array<f32x4, 4> draws;
  for (std::size_t point = 0; point < 4; point += 2) {
    const f32x4 radius = square_root(-2.0f * logarithm(1.0f - unit_floats(words[point])));
    const auto [sines, cosines] = sine_and_cosine_of_turns(unit_floats(words[point + 1]));
    draws[point] = radius * cosines;
    draws[point + 1] = radius * sines;
  }
  return draws;
}

double normal_of_sixteen_reference(const Random& random, std::uint64_t index) {
  const std::uint64_t coordinate = index % 16 / 4, block = index / 16 * 4 + index % 4;
  const std::uint64_t at = 4 * block + coordinate / 2 * 2;
  const double radius = std::sqrt(-2.0 * std::log(1.0 - double{random.uniform(at)}));
  const double angle = kTwoPi * random.uniform(at + 1);
  return radius * (coordinate % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

}  // namespace cnnlab
