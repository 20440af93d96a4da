// How a weight begins, what it costs and what holds it: Keras's initializers, regularizers and
// constraints as rows, and the fields of layers whose values they are.
#pragma once

#include <vector>

#include "core/model/row.h"
#include "core/nn/weight_rules.h"

namespace cnnlab {

struct InitializerRow : Row {
  Initializer (*make)(const Json& fields);
};
struct RegularizerRow : Row {
  Regularizer (*make)(const Json& fields);
};
struct ConstraintRow : Row {
  Constraint (*make)(const Json& fields);
};

const std::vector<InitializerRow>& initializer_rows();
const std::vector<RegularizerRow>& regularizer_rows();
const std::vector<ConstraintRow>& constraint_rows();

/// A weight as a layer's row tells of it.
struct NamedWeight {
  const char* argument;     // what Keras's arguments call it: depthwise, of depthwise_initializer
  const char* weight;       // its own name: depthwise_kernel
  std::size_t axes;         // how many its shape has
  const char* initializer;  // the usual one: glorot_uniform
};

/// The fields of these weights: first the initializers, then the regularizers, then the
/// constraints.
std::vector<Field> weight_fields(const std::vector<NamedWeight>& weights);

/// What checked fields say of the layer's weights; nothing where all is as usual.
std::vector<WeightRule> weight_rules(const std::vector<Field>& fields, const Json& values);

}  // namespace cnnlab
