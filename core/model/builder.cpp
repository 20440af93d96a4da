#include "core/model/builder.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <map>
#include <sstream>
#include <utility>

#include "core/model/catalog.h"

namespace cnnlab {
namespace {

std::string layer_path(std::size_t layer) { return sentence("layers[", layer, "]"); }

/// conv2d, conv2d_1, conv2d_2 …
std::string automatic_name(const std::string& kind, std::map<std::string, int>& seen) {
  const int number = seen[kind]++;
  return number == 0 ? kind : sentence(kind, "_", number);
}

/// The same error with its layer in the path and in the fix.
Error of_layer(const Error& error, std::size_t layer) {
  std::optional<Fix> fix = error.fix();
  if (fix) fix->layer = layer;
  const Error placed = error.within(layer_path(layer));
  return placed.at(placed.where(), std::move(fix));
}

Error with_fix(Problem problem, const std::string& where, Facts facts,
               std::optional<Fix> fix = std::nullopt) {
  return Error(ErrorCode::kBadModel, problem, where, std::move(facts), std::move(fix));
}

Fix set_field(std::size_t layer, const char* field, Value value) {
  return {.action = Fix::Action::kSet, .layer = layer, .fields = {{field, std::move(value)}}};
}

Fix remove_layer(std::size_t layer) { return {.action = Fix::Action::kRemove, .layer = layer}; }

Fix move_layer(std::size_t layer, std::size_t to) {
  return {.action = Fix::Action::kMove, .layer = layer, .to = to};
}

std::string keras_name(const LayerSpec& layer) { return find_entry(layer.kind)->keras; }

/// A layer's place as people count.
double place_of(std::size_t layer) { return static_cast<double>(layer + 1); }

/// What a field that does not fit its layer's input had better be; nothing where nothing is sure
/// to.
std::optional<Fact> fitting_value(const Error& error, const LayerSpec& layer) {
  switch (error.problem()) {
    case Problem::kDilatedStrides:
      return Fact("dilation_rate", 1);
    case Problem::kGroupsDoNotDivide:
      return Fact("groups", 1);
    case Problem::kGroupsNotOfChannels:
      return Fact("groups", -1);
    case Problem::kWrongTargetShape:
      return Fact("target_shape", -1);
    case Problem::kChannelsDiffer:
      return Fact(error.where() == "mean" ? "mean" : "variance",
                  layer.fields[error.where()][0].get<double>());
    default:
      return std::nullopt;
  }
}

/// Shape problems that one press can fix. `first_flat` is the first layer whose output is no
/// picture.
Error shape_problem(const Error& error, const LayerSpec& layer, std::size_t index,
                    std::size_t first_flat) {
  if (layer.kind == "dense") {
    return error.at(layer_path(index),
                    Fix{.action = Fix::Action::kInsert, .layer = index, .kind = "flatten"});
  }
  if (const std::optional<Fact> better = fitting_value(error, layer)) {
    return of_layer(error.at(error.where(), Fix{.action = Fix::Action::kSet, .fields = {*better}}),
                    index);
  }
  if (error.where() == "pool_size" || error.where() == "kernel_size") {
    return error.at(layer_path(index) + "." + error.where(), remove_layer(index));
  }
  if (error.problem() == Problem::kNeedsPictures &&
      first_flat < index) {  // it needs a picture, and where it stands there is none left
    if (layer.kind.rfind("global_", 0) == 0) {
      return error.at(layer_path(index), remove_layer(index));
    }
    return error.at(layer_path(index), move_layer(index, first_flat));
  }
  return of_layer(error, index);
}

bool augments(const LayerSpec& layer) {
  const CatalogEntry* entry = find_entry(layer.kind);
  return entry != nullptr && entry->augments();
}

/// Augmentation shows the first layer other pictures; further down it would change numbers that the
/// layers above have learned to give.
Error misplaced(const LayerSpec& layer, std::size_t index, std::size_t to) {
  return with_fix(
      Problem::kMisplacedAugmentation, layer_path(index),
      {{"layer", keras_name(layer)}, {"place", place_of(index)}, {"wanted", place_of(to)}},
      move_layer(index, to));
}

/// The layer's input where RandomCrop no longer crops: `later` becomes its output. Weights are of
/// one size, so the layer has to have as many for both.
std::optional<Error> after_crops(const Layer& layer, const Shape& input, Shape& later) {
  if (later == input) {
    later = layer.inference_shape(later);
    return std::nullopt;
  }
  const Error refused(ErrorCode::kBadModel, Problem::kCropsInTrainingOnly, "",
                      {{"input", axes_of(input)}, {"later", axes_of(later)}});
  try {
    if (layer.parameter_count(later) != layer.parameter_count(input)) return refused;
    later = layer.inference_shape(later);
    return std::nullopt;
  } catch (const Error&) {
    return refused;
  }
}

bool ends_in_softmax(const LayerSpec& layer) {
  if (layer.kind != "dense" && layer.kind != "activation") return false;
  const auto activation = layer.fields.find("activation");
  return activation != layer.fields.end() && is_text(*activation, "softmax");
}

/// What keeps a well-formed stack from being a classifier of so many classes.
std::optional<Error> ending_problem(const ModelSpec& model, const Shape& output,
                                    std::size_t classes) {
  const Fix append{.action = Fix::Action::kAppend,
                   .kind = "dense",
                   .fields = {{"units", classes}, {"activation", "softmax"}}};
  if (model.layers.empty()) {
    return with_fix(Problem::kNoLayers, "layers", {{"classes", classes}});
  }
  const std::size_t last = model.layers.size() - 1;
  const LayerSpec& layer = model.layers[last];
  if (ends_in_softmax(layer)) {
    if (output == Shape{classes}) return std::nullopt;
    if (layer.kind == "dense") {
      return with_fix(Problem::kUnitsNotClasses, layer_path(last) + ".units",
                      {{"output", axes_of(output)}, {"classes", classes}},
                      set_field(last, "units", static_cast<double>(classes)));
    }
    return with_fix(Problem::kSoftmaxNotClasses, layer_path(last),
                    {{"output", axes_of(output)}, {"classes", classes}});
  }
  if (output == Shape{classes} && last > 0 && ends_in_softmax(model.layers[last - 1])) {
    return with_fix(Problem::kAfterSoftmax, layer_path(last),
                    {{"place", place_of(last)}, {"layer", keras_name(layer)}}, remove_layer(last));
  }
  if (output == Shape{classes} && layer.kind == "dense") {
    return with_fix(Problem::kNoSoftmax, layer_path(last) + ".activation", {},
                    set_field(last, "activation", "softmax"));
  }
  return with_fix(Problem::kWrongEnding, layer_path(last),
                  {{"layer", keras_name(layer)}, {"output", axes_of(output)}, {"classes", classes}},
                  append);
}

}  // namespace

ModelSummary summarize(const ModelSpec& model, const DataSpec& data) {
  ModelSummary summary;
  std::map<std::string, int> seen;
  std::optional<Shape> shape = data.picture_shape();
  Shape later = data.picture_shape();  // the same at inference
  std::size_t first_flat = model.layers.size();
  std::size_t leading = 0;  // augmentation layers before the first of another kind
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const LayerSpec& spec = model.layers[i];
    LayerSummary row;
    row.kind = spec.kind;
    row.name = automatic_name(spec.kind, seen);
    std::unique_ptr<Layer> layer;
    try {
      layer = make_layer(spec);
    } catch (const Error& error) {
      row.problem = of_layer(error, i);
    }
    if (augments(spec)) {
      if (i == leading) {
        ++leading;
      } else if (layer) {
        row.problem = misplaced(spec, i, leading);
      }
    }
    if (layer && shape && !row.problem) {
      try {
        row.output_shape = layer->output_shape(*shape);
        row.parameters = layer->parameter_count(*shape);
        row.multiply_adds = layer->multiply_adds(*shape);
        if (std::optional<Error> problem = after_crops(*layer, *shape, later)) {
          row.problem = of_layer(*problem, i);
          later = *row.output_shape;  // one sentence is enough
        }
        row.inference_shape = later;
      } catch (const Error& error) {
        row.problem = shape_problem(error, spec, i, first_flat);
      }
    }
    shape = row.output_shape;
    if (shape && shape->size() == 1) first_flat = std::min(first_flat, i);
    summary.total_parameters += row.parameters;
    summary.multiply_adds += row.multiply_adds;
    if (row.problem) summary.problems.push_back(*row.problem);
    summary.layers.push_back(std::move(row));
  }
  if (summary.problems.empty()) {
    const std::optional<Error> problem =
        ending_problem(model, shape.value_or(Shape{}), data.classes);
    if (problem) {
      summary.problems.push_back(*problem);
      if (!summary.layers.empty()) summary.layers.back().problem = problem;
    }
  }
  return summary;
}

std::unique_ptr<Sequential> build_network(const ModelSpec& model, bool exact_convolution,
                                          const DataSpec& data) {
  const ModelSummary summary = summarize(model, data);
  if (!summary.problems.empty()) throw summary.problems.front();
  std::vector<NamedLayer> layers;
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    LayerSpec spec = model.layers[i];
    if (i + 1 == model.layers.size()) spec.fields["activation"] = "linear";
    layers.push_back({summary.layers[i].name, make_layer(spec), weight_rules(spec)});
  }
  return std::make_unique<Sequential>(std::move(layers), data.picture_shape(), exact_convolution);
}

std::unique_ptr<Sequential> build_augmentation(const ModelSpec& model, const DataSpec& data) {
  std::vector<NamedLayer> layers;
  for (std::size_t i = 0; i < model.layers.size() && augments(model.layers[i]); ++i) {
    try {
      layers.push_back({model.layers[i].kind, make_layer(model.layers[i])});
    } catch (const Error& error) {
      throw of_layer(error, i);
    }
  }
  return std::make_unique<Sequential>(std::move(layers), data.picture_shape());
}

namespace {

Json value_to_json(const Value& value) {
  const double* number = std::get_if<double>(&value);
  // 10, not 10.0.
  if (number != nullptr && std::floor(*number) == *number && std::abs(*number) < 1e15) {
    return static_cast<std::int64_t>(*number);
  }
  return std::visit([](const auto& it) { return Json(it); }, value);
}

Json facts_to_json(const Facts& facts) {
  Json json = Json::object();
  for (const Fact& fact : facts) json[fact.name] = value_to_json(fact.value);
  return json;
}

}  // namespace

Json fix_to_json(const Fix& fix) {
  Json json = facts_to_json(members(fix));
  if (fix.action == Fix::Action::kAppend) json["fields"] = facts_to_json(fix.fields);
  return json;
}

Json fault_to_json(const Error& error) {
  Json fault = {{"code", to_string(error.code())},
                {"problem", to_string(error.problem())},
                {"where", error.where()},
                {"facts", facts_to_json(error.facts())},
                {"message", error.what()}};
  if (error.fix()) fault["fix"] = fix_to_json(*error.fix());
  return fault;
}

Json summary_to_json(const ModelSummary& summary) {
  Json layers = Json::array();
  for (const LayerSummary& row : summary.layers) {
    Json shape = nullptr;
    if (row.output_shape) {
      shape = Json::array();
      for (const std::size_t axis : *row.output_shape) shape.push_back(axis);
    }
    layers.push_back({{"kind", row.kind},
                      {"name", row.name},
                      {"output_shape", std::move(shape)},
                      {"parameters", row.parameters},
                      {"multiply_adds", row.multiply_adds},
                      {"problem", row.problem ? fault_to_json(*row.problem) : Json(nullptr)}});
    if (row.output_shape && row.inference_shape != *row.output_shape) {
      layers.back()["inference_shape"] = axes_of(row.inference_shape);
    }
  }
  Json problems = Json::array();
  for (const Error& problem : summary.problems) problems.push_back(fault_to_json(problem));
  return {{"layers", std::move(layers)},
          {"total_parameters", summary.total_parameters},
          {"multiply_adds", summary.multiply_adds},
          {"problems", std::move(problems)}};
}

namespace {

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string keras_shape(const Shape& shape) {
  std::ostringstream out;
  out << "(None";
  for (const std::size_t axis : shape) out << ", " << axis;
  out << ")";
  return out.str();
}

}  // namespace

std::string summary_to_text(const ModelSpec& model) {
  const ModelSummary summary = summarize(model);
  if (!summary.problems.empty()) throw summary.problems.front();
  std::ostringstream out;
  out << "Model: \"" << model.name << "\"\n" << std::left;
  out << std::setw(40) << "Layer (type)" << std::setw(26) << "Output Shape"
      << "Param #\n";
  for (const LayerSummary& row : summary.layers) {
    out << std::setw(40) << row.name + " (" + find_entry(row.kind)->keras + ")" << std::setw(26)
        << keras_shape(*row.output_shape) << with_thousands(row.parameters) << "\n";
  }
  out << "Total params: " << with_thousands(summary.total_parameters) << "\n";
  return out.str();
}

}  // namespace cnnlab
