#include "core/model/spec.h"

#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace cnnlab {
namespace {

constexpr std::size_t kMaximumText = 1 << 20;
constexpr int kMaximumDepth = 64;

Error bad_model(Problem problem, const std::string& where, Facts facts = {}) {
  return Error(ErrorCode::kBadModel, problem, where, std::move(facts));
}

}  // namespace

Json parse_json(const std::string& text, const std::string& where) {
  if (text.size() > kMaximumText) {
    throw Error(ErrorCode::kBadData, Problem::kTextTooLong, where,
                {{"bytes", text.size()}, {"most", kMaximumText}});
  }
  // Depth is checked before parsing: the parser recurses.
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > kMaximumDepth) {
      throw Error(ErrorCode::kBadData, Problem::kTooDeep, where,
                  {{"most", kMaximumDepth}, {"at", i}});
    }
  }
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    throw Error(ErrorCode::kBadData, Problem::kNotJson, where);
  }
  return json;
}

ModelSpec parse_model(const Json& json) {
  if (!json.is_object()) throw bad_model(Problem::kNotAModel, "model");
  ModelSpec model;
  if (json.contains("name")) {
    if (!json["name"].is_string()) throw bad_model(Problem::kNameNotText, "name");
    model.name = json["name"].get<std::string>();
  }
  if (!json.contains("layers") || !json["layers"].is_array()) {
    throw bad_model(Problem::kLayersMissing, "layers");
  }
  const Json& layers = json["layers"];
  if (layers.size() > kMaximumLayers) {
    throw bad_model(Problem::kTooManyLayers, "layers",
                    {{"count", layers.size()}, {"most", kMaximumLayers}});
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Json& layer = layers[i];
    const std::string where = sentence("layers[", i, "]");
    if (!layer.is_object() || !layer.contains("kind") || !layer["kind"].is_string()) {
      throw bad_model(Problem::kNotALayer, where);
    }
    LayerSpec spec{layer["kind"].get<std::string>(), layer};
    spec.fields.erase("kind");
    model.layers.push_back(std::move(spec));
  }
  return model;
}

Value given_value(const Json& json) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: whole numbers beyond it are rounded
  if (json.is_number() && std::abs(json.get<double>()) < kExact) return json.get<double>();
  return json.dump();
}

bool is_text(const Json& json, std::string_view text) {
  return json.is_string() && json.get_ref<const std::string&>() == text;
}

Json model_to_json(const ModelSpec& model) {
  Json layers = Json::array();
  for (const LayerSpec& spec : model.layers) {
    Json layer = {{"kind", spec.kind}};
    layer.update(spec.fields);
    layers.push_back(std::move(layer));
  }
  return {{"name", model.name}, {"layers", std::move(layers)}};
}

}  // namespace cnnlab
