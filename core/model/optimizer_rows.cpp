#include <utility>

#include "core/model/rows.h"
#include "core/optim/adam.h"
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
Json fixed_for_all(const Json& more = Json::object()) {
  Json fixed = {{"weight_decay", only_none()},
                {"clipnorm", only_none()},
                {"clipvalue", only_none()},
                {"global_clipnorm", only_none()},
                {"use_ema", {false}},
                {"ema_momentum", nullptr},  // without the average any value is as good
                {"ema_overwrite_frequency", only_none()},
                {"loss_scale_factor", only_none()},
                {"gradient_accumulation_steps", only_none()},
                {"name", nullptr}};
  fixed.update(more);
  return fixed;
}

// Below one: a mean that forgets nothing never moves.
constexpr double kHighestBeta = 0.999999;

Field beta(const char* name, double fallback, const char* help) {
  return number(name, 0.0, kHighestBeta, fallback, help);
}

OptimizerRow adam() {
  return {{.kind = "adam",
           .keras = "Adam",
           .help = "Gives each weight a step of its own size, from the gradients so far.",
           .fields = {beta("beta_1", 0.9, "how slowly the mean of the gradients follows"),
                      beta("beta_2", 0.999, "how slowly the mean of their squares follows"),
                      number("epsilon", 0.0, 1.0, 1e-7, "keeps the division from going by zero")},
           .arguments = arguments_of({"beta_1", "beta_2", "epsilon", "amsgrad"}),
           .fixed = fixed_for_all({{"amsgrad", {false}}})},
          0.001,
          [](const Json& fields) -> Made {
            return std::make_unique<Adam>(AdamSettings{fields["beta_1"].get<double>(),
                                                       fields["beta_2"].get<double>(),
                                                       fields["epsilon"].get<double>()});
          }};
}

OptimizerRow sgd() {
  return {{.kind = "sgd",
           .keras = "SGD",
           .help = "Steps straight down the gradient; with momentum, steps add up.",
           .fields = {number("momentum", 0.0, 0.999, 0.0, "the share of each step that goes on"),
                      truth("nesterov", false, "looks ahead to where the momentum leads")},
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
  static const std::vector<OptimizerRow> rows = {adam(), sgd()};
  return rows;
}

}  // namespace cnnlab
