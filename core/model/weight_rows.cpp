#include "core/model/weight_rows.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace cnnlab {
namespace {

Json only_none() { return Json::array({nullptr}); }

double number_of(const Json& fields, const char* name) { return fields[name].get<double>(); }

// Initializers ---------------------------------------------------------------------------------

Field seed_field() {
  return integer("seed", 0, 4294967295.0, nullptr,
                 "the same values in every run; those of the run's own seed if not given")
      .or_none();
}

std::vector<Field> with_seed(std::vector<Field> fields = {}) {
  fields.push_back(seed_field());
  return fields;
}

/// Glorot's, He's and LeCun's, which are VarianceScaling with given numbers.
template <int kScale, FanMode kMode, Distribution kDistribution>
InitializerRow scaled(const char* kind, const char* keras, const char* help) {
  return {{.kind = kind,
           .keras = keras,
           .help = help,
           .fields = with_seed(),
           .arguments = {"seed", "input_axes", "output_axes"},
           .fixed = {{"input_axes", only_none()}, {"output_axes", only_none()}}},
          [](const Json&) { return variance_scaling(kScale, kMode, kDistribution); }};
}

template <int kValue>
InitializerRow all(const char* kind, const char* keras, const char* help) {
  return {{.kind = kind, .keras = keras, .help = help},
          [](const Json&) { return constant_values(kValue); }};
}

// Larger numbers are no beginning for anything.
constexpr double kLargestWeight = 1000.0;

Field value_field(const char* name, double fallback, const char* help) {
  return number(name, -kLargestWeight, kLargestWeight, fallback, help);
}

Field stddev_field() {
  return number("stddev", 0.0, kLargestWeight, 0.05, "the standard deviation");
}

InitializerRow random_normal_row() {
  return {{.kind = "random_normal",
           .keras = "RandomNormal",
           .help = "Of a normal distribution.",
           .fields = with_seed({value_field("mean", 0.0, "the mean"), stddev_field()}),
           .arguments = {"mean", "stddev", "seed"}},
          [](const Json& fields) {
            return random_normal(number_of(fields, "mean"), number_of(fields, "stddev"));
          }};
}

InitializerRow truncated_normal_row() {
  return {{.kind = "truncated_normal",
           .keras = "TruncatedNormal",
           .help = "Of a normal distribution, without what is two deviations or more away.",
           .fields = with_seed({value_field("mean", 0.0, "the mean"), stddev_field()}),
           .arguments = {"mean", "stddev", "seed"}},
          [](const Json& fields) {
            return truncated_normal(number_of(fields, "mean"), number_of(fields, "stddev"));
          }};
}

InitializerRow random_uniform_row() {
  return {{.kind = "random_uniform",
           .keras = "RandomUniform",
           .help = "Evenly spread between two numbers.",
           .fields = with_seed({value_field("minval", -0.05, "the least"),
                                value_field("maxval", 0.05, "the most")}),
           .arguments = {"minval", "maxval", "seed"}},
          [](const Json& fields) {
            return random_uniform(number_of(fields, "minval"), number_of(fields, "maxval"));
          }};
}

InitializerRow variance_scaling_row() {
  return {{.kind = "variance_scaling",
           .keras = "VarianceScaling",
           .help = "Spread so that numbers keep their size from layer to layer.",
           .fields = with_seed(
               {number("scale", 1e-6, kLargestWeight, 1.0, "the variance times the fan"),
                choice("mode", {"fan_in", "fan_out", "fan_avg"}, "fan_in",
                       "the fan: how many inputs, how many outputs, or the mean of both"),
                choice("distribution", {"truncated_normal", "untruncated_normal", "uniform"},
                       "truncated_normal", "how the values are spread")
                    .also_called({{"normal", "truncated_normal"}})}),
           .arguments = {"scale", "mode", "distribution", "seed", "input_axes", "output_axes"},
           .fixed = {{"input_axes", only_none()}, {"output_axes", only_none()}}},
          [](const Json& fields) {
            const Json& fan = fields["mode"];
            const Json& spread = fields["distribution"];
            return variance_scaling(number_of(fields, "scale"),
                                    is_text(fan, "fan_in")    ? FanMode::kIn
                                    : is_text(fan, "fan_out") ? FanMode::kOut
                                                              : FanMode::kAverage,
                                    is_text(spread, "uniform") ? Distribution::kUniform
                                    : is_text(spread, "untruncated_normal")
                                        ? Distribution::kNormal
                                        : Distribution::kTruncatedNormal);
          }};
}

InitializerRow orthogonal_row() {
  return {{.kind = "orthogonal",
           .keras = "Orthogonal",
           .help = "Directions at right angles to each other.",
           .fields = with_seed({value_field("gain", 1.0, "the length of each")}),
           .arguments = {"gain", "seed"}},
          [](const Json& fields) { return orthogonal(number_of(fields, "gain")); }};
}

InitializerRow constant_row() {
  return {{.kind = "constant",
           .keras = "Constant",
           .help = "All the same.",
           .fields = {value_field("value", 0.0, "the value")},
           .arguments = {"value"}},
          [](const Json& fields) { return constant_values(number_of(fields, "value")); }};
}

// Regularizers ---------------------------------------------------------------------------------

Field factor_field(const char* name, double fallback, const char* help) {
  return number(name, 0.0, 10.0, fallback, help);
}

constexpr const char* kOfSizes = "the factor of the sizes of all weights";
constexpr const char* kOfSquares = "the factor of the squares of all weights";

double factor_of(const Json& fields, const char* name) {
  return fields.contains(name) ? fields[name].get<double>() : 0.0;
}

RegularizerRow regularizer(const char* kind, const char* keras, const char* help,
                           std::vector<Field> fields) {
  std::vector<std::string> arguments;
  for (const Field& field : fields) arguments.push_back(field.name);
  return {{.kind = kind,
           .keras = keras,
           .help = help,
           .fields = std::move(fields),
           .arguments = std::move(arguments)},
          [](const Json& given) {
            return Regularizer{factor_of(given, "l1"), factor_of(given, "l2")};
          }};
}

// Constraints ----------------------------------------------------------------------------------

Field axis_field() {
  return whole_numbers("axis", -4, 3, Json::array({0}),
                       "the axes that a norm runs along: 0, 1, 2 for each filter of a Conv2D", 1,
                       4);
}

Constraint norm_of(const Json& fields, Constraint::Kind kind) {
  Constraint constraint{.kind = kind, .minimum = factor_of(fields, "min_value")};
  constraint.maximum = factor_of(fields, "max_value");
  if (fields.contains("rate")) constraint.rate = number_of(fields, "rate");
  constraint.axes = fields["axis"].get<std::vector<std::size_t>>();
  return constraint;
}

Field norm_field(const char* name, double fallback, const char* help) {
  return number(name, 0.0, kLargestWeight, fallback, help);
}

ConstraintRow max_norm() {
  return {{.kind = "max_norm",
           .keras = "MaxNorm",
           .help = "Scales the weights down to a largest norm.",
           .fields = {norm_field("max_value", 2.0, "the largest norm"), axis_field()},
           .arguments = {"max_value", "axis"}},
          [](const Json& fields) { return norm_of(fields, Constraint::kNorm); }};
}

ConstraintRow min_max_norm() {
  return {{.kind = "min_max_norm",
           .keras = "MinMaxNorm",
           .help = "Scales the weights to a norm between two.",
           .fields = {norm_field("min_value", 0.0, "the least norm"),
                      norm_field("max_value", 1.0, "the largest norm"),
                      number("rate", 0.0, 1.0, 1.0, "the share of the way that a step goes"),
                      axis_field()},
           .arguments = {"min_value", "max_value", "rate", "axis"}},
          [](const Json& fields) { return norm_of(fields, Constraint::kNorm); }};
}

ConstraintRow unit_norm() {
  return {{.kind = "unit_norm",
           .keras = "UnitNorm",
           .help = "Scales the weights to a norm of 1.",
           .fields = {axis_field()},
           .arguments = {"axis"}},
          [](const Json& fields) { return norm_of(fields, Constraint::kUnitNorm); }};
}

ConstraintRow non_neg() {
  return {{.kind = "non_neg", .keras = "NonNeg", .help = "Sets negative weights to zero."},
          [](const Json&) { return Constraint{.kind = Constraint::kNonNegative}; }};
}

// Fields ---------------------------------------------------------------------------------------

/// The rows that fit a weight of so many axes, with their own axes held to them.
template <typename OneRow>
std::vector<OneRow> rows_for(const std::vector<OneRow>& rows, std::size_t count) {
  std::vector<OneRow> fitting;
  for (const OneRow& row : rows) {
    if (row.kind == "orthogonal" && count < 2) continue;
    fitting.push_back(row);
    for (Field& field : fitting.back().fields) {
      if (field.name != "axis") continue;
      field.minimum = -double(count);
      field.maximum = double(count) - 1.0;
      field.most_count = count;
    }
  }
  return fitting;
}

/// Axes in order, those that count from the end as from the beginning.
void sort_axes(Json& spec, std::size_t count) {
  if (!spec.contains("axis")) return;
  std::set<std::int64_t> axes;
  for (const Json& axis : spec["axis"]) {
    const auto at = axis.get<std::int64_t>();
    axes.insert(at < 0 ? at + static_cast<std::int64_t>(count) : at);
  }
  spec["axis"] = axes;
}

/// Of a field within there is no fix: one sets a layer's own field.
template <typename OneRow>
Json checked_value(const std::vector<OneRow>& rows, const Field& field, const Json& value) {
  try {
    Json spec = checked_spec(field.name, ErrorCode::kBadModel, rows_for(rows, field.axes), value);
    sort_axes(spec, field.axes);
    return spec;
  } catch (const Error& error) {
    throw error.at(error.where(), std::nullopt);
  }
}

Field of_weight(const NamedWeight& weight, const char* what, Json fallback, const char* help) {
  Field field;
  field.name = sentence(weight.argument, "_", what);
  field.type = FieldType::kSpec;
  field.minimum = field.maximum = 0.0;
  field.fallback = std::move(fallback);
  field.help = help;
  field.optional = field.fallback.is_null();
  field.rows = sentence(what, "s");
  field.weight = weight.weight;
  field.axes = weight.axes;
  field.rare = true;
  return field;
}

}  // namespace

const std::vector<InitializerRow>& initializer_rows() {
  using enum FanMode;
  using enum Distribution;
  static const std::vector<InitializerRow> rows = {
      scaled<1, kAverage, kUniform>(
          "glorot_uniform", "GlorotUniform",
          "Evenly spread about 0, within a bound that falls with the layer's width."),
      scaled<1, kAverage, kTruncatedNormal>("glorot_normal", "GlorotNormal",
                                            "The same, of a normal distribution."),
      scaled<2, kIn, kUniform>("he_uniform", "HeUniform",
                               "Evenly spread, wider: for layers with relu."),
      scaled<2, kIn, kTruncatedNormal>("he_normal", "HeNormal",
                                       "Of a normal distribution: for layers with relu."),
      scaled<1, kIn, kUniform>("lecun_uniform", "LecunUniform",
                               "Evenly spread, by the number of inputs alone."),
      scaled<1, kIn, kTruncatedNormal>("lecun_normal", "LecunNormal",
                                       "Of a normal distribution: for layers with selu."),
      random_normal_row(),
      random_uniform_row(),
      truncated_normal_row(),
      variance_scaling_row(),
      orthogonal_row(),
      all<0>("zeros", "Zeros", "All zero."),
      all<1>("ones", "Ones", "All one."),
      constant_row()};
  return rows;
}

const std::vector<RegularizerRow>& regularizer_rows() {
  static const std::vector<RegularizerRow> rows = {
      regularizer("l1", "L1", "Each weight costs its size: many become zero.",
                  {factor_field("l1", 0.01, kOfSizes)}),
      regularizer("l2", "L2", "Each weight costs its square: large ones shrink.",
                  {factor_field("l2", 0.01, kOfSquares)}),
      regularizer("l1_l2", "L1L2", "Both costs together.",
                  {factor_field("l1", 0.0, kOfSizes), factor_field("l2", 0.0, kOfSquares)})};
  return rows;
}

const std::vector<ConstraintRow>& constraint_rows() {
  static const std::vector<ConstraintRow> rows = {max_norm(), min_max_norm(), unit_norm(),
                                                  non_neg()};
  return rows;
}

std::vector<Field> weight_fields(const std::vector<NamedWeight>& weights) {
  std::vector<Field> fields;
  for (const NamedWeight& weight : weights) {
    fields.push_back(of_weight(weight, "initializer", {{"kind", weight.initializer}},
                               "what these weights begin with"));
    fields.back().check = [](const Field& field, const Json& value) {
      return checked_value(initializer_rows(), field, value);
    };
  }
  for (const NamedWeight& weight : weights) {
    fields.push_back(
        of_weight(weight, "regularizer", nullptr, "what large weights cost, as part of the loss"));
    fields.back().check = [](const Field& field, const Json& value) {
      return checked_value(regularizer_rows(), field, value);
    };
  }
  for (const NamedWeight& weight : weights) {
    fields.push_back(
        of_weight(weight, "constraint", nullptr, "what these weights are held to after each step"));
    fields.back().check = [](const Field& field, const Json& value) {
      return checked_value(constraint_rows(), field, value);
    };
  }
  return fields;
}

std::vector<WeightRule> weight_rules(const std::vector<Field>& fields, const Json& values) {
  std::vector<WeightRule> rules;
  for (const Field& field : fields) {
    if (field.type != FieldType::kSpec || !values.contains(field.name)) continue;
    const Json& spec = values[field.name];
    if (spec == field.fallback) continue;
    WeightRule* rule = nullptr;
    for (WeightRule& one : rules) {
      if (one.weight == field.weight) rule = &one;
    }
    if (rule == nullptr) rule = &rules.emplace_back(WeightRule{field.weight});
    if (field.rows == "initializers") {
      rule->initializer = find_row(initializer_rows(), spec["kind"])->make(spec);
      if (spec.contains("seed")) rule->seed = spec["seed"].get<std::uint64_t>();
    }
    if (field.rows == "regularizers") {
      rule->regularizer = find_row(regularizer_rows(), spec["kind"])->make(spec);
    }
    if (field.rows == "constraints") {
      rule->constraint = find_row(constraint_rows(), spec["kind"])->make(spec);
    }
  }
  return rules;
}

}  // namespace cnnlab
