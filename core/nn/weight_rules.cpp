#include "core/nn/weight_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace cnnlab {
namespace {

// Keras's own, so that no weight is divided by zero.
constexpr double kEpsilon = 1e-7;

constexpr std::size_t kMostAxes = 4;

// Apart from what layers draw from their own random numbers.
constexpr std::uint64_t kOfRules = 0x1000;

/// Some of a tensor's axes, for going through their cells. Nothing here allocates: a constraint
/// runs where a step counts already.
class Axes {
 public:
  void add(std::size_t size, std::size_t stride) {
    sizes_[count_] = size;
    strides_[count_++] = stride;
    cells_ *= size;
  }
  std::size_t cells() const { return cells_; }

  /// Where cell `i` of them lies in the tensor.
  std::size_t offset(std::size_t i) const {
    std::size_t offset = 0;
    for (std::size_t axis = count_; axis-- > 0; i /= sizes_[axis]) {
      offset += i % sizes_[axis] * strides_[axis];
    }
    return offset;
  }

 private:
  std::array<std::size_t, kMostAxes> sizes_{};
  std::array<std::size_t, kMostAxes> strides_{};
  std::size_t count_ = 0;
  std::size_t cells_ = 1;
};

double wanted_norm(const Constraint& constraint, double norm) {
  if (constraint.kind == Constraint::kUnitNorm) return 1.0;
  const double within = std::min(std::max(norm, constraint.minimum), constraint.maximum);
  return constraint.rate * within + (1.0 - constraint.rate) * norm;
}

void hold_norms(const Constraint& constraint, Tensor& weights) {
  const auto& shape = weights.shape();
  Axes along, apart;
  std::size_t stride = 1;
  for (std::size_t axis = shape.size(); axis-- > 0; stride *= shape[axis]) {
    const auto& axes = constraint.axes;
    const bool runs = std::find(axes.begin(), axes.end(), axis) != axes.end();
    (runs ? along : apart).add(shape[axis], stride);
  }
  for (std::size_t line = 0; line < apart.cells(); ++line) {
    float* first = weights.data() + apart.offset(line);
    double squares = 0.0;
    for (std::size_t i = 0; i < along.cells(); ++i) {
      const double weight = first[along.offset(i)];
      squares += weight * weight;
    }
    const double norm = std::sqrt(squares);
    const double factor = wanted_norm(constraint, norm) / (kEpsilon + norm);
    for (std::size_t i = 0; i < along.cells(); ++i) {
      float& weight = first[along.offset(i)];
      weight = static_cast<float>(weight * factor);
    }
  }
}

}  // namespace

void apply_rule(const WeightRule& rule, Layer& layer, const Random& random) {
  const std::vector<Parameter*> parameters = layer.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    Parameter& parameter = *parameters[i];
    if (parameter.name != rule.weight) continue;
    if (rule.initializer) {
      const Random own = rule.seed ? Random(*rule.seed) : random;
      const Shape shape(parameter.value.shape().begin(), parameter.value.shape().end());
      parameter.value = rule.initializer(shape, own.fork(kOfRules + i));
    }
    parameter.regularizer = rule.regularizer;
    parameter.constraint = rule.constraint;
  }
}

double penalty(const Parameter& parameter) {
  const auto [l1, l2] = parameter.regularizer;
  if (l1 == 0.0 && l2 == 0.0) return 0.0;
  double sizes = 0.0, squares = 0.0;
  for (const double weight : parameter.value) {
    sizes += std::abs(weight);
    squares += weight * weight;
  }
  return l1 * sizes + l2 * squares;
}

void add_penalty_gradient(Parameter& parameter) {
  const auto [l1, l2] = parameter.regularizer;
  if (l1 == 0.0 && l2 == 0.0) return;
  const auto slope = static_cast<float>(l1), twice = static_cast<float>(2.0 * l2);
  const float* w = parameter.value.data();
  float* g = parameter.gradient.data();
  for (std::size_t i = 0; i < parameter.value.size(); ++i) {
    const float sign = static_cast<float>((w[i] > 0.0f) - (w[i] < 0.0f));
    g[i] += slope * sign + twice * w[i];
  }
}

void constrain(Parameter& parameter) {
  const Constraint& constraint = parameter.constraint;
  switch (constraint.kind) {
    case Constraint::kNone:
      return;
    case Constraint::kNonNegative:
      for (float& weight : parameter.value) weight = std::max(weight, 0.0f);
      return;
    case Constraint::kNorm:
    case Constraint::kUnitNorm:
      return hold_norms(constraint, parameter.value);
  }
}

}  // namespace cnnlab
