#include "core/nn/conv2d.h"

#include "core/kernels/grouped_convolution.h"
#include "core/nn/convolution_shape.h"
#include "core/nn/initializers.h"

namespace cnnlab {
namespace {

Shape picture_of(const TensorView& x) { return {x.shape()[1], x.shape()[2], x.shape()[3]}; }

}  // namespace

ConvolutionShape Conv2D::geometry(std::size_t batch, const Shape& input) const {
  return convolution_shape(batch, input, settings_.kernel_size, settings_.strides,
                           settings_.padding, settings_.dilation, settings_.filters);
}

Shape Conv2D::output_shape(const Shape& input) const {
  require_picture(input, "Conv2D");
  if (input[2] % settings_.groups != 0 || settings_.filters % settings_.groups != 0) {
    throw Error(
        ErrorCode::kBadModel, Problem::kGroupsDoNotDivide, "groups",
        {{"groups", settings_.groups}, {"channels", input[2]}, {"filters", settings_.filters}});
  }
  const ConvolutionShape shape = geometry(1, input);
  return {shape.output_height, shape.output_width, shape.filters};
}

std::size_t Conv2D::parameter_count(const Shape& input) const {
  return geometry(1, input).kernel_size() / settings_.groups +
         (settings_.use_bias ? settings_.filters : 0);
}

std::uint64_t Conv2D::multiply_adds(const Shape& input) const {
  const ConvolutionShape shape = geometry(1, input);
  return std::uint64_t{shape.output_size()} * shape.kernel_height * shape.kernel_width *
         shape.channels / settings_.groups;
}

void Conv2D::build(const Shape& input, const Random& random) {
  const Pair window = settings_.kernel_size;
  const std::size_t channels = input[2] / settings_.groups;
  const std::size_t receptive_field = window.height * window.width;
  kernel_ = make_parameter(
      "kernel",
      glorot_uniform({window.height, window.width, channels, settings_.filters},
                     receptive_field * channels, receptive_field * settings_.filters, random));
  bias_ = make_parameter("bias", Shape{settings_.filters});
}

std::vector<Parameter*> Conv2D::parameters() {
  if (!settings_.use_bias) return {&kernel_};
  return {&kernel_, &bias_};
}

std::size_t Conv2D::workspace(std::size_t batch, const Shape& input, bool exact) const {
  const ConvolutionShape shape = geometry(batch, input);
  if (is_grouped()) return grouped_workspace(shape, settings_.groups, exact);
  return convolution_workspace(shape, choose_convolution(shape, exact));
}

std::size_t Conv2D::kept(std::size_t batch, const Shape& input) const {
  return kept_for_activation(settings_.activation, batch, output_shape(input));
}

LayerTraits Conv2D::traits(const Shape& input, bool exact) const {
  const ConvolutionShape shape = geometry(1, input);
  LayerTraits traits;
  traits.ends_in_relu = settings_.activation == Activation::kRelu;
  if (is_grouped()) return traits;
  traits.gates_dx = true;
  traits.gates_in_place = choose_convolution(shape, exact) == ConvolutionAlgorithm::kWinograd;
  traits.can_pool_by_two = traits.ends_in_relu && pooled_convolution_applies(shape, exact);
  return traits;
}

void Conv2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const ConvolutionShape shape = geometry(x.shape()[0], picture_of(x));
  const bool is_relu = settings_.activation == Activation::kRelu;
  float* z = before_activation(settings_.activation, y, pass);
  if (is_grouped()) {
    grouped_forward(pass.pool, shape, settings_.groups, pass.exact_convolution, x.data(),
                    kernel_.value.data(), bias_.value.data(), is_relu, z, pass.workspace);
    if (!is_relu) activate(pass.pool, settings_.activation, z, y);
    return;
  }
  convolution_forward(pass.pool, choose_convolution(shape, pass.exact_convolution), shape, x.data(),
                      kernel_.value.data(), bias_.value.data(), is_relu, z, pass.workspace);
  if (!is_relu) activate(pass.pool, settings_.activation, z, y);
}

void Conv2D::backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                      Pass& pass) {
  const ConvolutionShape shape = geometry(x.shape()[0], picture_of(x));
  const ConvolutionAlgorithm algorithm = choose_convolution(shape, pass.exact_convolution);
  if (!pass.gates.dy) {
    activation_gradient(pass.pool, settings_.activation, pass.kept, y, dy, dy.data());
  }
  if (is_grouped()) {
    grouped_backward(pass.pool, shape, settings_.groups, pass.exact_convolution, x.data(),
                     dy.data(), kernel_.value.data(), kernel_.gradient.data(),
                     bias_.gradient.data(), dx == nullptr ? nullptr : dx->data(), pass.workspace);
    return;
  }
  convolution_filter_gradient(pass.pool, algorithm, shape, x.data(), dy.data(),
                              kernel_.gradient.data(), bias_.gradient.data(), pass.workspace);
  pass.lap("filter gradient");
  if (dx == nullptr) return;
  convolution_input_gradient(pass.pool, algorithm, shape, dy.data(), kernel_.value.data(),
                             pass.gates.dx ? x.data() : nullptr, dx->data(), pass.workspace);
}

void Conv2D::forward_pooled(const TensorView& x, float* positions, TensorView& pooled, Pass& pass) {
  pooled_convolution_forward(pass.pool, geometry(x.shape()[0], picture_of(x)), x.data(),
                             kernel_.value.data(), bias_.value.data(), pooled.data(), positions,
                             pass.workspace);
}

void Conv2D::backward_pooled(const TensorView& x, const float* positions, const TensorView& dpooled,
                             TensorView* dx, Pass& pass) {
  const ConvolutionShape shape = geometry(x.shape()[0], picture_of(x));
  const PooledGradient dy{dpooled.data(), positions};
  pooled_convolution_filter_gradient(pass.pool, shape, x.data(), dy, kernel_.gradient.data(),
                                     bias_.gradient.data(), pass.workspace);
  pass.lap("filter gradient");
  if (dx == nullptr) return;
  pooled_convolution_input_gradient(pass.pool, shape, dy, kernel_.value.data(),
                                    pass.gates.dx ? x.data() : nullptr, dx->data(), pass.workspace);
}

}  // namespace cnnlab
