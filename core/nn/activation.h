// Activations, apart as a layer or folded into the layer that feeds them.
#pragma once

#include "core/nn/layer.h"

namespace cnnlab {

enum class Activation { kLinear, kRelu, kSoftmax };

/// "linear", "relu" or "softmax"; throws Error(kBadModel, "activation") for anything else.
Activation parse_activation(const std::string& name);

/// y = activation(y), over the last axis for softmax.
void activate(ThreadPool& pool, Activation activation, TensorView& y);

/// Turns dy, the gradient after the activation, into the gradient before it.
void activation_gradient(ThreadPool& pool, Activation activation, const TensorView& y,
                         TensorView& dy);

/// The same, and the gradient of a bias added just before the activation: the sums of dy over all
/// but its last axis. `workspace` holds column_sums_workspace(rows, columns) floats.
void activation_and_bias_gradient(ThreadPool& pool, Activation activation, const TensorView& y,
                                  TensorView& dy, Tensor& dbias, float* workspace);

/// Keras's Activation(name).
class ActivationLayer final : public Layer {
 public:
  explicit ActivationLayer(Activation activation) : activation_(activation) {}
  Shape output_shape(const Shape& input) const override { return input; }
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Activation activation_;
};

}  // namespace cnnlab
