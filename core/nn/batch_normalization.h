#pragma once

#include <vector>

#include "core/kernels/normalization.h"
#include "core/nn/layer.h"

namespace cnnlab {

/// Keras 3's BatchNormalization over the last axis (Ioffe and Szegedy, 2015).
/// Training: y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with the batch's own mean and
/// biased variance, which also move the moving ones: moving = momentum * moving + (1 - momentum) *
/// batch. Inference uses the moving ones.
class BatchNormalization final : public Layer {
 public:
  BatchNormalization(float momentum, float epsilon) : momentum_(momentum), epsilon_(epsilon) {}

  Shape output_shape(const Shape& input) const override { return input; }
  std::size_t parameter_count(const Shape& input) const override { return 4 * input.back(); }
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override {
    return {&gamma_, &beta_, &moving_mean_, &moving_variance_};
  }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Normalization normalization() const;

  float momentum_;
  float epsilon_;
  Parameter gamma_;
  Parameter beta_;
  Parameter moving_mean_;
  Parameter moving_variance_;
  // Of the last forward pass, one per channel: what backward needs again.
  PerChannel mean_;
  PerChannel inverse_deviation_;
  // These keep their memory from step to step.
  PerChannel variance_;
  PerChannel dbeta_;
  PerChannel dgamma_;
  std::vector<double> partial_;  // see kernels/normalization.h
};

}  // namespace cnnlab
