// The rows of everything that is no layer: settings of a run, optimizers, schedules, losses,
// activations, callbacks. Where a new one is told; how weights begin is in weight_rows.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/model/row.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedules.h"

namespace cnnlab {

/// A setting of a run that is one number, or on or off.
struct SettingRow {
  Field field;
  std::string link;  // what a link calls it
  /// What the page, a link or a program may ask for, where that is less than the core can do.
  double offered_minimum = field.minimum;
  double offered_maximum = field.maximum;
};

struct OptimizerRow : Row {
  double learning_rate;  // Keras's default
  std::unique_ptr<Optimizer> (*make)(const Json& fields);
};

struct ScheduleRow : Row {
  Schedule (*make)(const Json& fields);
};

const std::vector<SettingRow>& setting_rows();
const std::vector<OptimizerRow>& optimizer_rows();
const std::vector<ScheduleRow>& schedule_rows();
const std::vector<Row>& loss_rows();
const std::vector<Row>& activation_rows();
const std::vector<Row>& callback_rows();

/// A setting that is {kind, …}, with its fields checked and defaults filled in; its kind alone will
/// do. Throws Error(kBadSettings), `where` of the field: optimizer.momentum.
Json checked_optimizer(const Json& spec);
Json checked_schedule(const Json& spec);

std::unique_ptr<Optimizer> make_optimizer(const Json& spec);
Schedule make_schedule(const Json& spec);

/// The whole catalog as the page reads it (Catalog of lab.d.ts).
Json catalog_to_json();

}  // namespace cnnlab
