// Layers that show the network changed copies of the training pictures, never the same one twice.
// Each is Keras 3's layer of that name; in Keras's words the factors are fractions.
#pragma once

#include <optional>

#include "core/kernels/augmentation.h"
#include "core/nn/layer.h"

namespace cnnlab {

/// x, y {N,H,W,C}. In training, picture n changes by amounts drawn from pass.random.fork(n), so
/// they depend on the step, the layer and n alone; at inference y is x. There is no gradient: these
/// layers stand before everything that learns.
class AugmentationLayer : public Layer {
 public:
  Shape output_shape(const Shape& input) const override;
  LayerTraits traits(const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  /// Sets *dx, where asked for, to zero.
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  /// y = x {H,W,C}, changed by amounts drawn from `random`. Runs on any thread.
  virtual void change(const PictureSize& size, const Random& random, const float* x,
                      float* y) const = 0;
};

enum class FlipMode { kHorizontal, kVertical, kHorizontalAndVertical };

/// Mirrors every other picture, by chance. As in Keras 3, horizontal and vertical means that both
/// happen together or not at all.
class RandomFlip final : public AugmentationLayer {
 public:
  explicit RandomFlip(FlipMode mode) : mode_(mode) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  FlipMode mode_;
};

/// Moves the picture down by U(-height_factor, height_factor) * H pixels and to the right by
/// U(-width_factor, width_factor) * W.
class RandomTranslation final : public AugmentationLayer {
 public:
  RandomTranslation(double height_factor, double width_factor, const Sampling& sampling)
      : height_factor_(height_factor), width_factor_(width_factor), sampling_(sampling) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  double height_factor_;
  double width_factor_;
  Sampling sampling_;
};

/// Turns the picture about its middle by U(-factor, factor) full turns, counterclockwise where
/// positive.
class RandomRotation final : public AugmentationLayer {
 public:
  RandomRotation(double factor, const Sampling& sampling) : factor_(factor), sampling_(sampling) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  double factor_;
  Sampling sampling_;
};

/// Scales the picture's height by 1 / U(1 - height_factor, 1 + height_factor), its width likewise;
/// without a width_factor (Keras's None) by as much as the height.
class RandomZoom final : public AugmentationLayer {
 public:
  RandomZoom(double height_factor, std::optional<double> width_factor, const Sampling& sampling)
      : height_factor_(height_factor), width_factor_(width_factor), sampling_(sampling) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  double height_factor_;
  std::optional<double> width_factor_;
  Sampling sampling_;
};

/// Two numbers as Keras has them for a random amount.
struct FactorPair {
  double lower, upper;
};

/// Stretches each channel about its mean by U(1 - lower, 1 + upper), and clips to [0, 1], the range
/// of this lab's pictures (Keras: value_range=(0, 1)).
class RandomContrast final : public AugmentationLayer {
 public:
  explicit RandomContrast(const FactorPair& factor) : factor_(factor) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  FactorPair factor_;
};

/// Adds U(lower, upper) to all of the picture, and clips likewise.
class RandomBrightness final : public AugmentationLayer {
 public:
  explicit RandomBrightness(const FactorPair& factor) : factor_(factor) {}

 private:
  void change(const PictureSize& size, const Random& random, const float* x,
              float* y) const override;
  FactorPair factor_;
};

}  // namespace cnnlab
