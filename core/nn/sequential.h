// A stack of layers, and the memory its passes run in.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/stopwatch.h"
#include "core/nn/layer.h"

namespace cnnlab {

struct NamedLayer {
  std::string name;  // as Keras would name it: conv2d_1
  std::unique_ptr<Layer> layer;
};

/// Keras's Sequential up to the logits: a final softmax belongs to the loss and to predictions.
///
/// Memory is planned once per batch size: activations of every layer, two gradient buffers that
/// take turns, one workspace. Where a layer allows it, the gradient of an output is written over
/// that output, which is in the cache then and not needed again. After the first step of a batch
/// size nothing is allocated.
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

  /// Where to write the gradient of the loss with respect to the logits, after forward().
  TensorView& logits_gradient(std::size_t batch);

  /// Sets every parameter's gradient from logits_gradient(batch). `step_random` as in forward().
  void backward(std::size_t batch, ThreadPool& pool, const Random& step_random);

  /// Output of layer i after the last forward() of this batch size; see there. backward() may have
  /// overwritten it.
  const TensorView& output(std::size_t batch, std::size_t layer);

  std::size_t layer_count() const { return layers_.size(); }
  const std::string& layer_name(std::size_t layer) const { return layers_[layer].name; }
  const Shape& layer_shape(std::size_t layer) const { return shapes_[layer + 1]; }

  struct NamedParameter {
    std::string name;  // conv2d_1/kernel
    Parameter* parameter;
  };
  const std::vector<NamedParameter>& parameters() const { return parameters_; }

  /// From now on both passes record a lap per layer (`conv2d_1 forward`), until given null.
  void time_layers(Stopwatch* stopwatch) { stopwatch_ = stopwatch; }

  /// Floats that the passes of a batch of this size need, weights apart.
  std::uint64_t planned_floats(std::size_t batch) const;

 private:
  struct Plan {
    std::vector<TensorView> outputs;    // [0] is the input, [i+1] the output of layer i
    std::vector<TensorView> gradients;  // of outputs, in a buffer or over the output itself
    std::vector<PooledForm*> pooled;  // [i] does the work of layers i and i+1 in training, or null
  };
  struct Needs {
    std::uint64_t outputs, gradient, workspace;  // of a batch too large these pass 32 bits
    std::uint64_t total() const { return outputs + 2 * gradient + workspace; }
  };

  Needs needs(std::size_t batch) const;
  bool has_gradient_buffer(std::size_t i) const;  // of outputs[i]
  bool is_gated(std::size_t layer) const;         // sets Pass::gate_dx
  PooledForm* pooled_form(std::size_t layer) const;
  Plan& plan(std::size_t batch);
  Plan lay_out(std::size_t batch);
  Pass pass(std::size_t layer, ThreadPool& pool, bool training, const Random& step_random) const;

  std::vector<NamedLayer> layers_;
  std::vector<Shape> shapes_;  // [0] is the input's
  std::size_t first_with_gradient_ = 0;
  bool exact_convolution_;
  std::vector<NamedParameter> parameters_;
  Stopwatch* stopwatch_ = nullptr;
  std::vector<float> arena_;
  std::map<std::size_t, Plan> plans_;
};

}  // namespace cnnlab
