// The changes of pictures as their definitions say them: whole pictures at once, in the arithmetic
// of the fast ones, to whose bits they agree.
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>
#include <xtensor/xview.hpp>

#include "core/base/math.h"
#include "core/kernels/augmentation.h"
#include "core/tensor/tensor.h"

namespace cnnlab {
namespace {

using xt::all;
using xt::newaxis;

using Point = xt::xtensor<double, 1>;   // {x, y}
using Matrix = xt::xtensor<double, 2>;  // {{xx, xy}, {yx, yy}}
using Grid = xt::xtensor<double, 2>;    // {H,W}
using Picture = xt::xtensor<float, 3>;  // {H,W,C}

template <typename Number>
auto picture(const PictureSize& size, Number* data) {
  return span_of<Number, 3>(data, {size.height, size.width, size.channels});
}

Affine affine(const Matrix& a, const Point& offset) {
  return {a(0, 0), a(0, 1), offset(0), a(1, 0), a(1, 1), offset(1)};
}

/// p -> matrix (p - center) + center.
Affine about(const Point& center, const Matrix& matrix) {
  return affine(matrix, center - xt::sum(matrix * center, {1}));
}

/// {H,W,1}: the same for every channel.
auto of_all_channels(const Grid& grid) { return xt::view(grid, all(), all(), newaxis()); }

/// The places of an axis of n that stand for `i`.
Grid places(FillMode mode, const Grid& i, double n) {
  switch (mode) {
    case FillMode::kReflect: {  // there and back again: a period of 2 n
      const Grid place = i - 2.0 * n * xt::floor(i / (2.0 * n));
      return xt::minimum(place, 2.0 * n - 1.0 - place);
    }
    case FillMode::kWrap:
      return i - n * xt::floor(i / n);
    default:
      return xt::clip(i, 0.0, n - 1.0);
  }
}

/// The pixels of x at (row, column), each of which may lie in the fill.
Picture pixels_at(const PictureSize& size, const Sampling& sampling, const float* x,
                  const Grid& row, const Grid& column) {
  const auto height = static_cast<double>(size.height), width = static_cast<double>(size.width);
  const auto from = picture(size, x);
  const auto read = xt::vectorize([&](double r, double c, std::size_t channel) {
    return from(static_cast<std::size_t>(r), static_cast<std::size_t>(c), channel);
  });
  const Grid rows = places(sampling.fill_mode, row, height);
  const Grid columns = places(sampling.fill_mode, column, width);
  Picture pixels =
      read(of_all_channels(rows), of_all_channels(columns), xt::arange<std::size_t>(size.channels));
  if (sampling.fill_mode != FillMode::kConstant) return pixels;
  const Grid inside =
      xt::cast<double>(row >= 0.0 && row < height && column >= 0.0 && column < width);
  return xt::where(of_all_channels(inside) > 0.0, pixels, sampling.fill_value);
}

}  // namespace

Affine translation_reference(double dx, double dy) {
  return affine(xt::eye<double>(2), -Point{dx, dy});
}

Affine rotation_reference(double angle, double center_x, double center_y) {
  const double c = cosine(angle), s = sine(angle);
  return about({center_x, center_y}, {{c, -s}, {s, c}});
}

Affine zoom_reference(double height_scale, double width_scale, const PictureSize& size) {
  const Point sides{static_cast<double>(size.width), static_cast<double>(size.height)};
  return about((sides - 1.0) / 2.0, xt::diag(Point{width_scale, height_scale}));
}

void flip_picture_reference(const PictureSize& size, bool horizontal, bool vertical, const float* x,
                            float* y) {
  Picture picture_now = picture(size, x);
  if (vertical) picture_now = xt::eval(xt::flip(picture_now, 0));
  if (horizontal) picture_now = xt::eval(xt::flip(picture_now, 1));
  picture(size, y) = picture_now;
}

void transform_picture_reference(const PictureSize& size, const Affine& from,
                                 const Sampling& sampling, const float* x, float* y) {
  const Point columns = xt::arange<double>(static_cast<double>(size.width));
  const Point rows = xt::arange<double>(static_cast<double>(size.height));
  const auto row = xt::view(rows, all(), newaxis());  // {H,1} beside the {W} of columns
  const Grid at_x = from.xx * columns + (from.xy * row + from.x0);
  const Grid at_y = from.yx * columns + (from.yy * row + from.y0);
  auto result = picture(size, y);
  if (sampling.interpolation == Interpolation::kNearest) {
    result = pixels_at(size, sampling, x, xt::round(at_y), xt::round(at_x));
    return;
  }
  const Grid left = xt::floor(at_x), top = xt::floor(at_y);
  const Picture upper_left = pixels_at(size, sampling, x, top, left);
  const Picture upper_right = pixels_at(size, sampling, x, top, left + 1.0);
  const Picture lower_left = pixels_at(size, sampling, x, top + 1.0, left);
  const Picture lower_right = pixels_at(size, sampling, x, top + 1.0, left + 1.0);
  const Grid to_the_right = at_x - left, downwards = at_y - top;
  const auto right_share = xt::cast<float>(of_all_channels(to_the_right));
  const auto lower_share = xt::cast<float>(of_all_channels(downwards));
  const Picture upper = upper_left + (upper_right - upper_left) * right_share;
  const Picture lower = lower_left + (lower_right - lower_left) * right_share;
  xt::noalias(result) = upper + (lower - upper) * lower_share;
}

void adjust_contrast_reference(const PictureSize& size, float factor, float low, float high,
                               const float* x, float* y) {
  const Picture before = picture(size, x);
  const xt::xtensor<float, 1> mean =
      xt::cast<float>(xt::mean(xt::cast<double>(before), {0, 1}));  // {C}
  auto result = picture(size, y);
  xt::noalias(result) = xt::clip((before - mean) * factor + mean, low, high);
}

}  // namespace cnnlab
