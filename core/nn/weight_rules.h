// What is said of one weight of a layer beside its shape: how it begins, what large values cost,
// and what holds it after each update. Any weight of any layer can have it.
#pragma once

#include <optional>
#include <string>

#include "core/nn/initializers.h"
#include "core/nn/layer.h"

namespace cnnlab {

struct WeightRule {
  std::string weight;                   // kernel
  Initializer initializer = {};         // none: as the layer begins it
  std::optional<std::uint64_t> seed{};  // of the initializer alone, whatever the run's
  Regularizer regularizer{};
  Constraint constraint{};
};

/// Gives the layer's weight of that name what the rule says. `random` is the layer's.
void apply_rule(const WeightRule& rule, Layer& layer, const Random& random);

/// Keras's regularizer of a parameter: l1 * sum(|w|) + l2 * sum(w^2), a part of the loss.
double penalty(const Parameter& parameter);

/// Adds the penalty's gradient to the parameter's: l1 * sign(w) + 2 * l2 * w.
void add_penalty_gradient(Parameter& parameter);

/// Holds the parameter to its constraint, as Keras does after each update.
void constrain(Parameter& parameter);

}  // namespace cnnlab
