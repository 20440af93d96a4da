#include "core/nn/activation.h"

#include <algorithm>

#include "core/kernels/elementwise.h"
#include "core/kernels/softmax.h"

namespace cnnlab {

Activation parse_activation(const std::string& name) {
  if (name == "linear") return Activation::kLinear;
  if (name == "relu") return Activation::kRelu;
  if (name == "softmax") return Activation::kSoftmax;
  throw Error(ErrorCode::kBadModel, Problem::kUnknownActivation, "activation", {{"given", name}});
}

void activate(ThreadPool& pool, Activation activation, TensorView& y) {
  if (activation == Activation::kRelu) relu_forward(pool, y.size(), y.data(), y.data());
  if (activation == Activation::kSoftmax) {
    const std::size_t columns = y.shape().back();
    softmax_forward(y.size() / columns, columns, y.data(), y.data());
  }
}

void activation_gradient(ThreadPool& pool, Activation activation, const TensorView& y,
                         TensorView& dy) {
  if (activation == Activation::kRelu)
    relu_backward(pool, y.size(), y.data(), dy.data(), dy.data());
  if (activation == Activation::kSoftmax) {
    const std::size_t columns = y.shape().back();
    softmax_backward(y.size() / columns, columns, y.data(), dy.data(), dy.data());
  }
}

void activation_and_bias_gradient(ThreadPool& pool, Activation activation, const TensorView& y,
                                  TensorView& dy, Tensor& dbias, float* workspace) {
  const std::size_t columns = dbias.size(), rows = dy.size() / columns;
  if (activation == Activation::kRelu) {
    return relu_backward_and_sums(pool, rows, columns, y.data(), dy.data(), dbias.data(),
                                  workspace);
  }
  activation_gradient(pool, activation, y, dy);
  column_sums(pool, rows, columns, dy.data(), dbias.data(), workspace);
}

LayerTraits ActivationLayer::traits(const Shape&, bool) const {
  LayerTraits traits;
  traits.ends_in_relu = activation_ == Activation::kRelu;
  return traits;
}

void ActivationLayer::forward(const TensorView& x, TensorView& y, Pass& pass) {
  std::copy_n(x.data(), x.size(), y.data());
  activate(pass.pool, activation_, y);
}

void ActivationLayer::backward(const TensorView&, const TensorView& y, TensorView& dy,
                               TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  if (!pass.gates.dy) activation_gradient(pass.pool, activation_, y, dy);
  std::copy_n(dy.data(), dy.size(), dx->data());
}

}  // namespace cnnlab
