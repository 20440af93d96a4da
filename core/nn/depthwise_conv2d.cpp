#include "core/nn/depthwise_conv2d.h"

#include <algorithm>

#include "core/kernels/depthwise.h"
#include "core/kernels/elementwise.h"
#include "core/nn/convolution_shape.h"
#include "core/nn/initializers.h"

namespace cnnlab {
namespace {

constexpr ConvolutionAlgorithm kPointwise = ConvolutionAlgorithm::kGemm;

ConvolutionShape geometry(const DepthwiseSettings& settings, std::size_t batch,
                          const Shape& input) {
  return convolution_shape(batch, input, settings.kernel_size, settings.strides, settings.padding,
                           settings.dilation, input[2] * settings.depth_multiplier);
}

ConvolutionShape geometry(const DepthwiseSettings& settings, const TensorView& x) {
  return geometry(settings, x.shape()[0], {x.shape()[1], x.shape()[2], x.shape()[3]});
}

std::size_t taps(const ConvolutionShape& shape) {
  return shape.kernel_height * shape.kernel_width * shape.filters;
}

/// Keras's glorot_uniform of {kH,kW,C,M}: fans as of any kernel.
Parameter depthwise_kernel(const char* name, const DepthwiseSettings& settings,
                           std::size_t channels, const Random& random) {
  const auto [height, width] = settings.kernel_size;
  const std::size_t cells = height * width, multiplier = settings.depth_multiplier;
  return make_parameter(name, glorot_uniform({height, width, channels, multiplier},
                                             cells * channels, cells * multiplier, random));
}

}  // namespace

Shape DepthwiseConv2D::output_shape(const Shape& input) const {
  require_picture(input, "DepthwiseConv2D");
  const ConvolutionShape shape = geometry(settings_, 1, input);
  return {shape.output_height, shape.output_width, shape.filters};
}

std::size_t DepthwiseConv2D::parameter_count(const Shape& input) const {
  const ConvolutionShape shape = geometry(settings_, 1, input);
  return taps(shape) + (settings_.use_bias ? shape.filters : 0);
}

std::uint64_t DepthwiseConv2D::multiply_adds(const Shape& input) const {
  const ConvolutionShape shape = geometry(settings_, 1, input);
  return std::uint64_t{shape.output_height} * shape.output_width * taps(shape);
}

void DepthwiseConv2D::build(const Shape& input, const Random& random) {
  kernel_ = depthwise_kernel("kernel", settings_, input[2], random);
  bias_ = make_parameter("bias", Shape{input[2] * settings_.depth_multiplier});
}

std::vector<Parameter*> DepthwiseConv2D::parameters() {
  if (!settings_.use_bias) return {&kernel_};
  return {&kernel_, &bias_};
}

std::size_t DepthwiseConv2D::workspace(std::size_t batch, const Shape& input, bool) const {
  const ConvolutionShape shape = geometry(settings_, batch, input);
  return std::max(depthwise_workspace(shape),
                  column_sums_workspace(shape.output_cells(), shape.filters));
}

std::size_t DepthwiseConv2D::kept(std::size_t batch, const Shape& input) const {
  return kept_for_activation(settings_.activation, batch, output_shape(input));
}

void DepthwiseConv2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const ConvolutionShape shape = geometry(settings_, x);
  const bool is_relu = settings_.activation == Activation::kRelu;
  float* z = before_activation(settings_.activation, y, pass);
  depthwise_forward(pass.pool, shape, x.data(), kernel_.value.data(), z);
  add_bias(pass.pool, shape.output_cells(), shape.filters, bias_.value.data(), is_relu, z);
  if (!is_relu) activate(pass.pool, settings_.activation, z, y);
}

void DepthwiseConv2D::backward(const TensorView& x, const TensorView& y, TensorView& dy,
                               TensorView* dx, Pass& pass) {
  const ConvolutionShape shape = geometry(settings_, x);
  activation_and_bias_gradient(pass.pool, settings_.activation, pass.kept, y, dy, bias_.gradient,
                               pass.workspace);
  depthwise_filter_gradient(pass.pool, shape, x.data(), dy.data(), kernel_.gradient.data(),
                            pass.workspace);
  if (dx == nullptr) return;
  depthwise_input_gradient(pass.pool, shape, dy.data(), kernel_.value.data(), dx->data());
}

ConvolutionShape SeparableConv2D::pointwise(const ConvolutionShape& depthwise) const {
  ConvolutionShape shape;
  shape.batch = depthwise.batch;
  shape.height = shape.output_height = depthwise.output_height;
  shape.width = shape.output_width = depthwise.output_width;
  shape.channels = depthwise.filters;
  shape.filters = filters_;
  shape.kernel_height = shape.kernel_width = 1;
  shape.stride_height = shape.stride_width = 1;
  shape.pad_top = shape.pad_left = 0;
  return shape;
}

Shape SeparableConv2D::output_shape(const Shape& input) const {
  require_picture(input, "SeparableConv2D");
  const ConvolutionShape shape = geometry(settings_, 1, input);
  return {shape.output_height, shape.output_width, filters_};
}

std::size_t SeparableConv2D::parameter_count(const Shape& input) const {
  const ConvolutionShape shape = geometry(settings_, 1, input);
  return taps(shape) + shape.filters * filters_ + (settings_.use_bias ? filters_ : 0);
}

std::uint64_t SeparableConv2D::multiply_adds(const Shape& input) const {
  const ConvolutionShape shape = geometry(settings_, 1, input);
  const std::uint64_t cells = std::uint64_t{shape.output_height} * shape.output_width;
  return cells * taps(shape) + cells * shape.filters * filters_;
}

void SeparableConv2D::build(const Shape& input, const Random& random) {
  depthwise_kernel_ = depthwise_kernel("depthwise_kernel", settings_, input[2], random.fork(0));
  const std::size_t between = input[2] * settings_.depth_multiplier;
  pointwise_kernel_ =
      make_parameter("pointwise_kernel",
                     glorot_uniform({1, 1, between, filters_}, between, filters_, random.fork(1)));
  bias_ = make_parameter("bias", Shape{filters_});
}

std::vector<Parameter*> SeparableConv2D::parameters() {
  if (!settings_.use_bias) return {&depthwise_kernel_, &pointwise_kernel_};
  return {&depthwise_kernel_, &pointwise_kernel_, &bias_};
}

std::size_t SeparableConv2D::workspace(std::size_t batch, const Shape& input, bool) const {
  const ConvolutionShape shape = geometry(settings_, batch, input);
  // What lies between the two, its gradient, and behind it what either needs.
  return shape.output_size() +
         std::max(depthwise_workspace(shape), convolution_workspace(pointwise(shape), kPointwise));
}

std::size_t SeparableConv2D::kept(std::size_t batch, const Shape& input) const {
  return kept_for_activation(settings_.activation, batch, output_shape(input)) +
         geometry(settings_, batch, input).output_size();
}

void SeparableConv2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const ConvolutionShape shape = geometry(settings_, x);
  const bool is_relu = settings_.activation == Activation::kRelu;
  float* z = before_activation(settings_.activation, y, pass);
  float* between = z == pass.kept ? pass.kept + y.size() : pass.kept;
  depthwise_forward(pass.pool, shape, x.data(), depthwise_kernel_.value.data(), between);
  convolution_forward(pass.pool, kPointwise, pointwise(shape), between,
                      pointwise_kernel_.value.data(), bias_.value.data(), is_relu, z,
                      pass.workspace);
  if (!is_relu) activate(pass.pool, settings_.activation, z, y);
}

void SeparableConv2D::backward(const TensorView& x, const TensorView& y, TensorView& dy,
                               TensorView* dx, Pass& pass) {
  const ConvolutionShape shape = geometry(settings_, x);
  const bool keeps_z = settings_.activation.function() != nullptr;
  const float* between = keeps_z ? pass.kept + y.size() : pass.kept;
  float* dbetween = pass.workspace;
  float* rest = pass.workspace + shape.output_size();
  activation_gradient(pass.pool, settings_.activation, pass.kept, y, dy, dy.data());
  convolution_filter_gradient(pass.pool, kPointwise, pointwise(shape), between, dy.data(),
                              pointwise_kernel_.gradient.data(), bias_.gradient.data(), rest);
  convolution_input_gradient(pass.pool, kPointwise, pointwise(shape), dy.data(),
                             pointwise_kernel_.value.data(), nullptr, dbetween, rest);
  depthwise_filter_gradient(pass.pool, shape, x.data(), dbetween, depthwise_kernel_.gradient.data(),
                            rest);
  if (dx == nullptr) return;
  depthwise_input_gradient(pass.pool, shape, dbetween, depthwise_kernel_.value.data(), dx->data());
}

}  // namespace cnnlab
