#include "core/nn/padding2d.h"

#include <algorithm>

namespace cnnlab {
namespace {

/// large {N,H,W,C} = zeros around small {N,h,w,C}, which begins at `at`.
void surround(ThreadPool& pool, const TensorView& small, Pair at, TensorView& large) {
  const auto &inner = small.shape(), &outer = large.shape();
  const std::size_t row = inner[2] * inner[3], whole_row = outer[2] * outer[3];
  pool.parallel_for(inner[0], [&](std::size_t n) {
    float* picture = large.data() + n * outer[1] * whole_row;
    std::fill_n(picture, outer[1] * whole_row, 0.0f);
    for (std::size_t y = 0; y < inner[1]; ++y) {
      std::copy_n(small.data() + (n * inner[1] + y) * row, row,
                  picture + (y + at.height) * whole_row + at.width * outer[3]);
    }
  });
}

/// small {N,h,w,C} = what large {N,H,W,C} has from `at` on.
void cut(ThreadPool& pool, const TensorView& large, Pair at, TensorView& small) {
  const auto &inner = small.shape(), &outer = large.shape();
  const std::size_t row = inner[2] * inner[3], whole_row = outer[2] * outer[3];
  pool.parallel_for(inner[0], [&](std::size_t n) {
    const float* picture = large.data() + n * outer[1] * whole_row;
    for (std::size_t y = 0; y < inner[1]; ++y) {
      std::copy_n(picture + (y + at.height) * whole_row + at.width * outer[3], row,
                  small.data() + (n * inner[1] + y) * row);
    }
  });
}

}  // namespace

Shape ZeroPadding2D::output_shape(const Shape& input) const {
  require_picture(input, "ZeroPadding2D");
  return {input[0] + 2 * padding_.height, input[1] + 2 * padding_.width, input[2]};
}

void ZeroPadding2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  surround(pass.pool, x, padding_, y);
}

void ZeroPadding2D::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                             Pass& pass) {
  if (dx != nullptr) cut(pass.pool, dy, padding_, *dx);
}

Shape Cropping2D::output_shape(const Shape& input) const {
  require_picture(input, "Cropping2D");
  const Pair gone{2 * cropping_.height, 2 * cropping_.width};
  if (gone.height >= input[0] || gone.width >= input[1]) {
    throw Error(ErrorCode::kBadModel, Problem::kWindowTooLarge, "cropping",
                {{"part", "cropping"},
                 {"window", std::vector<std::size_t>{gone.height, gone.width}},
                 {"input", axes_of(input)},
                 {"most", (std::min(input[0], input[1]) - 1) / 2}});
  }
  return {input[0] - gone.height, input[1] - gone.width, input[2]};
}

void Cropping2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  cut(pass.pool, x, cropping_, y);
}

void Cropping2D::backward(const TensorView&, const TensorView&, TensorView& dy, TensorView* dx,
                          Pass& pass) {
  if (dx != nullptr) surround(pass.pool, dy, cropping_, *dx);
}

}  // namespace cnnlab
