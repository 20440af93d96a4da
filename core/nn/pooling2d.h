// Pooling layers, as Keras defines them.
#pragma once

#include "core/kernels/pooling.h"
#include "core/nn/layer.h"
#include "core/nn/window.h"

namespace cnnlab {

struct Pooling2DSettings {
  Pair pool_size{2, 2};
  Pair strides{2, 2};
  Padding padding = Padding::kValid;
};

/// Keras's MaxPooling2D: y {N,H',W',C} = maximum over each window of x {N,H,W,C}.
class MaxPooling2D final : public Layer {
 public:
  explicit MaxPooling2D(const Pooling2DSettings& settings) : settings_(settings) {}
  Shape output_shape(const Shape& input) const override;
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Pooling2DSettings settings_;
};

/// Keras's AveragePooling2D: the mean over each window, padding not counted.
class AveragePooling2D final : public Layer {
 public:
  explicit AveragePooling2D(const Pooling2DSettings& settings) : settings_(settings) {}
  Shape output_shape(const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Pooling2DSettings settings_;
};

/// Keras's GlobalAveragePooling2D: y {N,C} = mean of x {N,H,W,C} over the picture.
class GlobalAveragePooling2D final : public Layer {
 public:
  Shape output_shape(const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;
};

/// Keras's GlobalMaxPooling2D: y {N,C} = maximum of x {N,H,W,C} over the picture. Where several
/// cells hold the maximum, the first takes the gradient, as in MaxPooling2D.
class GlobalMaxPooling2D final : public Layer {
 public:
  Shape output_shape(const Shape& input) const override;
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;
};

}  // namespace cnnlab
