// Noise that only training sees, as Keras has it.
#pragma once

#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's GaussianNoise: y = x + noise of mean 0 and this standard deviation.
class GaussianNoise final : public Layer {
 public:
  explicit GaussianNoise(float deviation) : deviation_(deviation) {}
  Shape output_shape(const Shape& input) const override { return input; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float deviation_;
};

/// Keras's GaussianDropout: y = x times noise of mean 1 and standard deviation
/// sqrt(rate / (1 - rate)), so that it varies as Dropout's (Srivastava et al., 2014). Keeps the
/// noise: to draw it again for the way back would take as long as all the rest.
class GaussianDropout final : public Layer {
 public:
  explicit GaussianDropout(float rate) : rate_(rate) {}
  Shape output_shape(const Shape& input) const override { return input; }
  std::size_t kept(std::size_t batch, const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float rate_;
};

}  // namespace cnnlab
