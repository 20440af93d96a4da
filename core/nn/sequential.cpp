#include "core/nn/sequential.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace cnnlab {
namespace {

// Tensors start on cache lines.
constexpr std::size_t kAlignFloats = 16;

std::uint64_t aligned(std::uint64_t floats) {
  return (floats + kAlignFloats - 1) / kAlignFloats * kAlignFloats;
}

}  // namespace

Sequential::Sequential(std::vector<NamedLayer> layers, const Shape& input_shape,
                       bool exact_convolution)
    : layers_(std::move(layers)), shapes_{input_shape}, exact_convolution_(exact_convolution) {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    try {
      shapes_.push_back(layers_[i].layer->output_shape(shapes_.back()));
    } catch (const Error& error) {
      throw error.within(sentence("layers[", i, "]"));
    }
  }
  while (first_with_gradient_ < layers_.size() &&
         !layers_[first_with_gradient_].layer->has_gradient()) {
    ++first_with_gradient_;
  }
}

void Sequential::build(const Random& random) {
  parameters_.clear();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    layers_[i].layer->build(shapes_[i], random.fork(i));
    for (Parameter* parameter : layers_[i].layer->parameters()) {
      parameters_.push_back({layers_[i].name + "/" + parameter->name, parameter});
    }
  }
}

bool Sequential::has_gradient_buffer(std::size_t i) const {
  // Nobody computes it, or what is pooled at once never has one.
  if (i <= first_with_gradient_ || pooled_form(i - 1) != nullptr) return false;
  const bool is_over_output = i < layers_.size() && is_gated(i) &&
                              layers_[i].layer->may_gate_over_x(shapes_[i], exact_convolution_);
  return !is_over_output;
}

bool Sequential::is_gated(std::size_t layer) const {
  return layer > first_with_gradient_ && layers_[layer].layer->can_gate_dx() &&
         layers_[layer - 1].layer->ends_in_relu();
}

PooledForm* Sequential::pooled_form(std::size_t layer) const {
  if (layer + 1 >= layers_.size() || !layers_[layer + 1].layer->is_max_pooling_by_two()) {
    return nullptr;
  }
  return layers_[layer].layer->pooled_form(shapes_[layer], exact_convolution_);
}

Sequential::Needs Sequential::needs(std::size_t batch) const {
  Needs sum{0, 0, 0};
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const std::uint64_t size = aligned(std::uint64_t{batch} * element_count(shapes_[i]));
    sum.outputs += size;
    if (has_gradient_buffer(i)) sum.gradient = std::max(sum.gradient, size);
  }
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::size_t own = layers_[i].layer->workspace(batch, shapes_[i], exact_convolution_);
    sum.workspace = std::max(sum.workspace, aligned(own));
  }
  return sum;
}

std::uint64_t Sequential::planned_floats(std::size_t batch) const { return needs(batch).total(); }

Sequential::Plan& Sequential::plan(std::size_t batch) {
  const auto known = plans_.find(batch);
  if (known != plans_.end()) return known->second;
  const std::size_t floats = planned_floats(batch) + kAlignFloats;
  if (floats > arena_.size()) {
    plans_.clear();  // their views point into the arena that goes away
    arena_ = std::vector<float>();
    arena_.resize(floats);
  }
  return plans_.emplace(batch, lay_out(batch)).first->second;
}

Sequential::Plan Sequential::lay_out(std::size_t batch) {
  const Needs sizes = needs(batch);
  const std::size_t misaligned = reinterpret_cast<std::uintptr_t>(arena_.data()) / sizeof(float);
  float* next = arena_.data() + (aligned(misaligned) - misaligned);
  float* buffers[2] = {next + sizes.workspace, next + sizes.workspace + sizes.gradient};
  next += sizes.workspace + 2 * sizes.gradient;
  Plan plan;
  std::size_t turn = 0;
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    const Shape shape = batched(batch, shapes_[i]);
    plan.pooled.push_back(pooled_form(i));
    plan.outputs.push_back(view_of(next, shape));
    const bool takes_turn = has_gradient_buffer(i);
    plan.gradients.push_back(view_of(takes_turn ? buffers[turn] : next, shape));
    if (takes_turn) turn = 1 - turn;
    next += aligned(element_count(shape));
  }
  return plan;
}

Pass Sequential::pass(std::size_t layer, ThreadPool& pool, bool training,
                      const Random& step_random) const {
  const std::size_t misaligned = reinterpret_cast<std::uintptr_t>(arena_.data()) / sizeof(float);
  auto* workspace = const_cast<float*>(arena_.data()) + (aligned(misaligned) - misaligned);
  Pass pass{pool, workspace, training, exact_convolution_, step_random.fork(layer)};
  pass.layer = &layers_[layer].name;
  pass.stopwatch = stopwatch_;
  return pass;
}

TensorView& Sequential::input(std::size_t batch) { return plan(batch).outputs.front(); }

const TensorView& Sequential::forward(std::size_t batch, ThreadPool& pool, bool training,
                                      const Random& step_random, bool keep_all) {
  Plan& memory = plan(batch);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Pass now = pass(i, pool, training, step_random);
    if (training && !keep_all && memory.pooled[i] != nullptr) {
      memory.pooled[i]->forward_pooled(memory.outputs[i], memory.outputs[i + 1].data(),
                                       memory.outputs[i + 2], now);
      ++i;  // the pooling is done
    } else {
      layers_[i].layer->forward(memory.outputs[i], memory.outputs[i + 1], now);
    }
    now.lap("forward");
  }
  return memory.outputs.back();
}

TensorView& Sequential::logits_gradient(std::size_t batch) { return plan(batch).gradients.back(); }

void Sequential::backward(std::size_t batch, ThreadPool& pool, const Random& step_random) {
  Plan& memory = plan(batch);
  bool gated = false;
  for (std::size_t i = layers_.size(); i-- > first_with_gradient_;) {
    const TensorView& dy = memory.gradients[i + 1];
    PooledForm* pooled = i > first_with_gradient_ ? memory.pooled[i - 1] : nullptr;
    if (pooled != nullptr) --i;  // the layer below does this one's work
    Layer& layer = *layers_[i].layer;
    // The pictures need no gradient, augmented or not.
    TensorView* dx = i == first_with_gradient_ ? nullptr : &memory.gradients[i];
    Pass now = pass(i, pool, true, step_random);
    now.dy_is_gated = gated;
    now.gate_dx = is_gated(i);
    gated = now.gate_dx;
    if (pooled != nullptr) {
      pooled->backward_pooled(memory.outputs[i], memory.outputs[i + 1].data(), dy, dx, now);
    } else {
      layer.backward(memory.outputs[i], memory.outputs[i + 1], memory.gradients[i + 1], dx, now);
    }
    now.lap("backward");
  }
}

const TensorView& Sequential::output(std::size_t batch, std::size_t layer) {
  return plan(batch).outputs[layer + 1];
}

}  // namespace cnnlab
