#include <algorithm>
#include <utility>

#include "core/model/rows.h"
#include "core/optim/adam.h"
#include "core/optim/adaptive.h"
#include "core/optim/sgd.h"

namespace cnnlab {
namespace {

using Names = std::vector<std::string>;
using Made = std::unique_ptr<Optimizer>;

Json only_none() { return Json::array({nullptr}); }

/// learning_rate, an optimizer's own arguments, and those that all of Keras's have.
Names arguments_of(Names own) {
  Names all = {"learning_rate"};
  for (std::string& name : own) all.push_back(std::move(name));
  for (const char* name :
       {"weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "use_ema", "ema_momentum",
        "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps", "name"})
    all.emplace_back(name);
  return all;
}

/// What all of Keras's optimizers can do and none does here.
Json fixed_for_all() {
  return {{"use_ema", {false}},
          {"ema_momentum", nullptr},  // without the average any value is as good
          {"ema_overwrite_frequency", only_none()},
          {"loss_scale_factor", only_none()},
          {"gradient_accumulation_steps", only_none()},
          {"name", nullptr}};
}

/// An optimizer's own fields, and those that all have (optim/modifiers.h).
std::vector<Field> with_modifiers(std::vector<Field> fields, Json weight_decay = nullptr) {
  const bool decays = !weight_decay.is_null();
  Field decay = number("weight_decay", 0.0, 1.0, std::move(weight_decay),
                       "the share of each weight that a step takes off, times the learning rate");
  fields.push_back(decays ? decay : decay.or_none());
  fields.push_back(
      number("clipnorm", 0.0, 1000.0, nullptr, "scales each gradient down to this length")
          .or_none());
  fields.push_back(
      number("clipvalue", 0.0, 1000.0, nullptr, "cuts each number of a gradient to this size")
          .or_none());
  fields.push_back(number("global_clipnorm", 0.0, 1000.0, nullptr,
                          "scales all gradients together down to this length")
                       .or_none());
  return fields;
}

// Below one: a mean that forgets nothing never moves.
constexpr double kHighestBeta = 0.999999;

Field beta(const char* name, double fallback, const char* help) {
  return number(name, 0.0, kHighestBeta, fallback, help);
}

AdamSettings adam_of(const Json& fields) {
  return {fields["beta_1"].get<double>(), fields["beta_2"].get<double>(),
          fields["epsilon"].get<double>()};
}

std::vector<Field> adam_fields() {
  return {beta("beta_1", 0.9, "how slowly the mean of the gradients follows"),
          beta("beta_2", 0.999, "how slowly the mean of their squares follows"),
          number("epsilon", 0.0, 1.0, 1e-7, "keeps the division from going by zero")};
}

std::vector<Field> with_amsgrad(std::vector<Field> fields) {
  fields.push_back(truth("amsgrad", false, "divides by the largest mean of squares so far"));
  return fields;
}

Made make_adam(const Json& fields) {
  if (fields["amsgrad"].get<bool>()) return std::make_unique<Amsgrad>(adam_of(fields));
  return std::make_unique<Adam>(adam_of(fields));
}

OptimizerRow adam() {
  return {{.kind = "adam",
           .keras = "Adam",
           .help = "Gives each weight a step of its own size, from the gradients so far.",
           .fields = with_modifiers(with_amsgrad(adam_fields())),
           .arguments = arguments_of({"beta_1", "beta_2", "epsilon", "amsgrad"}),
           .fixed = fixed_for_all()},
          0.001,
          make_adam};
}

OptimizerRow adamw() {
  Names arguments = arguments_of({"weight_decay", "beta_1", "beta_2", "epsilon", "amsgrad"});
  // Of AdamW it is an argument of its own, further up.
  arguments.erase(std::find(arguments.rbegin(), arguments.rend(), "weight_decay").base() - 1);
  return {{.kind = "adamw",
           .keras = "AdamW",
           .help = "Adam that also draws every weight towards zero.",
           .fields = with_modifiers(with_amsgrad(adam_fields()), 0.004),
           .arguments = std::move(arguments),
           .fixed = fixed_for_all()},
          0.001,
          make_adam};
}

OptimizerRow adamax() {
  return {{.kind = "adamax",
           .keras = "Adamax",
           .help = "Adam with the largest gradient in place of the mean of squares.",
           .fields = with_modifiers(adam_fields()),
           .arguments = arguments_of({"beta_1", "beta_2", "epsilon"}),
           .fixed = fixed_for_all()},
          0.001,
          [](const Json& fields) -> Made { return std::make_unique<Adamax>(adam_of(fields)); }};
}

OptimizerRow nadam() {
  return {{.kind = "nadam",
           .keras = "Nadam",
           .help = "Adam that looks ahead to where the momentum leads.",
           .fields = with_modifiers(adam_fields()),
           .arguments = arguments_of({"beta_1", "beta_2", "epsilon"}),
           .fixed = fixed_for_all()},
          0.001,
          [](const Json& fields) -> Made { return std::make_unique<Nadam>(adam_of(fields)); }};
}

OptimizerRow rmsprop() {
  return {{.kind = "rmsprop",
           .keras = "RMSprop",
           .help = "Divides each gradient by the size that its kind has had lately.",
           .fields = with_modifiers(
               {beta("rho", 0.9, "how slowly the mean of the squares follows"),
                number("momentum", 0.0, 0.999, 0.0, "the share of each step that goes on"),
                number("epsilon", 0.0, 1.0, 1e-7, "keeps the division from going by zero"),
                truth("centered", false, "takes the square of the mean off the mean of squares")}),
           .arguments = arguments_of({"rho", "momentum", "epsilon", "centered"}),
           .fixed = fixed_for_all()},
          0.001,
          [](const Json& fields) -> Made {
            return std::make_unique<Rmsprop>(
                RmspropSettings{fields["rho"].get<double>(), fields["momentum"].get<double>(),
                                fields["epsilon"].get<double>(), fields["centered"].get<bool>()});
          }};
}

OptimizerRow adagrad() {
  return {
      {.kind = "adagrad",
       .keras = "Adagrad",
       .help = "Steps get smaller where there was much gradient before.",
       .fields = with_modifiers(
           {number("initial_accumulator_value", 0.0, 10.0, 0.1,
                   "what the sum of the squares begins with"),
            number("epsilon", 0.0, 1.0, 1e-7, "keeps the division from going by zero")}),
       .arguments = arguments_of({"initial_accumulator_value", "epsilon"}),
       .fixed = fixed_for_all()},
      0.001,
      [](const Json& fields) -> Made {
        return std::make_unique<Adagrad>(AdagradSettings{
            fields["initial_accumulator_value"].get<double>(), fields["epsilon"].get<double>()});
      }};
}

OptimizerRow adadelta() {
  return {{.kind = "adadelta",
           .keras = "Adadelta",
           .help = "Finds the size of its steps from those before.",
           .fields = with_modifiers(
               {beta("rho", 0.95, "how slowly the mean of the squares follows"),
                number("epsilon", 0.0, 1.0, 1e-7, "keeps the division from going by zero")}),
           .arguments = arguments_of({"rho", "epsilon"}),
           .fixed = fixed_for_all()},
          0.001,
          [](const Json& fields) -> Made {
            return std::make_unique<Adadelta>(
                AdadeltaSettings{fields["rho"].get<double>(), fields["epsilon"].get<double>()});
          }};
}

OptimizerRow lion() {
  return {{.kind = "lion",
           .keras = "Lion",
           .help = "Steps of one size for every weight, in the direction that its gradients had.",
           .fields = with_modifiers(
               {beta("beta_1", 0.9, "how much the gradients so far count for the direction"),
                beta("beta_2", 0.99, "how slowly the mean of the gradients follows")}),
           .arguments = arguments_of({"beta_1", "beta_2"}),
           .fixed = fixed_for_all()},
          0.001,
          [](const Json& fields) -> Made {
            return std::make_unique<Lion>(
                LionSettings{fields["beta_1"].get<double>(), fields["beta_2"].get<double>()});
          }};
}

OptimizerRow sgd() {
  return {{.kind = "sgd",
           .keras = "SGD",
           .help = "Steps straight down the gradient; with momentum, steps add up.",
           .fields = with_modifiers(
               {number("momentum", 0.0, 0.999, 0.0, "the share of each step that goes on"),
                truth("nesterov", false, "looks ahead to where the momentum leads")}),
           .arguments = arguments_of({"momentum", "nesterov"}),
           .fixed = fixed_for_all()},
          0.01,
          [](const Json& fields) -> Made {
            return std::make_unique<Sgd>(
                SgdSettings{fields["momentum"].get<double>(), fields["nesterov"].get<bool>()});
          }};
}

}  // namespace

const std::vector<OptimizerRow>& optimizer_rows() {
  static const std::vector<OptimizerRow> rows = {adam(),  sgd(),     rmsprop(),  adamw(), adamax(),
                                                 nadam(), adagrad(), adadelta(), lion()};
  return rows;
}

}  // namespace cnnlab
