#include "core/model/catalog.h"

#include <utility>

#include "core/nn/activation.h"
#include "core/nn/augmentation_layers.h"
#include "core/nn/batch_normalization.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/dropout_layer.h"
#include "core/nn/flatten.h"
#include "core/nn/pooling2d.h"

namespace cnnlab {
namespace {

Field integer(const char* name, int minimum, int maximum, Json fallback, const char* help) {
  return {name, FieldType::kInteger, double(minimum), double(maximum), {}, std::move(fallback),
          help};
}
Field number(const char* name, double minimum, double maximum, Json fallback, const char* help) {
  return {name, FieldType::kNumber, minimum, maximum, {}, std::move(fallback), help};
}
Field pair(const char* name, int minimum, int maximum, Json fallback, const char* help) {
  return {name, FieldType::kPair, double(minimum), double(maximum), {}, std::move(fallback), help};
}
Field choice(const char* name, std::vector<std::string> choices, Json fallback, const char* help) {
  return {name, FieldType::kChoice, 0, 0, std::move(choices), std::move(fallback), help};
}

Field padding_field() {
  return choice("padding", {"valid", "same"}, "valid",
                "same pads the edges with zeros so the picture keeps its size; valid does not");
}
Field activation_field() {
  return choice("activation", {"linear", "relu", "softmax"}, "linear",
                "what is done to each output: relu clips negatives to zero, softmax makes "
                "probabilities");
}
Field pool_size_field() {
  return pair("pool_size", 1, 32, {2, 2}, "height and width of the window");
}
Field pool_strides_field() {
  Field strides = pair("strides", 1, 32, nullptr,
                       "how far the window moves; as far as it is wide if not given");
  strides.default_from = "pool_size";
  return strides;
}

// A rate of one would switch everything off.
constexpr double kHighestRate = 0.95;

std::size_t count_of(const Json& fields, const char* name) {
  return fields[name].get<std::size_t>();
}
Pair pair_of(const Json& fields, const char* name) {
  return {fields[name][0].get<std::size_t>(), fields[name][1].get<std::size_t>()};
}
std::string text_of(const Json& fields, const char* name) {
  return fields[name].get<std::string>();
}

Pooling2DSettings pooling_settings(const Json& fields) {
  return {pair_of(fields, "pool_size"), pair_of(fields, "strides"),
          parse_padding(text_of(fields, "padding"))};
}

Field factor_field(const char* name, const char* help) {
  return number(name, 0.0, 1.0, nullptr, help);
}

/// The factors, and how a moved picture is read.
std::vector<Field> with_sampling(std::vector<Field> fields) {
  fields.push_back(
      choice("fill_mode", {"constant", "nearest", "reflect", "wrap"}, "reflect",
             "what fills the space that opens: one value, the edge, a mirror image, or "
             "the other side"));
  fields.push_back(choice("interpolation", {"nearest", "bilinear"}, "bilinear",
                          "a point between pixels takes the nearest one, or blends four"));
  fields.push_back(
      number("fill_value", 0.0, 1.0, 0.0, "the value of fill mode constant: 0 is black"));
  return fields;
}

Sampling sampling_of(const Json& fields) {
  Sampling sampling;
  const std::string fill_mode = text_of(fields, "fill_mode");
  if (fill_mode == "constant") sampling.fill_mode = FillMode::kConstant;
  if (fill_mode == "nearest") sampling.fill_mode = FillMode::kNearest;
  if (fill_mode == "wrap") sampling.fill_mode = FillMode::kWrap;
  if (text_of(fields, "interpolation") == "nearest")
    sampling.interpolation = Interpolation::kNearest;
  sampling.fill_value = fields["fill_value"].get<float>();
  return sampling;
}

FlipMode flip_mode_of(const Json& fields) {
  const std::string mode = text_of(fields, "mode");
  if (mode == "horizontal") return FlipMode::kHorizontal;
  return mode == "vertical" ? FlipMode::kVertical : FlipMode::kHorizontalAndVertical;
}

void append_augmentation(std::vector<CatalogEntry>& rows) {
  rows.push_back(
      {"random_flip",
       "RandomFlip",
       "Mirrors half of the training pictures, by chance.",
       {choice("mode", {"horizontal", "vertical", "horizontal_and_vertical"},
               "horizontal_and_vertical", "left to right, top to bottom, or both at once")},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<RandomFlip>(flip_mode_of(fields));
       },
       true});
  rows.push_back(
      {"random_translation", "RandomTranslation",
       "Shifts each training picture by a random distance.",
       with_sampling({factor_field("height_factor",
                                   "how far up or down at most, 0.1 for a tenth of the height"),
                      factor_field("width_factor",
                                   "how far left or right at most, 0.1 for a tenth of the width")}),
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<RandomTranslation>(fields["height_factor"].get<double>(),
                                                    fields["width_factor"].get<double>(),
                                                    sampling_of(fields));
       },
       true});
  rows.push_back(
      {"random_rotation", "RandomRotation", "Turns each training picture by a random angle.",
       with_sampling(
           {factor_field("factor", "how far either way at most, 0.1 for a tenth of a full turn")}),
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<RandomRotation>(fields["factor"].get<double>(),
                                                 sampling_of(fields));
       },
       true});
  Field width =
      factor_field("width_factor", "the same for the width; as much as the height if not given");
  width.optional = true;
  rows.push_back(
      {"random_zoom", "RandomZoom",
       "Zooms into or out of each training picture by a random amount.",
       with_sampling({factor_field("height_factor",
                                   "how much at most, 0.1 for a tenth more or less of the height"),
                      width}),
       [](const Json& fields) -> std::unique_ptr<Layer> {
         std::optional<double> width_factor;
         if (fields.contains("width_factor")) width_factor = fields["width_factor"].get<double>();
         return std::make_unique<RandomZoom>(fields["height_factor"].get<double>(), width_factor,
                                             sampling_of(fields));
       },
       true});
  rows.push_back({"random_contrast",
                  "RandomContrast",
                  "Makes each training picture paler or stronger by a random amount.",
                  {factor_field("factor", "how much at most, 0.2 for a fifth paler or stronger")},
                  [](const Json& fields) -> std::unique_ptr<Layer> {
                    return std::make_unique<RandomContrast>(fields["factor"].get<double>());
                  },
                  true,
                  {{"value_range", {0, 1}}}});
}

std::vector<CatalogEntry> make_catalog() {
  std::vector<CatalogEntry> rows;
  rows.push_back(
      {"conv2d",
       "Conv2D",
       "Slides small learned filters over the picture; each gives one channel.",
       {integer("filters", 1, 512, nullptr, "how many filters, so how many channels out"),
        pair("kernel_size", 1, 15, nullptr, "height and width of a filter"),
        pair("strides", 1, 8, {1, 1}, "how far the filter moves at each step"), padding_field(),
        activation_field()},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<Conv2D>(
             Conv2DSettings{count_of(fields, "filters"), pair_of(fields, "kernel_size"),
                            pair_of(fields, "strides"), parse_padding(text_of(fields, "padding")),
                            parse_activation(text_of(fields, "activation"))});
       }});
  rows.push_back(
      {"max_pooling2d",
       "MaxPooling2D",
       "Keeps the largest number of each window: a smaller picture, the strongest answers.",
       {pool_size_field(), pool_strides_field(), padding_field()},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<MaxPooling2D>(pooling_settings(fields));
       }});
  rows.push_back({"average_pooling2d",
                  "AveragePooling2D",
                  "Keeps the mean of each window.",
                  {pool_size_field(), pool_strides_field(), padding_field()},
                  [](const Json& fields) -> std::unique_ptr<Layer> {
                    return std::make_unique<AveragePooling2D>(pooling_settings(fields));
                  }});
  rows.push_back({"global_average_pooling2d",
                  "GlobalAveragePooling2D",
                  "The mean of each whole channel: pictures become a flat list.",
                  {},
                  [](const Json&) -> std::unique_ptr<Layer> {
                    return std::make_unique<GlobalAveragePooling2D>();
                  }});
  rows.push_back({"global_max_pooling2d",
                  "GlobalMaxPooling2D",
                  "The maximum of each whole channel: pictures become a flat list.",
                  {},
                  [](const Json&) -> std::unique_ptr<Layer> {
                    return std::make_unique<GlobalMaxPooling2D>();
                  }});
  rows.push_back(
      {"dropout",
       "Dropout",
       "Switches off a random share of the numbers in each training step.",
       {number("rate", 0.0, kHighestRate, nullptr, "the share switched off, 0.25 for 25%")},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<Dropout>(fields["rate"].get<float>());
       }});
  rows.push_back(
      {"spatial_dropout2d",
       "SpatialDropout2D",
       "Dropout of whole channels at a time.",
       {number("rate", 0.0, kHighestRate, nullptr, "the share switched off, 0.25 for 25%")},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<SpatialDropout2D>(fields["rate"].get<float>());
       }});
  rows.push_back(
      {"batch_normalization",
       "BatchNormalization",
       "Shifts and scales each channel to mean 0 and deviation 1 over the batch.",
       {number("momentum", 0.0, 1.0, 0.99, "how slowly the averages for inference follow"),
        number("epsilon", 1e-7, 1.0, 1e-3, "added to the variance before its root")},
       [](const Json& fields) -> std::unique_ptr<Layer> {
         return std::make_unique<BatchNormalization>(fields["momentum"].get<float>(),
                                                     fields["epsilon"].get<float>());
       }});
  rows.push_back({"activation",
                  "Activation",
                  "An activation as a layer of its own.",
                  {choice("activation", {"linear", "relu", "softmax"}, nullptr, "which one")},
                  [](const Json& fields) -> std::unique_ptr<Layer> {
                    return std::make_unique<ActivationLayer>(
                        parse_activation(text_of(fields, "activation")));
                  }});
  rows.push_back(
      {"flatten",
       "Flatten",
       "Lays a picture's numbers out as one flat list.",
       {},
       [](const Json&) -> std::unique_ptr<Layer> { return std::make_unique<Flatten>(); }});
  rows.push_back({"dense",
                  "Dense",
                  "Every output is a weighted sum of every input.",
                  {integer("units", 1, 4096, nullptr, "how many outputs"), activation_field()},
                  [](const Json& fields) -> std::unique_ptr<Layer> {
                    return std::make_unique<Dense>(count_of(fields, "units"),
                                                   parse_activation(text_of(fields, "activation")));
                  }});
  append_augmentation(rows);
  return rows;
}

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kPair:
      return "pair";
    case FieldType::kChoice:
      return "choice";
  }
  return "";
}

}  // namespace

const std::vector<CatalogEntry>& catalog() {
  static const std::vector<CatalogEntry> rows = make_catalog();
  return rows;
}

const CatalogEntry* find_entry(const std::string& kind) {
  for (const CatalogEntry& entry : catalog()) {
    if (entry.kind == kind) return &entry;
  }
  return nullptr;
}

Json catalog_to_json() {
  Json rows = Json::array();
  for (const CatalogEntry& entry : catalog()) {
    Json fields = Json::array();
    for (const Field& field : entry.fields) {
      Json row = {{"name", field.name}, {"type", type_name(field.type)}};
      if (field.type == FieldType::kChoice) {
        row["choices"] = field.choices;
      } else {
        row["minimum"] = field.minimum;
        row["maximum"] = field.maximum;
      }
      if (!field.fallback.is_null()) row["default"] = field.fallback;
      if (!field.default_from.empty()) row["default_from"] = field.default_from;
      if (field.optional) row["optional"] = true;
      row["help"] = field.help;
      fields.push_back(std::move(row));
    }
    Json row = {{"kind", entry.kind},
                {"keras", entry.keras},
                {"help", entry.help},
                {"fields", std::move(fields)}};
    if (entry.augments) row["augments"] = true;
    if (!entry.keras_arguments.is_null()) row["keras_arguments"] = entry.keras_arguments;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace cnnlab
