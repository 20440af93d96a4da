#pragma once

#include <algorithm>

#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's Flatten: y {N,H*W*C} holds x {N,H,W,C} in row-major order.
class Flatten : public Layer {
 public:
  Shape output_shape(const Shape& input) const override { return {element_count(input)}; }
  void forward(const TensorView& x, TensorView& y, Pass&) override {
    std::copy_n(x.data(), x.size(), y.data());
  }
  void backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                Pass&) override {
    if (dx != nullptr) std::copy_n(dy.data(), dy.size(), dx->data());
  }
};

}  // namespace cnnlab
