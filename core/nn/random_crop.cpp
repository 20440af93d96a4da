#include "core/nn/random_crop.h"

#include <algorithm>

namespace cnnlab {
namespace {

/// One of the places 0 … room, all as likely.
std::size_t drawn_place(std::size_t room, const Random& random, std::uint64_t index) {
  const auto place = static_cast<std::size_t>(static_cast<double>(random.uniform(index)) *
                                              static_cast<double>(room + 1));
  return std::min(place, room);
}

}  // namespace

Shape RandomCrop::output_shape(const Shape& input) const {
  require_picture(input, "RandomCrop");
  if (size_.height > input[0] || size_.width > input[1]) {
    const bool tall = size_.height > input[0];
    throw Error(ErrorCode::kBadModel, Problem::kWindowTooLarge, tall ? "height" : "width",
                {{"part", tall ? "height" : "width"},
                 {"window", std::vector<std::size_t>{size_.height, size_.width}},
                 {"input", axes_of(input)},
                 {"most", tall ? input[0] : input[1]}});
  }
  return {size_.height, size_.width, input[2]};
}

Shape RandomCrop::inference_shape(const Shape& input) const { return input; }

LayerTraits RandomCrop::traits(const Shape&, bool) const {
  LayerTraits traits;
  traits.has_gradient = false;
  return traits;
}

void RandomCrop::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const auto &from = x.shape(), &to = y.shape();
  const std::size_t rows = from[1] - to[1], columns = from[2] - to[2];
  Pair at{rows / 2, columns / 2};
  if (rows > 0 && columns > 0) {
    at = {drawn_place(rows, pass.random, 0), drawn_place(columns, pass.random, 1)};
  }
  const std::size_t row = to[2] * to[3];
  pass.pool.parallel_for(to[0], [&](std::size_t n) {
    for (std::size_t i = 0; i < to[1]; ++i) {
      const float* line = x.data() + ((n * from[1] + at.height + i) * from[2] + at.width) * from[3];
      std::copy_n(line, row, y.data() + (n * to[1] + i) * row);
    }
  });
}

void RandomCrop::backward(const TensorView&, const TensorView&, TensorView&, TensorView* dx,
                          Pass&) {
  if (dx != nullptr) std::fill_n(dx->data(), dx->size(), 0.0f);
}

}  // namespace cnnlab
