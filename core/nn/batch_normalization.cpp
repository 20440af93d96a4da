#include "core/nn/batch_normalization.h"

#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>

namespace cnnlab {
namespace {

ChannelShape channels_of(const TensorView& x) {
  const std::size_t pictures = x.shape()[0], channels = x.shape().back();
  return {pictures, x.size() / (pictures * channels), channels};
}

Span<float, 1> row(Parameter& parameter) {
  return row_of(parameter.value.data(), parameter.value.size());
}

}  // namespace

void BatchNormalization::build(const Shape& input, const Random&) {
  const Shape channels{input.back()};
  gamma_ = make_parameter("gamma", channels, 1.0f);
  beta_ = make_parameter("beta", channels);
  moving_mean_ = make_parameter("moving_mean", channels);
  moving_variance_ = make_parameter("moving_variance", channels, 1.0f);
  moving_mean_.trainable = false;
  moving_variance_.trainable = false;
  for (PerChannel* numbers : {&mean_, &inverse_deviation_, &variance_, &dbeta_, &dgamma_}) {
    *numbers = xt::zeros<double>({input.back()});
  }
}

Normalization BatchNormalization::normalization() const {
  return {mean_, inverse_deviation_, gamma_.value.data(), beta_.value.data()};
}

void BatchNormalization::forward(const TensorView& x, TensorView& y, Pass& pass) {
  auto moving_mean = row(moving_mean_), moving_variance = row(moving_variance_);
  if (pass.training) {
    channel_moments(pass.pool, channels_of(x), x.data(), partial_, mean_, variance_);
    const double keep = momentum_;
    xt::noalias(moving_mean) = xt::cast<float>(keep * moving_mean + (1.0 - keep) * mean_);
    xt::noalias(moving_variance) =
        xt::cast<float>(keep * moving_variance + (1.0 - keep) * variance_);
  } else {
    xt::noalias(mean_) = moving_mean;
    xt::noalias(variance_) = moving_variance;
  }
  xt::noalias(inverse_deviation_) = 1.0 / xt::sqrt(variance_ + epsilon_);
  normalize_channels(pass.pool, channels_of(x), x.data(), normalization(), y.data());
}

void BatchNormalization::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  const ChannelShape shape = channels_of(x);
  normalization_sums(pass.pool, shape, x.data(), dy.data(), normalization(), partial_, dbeta_,
                     dgamma_);
  auto beta_gradient = row_of(beta_.gradient.data(), shape.channels);
  auto gamma_gradient = row_of(gamma_.gradient.data(), shape.channels);
  xt::noalias(beta_gradient) = xt::cast<float>(dbeta_);
  xt::noalias(gamma_gradient) = xt::cast<float>(dgamma_);
  if (dx == nullptr) return;
  // At inference the statistics do not depend on x.
  const double share = pass.training ? 1.0 / static_cast<double>(shape.count()) : 0.0;
  normalization_input_gradient(pass.pool, shape, x.data(), dy.data(), normalization(), share,
                               dbeta_, dgamma_, dx->data());
}

}  // namespace cnnlab
