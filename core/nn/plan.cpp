#include "core/nn/plan.h"

#include <algorithm>

namespace cnnlab {
namespace {

// Tensors start on cache lines.
constexpr std::uint64_t kAlignFloats = 16;

std::uint64_t aligned(std::uint64_t floats) {
  return (floats + kAlignFloats - 1) / kAlignFloats * kAlignFloats;
}

std::uint64_t floats_of(const Shape& shape, std::size_t batch) {
  return aligned(std::uint64_t{batch} * element_count(shape));
}

bool pools_in_one(std::span<const PlannedLayer> layers, std::size_t i) {
  return i + 1 < layers.size() && layers[i].traits.can_pool_by_two &&
         layers[i + 1].traits.is_max_pooling_by_two;
}

std::vector<Step> layer_by_layer(std::size_t layers) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < layers; ++i) steps.push_back({StepKind::kLayer, i, i});
  return steps;
}

std::vector<Step> training_steps(std::span<const PlannedLayer> layers) {
  std::size_t first_to_learn = 0;
  while (first_to_learn < layers.size() && !layers[first_to_learn].traits.has_gradient) {
    ++first_to_learn;
  }
  // The gradient of what layer i gets is wanted before the ReLU that gave it.
  const auto is_gated = [&](std::size_t i) {
    return i > first_to_learn && i < layers.size() && layers[i].traits.gates_dx &&
           layers[i - 1].traits.ends_in_relu;
  };
  std::vector<Step> steps;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    Step step{StepKind::kLayer, i, i};
    if (pools_in_one(layers, i)) step = {StepKind::kConvolutionReluPooling, i, i + 1};
    step.has_backward = i >= first_to_learn;
    step.wants_dx = i > first_to_learn;
    // Inside a fused step nothing is left to gate from above: its kernels do that.
    step.gates = {is_gated(i), step.kind == StepKind::kLayer && is_gated(i + 1)};
    steps.push_back(step);
    i = step.last;
  }
  return steps;
}

}  // namespace

Plan make_plan(std::span<const PlannedLayer> layers, std::span<const Shape> shapes,
               std::size_t batch) {
  Plan plan;
  plan.training = training_steps(layers);
  plan.inference = layer_by_layer(layers.size());

  // Which outputs have a gradient in a buffer: the last one, which the loss writes, and every one
  // that a step's dx is, unless that is written over the output.
  std::vector<bool> in_buffer(shapes.size(), false);
  in_buffer.back() = !plan.training.empty() && plan.training.back().has_backward;
  for (const Step& step : plan.training) {
    const bool over_output = step.gates.dx && layers[step.layer].traits.gates_in_place;
    if (step.wants_dx) in_buffer[step.layer] = !over_output;
  }

  std::uint64_t buffer = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (in_buffer[i]) buffer = std::max(buffer, floats_of(shapes[i], batch));
  }
  for (const PlannedLayer& layer : layers) {
    plan.workspace = std::max(plan.workspace, aligned(layer.workspace));
  }

  std::uint64_t turn = 0;
  std::uint64_t next = plan.workspace + 2 * buffer;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Shape shape = batched(batch, shapes[i]);
    plan.outputs.push_back({next, shape});
    plan.gradients.push_back({in_buffer[i] ? plan.workspace + turn * buffer : next, shape});
    if (in_buffer[i]) turn = 1 - turn;
    next += floats_of(shapes[i], batch);
  }
  for (const PlannedLayer& layer : layers) {
    plan.kept.push_back(next);
    next += aligned(layer.kept);
  }
  plan.floats = next;
  return plan;
}

std::string to_string(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.training) {
    const bool pools = step.kind == StepKind::kConvolutionReluPooling;
    text += sentence("layer ", step.layer, pools ? sentence("+", step.last) : "", ": ",
                     plan.outputs[step.layer].first, " -> ", plan.outputs[step.last + 1].first);
    if (pools) text += sentence(", convolution with ReLU and pooling");
    if (step.has_backward) {
      text += sentence("; dy ", plan.gradients[step.last + 1].first, step.gates.dy ? " gated" : "");
    }
    if (step.wants_dx) {
      text += sentence(", dx ", plan.gradients[step.layer].first, step.gates.dx ? " gated" : "");
    }
    text += "\n";
  }
  return text;
}

}  // namespace cnnlab
