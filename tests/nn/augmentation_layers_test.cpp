#include "core/nn/augmentation_layers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include "core/nn/sequential.h"
#include "tests/statistics.h"

namespace cnnlab {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr std::size_t kHeight = 20, kWidth = 30;
constexpr std::size_t kFloats = kHeight * kWidth * 2;

/// `count` equal pictures {20,30,2} whose every pixel holds its own column and row, as parts of 32:
/// what a layer shows at a point says where it looked.
std::vector<float> maps(std::size_t count) {
  std::vector<float> x(count * kFloats);
  for (std::size_t i = 0; i < count * kHeight * kWidth; ++i) {
    x[2 * i] = static_cast<float>(i % kWidth) / 32;
    x[2 * i + 1] = static_cast<float>(i / kWidth % kHeight) / 32;
  }
  return x;
}

std::vector<float> applied(Layer& layer, std::vector<float> x, bool training, int threads = 1,
                           std::uint64_t seed = 5) {
  ThreadPool pool(threads);
  std::vector<float> y(x.size(), std::nanf(""));
  const Shape shape{x.size() / kFloats, kHeight, kWidth, 2};
  TensorView out = view_of(y.data(), shape);
  Pass pass{pool, nullptr, training, false, Random(seed)};
  layer.forward(view_of(x.data(), shape), out, pass);
  return y;
}

struct Point {
  double x, y;
};
/// Where picture n of the output looked for its pixel at (column, row).
Point looked(const std::vector<float>& y, std::size_t n, std::size_t column, std::size_t row) {
  const float* pixel = y.data() + n * kFloats + (row * kWidth + column) * 2;
  return {32.0 * pixel[0], 32.0 * pixel[1]};
}

constexpr Sampling kWraps{FillMode::kWrap, 0.0f, Interpolation::kBilinear};

std::vector<std::unique_ptr<Layer>> one_of_each() {
  std::vector<std::unique_ptr<Layer>> layers;
  layers.push_back(std::make_unique<RandomFlip>(FlipMode::kHorizontal));
  layers.push_back(std::make_unique<RandomTranslation>(0.2, 0.3, Sampling{}));
  layers.push_back(std::make_unique<RandomRotation>(0.1, kWraps));
  layers.push_back(std::make_unique<RandomZoom>(0.3, std::nullopt, Sampling{}));
  layers.push_back(std::make_unique<RandomContrast>(FactorPair{0.4, 0.4}));
  layers.push_back(std::make_unique<RandomBrightness>(FactorPair{-0.4, 0.4}));
  return layers;
}

TEST(AugmentationLayers, DoNothingAtInference) {
  for (const auto& layer : one_of_each()) EXPECT_EQ(maps(3), applied(*layer, maps(3), false));
}

TEST(AugmentationLayers, KeepShapesAndRefuseFlatInputs) {
  for (const auto& layer : one_of_each()) {
    EXPECT_EQ((Shape{5, 6, 3}), layer->output_shape({5, 6, 3}));
    EXPECT_THROW(layer->output_shape({90}), Error);
    EXPECT_FALSE(layer->traits({5, 6, 3}, false).has_gradient);
    EXPECT_EQ(0u, layer->parameter_count({5, 6, 3}));
  }
}

TEST(AugmentationLayers, DrawByStepAndPictureAlone) {
  for (const auto& layer : one_of_each()) {
    const std::vector<float> nine = applied(*layer, maps(9), true);
    for (const int threads : {2, 3, 8}) EXPECT_EQ(nine, applied(*layer, maps(9), true, threads));
    // A shorter batch of the same step begins with the same pictures.
    const std::vector<float> two = applied(*layer, maps(2), true);
    EXPECT_TRUE(std::equal(two.begin(), two.end(), nine.begin()));
    EXPECT_NE(nine, applied(*layer, maps(9), true, 1, 8));
    bool all_alike = true;
    for (std::size_t n = 1; n < 9; ++n) {
      all_alike = all_alike && std::equal(nine.begin(), nine.begin() + kFloats,
                                          nine.begin() + static_cast<std::ptrdiff_t>(n * kFloats));
    }
    EXPECT_FALSE(all_alike);
  }
}

TEST(AugmentationLayers, FlipMirrorsHalfOfThePictures) {
  constexpr std::size_t kPictures = 2000;
  const std::pair<FlipMode, Point> modes[] = {{FlipMode::kHorizontal, {29, 0}},
                                              {FlipMode::kVertical, {0, 19}},
                                              {FlipMode::kHorizontalAndVertical, {29, 19}}};
  for (const auto& [mode, corner] : modes) {
    RandomFlip layer(mode);
    const std::vector<float> y = applied(layer, maps(kPictures), true);
    std::size_t flipped = 0;
    for (std::size_t n = 0; n < kPictures; ++n) {
      const Point at = looked(y, n, 0, 0);
      if (at.x == 0 && at.y == 0) continue;
      ++flipped;
      ASSERT_EQ(corner.x, at.x);
      ASSERT_EQ(corner.y, at.y);
    }
    // Half of 2,000, give or take five deviations of sqrt(2000 / 4).
    EXPECT_NEAR(1000.0, static_cast<double>(flipped), 5 * std::sqrt(500.0));
  }
}

/// The numbers that `measure` reads off each of 2,000 pictures.
std::vector<double> measured(
    Layer& layer, const std::function<double(const std::vector<float>&, std::size_t)>& measure) {
  const std::vector<float> y = applied(layer, maps(2000), true);
  std::vector<double> numbers;
  for (std::size_t n = 0; n < 2000; ++n) numbers.push_back(measure(y, n));
  return numbers;
}

constexpr double kLimit = 9 + 5 * 4.3 + 15;  // of chi_square with ten bins

TEST(AugmentationLayers, TranslationIsUniformOnBothAxes) {
  // 20 rows * 0.2 = 4 pixels up or down; 30 columns * 0.3 = 9 pixels left or right.
  RandomTranslation layer(0.2, 0.3, Sampling{});
  const auto down =
      measured(layer, [](const auto& y, std::size_t n) { return 10 - looked(y, n, 15, 10).y; });
  const auto right =
      measured(layer, [](const auto& y, std::size_t n) { return 15 - looked(y, n, 15, 10).x; });
  EXPECT_LT(uniformity(down, -4.00001, 4.00001, 10), kLimit);
  EXPECT_LT(uniformity(right, -9.00001, 9.00001, 10), kLimit);
  // Drawn apart: no correlation, give or take five deviations of 1/sqrt(2000).
  double together = 0;
  for (std::size_t n = 0; n < 2000; ++n) together += down[n] / 4 * (right[n] / 9) * 3;
  EXPECT_NEAR(0.0, together / 2000, 5 / std::sqrt(2000.0));
}

TEST(AugmentationLayers, RotationIsUniformAboutTheMiddle) {
  // About (14.5, 9.5): the pixel (18, 9.5 - 0.5) lies at (3.5, -0.5) from it.
  RandomRotation layer(0.15, kWraps);
  const double start = std::atan2(-0.5, 3.5);
  const auto turns = measured(layer, [&](const auto& y, std::size_t n) {
    const Point at = looked(y, n, 18, 9);
    EXPECT_NEAR(std::hypot(0.5, 3.5), std::hypot(at.x - 14.5, at.y - 9.5), 1e-4);
    return (std::atan2(at.y - 9.5, at.x - 14.5) - start) / (2 * kPi);
  });
  EXPECT_LT(uniformity(turns, -0.15001, 0.15001, 10), kLimit);
}

TEST(AugmentationLayers, ZoomKeepsTheAspectUnlessTold) {
  const auto scale_x = [](const auto& y, std::size_t n) {
    return (looked(y, n, 18, 12).x - 14.5) / 3.5;
  };
  const auto scale_y = [](const auto& y, std::size_t n) {
    return (looked(y, n, 18, 12).y - 9.5) / 2.5;
  };
  RandomZoom even(0.4, std::nullopt, Sampling{});
  const auto widths = measured(even, scale_x);
  const auto heights = measured(even, scale_y);
  for (std::size_t n = 0; n < widths.size(); ++n) ASSERT_NEAR(widths[n], heights[n], 1e-5);
  EXPECT_LT(uniformity(heights, 0.59999, 1.40001, 10), kLimit);
  RandomZoom apart(0.4, 0.1, Sampling{});
  const auto high = measured(apart, scale_y);
  const auto wide = measured(apart, scale_x);
  EXPECT_LT(uniformity(high, 0.59999, 1.40001, 10), kLimit);
  EXPECT_LT(uniformity(wide, 0.89999, 1.10001, 10), kLimit);
  double together = 0;
  for (std::size_t n = 0; n < 2000; ++n)
    together += (high[n] - 1) / 0.4 * ((wide[n] - 1) / 0.1) * 3;
  EXPECT_NEAR(0.0, together / 2000, 5 / std::sqrt(2000.0));
}

TEST(AugmentationLayers, ContrastIsUniformAndClipsToOne) {
  // Half of the numbers 0.4, half 0.6: the mean is 0.5, and 0.6 becomes 0.5 + 0.1 * factor.
  std::vector<float> x(2000 * kFloats);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i / 2 % 2 == 0 ? 0.4f : 0.6f;
  RandomContrast layer({0.7, 0.7});
  const std::vector<float> y = applied(layer, x, true);
  std::vector<double> factors;
  for (std::size_t n = 0; n < 2000; ++n) factors.push_back((y[n * kFloats + 2] - 0.5) / 0.1);
  EXPECT_LT(uniformity(factors, 0.29999, 1.70001, 10), kLimit);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i / 2 % 2 == 0 ? 0.0f : 1.0f;
  for (const float value : applied(layer, x, true)) ASSERT_TRUE(value >= 0.0f && value <= 1.0f);
}

// Keras draws from 1 - lower to 1 + upper: (0, f) never makes paler, and (-0.2, 0.2) is 1.2 always.
TEST(AugmentationLayers, ContrastTakesItsTwoFactorsAsKerasDoes) {
  std::vector<float> x(2000 * kFloats);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i / 2 % 2 == 0 ? 0.4f : 0.6f;
  const auto factors = [&](RandomContrast layer) {
    const std::vector<float> y = applied(layer, x, true);
    std::vector<double> all;
    for (std::size_t n = 0; n < 2000; ++n) all.push_back((y[n * kFloats + 2] - 0.5) / 0.1);
    return all;
  };
  EXPECT_LT(uniformity(factors(RandomContrast({0.0, 0.5})), 0.99999, 1.50001, 10), kLimit);
  EXPECT_LT(uniformity(factors(RandomContrast({0.6, 0.1})), 0.39999, 1.10001, 10), kLimit);
  for (const double factor : factors(RandomContrast({-0.2, 0.2}))) ASSERT_NEAR(1.2, factor, 1e-5);
}

TEST(AugmentationLayers, BrightnessIsUniformAndClips) {
  const std::vector<float> grey(2000 * kFloats, 0.5f);
  RandomBrightness layer({-0.1, 0.4});
  const std::vector<float> y = applied(layer, grey, true);
  std::vector<double> added;
  for (std::size_t n = 0; n < 2000; ++n) {
    added.push_back(y[n * kFloats] - 0.5);
    // All numbers of a picture by the same.
    for (std::size_t i = 0; i < kFloats; ++i) ASSERT_EQ(y[n * kFloats], y[n * kFloats + i]);
  }
  EXPECT_LT(uniformity(added, -0.10001, 0.40001, 10), kLimit);
  RandomBrightness white({1.0, 1.0}), black({-1.0, -1.0});
  for (const float value : applied(white, grey, true)) ASSERT_EQ(1.0f, value);
  for (const float value : applied(black, grey, true)) ASSERT_EQ(0.0f, value);
  EXPECT_EQ(grey, applied(white, grey, false));
}

TEST(AugmentationLayers, BackwardGivesNoGradient) {
  ThreadPool pool(1);
  for (const auto& layer : one_of_each()) {
    std::vector<float> x = maps(1), y = maps(1), dy(kFloats, 1.0f), dx(kFloats, 1.0f);
    const Shape shape{1, kHeight, kWidth, 2};
    TensorView dy_view = view_of(dy.data(), shape), dx_view = view_of(dx.data(), shape);
    Pass pass{pool, nullptr, true, false, Random(1)};
    layer->backward(view_of(x.data(), shape), view_of(y.data(), shape), dy_view, nullptr, pass);
    layer->backward(view_of(x.data(), shape), view_of(y.data(), shape), dy_view, &dx_view, pass);
    EXPECT_EQ(std::vector<float>(kFloats, 0.0f), dx);
  }
}

/// Notes what backward() is asked for.
class Probe final : public Layer {
 public:
  Probe(bool has_gradient, std::vector<std::string>& notes)
      : has_gradient_(has_gradient), notes_(notes) {}
  Shape output_shape(const Shape& input) const override { return input; }
  LayerTraits traits(const Shape&, bool) const override {
    LayerTraits traits;
    traits.has_gradient = has_gradient_;
    return traits;
  }
  void forward(const TensorView&, TensorView&, Pass&) override { notes_.push_back("forward"); }
  void backward(const TensorView&, const TensorView&, TensorView&, TensorView* dx, Pass&) override {
    notes_.push_back(dx == nullptr ? "backward" : "backward with dx");
  }

 private:
  bool has_gradient_;
  std::vector<std::string>& notes_;
};

TEST(AugmentationLayers, SequentialEndsItsBackwardPassBeforeThem) {
  std::vector<std::string> notes;
  std::vector<NamedLayer> layers;
  for (const bool has_gradient : {false, false, true, true}) {
    layers.push_back({"probe", std::make_unique<Probe>(has_gradient, notes)});
  }
  Sequential network(std::move(layers), {2, 3, 1});
  ThreadPool pool(1);
  network.forward(1, pool, true, Random(1));
  EXPECT_EQ(std::vector<std::string>(4, "forward"), notes);
  notes.clear();
  network.backward(1, pool, Random(1));
  EXPECT_EQ((std::vector<std::string>{"backward with dx", "backward"}), notes);
}

}  // namespace
}  // namespace cnnlab
