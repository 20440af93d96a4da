// Keras's RandomCrop, as version 3 has it.
#pragma once

#include "core/nn/layer.h"
#include "core/nn/window.h"

namespace cnnlab {

/// x {N,H,W,C}, y {N,h,w,C} in training: the same window of all pictures of a batch, its place
/// drawn from pass.random where the picture is larger on both sides, and the middle where one side
/// is as long as it can be. At inference Keras does not crop, and y {N,H,W,C} is x: what stands
/// above has to take pictures of both sizes. There is no gradient.
class RandomCrop final : public Layer {
 public:
  explicit RandomCrop(Pair size) : size_(size) {}
  Shape output_shape(const Shape& input) const override;
  Shape inference_shape(const Shape& input) const override;
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  /// Sets *dx, where asked for, to zero.
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Pair size_;
};

}  // namespace cnnlab
