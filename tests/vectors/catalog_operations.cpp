#include <limits>
#include <utility>

#include "core/model/catalog.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

Array array_of(const Tensor& tensor) {
  return make_array({tensor.shape().begin(), tensor.shape().end()},
                    {tensor.data(), tensor.data() + tensor.size()});
}

/// A layer of the catalog on {x, its weights, dy}: y, dx and the gradient of each weight.
Answers layer(const Case& one, ThreadPool& pool) {
  LayerSpec spec{one.attributes["layer"]["kind"].get<std::string>(),
                 cnnlab::Json::parse(one.attributes["layer"].dump())};
  spec.fields.erase("kind");
  const std::unique_ptr<Layer> made = make_layer(spec);
  const Array& x = one.input("x");
  const Array& dy = one.input("dy");
  const std::size_t batch = x.shape[0];
  const Shape input(x.shape.begin() + 1, x.shape.end());
  const bool training = one.number("training", 0) != 0;
  const Shape output = training ? made->output_shape(input) : made->inference_shape(input);
  made->build(input, Random(0));
  std::size_t count = 0;
  for (Parameter* parameter : made->parameters()) {
    const std::vector<float> values = one.input(parameter->name.c_str()).floats();
    if (values.size() != parameter->value.size())
      throw Unsupported{parameter->name + " of another size"};
    std::copy(values.begin(), values.end(), parameter->value.data());
    parameter->gradient.fill(kNothing);
    count += values.size();
  }
  if (count != made->parameter_count(input)) throw Unsupported{"another count of parameters"};

  std::vector<float> from = x.floats(), to(batch * element_count(output), kNothing);
  std::vector<float> after = dy.floats(), before(from.size(), kNothing);
  if (after.size() != to.size()) throw Unsupported{"the output has another size"};
  TensorView x_view = view_of(from.data(), batched(batch, input));
  TensorView y_view = view_of(to.data(), batched(batch, output));
  TensorView dy_view = view_of(after.data(), batched(batch, output));
  TensorView dx_view = view_of(before.data(), batched(batch, input));
  std::vector<float> workspace(made->workspace(batch, input, true), kNothing);
  std::vector<float> kept(made->kept(batch, input), kNothing);
  Pass pass{pool, workspace.data(), training, true, Random(0)};
  pass.kept = kept.data();
  made->forward(x_view, y_view, pass);
  Sizes y_shape{batch};
  y_shape.insert(y_shape.end(), output.begin(), output.end());
  Answer answer;
  answer.outputs["y"] = make_array(y_shape, to);
  made->backward(x_view, y_view, dy_view, &dx_view, pass);
  answer.outputs["dx"] = make_array(x.shape, before);
  for (Parameter* parameter : made->parameters()) {
    answer.outputs["d" + parameter->name] = array_of(parameter->gradient);
  }
  return {answer};
}

}  // namespace

void add_catalog(Operations& operations) { operations["layer"] = {{"layer", "training"}, layer}; }

}  // namespace cnnlab::vectors
