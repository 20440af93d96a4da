#include "core/train/settings.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/model/rows.h"

namespace cnnlab {
namespace {

const SettingRow* find_row(const std::string& name) {
  for (const SettingRow& row : setting_rows()) {
    if (row.field.name == name) return &row;
  }
  return nullptr;
}

void refuse_unknown(const Json& json) {
  for (const auto& [name, value] : json.items()) {
    if (find_row(name) == nullptr && name != "optimizer" && name != "schedule")
      throw Error(ErrorCode::kBadSettings, Problem::kUnknownSetting, name, {{"field", name}});
  }
}

/// Takes a member out, if it is there.
Json taken(Json& json, const char* name) {
  const auto at = json.find(name);
  if (at == json.end()) return nullptr;
  Json value = *at;
  json.erase(at);
  return value;
}

/// Saved runs of before had one name for each, and what belongs to it beside: {"optimizer": "sgd",
/// "momentum": 0.9, "schedule": "step", "schedule_factor": 0.5, "schedule_every_epochs": 3}.
Json with_specs(Json json) {
  const Json momentum = taken(json, "momentum");
  if (json.contains("optimizer") && is_text(json["optimizer"], "sgd"))
    json["optimizer"] = {{"kind", "sgd"}, {"momentum", momentum}};
  const Json factor = taken(json, "schedule_factor"), every = taken(json, "schedule_every_epochs");
  const Json& schedule = json.contains("schedule") ? json["schedule"] : Json();
  if (!is_text(schedule, "step") && !is_text(schedule, "cosine")) return json;
  // They went by epochs.
  const RunSettings run =
      parse_settings({{"epochs", json.value("epochs", Json())},
                      {"batch_size", json.value("batch_size", Json())},
                      {"training_pictures", json.value("training_pictures", Json())}});
  const std::uint64_t epoch = (run.training_pictures + run.batch_size - 1) / run.batch_size;
  json["schedule"] =
      is_text(schedule, "cosine")
          ? Json{{"kind", "cosine_decay"}, {"decay_steps", epoch * run.epochs}}
          : Json{{"kind", "exponential_decay"},
                 {"decay_steps", double(epoch) * (every.is_number() ? every.get<double>() : 5.0)},
                 {"decay_rate", factor.is_null() ? Json(0.1) : factor},
                 {"staircase", true}};
  return json;
}

RunSettings read(const Json& json) {
  refuse_unknown(json);
  std::vector<Field> fields;
  for (const SettingRow& row : setting_rows()) fields.push_back(row.field);
  Json plain = json;
  const Json optimizer = taken(plain, "optimizer"), schedule = taken(plain, "schedule");
  const Json given = checked_fields(fields, {"settings", ErrorCode::kBadSettings}, plain);

  RunSettings settings;
  const auto set = [&given](const char* name, auto& value) { given.at(name).get_to(value); };
  set("epochs", settings.epochs);
  set("batch_size", settings.batch_size);
  set("training_pictures", settings.training_pictures);
  set("test_pictures", settings.test_pictures);
  set("seed", settings.seed);
  set("learning_rate", settings.learning_rate);
  set("l2", settings.l2);
  set("label_smoothing", settings.label_smoothing);
  set("validation_split", settings.validation_split);
  set("early_stopping_patience", settings.early_stopping_patience);
  set("min_delta", settings.min_delta);
  set("watch_accuracy", settings.watch_accuracy);
  set("watch_training", settings.watch_training);
  set("keep_best", settings.keep_best);
  set("exact_convolution", settings.exact_convolution);
  if (!optimizer.is_null()) settings.optimizer = optimizer;
  if (!schedule.is_null()) settings.schedule = schedule;
  settings.optimizer = checked_optimizer(settings.optimizer);
  settings.schedule = checked_schedule(settings.schedule);
  return settings;
}

}  // namespace

std::uint64_t trained_pictures(const RunSettings& settings) {
  const double kept =
      static_cast<double>(settings.training_pictures) * (1.0 - settings.validation_split);
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(kept));
}

RunSettings parse_settings(const Json& json) {
  if (!json.is_object()) throw Error(ErrorCode::kBadSettings, Problem::kNotSettings, "settings");
  try {
    return read(with_specs(json));
  } catch (const Error& error) {
    if (error.where().rfind("settings", 0) == 0) throw;
    throw error.within("settings");
  }
}

Json settings_to_json(const RunSettings& settings) {
  return {{"epochs", settings.epochs},
          {"batch_size", settings.batch_size},
          {"training_pictures", settings.training_pictures},
          {"test_pictures", settings.test_pictures},
          {"seed", settings.seed},
          {"learning_rate", settings.learning_rate},
          {"optimizer", settings.optimizer},
          {"schedule", settings.schedule},
          {"l2", settings.l2},
          {"label_smoothing", settings.label_smoothing},
          {"validation_split", settings.validation_split},
          {"early_stopping_patience", settings.early_stopping_patience},
          {"min_delta", settings.min_delta},
          {"watch_accuracy", settings.watch_accuracy},
          {"watch_training", settings.watch_training},
          {"keep_best", settings.keep_best},
          {"exact_convolution", settings.exact_convolution}};
}

}  // namespace cnnlab
