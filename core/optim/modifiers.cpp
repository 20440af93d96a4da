#include "core/optim/modifiers.h"

#include <algorithm>
#include <cmath>

namespace cnnlab {
namespace {

double squares(const Tensor& tensor) {
  double sum = 0.0;
  for (const double value : tensor) sum += value * value;
  return sum;
}

void scale(Tensor& tensor, double factor) {
  const auto by = static_cast<float>(factor);
  for (float& value : tensor) value *= by;
}

template <typename Body>
void for_each_trainable(const std::vector<Parameter*>& parameters, const Body& body) {
  for (Parameter* parameter : parameters) {
    if (parameter->trainable) body(*parameter);
  }
}

}  // namespace

void modify(const Modifiers& modifiers, const std::vector<Parameter*>& parameters,
            double learning_rate) {
  const auto [clipnorm, clipvalue, global_clipnorm, weight_decay] = modifiers;
  if (clipnorm > 0.0) {
    for_each_trainable(parameters, [most = clipnorm](Parameter& parameter) {
      const double norm = std::sqrt(squares(parameter.gradient));
      if (norm > most) scale(parameter.gradient, most / norm);
    });
  }
  if (global_clipnorm > 0.0) {
    double sum = 0.0;
    for_each_trainable(parameters,
                       [&](Parameter& parameter) { sum += squares(parameter.gradient); });
    const double factor = modifiers.global_clipnorm / std::sqrt(sum);
    if (factor < 1.0) {
      for_each_trainable(parameters,
                         [&](Parameter& parameter) { scale(parameter.gradient, factor); });
    }
  }
  if (clipvalue > 0.0) {
    for_each_trainable(parameters, [most = static_cast<float>(clipvalue)](Parameter& parameter) {
      for (float& value : parameter.gradient) value = std::min(std::max(value, -most), most);
    });
  }
  if (weight_decay > 0.0) {
    const double kept = 1.0 - weight_decay * learning_rate;
    for_each_trainable(parameters, [&](Parameter& parameter) { scale(parameter.value, kept); });
  }
}

}  // namespace cnnlab
