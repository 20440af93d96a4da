// Single layers where a whole network would not show the detail: initial weights, dropout's masks,
// batch normalization's moving averages, activations by name.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "core/nn/activation.h"
#include "core/nn/batch_normalization.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/dropout_layer.h"
#include "core/nn/leaky_relu.h"
#include "core/nn/noise_layers.h"
#include "core/nn/pooling2d.h"
#include "core/nn/sequential.h"
#include "core/nn/window.h"

namespace cnnlab {
namespace {

/// One layer with the buffers of one batch.
struct Bench {
  Bench(Layer& the_layer, const Shape& x_shape, bool training, const Random& random)
      : layer(the_layer),
        x(x_shape),
        y(batched(x_shape[0], the_layer.output_shape(Shape(x_shape.begin() + 1, x_shape.end())))),
        dy(y.shape()),
        dx(x_shape),
        x_view(view_of(x)),
        y_view(view_of(y)),
        dy_view(view_of(dy)),
        dx_view(view_of(dx)),
        pool(2),
        pass{pool, nullptr, training, false, random} {}
  void forward() { layer.forward(x_view, y_view, pass); }
  void backward() { layer.backward(x_view, y_view, dy_view, &dx_view, pass); }

  Layer& layer;
  Tensor x, y, dy, dx;
  TensorView x_view, y_view, dy_view, dx_view;
  ThreadPool pool;
  Pass pass;
};

TEST(Weights, GlorotUniformHasItsLimitAndSpread) {
  // sqrt(6 / (3*3*20 + 3*3*40)) for a kernel {3,3,20,40}.
  const double limit = std::sqrt(6.0 / 540.0);
  Conv2D layer({40, {3, 3}});
  layer.build(Shape{8, 8, 20}, Random(1));
  const Tensor& kernel = layer.parameters()[0]->value;
  double sum = 0.0, squares = 0.0, largest = 0.0;
  for (const float weight : kernel) {
    sum += weight;
    squares += double{weight} * weight;
    largest = std::max(largest, std::abs(double{weight}));
  }
  const auto count = static_cast<double>(kernel.size());
  EXPECT_LE(largest, limit * (1.0 + 1e-6));
  EXPECT_GT(largest, 0.99 * limit);
  // A uniform variable's variance is limit^2 / 3; five standard errors.
  EXPECT_NEAR(sum / count, 0.0, 5.0 * limit / std::sqrt(3.0 * count));
  EXPECT_NEAR(squares / count, limit * limit / 3.0,
              5.0 * limit * limit * std::sqrt(4.0 / 45.0 / count));
  for (const float bias : layer.parameters()[1]->value) EXPECT_EQ(bias, 0.0f);
}

TEST(Weights, DenseCountsItsFans) {
  Dense layer(300, Activation::kLinear);
  layer.build(Shape{200}, Random(1));
  const double limit = std::sqrt(6.0 / 500.0);
  const Tensor& kernel = layer.parameters()[0]->value;
  const auto [low, high] = std::minmax_element(kernel.begin(), kernel.end());
  EXPECT_NEAR(*low, -limit, 1e-3 * limit);
  EXPECT_NEAR(*high, limit, 1e-3 * limit);
}

TEST(DropoutLayer, TheMaskIsTheSameInBothPassesAndNewInEachStep) {
  Dropout layer(0.4f);
  const Random steps = Random(9).fork(Purpose::kDropout);
  Bench first(layer, {2, 10, 10, 7}, true, steps.fork(0).fork(3));
  first.x.fill(1.0f);
  first.dy.fill(2.0f);
  first.forward();
  first.backward();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < first.y.size(); ++i) {
    EXPECT_EQ(first.dx.flat(i), 2.0f * first.y.flat(i)) << i;
    kept += first.y.flat(i) != 0.0f ? 1 : 0;
  }
  EXPECT_GT(kept, 0u);
  EXPECT_LT(kept, first.y.size());
  Bench second(layer, {2, 10, 10, 7}, true, steps.fork(1).fork(3));
  second.x.fill(1.0f);
  second.forward();
  EXPECT_FALSE(first.y == second.y);
}

TEST(DropoutLayer, RateZeroAndInferenceChangeNothing) {
  for (const bool training : {true, false}) {
    Dropout layer(training ? 0.0f : 0.4f);
    SpatialDropout2D spatial(training ? 0.0f : 0.4f);
    for (Layer* each : std::vector<Layer*>{&layer, &spatial}) {
      Bench bench(*each, {2, 3, 5, 7}, training, Random(1));
      for (std::size_t i = 0; i < bench.x.size(); ++i)
        bench.x.flat(i) = static_cast<float>(i) - 9.5f;
      std::copy(bench.x.begin(), bench.x.end(), bench.dy.begin());
      bench.forward();
      bench.backward();
      EXPECT_TRUE(bench.y == bench.x);
      EXPECT_TRUE(bench.dx == bench.x);
    }
  }
}

TEST(DropoutLayer, LayersOfANetworkDrawApart) {
  // Two dropouts in a row over ones: where both keep, 1 / 0.8^2; masks that were the same would
  // never leave a share of 0.8 * 0.2 to the second alone.
  std::vector<NamedLayer> layers;
  layers.push_back({"first", std::make_unique<Dropout>(0.2f)});
  layers.push_back({"second", std::make_unique<Dropout>(0.2f)});
  Sequential network(std::move(layers), {50, 40, 10});
  network.build(Random(1));
  network.input(1).fill(1.0f);
  ThreadPool pool(1);
  network.forward(1, pool, true, Random(3));
  const TensorView &a = network.output(1, 0), &b = network.output(1, 1);
  double only_second = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    only_second += a.flat(i) != 0.0f && b.flat(i) == 0.0f ? 1.0 : 0.0;
  }
  const double share = 0.16, count = 20000.0;
  EXPECT_NEAR(only_second / count, share, 5.0 * std::sqrt(share * (1.0 - share) / count));
}

// A convolution below a max pooling leaves no output in training, unless it is asked for; what
// comes after them is the same.
TEST(SequentialNetwork, KeepsEveryOutputOnRequest) {
  std::vector<NamedLayer> layers;
  layers.push_back({"conv2d", std::make_unique<Conv2D>(Conv2DSettings{
                                  8, {3, 3}, {1, 1}, Padding::kSame, Activation::kRelu})});
  layers.push_back({"max_pooling2d", std::make_unique<MaxPooling2D>(
                                         Pooling2DSettings{{2, 2}, {2, 2}, Padding::kValid})});
  Sequential network(std::move(layers), {8, 8, 4});
  network.build(Random(1));
  TensorView& x = network.input(3);
  for (std::size_t i = 0; i < x.size(); ++i) x.flat(i) = Random(2).uniform(i) - 0.5f;
  ThreadPool pool(1);
  const Tensor pooled = network.forward(3, pool, false, Random(3));
  const Tensor convolved = network.output(3, 0);
  EXPECT_TRUE(network.forward(3, pool, true, Random(3)) == pooled);
  EXPECT_FALSE(network.output(3, 0) == convolved);
  EXPECT_TRUE(network.forward(3, pool, true, Random(3), true) == pooled);
  EXPECT_TRUE(network.output(3, 0) == convolved);
}

// The gradient before a ReLU may be written over the ReLU's output: the weights' gradients are
// those of the layers by themselves, each with memory of its own.
TEST(SequentialNetwork, ItsGradientsAreThoseOfItsLayersApart) {
  const auto convolution = [](std::size_t filters, Activation activation) {
    return std::make_unique<Conv2D>(
        Conv2DSettings{filters, {3, 3}, {1, 1}, Padding::kSame, activation});
  };
  for (const bool exact : {false, true}) {
    std::vector<NamedLayer> layers;
    std::vector<Layer*> apart;
    for (const Activation activation :
         {Activation::kRelu, Activation::kRelu, Activation::kRelu, Activation::kLinear}) {
      layers.push_back({"conv2d", convolution(8, activation)});
      apart.push_back(layers.back().layer.get());
    }
    const Shape picture{12, 8, 8}, batch{3, 12, 8, 8};
    Sequential network(std::move(layers), picture, exact);
    network.build(Random(1));
    const auto fill = [](auto& tensor, std::uint64_t seed) {
      for (std::size_t i = 0; i < tensor.size(); ++i) {
        tensor.flat(i) = Random(seed).uniform(i) - 0.5f;
      }
    };
    const auto copy = [](const Tensor& from, Tensor& to) {
      std::copy(from.begin(), from.end(), to.begin());
    };
    ThreadPool pool(1);
    fill(network.input(3), 2);
    network.forward(3, pool, true, Random(3));
    fill(network.logits_gradient(3), 4);
    network.backward(3, pool, Random(3));
    std::vector<Tensor> together;
    for (const auto& named : network.parameters()) together.push_back(named.parameter->gradient);

    std::vector<float> workspace(apart[0]->workspace(3, picture, exact));
    std::vector<std::unique_ptr<Bench>> benches;
    for (Layer* layer : apart) {
      benches.push_back(std::make_unique<Bench>(*layer, batch, true, Random(3)));
      Bench& bench = *benches.back();
      bench.pass.workspace = workspace.data();
      bench.pass.exact_convolution = exact;
      if (benches.size() == 1) {
        fill(bench.x, 2);
      } else {
        copy(benches[benches.size() - 2]->y, bench.x);
      }
      bench.forward();
    }
    fill(benches.back()->dy, 4);
    std::size_t parameter = together.size();
    for (std::size_t i = apart.size(); i-- > 0;) {
      benches[i]->backward();
      if (i > 0) copy(benches[i]->dx, benches[i - 1]->dy);
      EXPECT_TRUE(apart[i]->parameters()[1]->gradient == together[--parameter]) << i << exact;
      EXPECT_TRUE(apart[i]->parameters()[0]->gradient == together[--parameter]) << i << exact;
    }
  }
}

TEST(SpatialDropoutLayer, DropsWholeChannels) {
  SpatialDropout2D layer(0.4f);
  Bench bench(layer, {40, 3, 5, 50}, true, Random(2));
  bench.x.fill(3.0f);
  bench.forward();
  double dropped = 0.0;
  for (std::size_t n = 0; n < 40; ++n) {
    for (std::size_t c = 0; c < 50; ++c) {
      const float first = bench.y(n, 0, 0, c);
      for (std::size_t p = 0; p < 15; ++p) ASSERT_EQ(bench.y(n, p / 5, p % 5, c), first);
      dropped += first == 0.0f ? 1.0 : 0.0;
    }
  }
  EXPECT_NEAR(dropped / 2000.0, 0.4, 5.0 * std::sqrt(0.24 / 2000.0));
  EXPECT_THROW(layer.output_shape(Shape{12}), Error);
}

TEST(BatchNormalizationLayer, TrainingMovesTheAveragesAndInferenceUsesThem) {
  BatchNormalization layer(0.75f, 0.001f);
  layer.build(Shape{2}, Random(1));
  Bench bench(layer, {4, 2}, true, Random(1));
  // Channel 0: 1 3 5 7, mean 4, biased variance (9 + 1 + 1 + 9) / 4 = 5. Channel 1: 2 2 2 10, mean
  // 4, variance (4 + 4 + 4 + 36) / 4 = 12.
  const std::vector<float> rows{1, 2, 3, 2, 5, 2, 7, 10};
  std::copy(rows.begin(), rows.end(), bench.x.begin());
  bench.forward();
  EXPECT_NEAR(bench.y(0, 0), -3.0 / std::sqrt(5.001), 1e-6);
  EXPECT_NEAR(bench.y(3, 1), 6.0 / std::sqrt(12.001), 1e-6);
  const auto parameters = layer.parameters();
  const Tensor &mean = parameters[2]->value, &variance = parameters[3]->value;
  EXPECT_FLOAT_EQ(mean(0), 1.0f);       // 0.75 * 0 + 0.25 * 4
  EXPECT_FLOAT_EQ(variance(0), 2.0f);   // 0.75 * 1 + 0.25 * 5
  EXPECT_FLOAT_EQ(variance(1), 3.75f);  // 0.75 * 1 + 0.25 * 12
  EXPECT_FALSE(parameters[2]->trainable);
  EXPECT_FALSE(parameters[3]->trainable);
  bench.forward();
  EXPECT_FLOAT_EQ(mean(0), 1.75f);  // 0.75 * 1 + 0.25 * 4

  parameters[0]->value.fill(2.0f);
  parameters[1]->value.fill(-1.0f);
  bench.pass.training = false;
  bench.forward();
  const double deviation = std::sqrt(variance(0) + 0.001);
  EXPECT_NEAR(bench.y(0, 0), 2.0 * (1.0 - 1.75) / deviation - 1.0, 1e-6);
  EXPECT_FLOAT_EQ(mean(0), 1.75f);
  // At inference the statistics are constants: dx = gamma dy / deviation.
  bench.dy.fill(3.0f);
  bench.backward();
  EXPECT_NEAR(bench.dx(2, 0), 6.0 / deviation, 1e-5);
}

TEST(LeakyReLULayer, MultipliesNegativesByItsSlope) {
  ThreadPool pool(1);
  LeakyReLU layer(0.25f);
  Tensor x{{-4.0f, -1.0f, 0.0f, 2.0f}}, y = xt::zeros_like(x), dx = xt::zeros_like(x);
  Tensor dy{{1.0f, 2.0f, 3.0f, 4.0f}};
  TensorView from = view_of(x), to = view_of(y), after = view_of(dy), before = view_of(dx);
  Pass pass{pool, nullptr, true, false, Random(1)};
  layer.forward(from, to, pass);
  EXPECT_EQ((Tensor{{-1.0f, -0.25f, 0.0f, 2.0f}}), y);
  layer.backward(from, to, after, &before, pass);
  EXPECT_EQ((Tensor{{0.25f, 0.5f, 0.75f, 4.0f}}), dx);  // at 0 as Keras: the slope
}

/// Mean and standard deviation.
std::pair<double, double> spread_of(const Tensor& values) {
  double sum = 0.0, squares = 0.0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / static_cast<double>(values.size()))};
}

TEST(NoiseLayers, HaveTheirMeanAndDeviationAndTheSameDrawsInBothPasses) {
  constexpr std::size_t kCount = 40000;  // a mean is within 5 / sqrt(40000) = 0.025 deviations
  ThreadPool pool(2);
  Tensor x({1, kCount}, 2.0f), y({1, kCount}, 0.0f), dy({1, kCount}, 1.0f), dx({1, kCount}, 0.0f);
  TensorView from = view_of(x), to = view_of(y), after = view_of(dy), before = view_of(dx);
  Pass pass{pool, nullptr, true, false, Random(3)};
  GaussianNoise noise(0.4f);
  noise.forward(from, to, pass);
  EXPECT_NEAR(spread_of(y).first, 2.0, 0.025 * 0.4);
  EXPECT_NEAR(spread_of(y).second, 0.4, 0.025 * 0.4);
  noise.backward(from, to, after, &before, pass);
  EXPECT_EQ(dy, dx);

  GaussianDropout dropout(0.2f);  // deviation sqrt(0.2 / 0.8) = 0.5
  std::vector<float> kept(dropout.kept(1, {kCount}));
  pass.kept = kept.data();
  dropout.forward(from, to, pass);
  EXPECT_NEAR(spread_of(y).first, 2.0, 0.025);
  EXPECT_NEAR(spread_of(y).second, 2.0 * 0.5, 0.025);
  dropout.backward(from, to, after, &before, pass);
  for (std::size_t i = 0; i < kCount; ++i) ASSERT_FLOAT_EQ(y.flat(i), 2.0f * dx.flat(i));
}

TEST(Activations, AreParsedByName) {
  EXPECT_EQ(parse_activation("relu"), Activation::kRelu);
  EXPECT_EQ(parse_activation("softmax"), Activation::kSoftmax);
  EXPECT_EQ(parse_activation("linear"), Activation::kLinear);
  try {
    parse_activation("tan");
    FAIL() << "tanh was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "activation");
    EXPECT_NE(std::string(error.what()).find("tan"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("relu"), std::string::npos);
  }
}

TEST(Windows, LandWhereKerasPutsThem) {
  struct Example {
    std::size_t size, window, stride;
    Padding padding;
    std::size_t output, pad;
  };
  // Same: ceil(size / stride) windows; the odd padding cell comes after.
  for (const Example& e : {Example{7, 3, 2, Padding::kValid, 3, 0},
                           {7, 2, 3, Padding::kValid, 2, 0},
                           {7, 3, 2, Padding::kSame, 4, 1},
                           {8, 3, 2, Padding::kSame, 4, 0},
                           {5, 2, 1, Padding::kSame, 5, 0},
                           {5, 4, 1, Padding::kSame, 5, 1},
                           {5, 1, 3, Padding::kSame, 2, 0},
                           {2, 5, 1, Padding::kSame, 2, 2}}) {
    const Placement placed = place_window(e.size, e.window, e.stride, e.padding);
    EXPECT_EQ(placed.output, e.output) << e.size << " " << e.window << " " << e.stride;
    EXPECT_EQ(placed.pad_before, e.pad) << e.size << " " << e.window << " " << e.stride;
  }
  EXPECT_EQ(parse_padding("same"), Padding::kSame);
  EXPECT_EQ(parse_padding("valid"), Padding::kValid);
  EXPECT_THROW(parse_padding("full"), Error);
}

TEST(Windows, OneThatDoesNotFitIsRefusedWithItsSizes) {
  try {
    place_windows(Shape{3, 5, 8}, {4, 2}, {1, 1}, Padding::kValid, "pool_size", "window");
    FAIL() << "a window of 4 was put into 3";
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "pool_size");
    for (const char* part : {"4×2", "3×5×8", "3 or less"}) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    }
  }
  EXPECT_NO_THROW(place_windows(Shape{3, 5, 8}, {4, 6}, {1, 1}, Padding::kSame, "", ""));
}

}  // namespace
}  // namespace cnnlab
