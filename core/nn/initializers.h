// What a layer's weights are before they are trained: Keras's initializers.
#pragma once

#include <functional>

#include "core/base/random.h"
#include "core/tensor/tensor.h"

namespace cnnlab {

/// Makes the first values of a weight tensor of this shape. Weight i, in row-major order, depends
/// on `random`, the shape and i alone.
using Initializer = std::function<Tensor(const Shape& shape, const Random& random)>;

/// Keras's GlorotUniform, its default for kernels: uniform in [-limit, limit) with
/// limit = sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, Understanding the difficulty of
/// training deep feedforward neural networks, 2010). Weight i, in row-major order, is draw i of
/// `random`.
Tensor glorot_uniform(const Shape& shape, std::size_t fan_in, std::size_t fan_out,
                      const Random& random);

/// How many numbers each output is a sum of, and how many outputs each input has a part in: of a
/// kernel {…, in, out} the window's cells count for both.
struct Fans {
  std::size_t in, out;
};
Fans fans_of(const Shape& shape);

/// All `value`: Keras's Zeros, Ones and Constant.
Initializer constant_values(double value);

/// Uniform in [low, high).
Initializer random_uniform(double low, double high);

/// Of a normal distribution; `truncated` draws again what is two deviations or more away.
Initializer random_normal(double mean, double deviation);
Initializer truncated_normal(double mean, double deviation);

enum class FanMode { kIn, kOut, kAverage };
enum class Distribution { kUniform, kNormal, kTruncatedNormal };

/// Keras's VarianceScaling: of mean 0 and variance scale / fan. Glorot's (2010), He's (He et al.,
/// 2015) and LeCun's (LeCun et al., 1998) are this with 1 and the average of both fans, 2 and fan
/// in, 1 and fan in.
Initializer variance_scaling(double scale, FanMode mode, Distribution distribution);

/// `gain` times a random orthogonal matrix {in…, out}: its rows or its columns, whichever are
/// fewer, are orthonormal (Saxe, McClelland and Ganguli, 2013). Takes rows * columns^2 steps.
Initializer orthogonal(double gain);

}  // namespace cnnlab
