#include "core/kernels/normalization.h"

#include <algorithm>

namespace cnnlab {
namespace {

/// sums(c) = the sum of term(i, c) over every number i of channel c.
template <typename Term>
void sum_channels(ThreadPool& pool, const ChannelShape& shape, std::vector<double>& partial,
                  PerChannel& sums, const Term& term) {
  const std::size_t channels = shape.channels;
  partial.resize(shape.pictures * channels);
  pool.parallel_for(shape.pictures, [&](std::size_t n) {
    double* own = partial.data() + n * channels;
    std::fill_n(own, channels, 0.0);
    std::size_t i = n * shape.per_picture();
    for (std::size_t row = 0; row < shape.rows; ++row) {
      for (std::size_t c = 0; c < channels; ++c, ++i) own[c] += term(i, c);
    }
  });
  sums.fill(0.0);
  for (std::size_t n = 0; n < shape.pictures; ++n) {
    for (std::size_t c = 0; c < channels; ++c) sums(c) += partial[n * channels + c];
  }
}

/// Calls body(i, c) for every number i of the batch and its channel c, the pictures shared out.
template <typename Body>
void for_each_number(ThreadPool& pool, const ChannelShape& shape, const Body& body) {
  pool.parallel_for(shape.pictures, [&](std::size_t n) {
    std::size_t i = n * shape.per_picture();
    for (std::size_t row = 0; row < shape.rows; ++row) {
      for (std::size_t c = 0; c < shape.channels; ++c, ++i) body(i, c);
    }
  });
}

}  // namespace

void channel_moments(ThreadPool& pool, const ChannelShape& shape, const float* x,
                     std::vector<double>& partial, PerChannel& mean, PerChannel& variance) {
  const auto count = static_cast<double>(shape.count());
  sum_channels(pool, shape, partial, mean, [&](std::size_t i, std::size_t) { return x[i]; });
  mean /= count;
  sum_channels(pool, shape, partial, variance, [&](std::size_t i, std::size_t c) {
    const double distance = x[i] - mean(c);
    return distance * distance;
  });
  variance /= count;
}

void normalize_channels(ThreadPool& pool, const ChannelShape& shape, const float* x,
                        const Normalization& by, float* y) {
  for_each_number(pool, shape, [&](std::size_t i, std::size_t c) {
    y[i] = static_cast<float>((x[i] - by.mean(c)) * by.inverse_deviation(c) * by.gamma[c] +
                              by.beta[c]);
  });
}

void normalization_sums(ThreadPool& pool, const ChannelShape& shape, const float* x,
                        const float* dy, const Normalization& by, std::vector<double>& partial,
                        PerChannel& dbeta, PerChannel& dgamma) {
  sum_channels(pool, shape, partial, dbeta, [&](std::size_t i, std::size_t) { return dy[i]; });
  sum_channels(pool, shape, partial, dgamma, [&](std::size_t i, std::size_t c) {
    return dy[i] * ((x[i] - by.mean(c)) * by.inverse_deviation(c));
  });
}

void normalization_input_gradient(ThreadPool& pool, const ChannelShape& shape, const float* x,
                                  const float* dy, const Normalization& by, double share,
                                  const PerChannel& dbeta, const PerChannel& dgamma, float* dx) {
  for_each_number(pool, shape, [&](std::size_t i, std::size_t c) {
    const double normalized = (x[i] - by.mean(c)) * by.inverse_deviation(c);
    dx[i] = static_cast<float>(by.gamma[c] * by.inverse_deviation(c) *
                               (dy[i] - share * (dbeta(c) + normalized * dgamma(c))));
  });
}

}  // namespace cnnlab
