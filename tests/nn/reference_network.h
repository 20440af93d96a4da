// A network computed a second time: in float64, one output cell at a time, straight from the
// definitions in Keras's documentation, and forward only. It shares no code with core/: gradients
// come from differences of its loss.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace cnnlab::reference {

using Numbers = std::vector<double>;

/// A batch {n, h, w, c}; flat rows have h = w = 1.
struct Batch {
  std::size_t n, h, w, c;
  Numbers values;

  std::size_t row() const { return h * w * c; }
  double at(std::size_t i, std::size_t y, std::size_t x, std::size_t z) const {
    return values[((i * h + y) * w + x) * c + z];
  }
  double& at(std::size_t i, std::size_t y, std::size_t x, std::size_t z) {
    return values[((i * h + y) * w + x) * c + z];
  }
};

inline Batch zeros(std::size_t n, std::size_t h, std::size_t w, std::size_t c) {
  return {n, h, w, c, Numbers(n * h * w * c, 0.0)};
}

/// Where windows begin along one axis (may be negative) and how many there are.
struct Axis {
  std::size_t count;
  long first;
};
inline Axis place(std::size_t size, std::size_t window, std::size_t stride, bool same) {
  if (!same) return {(size - window + stride) / stride, 0};
  const std::size_t count = (size + stride - 1) / stride;
  const long overhang = static_cast<long>((count - 1) * stride + window) - static_cast<long>(size);
  return {count, -(std::max(0L, overhang) / 2)};
}

/// One layer: what it computes, from its input and its parameters (in the product's order).
using Parameters = std::vector<Numbers>;
using Layer = std::function<Batch(const Batch& x, const Parameters& parameters)>;

struct Window {
  std::size_t h, w, stride_h, stride_w;
  bool same;
  std::size_t dilation_h = 1, dilation_w = 1;

  Axis rows(const Batch& x) const { return place(x.h, (h - 1) * dilation_h + 1, stride_h, same); }
  Axis columns(const Batch& x) const {
    return place(x.w, (w - 1) * dilation_w + 1, stride_w, same);
  }
};

/// visit(i, output row, output column, input row, input column, tap row, tap column), for taps that
/// lie inside the picture.
template <typename Visit>
void slide(const Batch& x, const Window& window, const Visit& visit) {
  const Axis rows = window.rows(x), columns = window.columns(x);
  for (std::size_t i = 0; i < x.n; ++i)
    for (std::size_t r = 0; r < rows.count; ++r)
      for (std::size_t s = 0; s < columns.count; ++s)
        for (std::size_t a = 0; a < window.h; ++a)
          for (std::size_t b = 0; b < window.w; ++b) {
            const long y =
                rows.first + static_cast<long>(r * window.stride_h + a * window.dilation_h);
            const long z =
                columns.first + static_cast<long>(s * window.stride_w + b * window.dilation_w);
            if (y < 0 || z < 0 || y >= static_cast<long>(x.h) || z >= static_cast<long>(x.w))
              continue;
            visit(i, r, s, static_cast<std::size_t>(y), static_cast<std::size_t>(z), a, b);
          }
}

inline Batch output_of(const Batch& x, const Window& window, std::size_t channels) {
  return zeros(x.n, window.rows(x).count, window.columns(x).count, channels);
}

/// Parameters: kernel {h, w, C/groups, filters}, and bias {filters} if it has one.
inline Layer convolution(const Window& window, std::size_t filters, std::size_t groups = 1) {
  return [=](const Batch& x, const Parameters& p) {
    Batch y = output_of(x, window, filters);
    for (std::size_t i = 0; i < y.values.size(); ++i)
      y.values[i] = p.size() > 1 ? p[1][i % filters] : 0.0;
    slide(x, window,
          [&](std::size_t i, std::size_t r, std::size_t s, std::size_t row, std::size_t column,
              std::size_t a, std::size_t b) {
            const std::size_t channels = x.c / groups;
            for (std::size_t c = 0; c < channels; ++c)
              for (std::size_t o = 0; o < filters; ++o)
                y.at(i, r, s, o) += x.at(i, row, column, o / (filters / groups) * channels + c) *
                                    p[0][((a * window.w + b) * channels + c) * filters + o];
          });
    return y;
  };
}

inline Layer max_pooling(const Window& window) {
  return [=](const Batch& x, const Parameters&) {
    Batch y = output_of(x, window, x.c);
    std::fill(y.values.begin(), y.values.end(), -HUGE_VAL);
    slide(x, window,
          [&](std::size_t i, std::size_t r, std::size_t s, std::size_t row, std::size_t column,
              std::size_t, std::size_t) {
            for (std::size_t c = 0; c < x.c; ++c)
              y.at(i, r, s, c) = std::max(y.at(i, r, s, c), x.at(i, row, column, c));
          });
    return y;
  };
}

inline Layer average_pooling(const Window& window) {
  return [=](const Batch& x, const Parameters&) {
    Batch y = output_of(x, window, x.c), count = y;
    slide(x, window,
          [&](std::size_t i, std::size_t r, std::size_t s, std::size_t row, std::size_t column,
              std::size_t, std::size_t) {
            for (std::size_t c = 0; c < x.c; ++c) {
              y.at(i, r, s, c) += x.at(i, row, column, c);
              count.at(i, r, s, c) += 1.0;
            }
          });
    for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] /= count.values[i];
    return y;
  };
}

inline Layer global_pooling(bool maximum) {
  return [=](const Batch& x, const Parameters& p) {
    const Window all{x.h, x.w, 1, 1, false};
    return (maximum ? max_pooling(all) : average_pooling(all))(x, p);
  };
}

/// Parameters: kernel {in, units}, and bias {units} if it has one.
inline Layer dense(std::size_t units) {
  return [=](const Batch& x, const Parameters& p) {
    Batch y = zeros(x.n, 1, 1, units);
    for (std::size_t i = 0; i < x.n; ++i)
      for (std::size_t u = 0; u < units; ++u) {
        y.at(i, 0, 0, u) = p.size() > 1 ? p[1][u] : 0.0;
        for (std::size_t k = 0; k < x.row(); ++k)
          y.at(i, 0, 0, u) += x.values[i * x.row() + k] * p[0][k * units + u];
      }
    return y;
  };
}

inline Layer flatten() {
  return [](const Batch& x, const Parameters&) { return Batch{x.n, 1, 1, x.row(), x.values}; };
}

inline Layer relu() {
  return [](Batch x, const Parameters&) {
    for (double& value : x.values) value = std::max(value, 0.0);
    return x;
  };
}

/// A function of each number by itself.
inline Layer elementwise(double (*function)(double)) {
  return [function](Batch x, const Parameters&) {
    for (double& value : x.values) value = function(value);
    return x;
  };
}

inline Layer leaky_relu(double slope) {
  return [slope](Batch x, const Parameters&) {
    for (double& value : x.values) value = value > 0.0 ? value : slope * value;
    return x;
  };
}

/// Over the last axis.
inline Layer softmax() {
  return [](Batch x, const Parameters&) {
    for (std::size_t first = 0; first < x.values.size(); first += x.c) {
      const auto begin = x.values.begin() + static_cast<long>(first);
      const double top = *std::max_element(begin, begin + static_cast<long>(x.c));
      double sum = 0.0;
      for (std::size_t c = 0; c < x.c; ++c)
        sum += begin[static_cast<long>(c)] = std::exp(begin[static_cast<long>(c)] - top);
      for (std::size_t c = 0; c < x.c; ++c) begin[static_cast<long>(c)] /= sum;
    }
    return x;
  };
}

/// In training; parameters: gamma, beta {C} (and moving mean and variance, unused here).
inline Layer batch_normalization(double epsilon) {
  return [=](Batch x, const Parameters& p) {
    const std::size_t rows = x.values.size() / x.c;
    for (std::size_t c = 0; c < x.c; ++c) {
      double mean = 0.0, variance = 0.0;
      for (std::size_t r = 0; r < rows; ++r)
        mean += x.values[r * x.c + c] / static_cast<double>(rows);
      for (std::size_t r = 0; r < rows; ++r)
        variance += std::pow(x.values[r * x.c + c] - mean, 2) / static_cast<double>(rows);
      for (std::size_t r = 0; r < rows; ++r) {
        double& value = x.values[r * x.c + c];
        value = p[0][c] * (value - mean) / std::sqrt(variance + epsilon) + p[1][c];
      }
    }
    return x;
  };
}

/// The same of `groups` of neighboring channels of each picture.
inline Layer group_normalization(std::size_t groups, double epsilon) {
  return [=](Batch x, const Parameters& p) {
    const std::size_t size = x.c / groups, cells = x.h * x.w;
    for (std::size_t i = 0; i < x.n; ++i) {
      for (std::size_t g = 0; g < groups; ++g) {
        double mean = 0.0, variance = 0.0;
        const auto each = [&](const auto& body) {
          for (std::size_t cell = 0; cell < cells; ++cell)
            for (std::size_t c = g * size; c < (g + 1) * size; ++c)
              body(x.values[(i * cells + cell) * x.c + c], c);
        };
        const double count = static_cast<double>(cells * size);
        each([&](double value, std::size_t) { mean += value / count; });
        each([&](double value, std::size_t) { variance += std::pow(value - mean, 2) / count; });
        each([&](double& value, std::size_t c) {
          value = p[0][c] * (value - mean) / std::sqrt(variance + epsilon) + p[1][c];
        });
      }
    }
    return x;
  };
}

/// Takes a mean off each channel and divides by the root of a variance.
inline Layer normalization(const Numbers& mean, const Numbers& variance) {
  return [=](Batch x, const Parameters&) {
    for (std::size_t i = 0; i < x.values.size(); ++i) {
      x.values[i] = (x.values[i] - mean[i % x.c]) / std::sqrt(variance[i % x.c]);
    }
    return x;
  };
}

/// Multiplies by a mask that someone else drew: its own draws are no matter of arithmetic.
inline Layer times(const Numbers& factors) {
  return [=](Batch x, const Parameters&) {
    for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] *= factors[i];
    return x;
  };
}

/// Mean of -log softmax(logits)[label].
inline double cross_entropy(const Batch& logits, const std::vector<std::uint8_t>& labels) {
  double total = 0.0;
  for (std::size_t i = 0; i < logits.n; ++i) {
    double top = -HUGE_VAL, sum = 0.0;
    for (std::size_t c = 0; c < logits.c; ++c) top = std::max(top, logits.at(i, 0, 0, c));
    for (std::size_t c = 0; c < logits.c; ++c) sum += std::exp(logits.at(i, 0, 0, c) - top);
    total += top + std::log(sum) - logits.at(i, 0, 0, labels[i]);
  }
  return total / static_cast<double>(logits.n);
}

}  // namespace cnnlab::reference
