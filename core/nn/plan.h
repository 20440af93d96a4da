// A network's passes as a list of steps: which layers run as one, which gradients they take on, and
// where in memory everything lies. Plain data, made once per batch size from what each layer says
// of itself; Sequential executes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/nn/layer.h"

namespace cnnlab {

enum class StepKind {
  kLayer,                   // a layer by itself
  kConvolutionReluPooling,  // a Conv2D with its ReLU and the 2x2 MaxPooling2D above it
};

struct Step {
  StepKind kind;
  std::size_t layer;          // the layer that does the work
  std::size_t last;           // the last layer whose work it is: `layer`, or the pooling above
  bool has_backward = false;  // something at or below this step learns
  bool wants_dx = false;      // something below it learns
  Gates gates{};              // of the backward pass
};

/// A tensor's place, in floats from the start of the arena. 64 bits: of a batch too large to train
/// these pass 32.
struct Place {
  std::uint64_t first = 0;
  Shape shape;  // {batch, …}
};

struct Plan {
  /// In the order of the forward pass. The backward pass of training is `training` in reverse.
  std::vector<Step> training;
  std::vector<Step> inference;

  /// [0] is the input, [i+1] the output of layer i. Where layer i is pooled in the same step, that
  /// place holds the maxima's positions in training.
  std::vector<Place> outputs;
  /// Of outputs: each in one of two buffers that take turns, or over the output itself, which is in
  /// the cache then and not needed again.
  std::vector<Place> gradients;
  /// What layer i keeps begins there: the outputs lie before.
  std::vector<std::uint64_t> kept;
  /// The steps' scratch space is the arena's first floats: this many.
  std::uint64_t workspace = 0;
  /// All of the arena.
  std::uint64_t floats = 0;
};

/// A layer as the plan sees it.
struct PlannedLayer {
  LayerTraits traits;
  std::uint64_t workspace = 0;  // floats of scratch space for this batch
  std::uint64_t kept = 0;       // floats that its forward pass leaves for its backward pass
};

/// The plan for batches of this size. shapes[0] is the input's shape without the batch, shapes[i+1]
/// what layer i gives: one more than there are layers.
Plan make_plan(std::span<const PlannedLayer> layers, std::span<const Shape> shapes,
               std::size_t batch);

/// A line per training step: layers, what is fused, where it reads and writes.
std::string to_string(const Plan& plan);

}  // namespace cnnlab
