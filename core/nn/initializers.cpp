#include "core/nn/initializers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>

#include "core/base/normal.h"
#include "core/base/thread_pool.h"
#include "core/kernels/gemm.h"

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

// Rows that are made orthonormal together: those before them are taken out by two products.
constexpr std::size_t kBlock = 32;

/// Gram and Schmidt in float64 among `count` rows of this length.
void orthonormalize_few(std::size_t count, std::size_t length, float* rows) {
  const auto dot = [length](const float* one, const float* other) {
    double sum = 0.0;
    for (std::size_t i = 0; i < length; ++i) sum += double{one[i]} * other[i];
    return sum;
  };
  for (std::size_t r = 0; r < count; ++r) {
    float* row = rows + r * length;
    for (std::size_t other = 0; other < r; ++other) {
      const float* before = rows + other * length;
      const double share = dot(row, before);
      for (std::size_t i = 0; i < length; ++i) {
        row[i] = static_cast<float>(row[i] - share * before[i]);
      }
    }
    const double scale = 1.0 / std::sqrt(dot(row, row));
    for (std::size_t i = 0; i < length; ++i) row[i] = static_cast<float>(row[i] * scale);
  }
}

/// Makes the rows {count,length} orthonormal, block by block, each of them twice: what the first
/// pass leaves by rounding the second takes. Nearly all of the work is done by gemm: for 512 rows
/// of 8,192 it takes 0.6 s of one processor in WebAssembly where row by row took 3.4, and with
/// twice the rows four times as long.
void orthonormalize(std::size_t count, std::size_t length, float* rows) {
  ThreadPool pool(1);
  std::vector<float> shares(kBlock * count);
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t block = std::min(kBlock, count - begin);
    float* own = rows + begin * length;
    for (int pass = 0; pass < 2; ++pass) {
      if (begin > 0) {
        const MatrixView before{rows, length, 1}, transposed{rows, 1, length};
        gemm(pool, block, begin, length, 1.0f, {own, length, 1}, transposed, 0.0f, shares.data(),
             begin);
        gemm(pool, block, length, begin, -1.0f, {shares.data(), begin, 1}, before, 1.0f, own,
             length);
      }
      orthonormalize_few(block, length, own);
    }
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
    std::array<double, 8> draws;
    return drawn(shape, [&](std::size_t i) {
      if (i % 8 == 0) draws = eight_normals(random, i);
      return mean + deviation * draws[i % 8];
    });
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
    std::vector<float> vectors(shorter * longer);
    std::array<double, 8> draws;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      if (i % 8 == 0) draws = eight_normals(random, i);
      vectors[i] = static_cast<float>(draws[i % 8]);
    }
    orthonormalize(shorter, longer, vectors.data());
    return drawn(shape, [&](std::size_t i) {
      const std::size_t row = i / columns, column = i % columns;
      return gain * (rows < columns ? vectors[i] : vectors[column * longer + row]);
    });
  };
}

}  // namespace cnnlab
