// Activations, apart as a layer or folded into the layer that feeds them.
#pragma once

#include "core/kernels/activations.h"
#include "core/nn/layer.h"

namespace cnnlab {

/// One of Keras's activations.
class Activation {
 public:
  enum Kind { kLinear, kRelu, kSoftmax, kElementwise };

  Activation(Kind kind) : kind_(kind) {}  // NOLINT(google-explicit-constructor): a name for each
  explicit Activation(const ElementwiseActivation& function)
      : kind_(kElementwise), function_(&function) {}

  bool operator==(const Activation& other) const {
    return kind_ == other.kind_ && function_ == other.function_;
  }

  /// Its row of the table (kernels/activations.h), whose gradient asks for what it was given. Null
  /// for the others, whose gradient follows from what they gave.
  const ElementwiseActivation* function() const { return function_; }

 private:
  Kind kind_;
  const ElementwiseActivation* function_ = nullptr;
};

/// By Keras's name; throws Error(kBadModel, "activation") for a name that there is not.
Activation parse_activation(const std::string& name);

/// Their names, the usual ones first.
std::vector<std::string> activation_names();

/// y = activation(z), over the last axis for softmax. z may be y's own memory.
void activate(ThreadPool& pool, const Activation& activation, const float* z, TensorView& y);

/// dz, the gradient before y = activation(z), from dy, that after it; dz may be dy's own memory. z
/// is read only where activation.function() is there.
void activation_gradient(ThreadPool& pool, const Activation& activation, const float* z,
                         const TensorView& y, const TensorView& dy, float* dz);

/// The same, and the gradient of a bias added just before the activation: the sums of dy over all
/// but its last axis. `workspace` holds column_sums_workspace(rows, columns) floats.
void activation_and_bias_gradient(ThreadPool& pool, const Activation& activation, const float* z,
                                  const TensorView& y, TensorView& dy, Tensor& dbias,
                                  float* workspace);

/// Floats that a layer which ends in this activation keeps for its backward pass (Layer::kept): all
/// of z, or none.
std::size_t kept_for_activation(const Activation& activation, std::size_t batch,
                                const Shape& output);

/// Where such a layer writes z: what it keeps, or y itself.
float* before_activation(const Activation& activation, TensorView& y, const Pass& pass);

/// Keras's Activation(name).
class ActivationLayer final : public Layer {
 public:
  explicit ActivationLayer(const Activation& activation) : activation_(activation) {}
  Shape output_shape(const Shape& input) const override { return input; }
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Activation activation_;
};

}  // namespace cnnlab
