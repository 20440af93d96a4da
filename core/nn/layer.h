// What a layer is: shapes first, then weights, then two passes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/stopwatch.h"
#include "core/base/thread_pool.h"
#include "core/tensor/tensor.h"

namespace cnnlab {

/// What large values of a parameter cost, as part of the loss: l1 * sum(|w|) + l2 * sum(w^2).
struct Regularizer {
  double l1 = 0.0;
  double l2 = 0.0;
};

/// What holds a parameter after each update. Norms are of the lines along `axes`, as Keras takes
/// them: of a kernel {kH,kW,C,O} the axes 0, 1 and 2 give one norm to each filter.
struct Constraint {
  enum Kind { kNone, kNonNegative, kNorm, kUnitNorm };
  Kind kind = kNone;
  double minimum = 0.0;  // of a norm
  double maximum = 0.0;
  double rate = 1.0;  // the share of the way that a norm is taken towards its range
  std::vector<std::size_t> axes{};
};

/// A weight tensor and the gradient of the loss with respect to it, of the same shape.
struct Parameter {
  std::string name;  // as Keras names it: kernel, bias, gamma …
  Tensor value;
  Tensor gradient;
  bool trainable = true;
  Regularizer regularizer{};
  Constraint constraint{};
};

/// Which ReLU gradients a backward step takes on or is spared. "Gated" is the gradient before a
/// ReLU: zero where the ReLU gave zero.
struct Gates {
  bool dx = false;  // x is what a ReLU gave, and dx is wanted gated
  bool dy = false;  // dy is gated by this layer's own ReLU already
};

/// What a layer may use while it computes.
struct Pass {
  ThreadPool& pool;
  float* workspace;  // at least Layer::workspace(batch) floats, contents undefined
  bool training;
  bool exact_convolution;              // keep to convolution algorithms without Winograd's rounding
  Random random;                       // forked for this step and this layer
  Gates gates{};                       // of the backward pass
  float* kept = nullptr;               // Layer::kept(batch) floats, forward's word to backward
  const std::string* layer = nullptr;  // its name, where someone measures
  Stopwatch* stopwatch = nullptr;

  /// Ends a lap of this layer: what it did since the last one is called `part`.
  void lap(const char* part) const {
    if (stopwatch != nullptr) stopwatch->lap(*layer + " " + part);
  }
};

/// What a layer can do, for whoever plans a network's steps (plan.h): told of the layer alone, for
/// an input of a given shape. A layer that says nothing runs by itself.
struct LayerTraits {
  /// The loss has a gradient with respect to this layer's input or parameters. Where the first
  /// layers of a network have none, its backward pass ends before them.
  bool has_gradient = true;
  /// y is what a ReLU gave, and backward() heeds Gates::dy.
  bool ends_in_relu = false;
  /// backward() heeds Gates::dx, which saves a pass over memory;
  bool gates_dx = false;
  /// and then dx may be x itself: it is done with every cell of x once it writes that of dx.
  bool gates_in_place = false;
  /// A max pooling of 2x2 windows side by side.
  bool is_max_pooling_by_two = false;
  /// A Conv2D with ReLU whose kernels can do such a pooling in the same pass.
  bool can_pool_by_two = false;
};

/// One layer of a network. x {N, input…}, y {N, output…}; dy and dx likewise.
///
/// Between forward and backward of one step a layer is told nothing new: backward gets the same x,
/// y, kept floats and random numbers again, so most layers need no state of their own.
class Layer {
 public:
  virtual ~Layer() = default;

  /// Shape of one output, for one input of shape `input`, both without the batch. Touches no
  /// weights. Throws Error(kBadModel) whose `where` is the field to change, or empty.
  virtual Shape output_shape(const Shape& input) const = 0;

  /// The same after training, where pictures come in another size then: as output_shape otherwise.
  virtual Shape inference_shape(const Shape& input) const { return output_shape(input); }

  /// Parameters for an input of this shape (counted even before build()).
  virtual std::size_t parameter_count(const Shape& input) const;

  /// Multiply-adds of one picture's forward pass. 64 bits, as WebAssembly's size_t has only 32.
  virtual std::uint64_t multiply_adds(const Shape& input) const;

  /// Makes the parameters, with initial values drawn from `random`.
  virtual void build(const Shape& input, const Random& random);

  virtual std::vector<Parameter*> parameters() { return {}; }

  /// Floats of scratch space that either pass needs for a batch.
  virtual std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const;

  /// Floats that forward() leaves for backward() of the same step, beside y.
  virtual std::size_t kept(std::size_t batch, const Shape& input) const;

  /// `exact` as in Pass::exact_convolution.
  virtual LayerTraits traits(const Shape& input, bool exact) const;

  virtual void forward(const TensorView& x, TensorView& y, Pass& pass) = 0;

  /// Sets the parameters' gradients, and *dx unless null. May overwrite dy.
  virtual void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                        Pass& pass) = 0;
};

/// A parameter with these initial values, its gradient zero.
Parameter make_parameter(const std::string& name, Tensor value);

/// A parameter of this shape, all `value`, its gradient zero.
Parameter make_parameter(const std::string& name, const Shape& shape, float value = 0.0f);

/// Throws unless the input has height, width and channels. `layer` names the layer in the message.
void require_picture(const Shape& input, const char* layer);

}  // namespace cnnlab
