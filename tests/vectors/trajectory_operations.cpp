#include <cmath>

#include "core/model/catalog.h"
#include "core/model/rows.h"
#include "core/nn/losses.h"
#include "core/nn/sequential.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

cnnlab::Json in_order(const Json& json) { return cnnlab::Json::parse(json.dump()); }

/// A small network of layers of the catalog, trained on batches {steps,batch,inputs} with labels:
/// the loss of each step and the weights at the end. Weights are named kernel, bias, kernel_1 …
Answers trajectory(const Case& one, ThreadPool& pool) {
  const Array& x = one.input("x");
  const Array& labels = one.input("labels");
  const std::size_t steps = x.shape[0], batch = x.shape[1], inputs = x.shape[2];
  std::vector<NamedLayer> layers;
  for (const Json& layer : one.attributes["layers"]) {
    LayerSpec spec{layer["kind"].get<std::string>(), in_order(layer)};
    spec.fields.erase("kind");
    layers.push_back({spec.kind, make_layer(spec), weight_rules(spec)});
  }
  Sequential network(std::move(layers), Shape{inputs});
  network.build(Random(0));
  std::vector<Parameter*> parameters;
  std::vector<std::string> names;
  for (const auto& named : network.parameters()) {
    Parameter& parameter = *named.parameter;
    const std::size_t pair = parameters.size() / 2;
    names.push_back(pair == 0 ? parameter.name : parameter.name + "_" + std::to_string(pair));
    const std::vector<float> first = one.input(names.back().c_str()).floats();
    if (first.size() != parameter.value.size())
      throw Unsupported{names.back() + " of another size"};
    std::copy(first.begin(), first.end(), parameter.value.data());
    parameters.push_back(&parameter);
  }
  const std::unique_ptr<Optimizer> optimizer =
      make_optimizer(in_order(one.attributes["optimizer"]));
  const std::vector<float> pictures = x.floats();
  std::vector<float> losses;
  for (std::size_t step = 0; step < steps; ++step) {
    std::copy_n(pictures.begin() + static_cast<std::ptrdiff_t>(step * batch * inputs),
                batch * inputs, network.input(batch).data());
    std::vector<std::uint8_t> answers;
    for (std::size_t i = 0; i < batch; ++i) {
      answers.push_back(static_cast<std::uint8_t>(labels.values[step * batch + i]));
    }
    const TensorView& logits = network.forward(batch, pool, true, Random(0));
    const auto count = static_cast<double>(batch);
    double loss = sparse_categorical_crossentropy(logits, answers) / count;
    for (const Parameter* parameter : parameters) loss += penalty(*parameter);
    losses.push_back(static_cast<float>(loss));
    sparse_categorical_crossentropy_gradient(logits, answers, static_cast<float>(1.0 / count),
                                             network.logits_gradient(batch));
    network.backward(batch, pool, Random(0));
    for (Parameter* parameter : parameters) add_penalty_gradient(*parameter);
    optimizer->update(pool, parameters, one.number("learning_rate", 0.001));
    for (Parameter* parameter : parameters) constrain(*parameter);
  }
  Answer answer;
  answer.outputs["losses"] = make_array({steps}, losses);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Tensor& value = parameters[i]->value;
    answer.outputs[names[i]] = make_array({value.shape().begin(), value.shape().end()},
                                          {value.data(), value.data() + value.size()});
  }
  return {answer};
}

}  // namespace

void add_trajectories(Operations& operations) {
  operations["trajectory"] = {{"optimizer", "learning_rate", "layers"}, trajectory};
}

}  // namespace cnnlab::vectors
