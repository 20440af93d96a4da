#pragma once

#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's LeakyReLU: f(x) = x where x > 0, else slope x (Maas, Hannun and Ng, Rectifier
/// Nonlinearities Improve Neural Network Acoustic Models, 2013). 0 <= slope.
class LeakyReLU final : public Layer {
 public:
  explicit LeakyReLU(float slope) : slope_(slope) {}
  Shape output_shape(const Shape& input) const override { return input; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float slope_;
};

}  // namespace cnnlab
