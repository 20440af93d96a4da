#include "core/model/rows.h"

#include <utility>

#include "core/model/catalog.h"
#include "core/model/weight_rows.h"
#include "core/nn/activation.h"

namespace cnnlab {
namespace {

Json row_to_json(const Row& row) {
  Json fields = Json::array();
  for (const Field& field : row.fields) fields.push_back(field_to_json(field));
  Json json = {{"kind", row.kind},
               {"keras", row.keras},
               {"help", row.help},
               {"fields", std::move(fields)},
               {"arguments", row.arguments}};
  if (!row.fixed.is_null()) json["fixed"] = row.fixed;
  if (!row.settings.is_null()) json["settings"] = row.settings;
  return json;
}

Json to_json(const Row& row) { return row_to_json(row); }

Json to_json(const OptimizerRow& row) {
  Json json = row_to_json(row);
  json["learning_rate"] = row.learning_rate;
  return json;
}

Json to_json(const SettingRow& row) {
  Json json = field_to_json(row.field);
  json["link"] = row.link;
  if (row.offered_minimum != row.field.minimum || row.offered_maximum != row.field.maximum)
    json["offered"] = {row.offered_minimum, row.offered_maximum};
  return json;
}

Json to_json(const CatalogEntry& entry) { return entry_to_json(entry); }

template <typename Rows>
Json list_of(const Rows& rows) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(to_json(row));
  return list;
}

}  // namespace

Json checked_optimizer(const Json& spec) {
  return checked_spec("optimizer", ErrorCode::kBadSettings, optimizer_rows(), spec);
}
Json checked_schedule(const Json& spec) {
  return checked_spec("schedule", ErrorCode::kBadSettings, schedule_rows(), spec);
}

std::unique_ptr<Optimizer> make_optimizer(const Json& spec) {
  const Json fields = checked_optimizer(spec);
  std::unique_ptr<Optimizer> optimizer = find_row(optimizer_rows(), fields["kind"])->make(fields);
  const auto given = [&](const char* name) {
    return fields.contains(name) ? fields[name].get<double>() : 0.0;
  };
  optimizer->set_modifiers(
      {given("clipnorm"), given("clipvalue"), given("global_clipnorm"), given("weight_decay")});
  return optimizer;
}
Schedule make_schedule(const Json& spec) {
  const Json fields = checked_schedule(spec);
  return find_row(schedule_rows(), fields["kind"])->make(fields);
}

const std::vector<Row>& loss_rows() {
  static const std::vector<Row> rows = {
      {.kind = "sparse_categorical_crossentropy",
       .keras = "SparseCategoricalCrossentropy",
       .help = "How little of the probability went to the right class, as minus its logarithm.",
       .fields = {},
       .arguments = {"from_logits", "ignore_class", "reduction", "axis", "name", "dtype"},
       .fixed = {{"from_logits", {false}},
                 {"ignore_class", Json::array({nullptr})},
                 {"reduction", {"sum_over_batch_size"}},
                 {"axis", {-1}},
                 {"name", nullptr},
                 {"dtype", nullptr}}}};
  return rows;
}

const std::vector<Row>& activation_rows() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    for (const std::string& name : activation_names()) all.push_back({.kind = name, .keras = name});
    return all;
  }();
  return rows;
}

const std::vector<Row>& callback_rows() {
  static const std::vector<Row> rows = {
      {.kind = "early_stopping",
       .keras = "EarlyStopping",
       .help = "Ends the run after so many epochs that are no better.",
       // monitor and mode are the settings watch_accuracy and watch_training.
       .fields = {integer("patience", 0, 1000, 0, "epochs that are no better"),
                  number("min_delta", 0.0, 100.0, 0.0, "better by more than this"),
                  truth("restore_best_weights", false, "end with the weights of the best epoch")},
       .arguments = {"monitor", "min_delta", "patience", "verbose", "mode", "baseline",
                     "restore_best_weights", "start_from_epoch"},
       .fixed = {{"monitor", {"val_loss", "val_accuracy", "loss", "accuracy"}},
                 {"verbose", nullptr},
                 {"mode", nullptr},
                 {"baseline", Json::array({nullptr})},
                 {"start_from_epoch", {0}}},
       .settings = {{"patience", "early_stopping_patience"},
                    {"min_delta", "min_delta"},
                    {"restore_best_weights", "keep_best"}}}};
  return rows;
}

Json catalog_to_json() {
  return {{"layers", list_of(catalog())},
          {"settings", list_of(setting_rows())},
          {"optimizers", list_of(optimizer_rows())},
          {"schedules", list_of(schedule_rows())},
          {"losses", list_of(loss_rows())},
          {"activations", list_of(activation_rows())},
          {"initializers", list_of(initializer_rows())},
          {"regularizers", list_of(regularizer_rows())},
          {"constraints", list_of(constraint_rows())},
          {"callbacks", list_of(callback_rows())}};
}

}  // namespace cnnlab
