#include "core/nn/activation.h"

#include <algorithm>

#include "core/kernels/elementwise.h"
#include "core/kernels/softmax.h"

namespace cnnlab {

Activation parse_activation(const std::string& name) {
  if (name == "linear") return Activation::kLinear;
  if (name == "relu") return Activation::kRelu;
  if (name == "softmax") return Activation::kSoftmax;
  for (const ElementwiseActivation& row : elementwise_activations()) {
    if (name == row.name) return Activation(row);
  }
  throw Error(ErrorCode::kBadModel, Problem::kUnknownActivation, "activation", {{"given", name}});
}

std::vector<std::string> activation_names() {
  std::vector<std::string> names = {"linear", "relu", "softmax"};
  for (const ElementwiseActivation& row : elementwise_activations()) names.emplace_back(row.name);
  return names;
}

void activate(ThreadPool& pool, const Activation& activation, const float* z, TensorView& y) {
  if (activation == Activation::kRelu) return relu_forward(pool, y.size(), z, y.data());
  if (activation == Activation::kSoftmax) {
    const std::size_t columns = y.shape().back();
    return softmax_forward(y.size() / columns, columns, z, y.data());
  }
  if (activation.function() != nullptr) {
    return elementwise_forward(pool, *activation.function(), y.size(), z, y.data());
  }
  if (z != y.data()) std::copy_n(z, y.size(), y.data());
}

void activation_gradient(ThreadPool& pool, const Activation& activation, const float* z,
                         const TensorView& y, const TensorView& dy, float* dz) {
  if (activation == Activation::kRelu) {
    return relu_backward(pool, y.size(), y.data(), dy.data(), dz);
  }
  if (activation == Activation::kSoftmax) {
    const std::size_t columns = y.shape().back();
    return softmax_backward(y.size() / columns, columns, y.data(), dy.data(), dz);
  }
  if (activation.function() != nullptr) {
    return elementwise_backward(pool, *activation.function(), y.size(), z, dy.data(), dz);
  }
  if (dz != dy.data()) std::copy_n(dy.data(), dy.size(), dz);
}

void activation_and_bias_gradient(ThreadPool& pool, const Activation& activation, const float* z,
                                  const TensorView& y, TensorView& dy, Tensor& dbias,
                                  float* workspace) {
  const std::size_t columns = dbias.size(), rows = dy.size() / columns;
  if (activation == Activation::kRelu) {
    return relu_backward_and_sums(pool, rows, columns, y.data(), dy.data(), dbias.data(),
                                  workspace);
  }
  activation_gradient(pool, activation, z, y, dy, dy.data());
  column_sums(pool, rows, columns, dy.data(), dbias.data(), workspace);
}

std::size_t kept_for_activation(const Activation& activation, std::size_t batch,
                                const Shape& output) {
  return activation.function() == nullptr ? 0 : batch * element_count(output);
}

float* before_activation(const Activation& activation, TensorView& y, const Pass& pass) {
  return activation.function() == nullptr ? y.data() : pass.kept;
}

LayerTraits ActivationLayer::traits(const Shape&, bool) const {
  LayerTraits traits;
  traits.ends_in_relu = activation_ == Activation::kRelu;
  return traits;
}

void ActivationLayer::forward(const TensorView& x, TensorView& y, Pass& pass) {
  activate(pass.pool, activation_, x.data(), y);
}

void ActivationLayer::backward(const TensorView& x, const TensorView& y, TensorView& dy,
                               TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  const Activation& left = pass.gates.dy ? Activation(Activation::kLinear) : activation_;
  activation_gradient(pass.pool, left, x.data(), y, dy, dx->data());
}

}  // namespace cnnlab
