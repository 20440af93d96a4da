#include "core/nn/dense.h"

#include "core/kernels/elementwise.h"
#include "core/kernels/gemm.h"

namespace cnnlab {
namespace {

MatrixView rows_of(const float* data, std::size_t columns) { return {data, columns, 1}; }
MatrixView transpose_of(const float* data, std::size_t columns) { return {data, 1, columns}; }

}  // namespace

Shape Dense::output_shape(const Shape& input) const {
  if (input.size() != 1) {
    throw Error(
        ErrorCode::kBadModel, "",
        sentence("Dense needs a flat list of numbers, but the layer above gives pictures of ",
                 to_string(input), "; put a Flatten layer before it"));
  }
  return {units_};
}

std::size_t Dense::parameter_count(const Shape& input) const { return (input[0] + 1) * units_; }

std::uint64_t Dense::multiply_adds(const Shape& input) const {
  return std::uint64_t{input[0]} * units_;
}

void Dense::build(const Shape& input, const Random& random) {
  kernel_ = make_parameter("kernel", {input[0], units_});
  bias_ = make_parameter("bias", {units_});
  fill_glorot_uniform(kernel_.value, input[0], units_, random);
}

std::size_t Dense::workspace(std::size_t batch, const Shape&, bool) const {
  return column_sums_workspace(batch, units_);
}

void Dense::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const std::size_t batch = x.shape()[0], inputs = x.shape()[1];
  gemm(pass.pool, batch, units_, inputs, 1.0f, rows_of(x.data(), inputs),
       rows_of(kernel_.value.data(), units_), 0.0f, y.data(), units_);
  add_bias(pass.pool, batch, units_, bias_.value.data(), activation_ == Activation::kRelu,
           y.data());
  if (activation_ == Activation::kSoftmax) activate(pass.pool, activation_, y);
}

void Dense::backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                     Pass& pass) {
  const std::size_t batch = x.shape()[0], inputs = x.shape()[1];
  activation_and_bias_gradient(pass.pool, activation_, y, dy, bias_.gradient, pass.workspace);
  // dkernel = x^T dy
  gemm(pass.pool, inputs, units_, batch, 1.0f, transpose_of(x.data(), inputs),
       rows_of(dy.data(), units_), 0.0f, kernel_.gradient.data(), units_);
  if (dx == nullptr) return;
  // dx = dy kernel^T
  gemm(pass.pool, batch, inputs, units_, 1.0f, rows_of(dy.data(), units_),
       transpose_of(kernel_.value.data(), units_), 0.0f, dx->data(), inputs);
}

}  // namespace cnnlab
