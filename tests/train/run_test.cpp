#include "core/train/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/model/builder.h"
#include "core/model/rows.h"
#include "tests/train/made_up.h"
#include "tests/train/sealed_snapshot.h"

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;
using TrainingRun = Run;  // inside a fixture, Run is GoogleTest's

std::vector<float> weights_of(TrainingRun& run) {
  std::vector<float> all;
  for (const auto& named : run.network().parameters()) {
    all.insert(all.end(), named.parameter->value.begin(), named.parameter->value.end());
  }
  return all;
}

class RunTest : public ::testing::Test {
 protected:
  RunTest() {
    fill_with_squares(training_, 45);
    fill_with_squares(test_, 37, kClasses, 2);
  }

  std::unique_ptr<TrainingRun> start(const ModelSpec& model, const RunSettings& settings) {
    return std::make_unique<TrainingRun>(model, settings, training_, test_, pool_);
  }
  std::unique_ptr<TrainingRun> restored(const Bytes& bytes) {
    return TrainingRun::restore(bytes, training_, test_, pool_);
  }

  /// Everything there is to know of a run: its snapshot.
  Bytes finished(const ModelSpec& model, const RunSettings& settings) {
    const auto run = start(model, settings);
    while (run->progress().phase != Phase::kFinished) run->advance(1000);
    return run->snapshot();
  }

  /// The sentence with which settings are refused.
  std::string refusal(const ModelSpec& model, const RunSettings& settings) {
    try {
      TrainingRun::check(model, settings, training_, test_);
    } catch (const Error& checked) {
      try {
        start(model, settings);
      } catch (const Error& error) {
        EXPECT_STREQ(checked.what(), error.what());
        return std::string(to_string(error.code())) + " " + error.where() + ": " + error.what();
      }
    }
    ADD_FAILURE() << "taken";
    return "";
  }

  Dataset training_, test_;
  ThreadPool pool_{1};
};

TEST_F(RunTest, WalksThroughItsPhases) {
  const auto run = start(plain_model(), settings_for(45, 37, 16, 2));
  Progress now = run->progress();
  EXPECT_EQ(Phase::kTraining, now.phase);
  EXPECT_EQ(1u, now.epoch);
  EXPECT_EQ(0u, now.batch);
  EXPECT_EQ(3u, now.batches);  // 16 + 16 + 13
  EXPECT_EQ(0.0, now.loss);
  now = run->advance(2);
  EXPECT_EQ(2u, now.batch);
  EXPECT_EQ(32u, now.pictures_trained);
  EXPECT_EQ(2u, now.batch_losses.size());
  now = run->advance(1);
  EXPECT_EQ(Phase::kEvaluating, now.phase);
  EXPECT_EQ(45u, now.pictures_trained);
  EXPECT_EQ(2u, now.batches);  // 32 + 5
  EXPECT_FALSE(now.epoch_record);
  now = run->advance(100);  // ends with the epoch
  EXPECT_EQ(Phase::kTraining, now.phase);
  EXPECT_EQ(2u, now.epoch);
  ASSERT_TRUE(now.epoch_record);
  EXPECT_EQ(1u, now.epoch_record->epoch);
  EXPECT_TRUE(now.batch_losses.empty());
  EXPECT_FALSE(run->advance(0).epoch_record);
  now = run->advance(100);
  EXPECT_EQ(Phase::kFinished, now.phase);
  EXPECT_EQ(2u, now.epoch);
  EXPECT_EQ(90u, now.pictures_trained);
  EXPECT_EQ(2u, run->history().size());
  const std::vector<float> weights = weights_of(*run);
  EXPECT_EQ(Phase::kFinished, run->advance(100).phase);
  EXPECT_EQ(weights, weights_of(*run));
}

TEST_F(RunTest, CountsAShortBatchByItsTrueSize) {
  const auto run = start(plain_model(), settings_for(45, 37, 16, 1));
  const Progress trained = run->advance(3);
  ASSERT_EQ(3u, trained.batch_losses.size());
  const auto mean = [](const std::vector<double>& of) {
    return (16 * of[0] + 16 * of[1] + 13 * of[2]) / 45;
  };
  EXPECT_NEAR(mean(trained.batch_losses), trained.loss, 1e-12);
  EXPECT_NEAR(mean(trained.batch_accuracies), trained.accuracy, 1e-12);
  const EpochRecord record = *run->advance(9).epoch_record;
  EXPECT_EQ(trained.loss, record.loss);
  // The test pictures, by predictions one at a time.
  double loss = 0.0, hits = 0.0;
  for (std::uint32_t i = 0; i < 37; ++i) {
    std::vector<float> x(kPictureBytes);
    for (std::size_t k = 0; k < kPictureBytes; ++k)
      x[k] = static_cast<float>(test_.picture(i)[k] / 255.0);
    std::copy(x.begin(), x.end(), run->network().input(1).data());
    const TensorView& probabilities = run->predict(1);
    loss -= std::log(probabilities.data()[test_.label(i)]) / 37;
    const float* best = std::max_element(probabilities.data(), probabilities.data() + kClasses);
    hits += best - probabilities.data() == test_.label(i) ? 1.0 / 37 : 0.0;
  }
  EXPECT_NEAR(loss, record.test_loss, 1e-5);
  EXPECT_NEAR(hits, record.test_accuracy, 1e-9);
}

TEST_F(RunTest, VisitsEveryPictureOnceAnEpochAndInAnotherOrder) {
  RunSettings settings = settings_for(45, 37, 16, 2);
  settings.learning_rate = 0.0;
  const auto run = start(plain_model(), settings);
  const Progress first = run->advance(3);
  run->advance(2);
  const Progress second = run->advance(3);
  EXPECT_NE(first.batch_losses, second.batch_losses);
  EXPECT_NEAR(first.loss, second.loss, 1e-6);
  EXPECT_NEAR(first.accuracy, second.accuracy, 1e-12);
}

TEST_F(RunTest, ShowsTheSamePictureAnewInEveryStep) {
  RunSettings settings = settings_for(1, 1, 1, 3);
  settings.learning_rate = 0.0;
  const auto run = start(everything_model(), settings);
  const double first = run->advance(1).loss;
  run->advance(1);
  const double second = run->advance(1).loss;
  run->advance(1);
  EXPECT_NE(first, second);
  EXPECT_NE(second, run->advance(1).loss);
}

TEST_F(RunTest, GivesTheSameBitsInSlicesOfAnySizeAndOnAnyThreads) {
  const RunSettings settings = settings_for(45, 37, 16, 2);
  const Bytes wanted = finished(everything_model(), settings);
  for (const std::uint64_t slice : {1, 2, 5}) {
    const auto run = start(everything_model(), settings);
    while (run->progress().phase != Phase::kFinished) run->advance(slice);
    EXPECT_EQ(wanted, run->snapshot());
  }
  for (const int threads : {2, 3, 8}) {
    ThreadPool pool(threads);
    TrainingRun run(everything_model(), settings, training_, test_, pool);
    while (run.progress().phase != Phase::kFinished) run.advance(1000);
    EXPECT_EQ(wanted, run.snapshot());
  }
  RunSettings other = settings;
  other.seed = 4;
  EXPECT_NE(wanted, finished(everything_model(), other));
}

TEST_F(RunTest, ContinuesFromAnyBatchToTheSameBits) {
  RunSettings settings = settings_for(45, 37, 16, 2);
  settings.keep_best = true;
  settings.schedule = {{"kind", "cosine_decay"}, {"decay_steps", 6}};
  for (const OptimizerRow& row : optimizer_rows()) {
    settings.optimizer = {{"kind", row.kind}};
    // Not as usual: each number halfway from its default to its end, each switch on.
    for (const Field& field : row.fields) {
      settings.optimizer[field.name] =
          field.type == FieldType::kTruth
              ? Json(true)
              : Json(((field.fallback.is_null() ? 0.0 : field.fallback.get<double>()) +
                      field.maximum) /
                     2);
    }
    const Bytes wanted = finished(everything_model(), settings);
    auto run = start(everything_model(), settings);
    // Two epochs of three training batches and two evaluation batches; looked at and replaced by
    // its own copy before each.
    for (int batch = 0; batch < 10; ++batch) {
      const Progress before = run->progress();
      const Bytes saved = run->snapshot();
      run = restored(saved);
      EXPECT_EQ(saved, run->snapshot());
      const Progress after = run->progress();
      EXPECT_EQ(before.phase, after.phase);
      EXPECT_EQ(before.batch, after.batch);
      EXPECT_EQ(before.pictures_trained, after.pictures_trained);
      EXPECT_EQ(before.loss, after.loss);
      run->advance(1);
    }
    EXPECT_EQ(Phase::kFinished, run->progress().phase);
    EXPECT_EQ(wanted, run->snapshot());
    EXPECT_EQ(wanted, restored(wanted)->snapshot());
    EXPECT_EQ(2u, restored(wanted)->history().size());
  }
}

TEST_F(RunTest, LooksDoNotChangeIt) {
  const RunSettings settings = settings_for(45, 37, 16, 1);
  const Bytes wanted = finished(everything_model(), settings);
  const auto run = start(everything_model(), settings);
  while (run->progress().phase != Phase::kFinished) {
    run->advance(1);
    run->network().input(3);
    run->predict(3);
    run->progress();
  }
  EXPECT_EQ(wanted, run->snapshot());
}

TEST_F(RunTest, StopsEarlyAndKeepsTheBest) {
  // The test pictures' labels are wrong, so what is learned makes the test loss rise.
  Dataset wrong;
  for (std::size_t i = 0; i < 30; ++i)
    wrong.append(training_.picture(i), static_cast<std::uint8_t>((training_.label(i) + 1) % 10));
  RunSettings settings = settings_for(45, 30, 16, 12);
  settings.learning_rate = 0.02;
  settings.early_stopping_patience = 2;
  settings.keep_best = true;
  TrainingRun run(plain_model(), settings, training_, wrong, pool_);
  std::vector<std::vector<float>> after_epoch;
  while (run.progress().phase != Phase::kFinished) {
    std::vector<float> trained = weights_of(run);
    const Progress now = run.advance(1);
    if (now.epoch_record) after_epoch.push_back(trained);  // evaluation changes none
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < run.history().size(); ++i) {
    if (run.history()[i].test_loss < run.history()[best].test_loss) best = i;
  }
  EXPECT_EQ(best + 1 + 2, run.history().size());
  EXPECT_LT(run.history().size(), 12u);
  EXPECT_EQ(after_epoch[best], weights_of(run));
  EXPECT_NE(after_epoch.back(), weights_of(run));
}

TEST_F(RunTest, KeepsTheLastShareApartForValidation) {
  // 45 * (1 - 0.3) = 31.5: 31 are trained on, as in Keras; 14 are examined, and so are the test's.
  RunSettings settings = settings_for(45, 37, 16, 3);
  settings.validation_split = 0.3;
  const auto run = start(plain_model(), settings);
  EXPECT_EQ(2u, run->progress().batches);
  Progress now = run->advance(2);
  EXPECT_EQ(31u, now.pictures_trained);
  EXPECT_EQ(Phase::kEvaluating, now.phase);
  EXPECT_EQ(3u, now.batches);  // 14, 32 + 5
  while (run->progress().phase != Phase::kFinished) run->advance(1);

  // A run on those 31 alone, tested on the other 14, comes to the same weights and numbers.
  Dataset first, rest;
  for (std::size_t i = 0; i < 45; ++i)
    (i < 31 ? first : rest).append(training_.picture(i), training_.label(i));
  TrainingRun alone(plain_model(), settings_for(31, 14, 16, 3), first, rest, pool_);
  while (alone.progress().phase != Phase::kFinished) alone.advance(100);
  EXPECT_EQ(weights_of(alone), weights_of(*run));
  TrainingRun tested(plain_model(), settings_for(31, 37, 16, 3), first, test_, pool_);
  while (tested.progress().phase != Phase::kFinished) tested.advance(100);
  for (std::size_t i = 0; i < 3; ++i) {
    const EpochRecord& record = run->history()[i];
    ASSERT_TRUE(record.validation);
    EXPECT_EQ(alone.history()[i].test_loss, record.validation->loss);
    EXPECT_EQ(alone.history()[i].test_accuracy, record.validation->accuracy);
    EXPECT_EQ(tested.history()[i].test_loss, record.test_loss);
    EXPECT_EQ(alone.history()[i].loss, record.loss);
    EXPECT_FALSE(alone.history()[i].validation);
  }
}

TEST_F(RunTest, ContinuesWithAValidationSetFromAnyBatch) {
  RunSettings settings = settings_for(45, 37, 16, 3);
  settings.validation_split = 0.3;
  settings.keep_best = true;
  settings.watch_accuracy = true;
  settings.schedule = {{"kind", "reduce_on_plateau"}, {"patience", 1}, {"factor", 0.5}};
  const Bytes wanted = finished(everything_model(), settings);
  auto run = start(everything_model(), settings);
  while (run->progress().phase != Phase::kFinished) {
    run = restored(run->snapshot());
    run->advance(1);
  }
  EXPECT_EQ(wanted, run->snapshot());
  EXPECT_EQ(wanted, restored(wanted)->snapshot());
  // One picture leaves none for validation.
  settings = settings_for(1, 37, 16, 1);
  settings.validation_split = 0.5;
  const auto single = start(plain_model(), settings);
  while (single->progress().phase != Phase::kFinished) single->advance(100);
  EXPECT_FALSE(single->history()[0].validation);
}

TEST_F(RunTest, WatchesWhatItIsToldTo) {
  RunSettings settings = settings_for(45, 37, 16, 8);
  settings.keep_best = true;
  settings.learning_rate = 0.02;
  settings.validation_split = 0.4;
  // From worse to better: how much of each epoch is watched.
  const auto value = [](const EpochRecord& record, bool accuracy, bool training) {
    if (training) return accuracy ? record.accuracy : -record.loss;
    return accuracy ? record.validation->accuracy : -record.validation->loss;
  };
  for (const bool accuracy : {false, true}) {
    for (const bool training : {false, true}) {
      for (const double min_delta : {0.0, 0.05}) {
        settings.watch_accuracy = accuracy;
        settings.watch_training = training;
        settings.min_delta = min_delta;
        const auto run = start(plain_model(), settings);
        std::vector<std::vector<float>> after_epoch;
        while (run->progress().phase != Phase::kFinished) {
          std::vector<float> trained = weights_of(*run);
          if (run->advance(1).epoch_record) after_epoch.push_back(trained);
        }
        std::size_t best = 0;
        for (std::size_t i = 1; i < run->history().size(); ++i) {
          if (value(run->history()[i], accuracy, training) - min_delta >
              value(run->history()[best], accuracy, training))
            best = i;
        }
        EXPECT_EQ(after_epoch[best], weights_of(*run));
      }
    }
  }
}

TEST_F(RunTest, ReadsSnapshotsOfBeforeTheValidationSet) {
  const RunSettings settings = settings_for(45, 37, 16, 2);
  const auto run = start(plain_model(), settings);
  run->advance(100);
  run->advance(4);
  const Bytes old = with_header(run->snapshot(), [](Json& header) {
    header.erase("validation_sum");
    for (const char* name :
         {"label_smoothing", "validation_split", "min_delta", "watch_accuracy", "watch_training"})
      header["settings"].erase(name);
  });
  const auto again = restored(old);
  run->advance(100);
  again->advance(100);
  EXPECT_EQ(run->snapshot(), again->snapshot());
}

TEST_F(RunTest, ChangesItsLearningRate) {
  RunSettings settings = settings_for(45, 37, 16, 1);
  const auto run = start(plain_model(), settings);
  run->advance(1);
  const std::vector<float> before = weights_of(*run);
  run->set_learning_rate(0.0);
  run->advance(1);
  EXPECT_EQ(before, weights_of(*run));
  EXPECT_EQ(0.0, restored(run->snapshot())->settings().learning_rate);
  run->set_learning_rate(0.1);
  run->advance(1);
  EXPECT_NE(before, weights_of(*run));
  EXPECT_THROW(run->set_learning_rate(-1), Error);
  EXPECT_THROW(run->set_learning_rate(std::nan("")), Error);
  EXPECT_EQ(0.1, run->settings().learning_rate);
}

TEST_F(RunTest, FollowsItsSchedule) {
  // SGD without momentum moves by rate * gradient: a factor of 0 from the second epoch on stops it.
  RunSettings settings = settings_for(45, 37, 16, 2);
  settings.optimizer = {{"kind", "sgd"}};
  settings.schedule = {
      {"kind", "exponential_decay"}, {"decay_steps", 3}, {"decay_rate", 0}, {"staircase", true}};
  const auto run = start(plain_model(), settings);
  const std::vector<float> fresh = weights_of(*run);
  run->advance(5);
  const std::vector<float> first = weights_of(*run);
  EXPECT_NE(fresh, first);
  run->advance(5);
  EXPECT_EQ(Phase::kFinished, run->progress().phase);
  EXPECT_EQ(first, weights_of(*run));
}

TEST_F(RunTest, FollowsEpochs) {
  // The second epoch's rate is 0, the third's is 0.1 again.
  RunSettings settings = settings_for(45, 37, 16, 3);
  settings.optimizer = {{"kind", "sgd"}};
  settings.schedule = {{"kind", "by_epoch"}, {"rates", {0.0, 0.1}}};
  const auto run = start(plain_model(), settings);
  run->advance(5);
  const std::vector<float> first = weights_of(*run);
  run->advance(5);
  EXPECT_EQ(first, weights_of(*run));
  run->advance(5);
  EXPECT_NE(first, weights_of(*run));
}

TEST_F(RunTest, TakesExtremes) {
  // A batch larger than the set, one picture, one class, all pictures equal.
  EXPECT_EQ(1u, start(plain_model(), settings_for(45, 37, 1024, 1))->progress().batches);
  EXPECT_FALSE(finished(plain_model(), settings_for(45, 37, 1024, 1)).empty());
  EXPECT_FALSE(finished(everything_model(), settings_for(1, 1, 32, 3)).empty());
  for (const bool equal : {false, true}) {
    Dataset data;
    if (equal) {
      for (int i = 0; i < 20; ++i)
        data.append(training_.picture(0), static_cast<std::uint8_t>(i % 10));
    } else {
      fill_with_squares(data, 20, 1);
    }
    RunSettings settings = settings_for(20, 20, 8, 30);
    settings.learning_rate = 0.01;
    TrainingRun run(everything_model(), settings, data, data, pool_);
    while (run.progress().phase != Phase::kFinished) run.advance(1000);
    const EpochRecord& last = run.history().back();
    EXPECT_TRUE(std::isfinite(last.test_loss));
    EXPECT_EQ(equal ? 0.1 : 1.0, last.test_accuracy);
    EXPECT_TRUE(!equal || last.test_loss > std::log(10.0) - 1e-4);
  }
}

TEST_F(RunTest, RefusesWhatCannotBe) {
  EXPECT_EQ(
      "bad_settings settings.training_pictures: training_pictures is 46, but 45 pictures have "
      "arrived; lower "
      "it or wait for the rest",
      refusal(plain_model(), settings_for(46, 37, 16, 1)));
  EXPECT_EQ(
      "bad_settings settings.test_pictures: test_pictures is 38, but 37 pictures have arrived; "
      "lower it or "
      "wait for the rest",
      refusal(plain_model(), settings_for(45, 38, 16, 1)));
  EXPECT_EQ(0u, refusal(model_from(""), settings_for(45, 37, 16, 1)).find("bad_model layers: "));
  const ModelSpec wide = model_from(
      std::string(
          R"({"kind":"conv2d","filters":64,"kernel_size":3},{"kind":"max_pooling2d","pool_size":8},)") +
      kHead);
  set_memory_limit(std::uint64_t{512} << 20);  // what a browser's engine has
  const std::string memory = refusal(wide, settings_for(45, 37, 1024, 1));
  EXPECT_EQ(0u, memory.find("out_of_memory settings.batch_size: training with batches of 1024 "
                            "pictures takes "))
      << memory;
  EXPECT_NO_THROW(TrainingRun::check(wide, settings_for(45, 37, 32, 1), training_, test_));
  set_memory_limit(0);
}

TEST_F(RunTest, StopsAtTheBatchWhoseNumbersOverflow) {
  std::string deep = R"({"kind":"flatten"})";
  for (int i = 0; i < 8; ++i) deep += R"(,{"kind":"dense","units":16})";
  RunSettings settings = settings_for(45, 37, 4, 3);
  settings.learning_rate = 1e5;
  const auto run =
      start(model_from(deep + R"(,{"kind":"dense","units":10,"activation":"softmax"})"), settings);
  try {
    for (int i = 0; i < 36; ++i) run->advance(1);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(ErrorCode::kNotFinite, error.code());
  }
  const Progress stopped = run->progress();
  const std::vector<float> weights = weights_of(*run);
  for (const float weight : weights) ASSERT_TRUE(std::isfinite(weight));
  EXPECT_EQ(4 * stopped.batch, stopped.pictures_trained);
  // It stays there, and can be saved there.
  EXPECT_THROW(run->advance(1), Error);
  EXPECT_EQ(stopped.batch, run->progress().batch);
  EXPECT_EQ(weights, weights_of(*restored(run->snapshot())));
}

// Bad snapshots -----------------------------------------------------------------------------------

class BadSnapshots : public RunTest {
 protected:
  BadSnapshots() {
    RunSettings settings = settings_for(45, 37, 16, 3);
    settings.keep_best = true;
    run_ = start(plain_model(), settings);
    run_->advance(5);
    run_->advance(1);  // the second epoch's first batch is done
    good_ = run_->snapshot();
  }

  /// The sentence with which bytes are refused.
  std::string refusal_of(const Bytes& bytes) {
    try {
      restored(bytes);
    } catch (const Error& error) {
      return error.where() + ": " + error.what();
    }
    ADD_FAILURE() << "taken";
    return "";
  }
  void expect_refused(const std::function<void(Json&)>& change) {
    EXPECT_NE("", refusal_of(with_header(good_, change)));
  }

  std::unique_ptr<TrainingRun> run_;
  Bytes good_;
};

TEST_F(BadSnapshots, TheGoodOneIsTakenAndSoIsItsResealedTwin) {
  EXPECT_EQ(good_, restored(good_)->snapshot());
  EXPECT_EQ(good_, with_header(good_, [](Json&) {}));
}

TEST_F(BadSnapshots, EveryPrefix) {
  // Every length through the header, then every 97th.
  for (std::size_t length = 0; length < good_.size(); length += length < 2500 ? 1 : 97) {
    EXPECT_THROW(
        restored(Bytes(good_.begin(), good_.begin() + static_cast<std::ptrdiff_t>(length))), Error);
  }
  Bytes longer = good_;
  longer.push_back(0);
  EXPECT_EQ("snapshot: the saved run is damaged or cut short; use another copy",
            refusal_of(longer));
  EXPECT_EQ("snapshot: these bytes are not a saved run of this lab; choose another file",
            refusal_of({}));
}

TEST_F(BadSnapshots, FlippedBytes) {
  for (std::size_t i = 0; i < good_.size(); i += i < 2500 ? 1 : 89) {
    Bytes bytes = good_;
    bytes[i] ^= static_cast<std::uint8_t>(1 + i % 255);
    EXPECT_THROW(restored(bytes), Error) << i;
  }
}

TEST_F(BadSnapshots, CountersThatDoNotFit) {
  const std::string counters = "snapshot: its counters do not fit together; use another copy";
  const auto set = [&](const char* name, const Json& value) {
    return refusal_of(with_header(good_, [&](Json& header) { header[name] = value; }));
  };
  EXPECT_EQ(counters, set("epoch", 2));
  EXPECT_EQ(counters, set("epoch", -1));
  EXPECT_EQ(counters, set("epoch", 18446744073709551615ull));
  EXPECT_EQ(counters, set("batch", 3));
  EXPECT_EQ(counters, set("batch", -1));
  EXPECT_EQ(counters, set("best_epoch", 2));
  EXPECT_EQ(counters, set("best_epoch", 0));
  EXPECT_EQ(counters, set("has_best_weights", false));
  EXPECT_EQ(counters, set("history", Json::array()));
  EXPECT_EQ(counters, set("epoch", 1e300));
  EXPECT_EQ(counters, set("training_sum", {1.0, -1e300, 3}));
  EXPECT_EQ(counters, set("phase", 2));
  EXPECT_EQ("snapshot: its phase is unknown", set("phase", 3));
  EXPECT_EQ("snapshot: its phase is unknown", set("phase", -1));
}

TEST_F(BadSnapshots, HeadersOfTheWrongForm) {
  const std::string lacks = "snapshot: its header lacks a part; use another copy";
  std::vector<std::string> names;
  with_header(good_, [&](Json& header) {
    for (const auto& [name, value] : header.items()) names.push_back(name);
  });
  for (const std::string& name : names) {
    // Runs of before there was other data do not say whose they are: CIFAR-10's.
    if (name != "data") {
      EXPECT_EQ(lacks, refusal_of(with_header(good_, [&](Json& header) { header.erase(name); })))
          << name;
    }
    expect_refused([&](Json& header) { header[name] = "text"; });
  }
  expect_refused([](Json& header) { header["history"] = {{1, 2, 3}}; });
  expect_refused([](Json& header) { header["training_sum"] = Json::array(); });
  for (const Json& other : {Json::array(), Json(3), Json()}) {
    EXPECT_EQ(lacks, refusal_of(with_header(good_, [&](Json& header) { header = other; })));
  }
  expect_refused([](Json& header) { header["settings"]["batch_size"] = 0; });
  expect_refused([](Json& header) { header["settings"]["training_pictures"] = 46; });
  // A model that needs fewer weights than are there, and ones that need more, and far more.
  expect_refused([](Json& header) { header["model"]["layers"][2]["units"] = 11; });
  expect_refused([](Json& header) { header["model"]["layers"][2]["units"] = 13; });
  EXPECT_EQ("snapshot: it holds fewer weights than its model has; use another copy",
            refusal_of(with_header(
                good_, [](Json& header) { header["model"]["layers"][2]["units"] = 4096; })));
  // A header longer than the file.
  const Bytes bytes = with_header_length(good_, 0xFFFFFFFFu);
  EXPECT_EQ(0u, refusal_of(bytes).find("snapshot: its header should have 4294967295 bytes, but "));
}

}  // namespace
}  // namespace cnnlab
