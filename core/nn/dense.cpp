#include "core/nn/dense.h"

#include <xtensor-blas/xblas.hpp>

#include "core/kernels/cblas.h"
#include "core/kernels/elementwise.h"
#include "core/nn/initializers.h"

namespace cnnlab {

Shape Dense::output_shape(const Shape& input) const {
  if (input.size() != 1) {
    throw Error(ErrorCode::kBadModel, Problem::kNeedsFlat, "",
                {{"layer", "Dense"}, {"input", axes_of(input)}});
  }
  return {units_};
}

std::size_t Dense::parameter_count(const Shape& input) const {
  return (input[0] + (use_bias_ ? 1 : 0)) * units_;
}

std::uint64_t Dense::multiply_adds(const Shape& input) const {
  return std::uint64_t{input[0]} * units_;
}

void Dense::build(const Shape& input, const Random& random) {
  kernel_ = make_parameter("kernel", glorot_uniform({input[0], units_}, input[0], units_, random));
  bias_ = make_parameter("bias", Shape{units_});
}

std::vector<Parameter*> Dense::parameters() {
  if (!use_bias_) return {&kernel_};
  return {&kernel_, &bias_};
}

std::size_t Dense::workspace(std::size_t batch, const Shape&, bool) const {
  return column_sums_workspace(batch, units_);
}

std::size_t Dense::kept(std::size_t batch, const Shape& input) const {
  return kept_for_activation(activation_, batch, output_shape(input));
}

void Dense::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const BlasThreads threads(pass.pool);
  const bool is_relu = activation_ == Activation::kRelu;
  TensorView z = view_of(before_activation(activation_, y, pass), Shape{x.shape()[0], units_});
  xt::blas::gemm(x, kernel_.value, z);  // z = x kernel
  add_bias(pass.pool, x.shape()[0], units_, bias_.value.data(), is_relu, z.data());
  if (!is_relu) activate(pass.pool, activation_, z.data(), y);
}

void Dense::backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                     Pass& pass) {
  const BlasThreads threads(pass.pool);
  constexpr bool kTransposed = true, kAsItIs = false;
  activation_and_bias_gradient(pass.pool, activation_, pass.kept, y, dy, bias_.gradient,
                               pass.workspace);
  xt::blas::gemm(x, dy, kernel_.gradient, kTransposed, kAsItIs);  // dkernel = x^T dy
  if (dx == nullptr) return;
  xt::blas::gemm(dy, kernel_.value, *dx, kAsItIs, kTransposed);  // dx = dy kernel^T
}

}  // namespace cnnlab
