// Convolutions that take each channel by itself: Keras's DepthwiseConv2D and SeparableConv2D.
#pragma once

#include "core/kernels/convolution.h"
#include "core/nn/activation.h"
#include "core/nn/layer.h"
#include "core/nn/window.h"

namespace cnnlab {

struct DepthwiseSettings {
  Pair kernel_size;
  Pair strides{1, 1};
  Padding padding = Padding::kValid;
  std::size_t depth_multiplier = 1;
  Pair dilation{1, 1};
  Activation activation = Activation::kLinear;
  bool use_bias = true;
};

/// y {N,H',W',C*M} = activation(each channel of x {N,H,W,C} * its M kernels of {kH,kW,C,M} + bias).
class DepthwiseConv2D final : public Layer {
 public:
  explicit DepthwiseConv2D(const DepthwiseSettings& settings) : settings_(settings) {}
  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override;
  std::uint64_t multiply_adds(const Shape& input) const override;
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override;
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  std::size_t kept(std::size_t batch, const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  DepthwiseSettings settings_;
  Parameter kernel_;
  Parameter bias_;  // zeros that nobody learns without use_bias
};

/// A depthwise convolution without bias or activation, and one of 1x1 over all its channels:
/// y {N,H',W',O} = activation((x * depthwise_kernel {kH,kW,C,M}) * pointwise_kernel {1,1,C*M,O} +
/// bias {O}) (Chollet, 2017).
class SeparableConv2D final : public Layer {
 public:
  SeparableConv2D(std::size_t filters, const DepthwiseSettings& settings)
      : filters_(filters), settings_(settings) {}
  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override;
  std::uint64_t multiply_adds(const Shape& input) const override;
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override;
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  std::size_t kept(std::size_t batch, const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  ConvolutionShape pointwise(const ConvolutionShape& depthwise) const;

  std::size_t filters_;
  DepthwiseSettings settings_;
  Parameter depthwise_kernel_;
  Parameter pointwise_kernel_;
  Parameter bias_;  // zeros that nobody learns without use_bias
};

}  // namespace cnnlab
