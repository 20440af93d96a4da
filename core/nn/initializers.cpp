#include "core/nn/initializers.h"

#include <cmath>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>

namespace cnnlab {

Tensor glorot_uniform(const Shape& shape, std::size_t fan_in, std::size_t fan_out,
                      const Random& random) {
  const double limit = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
  const auto uniform = xt::vectorize([&](std::size_t i) -> double { return random.uniform(i); });
  Tensor weights(shape);
  auto all = row_of(weights.data(), weights.size());
  xt::noalias(all) =
      xt::cast<float>((2.0 * uniform(xt::arange<std::size_t>(weights.size())) - 1.0) * limit);
  return weights;
}

}  // namespace cnnlab
