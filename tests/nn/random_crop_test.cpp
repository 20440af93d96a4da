#include "core/nn/random_crop.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <vector>

#include "core/model/builder.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/pooling2d.h"
#include "core/nn/sequential.h"
#include "tests/statistics.h"

namespace cnnlab {
namespace {

constexpr std::size_t kHeight = 7, kWidth = 9;

/// Pictures {2,7,9,1} whose pixels count on, so that the first of a window says where it is.
Tensor counted() {
  Tensor x(Shape{2, kHeight, kWidth, 1});
  for (std::size_t i = 0; i < x.size(); ++i) x.flat(i) = static_cast<float>(i);
  return x;
}

/// Where the windows of both pictures begin, which have to be windows; the place is row * 9 +
/// column.
std::size_t place(RandomCrop& layer, std::size_t height, std::size_t width, std::uint64_t seed) {
  ThreadPool pool(2);
  Tensor x = counted(), y(Shape{2, height, width, 1});
  TensorView to = view_of(y);
  Pass pass{pool, nullptr, true, false, Random(seed)};
  layer.forward(view_of(x), to, pass);
  const auto first = static_cast<std::size_t>(y.flat(0));
  for (std::size_t n = 0; n < 2; ++n) {
    for (std::size_t i = 0; i < height; ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        EXPECT_EQ(static_cast<float>(first + n * kHeight * kWidth + i * kWidth + j), y(n, i, j, 0));
      }
    }
  }
  return first;
}

TEST(RandomCropLayer, EveryPlaceIsAsLikelyAndTheBatchSharesOne) {
  RandomCrop layer({5, 6});  // 3 rows and 4 columns to begin at
  std::map<std::size_t, std::size_t> at;
  std::vector<std::size_t> counts(12);
  for (std::uint64_t seed = 0; seed < 2400; ++seed) {
    const std::size_t first = place(layer, 5, 6, seed);
    ASSERT_LT(first / kWidth, 3u);
    ASSERT_LT(first % kWidth, 4u);
    ++counts[first / kWidth * 4 + first % kWidth];
  }
  EXPECT_LT(chi_square(counts), 11 + 5 * 4.7 + 15);  // see statistics.h
}

// As Keras 3.15 has it: nothing is drawn unless both sides are longer.
TEST(RandomCropLayer, TakesTheMiddleWhereOneSideIsWhole) {
  RandomCrop high({7, 6}), wide({4, 9}), whole({7, 9});
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    EXPECT_EQ(1u, place(high, 7, 6, seed));           // (9 - 6) / 2
    EXPECT_EQ(1u * kWidth, place(wide, 4, 9, seed));  // (7 - 4) / 2
    EXPECT_EQ(0u, place(whole, 7, 9, seed));
  }
}

TEST(RandomCropLayer, SaysWhatItGivesAndWhatItCannotTake) {
  const RandomCrop layer({5, 6});
  EXPECT_EQ((Shape{5, 6, 3}), layer.output_shape({7, 9, 3}));
  EXPECT_EQ((Shape{7, 9, 3}), layer.inference_shape({7, 9, 3}));
  for (const auto& [input, where] :
       {std::pair{Shape{4, 9, 3}, "height"}, std::pair{Shape{7, 5, 3}, "width"}}) {
    try {
      layer.output_shape(input);
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_EQ(where, error.where());
    }
  }
}

/// RandomCrop, a convolution of ones, the mean, a Dense that doubles it: its output is a closed
/// form.
std::unique_ptr<Sequential> small_network() {
  std::vector<NamedLayer> layers;
  layers.push_back({"crop", std::make_unique<RandomCrop>(Pair{5, 6})});
  Conv2DSettings settings;
  settings.filters = 1;
  settings.kernel_size = {1, 1};
  layers.push_back({"conv", std::make_unique<Conv2D>(settings)});
  layers.push_back({"mean", std::make_unique<GlobalAveragePooling2D>()});
  layers.push_back({"dense", std::make_unique<Dense>(1, Activation::kLinear, false)});
  auto network = std::make_unique<Sequential>(std::move(layers), Shape{kHeight, kWidth, 1});
  network->build(Random(1));
  for (const auto& named : network->parameters()) {
    named.parameter->value.fill(named.name == "dense/kernel" ? 2.0f : 1.0f);
    if (named.name == "conv/bias") named.parameter->value.fill(0.0f);
  }
  return network;
}

TEST(RandomCropLayer, TheNetworkSeesPartsInTrainingAndWholePicturesAfterwards) {
  const auto network = small_network();
  ThreadPool pool(1);
  const Tensor x = counted();
  for (int turn = 0; turn < 3; ++turn) {  // one after the other, in the same memory
    std::copy(x.begin(), x.end(), network->input(2).data());
    const TensorView& whole = network->forward(2, pool, false, Random(0));
    EXPECT_NEAR(2.0 * 31.0, whole(0, 0), 1e-4);  // the mean of 0 … 62
    EXPECT_NEAR(2.0 * 94.0, whole(1, 0), 1e-4);
    EXPECT_EQ((Shape{2, kHeight, kWidth, 1}), network->output(2, 1).shape());
    std::copy(x.begin(), x.end(), network->input(2).data());
    const TensorView& part = network->forward(2, pool, true, Random(turn));
    // Row r and column c of a window's first place: its mean is 9 (r + 2) + c + 2.5.
    const double place = part(0, 0) / 2.0 - 20.5;
    EXPECT_NEAR(place, std::round(place), 1e-4);
    EXPECT_NEAR(2.0 * 63.0, part(1, 0) - part(0, 0), 1e-3);
    EXPECT_EQ((Shape{2, 5, 6, 1}), network->output(2, 1).shape());
    // The gradient of the sum of outputs: by the kernel of the Dense, what went in.
    network->logits_gradient(2).fill(1.0f);
    network->backward(2, pool, Random(turn));
    EXPECT_NEAR(2.0 * (20.5 + place) + 63.0,
                network->parameters().back().parameter->gradient.flat(0), 1e-3);
  }
}

ModelSummary summary_of(const std::string& layers) {
  return summarize(parse_model(parse_json(
      R"({"layers":[{"kind":"random_crop","height":24,"width":28},)" + layers + "]}", "model")));
}

TEST(RandomCropLayer, WhatTakesOneSizeOnlyIsRefusedAtItsLayerAndOnce) {
  const std::string softmax = R"({"kind":"dense","units":10,"activation":"softmax"})";
  const ModelSummary flat = summary_of(R"({"kind":"flatten"},)" + softmax);
  ASSERT_EQ(1u, flat.problems.size());
  EXPECT_EQ("layers[2]", flat.problems[0].where());
  EXPECT_NE(std::string::npos, std::string(flat.problems[0].what()).find("2016, afterwards 3072"))
      << flat.problems[0].what();
  EXPECT_EQ(10 * 2016 + 10u, flat.total_parameters);  // as Keras's summary has it
  const ModelSummary slopes = summary_of(R"({"kind":"p_re_lu"},{"kind":"flatten"},)" + softmax);
  ASSERT_EQ(1u, slopes.problems.size());
  EXPECT_EQ("layers[1]", slopes.problems[0].where());
  const ModelSummary fixed = summary_of(R"({"kind":"reshape","target_shape":[2016]},)" + softmax);
  ASSERT_EQ(1u, fixed.problems.size());
  EXPECT_EQ("layers[1]", fixed.problems[0].where());

  const ModelSummary fits = summary_of(R"({"kind":"conv2d","filters":4,"kernel_size":3,"strides":2},
      {"kind":"global_average_pooling2d"},)" +
                                       softmax);
  EXPECT_TRUE(fits.problems.empty());
  EXPECT_EQ((Shape{11, 13, 4}), *fits.layers[1].output_shape);
  EXPECT_EQ((Shape{15, 15, 4}), fits.layers[1].inference_shape);
  EXPECT_EQ(15, summary_to_json(fits)["layers"][1]["inference_shape"][0]);
  EXPECT_FALSE(summary_to_json(fits)["layers"][2].contains("inference_shape"));
}

}  // namespace
}  // namespace cnnlab
