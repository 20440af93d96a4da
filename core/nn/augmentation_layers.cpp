#include "core/nn/augmentation_layers.h"

#include <algorithm>

namespace cnnlab {
namespace {

constexpr double kTwoPi = 6.28318530717958647692;

/// Uniform in [-factor, factor) from the number at `index`.
double either_way(double factor, const Random& random, std::uint64_t index) {
  return -factor + 2.0 * factor * random.uniform(index);
}

/// Uniform in [low, high) from the first number.
double between(double low, double high, const Random& random) {
  return low + (high - low) * random.uniform(0);
}

}  // namespace

Shape AugmentationLayer::output_shape(const Shape& input) const {
  require_picture(input, "an augmentation layer");
  return input;
}

LayerTraits AugmentationLayer::traits(const Shape&, bool) const {
  LayerTraits traits;
  traits.has_gradient = false;
  return traits;
}

void AugmentationLayer::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const auto& shape = x.shape();
  const PictureSize size{shape[1], shape[2], shape[3]};
  const std::size_t floats = size.height * size.width * size.channels;
  pass.pool.parallel_for(shape[0], [&](std::size_t n) {
    const float* from = x.data() + n * floats;
    float* to = y.data() + n * floats;
    if (pass.training) {
      change(size, pass.random.fork(n), from, to);
    } else {
      std::copy_n(from, floats, to);
    }
  });
}

void AugmentationLayer::backward(const TensorView&, const TensorView&, TensorView&, TensorView* dx,
                                 Pass&) {
  if (dx != nullptr) std::fill_n(dx->data(), dx->size(), 0.0f);
}

void RandomFlip::change(const PictureSize& size, const Random& random, const float* x,
                        float* y) const {
  const bool flips = random.uniform(0) <= 0.5f;
  flip_picture(size, flips && mode_ != FlipMode::kVertical, flips && mode_ != FlipMode::kHorizontal,
               x, y);
}

void RandomTranslation::change(const PictureSize& size, const Random& random, const float* x,
                               float* y) const {
  const double dy = either_way(height_factor_, random, 0) * static_cast<double>(size.height);
  const double dx = either_way(width_factor_, random, 1) * static_cast<double>(size.width);
  transform_picture(size, translation(dx, dy), sampling_, x, y);
}

void RandomRotation::change(const PictureSize& size, const Random& random, const float* x,
                            float* y) const {
  const double angle = either_way(factor_, random, 0) * kTwoPi;
  const double center_x = (static_cast<double>(size.width) - 1.0) / 2.0;
  const double center_y = (static_cast<double>(size.height) - 1.0) / 2.0;
  transform_picture(size, rotation(angle, center_x, center_y), sampling_, x, y);
}

void RandomZoom::change(const PictureSize& size, const Random& random, const float* x,
                        float* y) const {
  const double height_scale = 1.0 + either_way(height_factor_, random, 0);
  const double width_scale =
      width_factor_ ? 1.0 + either_way(*width_factor_, random, 1) : height_scale;
  transform_picture(size, zoom(height_scale, width_scale, size), sampling_, x, y);
}

void RandomContrast::change(const PictureSize& size, const Random& random, const float* x,
                            float* y) const {
  const auto factor = static_cast<float>(1.0 + between(-factor_.lower, factor_.upper, random));
  adjust_contrast(size, factor, 0.0f, 1.0f, x, y);
}

void RandomBrightness::change(const PictureSize& size, const Random& random, const float* x,
                              float* y) const {
  const auto added = static_cast<float>(between(factor_.lower, factor_.upper, random));
  const std::size_t floats = size.height * size.width * size.channels;
  for (std::size_t i = 0; i < floats; ++i) y[i] = std::min(std::max(x[i] + added, 0.0f), 1.0f);
}

}  // namespace cnnlab
