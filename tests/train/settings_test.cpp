#include "core/train/settings.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace cnnlab {
namespace {

/// "where: what it says" of settings that are refused; "" where they are taken.
std::string refusal(const Json& json) {
  try {
    parse_settings(json);
  } catch (const Error& error) {
    EXPECT_EQ(ErrorCode::kBadSettings, error.code());
    return error.where() + ": " + error.what();
  }
  return "";
}

TEST(Settings, AreKerasDefaults) {
  const RunSettings settings = parse_settings(Json::object());
  EXPECT_EQ(10u, settings.epochs);
  EXPECT_EQ(32u, settings.batch_size);
  EXPECT_EQ(0.001, settings.learning_rate);
  EXPECT_EQ("adam", settings.optimizer);
  EXPECT_EQ(0.0, settings.momentum);
  EXPECT_EQ(0.0, settings.l2);
  EXPECT_EQ(ScheduleKind::kConstant, settings.schedule.kind);
  EXPECT_FALSE(settings.keep_best);
  EXPECT_FALSE(settings.exact_convolution);
  EXPECT_EQ(0u, settings.early_stopping_patience);
}

TEST(Settings, WholeNumbersKeepTheirRange) {
  struct Row {
    const char* name;
    double minimum, maximum;
  };
  for (const Row& row :
       {Row{"epochs", 1, 1000}, Row{"batch_size", 1, 1024}, Row{"training_pictures", 1, 50000},
        Row{"test_pictures", 1, 10000}, Row{"seed", 0, 9007199254740991.0},
        Row{"schedule_every_epochs", 1, 1000}, Row{"early_stopping_patience", 0, 1000}}) {
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
  EXPECT_EQ("settings.epochs: epochs is 0, but has to be a whole number from 1 to 1000",
            refusal({{"epochs", 0}}));
}

TEST(Settings, NumbersKeepTheirRange) {
  struct Row {
    const char* name;
    double maximum;
  };
  for (const Row& row : {Row{"learning_rate", 1e6}, Row{"momentum", 0.999}, Row{"l2", 1},
                         Row{"schedule_factor", 1}}) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ("", refusal({{row.name, 0}}));
    EXPECT_EQ("", refusal({{row.name, row.maximum}}));
    for (const Json& bad :
         {Json(-0.001), Json(row.maximum * 1.01), Json("0.1"), Json(false), Json::object()}) {
      EXPECT_EQ(0u, refusal({{row.name, bad}}).find(std::string("settings.") + row.name + ": "))
          << bad;
    }
  }
  EXPECT_EQ("settings.l2: l2 is 2, but has to be a number from 0 to 1", refusal({{"l2", 2}}));
}

TEST(Settings, ChoicesAndTruths) {
  EXPECT_EQ("settings.optimizer: optimizer is \"rmsprop\", but has to be one of adam, sgd",
            refusal({{"optimizer", "rmsprop"}}));
  EXPECT_EQ("settings.schedule: schedule is 1, but has to be one of constant, step, cosine",
            refusal({{"schedule", 1}}));
  for (const char* name : {"keep_best", "exact_convolution"}) {
    EXPECT_EQ("", refusal({{name, true}}));
    EXPECT_EQ(std::string("settings.") + name + ": " + name + " is 1, but has to be true or false",
              refusal({{name, 1}}));
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
                    {"optimizer", "sgd"},
                    {"momentum", 0.9},
                    {"l2", 1e-4},
                    {"schedule", "step"},
                    {"schedule_factor", 0.3},
                    {"schedule_every_epochs", 4},
                    {"early_stopping_patience", 2},
                    {"keep_best", true},
                    {"exact_convolution", true}};
  EXPECT_EQ(all, settings_to_json(parse_settings(all)));
  for (const char* schedule : {"constant", "cosine"}) {
    EXPECT_EQ(schedule, settings_to_json(parse_settings({{"schedule", schedule}}))["schedule"]);
  }
}

}  // namespace
}  // namespace cnnlab
