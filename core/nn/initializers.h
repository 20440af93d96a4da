// What a layer's weights are before they are trained.
#pragma once

#include "core/base/random.h"
#include "core/tensor/tensor.h"

namespace cnnlab {

/// Keras's GlorotUniform, its default for kernels: uniform in [-limit, limit) with
/// limit = sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, Understanding the difficulty of
/// training deep feedforward neural networks, 2010). Weight i, in row-major order, is draw i of
/// `random`.
Tensor glorot_uniform(const Shape& shape, std::size_t fan_in, std::size_t fan_out,
                      const Random& random);

}  // namespace cnnlab
