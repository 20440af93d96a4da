#include "core/nn/dropout_layer.h"

#include <algorithm>

#include "core/kernels/dropout.h"

namespace cnnlab {
namespace {

void apply(float rate, const TensorView& from, TensorView& to, Pass& pass) {
  if (pass.training && rate > 0.0f) {
    dropout(pass.pool, from.size(), rate, pass.random, from.data(), to.data());
  } else {
    std::copy_n(from.data(), from.size(), to.data());
  }
}

void apply_spatial(float rate, const TensorView& from, TensorView& to, Pass& pass) {
  if (pass.training && rate > 0.0f) {
    const auto& shape = from.shape();
    spatial_dropout(pass.pool, shape[0], shape[1] * shape[2], shape[3], rate, pass.random,
                    from.data(), to.data());
  } else {
    std::copy_n(from.data(), from.size(), to.data());
  }
}

}  // namespace

void Dropout::forward(const TensorView& x, TensorView& y, Pass& pass) { apply(rate_, x, y, pass); }

void Dropout::backward(const TensorView&, const TensorView& y, TensorView& dy, TensorView* dx,
                       Pass& pass) {
  if (dx == nullptr) return;
  if (pass.training && rate_ > 0.0f) {
    dropout_gradient(pass.pool, dy.size(), rate_, y.data(), dy.data(), dx->data());
  } else {
    std::copy_n(dy.data(), dy.size(), dx->data());
  }
}

Shape SpatialDropout2D::output_shape(const Shape& input) const {
  require_picture(input, "SpatialDropout2D");
  return input;
}

void SpatialDropout2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  apply_spatial(rate_, x, y, pass);
}

void SpatialDropout2D::backward(const TensorView&, const TensorView&, TensorView& dy,
                                TensorView* dx, Pass& pass) {
  if (dx != nullptr) apply_spatial(rate_, dy, *dx, pass);
}

}  // namespace cnnlab
