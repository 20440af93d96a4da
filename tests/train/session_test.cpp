#include "core/train/session.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>

#include "core/base/error.h"
#include "tests/data/shard_encoder.h"
#include "tests/train/made_up.h"

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// "code where: what it says" of the Error that `call` throws; "" when it does not.
template <typename Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return std::string(to_string(error.code())) + " " + error.where() + ": " + error.what();
  }
  return "";
}

const char* const kSettings =
    R"({"training_pictures":40,"test_pictures":20,"batch_size":16,"epochs":2,"seed":3})";

std::string text_of(const ModelSpec& model) { return model_to_json(model).dump(); }

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() {
    fill_with_squares(session_.data(Split::kTraining), 40);
    fill_with_squares(session_.data(Split::kTest), 20, kClasses, 2);
  }
  Session session_{2};
};

// Each weight with its gradient and Adam's two moments; SGD has one, its velocity, and the best
// weights are one copy more.
TEST_F(SessionTest, SaysWhatTrainingTakes) {
  const auto bytes = [&](const std::string& settings) {
    Json model = model_to_json(plain_model());
    model["settings"] = Json::parse(settings);
    const Json summary = session_.summary(model.dump());
    EXPECT_GT(summary["memory"]["available"], 0);
    return summary["memory"]["bytes"].get<double>();
  };
  const double copy =
      4.0 * session_.summary(text_of(plain_model()))["total_parameters"].get<double>();
  const double adam = bytes("{}");
  EXPECT_GT(adam, 4.0 * copy);
  EXPECT_EQ(adam - copy, bytes(R"({"optimizer":"sgd"})"));
  EXPECT_EQ(adam + copy, bytes(R"({"keep_best":true})"));
  EXPECT_LT(adam, bytes(R"({"batch_size":64})"));
  EXPECT_FALSE(session_.summary(text_of(plain_model())).contains("memory"));
}

TEST_F(SessionTest, NeedsARunForMostThings) {
  EXPECT_EQ(2, session_.threads());
  const std::string wanted = "wrong_state : there is no run yet; start one first";
  EXPECT_EQ(wanted, refusal([&] { session_.advance(1); }));
  EXPECT_EQ(wanted, refusal([&] { session_.weights(); }));
  EXPECT_EQ(wanted, refusal([&] { session_.snapshot(); }));
  EXPECT_EQ(wanted, refusal([&] { session_.set_learning_rate(0.1); }));
  EXPECT_EQ(wanted, refusal([&] { session_.predict_pixels(Bytes(kPictureBytes)); }));
  EXPECT_EQ(wanted, refusal([&] { session_.activations(Bytes(kPictureBytes)); }));
}

TEST_F(SessionTest, TakesShards) {
  Session empty(1);
  const Bytes picture(kPictureBytes, 9);
  EXPECT_EQ(2u, empty.add_shard(Split::kTest, 0, 2, shard_of({picture, picture}, {1, 2})));
  EXPECT_EQ(3u, empty.add_shard(Split::kTest, 2, 1, shard_of({picture}, {3})));
  EXPECT_EQ(0u, empty.data(Split::kTraining).size());
  EXPECT_NE("", refusal([&] { empty.add_shard(Split::kTest, 2, 1, shard_of({picture}, {3})); }));
  EXPECT_EQ(
      "bad_settings settings.training_pictures: training_pictures is 40, but 0 pictures have "
      "arrived; lower "
      "it or wait for the rest",
      refusal([&] { empty.start(text_of(plain_model()), kSettings); }));
}

TEST_F(SessionTest, TrainsAndReports) {
  Json progress = session_.start(text_of(plain_model()), kSettings);
  EXPECT_EQ("training", progress["phase"]);
  EXPECT_EQ(2, progress["epochs"].get<int>());
  progress = session_.advance(3);
  EXPECT_EQ("evaluating", progress["phase"]);
  EXPECT_EQ(3u, progress["batch_losses"].size());
  EXPECT_TRUE(progress["epoch_record"].is_null());
  progress = session_.advance(3);
  EXPECT_EQ(1, progress["epoch_record"]["epoch"].get<int>());
  progress = session_.advance(3);
  progress = session_.advance(3);
  EXPECT_EQ("finished", progress["phase"]);
  EXPECT_EQ(0.5, session_.set_learning_rate(0.5));
  EXPECT_EQ(0u, refusal([&] {
                  session_.set_learning_rate(-1);
                }).find("bad_settings settings.learning_rate: "));
}

TEST_F(SessionTest, TimesAStepWithoutChangingIt) {
  session_.start(text_of(everything_model()), kSettings);
  session_.advance(2);
  const Bytes wanted = session_.snapshot();
  session_.start(text_of(everything_model()), kSettings);
  const Json laps = session_.profile(2);
  EXPECT_EQ(wanted, session_.snapshot());
  std::vector<std::string> names;
  for (const Json& lap : laps) {
    names.push_back(lap["name"].get<std::string>());
    EXPECT_GE(lap["milliseconds"].get<double>(), 0.0);
    EXPECT_EQ(2u, lap["times"].get<std::size_t>());
  }
  // The batch, eight layers forward, the loss, six backward (augmentation has no gradient; the
  // convolution's pass has two parts), the update.
  ASSERT_EQ(18u, names.size());
  EXPECT_EQ("batch", names[0]);
  EXPECT_EQ("random_flip forward", names[1]);
  EXPECT_EQ("loss", names[9]);
  EXPECT_EQ("conv2d filter gradient", names[15]);
  EXPECT_EQ("conv2d backward", names[16]);
  EXPECT_EQ("update", names[17]);
  // The epoch's third and last batch; then there is nothing to train.
  EXPECT_EQ(18u, session_.profile(9).size());
  EXPECT_EQ(0u, session_.profile(9).size());
}

TEST_F(SessionTest, PredictsWithTheWeightsItShows) {
  session_.start(text_of(model_from(kHead)), kSettings);
  session_.advance(3);
  const std::vector<NamedTensor> weights = session_.weights();
  ASSERT_EQ(2u, weights.size());
  EXPECT_EQ("dense/kernel", weights[0].name);
  EXPECT_EQ("dense/bias", weights[1].name);
  // More pictures than one batch of predictions holds.
  std::vector<std::uint32_t> indices(40);
  std::iota(indices.begin(), indices.end(), 0u);
  std::swap(indices[0], indices[39]);
  const std::vector<float> got = session_.predict(Split::kTraining, indices);
  ASSERT_EQ(400u, got.size());
  Bytes pixels;
  for (std::size_t n = 0; n < indices.size(); ++n) {
    const auto picture = session_.data(Split::kTraining).picture(indices[n]);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
    double sum = 0.0, exponentials[kClasses];
    for (std::size_t k = 0; k < kClasses; ++k) {
      double logit = weights[1].tensor->flat(k);
      for (std::size_t i = 0; i < kPictureBytes; ++i)
        logit += picture[i] / 255.0 * weights[0].tensor->flat(i * kClasses + k);
      sum += exponentials[k] = std::exp(logit);
    }
    for (std::size_t k = 0; k < kClasses; ++k)
      ASSERT_NEAR(exponentials[k] / sum, got[n * kClasses + k], 1e-5);
  }
  EXPECT_EQ(got, session_.predict_pixels(pixels));
  EXPECT_TRUE(session_.predict(Split::kTest, {}).empty());
}

TEST_F(SessionTest, ShowsTheOutputOfEveryLayer) {
  session_.start(text_of(everything_model()), kSettings);
  session_.advance(2);
  const auto picture = session_.data(Split::kTest).picture(7);
  const std::vector<Session::Activation> outputs = session_.activations(picture);
  ASSERT_EQ(8u, outputs.size());
  // The first layer augments, and at a look does nothing: its output is the picture.
  EXPECT_EQ((Shape{32, 32, 3}), outputs[0].shape);
  for (std::size_t i = 0; i < kPictureBytes; ++i)
    ASSERT_NEAR(picture[i] / 255.0, outputs[0].values[i], 6e-8);
  EXPECT_EQ((Shape{15, 15, 4}), outputs[2].shape);
  EXPECT_EQ(900u, outputs[2].values.size());
  // The last layer's are the probabilities.
  const std::uint32_t index = 7;
  EXPECT_EQ(session_.predict(Split::kTest, std::span(&index, 1)), outputs[7].values);
  EXPECT_EQ(
      "bad_data pixels: there are 6144 bytes, but a picture has 3072; give whole pictures of "
      "32×32×3",
      refusal([&] { session_.activations(Bytes(2 * kPictureBytes)); }));
}

TEST_F(SessionTest, ALookChangesNothingOfTheTraining) {
  session_.start(text_of(everything_model()), kSettings);
  session_.advance(2);
  const auto picture = session_.data(Split::kTest).picture(7);
  session_.activations(picture);
  session_.advance(1);
  const Bytes looked = session_.snapshot();
  session_.start(text_of(everything_model()), kSettings);
  session_.advance(3);
  EXPECT_EQ(session_.snapshot(), looked);
}

TEST_F(SessionTest, RefusesPicturesThatAreNotThere) {
  session_.start(text_of(plain_model()), kSettings);
  const std::vector<std::uint32_t> indices{3, 20};
  EXPECT_EQ("bad_data indices[1]: picture 20 is not here; there are 20, counted from 0",
            refusal([&] { session_.predict(Split::kTest, indices); }));
  EXPECT_EQ(
      "bad_data indices[0]: picture 4294967295 is not here; there are 20, counted from 0",
      refusal([&] { session_.predict(Split::kTest, std::vector<std::uint32_t>{0xFFFFFFFFu}); }));
  EXPECT_EQ(
      "bad_data pixels: there are 3073 bytes, but a picture has 3072; give whole pictures of "
      "32×32×3",
      refusal([&] { session_.predict_pixels(Bytes(3073)); }));
}

TEST_F(SessionTest, KeepsItsRunWhenTheNextCannotBe) {
  session_.start(text_of(plain_model()), kSettings);
  session_.advance(2);
  const Bytes saved = session_.snapshot();
  EXPECT_NE("", refusal([&] { session_.start("{", kSettings); }));
  EXPECT_NE("", refusal([&] { session_.start(text_of(model_from("")), kSettings); }));
  EXPECT_NE("", refusal([&] { session_.start(text_of(plain_model()), R"({"epochs":0})"); }));
  EXPECT_NE(
      "", refusal([&] { session_.start(text_of(plain_model()), R"({"training_pictures":41})"); }));
  EXPECT_NE("", refusal([&] { session_.restore(Bytes(saved.begin(), saved.end() - 1)); }));
  EXPECT_NE("", refusal([&] { session_.restore({}); }));
  EXPECT_EQ(saved, session_.snapshot());
  session_.advance(2);
  EXPECT_EQ(2, session_.restore(saved)["batch"].get<int>());
  EXPECT_EQ(saved, session_.snapshot());
}

/// Weights as a file would have them.
std::vector<GivenTensor> given_from(const std::vector<NamedTensor>& weights) {
  std::vector<GivenTensor> given;
  for (const auto& [name, tensor] : weights) {
    given.push_back({name,
                     Shape(tensor->shape().begin(), tensor->shape().end()),
                     {tensor->begin(), tensor->end()}});
  }
  return given;
}

TEST_F(SessionTest, TakesWeightsIntoAFreshRun) {
  session_.start(text_of(everything_model()), kSettings);
  session_.advance(4);
  const auto trained = given_from(session_.weights());
  const std::vector<std::uint32_t> pictures{0, 7, 19};
  const std::vector<float> wanted = session_.predict(Split::kTest, pictures);
  session_.start(text_of(everything_model()), R"({"training_pictures":40,"test_pictures":20,)"
                                              R"("batch_size":16,"epochs":2,"seed":4})");
  EXPECT_NE(wanted, session_.predict(Split::kTest, pictures));
  session_.set_weights(trained);
  EXPECT_EQ(wanted, session_.predict(Split::kTest, pictures));
  // Moving statistics of batch normalization are weights of its own, and came along.
  EXPECT_EQ(trained[4].name, "batch_normalization/moving_mean");
  EXPECT_NE(trained[4].data, std::vector<float>(trained[4].data.size(), 0.0f));
  // It goes on from there as any run does, and comes back from its snapshot.
  const Bytes saved = session_.snapshot();
  session_.advance(2);
  const Bytes later = session_.snapshot();
  session_.restore(saved);
  session_.advance(2);
  EXPECT_EQ(later, session_.snapshot());
}

TEST_F(SessionTest, RefusesWeightsOfAnotherNetwork) {
  EXPECT_EQ("wrong_state : there is no run yet; start one first",
            refusal([&] { session_.set_weights({}); }));
  session_.start(text_of(plain_model()), kSettings);
  const auto own = given_from(session_.weights());
  const Bytes before = session_.snapshot();
  const auto refused = [&](const std::function<void(std::vector<GivenTensor>&)>& change) {
    auto given = own;
    for (GivenTensor& tensor : given) {
      for (float& number : tensor.data) number += 1.0f;
    }
    change(given);
    return refusal([&] { session_.set_weights(given); });
  };
  EXPECT_EQ("bad_data weights: there are 3 tensors, but the model has 4",
            refused([](auto& given) { given.pop_back(); }));
  EXPECT_EQ("bad_data weights[2]: this tensor is dense_1/bias, but dense_1/kernel has to be here",
            refused([](auto& given) { std::swap(given[2], given[3]); }));
  EXPECT_EQ("bad_data weights[0]: dense/kernel has 2304 numbers as 12×192, but has to be 192×12",
            refused([](auto& given) {
              given[0].shape = {12, 192};
            }));
  EXPECT_EQ("bad_data weights[3]: dense_1/bias has 9 numbers as 10, but has to be 10",
            refused([](auto& given) { given[3].data.pop_back(); }));
  EXPECT_EQ(
      "bad_data weights[2]: number 5 of dense_1/kernel is a NaN or an infinity; a network computes "
      "with finite ones",
      refused([](auto& given) { given[2].data[5] = std::nanf(""); }));
  // None of them left a trace.
  EXPECT_EQ(before, session_.snapshot());
  // A run that has started is one run.
  session_.advance(1);
  EXPECT_EQ(
      "wrong_state : the run has begun, and has weights of its own; start a new run to give it "
      "others",
      refused([](auto&) {}));
}

TEST_F(SessionTest, SumsUpModelsWithoutARun) {
  EXPECT_EQ(8u, session_.summary(text_of(everything_model()))["layers"].size());
  EXPECT_EQ(0u, refusal([&] { session_.summary("[]"); }).find("bad_model model: "));
  EXPECT_EQ(0u, refusal([&] { session_.summary("no"); }).find("bad_data model: "));
}

// The preview of augmentation ---------------------------------------------------------------------

TEST_F(SessionTest, PreviewsAugmentation) {
  const auto picture = session_.data(Split::kTraining).picture(4);
  Bytes mirrored(kPictureBytes);
  for (std::size_t i = 0; i < kPictureBytes; ++i) {
    mirrored[i] = picture[i / 96 * 96 + (31 - i / 3 % 32) * 3 + i % 3];
  }
  const Bytes plain(picture.begin(), picture.end());
  // The rest of the model may be anything.
  const std::string model =
      R"({"layers":[{"kind":"random_flip","mode":"horizontal"},{"kind":"dense"}]})";
  const Bytes shown = session_.preview_augmentation(model, Split::kTraining, 4, 40, 1);
  ASSERT_EQ(40 * kPictureBytes, shown.size());
  std::size_t flipped = 0;
  for (std::size_t n = 0; n < 40; ++n) {
    const Bytes one(shown.begin() + static_cast<std::ptrdiff_t>(n * kPictureBytes),
                    shown.begin() + static_cast<std::ptrdiff_t>((n + 1) * kPictureBytes));
    flipped += one == mirrored ? 1 : 0;
    ASSERT_TRUE(one == plain || one == mirrored);
  }
  EXPECT_NEAR(20.0, static_cast<double>(flipped), 15.0);
  EXPECT_EQ(shown, session_.preview_augmentation(model, Split::kTraining, 4, 40, 1));
  EXPECT_NE(shown, session_.preview_augmentation(model, Split::kTraining, 4, 40, 2));
  EXPECT_NE(shown, session_.preview_augmentation(model, Split::kTest, 4, 40, 1));
  EXPECT_EQ(plain, session_.preview_augmentation(R"({"layers":[]})", Split::kTraining, 4, 1, 1));
}

TEST_F(SessionTest, PreviewsAPartInTheMiddleOfBlack) {
  const auto picture = session_.data(Split::kTraining).picture(4);
  const Bytes shown = session_.preview_augmentation(
      R"({"layers":[{"kind":"random_crop","height":28,"width":32}]})", Split::kTraining, 4, 2, 1);
  ASSERT_EQ(2 * kPictureBytes, shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::size_t row = i / 96 % 32;
    ASSERT_EQ(row < 2 || row >= 30 ? 0 : picture[i % kPictureBytes], shown[i]);
  }
}

TEST_F(SessionTest, PreviewRefusesWhatItCannotShow) {
  const auto preview = [&](const std::string& layers, std::uint32_t index, std::size_t count) {
    return refusal([&] {
      session_.preview_augmentation("{\"layers\":[" + layers + "]}", Split::kTest, index, count, 1);
    });
  };
  EXPECT_EQ("", preview("", 19, 64));
  EXPECT_EQ("bad_data indices[0]: picture 20 is not here; there are 20, counted from 0",
            preview("", 20, 1));
  EXPECT_EQ("bad_data count: count is 0, but has to be a whole number from 1 to 64",
            preview("", 0, 0));
  EXPECT_EQ("bad_data count: count is 65, but has to be a whole number from 1 to 64",
            preview("", 0, 65));
  EXPECT_EQ(0u, preview(R"({"kind":"random_contrast","factor":2})", 0, 1)
                    .find("bad_model layers[0].factor: factor is 2"));
}

}  // namespace
}  // namespace cnnlab
