#pragma once

#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's LayerNormalization over the last axis (Ba, Kiros and Hinton, 2016):
/// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, mean and variance of each row's own
/// numbers, in training and at inference alike.
class LayerNormalization final : public Layer {
 public:
  explicit LayerNormalization(float epsilon) : epsilon_(epsilon) {}
  Shape output_shape(const Shape& input) const override { return input; }
  std::size_t parameter_count(const Shape& input) const override { return 2 * input.back(); }
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override { return {&gamma_, &beta_}; }
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float epsilon_;
  Parameter gamma_;
  Parameter beta_;
};

}  // namespace cnnlab
