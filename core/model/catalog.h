// Every kind of layer there is: its fields, their ranges and defaults, and how it is made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/model/field.h"
#include "core/model/spec.h"
#include "core/nn/layer.h"
#include "core/nn/weight_rules.h"

namespace cnnlab {

/// All that others have to know of a kind of layer. The editor's form, the link, Keras's reader and
/// writer, the summary and the exports work from it.
struct CatalogEntry {
  std::string kind;    // max_pooling2d
  std::string keras;   // MaxPooling2D
  std::string family;  // what it is drawn as: convolution, pooling, dense, augmentation, …
  std::string help;
  std::vector<Field> fields;
  /// Makes the layer from checked fields, defaults filled in.
  std::unique_ptr<Layer> (*make)(const Json& fields);
  /// Keras's own order of its arguments: positional ones follow it.
  std::vector<std::string> arguments;
  /// Arguments of Keras that have one value here, and the ways to write it: {name: [value, …]}.
  Json fixed = nullptr;
  /// Names of its weights, in Keras's order.
  std::vector<std::string> weights = {};
  /// Arguments that Keras needs beside the fields to do the same as this lab, or null.
  Json keras_arguments = nullptr;
  /// ONNX's operator and its attributes by field: {operator, attributes: {alpha: negative_slope}}.
  /// Null: it does nothing at inference and is left out.
  Json onnx = nullptr;
  /// TensorFlow.js's class and the fields that have other names there: {class, fields}. Null as
  /// above.
  Json tfjs = nullptr;

  /// Whether it changes training pictures, and so stands before every layer that does not.
  bool augments() const { return family == "augmentation"; }
};

const std::vector<CatalogEntry>& catalog();

/// The row of a kind, or null.
const CatalogEntry* find_entry(const std::string& kind);

/// A row as the page reads it (CatalogEntry of lab.d.ts).
Json entry_to_json(const CatalogEntry& entry);

/// The layer's fields, checked, defaults filled in. Throws Error(kBadModel) whose `where` is the
/// field and whose fix, if there is one, sets that field.
Json checked_fields(const LayerSpec& layer);

/// What the layer's fields say of its weights. Throws as checked_fields().
std::vector<WeightRule> weight_rules(const LayerSpec& layer);

/// Makes the layer. Throws as checked_fields().
std::unique_ptr<Layer> make_layer(const LayerSpec& layer);

}  // namespace cnnlab
