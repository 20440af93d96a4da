// Data of other shapes and of other numbers of classes than CIFAR-10's.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/model/builder.h"
#include "core/nn/losses.h"
#include "core/train/session.h"
#include "tests/data/shard_encoder.h"
#include "tests/nn/reference_network.h"
#include "tests/train/made_up.h"

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Convolution, pooling, a hidden layer, an answer for each class.
ModelSpec small_model(const DataSpec& data) {
  return model_from(
      R"({"kind":"conv2d","filters":6,"kernel_size":3,"padding":"same","activation":"relu"},
         {"kind":"max_pooling2d"},{"kind":"flatten"},{"kind":"dense","units":)" +
      std::to_string(data.classes) + R"(,"activation":"softmax"})");
}

std::string text_of(const ModelSpec& model) { return model_to_json(model).dump(); }

/// "where: what it says" of the Error that `call` throws; "" when it does not.
template <typename Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.where() + ": " + error.what();
  }
  return "";
}

class OwnData : public ::testing::TestWithParam<DataSpec> {
 protected:
  OwnData() {
    session_.set_data(data());
    fill_with_bands(session_.data(Split::kTraining), 160);
    fill_with_bands(session_.data(Split::kTest), 40, 2);
  }
  const DataSpec& data() const { return GetParam(); }

  Session session_{2};
};

// A difference over 2e-8 of a float64 loss is good to 2e-7, the product's rounding to 2e-5 of a
// gradient's norm (see tests/nn/gradient_test.cpp).
TEST_P(OwnData, GradientsAgreeWithDifferences) {
  constexpr std::size_t kBatch = 3;
  constexpr double kStep = 1e-8;
  const std::vector<std::uint8_t> labels{0, static_cast<std::uint8_t>(data().classes - 1), 1};
  const auto network = build_network(small_model(data()), true, data());
  network->build(Random(5));
  reference::Batch x{kBatch, data().height, data().width, data().channels, {}};
  TensorView& input = network->input(kBatch);
  for (std::size_t i = 0; i < input.size(); ++i) {
    input.data()[i] = Random(8).uniform(i);
    x.values.push_back(double{input.data()[i]});
  }
  ThreadPool pool(2);
  const TensorView& logits = network->forward(kBatch, pool, true, Random(1));
  ASSERT_EQ(kBatch * data().classes, logits.size());
  sparse_categorical_crossentropy_gradient(logits, labels, 1.0f / kBatch,
                                           network->logits_gradient(kBatch));
  network->backward(kBatch, pool, Random(1));

  const auto& parameters = network->parameters();
  ASSERT_EQ(4u, parameters.size());
  const auto loss = [&](std::size_t moved, const std::vector<float>& direction, double step) {
    std::vector<reference::Numbers> all;
    for (const auto& named : parameters)
      all.emplace_back(named.parameter->value.begin(), named.parameter->value.end());
    for (std::size_t i = 0; i < direction.size(); ++i) all[moved][i] += step * direction[i];
    reference::Batch y = reference::convolution({3, 3, 1, 1, true}, 6)(x, {all[0], all[1]});
    y = reference::max_pooling({2, 2, 2, 2, false})(reference::relu()(y, {}), {});
    y = reference::dense(data().classes)(reference::flatten()(y, {}), {all[2], all[3]});
    return reference::cross_entropy(y, labels);
  };
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Tensor& gradient = parameters[i].parameter->gradient;
    std::vector<float> direction(gradient.size());
    double norm = 0.0, along = 0.0;
    for (std::size_t k = 0; k < direction.size(); ++k) {
      direction[k] = Random(9).fork(i).below(2, k) == 0 ? -1.0f : 1.0f;
      norm += double{gradient.flat(k)} * gradient.flat(k);
      along += double{gradient.flat(k)} * direction[k];
    }
    EXPECT_GT(norm, 0.0);
    const double difference =
        (loss(i, direction, kStep) - loss(i, direction, -kStep)) / (2.0 * kStep);
    EXPECT_NEAR(difference, along, 2e-5 * std::sqrt(norm) + 1e-6) << parameters[i].name;
  }
}

TEST_P(OwnData, IsLearned) {
  const std::string settings =
      R"({"training_pictures":160,"test_pictures":40,"batch_size":16,"epochs":12,)"
      R"("learning_rate":0.003})";
  const Json before = session_.start(text_of(small_model(data())), settings);
  Json last = before;
  while (last["phase"] != "finished") {
    const Json now = session_.advance(1000);
    if (!now["epoch_record"].is_null()) last = now;
  }
  // Pictures it has not seen; guessing has 1 in `classes`, at best one half.
  EXPECT_GE(last["epoch_record"]["test_accuracy"].get<double>(), 0.9) << last.dump();

  const std::vector<std::uint32_t> indices{3, 0, 39};
  const std::vector<float> probabilities = session_.predict(Split::kTest, indices);
  ASSERT_EQ(3 * data().classes, probabilities.size());
  for (std::size_t n = 0; n < 3; ++n) {
    const auto row = probabilities.begin() + static_cast<std::ptrdiff_t>(n * data().classes);
    EXPECT_NEAR(1.0, std::accumulate(row, row + static_cast<std::ptrdiff_t>(data().classes), 0.0),
                1e-5);
  }
  const auto picture = session_.data(Split::kTest).picture(3);
  EXPECT_EQ(std::vector<float>(probabilities.begin(),
                               probabilities.begin() + static_cast<std::ptrdiff_t>(data().classes)),
            session_.predict_pixels(picture));
  const auto outputs = session_.activations(picture);
  EXPECT_EQ((Shape{data().height, data().width, 6}), outputs[0].shape);
  EXPECT_EQ((Shape{data().classes}), outputs[3].shape);
  EXPECT_NE("", refusal([&] { session_.activations(Bytes(data().picture_bytes() - 1)); }));
}

TEST_P(OwnData, ASavedRunGoesOnToTheSameBitsAndOverNoOtherData) {
  const std::string settings =
      R"({"training_pictures":50,"test_pictures":20,"batch_size":16,"epochs":2})";
  session_.start(text_of(small_model(data())), settings);
  session_.advance(2);
  const Bytes saved = session_.snapshot();
  session_.advance(3);
  const Bytes later = session_.snapshot();
  session_.restore(saved);
  session_.advance(3);
  EXPECT_EQ(later, session_.snapshot());

  Session other(1);
  fill_with_squares(other.data(Split::kTraining), 50);
  fill_with_squares(other.data(Split::kTest), 20);
  EXPECT_EQ(
      "snapshot: the saved run was trained on pictures of " + to_string(data().picture_shape()) +
          " in " + std::to_string(data().classes) +
          " classes, but the data here are pictures of 32×32×3 in 10 classes; load the data it was "
          "trained on first",
      refusal([&] { other.restore(saved); }));
}

TEST_P(OwnData, IsAugmentedInItsOwnShape) {
  const std::size_t bytes = data().picture_bytes();
  const Bytes shown = session_.preview_augmentation(
      R"({"layers":[{"kind":"random_flip","mode":"vertical"}]})", Split::kTraining, 1, 24, 1);
  ASSERT_EQ(24 * bytes, shown.size());
  const auto picture = session_.data(Split::kTraining).picture(1);
  const std::size_t line = data().width * data().channels;
  std::size_t flipped = 0;
  for (std::size_t n = 0; n < 24; ++n) {
    const bool turned = shown[n * bytes] != picture[0];
    flipped += turned ? 1 : 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      const std::size_t from = turned ? bytes - line - i / line * line + i % line : i;
      ASSERT_EQ(picture[from], shown[n * bytes + i]);
    }
  }
  EXPECT_GT(flipped, 3u);
  EXPECT_LT(flipped, 21u);
}

INSTANTIATE_TEST_SUITE_P(Shapes, OwnData,
                         ::testing::Values(DataSpec{8, 8, 1, 2}, DataSpec{28, 28, 1, 10},
                                           DataSpec{9, 12, 3, 5}, DataSpec{64, 64, 3, 20}));

TEST(SessionData, IsReplacedAndItsRunEnds) {
  Session session(1);
  fill_with_squares(session.data(Split::kTraining), 20);
  fill_with_squares(session.data(Split::kTest), 10);
  session.start(text_of(plain_model()), R"({"training_pictures":20,"test_pictures":10})");
  // What cannot be changes nothing.
  EXPECT_EQ("data.classes: classes is 1, but has to be from 2 to 20; set it to 2", refusal([&] {
              session.set_data({8, 8, 1, 1});
            }));
  EXPECT_EQ(20u, session.data(Split::kTraining).size());
  session.advance(1);
  session.set_data({8, 8, 1, 2});
  EXPECT_EQ(0u, session.data(Split::kTraining).size());
  EXPECT_EQ(0u, session.data(Split::kTest).size());
  EXPECT_EQ(": there is no run yet; start one first", refusal([&] { session.advance(1); }));
  EXPECT_EQ(2u, session.add_pictures(Split::kTest, Bytes(128), Bytes{0, 1}));
}

TEST(SessionData, DecidesHowAModelHasToEnd) {
  Session session(1);
  session.set_data({8, 8, 1, 4});
  const auto first_problem = [&](const std::string& layers) {
    const Json problems = session.summary("{\"layers\":[" + layers + "]}")["problems"];
    return problems.empty() ? Json() : problems[0];
  };
  const Json wrong =
      first_problem(R"({"kind":"flatten"},{"kind":"dense","units":10,"activation":"softmax"})");
  EXPECT_EQ("the last layer gives 10 numbers, but there are 4 classes; set its units to 4",
            wrong["message"]);
  EXPECT_EQ(4, wrong["fix"]["value"].get<int>());
  EXPECT_TRUE(
      first_problem(R"({"kind":"flatten"},{"kind":"dense","units":4,"activation":"softmax"})")
          .is_null());
  EXPECT_EQ(
      "the model has no layers yet; choose a preset, or add layers and end with Dense with 4 units "
      "and softmax, one probability for each class",
      first_problem("")["message"]);
  EXPECT_EQ(4, first_problem(R"({"kind":"flatten"})")["fix"]["fields"]["units"].get<int>());
  // 8 × 8 × 1 numbers come to the kernel, and a bias.
  EXPECT_EQ(
      260,
      session
          .summary(
              R"({"layers":[{"kind":"flatten"},{"kind":"dense","units":4}]})")["total_parameters"]
          .get<int>());
}

// CIFAR-10 is one data set among others: the same pictures by another way are the same run.
TEST(SessionData, OfCifar10sShapeTrainsToItsBits) {
  const auto weights_of = [](Session& session) {
    session.start(text_of(everything_model()),
                  R"({"training_pictures":40,"test_pictures":20,"epochs":1})");
    session.advance(3);
    return session.snapshot();
  };
  Session plain(1), own(2);
  fill_with_squares(plain.data(Split::kTraining), 40);
  fill_with_squares(plain.data(Split::kTest), 20);
  own.set_data({32, 32, 3, 10});
  for (const Split split : {Split::kTraining, Split::kTest}) {
    for (std::size_t i = 0; i < plain.data(split).size(); ++i)
      own.add_pictures(split, plain.data(split).picture(i), Bytes{plain.data(split).label(i)});
  }
  EXPECT_EQ(weights_of(plain), weights_of(own));
}

}  // namespace
}  // namespace cnnlab
