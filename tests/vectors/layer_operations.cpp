#include <algorithm>
#include <limits>

#include "core/kernels/elementwise.h"
#include "core/kernels/gemm.h"
#include "core/nn/batch_normalization.h"
#include "core/nn/dense.h"
#include "core/nn/dropout_layer.h"
#include "core/nn/flatten.h"
#include "tests/vectors/definitions.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

/// The layer's inference pass over x, whose first axis is the batch.
Array infer(Layer& layer, const Array& x, ThreadPool& pool) {
  if (x.shape.size() < 2) throw Unsupported{"a batch needs two axes"};
  const Shape input(x.shape.begin() + 1, x.shape.end());
  const Shape output = layer.output_shape(input);
  std::vector<float> from = x.floats();
  const Shape y_shape = batched(x.shape[0], output);
  std::vector<float> to(element_count(y_shape), std::numeric_limits<float>::quiet_NaN());
  TensorView x_view = view_of(from.data(), batched(x.shape[0], input));
  TensorView y_view = view_of(to.data(), y_shape);
  std::vector<float> workspace(layer.workspace(x.shape[0], input, false));
  Pass pass{pool, workspace.data(), false, false, Random(0)};
  layer.forward(x_view, y_view, pass);
  return make_array({y_shape.begin(), y_shape.end()}, to);
}

/// At least {1, n}: layers want a batch.
Array as_batch(Array x) {
  while (x.shape.size() < 2) x.shape.insert(x.shape.begin(), 1);
  return x;
}

void set_parameter(Layer& layer, const std::string& name, const Array& values) {
  for (Parameter* parameter : layer.parameters()) {
    if (parameter->name != name) continue;
    if (parameter->value.size() != values.values.size())
      throw Unsupported{name + " of another size"};
    std::copy(values.values.begin(), values.values.end(), parameter->value.data());
    return;
  }
}

/// y = alpha * a b + beta * c by the product's gemm; c repeats over y.
std::vector<float> product(ThreadPool& pool, Matrix y, std::size_t depth, float alpha, MatrixView a,
                           MatrixView b, float beta, const Array* c) {
  std::vector<float> out(y.rows * y.columns, std::numeric_limits<float>::quiet_NaN());
  if (c != nullptr) {
    out = broadcast_to(*c, y);
  } else {
    beta = 0.0f;  // and NaN is not read
  }
  gemm(pool, y.rows, y.columns, depth, alpha, a, b, beta, out.data(), y.columns);
  return out;
}

Answers dense_forward(const Case& one, ThreadPool& pool) {
  const Array& x = one.input("x");
  const Array& kernel = one.input("kernel");
  const Activation activation = [&] {
    const std::string name = one.text("activation", "linear");
    if (name != "linear" && name != "relu" && name != "softmax") {
      throw Unsupported{"activation " + name};
    }
    return parse_activation(name);
  }();
  if (kernel.shape.size() != 2) throw Unsupported{"the kernel is no matrix"};
  const std::size_t inputs = kernel.shape[0], units = kernel.shape[1];
  const Matrix rows = matrix_of(x.shape);
  if (rows.columns != inputs) throw Unsupported{"x does not fit the kernel"};
  Sizes shape = x.shape;
  shape.back() = units;

  const Array* bias = one.find_input("bias");
  if (bias != nullptr && matrix_of(bias->shape).rows != 1) {
    // A bias of its own for each row is no Dense layer; the product and the activation are the
    // same.
    const std::vector<float> a = x.floats(), b = kernel.floats();
    std::vector<float> y = product(pool, {rows.rows, units}, inputs, 1.0f, {a.data(), inputs, 1},
                                   {b.data(), units, 1}, 1.0f, bias);
    TensorView view = view_of(y.data(), Shape{rows.rows, units});
    activate(pool, activation, view.data(), view);
    return answer_with("y", make_array(shape, y));
  }
  Dense layer(units, activation);
  layer.build(Shape{inputs}, Random(0));
  set_parameter(layer, "kernel", kernel);
  const std::vector<float> biases =
      bias == nullptr ? std::vector<float>(units, 0.0f) : broadcast_to(*bias, {1, units});
  set_parameter(layer, "bias", make_array({units}, biases));
  Array y = infer(layer, {{rows.rows, inputs}, x.values}, pool);
  y.shape = shape;
  return answer_with("y", y);
}

Answers matrix_product(const Case& one, ThreadPool& pool) {
  const Array& a = one.input("a");
  const Array& b = one.input("b");
  if (a.shape.size() != 2 || b.shape.size() != 2) throw Unsupported{"products of matrices only"};
  const bool turn_a = one.number("transA", 0) != 0, turn_b = one.number("transB", 0) != 0;
  const std::size_t m = a.shape[turn_a ? 1 : 0], k = a.shape[turn_a ? 0 : 1];
  const std::size_t n = b.shape[turn_b ? 0 : 1];
  if (b.shape[turn_b ? 1 : 0] != k) throw Unsupported{"a does not fit b"};
  const auto view = [](const std::vector<float>& values, const Sizes& shape, bool turn) {
    return turn ? MatrixView{values.data(), 1, shape[1]} : MatrixView{values.data(), shape[1], 1};
  };
  const std::vector<float> left = a.floats(), right = b.floats();
  const auto alpha = static_cast<float>(one.number("alpha", 1.0));
  const auto beta = static_cast<float>(one.number("beta", 1.0));
  const Array* c = one.find_input("c");
  const MatrixView a_view = view(left, a.shape, turn_a), b_view = view(right, b.shape, turn_b);
  std::vector<float> plain = c == nullptr ? std::vector<float>(m * n) : broadcast_to(*c, {m, n});
  gemm_reference(m, n, k, alpha, a_view, b_view, c == nullptr ? 0.0f : beta, plain.data(), n);
  return {
      {"", {{"y", make_array({m, n}, product(pool, {m, n}, k, alpha, a_view, b_view, beta, c))}}},
      {"reference", {{"y", make_array({m, n}, plain)}}}};
}

Answers relu(const Case& one, ThreadPool& pool) {
  const Array& x = one.input("x");
  const std::vector<float> from = x.floats();
  std::vector<float> y(from.size(), std::numeric_limits<float>::quiet_NaN());
  relu_forward(pool, from.size(), from.data(), y.data());
  return answer_with("y", make_array(x.shape, y));
}

Answers relu_gradient(const Case& one, ThreadPool& pool) {
  const Array& x = one.input("x");
  const std::vector<float> from = x.floats(),
                           dy = broadcast_to(one.input("dy"), matrix_of(x.shape));
  std::vector<float> y(from.size()), dx(from.size(), std::numeric_limits<float>::quiet_NaN());
  relu_forward(pool, from.size(), from.data(), y.data());
  relu_backward(pool, from.size(), y.data(), dy.data(), dx.data());
  return answer_with("dx", make_array(x.shape, dx));
}

Answers given_mask(const Case& one, ThreadPool&) {
  const Array& x = one.input("x");
  const Array& mask = one.input("mask");
  if (mask.values.size() != x.values.size()) throw Unsupported{"the mask does not fit x"};
  const std::vector<float> y =
      dropped(x.floats(), mask.floats(), static_cast<float>(one.number("rate", 0.5)));
  return answer_with("y", make_array(x.shape, y));
}

Answers dropout_at_inference(const Case& one, ThreadPool& pool) {
  Dropout layer(static_cast<float>(one.number("rate", 0.5)));
  Array y = infer(layer, as_batch(one.input("x")), pool);
  y.shape = one.input("x").shape;
  return answer_with("y", y);
}

Answers flatten(const Case& one, ThreadPool& pool) {
  if (one.number("axis", 1) != 1) throw Unsupported{"an axis other than 1"};
  Flatten layer;
  Array x = one.input("x");
  if (x.shape.size() == 1) x.shape.push_back(1);
  return answer_with("y", infer(layer, x, pool));
}

Answers normalization_at_inference(const Case& one, ThreadPool& pool) {
  const Array& x = one.input("x");
  if (x.shape.size() < 2) throw Unsupported{"a batch needs two axes"};
  const double epsilon = one.number("eps", one.number("epsilon", 1e-3));
  BatchNormalization layer(0.99f, static_cast<float>(epsilon));
  layer.build(Shape{x.shape.back()}, Random(0));
  set_parameter(layer, "moving_mean", one.input("mean"));
  set_parameter(layer, "moving_variance", one.input("var"));
  if (const Array* gamma = one.find_input("gamma")) set_parameter(layer, "gamma", *gamma);
  if (const Array* beta = one.find_input("beta")) set_parameter(layer, "beta", *beta);
  return answer_with("y", infer(layer, x, pool));
}

}  // namespace

void add_layers(Operations& operations) {
  operations["dense_fwd"] = {{"activation"}, dense_forward};
  operations["gemm"] = {{"alpha", "beta", "transA", "transB"}, matrix_product};
  operations["relu_fwd"] = {{}, relu};
  operations["relu_bwd"] = {{}, relu_gradient};
  operations["dropout_mask"] = {{"rate"}, given_mask};
  operations["dropout_infer"] = {{"rate"}, dropout_at_inference};
  operations["flatten"] = {{"axis"}, flatten};
  operations["batchnorm_infer"] = {{"eps", "epsilon"}, normalization_at_inference};
}

}  // namespace cnnlab::vectors
