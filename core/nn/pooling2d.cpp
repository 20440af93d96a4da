#include "core/nn/pooling2d.h"

namespace cnnlab {
namespace {

Shape pooled_shape(const Shape& input, const Pooling2DSettings& settings, const char* layer) {
  require_picture(input, layer);
  const Placements placed = place_windows(input, settings.pool_size, settings.strides,
                                          settings.padding, "pool_size", "window");
  return {placed.height.output, placed.width.output, input[2]};
}

PoolingShape geometry(const TensorView& x, const Pooling2DSettings& settings) {
  const Shape input{x.shape()[1], x.shape()[2], x.shape()[3]};
  const Placements placed = place_windows(input, settings.pool_size, settings.strides,
                                          settings.padding, "pool_size", "window");
  PoolingShape shape;
  shape.batch = x.shape()[0];
  shape.height = input[0];
  shape.width = input[1];
  shape.channels = input[2];
  shape.window_height = settings.pool_size.height;
  shape.window_width = settings.pool_size.width;
  shape.stride_height = settings.strides.height;
  shape.stride_width = settings.strides.width;
  shape.pad_top = placed.height.pad_before;
  shape.pad_left = placed.width.pad_before;
  shape.output_height = placed.height.output;
  shape.output_width = placed.width.output;
  return shape;
}

/// One window over the whole picture.
PoolingShape whole_picture(const TensorView& x) {
  const Pair all{x.shape()[1], x.shape()[2]};
  return geometry(x, {all, all, Padding::kValid});
}

}  // namespace

Shape MaxPooling2D::output_shape(const Shape& input) const {
  return pooled_shape(input, settings_, "MaxPooling2D");
}

LayerTraits MaxPooling2D::traits(const Shape&, bool) const {
  const auto by_two = [](const Pair& pair) { return pair.height == 2 && pair.width == 2; };
  LayerTraits traits;
  traits.gates_dx = true;
  traits.is_max_pooling_by_two = by_two(settings_.pool_size) && by_two(settings_.strides) &&
                                 settings_.padding == Padding::kValid;
  return traits;
}

void MaxPooling2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  max_pooling_forward(pass.pool, geometry(x, settings_), x.data(), y.data());
}

void MaxPooling2D::backward(const TensorView& x, const TensorView& y, TensorView& dy,
                            TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  max_pooling_backward(pass.pool, geometry(x, settings_), x.data(), y.data(), dy.data(),
                       pass.gates.dx, dx->data());
}

Shape AveragePooling2D::output_shape(const Shape& input) const {
  return pooled_shape(input, settings_, "AveragePooling2D");
}

void AveragePooling2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  average_pooling_forward(pass.pool, geometry(x, settings_), x.data(), y.data());
}

void AveragePooling2D::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  average_pooling_backward(pass.pool, geometry(x, settings_), dy.data(), dx->data());
}

Shape GlobalAveragePooling2D::output_shape(const Shape& input) const {
  require_picture(input, "GlobalAveragePooling2D");
  return {input[2]};
}

void GlobalAveragePooling2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  average_pooling_forward(pass.pool, whole_picture(x), x.data(), y.data());
}

void GlobalAveragePooling2D::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                      TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  average_pooling_backward(pass.pool, whole_picture(x), dy.data(), dx->data());
}

Shape GlobalMaxPooling2D::output_shape(const Shape& input) const {
  require_picture(input, "GlobalMaxPooling2D");
  return {input[2]};
}

LayerTraits GlobalMaxPooling2D::traits(const Shape&, bool) const {
  LayerTraits traits;
  traits.gates_dx = true;
  return traits;
}

void GlobalMaxPooling2D::forward(const TensorView& x, TensorView& y, Pass& pass) {
  max_pooling_forward(pass.pool, whole_picture(x), x.data(), y.data());
}

void GlobalMaxPooling2D::backward(const TensorView& x, const TensorView& y, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  if (dx == nullptr) return;
  max_pooling_backward(pass.pool, whole_picture(x), x.data(), y.data(), dy.data(), pass.gates.dx,
                       dx->data());
}

}  // namespace cnnlab
