#include "core/kernels/augmentation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace cnnlab {
namespace {

constexpr double kPi = 3.14159265358979323846;

using Numbers = std::vector<float>;

/// 0, 1, 2 …: every pixel tells where it came from.
Numbers counting(std::size_t count) {
  Numbers numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<float>(i);
  return numbers;
}

Numbers transformed(const PictureSize& size, const Affine& from, const Sampling& sampling,
                    const Numbers& x) {
  Numbers y(x.size(), std::nanf(""));
  transform_picture(size, from, sampling, x.data(), y.data());
  return y;
}

void expect_near(const Numbers& wanted, const Numbers& got, double tolerance) {
  ASSERT_EQ(wanted.size(), got.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    ASSERT_NEAR(wanted[i], got[i], tolerance) << "at " << i;
}

/// The row a b c d shifted by a whole number of pixels, as letters; k is the fill.
std::string shifted(FillMode mode, int by) {
  const PictureSize size{1, 4, 1};
  const Sampling sampling{mode, 9.0f, Interpolation::kBilinear};
  std::string letters;
  for (const float value : transformed(size, translation(by, 0), sampling, counting(4))) {
    letters += value == 9.0f ? 'k' : static_cast<char>('a' + static_cast<int>(value));
  }
  return letters;
}

TEST(Augmentation, FillsAsKerasDrawsIt) {
  // k k k k | a b c d | k k k k
  EXPECT_EQ("kkka", shifted(FillMode::kConstant, 3));
  EXPECT_EQ("dkkk", shifted(FillMode::kConstant, -3));
  EXPECT_EQ("kkkk", shifted(FillMode::kConstant, 40));
  // a a a a | a b c d | d d d d
  EXPECT_EQ("aaaa", shifted(FillMode::kNearest, 3));
  EXPECT_EQ("cddd", shifted(FillMode::kNearest, -2));
  // … a b c d d c b a | a b c d | d c b a a b c d …
  EXPECT_EQ("cbaa", shifted(FillMode::kReflect, 3));
  EXPECT_EQ("ddcb", shifted(FillMode::kReflect, -3));
  EXPECT_EQ("dcba", shifted(FillMode::kReflect, 4));
  EXPECT_EQ("ddcb", shifted(FillMode::kReflect, 5));
  EXPECT_EQ("abcd", shifted(FillMode::kReflect, -8));
  // … a b c d | a b c d | a b c d …
  EXPECT_EQ("bcda", shifted(FillMode::kWrap, 3));
  EXPECT_EQ("bcda", shifted(FillMode::kWrap, -1));
  EXPECT_EQ("dabc", shifted(FillMode::kWrap, -7));
}

TEST(Augmentation, BlendsWithTheFill) {
  const PictureSize size{1, 3, 1};
  // The row 4 8 16 read half a pixel to the left of each: the first point lies between the fill
  // and 4.
  const Numbers x{4, 8, 16};
  const Affine from = translation(0.5, 0);
  const auto read = [&](FillMode mode, Interpolation how) {
    return transformed(size, from, {mode, 2.0f, how}, x);
  };
  EXPECT_EQ((Numbers{3, 6, 12}), read(FillMode::kConstant, Interpolation::kBilinear));
  EXPECT_EQ((Numbers{4, 6, 12}), read(FillMode::kNearest, Interpolation::kBilinear));
  EXPECT_EQ((Numbers{4, 6, 12}), read(FillMode::kReflect, Interpolation::kBilinear));
  EXPECT_EQ((Numbers{10, 6, 12}), read(FillMode::kWrap, Interpolation::kBilinear));
  // Points -0.5, 0.5, 1.5: halves round away from zero, to -1, 1 and 2.
  EXPECT_EQ((Numbers{2, 8, 16}), read(FillMode::kConstant, Interpolation::kNearest));
  EXPECT_EQ((Numbers{16, 8, 16}), read(FillMode::kWrap, Interpolation::kNearest));
}

TEST(Augmentation, QuarterTurnsAreCounterclockwise) {
  // 0 1 2      2 5 8
  // 3 4 5  →   1 4 7
  // 6 7 8      0 3 6
  const PictureSize square{3, 3, 1};
  const Numbers x = counting(9);
  const Sampling sampling;
  expect_near({2, 5, 8, 1, 4, 7, 0, 3, 6},
              transformed(square, rotation(kPi / 2, 1, 1), sampling, x), 1e-6);
  expect_near({6, 3, 0, 7, 4, 1, 8, 5, 2},
              transformed(square, rotation(-kPi / 2, 1, 1), sampling, x), 1e-6);
  // Half a turn reads any picture backwards.
  const PictureSize oblong{2, 5, 1};
  Numbers backwards = counting(10);
  for (std::size_t i = 0; i < 10; ++i) backwards[i] = static_cast<float>(9 - i);
  expect_near(backwards, transformed(oblong, rotation(kPi, 2, 0.5), sampling, counting(10)), 1e-6);
}

TEST(Augmentation, RotationKeepsItsCenterAndEveryDistance) {
  const Affine from = rotation(0.7, 3.5, 1.25);
  EXPECT_NEAR(3.5, from.xx * 3.5 + from.xy * 1.25 + from.x0, 1e-14);
  EXPECT_NEAR(1.25, from.yx * 3.5 + from.yy * 1.25 + from.y0, 1e-14);
  EXPECT_NEAR(std::cos(0.7), from.xx, 1e-14);
  EXPECT_NEAR(1.0, from.xx * from.yy - from.xy * from.yx, 1e-14);
}

TEST(Augmentation, ZoomsAboutTheMiddle) {
  // 5x5 counting, height scaled by 1.5: rows read at 2 + 1.5 (r - 2) = -1, 0.5, 2, 3.5, 5; width by
  // 1.8: columns at -1.6, 0.2, 2, 3.8, 5.6. A point (r, c) of counting is 5 r + c.
  const PictureSize size{5, 5, 1};
  const Sampling sampling{FillMode::kConstant, 0.0f, Interpolation::kBilinear};
  const double rows[] = {-1, 0.5, 2, 3.5, 5};
  const double columns[] = {-1.6, 0.2, 2, 3.8, 5.6};
  Numbers wanted(25, 0.0f);
  for (int r = 1; r < 4; ++r) {
    for (int c = 1; c < 4; ++c) wanted[5 * r + c] = static_cast<float>(5 * rows[r] + columns[c]);
  }
  expect_near(wanted, transformed(size, zoom(1.5, 1.8, size), sampling, counting(25)), 2e-6);
  // Zooming to nothing shows the middle everywhere.
  expect_near(Numbers(25, 12.0f), transformed(size, zoom(0, 0, size), sampling, counting(25)), 0);
}

/// The picture laid out many times over in all directions.
double laid_out(const PictureSize& size, const Sampling& sampling, const Numbers& x, long row,
                long column, std::size_t channel) {
  const auto along = [&](long i, long n) -> long {
    switch (sampling.fill_mode) {
      case FillMode::kConstant:
        return i < 0 || i >= n ? -1 : i;
      case FillMode::kNearest:
        return i < 0 ? 0 : i >= n ? n - 1 : i;
      case FillMode::kWrap:
        while (i < 0) i += n;
        while (i >= n) i -= n;
        return i;
      case FillMode::kReflect:
        while (i < 0 || i >= n) i = i < 0 ? -1 - i : 2 * n - 1 - i;
        return i;
    }
    return -1;
  };
  const long r = along(row, static_cast<long>(size.height));
  const long c = along(column, static_cast<long>(size.width));
  if (r < 0 || c < 0) return sampling.fill_value;
  return x[(static_cast<std::size_t>(r) * size.width + static_cast<std::size_t>(c)) *
               size.channels +
           channel];
}

// Neither as high as wide, nor of one channel.
constexpr PictureSize kUneven{5, 7, 2};

Numbers waves(const PictureSize& size) {
  Numbers x(size.height * size.width * size.channels);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(1.7f * static_cast<float>(i));
  return x;
}

const Affine shifts[] = {translation(0.3, -11.8),
                         rotation(0.4, 3, 2),
                         rotation(-2.9, 1, 4.5),
                         zoom(1.93, 0.41, kUneven),
                         {0.8, -0.5, 3.3, 0.1, 1.7, -6.2}};

TEST(Augmentation, AgreesWithItsDefinitionEverywhere) {
  const PictureSize size = kUneven;
  const Numbers x = waves(size);
  for (const FillMode mode :
       {FillMode::kConstant, FillMode::kNearest, FillMode::kReflect, FillMode::kWrap}) {
    for (const Interpolation how : {Interpolation::kNearest, Interpolation::kBilinear}) {
      const Sampling sampling{mode, 0.625f, how};
      for (const Affine& from : shifts) {
        const Numbers y = transformed(size, from, sampling, x);
        for (std::size_t i = 0; i < y.size(); ++i) {
          const std::size_t k = i % 2;
          // NOLINTNEXTLINE(bugprone-integer-division): indices
          const double column = static_cast<double>(i / 2 % 7), row = static_cast<double>(i / 14);
          const double at_x = from.xx * column + from.xy * row + from.x0;
          const double at_y = from.yx * column + from.yy * row + from.y0;
          double wanted = 0.0;
          if (how == Interpolation::kNearest) {
            wanted = laid_out(size, sampling, x, std::lround(at_y), std::lround(at_x), k);
          } else {
            for (const long r :
                 {std::lround(std::floor(at_y)), std::lround(std::floor(at_y)) + 1}) {
              for (const long c :
                   {std::lround(std::floor(at_x)), std::lround(std::floor(at_x)) + 1}) {
                wanted += (1.0 - std::abs(at_y - static_cast<double>(r))) *
                          (1.0 - std::abs(at_x - static_cast<double>(c))) *
                          laid_out(size, sampling, x, r, c, k);
              }
            }
          }
          ASSERT_NEAR(wanted, y[i], 5e-7) << "mode " << static_cast<int>(mode) << ", number " << i;
        }
      }
    }
  }
}

TEST(Augmentation, Flips) {
  // Two rows of three pixels, two channels: the tens count pixels, the ones channels.
  const PictureSize size{2, 3, 2};
  const Numbers x{10, 11, 20, 21, 30, 31, 40, 41, 50, 51, 60, 61};
  const auto flipped = [&](bool horizontal, bool vertical) {
    Numbers y(12, std::nanf(""));
    flip_picture(size, horizontal, vertical, x.data(), y.data());
    return y;
  };
  EXPECT_EQ(x, flipped(false, false));
  EXPECT_EQ((Numbers{30, 31, 20, 21, 10, 11, 60, 61, 50, 51, 40, 41}), flipped(true, false));
  EXPECT_EQ((Numbers{40, 41, 50, 51, 60, 61, 10, 11, 20, 21, 30, 31}), flipped(false, true));
  EXPECT_EQ((Numbers{60, 61, 50, 51, 40, 41, 30, 31, 20, 21, 10, 11}), flipped(true, true));
}

TEST(Augmentation, ContrastStretchesEachChannelAboutItsOwnMean) {
  // Channel 0: mean 0.5; channel 1: mean 0.25. Factor 1.5, in place.
  const PictureSize size{1, 3, 2};
  Numbers x{0.5f, 0.25f, 0.1f, 0.0f, 0.9f, 0.5f};
  adjust_contrast(size, 1.5f, 0.0f, 1.0f, x.data(), x.data());
  // 0.5 ± 0.6 leaves [0, 1] and is clipped, 0.25 ± 0.375 only below.
  expect_near({0.5f, 0.25f, 0.0f, 0.0f, 1.0f, 0.625f}, x, 1e-7);
  Numbers y{0.5f, 0.25f, 0.1f, 0.0f, 0.9f, 0.5f};
  adjust_contrast(size, 0.5f, 0.0f, 1.0f, y.data(), y.data());
  expect_near({0.5f, 0.25f, 0.3f, 0.125f, 0.7f, 0.375f}, y, 1e-7);
}

/// What `change` makes of x: change(x, y).
template <typename Change>
Numbers changed(const Numbers& x, const Change& change) {
  Numbers y(x.size(), std::nanf(""));
  change(x.data(), y.data());
  return y;
}

TEST(Augmentation, TransformsToTheBitsOfItsTwin) {
  const Numbers x = waves(kUneven);
  for (const FillMode mode :
       {FillMode::kConstant, FillMode::kNearest, FillMode::kReflect, FillMode::kWrap}) {
    for (const Interpolation how : {Interpolation::kNearest, Interpolation::kBilinear}) {
      const Sampling sampling{mode, 0.625f, how};
      for (const Affine& from : shifts) {
        EXPECT_EQ(changed(x,
                          [&](const float* in, float* out) {
                            transform_picture_reference(kUneven, from, sampling, in, out);
                          }),
                  transformed(kUneven, from, sampling, x))
            << "mode " << static_cast<int>(mode) << ", xx " << from.xx;
      }
    }
  }
}

TEST(Augmentation, FlipsAndContrastHaveTheBitsOfTheirTwins) {
  const Numbers x = waves(kUneven);
  for (const bool horizontal : {false, true}) {
    for (const bool vertical : {false, true}) {
      EXPECT_EQ(changed(x,
                        [&](const float* in, float* out) {
                          flip_picture_reference(kUneven, horizontal, vertical, in, out);
                        }),
                changed(x, [&](const float* in, float* out) {
                  flip_picture(kUneven, horizontal, vertical, in, out);
                }));
    }
  }
  EXPECT_EQ(changed(x,
                    [&](const float* in, float* out) {
                      adjust_contrast_reference(kUneven, 1.3f, -0.5f, 0.75f, in, out);
                    }),
            changed(x, [&](const float* in, float* out) {
              adjust_contrast(kUneven, 1.3f, -0.5f, 0.75f, in, out);
            }));
}

TEST(Augmentation, PlacesAreThoseOfTheMatrices) {
  const auto expect_same = [](const Affine& wanted, const Affine& got) {
    EXPECT_NEAR(wanted.xx, got.xx, 1e-14);
    EXPECT_NEAR(wanted.xy, got.xy, 1e-14);
    EXPECT_NEAR(wanted.x0, got.x0, 1e-14);
    EXPECT_NEAR(wanted.yx, got.yx, 1e-14);
    EXPECT_NEAR(wanted.yy, got.yy, 1e-14);
    EXPECT_NEAR(wanted.y0, got.y0, 1e-14);
  };
  expect_same(translation_reference(0.3, -11.8), translation(0.3, -11.8));
  expect_same(rotation_reference(-2.9, 1, 4.5), rotation(-2.9, 1, 4.5));
  expect_same(zoom_reference(1.93, 0.41, kUneven), zoom(1.93, 0.41, kUneven));
}

}  // namespace
}  // namespace cnnlab
