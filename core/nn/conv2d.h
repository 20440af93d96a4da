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
  bool use_bias = true;
  Pair dilation{1, 1};
  std::size_t groups = 1;
};

/// Keras's Conv2D: y {N,H',W',O} = activation(x {N,H,W,C} * kernel {kH,kW,C/groups,O} + bias {O}).
/// ReLU is fused into the convolution. Without use_bias the bias is left out. Of several groups
/// each takes its share of the channels in and gives its share of those out.
class Conv2D final : public Layer {
 public:
  explicit Conv2D(const Conv2DSettings& settings) : settings_(settings) {}

  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override;
  std::uint64_t multiply_adds(const Shape& input) const override;
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override;
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  std::size_t kept(std::size_t batch, const Shape& input) const override;
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

  /// This layer with ReLU and a 2x2 MaxPooling2D of what it gives in one pass, for training, where
  /// traits() say can_pool_by_two: y, four times the size of `pooled` {N,H'/2,W'/2,O}, is never
  /// written. `positions` has the size of `pooled` and is kept for the backward pass.
  void forward_pooled(const TensorView& x, float* positions, TensorView& pooled, Pass& pass);
  void backward_pooled(const TensorView& x, const float* positions, const TensorView& dpooled,
                       TensorView* dx, Pass& pass);

 private:
  ConvolutionShape geometry(std::size_t batch, const Shape& input) const;
  bool is_grouped() const { return settings_.groups > 1; }

  Conv2DSettings settings_;
  Parameter kernel_;
  Parameter bias_;  // zeros that nobody learns without use_bias
};

}  // namespace cnnlab
