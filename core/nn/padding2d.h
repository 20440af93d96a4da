// Keras's ZeroPadding2D and Cropping2D.
#pragma once

#include "core/nn/layer.h"
#include "core/nn/window.h"

namespace cnnlab {

/// Zeros around x {N,H,W,C}: so many rows above and below, so many columns left and right.
class ZeroPadding2D final : public Layer {
 public:
  explicit ZeroPadding2D(Pair padding) : padding_(padding) {}
  Shape output_shape(const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Pair padding_;
};

/// The middle of x {N,H,W,C}, without so many rows above and below and columns left and right.
class Cropping2D final : public Layer {
 public:
  explicit Cropping2D(Pair cropping) : cropping_(cropping) {}
  Shape output_shape(const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Pair cropping_;
};

}  // namespace cnnlab
