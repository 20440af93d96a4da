#include "core/base/math.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace cnnlab {
namespace {

// ln 2 in two parts: the first has trailing zeros enough that n * kLn2High is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kLog2E = 1.44269504088896338700;
constexpr double kHalfPiHigh = 1.57079632673412561417;
constexpr double kHalfPiLow = 6.07710050650619224932e-11;

double from_bits(std::uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

std::uint64_t to_bits(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// 2^n for n in the range of normal doubles.
double power_of_two(int n) { return from_bits(static_cast<std::uint64_t>(n + 1023) << 52); }

double round_half_up(double x) { return std::floor(x + 0.5); }

// Sums the Taylor series whose next term is the last times `factor` / ((k)(k+1)), from the highest
// term down; |r| is at most pi/4, so eighteen factorials leave an error below 1e-16.
double sine_series(double r) {
  const double square = r * r;
  double sum = 1.0;
  for (int k = 18; k >= 2; k -= 2) sum = 1.0 - sum * square / (k * (k + 1.0));
  return r * sum;
}
double cosine_series(double r) {
  const double square = r * r;
  double sum = 1.0;
  for (int k = 17; k >= 1; k -= 2) sum = 1.0 - sum * square / (k * (k + 1.0));
  return sum;
}

struct Angle {
  int quadrant;
  double rest;  // in [-pi/4, pi/4]
};
Angle reduce(double x) {
  const double turns = round_half_up(x / (kHalfPiHigh + kHalfPiLow));
  const auto quadrant = static_cast<std::int64_t>(turns) & 3;
  return {static_cast<int>(quadrant), (x - turns * kHalfPiHigh) - turns * kHalfPiLow};
}

double at_quadrant(int quadrant, double rest) {
  switch (quadrant & 3) {
    case 0:
      return sine_series(rest);
    case 1:
      return cosine_series(rest);
    case 2:
      return -sine_series(rest);
    default:
      return -cosine_series(rest);
  }
}

}  // namespace

double exponential(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.0) return std::numeric_limits<double>::infinity();
  if (x < -708.0) return 0.0;
  // x = n ln 2 + r with |r| <= ln(2)/2; the Taylor series of e^r to r^13 / 13! leaves 1e-17.
  const double n = round_half_up(x * kLog2E);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1.0;
  for (int k = 13; k >= 1; --k) sum = 1.0 + sum * r / k;
  return sum * power_of_two(static_cast<int>(n));
}

double logarithm(double x) {
  if (std::isnan(x) || x < 0.0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return -std::numeric_limits<double>::infinity();
  if (std::isinf(x)) return x;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {  // bring subnormals into the normal range
    x *= power_of_two(54);
    exponent = -54;
  }
  const std::uint64_t bits = to_bits(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double mantissa = from_bits((bits & 0xFFFFFFFFFFFFFull) | 0x3FF0000000000000ull);
  if (mantissa > 1.41421356237309504880) {
    mantissa *= 0.5;
    ++exponent;
  }
  // ln m = 2 atanh((m-1)/(m+1)), |argument| below 0.172: terms past s^23 are below 1e-18.
  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  const double square = s * s;
  double sum = 0.0;
  for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * square;
  return exponent * kLn2High + (2.0 * s * (1.0 + sum) + exponent * kLn2Low);
}

double sine(double x) {
  const Angle angle = reduce(x);
  return at_quadrant(angle.quadrant, angle.rest);
}

double cosine(double x) {
  const Angle angle = reduce(x);
  return at_quadrant(angle.quadrant + 1, angle.rest);
}

// What has branches is done one by one, and the series, which take the time, side by side. The same
// operations in the same order give the same bits.

void logarithm(const Eight& x, Eight& y) {
  Eight mantissa, exponent;
  for (int i = 0; i < 8; ++i) {
    const std::uint64_t bits = to_bits(x[i]);
    int power = static_cast<int>(bits >> 52) - 1023;
    double part = from_bits((bits & 0xFFFFFFFFFFFFFull) | 0x3FF0000000000000ull);
    if (part > 1.41421356237309504880) {
      part *= 0.5;
      ++power;
    }
    mantissa[i] = part;
    exponent[i] = power;
  }
  const Eight s = (mantissa - 1.0) / (mantissa + 1.0);
  const Eight square = s * s;
  Eight sum = {};
  for (int k = 23; k >= 3; k -= 2) sum = (sum + 1.0 / k) * square;
  y = exponent * kLn2High + (2.0 * s * (1.0 + sum) + exponent * kLn2Low);
}

void cosine(const Eight& x, Eight& y) {
  Eight rest, by_one;  // by_one: 1 where the sine's series is wanted, else 0
  int quadrants[8];
  for (int i = 0; i < 8; ++i) {
    const Angle angle = reduce(x[i]);
    quadrants[i] = angle.quadrant + 1;
    rest[i] = angle.rest;
    by_one[i] = quadrants[i] % 2 == 0 ? 1.0 : 0.0;
  }
  const Eight square = rest * rest;
  Eight sum = Eight{} + 1.0;
  for (int k = 17; k >= 1; k -= 2) sum = 1.0 - sum * square / ((k + by_one) * (k + by_one + 1.0));
  for (int i = 0; i < 8; ++i) {
    const double value = by_one[i] == 1.0 ? rest[i] * sum[i] : sum[i];
    y[i] = (quadrants[i] & 3) == 2 || (quadrants[i] & 3) == 3 ? -value : value;
  }
}

}  // namespace cnnlab
