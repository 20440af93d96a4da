// What every optimizer of Keras can do to gradients and weights before its own step.
#pragma once

#include <vector>

#include "core/nn/layer.h"

namespace cnnlab {

/// Zero: nothing.
struct Modifiers {
  double clipnorm = 0.0;         // each gradient is scaled down to this norm
  double clipvalue = 0.0;        // each number of a gradient is cut to [-clipvalue, clipvalue]
  double global_clipnorm = 0.0;  // all gradients together are scaled down to this norm
  double weight_decay = 0.0;     // w -= lr weight_decay w (Loshchilov and Hutter, 2019)
};

/// Applies them to every trainable parameter. Sums run in one order.
void modify(const Modifiers& modifiers, const std::vector<Parameter*>& parameters,
            double learning_rate);

}  // namespace cnnlab
