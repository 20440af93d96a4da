// A model as data: what the editor edits, links carry, and the builder builds.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problem.h"

namespace cnnlab {

using Json = nlohmann::ordered_json;

/// One layer: its kind and its fields, named as Keras names them.
struct LayerSpec {
  std::string kind;
  Json fields;  // an object without `kind`
};

struct ModelSpec {
  std::string name;
  std::vector<LayerSpec> layers;
};

/// The most layers a model may have.
inline constexpr std::size_t kMaximumLayers = 200;

/// Parses text as JSON, at most 1 MB and 64 levels deep. Throws Error(`code`, `where`).
Json parse_json(const std::string& text, const std::string& where);

/// Reads {"name": …, "layers": [{"kind": …, …}]}. Checks the form alone; the catalog checks fields.
/// What was given, as a fact: a number as such, anything else as its JSON.
Value given_value(const Json& json);

/// Throws Error(kBadModel) with the path of what is wrong.
ModelSpec parse_model(const Json& json);

/// Whether it is this text. `json == "text"` takes memory in a function that may not throw.
bool is_text(const Json& json, std::string_view text);

Json model_to_json(const ModelSpec& model);

}  // namespace cnnlab
