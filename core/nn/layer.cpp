#include "core/nn/layer.h"

#include <cmath>
#include <utility>
#include <xtensor/xbuilder.hpp>

namespace cnnlab {

std::size_t Layer::parameter_count(const Shape&) const { return 0; }

std::uint64_t Layer::multiply_adds(const Shape&) const { return 0; }

void Layer::build(const Shape&, const Random&) {}

std::size_t Layer::workspace(std::size_t, const Shape&, bool) const { return 0; }

LayerTraits Layer::traits(const Shape&, bool) const { return {}; }

void fill_glorot_uniform(Tensor& kernel, std::size_t fan_in, std::size_t fan_out,
                         const Random& random) {
  const double limit = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    kernel.flat(i) = static_cast<float>((2.0 * random.uniform(i) - 1.0) * limit);
  }
}

Parameter make_parameter(const std::string& name, const Shape& shape, float value) {
  return {name, Tensor(shape, value), Tensor(shape, 0.0f)};
}

void require_picture(const Shape& input, const char* layer) {
  if (input.size() == 3) return;
  throw Error(ErrorCode::kBadModel, "",
              sentence(layer,
                       " needs pictures (height × width × channels), but the layer above "
                       "gives a flat list of ",
                       to_string(input), " numbers; move it above Flatten"));
}

}  // namespace cnnlab
