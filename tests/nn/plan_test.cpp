// The plan of a network's passes, from made-up layers: which steps it has, and that nothing in
// memory is written over while it is still wanted.
#include "core/nn/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

namespace cnnlab {
namespace {

LayerTraits convolution_with_relu(bool winograd) {
  LayerTraits traits;
  traits.ends_in_relu = true;
  traits.gates_dx = true;
  traits.gates_in_place = winograd;
  traits.can_pool_by_two = winograd;
  return traits;
}

LayerTraits max_pooling(bool by_two) {
  LayerTraits traits;
  traits.gates_dx = true;
  traits.is_max_pooling_by_two = by_two;
  return traits;
}

LayerTraits augmentation() {
  LayerTraits traits;
  traits.has_gradient = false;
  return traits;
}

struct Stack {
  std::vector<PlannedLayer> layers;
  std::vector<Shape> shapes;
  Plan plan(std::size_t batch) const { return make_plan(layers, shapes, batch); }
};

// One block of a VGG on pictures of 4x4x1, behind an augmentation layer, and a dense layer with
// ReLU before the last one.
Stack small_vgg() {
  return {{{augmentation()},
           {convolution_with_relu(true), 5},
           {convolution_with_relu(true), 40},
           {max_pooling(true)},
           {LayerTraits{}},      // flatten
           {LayerTraits{}, 7}},  // dense
          {{4, 4, 1}, {4, 4, 1}, {4, 4, 2}, {4, 4, 2}, {2, 2, 2}, {8}, {3}}};
}

std::vector<std::pair<std::size_t, std::size_t>> spans(const std::vector<Step>& steps) {
  std::vector<std::pair<std::size_t, std::size_t>> all;
  for (const Step& step : steps) all.emplace_back(step.layer, step.last);
  return all;
}

TEST(Plan, PoolsInTheConvolutionsStepInTrainingOnly) {
  const Plan plan = small_vgg().plan(1);
  using Spans = std::vector<std::pair<std::size_t, std::size_t>>;
  EXPECT_EQ((Spans{{0, 0}, {1, 1}, {2, 3}, {4, 4}, {5, 5}}), spans(plan.training));
  EXPECT_EQ((Spans{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}}), spans(plan.inference));
  EXPECT_EQ(StepKind::kConvolutionReluPooling, plan.training[2].kind);
  for (const std::size_t i : {0, 1, 3, 4}) EXPECT_EQ(StepKind::kLayer, plan.training[i].kind);
  for (const Step& step : plan.inference) EXPECT_EQ(StepKind::kLayer, step.kind);
}

TEST(Plan, TheBackwardPassEndsBelowTheFirstLayerThatLearns) {
  const Plan plan = small_vgg().plan(1);
  EXPECT_FALSE(plan.training[0].has_backward);
  EXPECT_TRUE(plan.training[1].has_backward);
  EXPECT_FALSE(plan.training[1].wants_dx);
  for (std::size_t i = 2; i < plan.training.size(); ++i) {
    EXPECT_TRUE(plan.training[i].has_backward);
    EXPECT_TRUE(plan.training[i].wants_dx);
  }
}

TEST(Plan, AReluBelowIsGatedByTheStepAboveWhichSparesItsOwn) {
  const Plan plan = small_vgg().plan(1);
  EXPECT_TRUE(plan.training[2].gates.dx);   // the second convolution, for the first one's ReLU
  EXPECT_TRUE(plan.training[1].gates.dy);   // which has nothing left to do
  EXPECT_FALSE(plan.training[1].gates.dx);  // nothing below learns
  EXPECT_FALSE(plan.training[2].gates.dy);  // pooled in one: its kernels know the ReLU
  EXPECT_FALSE(plan.training[3].gates.dx);
}

TEST(Plan, APoolingThatIsNotFusedGatesToo) {
  const Stack stack{{{convolution_with_relu(false)}, {max_pooling(true)}, {LayerTraits{}}},
                    {{4, 4, 1}, {4, 4, 2}, {2, 2, 2}, {8}}};
  const Plan plan = stack.plan(3);
  ASSERT_EQ(3u, plan.training.size());
  EXPECT_TRUE(plan.training[1].gates.dx);
  EXPECT_TRUE(plan.training[0].gates.dy);
}

// By hand, in floats, each tensor on a line of 16: workspace 48 (of 40); two buffers of 16 (the
// largest gradient that needs one: 2x2x2); then the outputs, 16, 16, 32, 32, 16, 16 and 16.
TEST(Plan, LiesInMemoryAsCounted) {
  const Plan plan = small_vgg().plan(1);
  EXPECT_EQ(48u, plan.workspace);
  std::vector<std::uint64_t> outputs, gradients;
  for (const Place& place : plan.outputs) outputs.push_back(place.first);
  for (const Place& place : plan.gradients) gradients.push_back(place.first);
  EXPECT_EQ((std::vector<std::uint64_t>{80, 96, 112, 144, 176, 192, 208}), outputs);
  // The first three are nobody's, or written over the output; so is the one that is pooled away.
  EXPECT_EQ((std::vector<std::uint64_t>{80, 96, 112, 144, 48, 64, 48}), gradients);
  EXPECT_EQ(224u, plan.floats);
}

TEST(Plan, IsPrinted) {
  EXPECT_EQ(
      "layer 0: 80 -> 96\n"
      "layer 1: 96 -> 112; dy 112 gated\n"
      "layer 2+3: 112 -> 176, convolution with ReLU and pooling; dy 48, dx 112 gated\n"
      "layer 4: 176 -> 192; dy 64, dx 48\n"
      "layer 5: 192 -> 208; dy 48, dx 64\n",
      to_string(small_vgg().plan(1)));
}

TEST(Plan, CountsBatchesBeyond32Bits) {
  const Stack stack{{{LayerTraits{}}}, {{1 << 16}, {1 << 4}}};
  // Input and output, and two buffers for the output's gradient.
  EXPECT_EQ((1ull << 20) * ((1ull << 16) + 3 * (1ull << 4)), stack.plan(1 << 20).floats);
}

struct Interval {
  std::uint64_t begin, end;
};

Interval interval(const Place& place) {
  return {place.first, place.first + element_count(place.shape)};
}

bool overlap(const Interval& a, const Interval& b) { return a.begin < b.end && b.begin < a.end; }

// Each step's tensors are apart, but for a dx that may lie over its own x; and what a later step of
// the backward pass reads has not been written over.
void expect_nothing_lost(const Stack& stack, const Plan& plan) {
  const Interval workspace{0, plan.workspace};
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
    const Interval own = interval(plan.outputs[i]);
    EXPECT_FALSE(overlap(own, workspace));
    EXPECT_LE(own.end, plan.floats);
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(own, interval(plan.outputs[j])));
  }
  for (auto step = plan.training.rbegin(); step != plan.training.rend(); ++step) {
    if (!step->wants_dx) continue;
    const Interval dx = interval(plan.gradients[step->layer]);
    EXPECT_FALSE(overlap(dx, workspace));
    EXPECT_FALSE(overlap(dx, interval(plan.gradients[step->last + 1])));
    const LayerTraits& traits = stack.layers[step->layer].traits;
    for (std::size_t i = 0; i <= step->last + 1; ++i) {
      const bool is_x = i == step->layer;
      if (is_x && step->gates.dx && traits.gates_in_place) continue;
      EXPECT_FALSE(overlap(dx, interval(plan.outputs[i]))) << "step of layer " << step->layer;
    }
  }
}

TEST(Plan, WritesOverNothingThatIsStillWanted) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (int network = 0; network < 300; ++network) {
    Stack stack{{}, {{1 + below(9), 1 + below(9), 1 + below(5)}}};
    const std::size_t augmentations = below(3), layers = augmentations + 1 + below(9);
    for (std::size_t i = 0; i < layers; ++i) {
      const LayerTraits kinds[] = {convolution_with_relu(true), convolution_with_relu(false),
                                   max_pooling(true), max_pooling(false), LayerTraits{}};
      const LayerTraits traits = i < augmentations ? augmentation() : kinds[below(5)];
      stack.layers.push_back({traits, below(100)});
      stack.shapes.push_back({1 + below(9), 1 + below(9), 1 + below(5)});
    }
    SCOPED_TRACE(to_string(stack.plan(3)));
    expect_nothing_lost(stack, stack.plan(3));
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cnnlab
