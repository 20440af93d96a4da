// Every kind of layer there is: its fields, their ranges and defaults, and how it is made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/model/spec.h"
#include "core/nn/layer.h"

namespace cnnlab {

enum class FieldType { kInteger, kNumber, kPair, kChoice };

/// One setting of a layer. Numbers lie in [minimum, maximum], pairs and integers likewise.
struct Field {
  std::string name;
  FieldType type;
  double minimum;
  double maximum;
  std::vector<std::string> choices;
  Json fallback;  // null: has to be given, unless optional
  std::string help;
  bool optional = false;       // may be absent, which says something of its own: Keras's None
  std::string default_from{};  // the field, further up, whose value this one takes if not given
};

struct CatalogEntry {
  std::string kind;   // max_pooling2d
  std::string keras;  // MaxPooling2D
  std::string help;
  std::vector<Field> fields;
  /// Makes the layer from checked fields, defaults filled in.
  std::unique_ptr<Layer> (*make)(const Json& fields);
  /// Whether it changes training pictures, and so stands before every layer that does not.
  bool augments = false;
  /// Arguments that Keras needs beside the fields to do the same as this lab, or null.
  Json keras_arguments = nullptr;
};

const std::vector<CatalogEntry>& catalog();

/// The row of a kind, or null.
const CatalogEntry* find_entry(const std::string& kind);

/// The catalog as the page reads it (CatalogEntry[] of lab.d.ts).
Json catalog_to_json();

/// The layer's fields, checked, defaults filled in. Throws Error(kBadModel) whose `where` is the
/// field and whose fix, if there is one, is a JSON object {action, field, value}.
Json checked_fields(const LayerSpec& layer);

/// Makes the layer. Throws as checked_fields().
std::unique_ptr<Layer> make_layer(const LayerSpec& layer);

}  // namespace cnnlab
