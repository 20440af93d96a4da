#pragma once

#include "core/kernels/convolution.h"
#include "core/nn/activation.h"
#include "core/nn/layer.h"
#include "core/nn/window.h"

namespace cnnlab {

struct Conv2DSettings {
  std::size_t filters;
  Pair kernel_size;
  Pair strides{1, 1};
  Padding padding = Padding::kValid;
  Activation activation = Activation::kLinear;
};

/// Keras's Conv2D: y {N,H',W',O} = activation(x {N,H,W,C} * kernel {kH,kW,C,O} + bias {O}).
/// ReLU is fused into the convolution.
class Conv2D final : public Layer, private PooledForm {
 public:
  explicit Conv2D(const Conv2DSettings& settings) : settings_(settings) {}

  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override;
  std::uint64_t multiply_adds(const Shape& input) const override;
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override { return {&kernel_, &bias_}; }
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  bool ends_in_relu() const override { return settings_.activation == Activation::kRelu; }
  bool can_gate_dx() const override { return true; }
  bool may_gate_over_x(const Shape& input, bool exact) const override;
  PooledForm* pooled_form(const Shape& input, bool exact) override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  void forward_pooled(const TensorView& x, float* positions, TensorView& pooled,
                      Pass& pass) override;
  void backward_pooled(const TensorView& x, const float* positions, const TensorView& dpooled,
                       TensorView* dx, Pass& pass) override;

  ConvolutionShape geometry(std::size_t batch, const Shape& input) const;

  Conv2DSettings settings_;
  Parameter kernel_;
  Parameter bias_;
};

}  // namespace cnnlab
