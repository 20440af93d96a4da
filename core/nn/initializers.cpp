#include "core/nn/initializers.h"

#include <algorithm>
#include <cmath>
#include <vector>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>

#include "core/base/normal.h"

namespace cnnlab {
namespace {

/// Weight i is draw(i).
template <typename Draw>
Tensor drawn(const Shape& shape, const Draw& draw) {
  Tensor weights(shape);
  float* first = weights.data();
  for (std::size_t i = 0; i < weights.size(); ++i) first[i] = static_cast<float>(draw(i));
  return weights;
}

/// Makes the columns orthonormal, each of them a vector of its own (Gram and Schmidt, twice: what
/// the first pass leaves by rounding the second takes).
void orthonormalize(std::vector<std::vector<double>>& columns) {
  const auto dot = [](const std::vector<double>& one, const std::vector<double>& other) {
    double sum = 0.0;
    for (std::size_t r = 0; r < one.size(); ++r) sum += one[r] * other[r];
    return sum;
  };
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::vector<double>& column = columns[c];
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t other = 0; other < c; ++other) {
        const double share = dot(column, columns[other]);
        for (std::size_t r = 0; r < column.size(); ++r) column[r] -= share * columns[other][r];
      }
    }
    const double length = std::sqrt(dot(column, column));
    for (double& value : column) value /= length;
  }
}

}  // namespace

Tensor glorot_uniform(const Shape& shape, std::size_t fan_in, std::size_t fan_out,
                      const Random& random) {
  const double limit = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
  const auto uniform = xt::vectorize([&](std::size_t i) -> double { return random.uniform(i); });
  Tensor weights(shape);
  auto all = row_of(weights.data(), weights.size());
  xt::noalias(all) =
      xt::cast<float>((2.0 * uniform(xt::arange<std::size_t>(weights.size())) - 1.0) * limit);
  return weights;
}

Fans fans_of(const Shape& shape) {
  const std::size_t count = element_count(shape);
  if (shape.size() < 2) return {count, count};
  const std::size_t in = shape[shape.size() - 2], out = shape[shape.size() - 1];
  return {count / out, count / in};
}

Initializer constant_values(double value) {
  return [value](const Shape& shape, const Random&) {
    return Tensor(shape, static_cast<float>(value));
  };
}

Initializer random_uniform(double low, double high) {
  return [low, high](const Shape& shape, const Random& random) {
    return drawn(shape, [&](std::size_t i) { return low + (high - low) * random.uniform(i); });
  };
}

Initializer random_normal(double mean, double deviation) {
  return [mean, deviation](const Shape& shape, const Random& random) {
    return drawn(shape, [&](std::size_t i) { return mean + deviation * normal(random, 2 * i); });
  };
}

Initializer truncated_normal(double mean, double deviation) {
  return [mean, deviation](const Shape& shape, const Random& random) {
    return drawn(shape, [&](std::size_t i) {
      const Random own = random.fork(i);
      double value = normal(own, 0);
      for (std::uint64_t next = 2; std::abs(value) >= 2.0; next += 2) value = normal(own, next);
      return mean + deviation * value;
    });
  };
}

Initializer variance_scaling(double scale, FanMode mode, Distribution distribution) {
  return [=](const Shape& shape, const Random& random) {
    const Fans fans = fans_of(shape);
    const auto in = static_cast<double>(fans.in), out = static_cast<double>(fans.out);
    double fan = (in + out) / 2.0;
    if (mode == FanMode::kIn) fan = in;
    if (mode == FanMode::kOut) fan = out;
    const double variance = scale / std::max(1.0, fan);
    if (distribution == Distribution::kUniform) {
      const double limit = std::sqrt(3.0 * variance);
      return random_uniform(-limit, limit)(shape, random);
    }
    if (distribution == Distribution::kNormal) {
      return random_normal(0.0, std::sqrt(variance))(shape, random);
    }
    // The deviation of a normal distribution that is cut off at two of its own.
    constexpr double kTruncatedDeviation = 0.87962566103423978;
    return truncated_normal(0.0, std::sqrt(variance) / kTruncatedDeviation)(shape, random);
  };
}

Initializer orthogonal(double gain) {
  return [gain](const Shape& shape, const Random& random) {
    const std::size_t columns = shape.back(), rows = element_count(shape) / columns;
    const std::size_t longer = std::max(rows, columns), shorter = std::min(rows, columns);
    std::vector<std::vector<double>> vectors(shorter, std::vector<double>(longer));
    for (std::size_t c = 0; c < shorter; ++c) {
      for (std::size_t r = 0; r < longer; ++r) vectors[c][r] = normal(random, 2 * (c * longer + r));
    }
    orthonormalize(vectors);
    return drawn(shape, [&](std::size_t i) {
      const std::size_t row = i / columns, column = i % columns;
      return gain * (rows < columns ? vectors[row][column] : vectors[column][row]);
    });
  };
}

}  // namespace cnnlab
