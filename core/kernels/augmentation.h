// Random changes of training pictures, the amount given: what Keras 3's RandomFlip,
// RandomTranslation, RandomRotation, RandomZoom and RandomContrast do once they have drawn
// (keras/src/layers/preprocessing/image_preprocessing; the sampling is that of the NumPy backend's
// affine_transform in keras/src/backend/numpy/image.py, against which Keras tests the others).
#pragma once

#include <cstddef>

namespace cnnlab {

/// What lies beyond the edge of a row a b c d.
enum class FillMode {
  kConstant,  // k k k | a b c d | k k k
  kNearest,   // a a a | a b c d | d d d
  kReflect,   // c b a | a b c d | d c b
  kWrap,      // b c d | a b c d | a b c
};

enum class Interpolation { kNearest, kBilinear };

struct Sampling {
  FillMode fill_mode = FillMode::kReflect;
  float fill_value = 0.0f;  // k, of kConstant
  Interpolation interpolation = Interpolation::kBilinear;
};

/// Sizes of one picture {H,W,C}.
struct PictureSize {
  std::size_t height, width, channels;
};

/// Where the output's pixel (x, y), counted from the upper left, is read in the input:
/// (xx * x + xy * y + x0, yx * x + yy * y + y0).
struct Affine {
  double xx, xy, x0;
  double yx, yy, y0;
};

/// The picture moves dx pixels to the right and dy down.
Affine translation(double dx, double dy);

/// The picture turns counterclockwise by `angle` radians about a point. Keras's is the middle of
/// the picture, ((W-1)/2, (H-1)/2).
Affine rotation(double angle, double center_x, double center_y);

/// The picture shrinks about its middle by these scales: above 1 zooms out, below 1 in.
Affine zoom(double height_scale, double width_scale, const PictureSize& size);

/// Mirrors x {H,W,C} left to right, top to bottom, both or neither. y must not be x.
void flip_picture(const PictureSize& size, bool horizontal, bool vertical, const float* x,
                  float* y);

/// y = x {H,W,C} read through `from`. Nearest rounds halves away from zero; bilinear blends the
/// four pixels around the point, each of which may lie in the fill. Coordinates must stay below
/// 2^31. y must not be x.
void transform_picture(const PictureSize& size, const Affine& from, const Sampling& sampling,
                       const float* x, float* y);

/// y = (x - mean) * factor + mean, clipped to [low, high]; the mean is each channel's own. y may be
/// x {H,W,C}.
void adjust_contrast(const PictureSize& size, float factor, float low, float high, const float* x,
                     float* y);

// The definitions, in xtensor's words (augmentation_reference.cpp). They allocate, which a step may
// not, and take many times as long: so the kernels above stay, and have their bits.
Affine translation_reference(double dx, double dy);
Affine rotation_reference(double angle, double center_x, double center_y);
Affine zoom_reference(double height_scale, double width_scale, const PictureSize& size);
void flip_picture_reference(const PictureSize& size, bool horizontal, bool vertical, const float* x,
                            float* y);
void transform_picture_reference(const PictureSize& size, const Affine& from,
                                 const Sampling& sampling, const float* x, float* y);
void adjust_contrast_reference(const PictureSize& size, float factor, float low, float high,
                               const float* x, float* y);

}  // namespace cnnlab
