#include "core/kernels/activations.h"

#include <algorithm>
#include <cmath>

#include "core/base/f32x4_math.h"
#include "core/kernels/by_fours.h"

namespace cnnlab {
namespace {

using f32x4_math::clamped;

f32x4 where(i32x4 condition, f32x4 yes, f32x4 no) { return select4(condition, yes, no); }
f32x4 absolute(f32x4 x) { return (f32x4)((i32x4)x & 0x7FFFFFFF); }

f32x4 logistic(f32x4 x) { return 1.0f / (exponential(-x) + 1.0f); }

/// logistic(x) and logistic(-x), neither with a loss, from one exponential and one division.
struct LogisticPair {
  f32x4 of_x, of_minus_x;
};
LogisticPair logistic_pair(f32x4 x) {
  const f32x4 e = exponential(-absolute(x));
  const f32x4 larger_one = 1.0f / (e + 1.0f), smaller_one = e * larger_one;
  return {where(x > 0.0f, larger_one, smaller_one), where(x > 0.0f, smaller_one, larger_one)};
}

/// logistic(x) logistic(-x).
f32x4 logistic_slope(f32x4 x) {
  const f32x4 e = exponential(-absolute(x)), sum = e + 1.0f;
  return e / (sum * sum);
}

f32x4 hyperbolic_tangent(f32x4 x) {
  // Beyond 10 it is 1.
  const f32x4 e = f32x4_math::exponential_minus_one_within(2.0f * clamped(x, -10.0f, 10.0f));
  return e / (e + 2.0f);
}

/// e^(-x^2 / 2).
f32x4 bell(f32x4 x) { return exponential(-0.5f * x * x); }

/// The share of a normal distribution below x, without loss where it is small.
f32x4 normal_below(f32x4 x) {
  constexpr float kRootOfHalf = 0.70710678f;
  const f32x4 tail =
      0.5f * bell(x) * scaled_complementary_error_function(absolute(x) * kRootOfHalf);
  return where(x > 0.0f, 1.0f - tail, tail);
}

// The table ------------------------------------------------------------------------------------

/// Clevert, Unterthiner and Hochreiter, 2015; alpha is 1.
struct Elu {
  static f32x4 value(f32x4 x) { return exponential_linear(x); }
  static f32x4 derivative(f32x4 x) { return where(x > 0.0f, splat4(1.0f), exponential(x)); }
  static double reference(double x) { return x > 0.0 ? x : std::expm1(x); }
};

/// Klambauer, Unterthiner, Mayr and Hochreiter, 2017.
struct Selu {
  static constexpr float kAlpha = 1.67326324235437728f, kScale = 1.05070098735548049f;
  static f32x4 value(f32x4 x) { return kScale * where(x > 0.0f, x, kAlpha * Elu::value(x)); }
  static f32x4 derivative(f32x4 x) {
    return where(x >= 0.0f, splat4(kScale), kScale * kAlpha * exponential(x));
  }
  static double reference(double x) {
    return 1.05070098735548049342 * (x > 0.0 ? x : 1.67326324235437728482 * std::expm1(x));
  }
};

struct Sigmoid {
  static f32x4 value(f32x4 x) { return logistic(x); }
  static f32x4 derivative(f32x4 x) { return logistic_slope(x); }
  static double reference(double x) { return 1.0 / (1.0 + std::exp(-x)); }
};

struct Tanh {
  static f32x4 value(f32x4 x) { return hyperbolic_tangent(x); }
  static f32x4 derivative(f32x4 x) { return 4.0f * logistic_slope(2.0f * x); }  // 1 - tanh^2
  static double reference(double x) { return std::tanh(x); }
};

/// log(1 + e^x).
struct Softplus {
  static f32x4 value(f32x4 x) {
    return rectified(x) + logarithm_of_one_plus(exponential(-absolute(x)));
  }
  static f32x4 derivative(f32x4 x) { return logistic(x); }
  static double reference(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
  }
};

struct Softsign {
  static f32x4 value(f32x4 x) { return x / (absolute(x) + 1.0f); }
  static f32x4 derivative(f32x4 x) {
    const f32x4 share = 1.0f / (absolute(x) + 1.0f);
    return share * share;
  }
  static double reference(double x) { return x / (1.0 + std::abs(x)); }
};

/// Also called swish: x sigmoid(x).
struct Silu {
  static f32x4 value(f32x4 x) { return x * logistic(x); }
  static f32x4 derivative(f32x4 x) {
    const auto [share, rest] = logistic_pair(x);
    return share * (x * rest + 1.0f);
  }
  static double reference(double x) { return x / (1.0 + std::exp(-x)); }
};

/// Exact: x times the share of a normal distribution below x (Hendrycks and Gimpel, 2016).
struct Gelu {
  static f32x4 value(f32x4 x) { return x * normal_below(x); }
  static f32x4 derivative(f32x4 x) {
    constexpr float kRootOfTwoPiInverse = 0.39894228f;
    return normal_below(x) + kRootOfTwoPiInverse * x * bell(x);
  }
  static double reference(double x) { return 0.5 * x * std::erfc(-x * std::sqrt(0.5)); }
};

/// The name means a slope of 0.2; the layer LeakyReLU has 0.3.
struct LeakyRelu {
  static f32x4 value(f32x4 x) { return where(x > 0.0f, x, 0.2f * x); }
  static f32x4 derivative(f32x4 x) { return where(x > 0.0f, splat4(1.0f), splat4(0.2f)); }
  static double reference(double x) { return x > 0.0 ? x : 0.2 * x; }
};

struct Relu6 {
  static f32x4 value(f32x4 x) { return clamped(x, 0.0f, 6.0f); }
  static f32x4 derivative(f32x4 x) {
    return where((x > 0.0f) & (x < 6.0f), splat4(1.0f), splat4(0.0f));
  }
  static double reference(double x) { return std::min(std::max(x, 0.0), 6.0); }
};

/// x / 6 + 0.5, cut to [0, 1].
struct HardSigmoid {
  static f32x4 value(f32x4 x) { return clamped(x / 6.0f + 0.5f, 0.0f, 1.0f); }
  static f32x4 derivative(f32x4 x) {
    return where((x >= -3.0f) & (x <= 3.0f), splat4(1.0f / 6.0f), splat4(0.0f));
  }
  static double reference(double x) { return std::min(std::max(x / 6.0 + 0.5, 0.0), 1.0); }
};

/// Also called hard swish: x hard_sigmoid(x).
struct HardSilu {
  static f32x4 value(f32x4 x) { return x * HardSigmoid::value(x); }
  static f32x4 derivative(f32x4 x) {
    return HardSigmoid::value(x) + x * HardSigmoid::derivative(x);
  }
  static double reference(double x) { return x * HardSigmoid::reference(x); }
};

/// x tanh(softplus(x)) (Misra, 2019).
struct Mish {
  /// tanh(log(1 + e^x)) = ((1 + e^x)^2 - 1) / ((1 + e^x)^2 + 1); beyond 20 it is 1.
  static f32x4 gate(f32x4 x) {
    const f32x4 e = exponential(clamped(x, -110.0f, 20.0f));
    const f32x4 above = e * (e + 2.0f);
    return above / (above + 2.0f);
  }
  static f32x4 value(f32x4 x) { return x * gate(x); }
  static f32x4 derivative(f32x4 x) {
    const f32x4 t = gate(x);
    return t + x * logistic(x) * (1.0f - t * t);
  }
  static double reference(double x) { return x * std::tanh(Softplus::reference(x)); }
};

struct Exponential {
  static f32x4 value(f32x4 x) { return exponential(x); }
  static f32x4 derivative(f32x4 x) { return exponential(x); }
  static double reference(double x) { return std::exp(x); }
};

template <typename F>
void values(std::size_t count, const float* x, float* y) {
  by_fours(count, y, F::value, x);
}

template <typename F>
void gradients(std::size_t count, const float* x, const float* dy, float* dx) {
  const auto before = [](f32x4 at, f32x4 after) { return after * F::derivative(at); };
  by_fours(count, dx, before, x, dy);
}

template <typename F>
constexpr ElementwiseActivation row(const char* name) {
  return {name, values<F>, gradients<F>, F::reference};
}

constexpr ElementwiseActivation kTable[] = {
    row<Elu>("elu"),
    row<Selu>("selu"),
    row<Sigmoid>("sigmoid"),
    row<Tanh>("tanh"),
    row<Softplus>("softplus"),
    row<Softsign>("softsign"),
    row<Silu>("silu"),
    row<Gelu>("gelu"),
    row<LeakyRelu>("leaky_relu"),
    row<Relu6>("relu6"),
    row<HardSigmoid>("hard_sigmoid"),
    row<HardSilu>("hard_silu"),
    row<Mish>("mish"),
    row<Exponential>("exponential"),
};

// Some tens of operations each: a chunk outweighs its claim.
constexpr std::size_t kGrain = 4096;

}  // namespace

std::span<const ElementwiseActivation> elementwise_activations() { return kTable; }

void elementwise_forward(ThreadPool& pool, const ElementwiseActivation& f, std::size_t count,
                         const float* x, float* y) {
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    f.value(range.end - range.begin, x + range.begin, y + range.begin);
  });
}

void elementwise_backward(ThreadPool& pool, const ElementwiseActivation& f, std::size_t count,
                          const float* x, const float* dy, float* dx) {
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    f.gradient(range.end - range.begin, x + range.begin, dy + range.begin, dx + range.begin);
  });
}

}  // namespace cnnlab
