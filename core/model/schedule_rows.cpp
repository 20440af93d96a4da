#include <algorithm>
#include <string>
#include <utility>

#include "core/model/rows.h"

namespace cnnlab {
namespace {

double number_of(const Json& fields, const char* name) { return fields[name].get<double>(); }

constexpr double kMostSteps = 1e9;

Field decay_steps(const char* help) {
  return integer("decay_steps", 1, kMostSteps, nullptr, help).starting_with(1000);
}
Field decay_rate(const char* help, double most) {
  return number("decay_rate", 0.0, most, nullptr, help).starting_with(0.5);
}
Field staircase() { return truth("staircase", false, "in stairs, once every so many batches"); }

ScheduleRow constant() {
  return {
      {.kind = "constant", .keras = "", .help = "The learning rate stays as it is.", .fields = {}},
      [](const Json&) -> Schedule {
        return [](double initial, const Moment&) { return initial; };
      }};
}

/// What ExponentialDecay and InverseTimeDecay have in common: steps, a rate, stairs or none.
using DecayByRate = double (*)(double initial, std::uint64_t step, double steps, double rate,
                               bool staircase);

template <DecayByRate kDecay>
ScheduleRow by_rate(Row row, Field steps, Field rate) {
  row.fields = {std::move(steps), std::move(rate), staircase()};
  row.arguments = {"initial_learning_rate", "decay_steps", "decay_rate", "staircase", "name"};
  row.fixed = {{"name", nullptr}};
  return {
      std::move(row), [](const Json& fields) -> Schedule {
        return [steps = number_of(fields, "decay_steps"), rate = number_of(fields, "decay_rate"),
                staircase = fields["staircase"].get<bool>()](double initial, const Moment& moment) {
          return kDecay(initial, moment.step, steps, rate, staircase);
        };
      }};
}

ScheduleRow exponential() {
  return by_rate<exponential_decay>({.kind = "exponential_decay",
                                     .keras = "ExponentialDecay",
                                     .help = "Multiplied by the same factor over and over."},
                                    decay_steps("batches until it is multiplied by the factor"),
                                    decay_rate("the factor, 0.5 for half", 1.0));
}

ScheduleRow inverse_time() {
  return by_rate<inverse_time_decay>(
      {.kind = "inverse_time_decay",
       .keras = "InverseTimeDecay",
       .help = "Divided by a number that grows with the batches."},
      decay_steps("batches until the divisor has grown by the factor"),
      decay_rate("what the divisor grows by", 1000.0));
}

ScheduleRow polynomial() {
  return {
      {.kind = "polynomial_decay",
       .keras = "PolynomialDecay",
       .help = "Falls in a line or a curve to an end, and stays there.",
       .fields = {decay_steps("batches until the end"),
                  number("end_learning_rate", 0.0, 10.0, 0.0001, "the learning rate at the end"),
                  number("power", 0.0, 64.0, 1.0, "1 falls in a line, 2 in a curve"),
                  truth("cycle", false, "rises again after the end, and falls more slowly")},
       .arguments = {"initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle",
                     "name"},
       .fixed = {{"name", nullptr}}},
      [](const Json& fields) -> Schedule {
        return [steps = number_of(fields, "decay_steps"),
                end = number_of(fields, "end_learning_rate"), power = number_of(fields, "power"),
                cycle = fields["cycle"].get<bool>()](double initial, const Moment& moment) {
          return polynomial_decay(initial, moment.step, steps, end, power, cycle);
        };
      }};
}

ScheduleRow cosine() {
  return {{.kind = "cosine_decay",
           .keras = "CosineDecay",
           .help = "Falls along half a cosine wave: slowly, fast, slowly.",
           .fields = {decay_steps("batches until the end"),
                      number("alpha", 0.0, 1.0, 0.0, "the share that is left at the end"),
                      number("warmup_target", 0.0, 10.0, nullptr,
                             "rises to this first; not if it is not given")
                          .or_none(),
                      integer("warmup_steps", 0, kMostSteps, 0, "batches of the rise")},
           .arguments = {"initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target",
                         "warmup_steps"},
           .fixed = {{"name", nullptr}}},
          [](const Json& fields) -> Schedule {
            const double steps = number_of(fields, "decay_steps");
            const double alpha = number_of(fields, "alpha");
            if (!fields.contains("warmup_target")) {
              return [steps, alpha](double initial, const Moment& moment) {
                return cosine_decay(initial, moment.step, steps, alpha);
              };
            }
            return
                [steps, alpha, target = number_of(fields, "warmup_target"),
                 rise = number_of(fields, "warmup_steps")](double initial, const Moment& moment) {
                  return warm_up(initial, moment.step, steps, alpha, target, rise);
                };
          }};
}

constexpr double kMostRate = 1e6;

std::vector<double> list_of(const Json& fields, const char* name) {
  return fields[name].get<std::vector<double>>();
}

/// Keras has all the values in one list; here the first is the learning rate of the run.
ScheduleRow piecewise() {
  return {
      {.kind = "piecewise_constant_decay",
       .keras = "PiecewiseConstantDecay",
       .help = "Another number behind each boundary.",
       .fields = {numbers("boundaries", 0.0, kMostSteps, nullptr, "batches after which it changes")
                      .starting_with({1000, 2000}),
                  numbers("values", 0.0, kMostRate, nullptr,
                          "what it is behind each of the boundaries")
                      .starting_with({0.0005, 0.0001})},
       .arguments = {"boundaries", "values", "name"},
       .fixed = {{"name", nullptr}}},
      [](const Json& fields) -> Schedule {
        return [boundaries = list_of(fields, "boundaries"), values = list_of(fields, "values")](
                   double initial, const Moment& moment) {
          return piecewise_constant(initial, moment.step, boundaries, values);
        };
      }};
}

/// What Keras's callback LearningRateScheduler does, with its function's values written out.
ScheduleRow by_epoch() {
  return {{.kind = "by_epoch",
           .keras = "LearningRateScheduler",
           .help = "A number for each epoch; the last holds for those after it.",
           .fields = {numbers("rates", 0.0, kMostRate, nullptr,
                              "what it is in the second epoch, the third, and so on")
                          .starting_with({0.0005, 0.0002})},
           .arguments = {"schedule", "verbose"},
           .fixed = {{"verbose", nullptr}}},
          [](const Json& fields) -> Schedule {
            return [rates = list_of(fields, "rates")](double initial, const Moment& moment) {
              if (moment.epoch == 0) return initial;
              return rates[std::min<std::size_t>(moment.epoch, rates.size()) - 1];
            };
          }};
}

ScheduleRow on_plateau() {
  return {
      {.kind = "reduce_on_plateau",
       .keras = "ReduceLROnPlateau",
       .help = "Multiplied by a factor whenever epochs are no better.",
       .fields = {choice("monitor", {"val_loss", "val_accuracy", "loss", "accuracy"}, "val_loss",
                         "what is watched; val_ is of the validation pictures or, without any, of "
                         "the test pictures"),
                  number("factor", 0.0, 0.999, 0.1, "what it is multiplied by"),
                  integer("patience", 1, 1000, 10, "epochs that are no better"),
                  number("min_delta", 0.0, 100.0, 0.0001, "better by more than this"),
                  integer("cooldown", 0, 1000, 0, "epochs after it that do not count"),
                  number("min_lr", 0.0, kMostRate, 0.0, "no lower than this")},
       .arguments = {"monitor", "factor", "patience", "verbose", "mode", "min_delta", "cooldown",
                     "min_lr"},
       .fixed = {{"verbose", nullptr}, {"mode", {"auto"}}}},
      [](const Json& fields) -> Schedule {
        const auto monitor = fields["monitor"].get<std::string>();
        const Plateau plateau{.watch_accuracy = monitor.find("accuracy") != std::string::npos,
                              .watch_training = monitor.rfind("val_", 0) != 0,
                              .factor = number_of(fields, "factor"),
                              .patience = fields["patience"].get<std::uint64_t>(),
                              .min_delta = number_of(fields, "min_delta"),
                              .cooldown = fields["cooldown"].get<std::uint64_t>(),
                              .least = number_of(fields, "min_lr")};
        return [plateau](double initial, const Moment& moment) {
          return reduced_on_plateau(initial, moment.past, plateau);
        };
      }};
}

}  // namespace

const std::vector<ScheduleRow>& schedule_rows() {
  static const std::vector<ScheduleRow> rows = {constant(),   exponential(), inverse_time(),
                                                polynomial(), cosine(),      piecewise(),
                                                by_epoch(),   on_plateau()};
  return rows;
}

}  // namespace cnnlab
