#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>

#include "core/kernels/normalization.h"
#include "core/tensor/tensor.h"

namespace cnnlab {
namespace {

/// All numbers of a channel in one column.
template <typename Number>
Span<Number, 2> columns_of(const ChannelShape& shape, Number* data) {
  return span_of<Number, 2>(data, {shape.count(), shape.channels});
}

}  // namespace

void channel_moments_reference(const ChannelShape& shape, const float* data, PerChannel& mean,
                               PerChannel& variance) {
  const auto x = xt::cast<double>(columns_of(shape, data));
  mean = xt::mean(x, {0});
  variance = xt::mean(xt::square(x - mean), {0});
}

void normalize_channels_reference(const ChannelShape& shape, const float* data,
                                  const Normalization& by, float* out) {
  const auto x = columns_of(shape, data);
  const auto gamma = row_of(by.gamma, shape.channels), beta = row_of(by.beta, shape.channels);
  auto y = columns_of(shape, out);
  xt::noalias(y) = xt::cast<float>((x - by.mean) * by.inverse_deviation * gamma + beta);
}

void normalization_input_gradient_reference(const ChannelShape& shape, const float* x_data,
                                            const float* dy_data, const Normalization& by,
                                            float* out) {
  const xt::xtensor<double, 2> dy = columns_of(shape, dy_data);
  const xt::xtensor<double, 2> normalized =
      (columns_of(shape, x_data) - by.mean) * by.inverse_deviation;
  const PerChannel mean_dy = xt::mean(dy, {0});
  const PerChannel mean_product = xt::mean(dy * normalized, {0});
  const auto gamma = row_of(by.gamma, shape.channels);
  auto dx = columns_of(shape, out);
  xt::noalias(dx) =
      xt::cast<float>(gamma * by.inverse_deviation * (dy - mean_dy - normalized * mean_product));
}

}  // namespace cnnlab
