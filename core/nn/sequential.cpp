#include "core/nn/sequential.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "core/nn/conv2d.h"

namespace cnnlab {
namespace {

constexpr std::size_t kCacheLineFloats = 16;

/// A step of this kind is planned for Conv2D alone: see LayerTraits::can_pool_by_two.
Conv2D& convolution(Layer& layer) { return static_cast<Conv2D&>(layer); }

}  // namespace

Sequential::Sequential(std::vector<NamedLayer> layers, const Shape& input_shape,
                       bool exact_convolution)
    : layers_(std::move(layers)),
      shapes_{input_shape},
      inference_shapes_{input_shape},
      exact_convolution_(exact_convolution) {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    try {
      shapes_.push_back(layers_[i].layer->output_shape(shapes_.back()));
      inference_shapes_.push_back(layers_[i].layer->inference_shape(inference_shapes_.back()));
    } catch (const Error& error) {
      throw error.within(sentence("layers[", i, "]"));
    }
  }
  crops_ = shapes_ != inference_shapes_;
}

void Sequential::build(const Random& random) {
  parameters_.clear();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    layers_[i].layer->build(shapes_[i], random.fork(i));
    for (const WeightRule& rule : layers_[i].rules) {
      apply_rule(rule, *layers_[i].layer, random.fork(i));
    }
    for (Parameter* parameter : layers_[i].layer->parameters()) {
      parameters_.push_back({layers_[i].name + "/" + parameter->name, parameter});
    }
  }
}

std::uint64_t Sequential::planned_floats(std::size_t batch) const {
  return std::max(plan(batch, shapes_).floats, plan(batch, inference_shapes_).floats);
}

Plan Sequential::plan(std::size_t batch, const std::vector<Shape>& shapes) const {
  std::vector<PlannedLayer> layers;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = *layers_[i].layer;
    layers.push_back({layer.traits(shapes[i], exact_convolution_),
                      layer.workspace(batch, shapes[i], exact_convolution_),
                      layer.kept(batch, shapes[i])});
  }
  return make_plan(layers, shapes, batch);
}

Sequential::Prepared& Sequential::prepared(std::size_t batch, bool training) {
  const std::pair key{batch, training || !crops_};
  const auto known = prepared_.find(key);
  if (known != prepared_.end()) return known->second;
  Prepared made{plan(batch, key.second ? shapes_ : inference_shapes_), {}, {}};
  const std::size_t floats = made.plan.floats + kCacheLineFloats;
  if (floats > arena_.size()) {
    prepared_.clear();  // their views point into the arena that goes away
    arena_ = std::vector<float>();
    arena_.resize(floats);
  }
  for (const Place& place : made.plan.outputs) {
    made.outputs.push_back(view_of(arena() + place.first, place.shape));
  }
  for (const Place& place : made.plan.gradients) {
    made.gradients.push_back(view_of(arena() + place.first, place.shape));
  }
  return prepared_.emplace(key, std::move(made)).first->second;
}

float* Sequential::arena() {
  const std::size_t past = reinterpret_cast<std::uintptr_t>(arena_.data()) / sizeof(float);
  return arena_.data() + (kCacheLineFloats - past % kCacheLineFloats) % kCacheLineFloats;
}

Pass Sequential::pass(const Plan& plan, const Step& step, ThreadPool& pool, bool training,
                      const Random& step_random) {
  Pass pass{pool, arena(), training, exact_convolution_, step_random.fork(step.layer), step.gates};
  pass.kept = arena() + plan.kept[step.layer];
  pass.layer = &layers_[step.layer].name;
  pass.stopwatch = stopwatch_;
  return pass;
}

TensorView& Sequential::input(std::size_t batch) {
  if (crops_) prepared(batch, false);  // now, for the arena does not grow under what is written
  return prepared(batch, true).outputs.front();
}

const TensorView& Sequential::forward(std::size_t batch, ThreadPool& pool, bool training,
                                      const Random& step_random, bool keep_all) {
  Prepared& memory = prepared(batch, training);
  trains_ = training;
  if (crops_ && !training) {
    const TensorView& given = prepared(batch, true).outputs.front();
    std::memmove(memory.outputs.front().data(), given.data(), given.size() * sizeof(float));
  }
  for (const Step& step : training && !keep_all ? memory.plan.training : memory.plan.inference) {
    Layer& layer = *layers_[step.layer].layer;
    const TensorView& x = memory.outputs[step.layer];
    TensorView& y = memory.outputs[step.last + 1];
    Pass now = pass(memory.plan, step, pool, training, step_random);
    switch (step.kind) {
      case StepKind::kLayer:
        layer.forward(x, y, now);
        break;
      case StepKind::kConvolutionReluPooling: {
        float* positions = memory.outputs[step.last].data();
        convolution(layer).forward_pooled(x, positions, y, now);
        break;
      }
    }
    now.lap("forward");
  }
  return memory.outputs.back();
}

TensorView& Sequential::logits_gradient(std::size_t batch) {
  return prepared(batch, trains_).gradients.back();
}

void Sequential::backward(std::size_t batch, ThreadPool& pool, const Random& step_random) {
  Prepared& memory = prepared(batch, true);
  const std::vector<Step>& steps = memory.plan.training;
  for (auto step = steps.rbegin(); step != steps.rend() && step->has_backward; ++step) {
    Layer& layer = *layers_[step->layer].layer;
    const TensorView& x = memory.outputs[step->layer];
    TensorView& dy = memory.gradients[step->last + 1];
    TensorView* dx = step->wants_dx ? &memory.gradients[step->layer] : nullptr;
    Pass now = pass(memory.plan, *step, pool, true, step_random);
    switch (step->kind) {
      case StepKind::kLayer:
        layer.backward(x, memory.outputs[step->last + 1], dy, dx, now);
        break;
      case StepKind::kConvolutionReluPooling: {
        const float* positions = memory.outputs[step->last].data();
        convolution(layer).backward_pooled(x, positions, dy, dx, now);
        break;
      }
    }
    now.lap("backward");
  }
}

const TensorView& Sequential::output(std::size_t batch, std::size_t layer) {
  return prepared(batch, trains_).outputs[layer + 1];
}

}  // namespace cnnlab
