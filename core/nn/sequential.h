// A stack of layers, and the memory its passes run in.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/stopwatch.h"
#include "core/nn/layer.h"
#include "core/nn/plan.h"
#include "core/nn/weight_rules.h"

namespace cnnlab {

struct NamedLayer {
  std::string name;  // as Keras would name it: conv2d_1
  std::unique_ptr<Layer> layer;
  std::vector<WeightRule> rules{};  // what is said of its weights
};

/// Keras's Sequential up to the logits: a final softmax belongs to the loss and to predictions.
///
/// Executes a Plan, which is made once per batch size and says which layers run as one and where in
/// memory everything lies. After the first step of a batch size nothing is allocated.
class Sequential {
 public:
  /// Throws Error(kBadModel, "layers[i]…") where shapes do not fit.
  Sequential(std::vector<NamedLayer> layers, const Shape& input_shape,
             bool exact_convolution = false);

  /// Makes the weights; layer i draws from random.fork(i).
  void build(const Random& random);

  /// Where to write the next batch {batch, input…}.
  TensorView& input(std::size_t batch);

  /// Runs all layers on input(batch); returns logits {batch, classes}. In training some layers
  /// below a max pooling leave no output of their own, unless `keep_all`, and then backward() may
  /// not follow.
  const TensorView& forward(std::size_t batch, ThreadPool& pool, bool training,
                            const Random& step_random, bool keep_all = false);

  /// Where to write the gradient of the loss with respect to the logits, after forward(). It is
  /// free for other use after inference.
  TensorView& logits_gradient(std::size_t batch);

  /// Sets every parameter's gradient from logits_gradient(batch). `step_random` as in forward().
  void backward(std::size_t batch, ThreadPool& pool, const Random& step_random);

  /// Output of layer i after the last forward(), which was of this batch size; see there.
  /// backward() may have overwritten it.
  const TensorView& output(std::size_t batch, std::size_t layer);

  std::size_t layer_count() const { return layers_.size(); }
  const std::string& layer_name(std::size_t layer) const { return layers_[layer].name; }

  struct NamedParameter {
    std::string name;  // conv2d_1/kernel
    Parameter* parameter;
  };
  const std::vector<NamedParameter>& parameters() const { return parameters_; }

  /// From now on both passes record a lap per layer (`conv2d_1 forward`), until given null.
  void time_layers(Stopwatch* stopwatch) { stopwatch_ = stopwatch; }

  /// Floats that the passes of a batch of this size need, weights apart.
  std::uint64_t planned_floats(std::size_t batch) const;

  /// The steps of a batch of this size, and where they read and write: in training, and at
  /// inference too unless a layer crops in training only.
  Plan plan(std::size_t batch) const { return plan(batch, shapes_); }

 private:
  /// A plan, and its places in the arena as tensors.
  struct Prepared {
    Plan plan;
    std::vector<TensorView> outputs;
    std::vector<TensorView> gradients;
  };

  Plan plan(std::size_t batch, const std::vector<Shape>& shapes) const;
  Prepared& prepared(std::size_t batch, bool training);
  Pass pass(const Plan& plan, const Step& step, ThreadPool& pool, bool training,
            const Random& step_random);
  float* arena();  // its first float on a cache line

  std::vector<NamedLayer> layers_;
  std::vector<Shape> shapes_;  // in training; [0] is the input's
  std::vector<Shape> inference_shapes_;
  bool crops_;          // these differ
  bool trains_ = true;  // what the last forward() was for
  bool exact_convolution_;
  std::vector<NamedParameter> parameters_;
  Stopwatch* stopwatch_ = nullptr;
  std::vector<float> arena_;
  std::map<std::pair<std::size_t, bool>, Prepared> prepared_;  // by batch size, and for training
};

}  // namespace cnnlab
