#include "core/train/settings.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/model/rows.h"

namespace cnnlab {
namespace {

/// "where: what it says" of settings that are refused; "" where they are taken.
std::string refusal(const Json& json) {
  try {
    parse_settings(json);
  } catch (const Error& error) {
    EXPECT_EQ(ErrorCode::kBadSettings, error.code());
    EXPECT_FALSE(error.fix().has_value());  // a fix would be a change of the model
    return error.where() + ": " + error.what();
  }
  return "";
}

TEST(Settings, AreKerasDefaults) {
  const RunSettings settings = parse_settings(Json::object());
  EXPECT_EQ(10u, settings.epochs);
  EXPECT_EQ(32u, settings.batch_size);
  EXPECT_EQ(0.001, settings.learning_rate);
  EXPECT_EQ((Json{{"kind", "adam"},
                  {"beta_1", 0.9},
                  {"beta_2", 0.999},
                  {"epsilon", 1e-7},
                  {"amsgrad", false}}),
            settings.optimizer);
  EXPECT_EQ((Json{{"kind", "constant"}}), settings.schedule);
  EXPECT_EQ(0.0, settings.l2);
  EXPECT_FALSE(settings.keep_best);
  EXPECT_FALSE(settings.exact_convolution);
  EXPECT_EQ(0u, settings.early_stopping_patience);
}

TEST(Settings, AreThoseOfARunThatWasToldNothing) {
  const RunSettings read = parse_settings(Json::object()), made;
  EXPECT_EQ(settings_to_json(read), settings_to_json(parse_settings(settings_to_json(made))));
}

TEST(Settings, WholeNumbersKeepTheirRange) {
  struct Range {
    const char* name;
    double minimum, maximum;
  };
  for (const Range& row :
       {Range{"epochs", 1, 1000}, Range{"batch_size", 1, 1024},
        Range{"training_pictures", 1, 50000}, Range{"test_pictures", 1, 10000},
        Range{"seed", 0, 9007199254740991.0}, Range{"early_stopping_patience", 0, 1000}}) {
    SCOPED_TRACE(row.name);
    const std::string where = std::string("settings.") + row.name + ": ";
    EXPECT_EQ("", refusal({{row.name, row.minimum}}));
    EXPECT_EQ("", refusal({{row.name, row.maximum}}));
    EXPECT_EQ("", refusal({{row.name, nullptr}}));
    for (const Json& bad : {Json(row.minimum - 1), Json(row.maximum * 2), Json(row.minimum + 0.5),
                            Json("3"), Json(true), Json::array(), Json(1e300), Json(-1e300)}) {
      EXPECT_EQ(
          0u,
          refusal({{row.name, bad}}).find(where + row.name + " is " + to_text(given_value(bad))))
          << bad;
    }
  }
  EXPECT_EQ("settings.epochs: epochs is 0, but has to be from 1 to 1000; set it to 1",
            refusal({{"epochs", 0}}));
  EXPECT_EQ("settings.epochs: epochs is 2.5, but has to be a whole number from 1 to 1000",
            refusal({{"epochs", 2.5}}));
}

TEST(Settings, NumbersKeepTheirRange) {
  struct Range {
    const char* name;
    double maximum;
  };
  for (const Range& row : {Range{"learning_rate", 1e6}, Range{"l2", 1}}) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ("", refusal({{row.name, 0}}));
    EXPECT_EQ("", refusal({{row.name, row.maximum}}));
    for (const Json& bad :
         {Json(-0.001), Json(row.maximum * 1.01), Json("0.1"), Json(false), Json::object()}) {
      EXPECT_EQ(0u, refusal({{row.name, bad}}).find(std::string("settings.") + row.name + ": "))
          << bad;
    }
  }
  EXPECT_EQ("settings.l2: l2 is -1, but has to be from 0 to 1; set it to 0", refusal({{"l2", -1}}));
}

TEST(Settings, Switches) {
  for (const char* name : {"keep_best", "exact_convolution"}) {
    EXPECT_EQ("", refusal({{name, true}}));
    EXPECT_EQ(std::string("settings.") + name + ": " + name + " is 1, but has to be true or false",
              refusal({{name, 1}}));
  }
}

TEST(Settings, OptimizersAndSchedulesHaveFieldsOfTheirOwn) {
  EXPECT_EQ(0u,
            refusal({{"optimizer", {{"kind", "ftrl"}}}})
                .find("settings.optimizer: optimizer is \"ftrl\", but has to be one of adam, "));
  EXPECT_EQ(0u, refusal({{"schedule", 1}})
                    .find("settings.schedule: schedule is 1, but has to be one of constant, "));
  EXPECT_EQ(
      "settings.optimizer.momentum: momentum is -1, but has to be from 0 to 0.999; set it to 0",
      refusal({{"optimizer", {{"kind", "sgd"}, {"momentum", -1}}}}));
  EXPECT_EQ("settings.optimizer.nesterov: nesterov is 1, but has to be true or false",
            refusal({{"optimizer", {{"kind", "sgd"}, {"nesterov", 1}}}}));
  EXPECT_EQ(
      "settings.optimizer.rho: Adam has no field 'rho'; it has beta_1, beta_2, epsilon, amsgrad, "
      "weight_decay, clipnorm, clipvalue, global_clipnorm",
      refusal({{"optimizer", {{"kind", "adam"}, {"rho", 0.5}}}}));
  EXPECT_EQ(0u, refusal({{"schedule", {{"kind", "exponential_decay"}}}})
                    .find("settings.schedule.decay_steps: decay_steps is missing; "));
}

TEST(Settings, EveryRowOfOptimizersAndSchedulesCanBeMade) {
  for (const OptimizerRow& row : optimizer_rows()) {
    EXPECT_NE(nullptr, make_optimizer({{"kind", row.kind}}));
    // learning_rate, own arguments by their fields or fixed, what all have.
    EXPECT_EQ("learning_rate", row.arguments.front());
    for (const Field& field : row.fields) EXPECT_FALSE(row.fixed.contains(field.name));
  }
  for (const ScheduleRow& row : schedule_rows()) {
    Json spec = {{"kind", row.kind}};
    for (const Field& field : row.fields) {
      if (field.fallback.is_null() && !field.optional) spec[field.name] = field.start;
    }
    const Schedule schedule = make_schedule(spec);
    EXPECT_DOUBLE_EQ(0.125, schedule(0.125, {})) << row.kind;
  }
}

TEST(Settings, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ("settings.epoch: there is no setting 'epoch'; check its spelling",
            refusal({{"epoch", 3}}));
  for (const Json& json : {Json::array(), Json(3), Json("epochs"), Json()}) {
    EXPECT_EQ("settings: the settings have to be an object of names and values", refusal(json));
  }
}

TEST(Settings, WritesWhatItReads) {
  const Json all = {{"epochs", 7},
                    {"batch_size", 33},
                    {"training_pictures", 123},
                    {"test_pictures", 45},
                    {"seed", 9007199254740991},
                    {"learning_rate", 0.0123456789012345},
                    {"optimizer", {{"kind", "sgd"}, {"momentum", 0.9}, {"nesterov", true}}},
                    {"schedule",
                     {{"kind", "cosine_decay"},
                      {"decay_steps", 500},
                      {"alpha", 0.1},
                      {"warmup_target", 0.2},
                      {"warmup_steps", 20}}},
                    {"l2", 1e-4},
                    {"label_smoothing", 0.1},
                    {"validation_split", 0.2},
                    {"early_stopping_patience", 2},
                    {"min_delta", 0.01},
                    {"watch_accuracy", true},
                    {"watch_training", true},
                    {"keep_best", true},
                    {"exact_convolution", true}};
  EXPECT_EQ(all, settings_to_json(parse_settings(all)));
}

TEST(Settings, ReadsSavedRunsOfBeforeTheRows) {
  const Json old = {{"epochs", 4},
                    {"batch_size", 32},
                    {"training_pictures", 100},  // 4 batches to the epoch
                    {"optimizer", "sgd"},
                    {"momentum", 0.9},
                    {"l2", 0},
                    {"schedule", "step"},
                    {"schedule_factor", 0.3},
                    {"schedule_every_epochs", 2}};
  RunSettings read = parse_settings(old);
  EXPECT_EQ((Json{{"kind", "sgd"}, {"momentum", 0.9}, {"nesterov", false}}), read.optimizer);
  // Epochs 0 and 1 at the full rate, 2 and 3 at 0.3 of it.
  const Schedule step = make_schedule(read.schedule);
  EXPECT_EQ(0.5, step(0.5, {7}));
  EXPECT_EQ(0.5 * 0.3, step(0.5, {8}));
  Json other = old;
  other["schedule"] = "cosine";
  other["optimizer"] = "adam";
  read = parse_settings(other);
  EXPECT_EQ("adam", read.optimizer["kind"]);
  EXPECT_NEAR(0.25, make_schedule(read.schedule)(0.5, {8}), 1e-15);  // 8 of 16 steps
  other["schedule"] = "constant";
  EXPECT_EQ((Json{{"kind", "constant"}}), parse_settings(other).schedule);
}

}  // namespace
}  // namespace cnnlab
