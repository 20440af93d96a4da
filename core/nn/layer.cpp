#include "core/nn/layer.h"

#include <utility>
#include <xtensor/xbuilder.hpp>

namespace cnnlab {

std::size_t Layer::parameter_count(const Shape&) const { return 0; }

std::uint64_t Layer::multiply_adds(const Shape&) const { return 0; }

void Layer::build(const Shape&, const Random&) {}

std::size_t Layer::workspace(std::size_t, const Shape&, bool) const { return 0; }

std::size_t Layer::kept(std::size_t, const Shape&) const { return 0; }

LayerTraits Layer::traits(const Shape&, bool) const { return {}; }

Parameter make_parameter(const std::string& name, Tensor value) {
  Tensor gradient = xt::zeros_like(value);
  return {name, std::move(value), std::move(gradient)};
}

Parameter make_parameter(const std::string& name, const Shape& shape, float value) {
  return make_parameter(name, Tensor(shape, value));
}

void require_picture(const Shape& input, const char* layer) {
  if (input.size() == 3) return;
  throw Error(ErrorCode::kBadModel, Problem::kNeedsPictures, "",
              {{"layer", layer}, {"input", axes_of(input)}});
}

}  // namespace cnnlab
